"""Refuses to serve in production on what is only for practice: demo logins, a code that opens all, a role without walls."""

import logging

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)


def refuse_practice_start():
    """Stop the start of production with a sentence; a database that cannot be asked now does not stop it.

    Then the sign-in page itself still refuses the accounts of the demo (regions.adapters).
    """
    if not settings.IS_PRODUCTION:
        return
    if getattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE", None):
        raise ImproperlyConfigured("MFA_TOTP_INSECURE_BYPASS_CODE opens every second step; production runs without it.")
    from regions.queries import has_practice_accounts
    from safekeeping.queries import get_role

    try:
        has_some = has_practice_accounts()
        passes_walls, owns_walls = get_role()
    except DatabaseError:
        logger.exception("Whether there are demo logins could not be seen: the database did not answer.")
        return
    finally:
        connection.close()  # the web processes that follow open their own
    if has_some:
        raise ImproperlyConfigured(
            "This database has demo logins (addresses that end in @voorbeeld.nl), whose password everyone knows. "
            "Close them, or use a database without the demo."
        )
    if passes_walls:
        raise ImproperlyConfigured(
            "The role in DATABASE_URL is a superuser or has BYPASSRLS, so that the walls between regions do not hold for it. "
            "docs/roles.sql makes the two roles that this application needs."
        )
    if owns_walls:
        logger.warning(
            "The role in DATABASE_URL owns the tables; docs/roles.sql makes a plainer one for the web server."
        )
