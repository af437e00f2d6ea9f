"""Which single answer, given differently, would give another profile: what to ask again before deciding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .answers import RANGES, Reading
from .determinants import POINTS_PER_LEVEL, Tally, round_value
from .profiles import place
from .weights import BEHAVIOUR, WEIGHTS


@dataclass(frozen=True)
class Tipping:
    """The smallest change of one answer (raw values) that gives another profile."""

    question: str
    from_value: int
    to_value: int
    profile: str


@dataclass(frozen=True)
class Position:
    """Where the employer stands now: both sides and behaviour on 0..100, not rounded; behaviour None when unknown."""

    willen: float
    kunnen: float
    behaviour: float | None


@dataclass(frozen=True)
class Pull:
    """The points that one step of one answer moves each side and the behaviour."""

    willen: float
    kunnen: float
    behaviour: float


def find_tipping(
    readings: Sequence[Reading], tallies: Mapping[str, Tally], shares: Mapping[str, float], now: Position
) -> tuple[Tipping, ...]:
    """Return per answered question the smallest change that tips the profile: smallest first, then heaviest.

    Only for a checklist whose sides both have a score. Up and down equally small: up. Each answer moves its sides by a
    fixed number of points per step, so nothing is scored again.
    """
    profile = place(round_value(now.willen), round_value(now.kunnen), round_value(now.behaviour)).profile
    found = []
    for order, reading in enumerate(readings):
        if reading.level is None or not reading.item.weights:
            continue
        pull = _get_pull(reading, tallies, shares)
        tip = _find_smallest(reading, pull, now, profile)
        if tip is not None:
            # At 6 decimals, so that equal weights are equal and the order of the questions decides.
            weight = round(pull.willen + pull.kunnen, 6)
            found.append((abs(tip.to_value - tip.from_value), -weight, order, tip))
    return tuple(tip for *_, tip in sorted(found))


def _get_pull(reading: Reading, tallies: Mapping[str, Tally], shares: Mapping[str, float]) -> Pull:
    points = {"willen": 0.0, "kunnen": 0.0, None: 0.0}
    for code, weight in reading.item.weights.items():
        share = 1.0 if code == BEHAVIOUR else shares[code]
        points[WEIGHTS[code].side] += share * weight / tallies[code].mass * POINTS_PER_LEVEL
    return Pull(points["willen"], points["kunnen"], points[None])


def _find_smallest(reading: Reading, pull: Pull, now: Position, profile: str) -> Tipping | None:
    lowest, highest = RANGES[reading.item.kind]
    for size in range(1, highest - lowest + 1):
        for change in (size, -size):
            if lowest <= reading.raw + change <= highest:
                other = place(
                    round(now.willen + pull.willen * change, 6),
                    round(now.kunnen + pull.kunnen * change, 6),
                    None if now.behaviour is None else round(now.behaviour + pull.behaviour * change, 6),
                ).profile
                if other != profile:
                    return Tipping(reading.item.key, reading.raw, reading.raw + change, other)
    return None
