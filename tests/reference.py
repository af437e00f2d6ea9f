"""The reference data as it is right after loading, to be put back in a moment after a test that emptied the tables."""

from django.apps import apps
from django.db import connection, transaction

from regions.models import Region

# Whatever loading the fixtures fills; in any order, since keys are looked at when the transaction ends.
MODELS = (
    "regions.Region",
    "regions.Municipality",
    "safekeeping.PrivacyWord",
    "employers.Benchmark",
    "instruments.Instrument",
    "instruments.InstrumentVersion",
    "instruments.Amount",
    "checklists.QuestionSet",
    "checklists.Section",
    "checklists.Question",
    "checklists.Tip",
)


class Snapshot:
    """The rows of every table that loading the reference data fills."""

    def __init__(self):
        self._tables = {}
        for table in get_tables():
            with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT (FORMAT binary)") as copy:
                self._tables[table] = b"".join(copy)

    def put_back(self):
        """Fill the empty tables again; return False, having done nothing, when a test made rows of its own in them."""
        if Region.objects.exists():
            return False
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in self._tables.items():
                with cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
                    copy.write(rows)
        return True


def get_tables():
    """Return the tables of the reference data, those that join two of them included."""
    found = []
    for name in MODELS:
        model = apps.get_model(name)
        found += [model._meta.db_table, *(field.m2m_db_table() for field in model._meta.local_many_to_many)]
    return found
