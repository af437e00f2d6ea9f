"""What every change of an employer leaves behind: a line on the timeline and, when it moves, a step in the pipeline."""

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from employers.models import Employer, StageChange, StageLabel, TimelineEntry, TimelineKind
from employers.stages import stage_after

# What we cannot do without speaking the employer: it ends a silence. A concluded visit counts on the day it was.
_CONTACT = {
    TimelineKind.CONTACT_ADDED,
    TimelineKind.VISIT_PLANNED,
    TimelineKind.VISIT_CHANGED,
    TimelineKind.VISIT_CANCELLED,
    TimelineKind.ADVICE_GIVEN,
    TimelineKind.AGREEMENT_MADE,
    TimelineKind.AGREEMENT_CLOSED,
    TimelineKind.PLACEMENT_ADDED,
}


def note_down(*, by, employer, kind, visit=None, detail=""):
    """Write one line on the timeline of an employer."""
    if kind in _CONTACT:
        keep_contact(by=by, employer=employer, on=timezone.localdate())
    return TimelineEntry.objects.create(employer=employer, visit=visit, kind=kind, detail=detail[:300], happened_by=by)


def keep_contact(*, by, employer, on):
    """Keep that the employer was spoken to on a day, unless a later day is known; `by` is who did."""
    Employer.objects.filter(pk=employer.pk).update(last_contact_on=Greatest(F("last_contact_on"), on))


def lock_employer(*, by, employer):
    """Return the employer's row, locked until the end of the transaction; `by` is who is going to change it.

    NO KEY UPDATE, the lock that an UPDATE takes: whoever writes a row that points at this employer does not have to wait.
    """
    return Employer.objects.select_for_update(of=["self"], no_key=True).get(pk=employer.pk)


def move_by_event(*, by, employer, event):
    """Move an employer through the pipeline when `event` does that; write down the move."""
    row = lock_employer(by=by, employer=employer)
    after = stage_after(event, row.stage)
    if after != row.stage:
        write_move(by=by, row=row, to=after, event=event)
    employer.stage = row.stage


def write_move(*, by, row, to, event="", reason="", come_back_on=None):
    """Put a locked employer in another stage, with the line in its history."""
    before, today = row.stage, timezone.localdate()
    days = max((today - row.stage_since_on).days, 0)
    row.previous_stage, row.stage, row.stage_since_on = before, to.value, today
    row.come_back_on = come_back_on
    row.save(update_fields=["previous_stage", "stage", "stage_since_on", "come_back_on"])
    StageChange.objects.create(
        employer=row,
        region_id=row.region_id,
        days=days,
        from_stage=before,
        to_stage=to.value,
        event=event,
        reason=reason,
        come_back_on=come_back_on,
        moved_by=by,
    )
    detail = ": ".join(filter(None, [StageLabel(to.value).label, reason]))
    note_down(by=by, employer=row, kind=TimelineKind.STAGE_MOVED, detail=detail)
