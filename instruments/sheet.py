"""One instrument as an employer may read it: what holds today, with its source, and nothing that was only remembered. Pure.

`row` is anything with the fields of an instrument; what comes out holds Dutch text, ready for a screen or a paper.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from instruments.amounts import NOT_PRINTABLE, STATUSES, Figure
from instruments.wording.formats import write_date, write_source_date, write_value
from instruments.wording.notices import STATUSES as STATUS_WORDS

GONE = ("ended", "future")  # nothing is to be had of these today, so no amount is named
MONEY = "financieel"
_UNITS = ("EUR", "%")


@dataclass(frozen=True)
class Line:
    """The figures of one series that hold now: (variant, value) each, with the source, its date and until when."""

    name: str
    values: tuple[tuple[str, str], ...]
    source: str
    until: str
    is_money: bool  # euros or a share of them; the rest are terms and hours, which the texts name too


@dataclass(frozen=True)
class Cited:
    """A source as people read it; the date is empty when it is not known."""

    title: str
    site: str
    date: str
    status: str


@dataclass(frozen=True)
class Sheet:
    """What goes with the texts of an instrument: its amounts now, what is not known, whom to ask, and its sources."""

    amounts: tuple[Line, ...]
    unknown: tuple[str, ...]  # names of series that have no figure for today
    ask: str  # whom to ask for an amount; empty when nothing is missing
    sources: tuple[Cited, ...]


def make_sheet(row, now: Sequence[Figure] = (), past: Sequence[Figure] = ()) -> Sheet:
    """Return the sheet of an instrument; `now` and `past` are what AmountTable.of_instrument gives.

    What has ended or is not yet in force has no amount: an old figure would be read as a promise.
    """
    sources = tuple(cite(source) for source in printable_sources(row.sources))
    if row.state in GONE:
        return Sheet((), (), "", sources)
    printable = [figure for figure in now if figure.source.status != NOT_PRINTABLE]
    unknown = [figure.series.name for figure in now if figure.source.status == NOT_PRINTABLE]
    unknown += [figure.series.name for figure in past]
    has_money = any(_weigh(figure) < len(_UNITS) for figure in printable)
    is_missing = bool(unknown) or (row.category == MONEY and not has_money)
    ask = f"Vraag het na bij: {', '.join(row.executors)}." if is_missing else ""
    return Sheet(_gather(printable), tuple(dict.fromkeys(unknown)), ask, sources)


def _gather(figures: Iterable[Figure]) -> tuple[Line, ...]:
    """Return one line per series, period and source, so that the ages of the minimum wage are one line and not nine."""
    lines: dict[tuple, list[Figure]] = {}
    for figure in figures:
        lines.setdefault((figure.key, figure.source, figure.valid_until), []).append(figure)
    ordered = sorted(lines.items(), key=lambda item: _weigh(item[1][0]))
    return tuple(
        Line(
            name=_capital(found[0].series.name),
            values=tuple(
                (one.series.variants.get(one.variant, ""), write_value(one.value, one.unit))
                for one in sorted(found, key=_place)
            ),
            source=f"{source.title} ({write_source_date(source.date)})",
            until=write_date(until) if until else "",
            is_money=_weigh(found[0]) < len(_UNITS),
        )
        for (_, source, until), found in ordered
    )


def _weigh(figure: Figure) -> int:
    """Return what to sort by: euros first, then shares, then the rest."""
    kind = figure.unit.partition("/")[0]
    return _UNITS.index(kind) if kind in _UNITS else len(_UNITS)


def _place(figure: Figure) -> int:
    return list(figure.series.variants).index(figure.variant) if figure.variant else 0


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def printable_sources(sources: Sequence[Mapping]) -> list[Mapping]:
    """Return the sources that were really read, the law first and dated ones before others."""
    firmness = [status for status in STATUSES if status != NOT_PRINTABLE]
    read = [source for source in sources if source["status"] in firmness]
    return sorted(read, key=lambda source: (firmness.index(source["status"]), not source["date"]))


def cite(source: Mapping) -> Cited:
    """Return a source of the catalogue in words; the date is left out where the title says it already."""
    day = write_source_date(source["date"])
    return Cited(
        title=source["title"],
        site=source.get("site", ""),
        date="" if day and day in source["title"] else day,
        status=STATUS_WORDS[source["status"]],
    )
