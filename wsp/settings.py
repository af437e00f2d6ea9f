"""Settings: one file; what differs per place comes from the environment (.env.example lists every variable)."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from wsp.environment import get_choice, get_database, get_flag, get_list, get_number, get_text

BASE_DIR = Path(__file__).resolve().parent.parent

ENVIRONMENT = get_choice("WSP_ENV", ("production", "local", "test"), "production")
IS_PRODUCTION = ENVIRONMENT == "production"
DEBUG = get_flag("WSP_DEBUG", False)
if DEBUG and IS_PRODUCTION:
    raise ImproperlyConfigured("WSP_DEBUG=1 shows secrets to visitors; set WSP_ENV=local to develop.")

SECRET_KEY = get_text("WSP_SECRET_KEY", None if IS_PRODUCTION else "only-for-tests-and-a-laptop-never-for-production")
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
    "regions",
    "safekeeping",
    "employers",
    "instruments",
    "checklists",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "wsp.middleware.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wsp.middleware.send_htmx_to_sign_in",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
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
            ],
        },
    }
]

DATABASES = {"default": get_database(None if IS_PRODUCTION else "postgres://localhost/werkgeverskompas")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "regions.User"
LOGIN_URL = "regions:sign_in"
LOGIN_REDIRECT_URL = "regions:home"
LOGOUT_REDIRECT_URL = "regions:sign_in"
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

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / ".data" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nobody uploads files here
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if ENVIRONMENT == "test" or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MANIFEST_STRICT = True

SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: one long working day
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = USES_HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "wsp.views.csrf_failure"
SECURE_SSL_REDIRECT = USES_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if USES_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = USES_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if get_flag("WSP_BEHIND_PROXY", False) else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
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
