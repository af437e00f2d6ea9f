"""Reading the checklist of a visit, what was said last time, and the figures to lay beside it."""

from django.db.models import Q
from django.utils import timezone

from checklists.models import Answer, AnswerState, Checklist
from checklists.queries.scores import get_current_questions, get_current_set, get_questions
from employers.models import Agreement, AgreementState, Benchmark, SizeClass, Visit
from regions.access import VIEW, fetch

# Size and sector as the figures name them.
_SIZES = {SizeClass.SMALL: "klein", SizeClass.MEDIUM: "middelgroot", SizeClass.LARGE: "groot"}


def get_visit(user, pk, permission=VIEW):
    """Return a visit with its employer and region; 404 when it is not for this user to see, 403 when not to change."""
    return fetch(Visit.objects.select_related("employer__region", "checklist__question_set"), user, permission, pk=pk)


def get_checklist(user, visit_pk, permission):
    """Return the checklist of a visit with all that its pages need; 404 and 403 as above, 404 too when not started."""
    rows = Checklist.objects.select_related("visit__employer__region", "question_set")
    return fetch(rows, user, permission, visit_id=visit_pk)


def find_checklist(user, visit_pk):
    """Return the checklist of a visit as get_checklist does, or None when it was not started or is not for this user."""
    rows = Checklist.objects.select_related("visit__employer__region", "question_set")
    return rows.for_user(user, VIEW).filter(visit_id=visit_pk).first()


def make_blank_checklist(visit):
    """Return a checklist that nobody started, with its answers by question key, to show and not to store."""
    question_set = get_current_set()
    checklist = Checklist(visit=visit, question_set=question_set)
    answers = {one.key: Answer(checklist=checklist, question=one) for one in get_questions(question_set)}
    return checklist, answers


def get_questions_of(visit):
    """Return the questions of a visit that passed the gate: of its checklist, else the ones it would get now."""
    checklist = getattr(visit, "checklist", None)
    return get_questions(checklist.question_set) if checklist else get_current_questions()


def get_previous(visit):
    """Return what was answered at the last concluded visit before this one: (moment or None, {question key: Answer})."""
    earlier = Checklist.objects.filter(
        visit__employer_id=visit.employer_id, visit__planned_at__lt=visit.planned_at, concluded_at__isnull=False
    ).order_by("-visit__planned_at")
    rows = Answer.objects.filter(checklist=earlier.values("pk")[:1], state=AnswerState.ANSWERED).select_related(
        "question__section", "checklist__visit"
    )
    answers = {row.question.key: row for row in rows.order_by("question__section__order", "question__order")}
    moment = next((row.checklist.visit.planned_at for row in answers.values()), None)
    return moment, answers


def get_open_agreements(visit):
    """Return the agreements with this employer that are still open, the most urgent first."""
    rows = Agreement.objects.filter(employer_id=visit.employer_id, state=AgreementState.OPEN)
    return list(rows.select_related("visit").order_by("due_on", "pk"))


def get_benchmarks(employer):
    """Return the figures for the size, sector and region of an employer, and the general ones; the newest per subject."""
    wanted = Q(segment_kind="total") | Q(segment_kind="sector", segment=employer.sbi_section)
    if employer.size_class:
        wanted |= Q(segment_kind="size", segment=_SIZES[employer.size_class])
    if employer.sector == "government":
        wanted |= Q(segment_kind="kind", segment="overheid")
    own_sector = Q(sbi_section__in=["", employer.sbi_section])
    wanted |= Q(segment_kind="region", segment=employer.region.code) & own_sector
    newest, today = {}, timezone.localdate()
    for row in Benchmark.objects.filter(wanted).order_by("-year", "-period", "key"):
        row.is_old_now = row.segment_kind == "region" and row.is_old(today)
        newest.setdefault((row.key, row.segment_kind, row.sbi_section), row)
    order = {"region": 0, "sector": 1, "kind": 2, "size": 3, "total": 4}
    return sorted(newest.values(), key=lambda row: (order[row.segment_kind], row.key))
