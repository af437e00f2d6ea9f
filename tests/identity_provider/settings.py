"""The settings of the provider: the authorization code flow, PKCE required, tokens signed with a key of this run."""

import os

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

SECRET_KEY = "the-provider-of-one-test-run"
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "oauth2_provider"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "tests.identity_provider.urls"
SIGN_IN_PAGE = """<!doctype html><html lang="nl"><title>Inloggen bij de gemeente</title><h1>Inloggen bij de gemeente</h1>
<form method="post">{% csrf_token %}<p><label>Gebruikersnaam <input name="username"></label></p>
<p><label>Wachtwoord <input name="password" type="password"></label></p><button>Inloggen bij de gemeente</button></form>"""
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.locmem.Loader", {"registration/login.html": SIGN_IN_PAGE})],
            "context_processors": ["django.template.context_processors.request"],
        },
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["PROVIDER_DATABASE"]}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
LOGIN_URL = "/sign-in/"
SESSION_COOKIE_NAME = "provider_session"  # cookies know no port: the app under test has its own on the same host
CSRF_COOKIE_NAME = "provider_csrf"
OAUTH2_PROVIDER = {
    "OIDC_ENABLED": True,
    "PKCE_REQUIRED": True,
    "OIDC_RSA_PRIVATE_KEY": rsa.generate_private_key(65537, 2048)
    .private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    .decode(),
    "OAUTH2_VALIDATOR_CLASS": "tests.identity_provider.people.Validator",
    "SCOPES": {"openid": "Inloggen", "profile": "Naam", "email": "E-mailadres"},
}
