"""Figures that hold for a time: which one holds on a date, what runs out, and what is not known. Pure: no Django, no clock."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from instruments.series import SERIES, Series

STATUSES = ("wettekst", "officieel", "secundair", "afgeleid", "geheugen")
NOT_PRINTABLE = "geheugen"  # only remembered: never printed for an employer
DAYS_AHEAD = 60  # how long before it runs out an administrator wants to know


@dataclass(frozen=True)
class Source:
    """Where a figure or formula was read: title, date (a day, a month, a year, or "gelezen" and a day) and how it was checked."""

    title: str
    date: str
    status: str


@dataclass(frozen=True)
class Figure:
    """One value of one series over one period; `valid_until` is its last day, or None as long as nothing else is known."""

    key: str
    variant: str
    value: Decimal
    source: Source
    valid_from: date
    valid_until: date | None
    is_announced: bool = False
    note: str = ""

    @property
    def series(self) -> Series:
        return SERIES[self.key]

    @property
    def unit(self) -> str:
        return self.series.unit

    @property
    def next_on(self) -> date | None:
        """Return the first day on which this figure no longer holds."""
        return None if self.valid_until is None else self.valid_until + timedelta(days=1)

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def overlaps(self, other: "Figure") -> bool:
        """Tell whether two figures of one series share a day."""
        starts_in_time = other.valid_until is None or self.valid_from <= other.valid_until
        return starts_in_time and (self.valid_until is None or other.valid_from <= self.valid_until)


class UnknownAmount(Exception):
    """No figure is known for this date; an older one is never used instead."""

    def __init__(self, key: str, variant: str, on: date, figures: Sequence[Figure] = ()):
        super().__init__(f"{key} {variant} is not known on {on}".replace("  ", " "))
        self.key, self.variant, self.on = key, variant, on
        known = [figure for figure in figures if not figure.is_announced]
        self.before = max((one for one in known if one.valid_from < on), key=lambda one: one.valid_from, default=None)
        self.after = min((one for one in known if one.valid_from > on), key=lambda one: one.valid_from, default=None)
        self.announced = next((one for one in figures if one.is_announced and one.holds_on(on)), None)


class Overlap(ValueError):
    """Two figures of one series would hold on the same day."""

    def __init__(self, figure: Figure, other: Figure):
        super().__init__(
            f"{figure.key} {figure.variant}: {figure.valid_from} - {figure.valid_until} overlaps "
            f"{other.valid_from} - {other.valid_until}"
        )
        self.figure, self.other = figure, other


@dataclass(frozen=True)
class Ending:
    """A series of which nothing is known after `last.valid_until`; `announced` is what is expected but not yet final."""

    last: Figure
    announced: Figure | None = None

    @property
    def needed_on(self) -> date:
        return self.last.next_on


@dataclass(frozen=True)
class AmountTable:
    """All figures as they hold on one day; `at` looks at the same figures from another day."""

    figures: Mapping[tuple[str, str], tuple[Figure, ...]] = field(repr=False)
    on: date

    def at(self, day: date) -> "AmountTable":
        return AmountTable(self.figures, day)

    def replace(self, new: Figure, old: Figure | None = None) -> "AmountTable":
        """Return the table as it would be with `new`, in the place of `old` when that is given; raises Overlap."""
        kept = [one for figures in self.figures.values() for one in figures if one != old]
        return make_table([*kept, new], self.on)

    def without(self, old: Figure) -> "AmountTable":
        """Return the table as it would be without `old`."""
        return make_table((one for figures in self.figures.values() for one in figures if one != old), self.on)

    def get(self, key: str, variant: str = "") -> Figure:
        """Return the figure that holds; raises UnknownAmount, and KeyError for a series that does not exist."""
        SERIES[key].check_variant(variant)
        found = self.figures.get((key, variant), ())
        for figure in found:
            if figure.holds_on(self.on) and not figure.is_announced:
                return figure
        raise UnknownAmount(key, variant, self.on, found)

    def find(self, key: str, variant: str = "") -> Figure | None:
        """Return the figure that holds, or None."""
        try:
            return self.get(key, variant)
        except UnknownAmount:
            return None

    def of_instrument(self, slug: str) -> tuple[list[Figure], list[Figure]]:
        """Return what holds for an instrument, and the last known figure of each of its series that has none now.

        The second list is for saying that no amount is known and where to ask; its values are old and stay unprinted.
        """
        now, past = [], []
        for (key, variant), figures in sorted(self.figures.items()):
            if not SERIES[key].belongs_to(slug, variant):
                continue
            found = self.find(key, variant)
            known = [one for one in figures if not one.is_announced and one.valid_from <= self.on]
            if found is not None:
                now.append(found)
            elif known:
                past.append(known[-1])
        return now, past

    def endings(self, days: int = DAYS_AHEAD) -> list[Ending]:
        """Return the series that hold today and run out within `days` with nothing final after it, the first first."""
        last_day = self.on + timedelta(days=days)
        return [one for one in self._ends() if self.on <= one.last.valid_until <= last_day]

    def ended(self) -> list[Ending]:
        """Return the series that ran out before today; nothing can be calculated with them."""
        return [one for one in self._ends() if one.last.valid_until < self.on]

    def closings(self, days: int = DAYS_AHEAD) -> list[Ending]:
        """Return the series that run out within `days` because their scheme does: abolished, or known to be nothing after.

        Nobody has to look these up; they are told so that they are not taken for forgotten.
        """
        last_day = self.on + timedelta(days=days)
        found = []
        for figures in self.figures.values():
            final = [one for one in figures if not one.is_announced]
            for now, following in zip(final, [*final[1:], None], strict=True):
                is_over = now.series.is_over if following is None else not following.value and now.value
                if is_over and now.valid_until is not None and self.on <= now.valid_until <= last_day:
                    found.append(Ending(now))
        return found

    def _ends(self) -> list[Ending]:
        found = []
        for figures in self.figures.values():
            final = [one for one in figures if not one.is_announced]
            if final and final[-1].valid_until is not None and not final[-1].series.is_over:
                announced = next((one for one in figures if one.is_announced), None)
                found.append(Ending(final[-1], announced))
        order = list(SERIES)
        return sorted(found, key=lambda one: (one.last.valid_until, order.index(one.last.key), one.last.variant))


def make_mark(figures: Iterable[Figure]) -> str:
    """Return a short mark of these figures, by which a form can tell whether someone changed them since it was opened."""
    lines = sorted(repr(replace(one, value=one.value.normalize())) for one in figures)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def make_table(figures: Iterable[Figure], on: date) -> AmountTable:
    """Return the table of these figures on a day; raises Overlap when two of one series hold on the same day."""
    by_series: dict[tuple[str, str], list[Figure]] = {}
    for figure in sorted(figures, key=lambda one: (one.key, one.variant, one.valid_from)):
        row = by_series.setdefault((figure.key, figure.variant), [])
        if row and row[-1].overlaps(figure):
            raise Overlap(row[-1], figure)
        row.append(figure)
    return AmountTable({key: tuple(row) for key, row in by_series.items()}, on)


def read_figures(reference: Mapping) -> list[Figure]:
    """Return the figures of the parsed fixtures/amounts.json.

    Raises ValueError for a figure without source or date, of an unknown series, variant or status, or one that overlaps.
    """
    figures = [
        _read(reference["sources"], series["key"], row) for series in reference["series"] for row in series["rows"]
    ]
    make_table(figures, date.min)
    return figures


def _read(sources: Mapping, key: str, row: Mapping) -> Figure:
    name = f"amount {key} {row.get('variant', '')} from {row.get('from')}".replace("  ", " ")
    source = sources.get(row.get("source"))
    if not (source and source.get("title") and source.get("date")):
        raise ValueError(f"{name} has no source with a title and a date")
    status = row.get("status", source["status"])
    if status not in STATUSES:
        raise ValueError(f"{name} has an unknown status {status!r}")
    if key not in SERIES:
        raise ValueError(f"{name} belongs to no series of instruments/series.py")
    variant = row.get("variant", "")
    SERIES[key].check_variant(variant)
    return Figure(
        key=key,
        variant=variant,
        value=Decimal(row["value"]),
        source=Source(source["title"], source["date"], status),
        valid_from=date.fromisoformat(row["from"]),
        valid_until=date.fromisoformat(row["until"]) if row.get("until") else None,
        is_announced=row.get("announced", False),
        note=row.get("note", ""),
    )
