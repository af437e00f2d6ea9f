"""The decision table: for whom an instrument is, what has to be true, and why not. Pure: no Django, no database, no clock.

The table stands with each instrument in fixtures/instruments.json: `eligibility` (worker group -> outcome and why) and
`demands` (what a placement has to meet). Codes here, the Dutch words in the data and in instruments/wording.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from instruments.amounts import STATUSES
from instruments.groups import GROUPS
from instruments.matching import excludes, match_catalogue, may_name_money
from instruments.rules import NUMBERS, OPERATORS, WORDS, Reason, holds, stays_away

OUTCOMES = ("yes", "maybe", "local", "no")
UNKNOWN = "unknown"  # a cell of the table that nobody assessed
OTHERWISE = "otherwise"  # what holds for every group that is not named
# What may be known of a placement, apart from the facts that rules may ask for.
PLACEMENT_FACTS = {
    "placement.hours",  # contract hours a week
    "placement.months",  # length of the contract in months
    "placement.wage_pct",  # wage as a percentage of the minimum wage
    "placement.wage_value",  # measured wage value in percent
    "placement.age",  # one of instruments.groups.AGES
    "placement.is_hirer",  # True: the employer hires someone in who is employed by another
    "placement.employed_before",  # True: worked here in the six months before
    "placement.months_since_start",
}


@dataclass(frozen=True)
class Cell:
    """One cell: the outcome, why or under which condition, who carries it out for this group, and how it was checked."""

    outcome: str
    why: str = ""
    executor: str = ""
    status: str = ""


@dataclass(frozen=True)
class Remark:
    """One reason why not, or one thing that has to be true: a code, and words or another instrument where it has them.

    `status` says how the words were checked; what is "geheugen" is for the adviser and never for an employer.
    """

    code: str
    text: str = ""
    slug: str = ""
    status: str = ""


@dataclass(frozen=True)
class Verdict:
    """What holds for one instrument: "recommended", "possible" or "not".

    `reasons` say because of what it fits this visit, `must` what has to be true, `why_not` why it is out. Executor and
    next step are those of this worker group.
    """

    slug: str
    verdict: str
    reasons: tuple[Reason, ...]
    must: tuple[Remark, ...]
    why_not: tuple[Remark, ...]
    executor: str
    next_step: str
    cell: Cell


@dataclass(frozen=True)
class Combination:
    """Whether two instruments go together: "yes", "no", or "check" when nothing was found; with a remark in Dutch."""

    answer: str
    remark: str = ""


def look_up(eligibility: Mapping, group: str) -> Cell:
    """Return the cell of a worker group; an instrument that names no group, or not this one, was not assessed."""
    row = eligibility.get(group) or eligibility.get(OTHERWISE)
    if row is None:
        return Cell(UNKNOWN)
    return Cell(row["outcome"], row.get("why", ""), row.get("executor", ""), row.get("status", ""))


def check_eligibility(eligibility: Mapping) -> None:
    """Raise ValueError when the table of an instrument has an unknown group, outcome or status, or no reason where needed."""
    for group, row in eligibility.items():
        if group not in (*GROUPS, OTHERWISE):
            raise ValueError(f"eligibility names an unknown group {group!r}")
        if row.get("outcome") not in OUTCOMES:
            raise ValueError(f"eligibility of {group!r} has no outcome of {', '.join(OUTCOMES)}")
        if row["outcome"] != "yes" and not row.get("why"):
            raise ValueError(f"eligibility of {group!r} does not say why")
        if row.get("status") not in STATUSES:
            raise ValueError(f"eligibility of {group!r} does not say how it was checked")


def check_demand(demand: Mapping) -> None:
    """Raise ValueError when a demand says nothing, or asks for a fact that does not exist; a demand may have no fact."""
    if not demand.get("must") or demand.get("status") not in STATUSES:
        raise ValueError(f"demand {demand!r} does not say what has to be true, or how that was checked")
    fact = demand.get("fact")
    operators = [name for name in demand if name in OPERATORS]
    if fact is None and not operators:
        return
    if fact not in PLACEMENT_FACTS | NUMBERS | WORDS:
        raise ValueError(f"unknown fact {fact!r} in demand {demand!r}")
    if len(operators) != 1:
        raise ValueError(f"demand {demand!r} needs exactly one operator of {', '.join(OPERATORS)}")


def decide(
    instruments: Sequence[Mapping],
    facts: Mapping[str, object],
    *,
    today: date,
    group: str | None = None,
    placement: Mapping[str, object] | None = None,
) -> list[Verdict]:
    """Return a verdict on every instrument: recommended ones first, best first, then possible, then not.

    `instruments` are dicts with slug, category, status, status_text, valid_from, valid_until (dates or None), executors,
    next_step, excludes, eligibility, demands, rules and unless. `facts` are those of the visit, `placement` what is known
    of the place (PLACEMENT_FACTS), `group` the worker group when one was chosen; without it the table leaves all open.
    """
    known = {**facts, **(placement or {})}
    fits = {fit.slug: fit.reasons for fit in match_catalogue(instruments, facts)}
    rows = {row["slug"]: row for row in instruments}
    recommended: list[Mapping] = []
    verdicts = []
    for slug in [*fits, *(slug for slug in rows if slug not in fits)]:
        row, reasons = rows[slug], fits.get(slug, ())
        cell = look_up(row["eligibility"], group) if group else Cell("yes")
        why_not = _refusals(row, known, cell, today)
        must = [*_conditions(row, known, cell), *_objections(row, reasons, facts, recommended)]
        open_now = not any(one.code in _BLOCKING for one in must)
        verdict = "not" if why_not else "recommended" if open_now else "possible"
        if verdict == "recommended":
            recommended.append(row)
        executor = cell.executor or ", ".join(row["executors"])
        verdicts.append(Verdict(slug, verdict, reasons, tuple(must), tuple(why_not), executor, row["next_step"], cell))
    return sorted(verdicts, key=lambda one: ("recommended", "possible", "not").index(one.verdict))


# What keeps an instrument from being recommended; a demand that was not looked into yet does not.
_BLOCKING = ("closed", "group", "local", "unassessed", "money", "no_reason", "combination")


def _refusals(row, known, cell, today):
    """Return why an instrument is out."""
    if row["status"] == "ended" or (row["valid_until"] is not None and row["valid_until"] < today):
        return [Remark("ended", row["status_text"])]
    if row["status"] == "future" or (row["valid_from"] is not None and row["valid_from"] > today):
        return [Remark("future", row["status_text"])]
    why_not = [Remark("group", cell.why, status=cell.status)] if cell.outcome == "no" else []
    for demand in row["demands"]:
        if _is_known(demand, known) and not holds(get_condition(demand), known):
            why_not.append(_say(demand))
    if stays_away(row["unless"], known):
        why_not.append(Remark("unless"))
    return why_not


def _conditions(row, known, cell):
    """Return what still has to be true for this group and this place."""
    must = [Remark("closed", row["status_text"])] if row["status"] == "closed" else []
    if cell.outcome in ("maybe", "local"):
        must.append(Remark("local" if cell.outcome == "local" else "group", cell.why, status=cell.status))
    elif cell.outcome == UNKNOWN:
        must.append(Remark("unassessed"))
    return must + [_say(one) for one in row["demands"] if not _is_known(one, known)]


def _say(demand):
    return Remark("demand", demand["must"], status=demand.get("status", ""))


def _objections(row, reasons, facts, recommended):
    """Return what speaks against naming it now: no reason in this visit, money too early, or a better one that excludes it."""
    if row["category"] == "financieel" and not may_name_money(facts):
        return [Remark("money")]
    if not reasons:
        return [Remark("no_reason")]
    better = next((other for other in recommended if excludes(row, other) or excludes(other, row)), None)
    return [] if better is None else [Remark("combination", slug=better["slug"])]


def get_condition(demand: Mapping) -> dict:
    """Return the condition inside a demand, as the rule language reads it."""
    return {name: value for name, value in demand.items() if name == "fact" or name in OPERATORS}


def _is_known(demand, known):
    return known.get(demand.get("fact")) is not None


def combine(row: Mapping, other: Mapping) -> Combination:
    """Return whether two instruments go together, by what either says of the other; both name `excludes` and `combines_with`."""
    for answer, field in (("no", "excludes"), ("yes", "combines_with")):
        for one, two in ((row, other), (other, row)):
            for line in one[field]:
                slug, _, remark = line.partition(" (")
                if slug == two["slug"]:
                    return Combination(answer, remark.removesuffix(")"))
    return Combination("check")
