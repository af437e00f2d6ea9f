"""When to ask whether a placement still stands: 6 and 12 months after its start. Pure: no Django, no clock."""

import calendar
from datetime import date

ASKED_AFTER = (6, 12)  # months


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def is_answer_due(started_on: date, months: int, today: date) -> bool:
    """Tell whether it can be known today if someone who started on that day was still there after so many months."""
    return months_later(started_on, months) <= today
