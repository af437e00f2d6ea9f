"""`make bench-data`: 35 regions, 500,000 employers, 1 million visits and 10 million answers in a database cluster of their own.

The rows are made inside the database. BENCH_NATIONAL_EMPLOYERS makes fewer of everything, in the same proportions.
"""

import os
import sys
import time
from contextlib import contextmanager

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wsp.settings")

MARK = "@meting.voorbeeld.nl"  # by which the people of this country are known
EMPLOYERS = int(os.environ.get("BENCH_NATIONAL_EMPLOYERS", "500000"))
SEED = "SELECT setseed(0.4)"
TABLES = [
    "employers_employer",
    "employers_visit",
    "employers_visit_advisers",
    "employers_agreement",
    "employers_stagechange",
    "employers_timelineentry",
    "checklists_checklist",
    "checklists_answer",
    "checklists_answerdigest",
    "checklists_advisedinstrument",
]


def get_numbers(employers):
    """Return what the statements fill in: how many employers, today, and the ids that are taken already."""
    from django.db import connection
    from django.utils import timezone

    from checklists.models import QuestionSet

    numbers = {"employers": employers, "today": timezone.localdate()}
    numbers["question_set"] = QuestionSet.objects.get(code="fase-1", is_current=True).pk
    with connection.cursor() as cursor:
        for name, table in (
            ("user", "regions_user"),
            ("employer", "employers_employer"),
            ("visit", "employers_visit"),
            ("checklist", "checklists_checklist"),
            ("advice", "checklists_advice"),
        ):
            cursor.execute(f"SELECT COALESCE(max(id), 0) FROM {table}")
            numbers[f"{name}_base"] = cursor.fetchone()[0]
    return numbers


def fill(employers, say=lambda words: None):
    """Make the rows, in one transaction that is already open; `say` hears how long each step took."""
    from django.db import connection

    from checklists.actions import rebuild_summaries
    from tests.benchmarks.national_sql import PLANS, ROWS

    numbers = get_numbers(employers)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone TO 'Europe/Amsterdam'")
        cursor.execute("SET LOCAL work_mem TO '256MB'")
        cursor.execute(SEED)
        for name, statement in {**PLANS, **ROWS}.items():
            started = time.perf_counter()
            cursor.execute(statement, numbers)
            say(f"{name:<28}{time.perf_counter() - started:>8.1f} s")
        for table in (
            "regions_user",
            "employers_employer",
            "employers_visit",
            "checklists_checklist",
            "checklists_advice",
        ):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        cursor.execute("ANALYZE")  # else the next looks for a plan without knowing how many rows there are now
        started = time.perf_counter()
        rebuild_summaries(by=None)
        say(f"{'summaries':<28}{time.perf_counter() - started:>8.1f} s")
        for name in ("region", "adviser", "employer", "visit", "agreement", "standing", "move", "since"):
            cursor.execute(f"DROP TABLE plan_{name}")


@contextmanager
def made_in_bulk():
    """Load with the indexes of the large tables made at the end and, where we may, without looking at every foreign key."""
    from django.db import ProgrammingError, connection, transaction

    with connection.cursor() as cursor:
        try:
            cursor.execute("SET session_replication_role TO replica")
        except ProgrammingError:
            print("Not as the owner of the server: every foreign key is looked at, which takes a few times as long.")
        with transaction.atomic():
            cursor.execute(
                "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexdef NOT LIKE '%%UNIQUE%%'",
                [TABLES],
            )
            indexes = cursor.fetchall()
            for name, _ in indexes:
                cursor.execute(f'DROP INDEX "{name}"')
            yield
            started = time.perf_counter()
            for _, definition in indexes:
                cursor.execute(definition)
            print(f"{'indexes':<28}{time.perf_counter() - started:>8.1f} s", flush=True)
        cursor.execute("RESET session_replication_role")


def become_owner():
    """Connect as the owner of the cluster, when it is the one that `make bench-data` starts: no password, only a socket."""
    from django.db import connection

    if connection.settings_dict["HOST"].startswith("/"):
        connection.close()
        connection.settings_dict["USER"] = "postgres"
        with connection.cursor() as cursor:  # so that loading does not wait for a checkpoint every half minute
            cursor.execute("ALTER SYSTEM SET max_wal_size TO '16GB'")
            cursor.execute("SELECT pg_reload_conf()")


def main():
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from employers.queries import has_employers
    from safekeeping.acting import acting_as_system

    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    if has_employers():
        return print("There are employers in this database already; nothing was made.")
    become_owner()
    started = time.perf_counter()
    with acting_as_system("bench data"), made_in_bulk():
        fill(EMPLOYERS, say=lambda words: print(words, flush=True))
    made = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
        print(f"{'vacuum, statistics':<28}{time.perf_counter() - made:>8.1f} s")
        for table in TABLES:
            cursor.execute(f"SELECT count(*), pg_size_pretty(pg_total_relation_size('{table}')) FROM {table}")
            print("{:<32}{:>12,}  {}".format(table, *cursor.fetchone()))
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        print(f"the whole database: {cursor.fetchone()[0]}; made in {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
