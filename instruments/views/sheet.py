"""One instrument: for the adviser, turned round to the employer, and as a leaflet on paper."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from instruments import queries
from instruments.browsing import list_groups
from instruments.papers import render_leaflet
from instruments.sheet import make_sheet
from regions.access import MANAGE, VIEW, fetch_region, get_permissions
from regions.queries import get_regions
from wsp.pdf import PdfError


def _get(slug):
    """Return an instrument with what holds for it today; 404 when there is none."""
    row = queries.get_instrument(slug)
    if row is None:
        raise Http404
    now, past = queries.get_instrument_amounts(row, timezone.localdate())
    return row, make_sheet(row, now, past)


def _get_region(request):
    """Return the region whose addition is shown: the one in the address, else the only one that someone has, else None."""
    slug = request.GET.get("regio", "")
    if slug:
        return fetch_region(request.user, VIEW, slug)
    regions = list(get_regions(request.user)[:2])
    return regions[0] if len(regions) == 1 else None


@require_safe
def instrument(request, slug):
    """Show one instrument to the adviser, with what their regions add to it and which groups it is for."""
    row, sheet = _get(slug)
    supplements = {one.region_id: one for one in queries.get_supplements(request.user, row)}
    regions = [
        {
            "region": region,
            "supplement": supplements.get(region.pk),
            "may_manage": MANAGE in get_permissions(request.user, region),
        }
        for region in get_regions(request.user)
    ]
    combines, excludes = queries.get_links(row)
    context = {
        "instrument": row,
        "sheet": sheet,
        "regions": regions,
        "groups": list_groups(row.eligibility) if row.state != "ended" else [],
        "combines": combines,
        "excludes": excludes,
        "section": "instruments",
    }
    return render(request, "instruments/detail.html", context)


@require_safe
def show(request, slug):
    """Show one instrument with the tablet turned to the employer: nothing that is for colleagues."""
    row, sheet = _get(slug)
    region = _get_region(request)
    combines, excludes = queries.get_links(row)
    context = {
        "instrument": row,
        "sheet": sheet,
        "region": region,
        "supplement": queries.get_supplement(region, row) if region else None,
        "combines": combines,
        "excludes": excludes,
    }
    return render(request, "instruments/show.html", context)


@require_safe
def leaflet(request, slug):
    """Give one instrument on a single sheet of paper, with the head of the region."""
    row, sheet = _get(slug)
    region = _get_region(request)
    supplement = queries.get_supplement(region, row) if region else None
    try:
        body = render_leaflet(row, sheet, region, supplement, timezone.localdate())
    except PdfError:
        messages.error(request, "De PDF maken is niet gelukt. Probeer het nog een keer, of meld dit bij uw beheerder.")
        return redirect("instruments:detail", slug=slug)
    headers = {"Content-Disposition": f'inline; filename="{slug}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type="application/pdf", headers=headers)
