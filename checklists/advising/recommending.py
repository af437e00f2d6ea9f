"""Which tips and instruments fit a case, each with its because, after the adviser's own changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from checklists.advising.case import Case
from checklists.advising.citing import Citation, cite, cite_groups
from checklists.tips import choose_tips
from checklists.wording import UNCHECKED
from instruments.amounts import NOT_PRINTABLE
from instruments.choosing import NOT, POSSIBLE, RECOMMENDED, Choice, choose
from instruments.decision import Remark
from instruments.labels import GROUPS
from instruments.matching import MOST_FIRST, excludes
from instruments.queries import describe_for_decision
from instruments.rules import RANKS
from instruments.sheet import GONE
from instruments.wording import say_remark

# What an employer may read of what has to be true; the rest is a hint for the adviser.
_FOR_THE_EMPLOYER = ("group", "local", "demand")


@dataclass(frozen=True)
class Said:
    """One thing that has to be true, or one reason why not; `is_printable` tells whether an employer may read it."""

    text: str
    is_printable: bool


@dataclass(frozen=True)
class Proposal:
    """One tip or instrument: why it is there, the answers and facts that raised it, and of an instrument what goes with it."""

    item: object  # the Tip or Instrument row
    because: tuple[str, ...]  # the weightiest first
    raised_by: tuple[Citation, ...]
    added_reason: str = ""  # set when the adviser put it in
    verdict: str = ""  # of an instrument: recommended, possible or not
    groups: tuple[str, ...] = ()  # names of the groups this holds for; none: no group was chosen
    must: tuple[Said, ...] = ()
    why_not: tuple[Said, ...] = ()
    executor: str = ""
    next_step: str = ""

    @property
    def key(self):
        return getattr(self.item, "key", None) or self.item.slug

    @property
    def has_reason(self):
        """Tell whether anything in this visit asks for it."""
        return bool(self.because or self.added_reason)


@dataclass(frozen=True)
class Recommendation:
    """What fits this employer: at most three tips, what the adviser can do, and a verdict on every instrument.

    `instruments` stand in the advice, `also` fit too; `possible` and `refused` say what has to be true and why not.
    """

    tips: tuple[Proposal, ...]
    adviser_tips: tuple[Proposal, ...]
    instruments: tuple[Proposal, ...]
    also: tuple[Proposal, ...]
    possible: tuple[Proposal, ...]
    refused: tuple[Proposal, ...]
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
    return Recommendation(
        tips=tuple(one for one in proposals if one.item.audience == "employer"),
        adviser_tips=tuple(one for one in proposals if one.item.audience != "employer"),
        **_choose_instruments(case, instruments, in_force, today),
        catalogue_on=max((row.catalogue_on for row in instruments), default=today),
        names={tip.key: tip.title for tip in tips} | {row.slug: str(row) for row in instruments},
    )


def describe_rules(item, key: str) -> dict:
    """Return a tip or instrument as the plain dict that the pure rooms understand."""
    return {"key": key, "audience": getattr(item, "audience", ""), "rules": item.rules, "unless": item.unless}


def _choose_instruments(case, instruments, in_force, today):
    """Return four lists of proposals by name, after what the adviser took out and put in."""
    rows = {row.slug: row for row in instruments}
    names = {row.slug: row.name for row in instruments}
    choices = choose(
        [describe_for_decision(row) for row in instruments],
        case.facts,
        today=today,
        groups=case.checklist.groups,
        placement=case.placement,
    )
    found = {one.slug: _weigh(case, rows[one.slug], one, names) for one in choices}
    ranked = [one.slug for one in choices if one.verdict.verdict == RECOMMENDED][:MOST_FIRST]
    put_in = []
    for one in in_force:
        if one.kind != "instrument":
            continue
        found.pop(one.removed_key, None)
        put_in = [slug for slug in put_in if slug != one.removed_key]
        row = rows.get(one.added_key)
        if row is not None and is_usable(row, today):
            fresh = next(choice for choice in choices if choice.slug == row.slug)
            found.pop(row.slug, None)
            found[row.slug] = replace(_weigh(case, row, fresh, names), added_reason=one.reason)
            put_in = [slug for slug in put_in if slug != row.slug] + [row.slug]
    return _divide(list(found.values()), ranked, put_in, names)


def _divide(found, ranked, put_in, names):
    """Return the proposals as those in the advice, those that fit too, those that are possible, and those that are not.

    `ranked` are the few that come first before the adviser changed anything: taking one out lets no other in unasked.
    """
    fits = [one for one in found if one.verdict == RECOMMENDED and one.key not in put_in]
    wanted = [one for one in fits if one.key in ranked] + [one for one in found if one.key in put_in]
    first = _keep_together(wanted, put_in)
    possible = [one for one in found if one.verdict == POSSIBLE and one not in wanted]
    also = []
    for one in dict.fromkeys([*wanted, *fits]):
        if one in first:
            continue
        better = next((other for other in first if _exclude(one.item, other.item)), None)
        if better is None:
            also.append(one)
        else:
            possible.insert(0, _wait_for(one, better, names))
    refused = [one for one in found if one.verdict == NOT and one not in wanted]
    return {
        "instruments": tuple(first),
        "also": tuple(also),
        "possible": tuple(sorted(possible, key=lambda one: not one.has_reason)),
        "refused": tuple(refused),
    }


def _wait_for(proposal, better, names):
    """Return a proposal that waits for another that is in the advice and excludes it."""
    said = Said(say_remark(Remark("combination", slug=better.key), names), False)
    return replace(proposal, verdict=POSSIBLE, must=(*proposal.must, said))


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


def is_usable(row, day) -> bool:
    """Tell whether an instrument may stand in an advice of `day` at all."""
    return row.state not in GONE and is_valid(row, day)


def _weigh(case, row, choice: Choice, names):
    """Return the proposal of an instrument with its verdict in words, citing the group and the place beside the answers."""
    verdict = choice.verdict
    proposal = _propose(case, row, verdict.reasons, "")
    return replace(
        proposal,
        raised_by=(*proposal.raised_by, *cite_groups(case, row, choice.groups)),
        verdict=verdict.verdict,
        groups=tuple(GROUPS[group] for group in choice.groups),
        must=tuple(_say(one, names) for one in verdict.must),
        why_not=tuple(_say(one, names) for one in verdict.why_not),
        executor=verdict.executor,
        next_step=verdict.next_step,
    )


def _say(remark: Remark, names) -> Said:
    text = say_remark(remark, names)
    if remark.status == NOT_PRINTABLE:
        return Said(f"{text} {UNCHECKED}", False)
    return Said(text, remark.code in _FOR_THE_EMPLOYER)


def _propose(case, item, reasons, added_reason):
    weighty = sorted(reasons, key=lambda reason: RANKS.index(reason.rank))
    facts = dict.fromkeys(fact for reason in weighty for fact in reason.facts)
    return Proposal(
        item=item,
        because=tuple(dict.fromkeys(reason.because for reason in weighty)),
        raised_by=tuple(cite(case, fact) for fact in facts),
        added_reason=added_reason,
    )
