"""Planning, doing, concluding, cancelling and restoring a visit; every step is written down."""

from django.db import transaction
from django.db.models import Min
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from employers.actions.months import count_advice, count_visit
from employers.actions.timeline import keep_contact, lock_employer, move_by_event, note_down
from employers.models import AgreementState, Employer, StageChange, TimelineKind, Visit, VisitState, VisitStep
from employers.stages import RESTING, Event

# From -> to: what a visit may do next.
_ALLOWED = {
    VisitState.PLANNED: {VisitState.UNDER_WAY, VisitState.CANCELLED},
    VisitState.UNDER_WAY: {VisitState.CONCLUDED, VisitState.CANCELLED},
    VisitState.CONCLUDED: {VisitState.UNDER_WAY},
    VisitState.CANCELLED: {VisitState.PLANNED, VisitState.UNDER_WAY},
}


_COUNTED = ("held_on", "profile", "lowest_determinant")  # what a visit counts by, while it is concluded


class VisitNotAllowed(Exception):
    """A visit in this state cannot take this step."""


class EmployerPutAside(Exception):
    """After the visit was cancelled, someone put the employer aside; `change` is that move."""

    def __init__(self, change):
        super().__init__(f"employer {change.employer_id} went to {change.to_stage}")
        self.change = change


@transaction.atomic
def plan_visit(*, by, employer, fields):
    """Plan a visit to an employer."""
    fields = dict(fields)
    advisers, contacts = fields.pop("advisers"), fields.pop("contacts", [])
    visit = Visit.objects.create(employer=employer, region_id=employer.region_id, created_by=by, **fields)
    visit.advisers.set(advisers)
    visit.contacts.set(contacts)
    VisitStep.objects.create(visit=visit, to_state=VisitState.PLANNED, taken_by=by)
    note_down(by=by, employer=employer, visit=visit, kind=TimelineKind.VISIT_PLANNED)
    move_by_event(by=by, employer=employer, event=Event.VISIT_PLANNED)
    return visit


@transaction.atomic
def change_visit(*, by, visit, fields):
    """Change when, where, why or with whom a visit is; raises VisitNotAllowed when it is concluded or cancelled."""
    row = _lock(visit)
    if not row.is_open:
        raise VisitNotAllowed(row.state)
    fields = dict(fields)
    advisers, contacts = fields.pop("advisers"), fields.pop("contacts", [])
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    row.advisers.set(advisers)
    row.contacts.set(contacts)
    note_down(by=by, employer=row.employer, visit=row, kind=TimelineKind.VISIT_CHANGED)
    return row


@transaction.atomic
def start_visit(*, by, visit):
    """Set a planned visit under way; nothing happens when it is already, and a concluded one is reopened, not started."""
    row = _lock(visit)
    if row.state == VisitState.UNDER_WAY:
        return row
    _insist(row, VisitState.PLANNED)
    return _step(by, row, VisitState.UNDER_WAY, TimelineKind.VISIT_STARTED)


@transaction.atomic
def conclude_visit(*, by, visit):
    """Conclude a visit; raises VisitNotAllowed when it is not under way."""
    row = _step(by, _lock(visit), VisitState.CONCLUDED, TimelineKind.VISIT_CONCLUDED)
    on = timezone.localdate(row.planned_at)
    Employer.objects.filter(pk=row.employer_id).update(
        first_visit_on=Least("first_visit_on", on), last_visit_on=Greatest("last_visit_on", on)
    )
    keep_contact(by=by, employer=row.employer, on=min(on, timezone.localdate()))
    move_by_event(by=by, employer=row.employer, event=Event.VISIT_CONCLUDED)
    count_visit(by=by, visit=row, held_on=row.held_on, step=1)
    return row


@transaction.atomic
def reopen_visit(*, by, visit, reason):
    """Open a concluded visit again; the reason stays with the step."""
    row = _lock(visit)
    _insist(row, VisitState.CONCLUDED)
    held_on = row.held_on
    row = _step(by, row, VisitState.UNDER_WAY, TimelineKind.VISIT_REOPENED, reason)
    first = Visit.objects.filter(employer=row.employer_id).aggregate(day=Min("held_on"))["day"]
    Employer.objects.filter(pk=row.employer_id).update(first_visit_on=first)
    count_visit(by=by, visit=row, held_on=held_on, step=-1)
    return row


@transaction.atomic
def cancel_visit(*, by, visit, reason):
    """Cancel a visit that is planned or under way; what was answered stays."""
    row = _step(by, _lock(visit), VisitState.CANCELLED, TimelineKind.VISIT_CANCELLED, reason)
    others = Visit.objects.filter(employer=row.employer_id, state__in=[VisitState.PLANNED, VisitState.UNDER_WAY])
    if not others.exists():
        move_by_event(by=by, employer=row.employer, event=Event.VISIT_CANCELLED)
    return row


@transaction.atomic
def restore_visit(*, by, visit):
    """Take the cancelling of a visit back: it is as far as it was, and so is the employer when cancelling moved it.

    Raises VisitNotAllowed when it is not cancelled (any more), EmployerPutAside when a colleague put the employer aside since.
    """
    row = _lock(visit)
    _insist(row, VisitState.CANCELLED)
    employer = lock_employer(by=by, employer=row.employer)
    last = StageChange.objects.select_related("moved_by").filter(employer=employer).last()
    if employer.stage in RESTING and last is not None and last.moved_at > row.cancelled_at:
        raise EmployerPutAside(last)
    row = _step(by, row, VisitState(row.steps.last().from_state), TimelineKind.VISIT_RESTORED)
    if last is not None and last.event == Event.VISIT_CANCELLED:
        move_by_event(by=by, employer=employer, event=Event.VISIT_RESTORED)
    return row


def _lock(visit):
    return Visit.objects.select_for_update(of=["self"]).select_related("employer").get(pk=visit.pk)


def _insist(visit, state):
    if visit.state != state:
        raise VisitNotAllowed(f"{visit.state} is not {state.value}")


def _step(by, visit, state, kind, reason=""):
    """Take one step with a locked visit, written down on the visit and on the timeline."""
    before = VisitState(visit.state)
    if state not in _ALLOWED[before]:
        raise VisitNotAllowed(f"{before.value} to {state.value}")
    now = timezone.now()
    visit.state = state
    visit.concluded_at = now if state == VisitState.CONCLUDED else None
    visit.held_on = timezone.localdate(visit.planned_at) if state == VisitState.CONCLUDED else None
    visit.profile = visit.lowest_determinant = ""  # until record_assessment says so
    visit.cancelled_at = now if state == VisitState.CANCELLED else None
    visit.cancel_reason = reason if state == VisitState.CANCELLED else ""
    visit.save(update_fields=[*_COUNTED, "state", "concluded_at", "cancelled_at", "cancel_reason"])
    VisitStep.objects.create(visit=visit, from_state=before, to_state=state, reason=reason, taken_by=by)
    note_down(by=by, employer=visit.employer, visit=visit, kind=kind, detail=reason)
    return visit


@transaction.atomic
def record_assessment(*, by, visit, willen, kunnen, profile, lowest, on):
    """Keep what a concluded checklist says on its visit, and on the employer unless a later visit said so; 0-100 or None."""
    row = lock_employer(by=by, employer=visit.employer)
    Visit.objects.filter(pk=visit.pk, state=VisitState.CONCLUDED).update(
        profile=profile, lowest_determinant=lowest or ""
    )
    if row.assessed_on is not None and row.assessed_on > on:
        return row
    row.willen, row.kunnen, row.profile = willen, kunnen, profile
    row.lowest_determinant, row.assessed_on = lowest or "", on
    row.save(update_fields=["willen", "kunnen", "profile", "lowest_determinant", "assessed_on"])
    return row


@transaction.atomic
def record_advice(*, by, visit, number):
    """Tell the employer's timeline and pipeline that an advice was given; what was agreed at the same visit counts after it."""
    note_down(by=by, employer=visit.employer, visit=visit, kind=TimelineKind.ADVICE_GIVEN, detail=number)
    move_by_event(by=by, employer=visit.employer, event=Event.ADVICE_GIVEN)
    if visit.agreements.exclude(state=AgreementState.DROPPED).exists():
        move_by_event(by=by, employer=visit.employer, event=Event.AGREEMENT_MADE)
    today = timezone.localdate()
    first = Visit.objects.filter(pk=visit.pk, advised_on=None).update(advised_on=today, advised_by=by)
    if first:  # a correction is a next number, not a next advice
        count_advice(by=by, visit=visit, given_on=today)
