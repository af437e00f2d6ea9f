"""Where the employers of a region that passed the gate (None: of the country) stand now, and how they moved in a quarter."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils import timezone

from employers.figures.measuring import get_moments, read_rows
from employers.models import Employer
from employers.stages import RESTING, TRACK, Stage

LOW, BORDER, HIGH = "laag", "grens", "hoog"  # the zones of a side, as an address names them
_BUCKETS = {None: "", 0: LOW, 1: BORDER, 2: HIGH}  # as width_bucket numbers them, None for a side that is not known

# Both from one walk through the index employer_for_figures: who is where in which sector and size, and what holds them back.
_STANDING = """
SELECT GROUPING(sbi_section) = 1 AS is_zone, profile, sbi_section, size_class, lowest_determinant,
       width_bucket(willen, %(edges)s::numeric[]) AS willen, width_bucket(kunnen, %(edges)s::numeric[]) AS kunnen,
       count(*) AS number, count(target_group_employees) AS known,
       count(*) FILTER (WHERE target_group_employees > 0) AS employing
  FROM employers_employer WHERE {here}
 GROUP BY GROUPING SETS ((profile, sbi_section, size_class), (profile, lowest_determinant, 6, 7))
"""
_RESULTS = """
SELECT profile, lowest_determinant, count(*) FILTER (WHERE held_on >= %(start)s) AS now,
       count(*) FILTER (WHERE held_on < %(start)s) AS before
  FROM employers_visit WHERE {here} AND held_on >= %(before)s AND held_on < %(end)s GROUP BY profile, lowest_determinant
"""
# The median is that of percentile_cont(0.5), from how often each number of days was counted: no thirty thousand to sort.
_LEAVING = """
WITH counted AS (
    SELECT from_stage, to_stage, days, count(*) AS number FROM employers_stagechange
     WHERE {here} AND moved_at >= %(start_at)s AND moved_at < %(end_at)s GROUP BY from_stage, to_stage, days
), by_days AS (
    SELECT from_stage, days, sum(sum(number)) OVER (PARTITION BY from_stage ORDER BY days) AS until,
           sum(sum(number)) OVER (PARTITION BY from_stage) AS total
      FROM counted GROUP BY from_stage, days
)
SELECT from_stage, to_stage, sum(number)::bigint AS number, NULL AS median FROM counted GROUP BY from_stage, to_stage
UNION ALL
SELECT from_stage, NULL, NULL, (min(days) FILTER (WHERE until * 2 >= total) + min(days) FILTER (WHERE until * 2 > total)) / 2.0
  FROM by_days GROUP BY from_stage
"""
_OPEN = """
SELECT * FROM (
    SELECT count(*) AS open, count(DISTINCT employer_id) AS open_employers,
           count(*) FILTER (WHERE due_on < %(today)s) AS late,
           count(DISTINCT employer_id) FILTER (WHERE due_on < %(today)s) AS late_employers
      FROM employers_agreement WHERE {here} AND state = 'open') AS agreements, (
    SELECT count(*) AS waiting, percentile_disc(0.5) WITHIN GROUP (ORDER BY created_at) AS since
      FROM employers_employer
     WHERE {here} AND first_visit_on IS NULL AND stage <> ALL(%(resting)s)) AS employers
"""


@dataclass
class Standing:
    """The employers of a region, counted by what matters; every count is a Counter by code, "" for what is not known."""

    total: int = 0
    profiles: Counter = field(default_factory=Counter)
    by_size: dict = field(default_factory=dict)  # size class -> Counter of profiles
    by_sector: dict = field(default_factory=dict)
    known: Counter = field(default_factory=Counter)  # size class -> employers of which we know size and target group
    employing: Counter = field(default_factory=Counter)  # and of those the ones with someone from the target group
    lowest: Counter = field(default_factory=Counter)
    zones: Counter = field(default_factory=Counter)  # (zone of willen, zone of kunnen)


def get_standing(region, *, low, high):
    """Return the Standing of the employers; a side below `low` is low, from `high` on it is high."""
    standing = Standing()
    for row in read_rows(_STANDING, region, edges=[low, high]):
        profile, number = row["profile"], row["number"]
        if row["is_zone"]:
            if profile:
                standing.lowest[row["lowest_determinant"]] += number
                standing.zones[_BUCKETS[row["willen"]], _BUCKETS[row["kunnen"]]] += number
            continue
        size = row["size_class"]
        standing.total += number
        standing.profiles[profile] += number
        standing.by_size.setdefault(size, Counter())[profile] += number
        standing.by_sector.setdefault(row["sbi_section"], Counter())[profile] += number
        if size:
            standing.known[size] += row["known"]
            standing.employing[size] += row["employing"]
    return standing


def count_results(region, quarter):
    """Return ({profile: [now, before]}, {lowest determinant: [now, before]}) of the visits held in both quarters."""
    profiles, lowest = {}, {}
    for row in read_rows(_RESULTS, region, **get_moments(quarter)):
        for found, code in ((profiles, row["profile"]), (lowest, row["lowest_determinant"])):
            counts = found.setdefault(code, [0, 0])
            counts[0] += row["now"]
            counts[1] += row["before"]
    return profiles, lowest


@dataclass(frozen=True)
class Leaving:
    """Who left one stage in a quarter: how many, to where, and the median of days they were in it."""

    stage: str
    number: int
    onward: int
    back: int
    not_now: int
    closed: int
    median: float | None

    @property
    def share(self):
        """Return the percentage that went on, None when nobody left."""
        return round(100 * self.onward / self.number) if self.number else None


def count_leaving(region, quarter):
    """Return a Leaving of every stage one can go on from, in the order of the pipeline."""
    moves, medians = {}, {}
    for row in read_rows(_LEAVING, region, **get_moments(quarter)):
        if row["to_stage"] is None:
            medians[row["from_stage"]] = row["median"]
        else:
            moves[row["from_stage"], row["to_stage"]] = row["number"]
    return [_sum_up(stage, moves, medians.get(stage)) for stage in TRACK[:-1]]


def _sum_up(stage, moves, median):
    to = {other: moves.get((stage, other), 0) for other in Stage}
    place = TRACK.index(stage)
    return Leaving(
        stage=stage.value,
        number=sum(to.values()),
        onward=sum(to[other] for other in TRACK[place + 1 :]),
        back=sum(to[other] for other in TRACK[:place]),
        not_now=to[Stage.NOT_NOW],
        closed=to[Stage.CLOSED],
        median=median,
    )


@dataclass(frozen=True)
class Open:
    """What is open now: agreements, and employers that wait for a first visit."""

    open: int
    open_employers: int
    late: int
    late_employers: int
    waiting: int
    waiting_days: int | None  # the median since their dossier was made


def count_open(region, today):
    """Return what is Open."""
    row = read_rows(_OPEN, region, today=today, resting=[stage.value for stage in RESTING])[0]
    since = row.pop("since")
    return Open(**row, waiting_days=None if since is None else (today - timezone.localdate(since)).days)


def get_waiting(region):
    """Return the employers of a region that were never visited and are not resting."""
    return Employer.objects.filter(region=region, first_visit_on=None).exclude(stage__in=RESTING)


_BY_REGION = """
SELECT region_id, sum(assessed) AS assessed, sum(others) AS others, sum(visits) AS visits, sum(advices) AS advices,
       sum(placements) AS placements
  FROM (SELECT region_id, count(*) FILTER (WHERE profile <> '') AS assessed, count(*) FILTER (WHERE profile = '') AS others,
               0 AS visits, 0 AS advices, 0 AS placements FROM employers_employer GROUP BY region_id
        UNION ALL
        SELECT region_id, 0, 0, visits, advices, 0 FROM employers_regionmonth
         WHERE adviser_id IS NULL AND month >= %(start)s AND month < %(end)s
        UNION ALL
        SELECT region_id, 0, 0, 0, 0, count(*) FROM employers_placement
         WHERE started_on >= %(start)s AND started_on < %(end)s GROUP BY region_id) AS counted
 GROUP BY region_id
"""


def count_by_region(quarter):
    """Return {region id: [assessed, not assessed, visits, advices, placements]} of the country, the last three of a quarter."""
    names = ("assessed", "others", "visits", "advices", "placements")
    rows = read_rows(_BY_REGION, None, start=quarter.start, end=quarter.end)
    return {row["region_id"]: [int(row[name]) for name in names] for row in rows}
