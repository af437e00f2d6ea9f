"""Checking what a device sent by the very forms of the pages, so that no other door lets in what a page refuses."""

from django.utils import timezone

from checklists.actions.syncing import CheckedChange
from checklists.forms import AnswerForm, NoteForm, StartForm
from employers.forms import AgreementForm


def check_changes(batch, visit, questions):
    """Return the changes of a batch with the arguments of their action, or what is wrong with them, per field."""
    by_key = {question.key: question for question in questions}
    return [_check(change, visit, by_key) for change in batch.changes]


def _check(change, visit, questions):
    way = _WAYS.get(change.kind)
    if way is None or (change.kind == "answer" and change.key not in questions):
        return CheckedChange(change.id, "unknown")
    form, get_arguments = way(change, visit, questions)
    if form is not None and not form.is_valid():
        return CheckedChange(change.id, change.kind, change.key, errors=form.errors)
    return CheckedChange(change.id, change.kind, change.key, get_arguments())


def _check_answer(change, visit, questions):
    form = AnswerForm({**change.fields, "revision": change.base}, question=questions[change.key])
    return form, form.get_change


def _check_note(change, visit, questions):
    form = NoteForm({**change.fields, "seen": change.base})
    return form, lambda: form.cleaned_data


def _check_agreement(change, visit, questions):
    form = AgreementForm(change.fields, first_day=timezone.localdate(visit.planned_at))
    return form, lambda: form.cleaned_data


def _check_start(change, visit, questions):
    form = StartForm(change.fields)
    return None, lambda: {"is_short": form.is_short()}


def _check_nothing(change, visit, questions):
    return None, dict


_WAYS = {
    "answer": _check_answer,
    "note": _check_note,
    "agreement": _check_agreement,
    "start": _check_start,
    "conclude": _check_nothing,
}
