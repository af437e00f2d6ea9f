"""Where the parts of a chart stand. Pure: numbers in; percentages and units of an SVG out, as text that no locale changes.

Sizes across are percentages and sizes down are pixels, so that a chart gets as wide as its place and its words stay as large.
"""

from dataclasses import dataclass

COLUMNS_DOWN = 150  # pixels that the highest column takes
BAR_STEP = 46  # from one bar to the next, with its words between
_STEPS = (1, 2, 5)
# The parts of a stacked bar: a letter and a light colour each, dark enough apart for who sees no colours.
MARKS = "abcdef"
FILLS = ("#a9d3b4", "#7fbfcb", "#f2cf85", "#d9b7d6", "#c9c4b8", "#f0efea")


@dataclass(frozen=True)
class Bar:
    """One bar with its words above it."""

    label: str
    value: str
    width: str
    text_y: int
    y: int


@dataclass(frozen=True)
class Bars:
    """Bars below each other."""

    bars: tuple[Bar, ...]
    height: int


@dataclass(frozen=True)
class Column:
    """Two columns beside each other with the word below them."""

    label: str
    centre: str
    left: str
    right: str
    width: str
    first: int  # how high the left one is
    first_y: int
    second: int
    second_y: int


@dataclass(frozen=True)
class Columns:
    """Pairs of columns beside each other, with lines to read them by."""

    columns: tuple[Column, ...]
    lines: tuple[tuple[int, int], ...]  # (y, value)
    height: int


@dataclass(frozen=True)
class Part:
    """One part of a stacked bar; `mark` is the letter of the legend, empty where it does not fit."""

    place: int
    fill: str
    x: str
    width: str
    mark: str
    centre: str


@dataclass(frozen=True)
class Stack:
    """One bar of a hundred percent in parts."""

    label: str
    parts: tuple[Part, ...]


def make_bars(rows):
    """Return the Bars of (label, number, words for the number); the longest takes the whole width."""
    most = max((number for _, number, _ in rows), default=0) or 1
    bars = tuple(
        Bar(label, words, _percent(100 * number / most), place * BAR_STEP + 16, place * BAR_STEP + 22)
        for place, (label, number, words) in enumerate(rows)
    )
    return Bars(bars, len(rows) * BAR_STEP)


def make_columns(rows):
    """Return the Columns of (label, first number, second number), on a scale from 0 to a round number."""
    top = round_up(max((max(first, second) for _, first, second in rows), default=0))
    slot = 92 / max(len(rows), 1)  # the first 8% is for the scale
    columns = []
    for place, (label, first, second) in enumerate(rows):
        left = 8 + place * slot
        high, low = (round(number / top * COLUMNS_DOWN) for number in (first, second))
        columns.append(
            Column(
                label=label,
                centre=_percent(left + slot / 2),
                left=_percent(left + slot * 0.12),
                right=_percent(left + slot * 0.5),
                width=_percent(slot * 0.36),
                first=high,
                first_y=10 + COLUMNS_DOWN - high,
                second=low,
                second_y=10 + COLUMNS_DOWN - low,
            )
        )
    lines = tuple((10 + COLUMNS_DOWN - round(part * COLUMNS_DOWN / 2), top * part // 2) for part in range(3))
    return Columns(tuple(columns), lines, COLUMNS_DOWN + 34)


def make_stacks(rows):
    """Return the Stacks of (label, numbers); rows without any number are left out. Parts keep the order of the numbers."""
    stacks = []
    for label, numbers in rows:
        total = sum(numbers)
        if not total:
            continue
        stacks.append(Stack(label, tuple(_make_parts(numbers, total))))
    return tuple(stacks)


def _make_parts(numbers, total):
    done = 0
    for place, number in enumerate(numbers):
        if number:
            left, width = 100 * done / total, 100 * number / total
            mark = MARKS[place] if width >= 7 else ""
            yield Part(place, FILLS[place], _percent(left), _percent(width), mark, _percent(left + width / 2))
        done += number


def round_up(number):
    """Return the first even number of the kind 2, 4, 10, 20, 40, 100 ... that is not smaller, so that half of it is whole."""
    scale = 2
    while True:
        for step in _STEPS:
            if step * scale >= number:
                return step * scale
        scale *= 10


def _percent(number):
    return f"{number:.2f}%"
