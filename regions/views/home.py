"""Choosing the region to work in; the catalogue for who edits it, the country for who looks at it."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from regions import queries
from regions.access import may_edit_catalogue, may_see_nation


@require_safe
def home(request):
    """Go to the one region someone works in, to what a role without a region is for, or let them choose."""
    regions = list(queries.get_regions(request.user))
    if len(regions) == 1:
        return redirect("employers:today", slug=regions[0].slug)
    if not regions and may_edit_catalogue(request.user):
        return redirect("catalogue:start")
    sees_nation = may_see_nation(request.user)
    if not regions and sees_nation:
        return redirect("checklists:nation")
    return render(request, "regions/home.html", {"regions": regions, "sees_nation": sees_nation})
