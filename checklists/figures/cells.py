"""A number on the page with the address of the employers behind it."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote_plus


@dataclass(frozen=True)
class Cell:
    """One number; `query` asks for exactly the employers behind it, empty when there are none to show."""

    number: int | None
    query: str = ""

    def __bool__(self):
        return bool(self.number)


def make_cell(number, what, period=None, **options):
    """Return the Cell of a figure of a kind (see employers.figures.behind), in a quarter or month when it has one."""
    if not number:
        return Cell(number)
    asked = {"wat": what}
    if period is not None:
        asked["maand" if hasattr(period, "start") and not hasattr(period, "months") else "kwartaal"] = period.code
    return Cell(number, "&".join([f"{name}={_quote(value)}" for name, value in (asked | options).items()]))


@lru_cache(maxsize=4096)
def _quote(value):
    """Return a code as it stands in an address; a page has a thousand cells and a few hundred codes."""
    return quote_plus(str(value))
