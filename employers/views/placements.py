"""Placements: work that was really given, without a word about a person."""

import copy

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from employers import actions, queries
from employers.forms import PlacementEntryForm
from employers.views.context import employer_context
from regions.access import EDIT


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


def _show(request, employer, form, placement=None):
    context = employer_context(request, employer) | {"form": form, "placement": placement}
    return render(request, "employers/placement_form.html", context, status=422 if form.is_bound else 200)
