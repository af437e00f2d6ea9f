"""The whole score of one checklist: determinants, sides, profile, coverage, trace and what would tip it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .answers import Answer, Item, Reading, read_answers
from .coverage import Coverage, measure_coverage
from .determinants import (
    Contribution,
    Determinant,
    SideContribution,
    Tally,
    describe_determinants,
    get_active_shares,
    round_value,
    tally,
    trace_answers,
    trace_side,
)
from .doing import estimate_doing, get_band, is_blocked
from .profiles import place
from .tipping import Position, Tipping, find_tipping
from .weights import BEHAVIOUR, DETERMINANTS, DOES_IT, INTENTION, LOW, SCORING_VERSION, SIDES, WEIGHTS


@dataclass(frozen=True)
class Score:
    """What a checklist says about an employer, with everything needed to explain it.

    Values run 0..100 at 6 decimals (round only to show). A side is None when too little was discussed; `doing` and
    `band` then too, and the profile is P6. `border` are the sides that leave the profile open, `candidates` what it
    can be then. `lowest` is over the sides that have a score, without intention and behaviour. `concerns`: employs
    people from the target group and has a low attitude. `scope` is kort or volledig.
    """

    determinants: dict[str, Determinant]
    willen: float | None
    kunnen: float | None
    doing: float | None
    band: str | None
    blocker: bool
    profile: str
    candidates: tuple[str, ...]
    border: tuple[str, ...]
    lowest: str | None
    lowest_willen: str | None
    lowest_kunnen: str | None
    concerns: bool
    coverage: dict[str, Coverage]
    trace: tuple[Contribution, ...]
    side_trace: tuple[SideContribution, ...]
    tipping: tuple[Tipping, ...]
    scope: str
    version: str

    def settle(self, chosen: str) -> str:
        """Return the profile that holds: in the border zone the one the adviser chose, when it is a candidate there."""
        return chosen if chosen in self.candidates else self.profile


def score(items: Sequence[Item], answers: Mapping[str, Answer], *, short: bool = False) -> Score:
    """Return the Score of these answers to these items.

    An answer is a whole number on the scale of its question, None (or absent) for not discussed, which is never a 0,
    or "nvt" for not applicable, which leaves the question out. `short`: coverage is measured on the short list.
    Raises UnknownQuestion or InvalidAnswer, both a ValueError that names the question.
    """
    readings = read_answers(items, answers)
    tallies = tally(readings)
    shares = get_active_shares(tallies)
    coverage = {side: measure_coverage(side, readings, tallies, short) for side in SIDES}
    scored = [side for side in SIDES if coverage[side].enough]
    side_trace = tuple(part for side in scored for part in trace_side(side, tallies, shares))
    exact = {side: sum(part.points for part in side_trace if part.side == side) for side in scored}
    return _conclude(readings, tallies, shares, coverage, side_trace, exact, short)


def _conclude(
    readings: Sequence[Reading],
    tallies: Mapping[str, Tally],
    shares: Mapping[str, float],
    coverage: dict[str, Coverage],
    side_trace: tuple[SideContribution, ...],
    exact: Mapping[str, float],
    short: bool,
) -> Score:
    """Return the Score once the exact values of the sides are known; a side without a score is not in `exact`."""
    willen, kunnen = (round_value(exact.get(side)) for side in SIDES)
    determinants = describe_determinants(readings, tallies, shares, short)
    placement = place(willen, kunnen, determinants[BEHAVIOUR].value)
    blocker = is_blocked(readings)
    doing = estimate_doing(willen, kunnen, blocker)
    tipping = ()
    if len(exact) == len(SIDES):  # with less there is no profile to tip: another value never betters the coverage
        now = Position(**exact, behaviour=tallies[BEHAVIOUR].value)
        tipping = find_tipping(readings, tallies, shares, now)
    return Score(
        determinants=determinants,
        willen=willen,
        kunnen=kunnen,
        doing=doing,
        band=get_band(doing),
        blocker=blocker,
        profile=placement.profile,
        candidates=placement.candidates,
        border=placement.border,
        lowest=_get_lowest(determinants, exact),
        lowest_willen=_get_lowest(determinants, exact.keys() & {"willen"}),
        lowest_kunnen=_get_lowest(determinants, exact.keys() & {"kunnen"}),
        concerns=_has_concerns(determinants),
        coverage=coverage,
        trace=trace_answers(readings, tallies),
        side_trace=side_trace,
        tipping=tipping,
        scope="kort" if short else "volledig",
        version=SCORING_VERSION,
    )


def _get_lowest(determinants: Mapping[str, Determinant], sides: Iterable[str]) -> str | None:
    """Return the determinant with the lowest value on these sides; equally low: the heaviest, then the first.

    The intention is left out: it is what the other determinants of willen lead to, so it is nothing to work on itself.
    """
    codes = [code for code in DETERMINANTS if WEIGHTS[code].side in sides and code != INTENTION]
    return min(codes, key=lambda code: (determinants[code].value, -WEIGHTS[code].share), default=None)


def _has_concerns(determinants: Mapping[str, Determinant]) -> bool:
    """Return whether the employer does it already and looks at it with a low attitude (the mean of W1 and W2)."""
    behaviour, first, second = (determinants[code].value for code in (BEHAVIOUR, "W1", "W2"))
    if behaviour is None or first is None or second is None:
        return False
    return behaviour >= DOES_IT and round((first + second) / 2, 6) < LOW
