"""What goes along to where nothing can be worked out: the wage cost subsidy of usual weeks, worked out beforehand. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from instruments.amounts import AmountTable, UnknownAmount
from instruments.calculators import LksCase, lks
from instruments.wording.formats import write_number, write_source_date

HOURS = (12, 16, 20, 24, 28, 32, 36)
WAGE_VALUES = (30, 40, 50, 60, 70, 80, 90)


@dataclass(frozen=True)
class Grid:
    """Euros a month as text, a row for each wage value and a column for each week; `sources` is what they rest on.

    `holds_until` is the last day on which these figures hold, as far as is known.
    """

    on: date
    hours: tuple[int, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    sources: tuple[str, ...]
    holds_until: date | None


def build_grid(amounts: AmountTable) -> Grid | None:
    """Return the subsidy of each usual case on the day of the table; None when a figure is not known or may not be shown."""
    try:
        worked = {(value, hours): _work_out(value, hours, amounts) for value in WAGE_VALUES for hours in HOURS}
    except UnknownAmount:
        return None
    one = worked[WAGE_VALUES[0], HOURS[0]]
    if not one.is_printable:
        return None
    rows = tuple(
        (value, tuple(write_number(worked[value, hours].amount, 2) for hours in HOURS)) for value in WAGE_VALUES
    )
    sources = tuple(f"{source.title}, {write_source_date(source.date)}" for source in one.sources)
    return Grid(amounts.on, HOURS, rows, sources, one.holds_until)


def _work_out(value, hours, amounts):
    return lks(LksCase(on=amounts.on, hours=Decimal(hours), wage_value=value), amounts)
