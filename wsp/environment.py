"""Reading the environment: a missing or odd variable stops the start with a sentence that says what to do."""

import os
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


def get_number(name, default):
    """Return the variable `name` as a whole number."""
    value = get_text(name, str(default))
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


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
