"""Reading what the role that we connect as could do to the trail."""

from django.db import connection

_ROLE = """
SELECT rolsuper, coalesce(pg_has_role(current_user, relowner, 'USAGE'), false)
FROM pg_roles LEFT JOIN pg_class ON pg_class.oid = to_regclass('safekeeping_event') WHERE rolname = current_user
"""


def get_role():
    """Return (whether our role is a superuser, whether it owns the tables and could take a trigger away)."""
    with connection.cursor() as cursor:
        cursor.execute(_ROLE)
        return cursor.fetchone()
