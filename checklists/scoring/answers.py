"""Reading the answers of one checklist: checked against the questions, mapped to levels 0..4, in one fixed order."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .weights import DETERMINANTS

NOT_APPLICABLE = "nvt"
"""The answer that takes a question out of the sum and out of the coverage."""

RANGES = {"scale": (0, 4), "bipolar": (-2, 2), "context": (0, 4)}
"""Lowest and highest answer per kind of question."""

TOP_LEVEL = 4
"""Highest level an answer can have once it is mapped; a bipolar answer of -2..2 becomes 0..4."""

Answer = int | str | None
"""A whole number in the range of the question, None for not discussed, or NOT_APPLICABLE."""


class InvalidAnswer(ValueError):
    """An answer that cannot be an answer to this question (wrong type or out of range)."""

    def __init__(self, question: str, value: object, lowest: int, highest: int) -> None:
        self.question = question
        self.value = value
        self.lowest = lowest
        self.highest = highest
        super().__init__(f"{question}: {value!r} is not a whole number from {lowest} to {highest}, None or 'nvt'")


class UnknownQuestion(ValueError):
    """An answer to a question that is not in the question set."""

    def __init__(self, question: object) -> None:
        self.question = question
        super().__init__(f"{question!r} is not a question of this set")


@dataclass(frozen=True)
class Item:
    """One question as the score sees it.

    `kind` is scale (0..4), bipolar (-2..2) or context (0..4, never scored). `weights` says how heavily the answer
    counts in each determinant (above 0; relative to the other questions of that determinant); empty: not scored.
    """

    key: str
    kind: str
    weights: Mapping[str, float]
    short: bool


@dataclass(frozen=True)
class Reading:
    """One question with its answer: `raw` as given, `level` 0..4; both None without one. `applies` is False for nvt."""

    item: Item
    raw: int | None
    level: int | None
    applies: bool


@lru_cache(maxsize=1024)
def natural_key(key: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key that puts I2b before I10 and is the same for any order in which questions arrive."""
    return tuple((int(part), 0, "") if part.isdecimal() else (-1, 1, part) for part in re.findall(r"\d+|\D+", key))


def read_answers(items: Sequence[Item], answers: Mapping[str, Answer]) -> tuple[Reading, ...]:
    """Return a Reading for every item, in natural order of the keys.

    Raises UnknownQuestion for an answer without a question, InvalidAnswer for a value the question cannot have, and
    ValueError for an item that is itself wrong (double key, unknown kind or determinant, weight not above 0).
    """
    known = set()
    for item in items:
        _check_item(item)
        if item.key in known:
            raise ValueError(f"{item.key}: two questions have this key")
        known.add(item.key)
    for question in answers:
        if question not in known:
            raise UnknownQuestion(question)
    ordered = sorted(items, key=lambda item: (natural_key(item.key), item.key))
    return tuple(_read(item, answers.get(item.key)) for item in ordered)


def _check_item(item: Item) -> None:
    if item.kind not in RANGES:
        raise ValueError(f"{item.key}: unknown kind {item.kind!r}")
    if item.kind == "context" and item.weights:
        raise ValueError(f"{item.key}: a context question is never scored and has no weights")
    for code, weight in item.weights.items():
        if code not in DETERMINANTS:
            raise ValueError(f"{item.key}: unknown determinant {code!r}")
        if not (isinstance(weight, int | float) and math.isfinite(weight) and weight > 0):
            raise ValueError(f"{item.key}: the weight for {code} must be a number above 0, not {weight!r}")


def _read(item: Item, value: Answer) -> Reading:
    if value is None:
        return Reading(item, None, None, True)
    if isinstance(value, str) and value == NOT_APPLICABLE:
        return Reading(item, None, None, False)
    lowest, highest = RANGES[item.kind]
    # bool is an int in Python, but True is not an answer on a scale.
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
        raise InvalidAnswer(item.key, value, lowest, highest)
    return Reading(item, int(value), int(value) - lowest, True)
