"""Choosing the region to work in, or the catalogue for who edits it."""

from django.shortcuts import redirect, render

from regions import queries
from regions.access import may_edit_catalogue


def home(request):
    """Go to the one region someone works in, or let them choose."""
    regions = list(queries.get_regions(request.user))
    if len(regions) == 1:
        return redirect("employers:today", slug=regions[0].slug)
    if not regions and may_edit_catalogue(request.user):
        return redirect("catalogue:start")
    return render(request, "regions/home.html", {"regions": regions})
