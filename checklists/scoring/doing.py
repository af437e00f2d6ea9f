"""The chance that it comes to doing: both sides together, held down as long as there is no work to offer."""

import math
from collections.abc import Sequence

from .answers import Reading
from .weights import BLOCKED_CAP, HIGH, LOW

SUITABLE_WORK = "I2d"
"""The question whether there is suitable work; must have an answer for the blocker to fire."""

OPENINGS = ("I2a", "I2c")
"""The questions for a vacancy and for growth; does not apply reads as: there is none."""

BLOCKED_LEVEL = 1


def is_blocked(readings: Sequence[Reading]) -> bool:
    """Return whether there is, by the answers themselves, no suitable work and no vacancy or growth to make it from.

    A question that was not discussed never blocks. Source: no suitable function is the reason employers name most
    (SCP, Arbeidsmarkt in kaart: werkgevers, edition 3).
    """
    by_key = {reading.item.key: reading for reading in readings}
    work = by_key.get(SUITABLE_WORK)
    if work is None or work.level is None or work.level > BLOCKED_LEVEL:
        return False
    return all(key in by_key and _has_none(by_key[key]) for key in OPENINGS)


def _has_none(reading: Reading) -> bool:
    return not reading.applies or (reading.level is not None and reading.level <= BLOCKED_LEVEL)


def estimate_doing(willen: float | None, kunnen: float | None, blocked: bool) -> float | None:
    """Return the chance of doing, 0..100 at 6 decimals, from both sides (0..100); None when one is missing.

    The geometric mean, because both are needed. It orders employers and is not a probability.
    """
    if willen is None or kunnen is None:
        return None
    doing = round(math.sqrt(willen * kunnen), 6)
    return min(doing, BLOCKED_CAP) if blocked else doing


def get_band(doing: float | None) -> str | None:
    """Return klein (below 45), midden or groot (55 and above)."""
    if doing is None:
        return None
    if doing < LOW:
        return "klein"
    return "midden" if doing < HIGH else "groot"
