"""Which instruments fit an employer, and because of what. Pure: no Django, no database, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from instruments.rules import Reason, holds, match

MOST_FIRST = 3
_USABLE = (
    "active",
    "local",
    "closed",
)  # a closed desk opens again; what ended or is not yet in force helps nobody today
_ORDER = {"blocker": 0, "determinant": 1, "profile": 2, "signal": 3}
# Money is not an opener: experiments found that naming a subsidy does not help, or harms, where the intention is low. It
# fits when there is an intention or when cost was named as the barrier (domain file igm.md, F14 and F14b).
_MONEY_MAY = (
    {"fact": "side.willen", "at_least": 45},
    {"fact": "determinant.INT", "at_least": 50},
    {"fact": "answer.O6a", "at_most": 1},
)


@dataclass(frozen=True)
class Fit:
    """An instrument that fits: `rank` is "first" for the few to propose, "also" for the rest."""

    slug: str
    rank: str
    reasons: tuple[Reason, ...]


def match_catalogue(instruments: Sequence[Mapping], facts: Mapping[str, object]) -> list[Fit]:
    """Return the instruments that fit these facts, best first.

    `instruments` are dicts with slug, category, status, excludes, rules and unless. What has ended or is not yet in force
    is never proposed; what excludes an instrument that comes before it is not among the first.
    """
    found = []
    for row in instruments:
        if row["status"] not in _USABLE or (row["category"] == "financieel" and not may_name_money(facts)):
            continue
        matched = match({"key": row["slug"], "rules": row["rules"], "unless": row["unless"]}, facts)
        if matched is not None:
            found.append((row, matched.reasons))
    found.sort(key=lambda pair: _weigh(pair[1], facts))
    return _divide(found)


def may_name_money(facts: Mapping[str, object]) -> bool:
    """Tell whether a financial instrument may be proposed: there is an intention, or cost was named as the barrier."""
    return any(holds(condition, facts) for condition in _MONEY_MAY)


def _weigh(reasons, facts):
    """Return what to sort by: the best rank, the lowest determinant it is about, and more reasons before fewer."""

    def weigh(reason):
        value = facts.get(f"determinant.{reason.target}") if reason.target else None
        return _ORDER[reason.rank], 100 if value is None else value

    return (*min(weigh(reason) for reason in reasons), -len(reasons))


def _divide(found) -> list[Fit]:
    """Put the best few first, unless they exclude each other."""
    first, also = [], []
    for row, reasons in found:
        excluded = any(excludes(row, other) or excludes(other, row) for other, _ in first)
        (also if excluded or len(first) == MOST_FIRST else first).append((row, reasons))
    return [Fit(row["slug"], "first", reasons) for row, reasons in first] + [
        Fit(row["slug"], "also", reasons) for row, reasons in also
    ]


def excludes(row: Mapping, other: Mapping) -> bool:
    """Tell whether `row` names `other` as not going together; a remark behind the slug does not matter."""
    return any(line.partition(" (")[0] == other["slug"] for line in row["excludes"])
