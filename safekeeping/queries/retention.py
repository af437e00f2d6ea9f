"""Reading which rows are due to go, by the lines of fixtures/retention.json."""

import json
from datetime import datetime, time
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from regions.access import fetch
from safekeeping.models import DestructionList
from safekeeping.retention import KEEP, REPLACE, read_lines

MOST_SHOWN = 100  # rows of one line on the screen


@cache
def get_retention():
    """Return the lines of fixtures/retention.json, in the order they are carried out."""
    path = settings.BASE_DIR / "fixtures" / "retention.json"
    return tuple(read_lines(json.loads(path.read_text(encoding="utf-8"))))


def get_line(key):
    """Return the line with this key; None when the file no longer has it."""
    return next((line for line in get_retention() if line.key == key), None)


def get_last_day(keys, started_on):
    """Return the last day on which anything of the lines with these keys is kept, when their terms start on that day."""
    return min(line.get_last_day(started_on) for line in get_retention() if line.key in keys)


def get_rows(line):
    """Return all rows of the model of a line."""
    return apps.get_model(line.model)._base_manager.all()


def get_region_path(line):
    """Return the path from a row to its region; empty when the rows belong to no region."""
    return line.region or getattr(apps.get_model(line.model)._default_manager.all(), "region_path", "")


def get_due(line, today):
    """Return the rows of a line whose term was over before `today` and in which something is left to erase."""
    if line.action == KEEP:
        return get_rows(line).none()
    rows = get_rows(line).filter(**line.only)
    limit = line.get_limit(today)
    if isinstance(_get_field(rows.model, line.counted_from), models.DateTimeField):
        limit = timezone.make_aware(datetime.combine(limit, time.min))
    rows = rows.filter(**{f"{line.counted_from}__lt": limit})
    return rows.filter(is_unerased(line)).order_by("pk") if line.action == REPLACE else rows.order_by("pk")


def is_unerased(line):
    """Return the condition that some field of the line still holds what was typed."""
    left = Q(pk__in=[])
    for name, text in line.replacements.items():
        if "{pk}" not in text:
            left |= ~Q(**{f"{name}__in": ["", text]})
    return left


def _get_field(model, path):
    *steps, last = path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    return model._meta.get_field(last)


def get_lists(region):
    """Return the destruction lists of a region that passed the gate, the newest first."""
    rows = DestructionList.objects.filter(region=region).select_related("checked_by", "approved_by")
    return rows.prefetch_related("lines")


def get_list(user, pk, permission):
    """Return one destruction list with its region; 404 when it is not for this user to see, 403 when not to change."""
    return fetch(DestructionList.objects.select_related("region", "checked_by"), user, permission, pk=pk)


def show_line(row):
    """Return what the screen shows of one line of a list: the line of the file, and of the first rows whose they are."""
    line = get_line(row.key)
    if line is None:
        return {"line": None, "row": row, "shown": []}
    path = get_region_path(line).removesuffix("region").removesuffix("__")
    employer = f"{path}__name" if path else "name"
    shown = get_rows(line).filter(pk__in=row.rows).order_by(line.counted_from, "pk")
    return {"line": line, "row": row, "shown": list(shown.values_list(line.counted_from, employer)[:MOST_SHOWN])}
