"""From answers to determinants and sides: weighted means on 0..100, with what each answer brought in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .answers import TOP_LEVEL, Reading
from .weights import DETERMINANTS, INTENTION, SIDES, WEIGHTS, get_shares

POINTS_PER_LEVEL = 100 / TOP_LEVEL


@dataclass(frozen=True)
class Determinant:
    """One determinant of this checklist.

    `value` 0..100 (6 decimals), None without any answer. `weight` is the share of its side that it carries here (a
    fraction; 0 for behaviour and for an intention that was not observed). `answered` of `asked` questions: the ones
    that apply, on a short visit those of the short list and whatever else was answered.
    """

    code: str
    value: float | None
    weight: float
    answered: int
    asked: int


@dataclass(frozen=True)
class Contribution:
    """What one answer brings to a determinant, in points; together they are the value of that determinant."""

    question: str
    determinant: str
    points: float


@dataclass(frozen=True)
class SideContribution:
    """What one determinant brings to its side, in points; together they are the value of that side."""

    determinant: str
    side: str
    points: float


@dataclass(frozen=True)
class Tally:
    """The sums behind one determinant: `mass` of the weights answered and `total` of weight times level (0..4)."""

    mass: float
    total: float

    @property
    def value(self) -> float | None:
        """The weighted mean on 0..100, not rounded; None without an answer (never 0)."""
        return self.total / self.mass * POINTS_PER_LEVEL if self.mass else None


def tally(readings: Sequence[Reading]) -> dict[str, Tally]:
    """Return the sums per determinant over the questions that have an answer."""
    mass = dict.fromkeys(DETERMINANTS, 0.0)
    total = dict.fromkeys(DETERMINANTS, 0.0)
    for reading in readings:
        if reading.level is None:
            continue
        for code, weight in reading.item.weights.items():
            mass[code] += weight
            total[code] += weight * reading.level
    return {code: Tally(mass[code], total[code]) for code in DETERMINANTS}


def get_active_shares(tallies: Mapping[str, Tally]) -> dict[str, float]:
    """Return determinant -> share of its side for this checklist: with the intention when it was observed."""
    has_intention = tallies[INTENTION].mass > 0
    return {code: share for side in SIDES for code, share in get_shares(side, has_intention).items()}


def describe_determinants(
    readings: Sequence[Reading], tallies: Mapping[str, Tally], shares: Mapping[str, float], short: bool
) -> dict[str, Determinant]:
    """Return every determinant with its value, its share and how many of its questions were answered."""
    answered = dict.fromkeys(DETERMINANTS, 0)
    asked = dict.fromkeys(DETERMINANTS, 0)
    for reading in readings:
        has_answer = reading.level is not None
        is_asked = reading.applies and (has_answer or reading.item.short or not short)
        for code in reading.item.weights:
            answered[code] += has_answer
            asked[code] += is_asked
    return {
        code: Determinant(code, round_value(tallies[code].value), shares.get(code, 0.0), answered[code], asked[code])
        for code in DETERMINANTS
    }


def trace_answers(readings: Sequence[Reading], tallies: Mapping[str, Tally]) -> tuple[Contribution, ...]:
    """Return what each answer brings to each of its determinants, in the order of the questions."""
    return tuple(
        Contribution(reading.item.key, code, weight * reading.level / tallies[code].mass * POINTS_PER_LEVEL)
        for reading in readings
        if reading.level is not None
        for code, weight in sorted(reading.item.weights.items())
    )


def trace_side(side: str, tallies: Mapping[str, Tally], shares: Mapping[str, float]) -> tuple[SideContribution, ...]:
    """Return what each determinant brings to this side. Only for a side whose determinants all have a value."""
    return tuple(
        SideContribution(code, side, shares[code] * tallies[code].value)
        for code, weight in WEIGHTS.items()
        if weight.side == side and code in shares
    )


def round_value(value: float | None) -> float | None:
    """Return the value at 6 decimals: the precision at which values are kept and compared with a border."""
    return None if value is None else round(value, 6)
