"""Where who keeps the catalogue begins: what runs out, and the way to amounts, instruments and rules."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from instruments import queries
from instruments.forms import OutlookForm
from regions.access import check_catalogue


@require_GET
def start(request):
    """Show what needs an administrator now, and where to go."""
    check_catalogue(request.user)
    outlook = queries.get_outlook(timezone.localdate())
    context = {"outlook": outlook, "waiting": queries.count_waiting(), "section": "catalogue"}
    return render(request, "instruments/keeping/start.html", context)


@require_GET
def expiring(request):
    """Show the amounts that run out within sixty days of a date."""
    check_catalogue(request.user)
    form = OutlookForm(request.GET, today=timezone.localdate())
    context = {"form": form, "section": "catalogue", "on": form.day, "outlook": queries.get_outlook(form.day)}
    return render(request, "instruments/keeping/expiring.html", context, status=200 if form.is_valid() else 422)
