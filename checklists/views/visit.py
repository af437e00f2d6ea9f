"""Around the conversation: preparing a visit, starting its checklist, concluding it, and opening it again."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checklists import actions, queries
from checklists.forms import ReopenForm, StartForm
from checklists.labels import PROFILES
from checklists.models import AnswerState
from checklists.scoring import BORDER
from checklists.views.context import checklist_context
from checklists.views.figures import split_figures
from checklists.views.later import is_for_later
from checklists.views.openers import choose_openers
from checklists.views.rows import Row, count_progress, is_asked
from employers.actions import VisitNotAllowed
from employers.models import VisitState
from employers.views.context import visit_context
from regions.access import EDIT
from regions.undoing import say_with_undo
from safekeeping.actions import note_access
from safekeeping.models import What


@require_GET
def prepare(request, pk):
    """Show what to read in the car: who, what was said and promised last time, figures, and how to begin."""
    visit = queries.get_visit(request.user, pk)
    note_access(by=request.user, what=What.VIEW, row=visit, employer=visit.employer)
    previous_at, previous = queries.get_previous(visit)
    own_figures, other_figures = split_figures(queries.get_benchmarks(visit.employer))
    checklist = getattr(visit, "checklist", None)
    context = visit_context(request, visit, "prepare") | {
        "contacts": visit.contacts.all(),
        "advisers": visit.advisers.all(),
        "agreements": queries.get_open_agreements(visit),
        "today": timezone.localdate(),
        "previous_at": previous_at,
        "previous": [Row(answer.question, answer) for answer in previous.values()],
        "previous_profile": _previous_profile(previous),
        "own_figures": own_figures,
        "other_figures": other_figures,
        "openers": [
            Row(question, None, previous.get(question.key))
            for question in choose_openers(queries.get_current_questions(), previous)
        ],
        "form": StartForm(initial={"lijst": "kort" if checklist and checklist.is_short else "volledig"}),
        "checklist": checklist,
        "may_start": visit.state in (VisitState.PLANNED, VisitState.UNDER_WAY),
    }
    return render(request, "checklists/prepare.html", context)


def _previous_profile(previous):
    """Return the profile that the checklist of last time was concluded with, or None."""
    for answer in previous.values():
        checklist = answer.checklist
        is_chosen = checklist.chosen_profile in checklist.score["candidates"]
        return PROFILES.get(checklist.chosen_profile if is_chosen else checklist.score["profile"])
    return None


@require_POST
def start(request, pk):
    """Start the checklist, or change which list is asked, and go to it."""
    visit = queries.get_visit(request.user, pk, EDIT)
    try:
        actions.start_checklist(by=request.user, visit=visit, is_short=StartForm(request.POST).is_short())
    except VisitNotAllowed:
        messages.error(request, "Dit bezoek is afgerond of afgezegd. U kunt de checklist nu niet beginnen.")
        return redirect("employers:visit", pk=pk)
    return redirect("checklists:fill", pk=pk)


@require_http_methods(["GET", "POST"])
def conclude(request, pk):
    """Show what is still missing, and conclude the visit."""
    if request.method == "GET":
        visit = queries.get_visit(request.user, pk, EDIT)
        if not hasattr(visit, "checklist") and is_for_later(request, visit):
            return _show_conclude(request, *queries.make_blank_checklist(visit))
    checklist = queries.get_checklist(request.user, pk, EDIT)
    if request.method == "POST":
        try:
            actions.conclude_checklist(by=request.user, checklist=checklist)
        except (actions.AlreadyConcluded, VisitNotAllowed):
            messages.error(request, "Dit bezoek is al afgerond of afgezegd.")
            return redirect("employers:visit", pk=pk)
        say_concluded(request, pk)
        return redirect("checklists:result", pk=pk)
    return _show_conclude(request, checklist, queries.get_answer_rows(checklist))


def say_concluded(request, pk):
    """Say that a visit was concluded, with the button that opens it again."""
    sentence = "Het bezoek is afgerond. U kunt nu het advies vaststellen."
    url = reverse("checklists:reopen", args=[pk])
    say_with_undo(request, sentence, url=url, label="Toch niet afronden", reason="Te vroeg afgerond.")


def _show_conclude(request, checklist, answers):
    questions = queries.get_questions(checklist.question_set)
    score = queries.score_checklist(checklist, answers)
    profile = score.settle(checklist.chosen_profile)
    context = checklist_context(request, checklist, "fill") | {
        "open_questions": [
            question
            for question in questions
            if answers[question.key].state == AnswerState.NOT_DISCUSSED
            and is_asked(question, checklist, answers[question.key])
        ],
        "progress": count_progress(checklist, questions, answers),
        "score": score,
        "profile": PROFILES[profile],
        "must_choose": profile == BORDER,
        "agreements": queries.get_open_agreements(checklist.visit),
        "today": timezone.localdate(),
    }
    return render(request, "checklists/conclude.html", context)


@require_POST
def reopen(request, pk):
    """Open a concluded visit again, with a reason."""
    checklist = queries.get_checklist(request.user, pk, EDIT)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        context = checklist_context(request, checklist, "fill") | {"form": form}
        return render(request, "checklists/reopen.html", context, status=422)
    try:
        actions.reopen_checklist(by=request.user, checklist=checklist, reason=form.cleaned_data["reason"])
    except VisitNotAllowed:
        messages.error(request, "Dit bezoek is niet afgerond, dus u kunt het ook niet weer openen.")
        return redirect("employers:visit", pk=pk)
    messages.success(request, "Het bezoek is weer open. Een advies dat al is vastgesteld, verandert niet.")
    return redirect("checklists:fill", pk=pk)
