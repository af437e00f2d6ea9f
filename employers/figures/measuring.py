"""How figures are read: whether something falls in a period, and statements that are asked of one region or of the country."""

from contextlib import nullcontext
from datetime import datetime, time

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from safekeeping.acting import counting


def moment(day):
    """Return the moment a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def within(column, period, *, is_moment=False, also=None):
    """Return the condition that a column lies in a quarter or month; `also` is a quarter to begin with instead."""
    start, end = (also or period).start, period.end
    if is_moment:
        start, end = moment(start), moment(end)
    return Q(**{f"{column}__gte": start, f"{column}__lt": end})


def get_moments(quarter):
    """Return the days and moments that statements compare with: of a quarter, its end, and the quarter before."""
    days = {"start": quarter.start, "end": quarter.end, "before": quarter.before.start}
    return (
        days
        | {f"{name}_at": moment(day) for name, day in days.items()}
        | {"zone": timezone.get_current_timezone_name()}
    )


def read_rows(statement, region, **values):
    """Return the rows of a statement as dictionaries; `{here}` in it becomes the region, or nothing when region is None."""
    here = "true" if region is None else "region_id = %(region)s"
    with counting() if region is None else nullcontext(), connection.cursor() as cursor:
        cursor.execute(statement.format(here=here), {**values, "region": region and region.pk})
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
