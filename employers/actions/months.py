"""Counting what was done in a region and month, in the transaction that does it; a nightly rebuild proves the counts."""

from django.db import connection, transaction

from employers.figures.periods import quarter_of
from employers.models import Visit

# In the order of the key, so that two visits of one region and month that end at once wait for each other in turn.
_ADD = """
INSERT INTO employers_regionmonth (region_id, month, adviser_id, visits, advices, employers)
SELECT %(region)s, month, adviser, sum(visits), sum(advices), sum(employers)
  FROM (SELECT %(month)s::date AS month, adviser, %(visits)s AS visits, %(advices)s AS advices, 0 AS employers
          FROM unnest(%(advisers)s::bigint[]) AS adviser
        UNION ALL SELECT %(quarter)s::date, NULL, 0, 0, %(employers)s WHERE %(employers)s <> 0) AS done
 GROUP BY month, adviser ORDER BY month, adviser NULLS FIRST
ON CONFLICT (region_id, month, adviser_id) DO UPDATE SET
    visits = employers_regionmonth.visits + EXCLUDED.visits,
    advices = employers_regionmonth.advices + EXCLUDED.advices,
    employers = employers_regionmonth.employers + EXCLUDED.employers
"""
# One statement sees one moment, so what is concluded meanwhile is in both counts or in neither. Person 0 is all of them.
_DIFFERENT = """
WITH done (region_id, day, person, visits, advices) AS (
    SELECT region_id, held_on, 0, 1, 0 FROM employers_visit WHERE held_on IS NOT NULL
    UNION ALL
    SELECT visit.region_id, visit.held_on, adviser.user_id, 1, 0
      FROM employers_visit AS visit JOIN employers_visit_advisers AS adviser ON adviser.visit_id = visit.id
     WHERE visit.held_on IS NOT NULL
    UNION ALL
    SELECT region_id, advised_on, adviser.person, 0, 1
      FROM employers_visit CROSS JOIN LATERAL (VALUES (0), (advised_by_id)) AS adviser (person)
     WHERE advised_on IS NOT NULL
), truth AS (
    SELECT region_id, month, person, sum(visits) AS visits, sum(advices) AS advices, sum(employers) AS employers
      FROM (SELECT region_id, date_trunc('month', day)::date AS month, person, visits, advices, 0 AS employers FROM done
            UNION ALL
            SELECT region_id, date_trunc('quarter', held_on)::date AS quarter, 0, 0, 0, count(DISTINCT employer_id)
              FROM employers_visit WHERE held_on IS NOT NULL GROUP BY region_id, quarter) AS counted
     GROUP BY region_id, month, person
), kept AS (
    SELECT region_id, month, COALESCE(adviser_id, 0) AS person, visits, advices, employers FROM employers_regionmonth
)
SELECT region_id, month, NULLIF(person, 0), COALESCE(truth.visits, 0), COALESCE(truth.advices, 0),
       COALESCE(truth.employers, 0)
  FROM truth FULL JOIN kept USING (region_id, month, person)
 WHERE (COALESCE(truth.visits, 0), COALESCE(truth.advices, 0), COALESCE(truth.employers, 0))
    <> (COALESCE(kept.visits, 0), COALESCE(kept.advices, 0), COALESCE(kept.employers, 0))
"""
_IS_WRONG = "".join(("SELECT EXISTS (", _DIFFERENT, ")"))
_SET_RIGHT = "".join(
    (
        "INSERT INTO employers_regionmonth (region_id, month, adviser_id, visits, advices, employers)",
        _DIFFERENT,
        "ON CONFLICT (region_id, month, adviser_id) DO UPDATE SET",
        " visits = EXCLUDED.visits, advices = EXCLUDED.advices, employers = EXCLUDED.employers",
    )
)


def count_visit(*, by, visit, held_on, step):
    """Add (`step` 1) or take away (-1) a visit that was held on a day; `by` is who concludes or reopens it.

    The last step of its transaction: what it locks, every visit of that region and month needs. By then the employer is
    locked, so that of two visits to one employer only the first counts the employer.
    """
    quarter = quarter_of(held_on)
    others = Visit.objects.filter(employer=visit.employer_id, held_on__gte=quarter.start, held_on__lt=quarter.end)
    _count(
        region=visit.region_id,
        day=held_on,
        advisers=list(visit.advisers.values_list("pk", flat=True)),
        visits=step,
        employers=0 if others.exclude(pk=visit.pk).exists() else step,
    )


def count_advice(*, by, visit, given_on):
    """Add the first advice on a visit, which `by` gave."""
    _count(region=visit.region_id, day=given_on, advisers=[by.pk], advices=1)


def _count(*, region, day, advisers, visits=0, advices=0, employers=0):
    values = {"region": region, "month": day.replace(day=1), "quarter": quarter_of(day).start}
    values |= {"advisers": [None, *advisers], "visits": visits, "advices": advices, "employers": employers}
    with connection.cursor() as cursor:
        cursor.execute(_ADD, values)


@transaction.atomic
def rebuild_months(*, by):
    """Set the counts of every region and month right and return how many were wrong; `by` is None for a command.

    As long as nothing is wrong nobody waits. Else the rows are counted again with the table locked.
    """
    with connection.cursor() as cursor:
        cursor.execute(_IS_WRONG)
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute("LOCK TABLE employers_regionmonth IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(_SET_RIGHT)
        return cursor.rowcount
