"""Reading what an advice is made of; every function asks for whom, or takes a row that passed the gate."""

from django.utils import timezone

from checklists.advising import Case
from checklists.models import Adjustment, Advice, AdviceDocument, Checklist, Tip
from checklists.queries.scenarios import get_scenarios
from checklists.queries.scores import get_answer_rows, get_questions, score_checklist
from employers.models import AgreementState
from instruments.models import Instrument
from regions.access import VIEW, fetch


def get_case(checklist):
    """Return all that is known of the visit of a checklist that passed the gate, in a fixed number of queries."""
    visit = checklist.visit
    questions = get_questions(checklist.question_set)
    answers = get_answer_rows(checklist)
    return Case(
        checklist=checklist,
        contacts=list(visit.contacts.all()),
        advisers=list(visit.advisers.all()),
        agreements=list(visit.agreements.exclude(state=AgreementState.DROPPED)),
        questions=questions,
        answers=answers,
        adjustments=list(checklist.adjustments.select_related("made_by")),
        scenarios=get_scenarios(visit),
        score=score_checklist(checklist, answers),
        trail=get_trail(checklist),
        adviser_count=visit.employer.advisers.count() + bool(visit.employer.account_holder_id),
    )


def get_trail(checklist):
    """Return the earlier concluded visits of the same employer that have a score, oldest first."""
    earlier = Checklist.objects.filter(
        visit__employer=checklist.visit.employer,
        visit__planned_at__lt=checklist.visit.planned_at,
        concluded_at__isnull=False,
    ).order_by("visit__planned_at")
    rows = earlier.values_list("visit__planned_at", "score__willen", "score__kunnen")
    return [
        {"date": timezone.localdate(moment).isoformat(), "willen": willen, "kunnen": kunnen}
        for moment, willen, kunnen in rows
        if willen is not None and kunnen is not None
    ]


def get_tips():
    """Return all tips in the order of the handreiking."""
    return list(Tip.objects.order_by("order"))


def get_instruments():
    """Return the whole catalogue, by name: what ended too, so that an adviser can say why it is not there."""
    return list(Instrument.objects.order_by("name"))


def get_instrument_names():
    """Return {slug: name} of every instrument there is or was, by name."""
    return {row.slug: str(row) for row in Instrument.objects.only("slug", "name", "abbreviation").order_by("name")}


def get_advices(checklist):
    """Return the advices given on a checklist that passed the gate, newest first, without their bytes."""
    return list(Advice.objects.filter(checklist=checklist).select_related("given_by"))


def get_adjustment(checklist, pk):
    """Return one adjustment of a checklist that passed the gate, or None."""
    return Adjustment.objects.filter(checklist=checklist, is_withdrawn=False, pk=pk).first()


def get_document(user, number, paper):
    """Return one paper of an advice, with its bytes; 404 when it is not there or not for this user to see."""
    rows = AdviceDocument.objects.select_related("advice__checklist__visit__employer")
    return fetch(rows, user, VIEW, advice__number=number, paper=paper)


def get_signatory(case, user):
    """Return who signs the advice: the one who makes or reads it when they went along, else the first adviser of the visit."""
    return user if user in case.advisers or not case.advisers else case.advisers[0]
