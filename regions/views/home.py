"""Choosing the region to work in, or the country to look at."""

from django.shortcuts import redirect, render

from regions import queries
from regions.access import may_see_nation


def home(request):
    """Go to the one region someone works in, to the figures of the country, or let them choose."""
    regions = list(queries.get_regions(request.user))
    if len(regions) == 1:
        return redirect("employers:today", slug=regions[0].slug)
    sees_nation = may_see_nation(request.user)
    if sees_nation and not regions:
        return redirect("checklists:nation")
    return render(request, "regions/home.html", {"regions": regions, "sees_nation": sees_nation})
