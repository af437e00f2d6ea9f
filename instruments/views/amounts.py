"""Keeping the amounts: finding a series, and adding, changing or taking away a figure after seeing what that does."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from instruments import actions, queries
from instruments.amounts import Overlap, make_mark
from instruments.calculators import get_kinds_using
from instruments.forms import EDIT, SAVE, AmountForm, RemoveForm, SeriesFilterForm
from instruments.series import SERIES
from instruments.views.previewing import preview_amount
from instruments.wording import KINDS, say_overlap
from regions.access import check_catalogue
from regions.undoing import say_with_undo

NEWER = "Iemand anders heeft deze reeks net gewijzigd. Er is niets opgeslagen. Kijk hieronder wat er nu staat."


@require_GET
def overview(request):
    """Show every series with what holds today, or those that someone is looking for."""
    check_catalogue(request.user)
    form = SeriesFilterForm(request.GET)
    filters = form.get_filters()
    rows = queries.get_overview(timezone.localdate(), **filters)
    context = {"form": form, "rows": rows, "is_filtered": any(filters.values()), "section": "catalogue"}
    is_part = request.htmx and not request.htmx.boosted
    return render(request, f"instruments/keeping/amounts.html{'#found' if is_part else ''}", context)


@require_GET
def series(request, key):
    """Show one series: every figure with its period and source, what uses it, and who changed what."""
    check_catalogue(request.user)
    return render(request, "instruments/keeping/series.html", _about(key))


def _about(key):
    """Return what the pages of one series show; 404 for a series that does not exist."""
    if key not in SERIES:
        raise Http404
    rows = list(queries.get_amount_rows(key))
    today = timezone.localdate()
    variants = SERIES[key].variants or {"": ""}
    return {
        "key": key,
        "series": SERIES[key],
        "today": today,
        "groups": [(code, name, [row for row in rows if row.variant == code]) for code, name in variants.items()],
        "instruments": list(queries.get_names(SERIES[key].instruments)),
        "kinds": [KINDS[kind] for kind in get_kinds_using(key)],
        "changes": queries.get_series_changes(key),
        "section": "catalogue",
    }


@require_http_methods(["GET", "POST"])
def add(request, key):
    """Add a figure: fill it in, see what it changes, then store it."""
    check_catalogue(request.user)
    variant = request.GET.get("variant", "")
    if key not in SERIES or variant not in (SERIES[key].variants or ("",)):
        raise Http404
    table = queries.get_amounts(timezone.localdate())
    known = table.figures.get((key, variant), ())
    if request.method == "GET":
        last = known[-1] if known else None
        initial = {"vanaf": last.next_on.isoformat() if last and last.next_on else "", "gezien": make_mark(known)}
        form = AmountForm(table=table, key=key, variant=variant, initial=initial)
        return _show(request, form)
    return _handle(request, AmountForm(request.POST, table=table, key=key, variant=variant))


@require_http_methods(["GET", "POST"])
def change(request, key, pk):
    """Change a figure, its period or its source: fill it in, see what it changes, then store it."""
    check_catalogue(request.user)
    row = queries.get_amount(key, pk)
    if row is None:
        raise Http404
    table, old = queries.get_amounts(timezone.localdate()), row.figure
    about = {"table": table, "key": key, "variant": row.variant, "old": old}
    if request.method == "GET":
        mark = make_mark(table.figures[key, row.variant])
        return _show(request, AmountForm(initial=AmountForm.describe(old) | {"gezien": mark}, **about), row)
    return _handle(request, AmountForm(request.POST, **about), row)


def _handle(request, form, row=None):
    """Show what is wrong, or what the figure would change, or store it: as the button says that was pressed."""
    if not form.is_valid():
        return _show(request, form, row, status=422)
    step = form.cleaned_data["stap"]
    if make_mark(form.table.figures.get((form.key, form.variant), ())) != form.cleaned_data["gezien"]:
        return _say_newer(request, form, row)
    if step == EDIT:
        return _show(request, form, row)
    if step == SAVE:
        return _store(request, form, row)
    context = _name(form, row) | {"preview": preview_amount(form.table, form.after, form.figure, form.old)}
    return render(request, "instruments/keeping/amount_preview.html", context)


def _store(request, form, row):
    seen, is_closing = form.cleaned_data["gezien"], form.cleaned_data.get("sluit_af", False)
    try:
        if row is None:
            actions.add_amount(by=request.user, figure=form.figure, seen=seen, is_closing=is_closing)
        else:
            actions.change_amount(by=request.user, amount=row, figure=form.figure, seen=seen)
    except actions.NewerAmounts:
        return _say_newer(request, form, row)
    except Overlap as overlap:
        form.add_error("vanaf", say_overlap(overlap))
        return _show(request, form, row, status=422)
    messages.success(request, "Opgeslagen. Vanaf nu rekent iedereen hiermee.")
    return redirect("catalogue:series", key=form.key)


def _say_newer(request, form, row):
    """Show the form again with what was typed, and beside it what someone else made of the series meanwhile."""
    known = queries.get_amounts(timezone.localdate()).figures.get((form.key, form.variant), ())
    return _show(request, form, row, status=409, newer=NEWER, known=known, mark=make_mark(known))


def _show(request, form, row=None, status=200, **context):
    return render(request, "instruments/keeping/amount_form.html", _name(form, row) | context, status=status)


def _name(form, row):
    series = SERIES[form.key]
    return {
        "form": form,
        "row": row,
        "key": form.key,
        "series": series,
        "name": series.describe(form.variant),
        "section": "catalogue",
    }


@require_http_methods(["GET", "POST"])
def remove(request, key, pk):
    """Take away a figure that was entered in the app, after seeing what that changes."""
    check_catalogue(request.user)
    row = queries.get_amount(key, pk)
    if row is None or row.changed_by_id is None:
        raise Http404
    table = queries.get_amounts(timezone.localdate())
    context = {"row": row, "key": key, "series": SERIES[key], "name": SERIES[key].describe(row.variant)}
    context |= {"mark": make_mark(table.figures[key, row.variant]), "section": "catalogue"}
    context["preview"] = preview_amount(table, table.without(row.figure), None, row.figure)
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "instruments/keeping/amount_remove.html", context, status=status)
    try:
        actions.remove_amount(by=request.user, amount=row, seen=form.cleaned_data["gezien"])
    except actions.NewerAmounts:
        return render(request, "instruments/keeping/amount_remove.html", context | {"newer": NEWER}, status=409)
    sentence = "Het bedrag is weggehaald. In de geschiedenis blijft staan wat het was."
    url = reverse("catalogue:restore_amount", args=[key, queries.get_series_changes(key)[0].pk])
    say_with_undo(request, sentence, url=url, label="Zet het bedrag terug")
    return redirect("catalogue:series", key=key)


@require_POST
def restore(request, key, pk):
    """Put back the figure that was taken away last from this series."""
    check_catalogue(request.user)
    if key not in SERIES:
        raise Http404
    last = next(iter(queries.get_series_changes(key)), None)
    if last is None or last.pk != pk or last.after is not None:
        messages.error(request, "Deze reeks is intussen gewijzigd. Er is niets teruggezet.")
        return redirect("catalogue:series", key=key)
    try:
        actions.add_amount(by=request.user, figure=last.before)
    except Overlap as overlap:
        messages.error(request, say_overlap(overlap))
    else:
        messages.success(request, "Het bedrag staat er weer. Vanaf nu rekent iedereen er weer mee.")
    return redirect("catalogue:series", key=key)
