"""The decision table for several worker groups at once: the best verdict of each instrument, and for whom. Pure: no Django."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from instruments.decision import Remark, Verdict, decide
from instruments.matching import excludes, match_catalogue

RECOMMENDED, POSSIBLE, NOT = "recommended", "possible", "not"
_ORDER = (RECOMMENDED, POSSIBLE, NOT)


@dataclass(frozen=True)
class Choice:
    """What holds for one instrument: the verdict of the groups it fits best, and which those are (none: no group chosen)."""

    verdict: Verdict
    groups: tuple[str, ...]

    @property
    def slug(self) -> str:
        return self.verdict.slug


def choose(
    instruments: Sequence[Mapping],
    facts: Mapping[str, object],
    *,
    today: date,
    groups: Sequence[str] = (),
    placement: Mapping[str, object] | None = None,
) -> list[Choice]:
    """Return a choice for every instrument: recommended ones first, best first, then possible, then not.

    Of each instrument the group counts that it fits best. Two that exclude each other are never both recommended, also when
    they would be for different groups: the better one stays, and the other says why it waits.
    """
    wanted = groups or [None]
    per_group = {
        group: {one.slug: one for one in decide(instruments, facts, today=today, group=group, placement=placement)}
        for group in wanted
    }
    fits = [fit.slug for fit in match_catalogue(instruments, facts)]
    order = [*fits, *(row["slug"] for row in instruments if row["slug"] not in fits)]
    merged = [_merge(slug, per_group) for slug in order]
    return sorted(_keep_apart(merged, instruments), key=lambda one: _ORDER.index(one.verdict.verdict))


def _merge(slug: str, per_group: Mapping) -> Choice:
    """Return the best verdict of one instrument over the groups; of equal ones that of the group chosen first."""
    best = min((found[slug] for found in per_group.values()), key=lambda one: _ORDER.index(one.verdict))
    groups = tuple(group for group, found in per_group.items() if group and found[slug].verdict == best.verdict)
    return Choice(best, groups)


def _keep_apart(choices: Sequence[Choice], instruments: Sequence[Mapping]) -> list[Choice]:
    """Return the choices with what a better recommended one excludes moved to possible."""
    rows = {row["slug"]: row for row in instruments}
    kept: list[Mapping] = []
    result = []
    for one in choices:
        row = rows[one.slug]
        if one.verdict.verdict == RECOMMENDED:
            better = next((other for other in kept if excludes(row, other) or excludes(other, row)), None)
            if better is None:
                kept.append(row)
            else:
                must = (*one.verdict.must, Remark("combination", slug=better["slug"]))
                one = replace(one, verdict=replace(one.verdict, verdict=POSSIBLE, must=must))
        result.append(one)
    return result
