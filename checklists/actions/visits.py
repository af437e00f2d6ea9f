"""Starting, concluding and reopening the checklist of a visit."""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from checklists.actions.answers import AlreadyConcluded
from checklists.actions.digests import add_digest, take_digest
from checklists.actions.summaries import count_answers
from checklists.models import Answer, Checklist, QuestionSet
from checklists.queries.scores import get_answer_rows, get_questions, score_checklist
from employers import actions as employers
from employers.models import VisitState


class NewerNote(Exception):
    """Someone changed the general note after the page was opened; `newer` is the checklist with that note."""

    def __init__(self, newer):
        super().__init__(f"the note of checklist {newer.pk} was changed meanwhile")
        self.newer = newer


class NewerFocus(Exception):
    """A colleague chose other groups or another place after the page was opened; `newer` is the checklist with those."""

    def __init__(self, newer):
        super().__init__(f"the groups of checklist {newer.pk} were changed meanwhile")
        self.newer = newer


@transaction.atomic
def start_checklist(*, by, visit, is_short):
    """Start the checklist of a visit, with an empty answer to every question; return the one there is when it was started.

    `is_short` asks the short list; on a checklist that was started it changes which list is asked. Raises
    employers.actions.VisitNotAllowed on a visit that is concluded or cancelled.
    """
    employers.start_visit(by=by, visit=visit)  # locks the visit: two people starting it wait for each other
    checklist = Checklist.objects.select_related("question_set").filter(visit=visit).first()
    if checklist is not None:
        if checklist.is_short != is_short:
            Checklist.objects.filter(pk=checklist.pk).update(is_short=is_short)
            checklist.is_short = is_short
        return checklist
    question_set = QuestionSet.objects.get(code="fase-1", is_current=True)
    checklist = Checklist.objects.create(visit=visit, question_set=question_set, is_short=is_short, created_by=by)
    Answer.objects.bulk_create(
        Answer(checklist=checklist, question=question) for question in get_questions(question_set)
    )
    return checklist


@transaction.atomic
def conclude_checklist(*, by, checklist):
    """Conclude a checklist: freeze its score and tell the employer's pipeline; raises AlreadyConcluded the second time."""
    row = _lock(checklist)
    if row.is_concluded:
        raise AlreadyConcluded
    score = score_checklist(row, get_answer_rows(row))
    row.score, row.scoring_version = asdict(score), score.version
    row.concluded_at, row.concluded_by = timezone.now(), by
    row.save(update_fields=["score", "scoring_version", "concluded_at", "concluded_by"])
    held_on = employers.conclude_visit(by=by, visit=row.visit).held_on
    employers.record_assessment(
        by=by,
        visit=row.visit,
        willen=None if score.willen is None else round(score.willen, 1),
        kunnen=None if score.kunnen is None else round(score.kunnen, 1),
        profile=score.settle(row.chosen_profile),
        lowest=score.lowest,
        on=held_on,
    )
    count_answers(by=by, checklist=row, held_on=held_on, step=1)
    add_digest(by=by, checklist=row)
    return row


@transaction.atomic
def reopen_checklist(*, by, checklist, reason):
    """Open a concluded checklist again; an advice that was given stays as it is, and a correction becomes a next number."""
    row = _lock(checklist)
    held_on = row.visit.held_on
    employers.reopen_visit(by=by, visit=row.visit, reason=reason)
    row.score, row.scoring_version, row.concluded_at, row.concluded_by = None, "", None, None
    row.save(update_fields=["score", "scoring_version", "concluded_at", "concluded_by"])
    count_answers(by=by, checklist=row, held_on=held_on, step=-1)
    take_digest(by=by, checklist=row)
    return row


@transaction.atomic
def choose_profile(*, by, checklist, profile, reason):
    """Keep which profile the adviser chose in the border zone, and why."""
    row = _lock(checklist)
    if row.is_concluded:
        raise AlreadyConcluded
    row.chosen_profile, row.chosen_reason = profile, reason
    row.save(update_fields=["chosen_profile", "chosen_reason"])
    return row


@transaction.atomic
def choose_focus(*, by, checklist, groups, place, seen):
    """Keep for which groups and which place instruments are looked at, and return the checklist.

    `seen` is the mark (Checklist.focus_mark) of what the person had before them. Raises NewerFocus when a colleague chose
    something else meanwhile. It may change after concluding, as the rest of the advice may; one that was given does not.
    """
    row = _lock(checklist)
    if (row.groups, row.place) == (groups, place):
        return row
    if row.focus_mark != seen:
        raise NewerFocus(row)
    row.groups, row.place, row.focus_saved_at, row.focus_saved_by = groups, place, timezone.now(), by
    row.save(update_fields=["groups", "place", "focus_saved_at", "focus_saved_by"])
    return row


@transaction.atomic
def save_note(*, by, checklist, note, seen):
    """Keep the general note of a visit and return the checklist with it.

    `seen` is the mark (Checklist.note_mark) of the note the person had before them. Raises NewerNote when another one
    stands there by now, AlreadyConcluded when nothing may change any more.
    """
    row = _lock(checklist)
    if row.is_concluded or row.visit.state == VisitState.CANCELLED:
        raise AlreadyConcluded
    if row.note == note:
        return row
    if row.note_mark != seen:
        raise NewerNote(row)
    row.note, row.note_saved_at, row.note_saved_by = note, timezone.now(), by
    row.save(update_fields=["note", "note_saved_at", "note_saved_by"])
    return row


def _lock(checklist):
    rows = Checklist.objects.select_for_update(of=["self"]).select_related("visit__employer", "question_set")
    return rows.get(pk=checklist.pk)
