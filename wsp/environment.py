"""Reading the environment: a missing or odd variable stops the start with a sentence that says what to do."""

import os
import re
from datetime import date
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES_NO = {"1": True, "0": False}


def get_text(name, default=None):
    """Return the variable `name`; without a default it must be set and not empty."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"Set {name} in the environment; .env.example says what it is for.")
    return default


def get_choice(name, choices, default):
    """Return the variable `name`, which must be one of `choices`."""
    value = get_text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def get_flag(name, default):
    """Return the variable `name` as a boolean; only 1 and 0 are understood."""
    return YES_NO[get_choice(name, tuple(YES_NO), "1" if default else "0")]


def get_number(name, default, least=0, most=65_535):
    """Return the variable `name` as a whole number from `least` to `most`."""
    value = get_text(name, str(default))
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def get_date(name):
    """Return the variable `name` as a day, written as 2027-06-30."""
    value = get_text(name)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a day such as 2027-06-30, not {value!r}.") from None


def get_addresses(name):
    """Return the comma-separated variable `name`, of which each part is an address such as mailto: or https:."""
    addresses = get_list(name)
    for address in addresses:
        if not re.fullmatch(r"(mailto:|https:|tel:)[!-~]+", address):
            raise ImproperlyConfigured(
                f"{name} holds addresses that start with mailto:, https: or tel:, not {address!r}."
            )
    return addresses


def refuse_practice_secret(secret, is_production):
    """Stop the start of production on a secret key that everyone knows, or that can be guessed."""
    if is_production and (secret.startswith("only-for-tests") or len(secret) < 50 or len(set(secret)) < 5):
        raise ImproperlyConfigured(
            "WSP_SECRET_KEY must be a long random text of your own: python -c 'import secrets; print(secrets.token_urlsafe(60))'"
        )


def get_list(name, default=""):
    """Return the comma-separated variable `name` as a list without empty parts."""
    return [part.strip() for part in get_text(name, default).split(",") if part.strip()]


def get_database(default, name="DATABASE_URL"):
    """Return Django's database settings from a postgres:// address; options in the query string are passed on."""
    parts = urlsplit(get_text(name, default))
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(f"{name} must start with postgres:// or postgresql://.")
    options = dict(parse_qsl(parts.query))
    try:
        port = options.pop("port", None) or parts.port or ""
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} has a port that is no number.") from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(port),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **options},
    }


def get_identity_providers(insist_on_https):
    """Return the OpenID Connect providers that WSP_OIDC names, as allauth wants them in its settings."""
    providers = []
    for name in get_list("WSP_OIDC"):
        if not re.fullmatch(r"[a-z][a-z0-9]*", name):
            raise ImproperlyConfigured(f"WSP_OIDC names providers in small letters and digits, not {name!r}.")
        prefix = f"WSP_OIDC_{name.upper()}"
        server = get_text(f"{prefix}_SERVER")
        if insist_on_https and not server.startswith("https://"):
            raise ImproperlyConfigured(f"{prefix}_SERVER must start with https://, not {server!r}.")
        providers.append(_describe_provider(name, prefix, server))
    return providers


def _describe_provider(name, prefix, server):
    """Return one provider: the code flow with PKCE, and who someone is from the signed token alone."""
    acr = get_list(f"{prefix}_ACR")
    return {
        "provider_id": name,
        "name": get_text(f"{prefix}_LABEL", name.capitalize()),
        "client_id": get_text(f"{prefix}_CLIENT_ID"),
        "secret": get_text(f"{prefix}_CLIENT_SECRET"),
        "settings": {
            "server_url": server,
            "oauth_pkce_enabled": True,
            "fetch_userinfo": False,
            "uid_field": get_text(f"{prefix}_SUBJECT", "sub"),
            "acr": acr,
            **({"auth_params": {"acr_values": " ".join(acr)}} if acr else {}),
        },
    }
