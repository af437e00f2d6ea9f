"""Writing down the work that was really given, and whether it lasted."""

from django.db import transaction

from employers.actions.timeline import note_down
from employers.models import Placement, TimelineKind


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
