"""What was done in a region that passed the gate, or in the country (region None): in a quarter and in the one before.

A few statements, each from an index; what counts visits and advices reads the rows that are kept with every visit.
"""

from dataclasses import dataclass

from employers.figures.measuring import get_moments, read_rows
from employers.figures.periods import months_until
from employers.models import RegionMonth, StillThere

_MONTHS = """
SELECT month, adviser_id, name, sum(visits) AS visits, sum(advices) AS advices, sum(employers) AS employers
  FROM employers_regionmonth AS kept LEFT JOIN regions_user AS adviser ON adviser.id = adviser_id
 WHERE {here} AND month >= %(first)s AND month < %(end)s
   AND (adviser_id IS NULL OR %(advisers)s AND month >= %(start)s AND (%(adviser)s::bigint IS NULL OR adviser_id = %(adviser)s))
 GROUP BY month, adviser_id, name ORDER BY name, adviser_id, month
"""
_MADE = """
SELECT * FROM (
    SELECT count(*) FILTER (WHERE created_at >= %(start_at)s) AS agreed_now,
           count(*) FILTER (WHERE created_at < %(start_at)s) AS agreed_before
      FROM employers_agreement WHERE {here} AND created_at >= %(before_at)s AND created_at < %(end_at)s) AS agreed, (
    SELECT count(*) FILTER (WHERE closed_at >= %(start_at)s) AS kept_now,
           count(*) FILTER (WHERE closed_at < %(start_at)s) AS kept_before,
           count(*) FILTER (WHERE closed_at >= %(start_at)s AND in_time) AS kept_in_time_now,
           count(*) FILTER (WHERE closed_at < %(start_at)s AND in_time) AS kept_in_time_before
      FROM (SELECT closed_at, (closed_at AT TIME ZONE %(zone)s)::date <= due_on AS in_time FROM employers_agreement
             WHERE {here} AND state = 'done' AND closed_at >= %(before_at)s AND closed_at < %(end_at)s) AS closed) AS kept, (
    SELECT count(*) FILTER (WHERE created_at >= %(start_at)s) AS dossiers_now,
           count(*) FILTER (WHERE created_at < %(start_at)s) AS dossiers_before
      FROM employers_employer WHERE {here} AND created_at >= %(before_at)s AND created_at < %(end_at)s) AS made, (
    SELECT count(*) FILTER (WHERE first_visit_on >= %(start)s) AS first_visits_now,
           count(*) FILTER (WHERE first_visit_on < %(start)s) AS first_visits_before,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY waited) FILTER (WHERE first_visit_on >= %(start)s) AS answer_days_now,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY waited) FILTER (WHERE first_visit_on < %(start)s) AS answer_days_before
      FROM (SELECT first_visit_on, GREATEST(first_visit_on - (created_at AT TIME ZONE %(zone)s)::date, 0) AS waited
              FROM employers_employer
             WHERE {here} AND first_visit_on >= %(before)s AND first_visit_on < %(end)s) AS first) AS visited
"""
_PLACED = """
SELECT form, count(*) FILTER (WHERE started_on >= %(start)s) AS now,
       count(*) FILTER (WHERE started_on >= %(before)s AND started_on < %(start)s) AS before,
       count(*) FILTER (WHERE after_6_months = 'yes') AS yes_6, count(*) FILTER (WHERE after_6_months = 'no') AS no_6,
       count(*) FILTER (WHERE after_6_months = 'unknown') AS unknown_6,
       count(*) FILTER (WHERE after_12_months = 'yes') AS yes_12, count(*) FILTER (WHERE after_12_months = 'no') AS no_12,
       count(*) FILTER (WHERE after_12_months = 'unknown') AS unknown_12
  FROM employers_placement WHERE {here} AND started_on >= %(two_years)s AND started_on < %(end)s GROUP BY form
"""


@dataclass(frozen=True)
class Change:
    """One figure of a quarter beside that of the quarter before; None: there was nothing to measure."""

    now: float | None
    before: float | None

    @property
    def step(self):
        """Return how much it went up (or down, below zero)."""
        return None if self.now is None or self.before is None else self.now - self.before


@dataclass(frozen=True)
class Done:
    """The visits and advices of a year, and of a quarter by adviser."""

    months: list  # (Month, visits, advices) of the twelve months up to the end of the quarter
    advisers: list  # (id, name, {first day of the month: (visits, advices)}) of the quarter, by name
    key: dict  # visits, visited and advices -> Change


def count_done(region, quarter, *, with_advisers=True, adviser=None):
    """Return what was Done; by which adviser is asked of a region only, and of one person when `adviser` is given."""
    months = months_until(quarter)
    rows = read_rows(
        _MONTHS,
        region,
        first=months[0].start,
        start=quarter.start,
        end=quarter.end,
        advisers=with_advisers and region is not None,
        adviser=adviser,
    )
    total = {row["month"]: row for row in rows if row["adviser_id"] is None}
    people = {}
    for row in rows:
        if row["adviser_id"] is not None and (row["visits"] or row["advices"]):
            counts = people.setdefault((row["adviser_id"], row["name"]), {})
            counts[row["month"]] = (row["visits"], row["advices"])

    def add_up(name, period):
        return sum(total[month.start][name] for month in period.months if month.start in total)

    return Done(
        months=[(one, *_get_counts(total.get(one.start))) for one in months],
        advisers=[(person, name, counts) for (person, name), counts in people.items()],
        key={
            figure: Change(add_up(name, quarter), add_up(name, quarter.before))
            for figure, name in (("visits", "visits"), ("visited", "employers"), ("advices", "advices"))
        },
    )


def _get_counts(row):
    return (row["visits"], row["advices"]) if row else (0, 0)


def count_made(region, quarter):
    """Return {figure: Change} of agreements made and kept, of new dossiers, first visits and the days until them (median)."""
    found = read_rows(_MADE, region, **get_moments(quarter))[0]
    names = [name.removesuffix("_now") for name in found if name.endswith("_now")]
    return {name: Change(found[f"{name}_now"], found[f"{name}_before"]) for name in names}


@dataclass(frozen=True)
class Placed:
    """The placements that began."""

    forms: dict  # form -> Change
    total: Change
    lasting: dict  # months -> {answer: number}, of those that began in the two years up to the end of the quarter


def count_placements(region, quarter):
    """Return what was Placed."""
    rows = read_rows(_PLACED, region, two_years=quarter.step(-7).start, **get_moments(quarter))
    forms = {row["form"]: Change(row["now"], row["before"]) for row in rows if row["now"] or row["before"]}
    return Placed(
        forms=forms,
        total=Change(sum(one.now for one in forms.values()), sum(one.before for one in forms.values())),
        lasting={
            months: {answer: sum(row[f"{answer}_{months}"] for row in rows) for answer in StillThere.values}
            for months in (6, 12)
        },
    )


def get_counted_advisers(region):
    """Return [(id, name)] of everyone whose visits or advices were ever counted in a region, also who works elsewhere now."""
    rows = RegionMonth.objects.filter(region=region, adviser__isnull=False).order_by("adviser__name", "adviser")
    return list(rows.values_list("adviser", "adviser__name").distinct())
