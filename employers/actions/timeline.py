"""What every change of an employer leaves behind: a line on the timeline and, when it moves, a step in the pipeline."""

from employers.models import Employer, StageChange, TimelineEntry, TimelineKind
from employers.stages import stage_after


def note_down(*, by, employer, kind, visit=None, detail=""):
    """Write one line on the timeline of an employer."""
    return TimelineEntry.objects.create(employer=employer, visit=visit, kind=kind, detail=detail[:300], happened_by=by)


def move_by_event(*, by, employer, event):
    """Move an employer through the pipeline when `event` does that; write down the move."""
    row = Employer.objects.select_for_update().only("pk", "stage").get(pk=employer.pk)
    before, after = row.stage, stage_after(event, row.stage)
    if after == before:
        return
    Employer.objects.filter(pk=employer.pk).update(stage=after.value)
    StageChange.objects.create(employer=employer, from_stage=before, to_stage=after.value, moved_by=by)
    change = StageChange(from_stage=before, to_stage=after.value)
    note_down(by=by, employer=employer, kind=TimelineKind.STAGE_MOVED, detail=change.get_to_stage_display())
    employer.stage = after.value
