"""Whether enough was discussed to give a side a score, and which questions to ask next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .answers import Reading, natural_key
from .determinants import Tally
from .weights import COVERAGE_PERCENT, INTENTION, WEIGHTS


@dataclass(frozen=True)
class Coverage:
    """How much of one side was discussed.

    `share` is answered / asked (0..1; 0 when nothing is asked). `missing` are the keys of the questions to ask next:
    short-list ones first, and among those the ones whose determinant has no answer at all yet.
    """

    side: str
    answered: int
    asked: int
    share: float
    enough: bool
    missing: tuple[str, ...]


def measure_coverage(side: str, readings: Sequence[Reading], tallies: Mapping[str, Tally], short: bool) -> Coverage:
    """Return the coverage of one side.

    A question that does not apply is neither asked nor answered. On a short visit only the short list is asked; other
    answers count in the means, not here. Every determinant of the side except the intention needs an answer.
    """
    codes = {code for code, weight in WEIGHTS.items() if weight.side == side}
    on_side = [reading for reading in readings if reading.applies and not codes.isdisjoint(reading.item.weights)]
    in_scope = [reading for reading in on_side if reading.item.short or not short]
    answered = sum(reading.level is not None for reading in in_scope)
    empty = {code for code in codes - {INTENTION} if not tallies[code].mass}
    # In whole numbers: 60% of 5 is 3, whatever a float makes of it.
    has_share = bool(in_scope) and answered * 100 >= len(in_scope) * COVERAGE_PERCENT
    return Coverage(
        side=side,
        answered=answered,
        asked=len(in_scope),
        share=round(answered / len(in_scope), 6) if in_scope else 0.0,
        enough=has_share and not empty,
        missing=_get_missing(on_side, in_scope, empty),
    )


def _get_missing(on_side: Sequence[Reading], in_scope: Sequence[Reading], empty: set[str]) -> tuple[str, ...]:
    """Return the open questions in scope, and others only where nothing in scope can fill an empty determinant."""
    still_open = [reading for reading in in_scope if reading.level is None]
    out_of_reach = empty.difference(*(reading.item.weights for reading in still_open))
    asked = {reading.item.key for reading in in_scope}
    extra = [
        reading
        for reading in on_side
        if reading.item.key not in asked and not out_of_reach.isdisjoint(reading.item.weights)
    ]
    ordered = sorted(
        still_open + extra,
        key=lambda reading: (
            not reading.item.short,
            empty.isdisjoint(reading.item.weights),
            natural_key(reading.item.key),
        ),
    )
    return tuple(reading.item.key for reading in ordered)
