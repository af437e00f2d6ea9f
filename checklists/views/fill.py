"""Filling in the checklist: the page, and saving one answer at a time."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from checklists import actions, queries
from checklists.forms import AnswerForm, NoteForm
from checklists.models import SaidBy
from checklists.views.context import visit_context
from checklists.views.rows import build_panel, build_row, build_sections, count_progress
from regions.access import EDIT, VIEW


@require_GET
def fill(request, pk):
    """Show every question of the checklist with what was answered, now and last time."""
    visit = queries.get_visit(request.user, pk)
    if not hasattr(visit, "checklist"):
        return redirect("checklists:prepare", pk=pk)
    return _show(request, queries.get_checklist(request.user, pk, VIEW))


def _show(request, checklist, typed=None, note_form=None, status=200):
    questions = queries.get_questions(checklist.question_set)
    answers = queries.get_answer_rows(checklist)
    previous_at, previous = queries.get_previous(checklist.visit)
    context = visit_context(request, checklist.visit, "fill") | {
        "checklist": checklist,
        "sections": build_sections(checklist, questions, answers, previous, typed),
        "previous_at": previous_at,
        "progress": count_progress(checklist, questions, answers),
        "panel": build_panel(queries.score_checklist(checklist, answers)),
        "said_by_choices": SaidBy.choices,
        "note_form": note_form or NoteForm(initial={"note": checklist.note}),
    }
    return render(request, "checklists/fill.html", context, status=status)


@require_POST
def save_answer(request, pk, key):
    """Save one answer; an htmx call gets its status, progress and score back, a plain form the page."""
    checklist = queries.get_checklist(request.user, pk, EDIT)
    questions = {question.key: question for question in queries.get_questions(checklist.question_set)}
    if key not in questions:
        raise Http404
    form = AnswerForm(request.POST, question=questions[key])
    if form.wants_theirs():
        return _take_theirs(request, checklist, questions[key])
    if not form.is_valid():
        return _refuse(request, checklist, questions[key], form)
    try:
        answers = actions.save_answer(by=request.user, checklist=checklist, key=key, **form.get_change())
    except actions.NewerAnswer as conflict:
        return _show_conflict(request, checklist, questions[key], form, conflict.newer)
    except actions.AlreadyConcluded:
        return _show_conflict(request, checklist, questions[key], form, None)
    if not request.htmx:
        messages.success(request, f"Opgeslagen: {questions[key].text}.")
        return redirect(f"{reverse('checklists:fill', args=[pk])}#vraag-{key}")
    return render(request, "checklists/fill.html#saved", _saved_context(checklist, questions, answers, key))


def _saved_context(checklist, questions, answers, key):
    return {
        "visit": checklist.visit,
        "checklist": checklist,
        "answer": answers[key],
        "section": questions[key].section,
        "progress": count_progress(checklist, questions.values(), answers),
        "panel": build_panel(queries.score_checklist(checklist, answers)),
        "swap": True,
    }


def _refuse(request, checklist, question, form):
    errors = [error for field_errors in form.errors.values() for error in field_errors]
    if request.htmx:
        answer = queries.get_answer_rows(checklist)[question.key]
        context = {"errors": errors, "revision": form.cleaned_data.get("revision", answer.revision)}
        return render(request, "checklists/fill.html#refused", context, status=422)
    return _show(request, checklist, {question.key: (form.data.dict(), errors)}, status=422)


def _show_conflict(request, checklist, question, form, newer):
    """Show both answers side by side, or that the visit was concluded meanwhile; what was typed stays in the form."""
    context = {"question": question, "newer": newer, "mine": form.cleaned_data, "visit": checklist.visit}
    if request.htmx:
        return render(request, "checklists/conflict.html#choice", context, status=409)
    context |= visit_context(request, checklist.visit, "fill")
    return render(request, "checklists/conflict.html", context, status=409)


def _take_theirs(request, checklist, question):
    """Put the stored answer in the form again, because the person chose so; nothing changes in the database."""
    if not request.htmx:
        return redirect(f"{reverse('checklists:fill', args=[checklist.visit_id])}#vraag-{question.key}")
    answer = queries.get_answer_rows(checklist)[question.key]
    context = {
        "row": build_row(question, answer, checklist.visit.employer),
        "visit": checklist.visit,
        "checklist": checklist,
        "said_by_choices": SaidBy.choices,
        "may_edit": True,
    }
    response = render(request, "checklists/_question.html", context)
    response.headers["HX-Retarget"] = f"#vraag-{question.key}"
    response.headers["HX-Reswap"] = "outerHTML"
    return response


@require_POST
def save_note(request, pk):
    """Keep the general note of the visit."""
    checklist = queries.get_checklist(request.user, pk, EDIT)
    form = NoteForm(request.POST)
    if not form.is_valid():
        if request.htmx:
            return render(request, "checklists/fill.html#note_status", {"note_form": form}, status=422)
        return _show(request, checklist, note_form=form, status=422)
    try:
        actions.save_note(by=request.user, checklist=checklist, note=form.cleaned_data["note"])
    except actions.AlreadyConcluded:
        if request.htmx:
            return render(request, "checklists/fill.html#note_status", {"is_too_late": True}, status=409)
        messages.error(request, "De notitie is niet opgeslagen: het bezoek is al afgerond. Open het weer als u iets wilt wijzigen.")
        return _show(request, checklist, note_form=form, status=409)
    if request.htmx:
        return render(request, "checklists/fill.html#note_status", {"is_saved": True})
    messages.success(request, "De notitie is opgeslagen.")
    return redirect("checklists:fill", pk=pk)
