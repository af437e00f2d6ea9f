"""What a contact person may ask: to see what is kept, and to have it erased; and who did what with an employer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from employers import actions, queries
from employers.views.context import employer_context
from regions.access import EDIT, OVERSEE
from safekeeping.actions import note_access
from safekeeping.models import What
from safekeeping.papers import describe_about, render_about
from safekeeping.queries import collect_about, get_employer_trail
from safekeeping.views.trail import trail_context
from wsp.pdf import PdfError


@require_GET
def contact_about(request, pk):
    """Show all that is kept of a contact person, why and how long."""
    contact = queries.get_contact(request.user, pk, EDIT)
    note_access(by=request.user, what=What.VIEW, row=contact, employer=contact.employer)
    context = employer_context(request, contact.employer) | {"contact": contact, "sections": collect_about(contact)}
    return render(request, "employers/contact_about.html", context)


@require_GET
def contact_json(request, pk):
    """Give all that is kept of a contact person as data."""
    contact = queries.get_contact(request.user, pk, EDIT)
    _note(request, contact)
    body = describe_about(contact, collect_about(contact), timezone.localdate())
    return _as_file(body, "application/json; charset=utf-8", f"inzage-{pk}.json")


@require_GET
def contact_pdf(request, pk):
    """Give all that is kept of a contact person on paper."""
    contact = queries.get_contact(request.user, pk, EDIT)
    _note(request, contact)
    try:
        body = render_about(contact, collect_about(contact), timezone.localdate())
    except PdfError:
        messages.error(
            request, "De PDF maken is niet gelukt. Gebruik het overzicht als JSON, of meld dit bij uw beheerder."
        )
        return redirect("employers:contact_about", pk=pk)
    return _as_file(body, "application/pdf", f"inzage-{pk}.pdf")


def _note(request, contact):
    note_access(by=request.user, what=What.EXPORT, row=contact, employer=contact.employer)


def _as_file(body, kind, name):
    # The name of the file says nothing about the person: it stays behind in a folder of downloads.
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type=kind, headers=headers)


@require_POST
def erase_contact(request, pk):
    """Erase a contact person who asks for it, and say what stays and why."""
    contact = queries.get_contact(request.user, pk, EDIT)
    kept = actions.erase_contact(by=request.user, contact=contact)
    messages.success(request, "De gegevens van de contactpersoon zijn gewist.")
    for sentence in dict.fromkeys(line.why_kept for line in kept):
        messages.info(request, f"Dit blijft: {sentence}")
    return redirect("employers:detail", pk=contact.employer_id)


@require_GET
def trail(request, pk):
    """Show who did what with an employer."""
    employer = queries.get_employer(request.user, pk, OVERSEE)
    context = employer_context(request, employer) | {"query": ""}
    rows = get_employer_trail(employer)
    return render(request, "employers/trail.html", context | trail_context(rows, request.GET))
