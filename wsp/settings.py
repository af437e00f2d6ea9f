"""Settings: one file; what differs per place comes from the environment (.env.example lists every variable)."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from wsp.environment import (
    get_addresses,
    get_choice,
    get_database,
    get_date,
    get_flag,
    get_identity_providers,
    get_list,
    get_number,
    get_text,
    refuse_practice_secret,
)
from wsp.policy import add_policy

BASE_DIR = Path(__file__).resolve().parent.parent

ENVIRONMENT = get_choice("WSP_ENV", ("production", "local", "test"), "production")
IS_PRODUCTION = ENVIRONMENT == "production"
DEBUG = get_flag("WSP_DEBUG", False)
if DEBUG and IS_PRODUCTION:
    raise ImproperlyConfigured("WSP_DEBUG=1 shows secrets to visitors; set WSP_ENV=local to develop.")

SECRET_KEY = get_text("WSP_SECRET_KEY", None if IS_PRODUCTION else "only-for-tests-and-a-laptop-never-for-production")
refuse_practice_secret(SECRET_KEY, IS_PRODUCTION)
SECRET_KEY_FALLBACKS = get_list("WSP_SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = get_list("WSP_ALLOWED_HOSTS", None if IS_PRODUCTION else "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = get_list("WSP_CSRF_TRUSTED_ORIGINS")
USES_HTTPS = get_flag("WSP_HTTPS", IS_PRODUCTION)
# The address people reach the app by, for links in mails and calendars: nobody's request is there to tell.
_SCHEME, _PORT = ("https", "") if USES_HTTPS else ("http", f":{get_text('PORT', '8000')}")
PUBLIC_URL = get_text("WSP_PUBLIC_URL", f"{_SCHEME}://{ALLOWED_HOSTS[0].lstrip('.')}{_PORT}").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "regions",
    "safekeeping",
    "employers",
    "instruments",
    "guidance",
    "checklists",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "wsp.middleware.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "wsp.bodies.refuse_half_bodies",  # before the first that looks at a form
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wsp.middleware.send_htmx_to_sign_in",
    "regions.middleware.end_long_sessions",
    "safekeeping.middleware.act_for_user",  # after the last that may take the person away, before any that reads a row
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "regions.middleware.RequireSecondFactor",
    "wsp.limits.LimitCostlyDoors",
    "safekeeping.middleware.count_privacy_guard",
]

ROOT_URLCONF = "wsp.urls"
WSGI_APPLICATION = "wsp.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "regions.menu.managed_regions",
            ],
            "builtins": ["guidance.templatetags.parts"],  # {% alert %}: no page writes the markup of a part itself
        },
    }
]

DATABASES = {"default": get_database(None if IS_PRODUCTION else "postgres://localhost/werkgeverskompas")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "regions.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "regions:home"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if ENVIRONMENT == "test":
    # Signing in a few hundred times with argon2 would take longer than everything else in the suite.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "regions.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Accounts: by invitation only, on an e-mail address that the invitation proved; docs/decisions/0009-signing-in.md says why.
ACCOUNT_ADAPTER = "regions.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "regions.forms.sign_in.SignInForm",
    "reauthenticate": "regions.forms.sign_in.ConfirmForm",
    "change_password": "regions.forms.sign_in.ChangePasswordForm",
    "reset_password": "regions.forms.sign_in.ForgottenForm",
    "reset_password_from_key": "regions.forms.sign_in.NewPasswordForm",
}
# 30 attempts a minute from one address, 10 wrong ones; 5 wrong ones in 5 minutes on one account.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "10/m/ip,3/10m/key",
    # Not attempts but costly doors; wsp/limits.py says which. A person at work stays far below these.
    "paper": "20/m/user",
    "export": "20/m/user",
    "search": "120/m/user",
    "calendar": "60/m/ip",
}
MFA_ADAPTER = "regions.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not USES_HTTPS and not IS_PRODUCTION
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation proved it
MFA_TOTP_ISSUER = "Werkgeverskompas"
MFA_FORMS = {
    "authenticate": "regions.forms.second_factor.CodeForm",
    "reauthenticate": "regions.forms.second_factor.ConfirmCodeForm",
    "activate_totp": "regions.forms.second_factor.FirstCodeForm",
    "login_webauthn": "regions.forms.second_factor.SignInPasskeyForm",
    "authenticate_webauthn": "regions.forms.second_factor.PasskeyForm",
    "reauthenticate_webauthn": "regions.forms.second_factor.ConfirmPasskeyForm",
    "add_webauthn": "regions.forms.second_factor.AddPasskeyForm",
    "edit_webauthn": "regions.forms.second_factor.RenamePasskeyForm",
}
# Team leads, administrators and who may edit reference data need a second step.
REQUIRE_SECOND_FACTOR = get_flag("WSP_REQUIRE_MFA", IS_PRODUCTION)
SOCIALACCOUNT_ADAPTER = "regions.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # never by e-mail: an e-mail address can be given to someone else
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True  # linking or unlinking an identity asks the password once more
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": get_identity_providers(insist_on_https=IS_PRODUCTION)}}
# With a proxy in front, the address of the visitor is the last one that the proxy itself wrote down.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if get_flag("WSP_BEHIND_PROXY", False) else 0
INVITATION_DAYS = 7  # how long an invitation can be used
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds that a link to choose a new password works

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
# Tests find their files where they are: a folder that one of them fills would be read, half full, by all the others.
STATIC_ROOT = BASE_DIR / ".data" / ("no-static" if ENVIRONMENT == "test" else "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nobody uploads files here
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if ENVIRONMENT == "test" or DEBUG
        else "wsp.staticfiles.NamedByContent"
    },
}
WHITENOISE_MANIFEST_STRICT = True
WHITENOISE_ADD_HEADERS_FUNCTION = add_policy
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our files are for our pages; and two dozen headers less on a first visit

# Attempts to sign in are counted where every web process sees them; regions.models.CacheEntry is the table.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

SESSION_COOKIE_AGE = get_number("WSP_SESSION_HOURS", 12, 1, 24) * 60 * 60  # seconds: at most one long working day
SESSION_IDLE_AGE = get_number("WSP_IDLE_MINUTES", 60, 5, 24 * 60) * 60  # seconds without a page or a saved answer
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = USES_HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "wsp.views.csrf_failure"
SECURE_SSL_REDIRECT = USES_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if USES_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = USES_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if get_flag("WSP_BEHIND_PROXY", False) else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Where to report a weakness, for /.well-known/security.txt.
SECURITY_CONTACTS = get_addresses("WSP_SECURITY_CONTACT")
SECURITY_POLICIES = get_addresses("WSP_SECURITY_POLICY")
SECURITY_EXPIRES_ON = get_date("WSP_SECURITY_EXPIRES") if SECURITY_CONTACTS else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # bytes; the largest form is an advice with notes
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# Mail is written to the console until a mail server is named.
SMTP_HOST = get_text("WSP_SMTP_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SMTP_HOST else 'console'}.EmailBackend"
EMAIL_HOST = SMTP_HOST
EMAIL_PORT = get_number("WSP_SMTP_PORT", 587)
EMAIL_HOST_USER = get_text("WSP_SMTP_USER", "")
EMAIL_HOST_PASSWORD = get_text("WSP_SMTP_PASSWORD", "")
EMAIL_USE_TLS = get_flag("WSP_SMTP_TLS", True)
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = get_text("WSP_MAIL_FROM", "werkgeverskompas@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
