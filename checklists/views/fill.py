"""Filling in the checklist: the page, and saving one answer at a time."""

import json

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from checklists import actions, queries
from checklists.forms import AnswerForm, NoteForm, ReopenForm
from checklists.kit import build_kit
from checklists.models import Answer, SaidBy
from checklists.views.context import checklist_context
from checklists.views.later import is_for_later
from checklists.views.rows import build_panel, build_row, build_sections, count_progress, get_stamp
from regions.access import EDIT
from safekeeping.actions import note_access
from safekeeping.models import What


@never_cache  # a page from the browser's own store would show answers of before the last tap
@require_GET
def fill(request, pk):
    """Show every question of the checklist with what was answered, now and last time."""
    visit = queries.get_visit(request.user, pk)
    if hasattr(visit, "checklist"):
        note_access(by=request.user, what=What.VIEW, row=visit, employer=visit.employer)
        return _show(request, visit.checklist)
    if is_for_later(request, visit):
        return _show(request, *queries.make_blank_checklist(visit))
    return redirect("checklists:prepare", pk=pk)


def _show(request, checklist, answers=None, typed=None, note=None, status=200):
    """Show the page; `typed` is {question key: (data, errors)} and `note` the context of a note that was not stored."""
    stamp = get_stamp()  # before the answers are read: never newer than they are
    questions = queries.get_questions(checklist.question_set)
    answers = answers or queries.get_answer_rows(checklist)
    previous_at, previous = queries.get_previous(checklist.visit)
    context = _page_context(request, checklist)
    context |= {
        "sections": build_sections(checklist, questions, answers, previous, typed),
        "previous_at": previous_at,
        "progress": count_progress(checklist, questions, answers),
        "panel": build_panel(queries.score_checklist(checklist, answers)),
        "stamp": stamp,
        "kit": json.dumps(build_kit(checklist.question_set, checklist.is_short)),
        "reopen_form": ReopenForm(),
        **(note or _note_context(checklist)),
    }
    return render(request, "checklists/fill.html", context, status=status)


def _page_context(request, checklist):
    """Return what a question and the page around it need to know."""
    return checklist_context(request, checklist, "fill") | {"said_by_choices": SaidBy.choices}


@require_POST
def save_answer(request, pk, key):
    """Save one answer; an htmx call gets its status, progress and score back, a plain form the page."""
    checklist = queries.get_checklist(request.user, pk, EDIT)
    questions = {question.key: question for question in queries.get_questions(checklist.question_set)}
    if key not in questions:
        raise Http404
    form = AnswerForm(
        request.POST, question=questions[key], stored=lambda _: queries.get_answer_rows(checklist)[key].note
    )
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
    context = {
        "answer": answers[key],
        "question": questions[key],
        "progress": count_progress(checklist, questions.values(), answers),
        "panel": build_panel(queries.score_checklist(checklist, answers)),
        "swap": True,
    }
    if form.rewritten:
        return _show_rewritten(request, checklist, context)
    return render(request, "checklists/fill.html#saved", context)


def _show_rewritten(request, checklist, context):
    """Put the whole question in its place again, because another note was kept than stands in the field."""
    previous_at, previous = queries.get_previous(checklist.visit)
    question = context["question"]
    context |= _page_context(request, checklist) | {
        "row": build_row(question, context["answer"], checklist.visit.employer, previous.get(question.key)),
        "previous_at": previous_at,
        "has_focus": True,
    }
    return _replace(render(request, "checklists/fill.html#rewritten", context), f"#vraag-{question.key}")


def _refuse(request, checklist, question, form):
    errors = [error for field_errors in form.errors.values() for error in field_errors]
    notice = form.get_notices().get("note")
    if request.htmx:
        # The revision stays what the person saw: a newer answer was not shown to them yet.
        context = {"errors": errors, "notice": notice, "revision": form.cleaned_data.get("revision", "")}
        return render(request, "checklists/fill.html#refused", context, status=422)
    return _show(request, checklist, typed={question.key: (form.data.dict() | {"notice": notice}, errors)}, status=422)


def _show_conflict(request, checklist, question, form, newer):
    """Show both answers side by side, or that the visit was closed meanwhile; what was typed stays in the form."""
    change = form.get_change()
    revision = change.pop("revision")
    context = {
        "question": question,
        "newer": build_row(question, newer, checklist.visit.employer) if newer else None,
        "mine": build_row(question, Answer(**change), checklist.visit.employer),
        "mine_value": form.cleaned_data["answer"],
        "revision": revision,
        "visit": checklist.visit,
    }
    if request.htmx:
        return render(request, "checklists/conflict.html#choice", context, status=409)
    return render(request, "checklists/conflict.html", _page_context(request, checklist) | context, status=409)


def _take_theirs(request, checklist, question):
    """Put the stored answer in the form again, because the person chose so; nothing changes in the database."""
    if not request.htmx:
        return redirect(f"{reverse('checklists:fill', args=[checklist.visit_id])}#vraag-{question.key}")
    answer = queries.get_answer_rows(checklist)[question.key]
    previous_at, previous = queries.get_previous(checklist.visit)
    context = _page_context(request, checklist) | {
        "row": build_row(question, answer, checklist.visit.employer, previous.get(question.key)),
        "previous_at": previous_at,
        "has_focus": True,
    }
    return _replace(render(request, "checklists/_question.html", context), f"#vraag-{question.key}")


def _replace(response, selector):
    """Make htmx put the response in the place of a whole form instead of in its status slot."""
    response.headers["HX-Retarget"] = selector
    response.headers["HX-Reswap"] = "outerHTML"
    return response


@require_POST
def save_note(request, pk):
    """Keep the general note of the visit, or ask which of two to keep."""
    checklist = queries.get_checklist(request.user, pk, EDIT)
    form = NoteForm(request.POST, stored={"note": checklist.note})
    if form.wants_theirs():
        return _take_their_note(request, checklist)
    if not form.is_valid():
        return _refuse_note(request, checklist, form, 422)
    try:
        row = actions.save_note(by=request.user, checklist=checklist, **form.cleaned_data)
    except actions.NewerNote as conflict:
        return _refuse_note(request, checklist, form, 409, newer=conflict.newer)
    except actions.AlreadyConcluded:
        return _refuse_note(request, checklist, form, 409, is_too_late=True)
    context = _note_context(row) | {"is_note_saved": True}
    if request.htmx and form.rewritten:
        context |= _page_context(request, row) | {"has_focus": True}
        return _replace(render(request, "checklists/fill.html#note", context), "#notitie")
    if request.htmx:
        return render(request, "checklists/fill.html#note_status", context)
    messages.success(request, "De notitie is opgeslagen.")
    return redirect(f"{reverse('checklists:fill', args=[pk])}#notitie")


def _note_context(checklist):
    return {"note_form": NoteForm(initial={"note": checklist.note, "seen": checklist.note_mark})}


def _refuse_note(request, checklist, form, status, **reason):
    context = {"note_form": form, "note_notice": form.get_notices().get("note"), **reason}
    if request.htmx:
        return render(request, "checklists/fill.html#note_status", context, status=status)
    return _show(request, checklist, note=context, status=status)


def _take_their_note(request, checklist):
    """Put the stored note in the form again; nothing changes in the database."""
    if not request.htmx:
        return redirect(f"{reverse('checklists:fill', args=[checklist.visit_id])}#notitie")
    context = _page_context(request, checklist) | _note_context(checklist) | {"has_focus": True}
    return _replace(render(request, "checklists/fill.html#note", context), "#notitie")
