"""Choosing the few tips that fit best: what blocks first, then the heaviest shortfall, then the profile. Pure: no Django."""

from collections.abc import Mapping, Sequence

from checklists.scoring import WEIGHTS
from instruments.rules import Match, match

MOST_TIPS = 3
_ORDER = {"blocker": 0, "determinant": 1, "profile": 2, "signal": 3}


def shortfall(target: str | None, facts: Mapping[str, object]) -> float:
    """Return how much a determinant costs its side: its share times what it lacks to 100; 0 when it has no value."""
    value = facts.get(f"determinant.{target}")
    return 0.0 if value is None else WEIGHTS[target].share * (100 - value)


def _rank(found: Match, facts: Mapping[str, object]):
    return min((_ORDER[reason.rank], -shortfall(reason.target, facts)) for reason in found.reasons)


def choose_tips(
    tips: Sequence[Mapping], facts: Mapping[str, object], swaps: Sequence[tuple[str, str]] = ()
) -> list[Match]:
    """Return the tips that fit, best first: at most three for the employer, and every one that is only for the adviser.

    `tips` are dicts with key, audience, rules and unless, in their own order, which decides between equals. `swaps` are
    the adviser's (removed key, added key) in the order they were made: the added one takes the removed one's place, also
    when no rule raised it; an empty removed key adds at the end, an empty or unknown added key only takes out. A swap
    whose removed tip is not there (any more) changes nothing.
    """
    found = [one for one in (match(tip, facts) for tip in tips) if one is not None]
    found.sort(key=lambda one: _rank(one, facts))
    audience = {tip["key"]: tip["audience"] for tip in tips}
    matches = {one.key: one for one in found}
    employer = [one.key for one in found if audience[one.key] == "employer"][:MOST_TIPS]
    adviser = [one.key for one in found if audience[one.key] != "employer"]
    for removed, added in swaps:
        employer = _swap(employer, removed, added if audience.get(added) == "employer" else "")
    return [matches.get(key) or Match(key, ()) for key in [*employer, *adviser]]


def _swap(keys: list[str], removed: str, added: str) -> list[str]:
    """Return `keys` with `added` in the place of `removed`; nothing appears twice."""
    if removed and removed not in keys:
        return keys
    place = keys.index(removed) if removed else len(keys)
    before, after = keys[:place], keys[place + 1 :]
    put_in = [added] if added and added not in [*before, *after] else []
    return [*before, *put_in, *after]
