"""Oversight of a region: how long what is kept, and the lists of what is due to go."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from regions.access import MANAGE, OVERSEE, fetch_region, get_permissions
from safekeeping import actions, queries
from safekeeping.models import ListState


@require_GET
def oversight(request, slug):
    """Show what is kept how long, and the destruction lists of a region."""
    region = fetch_region(request.user, OVERSEE, slug)
    context = {"region": region, "lines": queries.get_retention(), "lists": queries.get_lists(region)}
    return render(request, "safekeeping/oversight.html", context)


@require_GET
def destruction(request, pk):
    """Show one destruction list: which rows of whom, since when, and who stands behind it."""
    found = queries.get_list(request.user, pk, OVERSEE)
    return _show(request, found)


def _show(request, found, status=200):
    may_manage = MANAGE in get_permissions(request.user, found.region)
    context = {
        "region": found.region,
        "list": found,
        "lines": [queries.show_line(row) for row in found.lines.all()],
        "may_check": found.state == ListState.PROPOSED,
        "may_approve": may_manage and found.state == ListState.CHECKED and found.checked_by_id != request.user.pk,
        "may_withdraw": may_manage and found.state == ListState.APPROVED,
    }
    return render(request, "safekeeping/destruction.html", context, status=status)


@require_POST
def check_list(request, pk):
    """Say as the first person that a list is right."""
    found = queries.get_list(request.user, pk, OVERSEE)
    return _step(request, found, actions.check_list, "De lijst is nagekeken. Een ander moet hem nu goedkeuren.")


@require_POST
def approve_list(request, pk):
    """Approve a list as the second person."""
    found = queries.get_list(request.user, pk, MANAGE)
    return _step(request, found, actions.approve_list, "De lijst is goedgekeurd. Vannacht wordt hij uitgevoerd.")


@require_POST
def withdraw_list(request, pk):
    """Take back an approved list before the night."""
    found = queries.get_list(request.user, pk, MANAGE)
    return _step(request, found, actions.withdraw_list, "De lijst is ingetrokken. Er is niets vernietigd.")


def _step(request, found, action, sentence):
    try:
        action(by=request.user, destruction_list=found)
    except actions.SamePerson:
        messages.error(request, "U keek deze lijst zelf na. Een ander moet hem goedkeuren.")
        return _show(request, found, status=422)
    except actions.ListNotOpen:
        messages.error(request, "Deze lijst is intussen al verder. Kijk hieronder hoe hij er nu voor staat.")
        return _show(request, queries.get_list(request.user, found.pk, OVERSEE), status=409)
    messages.success(request, sentence)
    return redirect("safekeeping:destruction", pk=found.pk)
