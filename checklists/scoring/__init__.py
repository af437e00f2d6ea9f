"""From answers to a score. Knows no Django, no database, no clock."""

from .answers import NOT_APPLICABLE, RANGES, Answer, InvalidAnswer, Item, UnknownQuestion
from .coverage import Coverage
from .determinants import Contribution, Determinant, SideContribution
from .doing import get_band
from .profiles import BORDER, PROFILES, Placement, place
from .result import Score, score
from .tipping import Tipping
from .weights import (
    BLOCKED_CAP,
    COVERAGE_PERCENT,
    DETERMINANTS,
    DOES_IT,
    HIGH,
    LOW,
    SCORING_VERSION,
    SIDES,
    WEIGHTS,
    Weight,
)

__all__ = [
    "BLOCKED_CAP",
    "BORDER",
    "COVERAGE_PERCENT",
    "DETERMINANTS",
    "DOES_IT",
    "HIGH",
    "LOW",
    "NOT_APPLICABLE",
    "PROFILES",
    "RANGES",
    "SCORING_VERSION",
    "SIDES",
    "WEIGHTS",
    "Answer",
    "Contribution",
    "Coverage",
    "Determinant",
    "InvalidAnswer",
    "Item",
    "Placement",
    "Score",
    "SideContribution",
    "Tipping",
    "UnknownQuestion",
    "Weight",
    "get_band",
    "place",
    "score",
]
