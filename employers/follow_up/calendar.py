"""Visits and agreements as iCalendar text (RFC 5545): who leaves the house by this door is the employer, never a person."""

from datetime import UTC, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

_HOST = "werkgeverskompas"
_LENGTH = timedelta(hours=1)  # a visit has no end; an hour keeps the next one from being planned on top of it


def make_calendar(*, visits=(), agreements=(), name=""):
    """Return a calendar as bytes with these visits and agreements, each with its employer loaded."""
    calendar = Calendar()
    calendar.add("prodid", "-//Werkgeverskompas//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
    stamp = timezone.now().astimezone(UTC)
    for visit in visits:
        calendar.add_component(_make_visit(visit, stamp))
    for agreement in agreements:
        calendar.add_component(_make_agreement(agreement, stamp))
    return calendar.to_ical()


def _make_event(uid, stamp, summary, path):
    address = f"{settings.PUBLIC_URL}{path}"
    event = Event()
    event.add("uid", f"{uid}@{_HOST}")
    event.add("dtstamp", stamp)
    event.add("summary", summary)
    event.add("description", f"Bekijk in Werkgeverskompas: {address}")
    event.add("url", address)
    return event


def _make_visit(visit, stamp):
    """Return the event of a visit; its goal and who is there stay inside, free text can name anyone."""
    path = reverse("employers:visit", args=[visit.pk])
    event = _make_event(f"bezoek-{visit.pk}", stamp, f"Bezoek: {visit.employer.name}", path)
    start = visit.planned_at.astimezone(UTC)
    event.add("dtstart", start)
    event.add("dtend", start + _LENGTH)
    if visit.location:
        event.add("location", visit.location)
    event.add("status", "CANCELLED" if visit.cancelled_at else "CONFIRMED")
    return event


def _make_agreement(agreement, stamp):
    """Return the day an agreement is due; what was agreed and with whom stay inside."""
    path = reverse("employers:detail", args=[agreement.employer_id])
    summary = f"Afspraak nakomen: {agreement.employer.name}"
    event = _make_event(f"afspraak-{agreement.pk}", stamp, summary, path)
    event.add("dtstart", agreement.due_on)
    event.add("dtend", agreement.due_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event
