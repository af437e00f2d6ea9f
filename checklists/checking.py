"""Checking what a device sent by the very forms of the pages, so that no other door lets in what a page refuses."""

from functools import partial

from django.utils import timezone

from checklists.actions.syncing import CheckedChange
from checklists.forms import AnswerForm, NoteForm, StartForm
from employers.forms import AgreementForm


def check_changes(batch, visit, questions, stored):
    """Return the changes of a batch with the arguments of their action, or what is wrong with them, per field.

    `stored` are the answers that stand there, by question key: what was in a note before is not asked about again.
    """
    case = {"visit": visit, "questions": {question.key: question for question in questions}, "stored": stored}
    return [_check(change, case) for change in batch.changes]


def _check(change, case):
    way = _WAYS.get(change.kind)
    if way is None or (change.kind == "answer" and change.key not in case["questions"]):
        return CheckedChange(change.id, "unknown")
    form, get_arguments = way(change, **case)
    if form is not None and not form.is_valid():
        return CheckedChange(change.id, change.kind, change.key, errors=form.errors, notices=form.get_notices())
    return CheckedChange(change.id, change.kind, change.key, get_arguments())


def _check_answer(change, visit, questions, stored):
    before = {"note": stored[change.key].note} if change.key in stored else {}
    form = AnswerForm({**change.fields, "revision": change.base}, question=questions[change.key], stored=before)
    return form, form.get_change


def _check_note(change, visit, questions, stored):
    note = visit.checklist.note if hasattr(visit, "checklist") else ""
    form = NoteForm({**change.fields, "seen": change.base}, stored={"note": note})
    return form, lambda: form.cleaned_data


def _check_agreement(change, visit, questions, stored):
    form = AgreementForm(change.fields, first_day=timezone.localdate(visit.planned_at))
    return form, lambda: form.cleaned_data


def _check_start(change, visit, questions, stored):
    return None, partial(dict, is_short=StartForm(change.fields).is_short())


def _check_nothing(change, visit, questions, stored):
    return None, dict


_WAYS = {
    "answer": _check_answer,
    "note": _check_note,
    "agreement": _check_agreement,
    "start": _check_start,
    "conclude": _check_nothing,
}
