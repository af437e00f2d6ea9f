"""The pipeline of a region: board, table, more cards, hand-over and export; moving one card stands in moving.py."""

from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from employers import actions, queries
from employers.forms.pipeline import HandOverForm, TakeBackForm, read_filters
from employers.models import StageLabel
from employers.pipeline import get_board, get_column, get_rows, get_sums, make_rows
from employers.views.exporting import give_rows
from regions.access import EDIT, LEAD, VIEW, fetch_region, get_permissions
from regions.queries import get_advisers, get_municipalities
from regions.undoing import say_with_undo
from safekeeping.actions import note_access
from safekeeping.models import What

PAGE_SIZE = 50
TAKEN_BACK = "Vergissing, teruggedraaid."  # the reason of a move or a hand-over that undoes one


@require_GET
def pipeline(request, slug):
    """Show where every employer stands, as a board or as a table of the same rows."""
    region = fetch_region(request.user, VIEW, slug)
    context = pipeline_context(request, region, request.GET)
    if request.GET.get("weergave") == "tabel":
        return _show_table(request, region, context)
    columns = get_board(region, today=context["today"], filters=context["filters"])
    context |= {"columns": columns, "total": sum(column.count for column in columns)}
    return _show(request, context, "board")


def pipeline_context(request, region, typed):
    """Return what board, table, move and export share: the filters that are on, and what this person may do."""
    advisers = get_advisers(region, EDIT, queries.get_holder_ids(region))
    form, ignored = read_filters(typed, municipalities=get_municipalities(region), advisers=advisers)
    permissions = get_permissions(request.user, region)
    query = form.get_query()
    return {
        "region": region,
        "section": "pipeline",
        "form": form,
        "filters": form.get_filters(),
        "ignored": ignored,
        "query": query,
        "board_filters": quote(_join("weergave=bord", query), safe=""),
        "today": timezone.localdate(),
        "may_edit": EDIT in permissions,
        "may_lead": LEAD in permissions,
    }


def _show(request, context, view, status=200):
    is_part = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    template = "employers/pipeline.html#found" if is_part else "employers/pipeline.html"
    return render(request, template, context | {"view": view}, status=status)


def _show_table(request, region, context, form=None):
    """Show the table; `form` is a hand-over that cannot be done, with its errors."""
    today, filters = context["today"], context["filters"]
    sums = get_sums(region, today=today, filters=filters)
    rows = get_rows(region, today=today, filters=filters, order=context["form"].get_order())
    pages = Paginator(rows, PAGE_SIZE)
    pages.count = sum(column.count for column in sums.values())  # the sums know it already
    page = pages.get_page(request.GET.get("pagina"))
    ticked = form["employers"].value() if form else []
    context |= {
        "sums": [column for column in sums.values() if column.count],
        "total": pages.count,
        "page_obj": page,
        "rows": list(make_rows(page.object_list, today=today)),
        "page_query": _join("weergave=tabel", context["query"]),
        "hand_over_form": (form or _hand_over_form(region)) if context["may_lead"] else None,
        "ticked": {int(number) for number in ticked if str(number).isdecimal()},
    }
    return _show(request, context, "table", status=422 if form else 200)


def _join(*queries_):
    return "&".join(filter(None, queries_))


def _hand_over_form(region, data=None):
    employers, advisers = queries.get_region_employers(region), get_advisers(region, EDIT)
    return HandOverForm(data, employers=employers, advisers=advisers)


@require_GET
def pipeline_cards(request, slug, stage):
    """Show the next cards of one column."""
    region = fetch_region(request.user, VIEW, slug)
    if stage not in StageLabel.values:
        raise Http404
    context = pipeline_context(request, region, request.GET)
    after = request.GET.get("na", "")
    column = get_column(region, today=context["today"], filters=context["filters"], stage=stage, after=after)
    if request.htmx:
        return render(request, "employers/pipeline.html#cards", context | {"column": column})
    return redirect(f"{reverse('employers:pipeline', args=[slug])}?weergave=tabel&stap={stage}")


@require_http_methods(["GET", "POST"])
def hand_over(request, slug):
    """Hand the employers that were ticked in the table over to another adviser."""
    region = fetch_region(request.user, LEAD, slug)
    table = f"{reverse('employers:pipeline', args=[slug])}?weergave=tabel"
    if request.method == "GET":
        return redirect(table)
    form = _hand_over_form(region, request.POST)
    if not form.is_valid():
        context = pipeline_context(request, region, QueryDict(request.POST.get("filters", "")[:1000]))
        return _show_table(request, region, context, form)
    chosen, to = form.cleaned_data["employers"], form.cleaned_data["to"]
    handed = actions.hand_over(by=request.user, employers=chosen, to=to, note=form.cleaned_data["note"])
    if handed:
        noun = "werkgever is" if len(handed) == 1 else "werkgevers zijn"
        sentence = f"{len(handed)} {noun} overgedragen aan {to}."
        undo = {"eerste": handed[0].pk, "laatste": handed[-1].pk, "filters": form.cleaned_data["filters"]}
        say_with_undo(request, sentence, url=reverse("employers:take_back", args=[slug]), **undo)
    else:
        messages.warning(request, f"Er is niets gewijzigd: {to} is al de vaste contactpersoon.")
    return redirect(_join(table, form.cleaned_data["filters"]))


@require_POST
def take_back(request, slug):
    """Give the employers of one hand-over back to who had them, as far as nobody handed them on since."""
    region = fetch_region(request.user, LEAD, slug)
    form = TakeBackForm(request.POST)
    table = f"{reverse('employers:pipeline', args=[slug])}?weergave=tabel"
    rows = list(queries.get_hand_overs(region, by=request.user, **form.get_range())) if form.is_valid() else []
    number = actions.take_back(by=request.user, hand_overs=rows, note=TAKEN_BACK)
    if number:
        noun = "werkgever heeft" if number == 1 else "werkgevers hebben"
        left = f" {len(rows) - number} niet: die droeg iemand intussen verder over." if number < len(rows) else ""
        messages.success(request, f"{number} {noun} weer de vaste contactpersoon van eerst.{left}")
    else:
        messages.error(request, "Terugdraaien kan niet meer: iemand droeg deze werkgevers intussen verder over.")
    return redirect(_join(table, form.get_filters()))


@require_GET
def export(request, slug, kind):
    """Give exactly the rows that the filters show, as CSV or as a spreadsheet."""
    region = fetch_region(request.user, VIEW, slug)
    note_access(by=request.user, what=What.EXPORT, row=region, region=region)
    context = pipeline_context(request, region, request.GET)
    rows = get_rows(region, today=context["today"], filters=context["filters"], order=context["form"].get_order())
    return give_rows(rows, kind=kind, what="pijplijn", region=region, today=context["today"])
