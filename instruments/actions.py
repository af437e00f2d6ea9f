"""Changing the catalogue; keyword-only, with `by=`, one transaction."""

from datetime import date

from django.db import transaction

from instruments.models import Category, Instrument, InstrumentState
from instruments.queries import compact, plain
from instruments.rules import check_rule, check_unless

# Field of the model -> key of a row in fixtures/instruments.json, where the two differ.
_KEYS = {"state": "status", "state_text": "status_text"}
_DATES = ("valid_from", "valid_until")
_FIELDS = [
    *("name", "abbreviation", "category", "state", "state_text", "layer", "executors", "legal_basis", "groups"),
    *("summary", "conditions", "yields", "duration", "steps", "deadline", "next_step", "combines_with", "excludes"),
    *("notes", "local_blanks", "sources", "verification", "confidence", "valid_from", "valid_until", "rules", "unless"),
]


def _read_date(text):
    return date.fromisoformat(text) if text else None


def _check(row):
    """Raise ValueError when a row of the fixture lacks a source, has an unknown kind or state, or a rule that cannot be read."""
    if not row.get("sources"):
        raise ValueError(f"instrument {row['slug']!r} has no source")
    Category(row["category"])
    InstrumentState(row["status"])
    for rule in row["rules"]:
        check_rule(rule)
    for entry in row["unless"]:
        check_unless(entry)


def _make(row, catalogue_on):
    values = {field: row.get(_KEYS.get(field, field)) for field in _FIELDS}
    values |= {field: _read_date(values[field]) for field in _DATES}
    values = {field: value for field, value in values.items() if value is not None}
    found_by = [
        row["slug"],
        row["name"],
        row.get("abbreviation") or "",
        row["summary"],
        *row["groups"],
        *row["executors"],
    ]
    return Instrument(
        slug=row["slug"],
        catalogue_on=catalogue_on,
        search_text=plain(" ".join([*found_by, compact(row["name"])])),
        **values,
    )


@transaction.atomic
def load_catalogue(*, by, reference):
    """Load the parsed fixtures/instruments.json by slug and return the number of instruments.

    `by` is None when a command loads it. Raises ValueError for a row without a source or with a rule that cannot be read.
    """
    catalogue_on = date.fromisoformat(reference["catalogue_date"])
    for row in reference["instruments"]:
        _check(row)
    Instrument.objects.bulk_create(
        [_make(row, catalogue_on) for row in reference["instruments"]],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=[*_FIELDS, "catalogue_on", "search_text"],
    )
    return len(reference["instruments"])
