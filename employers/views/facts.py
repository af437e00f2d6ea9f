"""What a region knows of its own labour market: entered by its administrator, one by one or from a file."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from employers import actions, queries
from employers.forms.facts import COLUMNS, SUBJECTS, FactForm, FactsFileForm, describe_fact
from regions.access import MANAGE, fetch_region
from regions.undoing import say_with_undo


def _context(region, **more):
    return {"region": region, "section": "figures", "today": timezone.localdate(), **more}


@require_http_methods(["GET", "POST"])
def facts(request, slug):
    """Show the figures of a region, and enter one; the same subject, sector and period replaces what stood there."""
    region = fetch_region(request.user, MANAGE, slug)
    form = FactForm(request.POST if request.method == "POST" else None, region=region)
    if form.is_valid():
        actions.enter_facts(by=request.user, region=region, rows=[form.get_row()])
        messages.success(request, "Het cijfer is opgeslagen.")
        return redirect("employers:facts", slug=slug)
    rows = queries.get_region_facts(region)
    context = _context(region, form=form, facts=rows)
    return render(request, "employers/facts.html", context, status=422 if form.is_bound else 200)


@require_POST
def remove_fact(request, slug, pk):
    """Remove a figure that the region entered itself."""
    region = fetch_region(request.user, MANAGE, slug)
    fact = queries.get_region_fact(region, pk)
    if fact is None or not actions.remove_fact(by=request.user, fact=fact):
        raise Http404
    url = reverse("employers:restore_fact", args=[slug])
    say_with_undo(request, "Het cijfer is verwijderd.", url=url, label="Zet het terug", **describe_fact(fact))
    return redirect("employers:facts", slug=slug)


@require_POST
def restore_fact(request, slug):
    """Enter a figure again that was removed, unless another one took its place."""
    region = fetch_region(request.user, MANAGE, slug)
    form = FactForm(request.POST, region=region)
    if not form.is_valid():
        rows = queries.get_region_facts(region)
        return render(request, "employers/facts.html", _context(region, form=form, facts=rows), status=422)
    if actions.restore_fact(by=request.user, region=region, fact=form.get_row()):
        messages.success(request, "Het cijfer staat er weer.")
    else:
        messages.error(request, "Voor deze periode staat er intussen een ander cijfer. Er is niets gewijzigd.")
    return redirect("employers:facts", slug=slug)


@require_http_methods(["GET", "POST"])
def import_facts(request, slug):
    """Look at a file line by line; store it when every line is right and someone says so."""
    region = fetch_region(request.user, MANAGE, slug)
    if request.method == "GET":
        return _show_import(request, region, FactsFileForm(region=region))
    form = FactsFileForm(request.POST, request.FILES, region=region)
    if not form.is_valid() or not form.is_sound:
        return _show_import(request, region, form, status=422)
    if "file" in request.FILES:
        return _show_import(request, region, form)
    number = actions.enter_facts(by=request.user, region=region, rows=[line.form.get_row() for line in form.lines])
    messages.success(request, f"{number} cijfer{'s zijn' if number != 1 else ' is'} opgeslagen.")
    return redirect("employers:facts", slug=slug)


def _show_import(request, region, form, status=200):
    lines = form.lines if form.is_bound and not form.errors else []
    context = _context(
        region,
        form=form,
        lines=lines,
        wrong=sum(bool(line.errors) for line in lines),
        columns=COLUMNS,
        subjects=SUBJECTS,
    )
    return render(request, "employers/facts_import.html", context, status=status)
