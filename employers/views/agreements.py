"""Agreements: at a visit, outside one, and closing them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from employers import actions, queries
from employers.forms import AgreementForm, CloseAgreementForm
from employers.views.context import employer_context, visit_context
from regions.access import EDIT, VIEW
from regions.undoing import say_with_undo


@require_http_methods(["GET", "POST"])
def agreements(request, pk):
    """Show what was agreed at a visit and what is still open from before; add an agreement."""
    visit = queries.get_visit(request.user, pk, EDIT if request.method == "POST" else VIEW)
    form = _bind(request, timezone.localdate(visit.planned_at))
    if form.is_valid():
        actions.make_agreement(by=request.user, employer=visit.employer, visit=visit, fields=form.cleaned_data)
        messages.success(request, "De afspraak is opgeslagen.")
        return redirect("employers:agreements", pk=pk)
    made, earlier = queries.get_agreements_around(visit)
    context = visit_context(request, visit, "agreements") | {
        "form": form,
        "made": made,
        "earlier": earlier,
        "names": queries.get_agreement_names(visit.employer),
        "today": timezone.localdate(),
    }
    return render(request, "employers/agreements.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def add_agreement(request, pk):
    """Write down an agreement that was made outside a visit, on the phone for instance."""
    employer = queries.get_employer(request.user, pk, EDIT)
    form = _bind(request)
    if form.is_valid():
        actions.make_agreement(by=request.user, employer=employer, fields=form.cleaned_data)
        messages.success(request, "De afspraak is opgeslagen.")
        return redirect("employers:detail", pk=pk)
    context = employer_context(request, employer) | {"form": form, "names": queries.get_agreement_names(employer)}
    return render(request, "employers/agreement_form.html", context, status=422 if form.is_bound else 200)


def _bind(request, first_day=None):
    return AgreementForm(request.POST if request.method == "POST" else None, first_day=first_day)


def say_closed(request, agreement, **fields):
    """Say that an agreement was closed, with the button that opens it again; `fields` say where one came from."""
    url = reverse("employers:reopen_agreement", args=[agreement.pk])
    say_with_undo(request, "De afspraak is afgesloten.", url=url, label="Open de afspraak weer", **fields)


@require_http_methods(["GET", "POST"])
def close_agreement(request, pk):
    """Say that an agreement was kept, or that it does not go on."""
    agreement = queries.get_agreement(request.user, pk, EDIT)
    form = CloseAgreementForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.close_agreement(by=request.user, agreement=agreement, **form.cleaned_data)
        except actions.AgreementClosed:
            messages.error(request, "Deze afspraak was al afgesloten. Er is niets gewijzigd.")
        else:
            say_closed(request, agreement)
        return redirect("employers:detail", pk=agreement.employer_id)
    context = employer_context(request, agreement.employer) | {"form": form, "agreement": agreement}
    return render(request, "employers/close_agreement.html", context, status=422 if form.is_bound else 200)
