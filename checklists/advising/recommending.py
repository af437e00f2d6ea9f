"""Which tips and instruments fit a case, each with its because, after the adviser's own changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checklists.advising.case import Case
from checklists.advising.citing import Citation, cite
from checklists.tips import choose_tips
from instruments.matching import excludes, match_catalogue
from instruments.rules import RANKS


@dataclass(frozen=True)
class Proposal:
    """One tip or instrument in the advice: why it is there, and the answers and facts that raised it."""

    item: object  # the Tip or Instrument row
    because: tuple[str, ...]  # the weightiest first
    raised_by: tuple[Citation, ...]
    added_reason: str = ""  # set when the adviser put it in

    @property
    def key(self):
        return getattr(self.item, "key", None) or self.item.slug


@dataclass(frozen=True)
class Recommendation:
    """What fits this employer: at most three tips, what the adviser can do, and the instruments that fit first and also."""

    tips: tuple[Proposal, ...]
    adviser_tips: tuple[Proposal, ...]
    instruments: tuple[Proposal, ...]
    also: tuple[Proposal, ...]
    catalogue_on: date  # how old the catalogue is that was looked in
    names: Mapping[str, str]  # of every tip and instrument there is, by key, for what the adviser took out


def recommend(case: Case, tips: Sequence, instruments: Sequence, today: date) -> Recommendation:
    """Return what fits this case of all `tips` and `instruments`, with the adviser's own changes carried through."""
    facts = case.facts
    in_force = [one for one in case.adjustments if not one.is_withdrawn]
    swaps = [(one.removed_key, one.added_key) for one in in_force if one.kind == "tip"]
    chosen = choose_tips([describe_rules(tip, tip.key) for tip in tips], facts, swaps)
    by_key = {tip.key: tip for tip in tips}
    reasons = {one.added_key: one.reason for one in in_force if one.kind == "tip"}
    proposals = [_propose(case, by_key[one.key], one.reasons, reasons.get(one.key, "")) for one in chosen]
    first, also = _choose_instruments(case, instruments, in_force, today)
    return Recommendation(
        tips=tuple(one for one in proposals if one.item.audience == "employer"),
        adviser_tips=tuple(one for one in proposals if one.item.audience != "employer"),
        instruments=first,
        also=also,
        catalogue_on=max((row.catalogue_on for row in instruments), default=today),
        names={tip.key: tip.title for tip in tips} | {row.slug: str(row) for row in instruments},
    )


def describe_rules(item, key: str) -> dict:
    """Return a tip or instrument as the plain dict that the pure rooms understand."""
    return {"key": key, "audience": getattr(item, "audience", ""), "rules": item.rules, "unless": item.unless}


def _describe_instrument(row) -> dict:
    return {
        "slug": row.slug,
        "name": row.name,
        "category": row.category,
        "status": row.state,
        "excludes": row.excludes,
        "combines_with": row.combines_with,
        "rules": row.rules,
        "unless": row.unless,
    }


def _choose_instruments(case, instruments, in_force, today):
    """Return the instruments that come first and those that also fit, after what the adviser took out and put in."""
    usable = {row.slug: row for row in instruments if is_valid(row, today)}
    fits = match_catalogue([_describe_instrument(row) for row in usable.values()], case.facts)
    proposals = {fit.slug: (fit.rank, _propose(case, usable[fit.slug], fit.reasons, "")) for fit in fits}
    for one in in_force:
        if one.kind != "instrument":
            continue
        proposals.pop(one.removed_key, None)
        if one.added_key in usable:
            _, found = proposals.pop(one.added_key, ("", None))
            proposals[one.added_key] = ("first", found or _propose(case, usable[one.added_key], (), one.reason))
    put_in = [one.added_key for one in in_force if one.kind == "instrument"]
    first = _keep_together([one for rank, one in proposals.values() if rank == "first"], put_in)
    also = [one for _, one in proposals.values() if one not in first]
    return tuple(first), tuple(also)


def _keep_together(first, put_in):
    """Return the first ones without those that a better one excludes; what the adviser put in last goes before all."""
    weighed = sorted(first, key=lambda one: -put_in.index(one.key) if one.key in put_in else 1)
    kept = []
    for one in weighed:
        if not any(_exclude(one.item, other.item) for other in kept):
            kept.append(one)
    return [one for one in first if one in kept]


def _exclude(row, other):
    rows = [{"slug": one.slug, "excludes": one.excludes} for one in (row, other)]
    return excludes(*rows) or excludes(*reversed(rows))


def is_valid(row, day) -> bool:
    """Tell whether an instrument holds on `day`."""
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_until is None or row.valid_until >= day)


def _propose(case, item, reasons, added_reason):
    weighty = sorted(reasons, key=lambda reason: RANKS.index(reason.rank))
    facts = dict.fromkeys(fact for reason in weighty for fact in reason.facts)
    return Proposal(
        item=item,
        because=tuple(dict.fromkeys(reason.because for reason in weighty)),
        raised_by=tuple(cite(case, fact) for fact in facts),
        added_reason=added_reason,
    )
