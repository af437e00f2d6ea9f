"""Quarters and months as figures count by them. Pure: no Django, no clock."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 2015, 2100


@dataclass(frozen=True, order=True)
class Month:
    """One month of the calendar."""

    year: int
    number: int

    @property
    def start(self):
        """Return the first day."""
        return date(self.year, self.number, 1)

    @property
    def end(self):
        """Return the first day that no longer belongs to it."""
        return self.step(1).start

    @property
    def code(self):
        """Return the month as it stands in an address: 2026-11."""
        return f"{self.year}-{self.number:02}"

    def step(self, number):
        """Return the month so many months later, or earlier."""
        year, month = divmod(self.year * 12 + self.number - 1 + number, 12)
        return Month(year, month + 1)


@dataclass(frozen=True, order=True)
class Quarter:
    """One quarter of a year."""

    year: int
    number: int

    @property
    def start(self):
        """Return the first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def end(self):
        """Return the first day that no longer belongs to it."""
        return self.step(1).start

    @property
    def last_day(self):
        """Return the last day that belongs to it."""
        return self.end - timedelta(days=1)

    @property
    def code(self):
        """Return the quarter as it stands in an address: 2026-4."""
        return f"{self.year}-{self.number}"

    @property
    def before(self):
        """Return the quarter before it."""
        return self.step(-1)

    @property
    def months(self):
        """Return its three months."""
        first = Month(self.year, 3 * self.number - 2)
        return [first, first.step(1), first.step(2)]

    def step(self, number):
        """Return the quarter so many quarters later, or earlier."""
        year, quarter = divmod(self.year * 4 + self.number - 1 + number, 4)
        return Quarter(year, quarter + 1)


def quarter_of(day):
    """Return the quarter a day belongs to."""
    return Quarter(day.year, (day.month + 2) // 3)


def read_quarter(text):
    """Return the quarter that an address names (2026-4), None for anything else."""
    found = re.fullmatch(r"(\d{4})-([1-4])", text or "", re.ASCII)
    return Quarter(int(found[1]), int(found[2])) if found and _is_sound(found[1]) else None


def read_month(text):
    """Return the month that an address names (2026-11), None for anything else."""
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text or "", re.ASCII)
    return Month(int(found[1]), int(found[2])) if found and _is_sound(found[1]) else None


def _is_sound(year):
    return FIRST_YEAR <= int(year) <= LAST_YEAR


def months_until(quarter, number=12):
    """Return the last `number` months up to the end of a quarter, the first one first."""
    last = quarter.months[-1]
    return [last.step(step) for step in range(1 - number, 1)]
