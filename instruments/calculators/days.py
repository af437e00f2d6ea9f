"""Counting in months on the calendar."""

import calendar
from datetime import date


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
