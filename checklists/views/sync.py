"""The JSON doors of a device: hand in what it kept, ask what to take along, and who is signed in."""

from django.core.exceptions import RequestDataTooBig
from django.http import JsonResponse, RawPostDataException
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from checklists import actions, queries
from checklists.actions.syncing import CONFLICT, REFUSED, SAVED
from checklists.batches import MOST_BYTES, PROTOCOL, BadBatch, read_batch
from checklists.checking import check_changes
from checklists.models import Checklist
from checklists.views.rows import Row, get_stamp
from checklists.views.visit import say_concluded
from employers.queries import get_pages_until
from instruments.sheet import GONE
from regions.access import EDIT, VIEW
from safekeeping.actions import note_access
from safekeeping.models import What

# What the person reads; the status is for the page.
BAD_BATCHES = {
    "too_large": (413, f"Dit is te veel in één keer (meer dan {MOST_BYTES // 1000} kB). Er is niets van opgeslagen."),
    "protocol": (
        400,
        "Deze pagina is van een andere uitgave. Ververs de pagina; wat op dit apparaat staat, blijft bewaard.",
    ),
    "malformed": (400, "Dit is geen geldige zending van een apparaat. Er is niets van opgeslagen."),
}
BAD_BODIES = {RequestDataTooBig: "too_large", RawPostDataException: "malformed"}  # the second: a form with files
OTHER_PERSON = "Op dit apparaat is nu iemand anders ingelogd. Wat hier staat, wacht op de eigenaar."
REASONS = {
    "closed": "Niet opgeslagen: het bezoek is intussen afgerond of afgezegd. Open het bezoek weer en probeer het opnieuw.",
    "unknown": "Niet opgeslagen: dit hoort niet bij dit bezoek. Red het als bestand en vraag uw beheerder om hulp.",
}


@never_cache
@require_POST
def sync(request, pk):
    """Apply what a device kept of one visit, and tell what became of it and what others changed meanwhile."""
    visit = queries.get_visit(request.user, pk, EDIT)
    try:
        batch = read_batch(request.body, request.headers.get("Content-Encoding", ""))
    except (BadBatch, RequestDataTooBig, RawPostDataException) as bad:
        code = BAD_BODIES.get(type(bad)) or bad.code
        status, sentence = BAD_BATCHES[code]
        return JsonResponse({"protocol": PROTOCOL, "reason": code, "sentence": sentence}, status=status)
    if batch.person != request.user.pk:
        reply = {"protocol": PROTOCOL, "reason": "other_person", "sentence": OTHER_PERSON}
        return JsonResponse(reply, status=403)
    stored = queries.get_answer_rows(visit.checklist) if hasattr(visit, "checklist") else {}
    changes = check_changes(batch, visit, queries.get_questions_of(visit), stored)
    outcomes = actions.apply_changes(by=request.user, visit=visit, changes=changes)
    if any(one.change.kind == "conclude" and one.status == SAVED for one in outcomes):
        say_concluded(request, pk)
    reply = {
        "protocol": PROTOCOL,
        "person": request.user.pk,
        "now": get_stamp(),
        "changes": [_describe(outcome) for outcome in outcomes],
        **_describe_newer(request, pk, batch),
    }
    return JsonResponse(reply)


def _describe(outcome):
    """Return what became of one change, as JSON."""
    reply = {"id": str(outcome.change.id), "status": outcome.status}
    if outcome.status == SAVED:
        return {**reply, **outcome.reply}
    if outcome.status == CONFLICT:
        return {**reply, "theirs": _describe_theirs(outcome.newer)}
    if outcome.status == REFUSED:
        errors = {name: " ".join(sentences) for name, sentences in outcome.change.errors.items()}
        sentence = REASONS.get(outcome.reason) or f"Niet opgeslagen. {' '.join(errors.values())}"
        notices = {name: _describe_notice(notice) for name, notice in outcome.change.notices.items()}
        return {**reply, "reason": outcome.reason, "errors": errors, "notices": notices, "sentence": sentence}
    return reply


def _describe_notice(notice):
    """Return what the privacy guard asks about a text, and the field by which a device answers."""
    return {"name": notice.name, "sentence": notice.sentence, "neutral": notice.neutral, "keep": notice.keep}


def _describe_theirs(newer):
    """Return the answer or the general note that stands there now."""
    if isinstance(newer, Checklist):
        return _describe_note(newer)
    return _describe_answer(newer)


def _describe_answer(answer):
    """Return a stored answer as a device keeps it: the values of the form, and who saved it when."""
    return {
        "answer": Row(None, answer).chosen,
        "said_by": answer.said_by,
        "note": answer.note,
        "revision": answer.revision,
        "by": answer.saved_by.name if answer.saved_by else "",
        "by_id": answer.saved_by_id,
        "at": timezone.localtime(answer.saved_at).isoformat() if answer.saved_at else "",
    }


def _describe_note(checklist):
    """Return the general note as a device keeps it."""
    saved_at, saved_by = checklist.note_saved_at, checklist.note_saved_by
    return {
        "note": checklist.note,
        "mark": checklist.note_mark,
        "by": saved_by.name if saved_by else "",
        "by_id": checklist.note_saved_by_id,
        "at": timezone.localtime(saved_at).isoformat() if saved_at else "",
    }


def _describe_newer(request, pk, batch):
    """Return the answers and the note that are newer than what the page shows, and how far the visit is."""
    checklist = None if batch.known is None else queries.find_checklist(request.user, pk)
    if checklist is None:
        return {}
    newer = {
        key: _describe_answer(answer)
        for key, answer in queries.get_answer_rows(checklist).items()
        if answer.revision > batch.known.get(key, 0)
    }
    reply = {"newer": newer, "is_concluded": checklist.is_concluded, "is_short": checklist.is_short}
    if batch.known_note != checklist.note_mark:
        reply["newer_note"] = _describe_note(checklist)
    return reply


@never_cache
@require_GET
def take_along(request, pk):
    """Tell which pages belong to a visit that goes along without a network."""
    visit = queries.get_visit(request.user, pk, VIEW)
    note_access(by=request.user, what=What.DOWNLOAD, row=visit, employer=visit.employer)
    names = ["employers:visit", "checklists:prepare", "employers:agreements"]
    pages = [{"url": reverse(name, args=[pk]), "own": True} for name in names]
    pages += [{"url": reverse("checklists:what_if", args=[pk]), "own": True}]
    pages += [{"url": reverse("guidance:manual_page", args=["zonder-netwerk"])}]
    # What was not started has no pages yet: empty ones go along in their place.
    blank = "" if hasattr(visit, "checklist") else "?leeg=1"
    for name in ("fill", "result", "recommend", "conclude"):
        url = reverse(f"checklists:{name}", args=[pk])
        pages.append({"url": url, "from": url + blank, "own": True})
    pages += [{"url": reverse("employers:detail", args=[visit.employer_id])}]
    pages += [{"url": reverse("employers:today", args=[visit.employer.region.slug])}]
    pages += [{"url": reverse("instruments:list")}, {"url": reverse("checklists:method")}]
    there = [row.slug for row in queries.get_instruments() if row.state not in GONE]
    pages += [{"url": reverse("instruments:detail", args=[slug])} for slug in there]
    title = f"{visit.employer.name}, {date_format(timezone.localtime(visit.planned_at), 'j F Y, H:i')}"
    is_open = visit.is_open and not (hasattr(visit, "checklist") and visit.checklist.is_concluded)
    keep_until = get_pages_until(visit).isoformat()
    return JsonResponse({"visit": pk, "title": title, "is_open": is_open, "keep_until": keep_until, "pages": pages})


@never_cache
@require_GET
def who(request):
    """Tell who is signed in, with a fresh token: what a page that was kept for a while cannot know."""
    return JsonResponse(
        {"person": request.user.pk, "name": request.user.name, "token": get_token(request), "protocol": PROTOCOL}
    )


@never_cache
@require_GET
def device(request):
    """Show what is kept on this device; the page fills itself from the device, the server knows nothing of it."""
    return render(request, "checklists/device.html", {"section": "device"})
