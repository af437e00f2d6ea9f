"""Keeping the texts of the instruments: changing them after seeing what that does, and comparing their versions."""

import functools

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from instruments import actions, queries
from instruments.differences import compare_content
from instruments.forms import InstrumentForm, SettleForm, SourceFormSet
from instruments.views.changing import go_on
from regions.access import check_catalogue


@require_GET
def overview(request):
    """Show every instrument with its version, and which have a newer text waiting."""
    check_catalogue(request.user)
    rows = list(queries.get_kept_instruments())
    return render(request, "instruments/keeping/instruments.html", {"rows": rows, "section": "catalogue"})


def find(slug):
    """Return one instrument; 404 for one that does not exist."""
    row = queries.get_instrument(slug)
    if row is None:
        raise Http404
    return row


@require_GET
def versions(request, slug):
    """Show who changed an instrument and when, and what differs between two of its versions."""
    check_catalogue(request.user)
    row = find(slug)
    rows = list(queries.get_versions(row))
    by_number = {str(one.number): one for one in rows}
    newer = by_number.get(request.GET.get("tot", ""), rows[0])
    fallback = next((one for one in rows if one.number < newer.number), rows[-1])
    older = by_number.get(request.GET.get("van", ""), fallback)
    context = {
        "instrument": row,
        "versions": rows,
        "numbers": [(one.number, one.number) for one in rows],
        "older": older,
        "newer": newer,
        "differences": compare_content(older.content, newer.content),
        "waiting": queries.get_waiting(row),
        "section": "catalogue",
    }
    return render(request, "instruments/keeping/versions.html", context)


@require_POST
def settle(request, slug):
    """Choose between our own text and the one of a new release."""
    check_catalogue(request.user)
    row, form = find(slug), SettleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Kies welke tekst geldt.")
        return redirect("catalogue:versions", slug=slug)
    takes_over = form.cleaned_data["keuze"] == "nieuw"
    try:
        actions.settle_instrument(
            by=request.user, instrument=row, version=form.cleaned_data["versie"], takes_over=takes_over
        )
    except actions.NewerVersion:
        messages.error(request, "Iemand anders koos net. Er is niets gewijzigd.")
    else:
        messages.success(request, "De nieuwe tekst geldt nu." if takes_over else "Uw eigen tekst blijft gelden.")
    return redirect("catalogue:versions", slug=slug)


@require_http_methods(["GET", "POST"])
def edit(request, slug):
    """Change the texts of an instrument: fill them in, see what changes, then store it."""
    check_catalogue(request.user)
    row = find(slug)
    if request.method == "GET":
        return _show(request, InstrumentForm(instrument=row), SourceFormSet(initial=row.sources, prefix="bronnen"))
    form = InstrumentForm(request.POST, instrument=row)
    sources = SourceFormSet(request.POST, initial=row.sources, prefix="bronnen")
    if not (form.is_valid() & sources.is_valid()):
        return _show(request, form, sources, 422)
    fields = form.get_changed()
    if sources.sources != row.sources:
        fields["sources"] = sources.sources
    show = functools.partial(_show, request, form, sources)
    return go_on(request, form, fields, [*form.typed, *sources.typed], show)


def _show(request, form, sources, status=200, **context):
    context |= {"instrument": form.instrument, "form": form, "sources": sources, "section": "catalogue"}
    return render(request, "instruments/keeping/instrument_form.html", context, status=status)
