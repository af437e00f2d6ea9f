"""Placements: work that was really given, without a word about a person."""

import copy

from django.contrib import messages
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from employers import actions, queries
from employers.forms import PlacementEntryForm
from employers.models import Placement
from employers.views.context import employer_context
from regions.access import EDIT
from regions.undoing import say_with_undo

_REMOVED = "removed placement"  # so that what is signed here opens nothing else
_DAY = 24 * 60 * 60  # seconds in which a removed placement can be put back


@require_http_methods(["GET", "POST"])
def add_placement(request, pk):
    """Write down that someone from the target group started at an employer."""
    employer = queries.get_employer(request.user, pk, EDIT)
    form = PlacementEntryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.add_placement(by=request.user, employer=employer, fields=form.cleaned_data)
        messages.success(request, "De plaatsing is toegevoegd.")
        return redirect("employers:detail", pk=pk)
    return _show(request, employer, form)


@require_http_methods(["GET", "POST"])
def edit_placement(request, pk):
    """Change a placement, or say whether it still stood after 6 or 12 months."""
    placement = queries.get_placement(request.user, pk, EDIT)
    form = PlacementEntryForm(request.POST if request.method == "POST" else None, instance=copy.copy(placement))
    if form.is_valid():
        actions.change_placement(by=request.user, placement=placement, fields=form.cleaned_data)
        messages.success(request, "De plaatsing is opgeslagen.")
        return redirect("employers:detail", pk=placement.employer_id)
    return _show(request, placement.employer, form, placement)


@require_POST
def remove_placement(request, pk):
    """Remove a placement that never was; the message puts it back as it stood."""
    placement = queries.get_placement(request.user, pk, EDIT)
    try:
        kept = actions.remove_placement(by=request.user, placement=placement)
    except Placement.DoesNotExist:  # a colleague was a moment earlier
        raise Http404 from None
    url = reverse("employers:restore_placement", args=[placement.employer_id])
    kept["employer"] = placement.employer_id
    say_with_undo(
        request,
        "De plaatsing is verwijderd.",
        url=url,
        label="Zet de plaatsing terug",
        wat=signing.dumps(kept, salt=_REMOVED),
    )
    return redirect("employers:detail", pk=placement.employer_id)


@require_POST
def restore_placement(request, pk):
    """Put a placement back that was removed; signed, so that nobody makes up what stood there."""
    employer = queries.get_employer(request.user, pk, EDIT)
    try:
        kept = signing.loads(request.POST.get("wat", ""), salt=_REMOVED, max_age=_DAY)
    except signing.BadSignature:
        kept = {}
    if kept.pop("employer", None) != employer.pk:
        messages.error(request, "Deze plaatsing kan niet meer terug. Voeg haar opnieuw toe.")
    elif actions.restore_placement(by=request.user, employer=employer, kept=kept):
        messages.success(request, "De plaatsing staat er weer.")
    else:
        messages.success(request, "De plaatsing stond er al weer.")
    return redirect("employers:detail", pk=pk)


def _show(request, employer, form, placement=None):
    context = employer_context(request, employer) | {"form": form, "placement": placement}
    return render(request, "employers/placement_form.html", context, status=422 if form.is_bound else 200)
