"""Today, the list of employers, and the dossier and profile of one."""

import copy

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from employers import actions, queries
from employers.forms import EmployerForm, ListForm, MoveForm
from employers.views.context import employer_context
from regions.access import EDIT, OVERSEE, VIEW, fetch_region, get_permissions
from regions.queries import get_advisers, get_municipalities
from safekeeping.actions import note_access
from safekeeping.models import What

PAGE_SIZE = 25


@require_GET
def today(request, slug):
    """Show the visits and promises that wait for this person."""
    region = fetch_region(request.user, VIEW, slug)
    agenda = queries.get_agenda(request.user, region)
    permissions = get_permissions(request.user, region)
    may = {"may_edit": EDIT in permissions, "may_oversee": OVERSEE in permissions}
    context = {"region": region, "section": "today", **may, **agenda}
    if may["may_edit"] and agenda["under_way"] and queries.has_only_made_up_employers():
        context["tour_visit"] = agenda["under_way"][0]
    return render(request, "employers/today.html", context)


@require_GET
def listing(request, slug):
    """Show the employers of a region, or those that someone is looking for."""
    region = fetch_region(request.user, VIEW, slug)
    form = ListForm(request.GET, advisers=get_advisers(region, EDIT))
    filters = form.get_filters()
    page = Paginator(queries.get_employers(region, **filters), PAGE_SIZE).get_page(request.GET.get("pagina"))
    kept = request.GET.copy()
    kept.pop("pagina", None)
    context = {
        "region": region,
        "section": "employers",
        "form": form,
        "page_obj": page,
        "query": kept.urlencode(),
        "is_filtered": any(filters.values()),
        "may_edit": EDIT in get_permissions(request.user, region),
    }
    is_part = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    return render(request, "employers/list.html#found" if is_part else "employers/list.html", context)


@require_GET
def detail(request, pk):
    """Show the whole dossier of an employer on one page."""
    employer = queries.get_employer(request.user, pk)
    note_access(by=request.user, what=What.VIEW, row=employer, employer=employer)
    dossier = queries.get_dossier(employer, is_whole=request.GET.get("alles") == "1")
    today = timezone.localdate()
    context = (
        employer_context(request, employer)
        | dossier
        | {
            "today": today,
            "move_form": MoveForm(employer=employer),
            "placements": [(one, one.get_open_months(today)) for one in dossier["placements"]],
        }
    )
    return render(request, "employers/detail.html", context)


@require_http_methods(["GET", "POST"])
def create(request, slug):
    """Make a new employer in a region."""
    region = fetch_region(request.user, EDIT, slug)
    form = EmployerForm(_posted(request), initial={"account_holder": request.user}, **_choices(region))
    context = {"region": region, "section": "employers", "form": form}
    if request.method == "GET":
        return render(request, "employers/form.html", context)
    if not form.is_valid():
        return render(request, "employers/form.html", context, status=422)
    try:
        employer = actions.create_employer(by=request.user, region=region, fields=form.get_fields())
    except actions.DuplicateEmployer as duplicate:
        return _show_duplicate(request, form, context, duplicate.existing)
    messages.success(request, "De werkgever is toegevoegd. Voeg nu een contactpersoon toe of plan een bezoek.")
    return redirect("employers:detail", pk=employer.pk)


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """Change the profile of an employer."""
    employer = queries.get_employer(request.user, pk, EDIT)
    # The form writes what was typed into its instance, also when it is wrong: a copy keeps the page's own name right.
    form = EmployerForm(_posted(request), instance=copy.copy(employer), **_choices(employer.region, employer))
    context = employer_context(request, employer) | {"form": form}
    if request.method == "GET":
        return render(request, "employers/form.html", context)
    if not form.is_valid():
        return render(request, "employers/form.html", context, status=422)
    revision = form.cleaned_data["revision"] or 0
    try:
        actions.change_employer(by=request.user, employer=employer, fields=form.get_fields(), revision=revision)
    except actions.DuplicateEmployer as duplicate:
        return _show_duplicate(request, form, context, duplicate.existing)
    except actions.StaleEmployer as stale:
        context |= {"stale": stale.current, "differences": form.get_differences(stale.current)}
        return render(request, "employers/form.html", context, status=409)
    messages.success(request, "Het profiel is opgeslagen.")
    return redirect("employers:detail", pk=pk)


def _posted(request):
    return request.POST if request.method == "POST" else None


def _choices(region, employer=None):
    also = queries.get_adviser_ids(employer) if employer else ()
    return {"municipalities": get_municipalities(region), "advisers": get_advisers(region, EDIT, also)}


def _show_duplicate(request, form, context, existing):
    form.add_error("kvk_number", "Deze werkgever staat al in uw regio, met hetzelfde KVK- en vestigingsnummer.")
    return render(request, "employers/form.html", context | {"existing": existing}, status=422)
