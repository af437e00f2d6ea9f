"""Reading the amounts, which are national: as a table for the sums, as rows for who keeps them, and what runs out."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from instruments.amounts import DAYS_AHEAD, Ending, Figure, Source, make_table
from instruments.models import Amount, Instrument, InstrumentState, ReferenceChange
from instruments.queries.catalogue import plain
from instruments.series import SERIES, Series

_SOURCE_FIELDS = ("source", "source_date", "status")
_FIGURE_FIELDS = ("key", "variant", "value", "valid_from", "valid_until", "is_announced", "note")


def get_amounts(on):
    """Return the AmountTable of a day: every figure there is, in one query.

    Without model objects in between, because the what-if panel asks for it at every key.
    """
    rows = Amount.objects.order_by().values_list(*_SOURCE_FIELDS, *_FIGURE_FIELDS)
    sources = {}
    figures = []
    for title, day, status, *values in rows:
        source = sources.setdefault((title, day, status), Source(title, day, status))
        figures.append(Figure(source=source, **dict(zip(_FIGURE_FIELDS, values, strict=True))))
    return make_table(figures, on)


def get_amount_rows(key=None):
    """Return the rows behind the amounts, of one series or all, oldest first within each variant."""
    rows = Amount.objects.select_related("changed_by")
    return rows if key is None else rows.filter(key=key)


def get_expiring(today, days=DAYS_AHEAD):
    """Return the series that run out within `days` with nothing final after them (instruments.amounts.Ending)."""
    return get_amounts(today).endings(days)


@dataclass(frozen=True)
class Outlook:
    """What runs out: which amounts are needed by when, which end because their scheme does, and which were never found."""

    needed: list[Ending]
    closing: list[Ending]
    missing: list[Ending]

    @property
    def series(self):
        """Return the needed ones by series, so that nine youth wages are one line: [(Ending of the first, how many)]."""
        grouped = {}
        for one in self.needed:
            grouped.setdefault((one.last.key, one.last.valid_until), []).append(one)
        return [(rows[0], len(rows)) for rows in grouped.values()]


def get_outlook(today, days=DAYS_AHEAD):
    """Return what runs out within `days`, and what ran out before; a series of ended instruments only needs nothing."""
    table = get_amounts(today)
    gone = set(Instrument.objects.filter(state=InstrumentState.ENDED).values_list("slug", flat=True))

    def is_gone(one):
        return bool(one.last.series.instruments) and gone.issuperset(one.last.series.instruments)

    endings = table.endings(days)
    return Outlook(
        needed=[one for one in endings if not is_gone(one)],
        closing=[*table.closings(days), *(one for one in endings if is_gone(one))],
        missing=[one for one in table.ended() if not is_gone(one)],
    )


def get_ended(today):
    """Return the series of which no amount is known any more, though their scheme still exists."""
    return get_amounts(today).ended()


def get_instrument_amounts(instrument, on):
    """Return two lists of figures: what holds on a day, and the last known of each series that has nothing for that day."""
    return get_amounts(on).of_instrument(instrument.slug)


def get_changes(kind, subject):
    """Return who changed a national amount and when, newest first; `subject` is "key variant valid_from"."""
    return ReferenceChange.objects.select_related("changed_by").filter(kind=kind, subject=subject, region=None)


@dataclass(frozen=True)
class Overview:
    """One series as it stands today: what holds per variant, and whether it runs out, is unknown or was changed here."""

    key: str
    series: Series
    now: list[Figure]
    variants: int
    ends_on: date | None
    unknown: int
    is_own: bool

    @property
    def lowest(self):
        return min(self.now, key=lambda one: one.value)

    @property
    def highest(self):
        return max(self.now, key=lambda one: one.value)


def get_overview(today, *, text="", state=""):
    """Return every series as an Overview, or those that fit the words typed and a state; two queries."""
    table = get_amounts(today)
    own = set(Amount.objects.exclude(changed_by=None).order_by().values_list("key", flat=True))
    ending = {}
    for one in table.endings():
        ending.setdefault(one.last.key, one.last.valid_until)
    rows = []
    for key, series in SERIES.items():
        variants = list(series.variants or ("",))
        now = [figure for figure in (table.find(key, variant) for variant in variants) if figure is not None]
        row = Overview(key, series, now, len(variants), ending.get(key), len(variants) - len(now), key in own)
        if _fits_state(row, state) and _fits_words(row, table, text):
            rows.append(row)
    return rows


def _fits_state(row, state):
    return {
        "loopt-af": row.ends_on is not None,
        "onbekend": row.unknown > 0 and not row.series.is_over,
        "eigen": row.is_own,
        "vervallen": row.series.is_over,
    }.get(state, True)


def _fits_words(row, table, text):
    """Tell whether every word stands in the name, key, variants or sources of a series."""
    sources = {
        figure.source.title for (key, _), figures in table.figures.items() if key == row.key for figure in figures
    }
    found_in = plain(" ".join([row.key, row.series.name, *row.series.variants.values(), *sources]))
    return all(word in found_in for word in plain(text).split())


def get_amount(key, pk):
    """Return the row of one figure of a series, or None."""
    return get_amount_rows(key).filter(pk=pk).first()


@dataclass(frozen=True)
class AmountChange:
    """One change of one figure: who, when, which variant, and the figure before and after; None: it was not there."""

    pk: int
    changed_by: object
    changed_at: datetime
    variant_name: str
    before: Figure | None
    after: Figure | None


def get_series_changes(key):
    """Return every change of a figure of a series, newest first."""
    rows = ReferenceChange.objects.select_related("changed_by").filter(kind="amount", region=None)
    return [_read_change(key, row) for row in rows.filter(subject__startswith=f"{key} ")]


def _read_change(key, row):
    variant = row.subject.removeprefix(f"{key} ").rpartition(" ")[0].strip()
    before, after = (_read_figure(key, variant, content) for content in (row.before, row.after))
    return AmountChange(row.pk, row.changed_by, row.changed_at, SERIES[key].variants.get(variant, ""), before, after)


def _read_figure(key, variant, content):
    """Return the figure that a line of history describes."""
    if content is None:
        return None
    start, end = (
        date.fromisoformat(content[name]) if content[name] else None for name in ("valid_from", "valid_until")
    )
    return Figure(
        key=key,
        variant=variant,
        value=Decimal(content["value"]),
        source=Source(content["source"], content["source_date"], content["status"]),
        valid_from=start,
        valid_until=end,
        is_announced=content["is_announced"],
        note=content["note"],
    )
