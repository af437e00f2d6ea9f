"""On whose behalf the database is asked: every statement takes along who acts and in which request, in the same round trip.

The settings count for one transaction only, a single statement included, so nothing stays behind on a connection that
another request uses next. Who is not said acts for nobody. docs/decisions/0010-audit-trail.md says why it is done this way.
"""

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from django.core.exceptions import ImproperlyConfigured
from psycopg import ServerCursor

_SAFE = re.compile(r"[^A-Za-z0-9 _.:-]")
# Inside a transaction that failed nothing but these is taken; they read and write no row.
_BARE = re.compile(r"\s*(?:SAVEPOINT|RELEASE|ROLLBACK|COMMIT|BEGIN)\b", re.IGNORECASE)
_ROWS = re.compile(r"\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH|MERGE|VALUES|LOCK|\()", re.IGNORECASE)
_DOUBTED = """
SELECT 1 FROM pg_class WHERE oid = to_regclass('employers_visit') AND NOT pg_has_role(current_user, relowner, 'USAGE')
"""


@dataclass(frozen=True)
class Acting:
    """Who acts (None: nobody who signed in), in which request or command; the system itself, or a count over all regions."""

    user_id: int | None = None
    request_id: str = ""
    is_system: bool = False
    counts: bool = False

    def get_settings(self, is_local):
        """Return the statement that tells the database."""
        values = {
            "app.user": "" if self.user_id is None else str(int(self.user_id)),
            "app.request": _SAFE.sub("", self.request_id)[:80],
            "app.system": "on" if self.is_system else "counts" if self.counts else "",
        }
        ends = "true" if is_local else "false"
        return "SELECT " + ", ".join(f"set_config('{name}', '{value}', {ends})" for name, value in values.items())


NOBODY = Acting()
_acting = ContextVar("acting", default=NOBODY)


def get_acting():
    """Return on whose behalf is acted now."""
    return _acting.get()


@contextmanager
def acting_as(acting):
    """Act meanwhile on behalf of someone: acting_as(Acting(user.pk, request_id))."""
    token = _acting.set(acting)
    try:
        yield acting
    finally:
        _acting.reset(token)


def acting_for(user):
    """Act meanwhile on behalf of a person who did not sign in for it, such as the owner of a calendar address."""
    return acting_as(Acting(user.pk, get_acting().request_id))


def acting_as_system(reason):
    """Act meanwhile as the system itself: commands, imports, migrations, workers and tests; `reason` goes into the trail."""
    return acting_as(Acting(None, reason, is_system=True))


def counting():
    """Read rows of all regions meanwhile, to count them: the database lets only who has a national role, and only read.

    What is read this way leaves as a number; every use is named in tests/safekeeping/test_walls.py.
    """
    return acting_as(replace(get_acting(), counts=True))


def go_on_as(user, **_):
    """Act on behalf of who signs in during a request, for the rest of it (for the signal user_logged_in)."""
    acting = get_acting()
    if acting.request_id and acting.user_id is None and not acting.is_system:
        _acting.set(Acting(user.pk, acting.request_id))  # the middleware takes it back at the end of the request


def tell_database(connection, **_):
    """Make a new connection take along who acts with every statement (for the signal connection_created).

    Stops a command that the database would not believe: the walls would give it no rows, and it would call that done.
    """
    if _send not in connection.execute_wrappers:
        connection.execute_wrappers.append(_send)
    if get_acting().is_system and connection.connection.execute(_DOUBTED).fetchone():
        raise ImproperlyConfigured(
            "This command works on all regions: give it the address of the role that owns the tables in DATABASE_URL. "
            "The web server keeps its own role."
        )


def _send(execute, sql, params, many, context):
    connection, cursor = context["connection"], context["cursor"].cursor
    acting = _acting.get()
    if not isinstance(sql, str) or _BARE.match(sql):
        return execute(sql, params, many, context)
    if many or isinstance(cursor, ServerCursor):
        return _send_around(connection, acting, lambda: execute(sql, params, many, context))
    if not connection.in_atomic_block and not _ROWS.match(sql):
        return execute(sql, params, many, context)  # some statements may not stand in a transaction: CREATE DATABASE
    execute(f"{acting.get_settings(is_local=True)}; {sql}", params, many, context)
    cursor.nextset()  # past the result of the settings


def _send_around(connection, acting, execute):
    """Tell the database in a round trip of its own, where two statements cannot go together."""
    raw = connection.connection
    if connection.in_atomic_block:
        raw.execute(acting.get_settings(is_local=True))
        return execute()
    raw.execute(acting.get_settings(is_local=False))
    try:
        return execute()
    finally:
        raw.execute(NOBODY.get_settings(is_local=False))
