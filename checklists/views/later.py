"""Pages of a visit that was not started: empty ones, which a device takes along to begin with where there is no network."""

from django.shortcuts import redirect, render

from employers.views.context import visit_context


def is_for_later(request, visit):
    """Tell whether a device asks for the empty page of a visit that can still begin."""
    return "leeg" in request.GET and visit.is_open


def show_later(request, visit, step):
    """Show a page that only says how the visit stands on the device; else lead to where a visit begins."""
    if not is_for_later(request, visit):
        return redirect("checklists:prepare", pk=visit.pk)
    return render(request, "checklists/later.html", visit_context(request, visit, step))
