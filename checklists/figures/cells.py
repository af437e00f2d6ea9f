"""A number on the page with the address of the employers behind it."""

from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Cell:
    """One number; `query` asks for exactly the employers behind it, empty when there are none to show."""

    number: int | None
    query: str = ""

    def __bool__(self):
        return bool(self.number)


def make_cell(number, what, period=None, **options):
    """Return the Cell of a figure of a kind (see employers.figures.behind), in a quarter or month when it has one."""
    asked = {"wat": what}
    if period is not None:
        asked["maand" if hasattr(period, "start") and not hasattr(period, "months") else "kwartaal"] = period.code
    return Cell(number, urlencode(asked | options) if number else "")
