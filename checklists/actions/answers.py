"""Saving one answer: nothing is overwritten that the person did not see, and every change is kept."""

from django.db import transaction
from django.utils import timezone

from checklists.models import Answer, AnswerChange
from checklists.queries.scores import get_items, lock_answer_rows
from checklists.scoring import RANGES, InvalidAnswer
from employers.models import VisitState


class AlreadyConcluded(Exception):
    """The checklist was concluded, or its visit cancelled: its answers no longer change."""


class NewerAnswer(Exception):
    """Someone saved this question after the page was opened; `newer` is that answer, `answers` are all of them."""

    def __init__(self, newer):
        super().__init__(f"answer {newer.pk} is at revision {newer.revision}")
        self.newer = newer


@transaction.atomic
def save_answer(*, by, checklist, key, revision, state, value, said_by, note, locked=None):
    """Save the answer to the question `key` and return all answers of the checklist by question key.

    `revision` is the one the person saw. Raises NewerAnswer when a newer one stands there with something else in it,
    AlreadyConcluded when nothing may change any more, scoring.InvalidAnswer for a number the question cannot have. The
    same answer again changes nothing. `locked` are the answers when this transaction locked them before, for another one.
    """
    _refuse_impossible(checklist, key, value)
    answers = locked or lock_answer_rows(checklist)
    answer = answers[key]
    if answer.checklist.is_concluded or checklist.visit.state == VisitState.CANCELLED:
        raise AlreadyConcluded
    new = {"state": state, "value": value, "said_by": said_by, "note": note}
    if all(getattr(answer, name) == wanted for name, wanted in new.items()):
        return answers
    if answer.revision != revision:
        raise NewerAnswer(answer)
    _write(by, answer, new)
    return answers


def _refuse_impossible(checklist, key, value):
    (kind,) = [item.kind for item in get_items(checklist.question_set) if item.key == key]
    lowest, highest = RANGES[kind]
    if value is not None and not lowest <= value <= highest:
        raise InvalidAnswer(key, value, lowest, highest)


def _write(by, answer, new):
    now = timezone.now()
    for name, value in {**new, "revision": answer.revision + 1, "saved_at": now, "saved_by": by}.items():
        setattr(answer, name, value)
    stored = {**new, "revision": answer.revision, "saved_at": now, "saved_by": by}
    Answer.objects.filter(pk=answer.pk).update(**stored)
    AnswerChange.objects.create(answer=answer, revision=answer.revision, changed_at=now, changed_by=by, **new)
