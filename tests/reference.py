"""The reference data as it is right after loading, to be put back in a moment after a test that emptied the tables."""

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from checklists.models import QuestionSet
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
        """See to it that the reference data is there, by loading it anew when a test made regions of its own already."""
        if QuestionSet.objects.exists():
            return
        if Region.objects.exists():
            call_command("load_reference", verbosity=0)
            return
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in self._tables.items():
                with cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
                    copy.write(rows)


def get_tables():
    """Return the tables of the reference data, those that join two of them included."""
    found = []
    for name in MODELS:
        model = apps.get_model(name)
        found += [model._meta.db_table, *(field.m2m_db_table() for field in model._meta.local_many_to_many)]
    return found
