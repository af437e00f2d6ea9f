"""Keeping which instruments an advice names, and which of those are the first of their quarter: figures only count rows."""

from django.db import connection

from checklists.models import AdvisedInstrument
from employers.figures.periods import quarter_of

_SET_RIGHT = """
UPDATE checklists_advisedinstrument AS kept SET is_first = NOT kept.is_first
  FROM (SELECT id, 1 = row_number() OVER (PARTITION BY employer_id, slug, date_trunc('quarter', given_on) ORDER BY given_on, id)
               AS is_first FROM checklists_advisedinstrument) AS truth
 WHERE truth.id = kept.id AND truth.is_first <> kept.is_first
"""


def keep_advised(*, by, advice, employer, given_on):
    """Keep the instruments of an advice that `by` gives, in the transaction that took its number: one at a time in a region."""
    quarter = quarter_of(given_on)
    before = AdvisedInstrument.objects.filter(
        employer=employer, given_on__gte=quarter.start, given_on__lt=quarter.end
    ).values_list("slug", flat=True)
    known = set(before)
    AdvisedInstrument.objects.bulk_create(
        AdvisedInstrument(
            advice=advice,
            region_id=employer.region_id,
            employer=employer,
            slug=slug,
            given_on=given_on,
            is_first=slug not in known,
        )
        for slug in dict.fromkeys(one["slug"] for one in advice.content["instruments"])
    )


def rebuild_firsts(*, by):
    """Set right which advices are the first of their quarter; return how many rows were wrong. `by` is None for a command."""
    with connection.cursor() as cursor:
        cursor.execute(_SET_RIGHT)
        return cursor.rowcount
