"""Writing down the work that was really given, and whether it lasted."""

from django.db import transaction

from employers.actions.timeline import note_down
from employers.models import Placement, TimelineKind

_KEPT = {"id", "form", "hours", "started_on", "after_6_months", "after_12_months", "created_by_id"}


@transaction.atomic
def add_placement(*, by, employer, fields):
    """Write down that someone from the target group started at an employer; never who."""
    placement = Placement.objects.create(employer=employer, region_id=employer.region_id, created_by=by, **fields)
    note_down(by=by, employer=employer, kind=TimelineKind.PLACEMENT_ADDED, detail=str(placement))
    return placement


@transaction.atomic
def change_placement(*, by, placement, fields):
    """Change a placement, or say whether it still stood after 6 or 12 months."""
    row = Placement.objects.select_for_update(of=["self"]).select_related("employer").get(pk=placement.pk)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    note_down(by=by, employer=row.employer, kind=TimelineKind.PLACEMENT_CHANGED, detail=str(row))
    return row


@transaction.atomic
def remove_placement(*, by, placement):
    """Remove a placement that never was; return what `restore_placement` needs to put it back, as plain values."""
    row = Placement.objects.select_for_update(of=["self"]).select_related("employer").get(pk=placement.pk)
    kept = {field.attname: field.value_to_string(row) for field in Placement._meta.fields if field.attname in _KEPT}
    note_down(by=by, employer=row.employer, kind=TimelineKind.PLACEMENT_REMOVED, detail=str(row))
    row.delete()
    return kept


@transaction.atomic
def restore_placement(*, by, employer, kept):
    """Put a removed placement of an employer back under its own number; return False when it was back already."""
    row, is_new = Placement.objects.get_or_create(
        pk=kept["id"], defaults={**kept, "employer": employer, "region_id": employer.region_id}
    )
    if is_new:
        note_down(by=by, employer=employer, kind=TimelineKind.PLACEMENT_RESTORED, detail=str(row))
    return is_new
