"""Counting what was done in a region and month, in the transaction that does it; a nightly rebuild proves the counts."""

from django.db import connection, transaction

from employers.models import RegionMonth

_ADD = """
INSERT INTO employers_regionmonth (region_id, month, visits, advices) VALUES (%s, %s, %s, %s)
ON CONFLICT (region_id, month) DO UPDATE SET
    visits = employers_regionmonth.visits + EXCLUDED.visits, advices = employers_regionmonth.advices + EXCLUDED.advices
"""
# One statement sees one moment, so what is concluded meanwhile is in both counts or in neither.
_DIFFERENT = """
WITH done AS (
    SELECT region_id, date_trunc('month', held_on)::date AS month, 1 AS visits, 0 AS advices
      FROM employers_visit WHERE held_on IS NOT NULL
    UNION ALL
    SELECT region_id, date_trunc('month', advised_on)::date, 0, 1 FROM employers_visit WHERE advised_on IS NOT NULL
), truth AS (
    SELECT region_id, month, sum(visits) AS visits, sum(advices) AS advices FROM done GROUP BY region_id, month
)
SELECT region_id, month, COALESCE(truth.visits, 0), COALESCE(truth.advices, 0)
  FROM truth FULL JOIN employers_regionmonth AS kept USING (region_id, month)
 WHERE (COALESCE(truth.visits, 0), COALESCE(truth.advices, 0)) <> (COALESCE(kept.visits, 0), COALESCE(kept.advices, 0))
"""


def count_month(*, by, region_id, day, visits=0, advices=0):
    """Add to what was done in a region in the month of `day`; `by` is who did it. The last step of its transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [region_id, day.replace(day=1), visits, advices])


@transaction.atomic
def rebuild_months(*, by):
    """Set the counts of every region and month right and return how many were wrong; `by` is None for a command.

    As long as nothing is wrong nobody waits. Else the rows are counted again with the table locked.
    """
    if not _find_wrong():
        return 0
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE employers_regionmonth IN SHARE ROW EXCLUSIVE MODE")
    wrong = _find_wrong()
    for region_id, month, visits, advices in wrong:
        counts = {"visits": visits, "advices": advices}
        RegionMonth.objects.update_or_create(region_id=region_id, month=month, defaults=counts)
    return len(wrong)


def _find_wrong():
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENT)
        return cursor.fetchall()
