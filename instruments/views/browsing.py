"""The catalogue on the screen: search it, and choose what to lay side by side."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from instruments import queries
from instruments.browsing import shelve
from instruments.forms import CatalogueForm
from instruments.labels import GROUPS
from instruments.models import Category


@require_safe
def catalogue(request):
    """Show the catalogue, or the part of it that someone is looking for."""
    names = queries.get_choices()
    form = CatalogueForm(request.GET, executors=queries.get_executors(), names=names)
    filters = form.get_filters()
    shelves = shelve(queries.get_catalogue(**filters), form.group)
    shown = {one.row.slug for _, found in shelves.kinds for one in found} | {one.row.slug for one in shelves.ended}
    context = {
        "form": form,
        "shelves": [(Category(kind).label, found) for kind, found in shelves.kinds],
        "ended": shelves.ended,
        "count": shelves.count,
        "unassessed": shelves.unassessed,
        "group": GROUPS.get(form.group, ""),
        "is_filtered": any(filters.values()) or bool(form.group),
        "chosen": form.chosen,
        "chosen_elsewhere": [(slug, name) for slug, name in names if slug in form.chosen and slug not in shown],
        "section": "instruments",
    }
    template = "instruments/list.html#found" if request.htmx and not request.htmx.boosted else "instruments/list.html"
    return render(request, template, context)
