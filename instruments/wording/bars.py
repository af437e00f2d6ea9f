"""Who pays which part of the wage, as a bar to draw and a sentence that says the same. Pure: plain data in and out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from instruments.wording.formats import write_euro, write_number

WIDTH = 1000  # of the whole bar, in the units of the SVG's viewBox
GAP = 4  # between two parts, so that they differ without colour too
PAYERS = {
    "werkgever": "u zelf",
    "gemeente": "de gemeente",
    "belastingdienst": "de Belastingdienst",
}
# On paper; on a screen static/css/rekenen.css has them for light and dark.
COLOURS = {"werkgever": "#073a44", "gemeente": "#b8741a", "belastingdienst": "#5f8030", "loondispensatie": "#8a72a0"}


@dataclass(frozen=True)
class Segment:
    """One part of the bar: whose it is, where it stands, and its words, amount and share."""

    code: str
    label: str
    text: str
    share: str
    x: int
    width: int

    @property
    def colour(self) -> str:
        return COLOURS[self.code]


@dataclass(frozen=True)
class Bar:
    """The whole bar, with the total and a sentence for who cannot see it."""

    segments: tuple[Segment, ...]
    total: str
    title: str


def add_parts(parts: Sequence[Mapping]) -> Decimal:
    """Return what the parts of a result that are above zero come to: the width of its bar."""
    return sum((max(Decimal(0), Decimal(one["value"])) for one in parts), Decimal(0))


def build_bar(parts: Sequence[Mapping], scale: Decimal = Decimal(0)) -> Bar | None:
    """Return the bar of the explained parts of a result, or None when there is nothing to divide.

    `scale` is what the full width stands for, so that two bars can be compared; else it is the whole of this one.
    A part below zero (the subsidies are more than the wage) has no width, but keeps its words.
    """
    values = [Decimal(one["value"]) for one in parts]
    whole = add_parts(parts)
    if not whole:
        return None
    segments, place = [], 0
    for one, value in zip(parts, values, strict=True):
        width = max(0, round(WIDTH * value / max(whole, scale)))
        share = f"{write_number(100 * value / whole, 0)}%"
        segments.append(Segment(one["code"], one["label"], one["text"], share, place, max(0, width - GAP)))
        place += width
    total = write_euro(sum(values, Decimal(0)))
    return Bar(tuple(segments), total, _say(segments, total))


def _say(segments: Sequence[Segment], total: str) -> str:
    paid = [f"{PAYERS[one.code]} {one.text}" for one in segments if one.code in PAYERS]
    said = f"Van de kosten van {total} per maand betaalt {' en '.join(paid)}."
    gone = [f"Door loondispensatie valt {one.text} weg." for one in segments if one.code not in PAYERS]
    return " ".join([said, *gone])
