"""What was promised and is due: the overview, closing with one tap, calendar files and the private calendar address."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from employers import actions, queries
from employers.follow_up.calendar import make_calendar
from employers.follow_up.due import (
    count_due,
    get_calendar_address,
    get_calendar_owner,
    get_calendar_rows,
    get_due,
    last_day_of_week,
)
from employers.forms.follow_up import FollowUpForm
from employers.models import AgreementState
from employers.views.agreements import say_closed
from regions.access import EDIT, VIEW, fetch_region, get_permissions
from regions.queries import get_advisers
from regions.undoing import say_with_undo
from safekeeping.acting import acting_for

PAGE_SIZE = 50


@require_GET
def follow_up(request, slug):
    """Show the open agreements that are too late, due today or due this week, of one adviser or of the whole region."""
    region = fetch_region(request.user, VIEW, slug)
    today = timezone.localdate()
    until = last_day_of_week(today)
    permissions = get_permissions(request.user, region)
    form = FollowUpForm(request.GET, advisers=get_advisers(region, EDIT, queries.get_holder_ids(region)))
    holder = form.get_holder()
    come_backs = queries.get_come_backs(region, until=until)
    if holder is not None:
        come_backs = come_backs.filter(account_holder=None if holder == "nobody" else holder)
    page = Paginator(get_due(region, until=until, holder=holder), PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {
        "region": region,
        "section": "follow_up",
        "form": form,
        "is_ignored": bool(form.errors),
        "query": form.get_query(),
        "page_obj": page,
        "groups": _group(page, today),
        "counts": count_due(region, today=today),
        "come_backs": come_backs[:PAGE_SIZE],
        "today": today,
        "may_edit": EDIT in permissions,
    }
    return render(request, "employers/follow_up.html", context)


def _group(agreements, today):
    """Return (name, agreements) of what is too late, due today and due later this week; an empty group is left out."""
    groups = {"late": [], "today": [], "week": []}
    for one in agreements:
        groups["late" if one.due_on < today else "today" if one.due_on == today else "week"].append(one)
    return [(name, rows) for name, rows in groups.items() if rows]


@require_POST
def finish_agreement(request, pk):
    """Close an agreement as done, with one tap."""
    agreement = queries.get_agreement(request.user, pk, EDIT)
    try:
        row = actions.close_agreement(by=request.user, agreement=agreement, state=AgreementState.DONE, note="")
    except actions.AgreementClosed:
        return _answer(request, queries.get_agreement(request.user, pk, EDIT), is_late=True)
    return _answer(request, row)


@require_POST
def reopen_agreement(request, pk):
    """Open an agreement again that was closed by mistake."""
    agreement = queries.get_agreement(request.user, pk, EDIT)
    return _answer(request, actions.reopen_agreement(by=request.user, agreement=agreement))


def _answer(request, agreement, is_late=False):
    """Answer one tap: the line as it is now, or the page it came from; 409 when someone else closed it first."""
    if request.htmx:
        context = {
            "agreement": agreement,
            "today": timezone.localdate(),
            "may_edit": True,
            "is_late": is_late,
            "is_new": True,
        }
        return render(request, "employers/follow_up.html#line", context, status=409 if is_late else 200)
    came_from = request.POST.get("filters")
    if is_late:
        messages.error(request, "Deze afspraak was al afgesloten. Er is niets gewijzigd.")
    elif agreement.state == AgreementState.OPEN:
        messages.success(request, "De afspraak staat weer open.")
    else:
        say_closed(request, agreement, filters=came_from or "")
    if came_from is None:  # from the dossier, not from the overview
        return redirect("employers:detail", pk=agreement.employer_id)
    query = QueryDict(came_from[:200]).urlencode()
    return redirect(f"{reverse('employers:follow_up', args=[agreement.employer.region.slug])}?{query}")


@require_GET
def visit_calendar(request, pk):
    """Give a calendar file of one visit."""
    visit = queries.get_visit(request.user, pk)
    return _calendar(make_calendar(visits=[visit]), f"bezoek-{pk}.ics")


@require_GET
def agreement_calendar(request, pk):
    """Give a calendar file of one agreement."""
    agreement = queries.get_agreement(request.user, pk, VIEW)
    return _calendar(make_calendar(agreements=[agreement]), f"afspraak-{pk}.ics")


def _calendar(content, name=""):
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    if name:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_not_required
@require_GET
def calendar_feed(request, token):
    """Give someone's calendar program what they may see now; the secret in the address is the key, there is no session."""
    owner = get_calendar_owner(token)
    if owner is None:
        raise Http404
    with acting_for(owner):
        visits, agreements = get_calendar_rows(owner)
        return _calendar(make_calendar(visits=visits, agreements=agreements, name="Werkgeverskompas"))


@require_http_methods(["GET", "POST"])
def my_calendar(request):
    """Show how to subscribe; make a new private address, which is shown this once."""
    context = {"section": "calendar"}
    if request.method == "POST":
        token = actions.make_calendar_address(by=request.user)
        context["new_url"] = f"{settings.PUBLIC_URL}{reverse('employers:calendar_feed', args=[token])}"
    context["address"] = get_calendar_address(request.user)
    response = render(request, "employers/my_calendar.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    return response


@require_POST
def revoke_calendar(request):
    """Make the private address stop working."""
    if actions.revoke_calendar_address(by=request.user):
        url = reverse("employers:restore_calendar")
        say_with_undo(request, "Uw agenda-adres werkt niet meer.", url=url, label="Laat het weer werken")
    else:
        messages.warning(request, "U had geen agenda-adres.")
    return redirect("employers:my_calendar")


@require_POST
def restore_calendar(request):
    """Let the private address work again that was revoked by mistake."""
    if actions.restore_calendar_address(by=request.user):
        messages.success(request, "Uw agenda-adres werkt weer. Het is hetzelfde adres als eerst.")
    else:
        messages.error(request, "Er is geen adres om weer te laten werken: u heeft er al een, of u had er nooit een.")
    return redirect("employers:my_calendar")
