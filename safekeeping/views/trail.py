"""Who did what: in a region, by one person, and as a file for a privacy officer."""

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from regions.access import OVERSEE, fetch_region
from safekeeping import queries
from safekeeping.actions import note_access
from safekeeping.exporting import write_trail
from safekeeping.forms import PageForm, TrailForm
from safekeeping.labels import describe_columns, describe_detail, describe_subject, describe_who, find_people
from safekeeping.models import What

PAGE_SIZE = 50


@require_GET
def trail(request, slug):
    """Show what happened in a region, all of it or by one person."""
    region = fetch_region(request.user, OVERSEE, slug)
    form = TrailForm(request.GET, people=queries.get_people(region))
    rows = queries.get_region_trail(region, user=form.get_person())
    context = {"region": region, "form": form, "query": form.get_query()}
    return render(request, "safekeeping/trail.html", context | trail_context(rows, request.GET))


def trail_context(rows, query):
    """Return one page of events in words; pages go by the number of a line, so that nobody has to count them all."""
    before = PageForm(query).get_before()
    found = list((rows if before is None else rows.filter(pk__lt=before))[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    names = queries.get_names(find_people(shown))
    events = [
        {
            "row": event,
            "who": describe_who(event),
            "subject": describe_subject(event.subject),
            "columns": describe_columns(event),
            "detail": describe_detail(event, names),
        }
        for event in shown
    ]
    return {
        "events": events,
        "is_later_page": before is not None,
        "older": found[PAGE_SIZE - 1].pk if len(found) > PAGE_SIZE else None,
    }


@require_GET
def trail_csv(request, slug):
    """Give what happened in a region as CSV; that this was done, is written down too."""
    region = fetch_region(request.user, OVERSEE, slug)
    form = TrailForm(request.GET, people=queries.get_people(region))
    note_access(by=request.user, what=What.EXPORT, row=region, region=region)
    rows = queries.get_region_trail(region, user=form.get_person())
    response = StreamingHttpResponse(write_trail(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="wie-deed-wat-{region.slug}.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
