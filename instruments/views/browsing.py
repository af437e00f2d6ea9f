"""The catalogue on the screen."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from instruments import queries
from instruments.forms import CatalogueForm


@require_safe
def catalogue(request):
    """Show the catalogue, or the part of it that someone is looking for."""
    form = CatalogueForm(request.GET, executors=queries.get_executors())
    filters = form.get_filters()
    instruments = list(queries.get_catalogue(**filters))
    context = {"form": form, "instruments": instruments, "is_filtered": any(filters.values()), "section": "instruments"}
    template = "instruments/list.html#found" if request.htmx and not request.htmx.boosted else "instruments/list.html"
    return render(request, template, context)


@require_safe
def instrument(request, slug):
    """Show one instrument, so that an adviser can turn the tablet round."""
    row = queries.get_instrument(slug)
    if row is None:
        raise Http404
    combines, excludes = queries.get_links(row)
    context = {"instrument": row, "combines": combines, "excludes": excludes, "section": "instruments"}
    return render(request, "instruments/detail.html", context)
