"""Planning, changing, cancelling and restoring a visit, and the page that says how far it is."""

import copy

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from employers import actions, queries
from employers.forms import CancelForm, VisitForm
from employers.models import VisitState
from employers.views.context import employer_context, visit_context
from regions.access import EDIT
from regions.queries import get_advisers
from regions.undoing import say_with_undo
from safekeeping.actions import note_access
from safekeeping.models import What


@require_http_methods(["GET", "POST"])
def plan_visit(request, pk):
    """Plan a visit to an employer."""
    employer = queries.get_employer(request.user, pk, EDIT)
    contacts = queries.get_current_contacts(employer)
    initial = {"advisers": [request.user], "contacts": contacts, "location": _address(employer)}
    form = VisitForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        advisers=get_advisers(employer.region, EDIT),
        contacts=contacts,
    )
    if form.is_valid():
        visit = actions.plan_visit(by=request.user, employer=employer, fields=form.get_fields())
        messages.success(request, "Het bezoek is gepland.")
        return redirect("employers:visit", pk=visit.pk)
    context = employer_context(request, employer) | {"form": form}
    return render(request, "employers/visit_form.html", context, status=422 if form.is_bound else 200)


def _address(employer):
    return ", ".join(filter(None, [employer.street, employer.city]))


@require_GET
def visit(request, pk):
    """Show one visit: when, with whom, how far it is, and what can be done next."""
    return _show_visit(request, queries.get_visit(request.user, pk))


def _show_visit(request, row, status=200, **more):
    note_access(by=request.user, what=What.VIEW, row=row, employer=row.employer)
    context = visit_context(request, row, "visit") | {
        "advisers": row.advisers.all(),
        "contacts": row.contacts.all(),
        "steps": queries.get_steps(row),
        "is_past": row.planned_at < timezone.now(),
    }
    return render(request, "employers/visit.html", context | more, status=status)


@require_http_methods(["GET", "POST"])
def edit_visit(request, pk):
    """Change when, where, why or with whom a visit is."""
    row = queries.get_visit(request.user, pk, EDIT)
    if not row.is_open:
        return _too_late(request, pk)
    form = VisitForm(
        request.POST if request.method == "POST" else None,
        instance=copy.copy(row),
        advisers=get_advisers(row.employer.region, EDIT, row.advisers.values_list("pk", flat=True)),
        contacts=queries.get_current_contacts(row.employer, row),
    )
    if form.is_valid():
        try:
            actions.change_visit(by=request.user, visit=row, fields=form.get_fields())
        except actions.VisitNotAllowed:
            return _too_late(request, pk)
        messages.success(request, "Het bezoek is gewijzigd.")
        return redirect("employers:visit", pk=pk)
    context = visit_context(request, row, "visit") | {"form": form}
    return render(request, "employers/visit_form.html", context, status=422 if form.is_bound else 200)


def _too_late(request, pk):
    messages.error(request, "Dit bezoek is al afgerond of afgezegd. Er is niets gewijzigd.")
    return redirect("employers:visit", pk=pk)


@require_http_methods(["GET", "POST"])
def cancel_visit(request, pk):
    """Cancel a visit, with a reason."""
    row = queries.get_visit(request.user, pk, EDIT)
    if not row.is_open:
        return _too_late(request, pk)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.cancel_visit(by=request.user, visit=row, reason=form.cleaned_data["reason"])
        except actions.VisitNotAllowed:
            return _too_late(request, pk)
        sentence = "Het bezoek is afgezegd. Wat u al invulde, blijft bewaard."
        url = reverse("employers:restore_visit", args=[pk])
        say_with_undo(request, sentence, url=url, label="Zet het bezoek terug")
        return redirect("employers:visit", pk=pk)
    context = visit_context(request, row, "visit") | {"form": form}
    return render(request, "employers/cancel.html", context, status=422 if form.is_bound else 200)


@require_POST
def restore_visit(request, pk):
    """Take the cancelling of a visit back; 409 with a sentence when that cannot be any more."""
    row = queries.get_visit(request.user, pk, EDIT)
    try:
        restored = actions.restore_visit(by=request.user, visit=row)
    except actions.VisitNotAllowed:
        return _show_visit(request, row, status=409, refused="restored")
    except actions.EmployerPutAside as aside:
        return _show_visit(request, row, status=409, refused="aside", change=aside.change)
    word = "gepland" if restored.state == VisitState.PLANNED else "bezig"
    messages.success(request, f"Het afzeggen is teruggedraaid. Het bezoek staat weer op {word}.")
    return redirect("employers:visit", pk=pk)
