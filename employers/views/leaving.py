"""Handing over the work of someone who leaves a region or gets a role without visits; by the region's administrator."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from employers import actions
from employers.forms.leaving import HandOverWorkForm
from regions.access import EDIT
from regions.queries import get_advisers, get_membership
from regions.work import get_open_work


@require_http_methods(["GET", "POST"])
def hand_over_work(request, slug, pk):
    """Give all the work of one member to a colleague."""
    membership = get_membership(request.user, slug, pk)
    region, leaver = membership.region, membership.user
    advisers = get_advisers(region, EDIT).exclude(pk=leaver.pk)
    form = HandOverWorkForm(request.POST if request.method == "POST" else None, advisers=advisers)
    if request.method == "GET" or not form.is_valid():
        context = {
            "region": region,
            "section": "members",
            "person": leaver,
            "work": get_open_work(leaver, region),
            "form": form,
        }
        return render(request, "employers/hand_over_work.html", context, status=422 if form.is_bound else 200)
    to = form.cleaned_data["to"]
    employers, visits = actions.hand_over_work(
        by=request.user, region=region, leaver=leaver, to=to, note=form.cleaned_data["note"]
    )
    messages.success(
        request, f"Overgedragen aan {to}: werkgevers {employers}, bezoeken {visits}, met hun open afspraken."
    )
    return redirect("regions:members", slug=slug)
