"""Reading what the database's own walls make of the role that we connect as."""

from django.db import connection

_ROLE = """
SELECT rolsuper OR rolbypassrls, coalesce(pg_has_role(current_user, relowner, 'USAGE'), false)
FROM pg_roles LEFT JOIN pg_class ON pg_class.oid = to_regclass('employers_visit') WHERE rolname = current_user
"""


def get_role():
    """Return (whether our role walks through the walls, whether it could take them down, for it owns the tables)."""
    with connection.cursor() as cursor:
        cursor.execute(_ROLE)
        return cursor.fetchone()
