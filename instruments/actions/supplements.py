"""Changing what a region adds to an instrument."""

from decimal import Decimal, InvalidOperation

from django.db import transaction

from instruments.models import ReferenceChange, RegionalSupplement

_FIELDS = ("contact", "route", "lead_time", "terms", "blanks", "blocks")


class NewerSupplement(Exception):
    """Someone changed this supplement since it was opened."""


def _check_blocks(blocks):
    """Raise ValueError for a block without name, value, source or date; a figure without its source is never stored."""
    for block in blocks:
        if not all(block.get(field) for field in ("name", "value", "source", "source_date")):
            raise ValueError(f"block {block!r} needs a name, a value, a source and its date")
        try:
            value = Decimal(block["value"])
        except (InvalidOperation, TypeError) as error:
            raise ValueError(f"block {block!r} has no number for a value") from error
        if not (value.is_finite() and value > 0):
            raise ValueError(f"block {block!r} needs a value above zero")


def _check_blanks(blanks):
    """Raise ValueError for an answer without a name or a text."""
    for blank in blanks:
        if not (blank.get("name") and blank.get("text")):
            raise ValueError(f"{blank!r} needs a name and a text")


@transaction.atomic
def save_supplement(*, by, region, instrument, revision, fields):
    """Store what a region adds to an instrument and return it; `revision` is the one that was opened, 0 for a new one.

    The region passed the gate for MANAGE. Raises NewerSupplement when someone was first; returns None when there was
    nothing and nothing was filled in.
    """
    _check_blocks(fields.get("blocks", []))
    _check_blanks(fields.get("blanks", []))
    row = RegionalSupplement.objects.select_for_update().filter(region=region, instrument=instrument).first()
    if row is not None and row.revision != revision:
        raise NewerSupplement
    before = {field: getattr(row, field) for field in _FIELDS} if row else None
    row = row or RegionalSupplement(region=region, instrument=instrument, revision=0)
    for field in _FIELDS:
        if field in fields:
            setattr(row, field, fields[field])
    after = {field: getattr(row, field) for field in _FIELDS}
    if after == before:
        return row
    if before is None and not any(after.values()):
        return None
    row.revision += 1
    row.changed_by = by
    row.save()
    ReferenceChange.objects.create(
        kind="supplement", subject=instrument.slug, region=region, before=before, after=after, changed_by=by
    )
    return row
