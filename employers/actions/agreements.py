"""Making, closing and reopening agreements."""

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from employers.actions.timeline import lock_employer, move_by_event, note_down
from employers.models import Agreement, AgreementState, Employer, TimelineKind
from employers.stages import Event


class AgreementClosed(Exception):
    """An agreement that was closed before cannot be closed again."""


@transaction.atomic
def make_agreement(*, by, employer, visit=None, fields):
    """Write down who does what and by when."""
    agreement = Agreement.objects.create(
        employer=employer, region_id=employer.region_id, visit=visit, created_by=by, **fields
    )
    _keep_next_due(by, employer)
    note_down(by=by, employer=employer, visit=visit, kind=TimelineKind.AGREEMENT_MADE, detail=agreement.what)
    move_by_event(by=by, employer=employer, event=Event.AGREEMENT_MADE)
    return agreement


@transaction.atomic
def close_agreement(*, by, agreement, state, note):
    """Close an open agreement as done or dropped; raises AgreementClosed when someone did so before."""
    row = Agreement.objects.select_for_update(of=["self"]).select_related("employer").get(pk=agreement.pk)
    if row.state != AgreementState.OPEN:
        raise AgreementClosed(row.state)
    row.state, row.closing_note, row.closed_at, row.closed_by = state, note, timezone.now(), by
    row.save(update_fields=["state", "closing_note", "closed_at", "closed_by"])
    _keep_next_due(by, row.employer)
    note_down(by=by, employer=row.employer, visit=row.visit, kind=TimelineKind.AGREEMENT_CLOSED, detail=row.what)
    return row


@transaction.atomic
def reopen_agreement(*, by, agreement):
    """Open an agreement again that was closed by mistake; nothing happens when it is open."""
    row = Agreement.objects.select_for_update(of=["self"]).select_related("employer").get(pk=agreement.pk)
    if row.state == AgreementState.OPEN:
        return row
    row.state, row.closing_note, row.closed_at, row.closed_by = AgreementState.OPEN, "", None, None
    row.save(update_fields=["state", "closing_note", "closed_at", "closed_by"])
    _keep_next_due(by, row.employer)
    note_down(by=by, employer=row.employer, visit=row.visit, kind=TimelineKind.AGREEMENT_REOPENED, detail=row.what)
    return row


def _keep_next_due(by, employer):
    """Keep the first day an open agreement is due on the employer; the lock makes two agreements at once wait in turn."""
    lock_employer(by=by, employer=employer)
    first = Agreement.objects.filter(employer=employer, state=AgreementState.OPEN).aggregate(day=Min("due_on"))["day"]
    Employer.objects.filter(pk=employer.pk).update(next_due_on=first)
