"""The figures of a region: the page, the employers behind a number, their export, and the quarter report on paper."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from checklists import queries
from checklists.figures.behind import SOURCES
from checklists.figures.page import get_page
from checklists.figures.paper import render_report
from employers.figures.activity import get_counted_advisers
from employers.figures.behind import find_behind, get_things
from employers.forms.figures import KINDS, BehindForm, QuarterForm, say_quarter
from employers.pipeline import make_rows
from employers.pipeline.rows import ORDERS
from employers.views.exporting import give_rows
from regions.access import LEAD, MANAGE, VIEW, fetch_region, get_permissions
from safekeeping.actions import note_access
from safekeeping.models import What
from wsp.pdf import PdfError

PAGE_SIZE = 50


@require_GET
def figures(request, slug):
    """Show the figures of a quarter, and where everything stands now."""
    region = fetch_region(request.user, VIEW, slug)
    permissions = get_permissions(request.user, region)
    today = timezone.localdate()
    form = QuarterForm(request.GET, today=today)
    adviser = None if LEAD in permissions else request.user.pk
    context = get_page(region, form.chosen, today=today, adviser=adviser) | {
        "region": region,
        "section": "figures",
        "behind": reverse("checklists:figures_behind", args=[slug]),
        "form": form,
        "quarter_name": say_quarter(form.chosen),
        "before_name": say_quarter(form.chosen.before),
        "today": today,
        "sees_everyone": adviser is None,
        "may_manage": MANAGE in permissions,
    }
    return render(request, "checklists/figures.html", context)


def _read_behind(request, region):
    """Return (form, source, employers and rows behind the figure that the address asks for); 404 for an unknown kind."""
    today = timezone.localdate()
    source = SOURCES.get(request.GET.get("wat", ""))
    if source is None:
        raise Http404
    form = BehindForm(
        request.GET,
        today=today,
        advisers=_get_advisers(request.user, region) if "adviseur" in request.GET else [],
        instruments=list(queries.get_instrument_names().items()) if "instrument" in request.GET else [],
        questions=[(one.key, one.text) for one in queries.get_current_questions()] if "vraag" in request.GET else [],
    )
    form.is_valid()
    things = get_things(source, region, period=form.get_period(), today=today, options=form.get_options(source))
    return form, source, things


def _get_advisers(user, region):
    """Return whose numbers someone may look behind: of everyone for a team lead, else one's own."""
    if LEAD in get_permissions(user, region):
        return get_counted_advisers(region)
    return [(user.pk, user.name)]


@require_GET
def behind(request, slug):
    """List exactly the employers behind one number."""
    region = fetch_region(request.user, VIEW, slug)
    today = timezone.localdate()
    form, source, things = _read_behind(request, region)
    found = find_behind(source, region, things)
    paginator = Paginator(found.employers.order_by(*ORDERS["naam"]), PAGE_SIZE)
    paginator.count = found.number  # known already
    page = paginator.get_page(request.GET.get("pagina"))
    query = urlencode(form.get_query(source))
    context = {
        "region": region,
        "section": "figures",
        "kind": KINDS[form.cleaned_data["wat"]],
        "chosen": form.describe(source),
        "period": form.get_period() if source.has_period else None,
        "ignored": form.get_ignored(source),
        "things": found.times,
        "page_obj": page,
        "rows": list(make_rows(page.object_list, today=today)),
        "query": query,
        "page_query": query,
        "quarter": form.cleaned_data.get("kwartaal"),
    }
    return render(request, "checklists/figures_behind.html", context)


@require_GET
def export(request, slug, kind):
    """Give exactly those employers as CSV or as a spreadsheet."""
    region = fetch_region(request.user, VIEW, slug)
    today = timezone.localdate()
    form, source, things = _read_behind(request, region)
    note_access(by=request.user, what=What.EXPORT, row=region, region=region)
    rows = find_behind(source, region, things).employers.order_by(*ORDERS["naam"])
    return give_rows(rows, kind=kind, what=f"cijfers-{form.cleaned_data['wat']}", region=region, today=today)


@require_GET
def report(request, slug):
    """Print the quarter report; nobody's own numbers stand on it, because it goes further than the team."""
    region = fetch_region(request.user, VIEW, slug)
    today = timezone.localdate()
    quarter = QuarterForm(request.GET, today=today).chosen
    try:
        pdf = render_report(region, quarter, today=today)
    except PdfError:
        messages.error(request, "De PDF maken is niet gelukt. Probeer het nog een keer of meld dit bij uw beheerder.")
        return redirect(f"{reverse('checklists:figures', args=[slug])}?kwartaal={quarter.code}")
    name = slugify(f"kwartaalbericht-{region.slug}-{quarter.code}")
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "no-store, private"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
