"""What the guard hands over: one place in a text, what it is, and what could stand there instead."""

from dataclasses import dataclass
from enum import StrEnum


class Found(StrEnum):
    """What a place in a text is."""

    BSN = "bsn"
    BIRTH = "birth"
    HEALTH = "health"
    NAME = "name"


@dataclass(frozen=True)
class Finding:
    """One place in a text, from `start` to `end`, with the neutral words that could stand there instead."""

    kind: Found
    start: int
    end: int
    text: str
    neutral: str
