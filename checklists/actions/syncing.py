"""Applying what a device sent: each change exactly once, in order, and none over an answer that its maker did not see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from checklists.actions.answers import AlreadyConcluded, NewerAnswer, save_answer
from checklists.actions.visits import NewerNote, conclude_checklist, save_note, start_checklist
from checklists.models import AppliedChange, Checklist
from checklists.queries.scores import lock_answer_rows
from employers import actions as employers
from employers.models import Visit

SAVED, CONFLICT, REFUSED, WAITING = "saved", "conflict", "refused", "waiting"


@dataclass(frozen=True)
class CheckedChange:
    """One change after its form: `arguments` for the action that applies it, or the `errors` per field.

    `notices` is what the privacy guard asks about a field that it did not let through.
    """

    id: UUID
    kind: str
    key: str = ""
    arguments: Mapping = field(default_factory=dict)
    errors: Mapping = field(default_factory=dict)
    notices: Mapping = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What became of a change.

    saved: `reply` is what was said the first time. conflict: `newer` is the Answer or Checklist that stands there.
    refused: by its form (`errors`), because the visit is closed, or because it is unknown (`reason`). waiting:
    concluding waits until everything before it is stored.
    """

    change: CheckedChange
    status: str
    reply: Mapping = field(default_factory=dict)
    newer: object = None
    reason: str = ""


@transaction.atomic
def apply_changes(*, by, visit, changes):
    """Apply the changes of one visit in order and return an Outcome for each.

    One transaction: when the server dies halfway nothing was applied, and the device sends all of it again.
    """
    visit, checklist = _lock(visit)
    uuids = [change.id for change in changes]
    applied = {row.uuid: row for row in AppliedChange.objects.filter(applied_by=by, uuid__in=uuids)}
    outcomes, locked = [], {}
    for change in changes:
        row = applied.get(change.id)
        if row is not None:
            outcome = _repeat(change, row, visit)
        elif change.errors:
            outcome = Outcome(change, REFUSED, reason="invalid")
        elif change.kind == "conclude" and any(one.status != SAVED for one in outcomes):
            outcome = Outcome(change, WAITING)
        else:
            outcome, checklist, applied[change.id] = _apply(by, visit, checklist, change, locked)
        outcomes.append(outcome)
    AppliedChange.objects.bulk_create(row for row in applied.values() if row is not None and row.pk is None)
    return outcomes


def _lock(visit):
    """Lock the checklist, then the visit: the order of concluding, so that the two never hold each other up."""
    checklist = (
        Checklist.objects.select_for_update(of=["self"]).select_related("question_set").filter(visit=visit).first()
    )
    rows = Visit.objects.select_for_update(of=["self"]).select_related("employer__region")
    visit = rows.get(pk=visit.pk)
    if checklist is not None:
        checklist.visit = visit
    return visit, checklist


def _repeat(change, row, visit):
    if row.visit_id != visit.pk or row.kind != change.kind:
        return Outcome(change, REFUSED, reason="unknown")
    return Outcome(change, SAVED, reply=row.reply)


def _apply(by, visit, checklist, change, locked):
    """Return the outcome of a change that was not applied before, the checklist after it, and the row that remembers it.

    `locked` are the answers of the checklist once a change of this batch needed them: read once, not once an answer.
    """
    if change.kind not in _WAYS or (checklist is None and change.kind in _NEED_A_CHECKLIST):
        return Outcome(change, REFUSED, reason="unknown"), checklist, None
    try:
        reply, checklist = _WAYS[change.kind](by, visit, checklist, change, locked)
    except (NewerAnswer, NewerNote) as conflict:
        return Outcome(change, CONFLICT, newer=conflict.newer), checklist, None
    except (AlreadyConcluded, employers.VisitNotAllowed):
        return Outcome(change, REFUSED, reason="closed"), checklist, None
    row = AppliedChange(visit=visit, uuid=change.id, kind=change.kind, reply=reply, applied_by=by)
    return Outcome(change, SAVED, reply=reply), checklist, row


def _start(by, visit, checklist, change, locked):
    if checklist is None:
        checklist = start_checklist(by=by, visit=visit, **change.arguments)
        visit.refresh_from_db(fields=["state"])
        checklist.visit = visit
    return {}, checklist


def _save_answer(by, visit, checklist, change, locked):
    if not locked:
        locked.update(lock_answer_rows(checklist))
    answers = save_answer(by=by, checklist=checklist, key=change.key, locked=locked, **change.arguments)
    return {"revision": answers[change.key].revision}, checklist


def _save_note(by, visit, checklist, change, locked):
    return {"mark": save_note(by=by, checklist=checklist, **change.arguments).note_mark}, checklist


def _make_agreement(by, visit, checklist, change, locked):
    employers.make_agreement(by=by, employer=visit.employer, visit=visit, fields=dict(change.arguments))
    return {}, checklist


def _conclude(by, visit, checklist, change, locked):
    """Conclude; when a colleague did so meanwhile, what this person wanted is true already."""
    if checklist.is_concluded:
        return {}, checklist
    row = conclude_checklist(by=by, checklist=checklist)
    locked.clear()  # these do not know that it is concluded
    checklist.concluded_at = row.concluded_at
    return {}, checklist


_WAYS = {
    "start": _start,
    "answer": _save_answer,
    "note": _save_note,
    "agreement": _make_agreement,
    "conclude": _conclude,
}
_NEED_A_CHECKLIST = {"answer", "note", "conclude"}
