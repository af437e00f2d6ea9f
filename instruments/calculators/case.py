"""What a calculation is asked: a date, hours, percentages and a group, and never a person. Nonsense is refused by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from instruments.groups import AGES, GROUPS

FIRST_DAY, LAST_DAY = date(2015, 1, 1), date(2035, 12, 31)  # the Participatiewet started in 2015
MOST_HOURS = 48  # a week
MOST_HOURS_PAID = 2600  # a year
WEEKS, MONTHS = 52, 12


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with one field: a code that instruments/wording has a sentence for, and the limits it names."""

    field: str
    code: str
    limits: tuple = ()


class InvalidCase(ValueError):
    """A case that makes no sense, with every problem in it."""

    def __init__(self, problems):
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{one.field}: {one.code}" for one in self.problems))


@dataclass(frozen=True, kw_only=True)
class Case:
    """The ground under every case: the day it is about, and its own checks when it is made."""

    on: date

    def __post_init__(self):
        problems = [problem for problem in self.check() if problem is not None]
        if problems:
            raise InvalidCase(problems)

    def check(self) -> Iterator[Problem | None]:
        """Yield a problem, or None, for everything that can be wrong."""
        yield between("on", self.on, FIRST_DAY, LAST_DAY)


def between(name: str, value, lowest, highest, code: str = "range") -> Problem | None:
    """Return a problem when a value lies outside its limits; no value is no problem."""
    if value is None or lowest <= value <= highest:
        return None
    return Problem(name, code, (lowest, highest))


def choice(name: str, value, allowed) -> Problem | None:
    """Return a problem when a value is not one of these; no value is no problem."""
    return None if value is None or value in allowed else Problem(name, "choice", tuple(allowed))


def check_hours(case) -> Iterator[Problem | None]:
    yield between("hours", case.hours, Decimal(1), Decimal(MOST_HOURS))


def check_week(case) -> Iterator[Problem | None]:
    """Yield what is wrong with hours, age and the full week of a sector."""
    yield from check_hours(case)
    yield between("full_time_hours", case.full_time_hours, Decimal(30), Decimal(40))
    yield choice("age", case.age, AGES)


def check_group(case) -> Iterator[Problem | None]:
    yield choice("group", case.group, GROUPS)


def check_start(case) -> Iterator[Problem | None]:
    """Yield a problem when something starts after the day it is about, or before anything is known."""
    if case.started_on is not None and case.started_on > case.on:
        yield Problem("started_on", "after_date")
    yield between("started_on", case.started_on, FIRST_DAY, LAST_DAY)


def check_wage_value(case) -> Iterator[Problem | None]:
    """Yield a problem when a wage value is no whole percentage from 1 to 99; at 100 there is nothing to make up."""
    value = case.wage_value
    if value is not None and not (value == int(value) and 1 <= value <= 99):
        yield Problem("wage_value", "wage_value", (1, 99))
