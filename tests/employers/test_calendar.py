"""Calendar files and the private address: right days, no names of people, only what someone may see now."""

from datetime import UTC, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from employers import actions
from employers.models import CalendarAddress
from regions.models import Membership
from tests.builders import make_agreement, make_contact, make_employer, make_visit


@pytest.fixture
def visit(noord, anna):
    """A visit of Anna tomorrow, full of names that may not leave the house."""
    employer = make_employer(region=noord, by=anna, name="Bakker; Koek, & Zn", account_holder=anna)
    contact = make_contact(employer, by=anna, name="Henk Wiersma")
    visit = make_visit(
        employer,
        by=anna,
        contacts=[contact],
        location="Oosterhamrikkade 12, Groningen",
        goal="Met Henk over zijn zorgen",
    )
    make_agreement(visit, by=anna, who="Henk Wiersma", what="Henk belt ons terug")
    return visit


def events(content):
    """Return the events of a calendar by the first word of their name."""
    return {str(event["summary"]).split(":")[0]: event for event in Calendar.from_ical(content).walk("VEVENT")}


def feed(client, token):
    return client.get(reverse("employers:calendar_feed", args=[token]))


def test_visit_file_has_the_time_the_place_and_the_employer(as_user, anna, visit):
    response = as_user(anna).get(reverse("employers:visit_calendar", args=[visit.pk]))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'attachment; filename="bezoek-{visit.pk}.ics"'
    event = events(response.content)["Bezoek"]
    assert event["summary"] == "Bezoek: Bakker; Koek, & Zn"
    assert event["location"] == "Oosterhamrikkade 12, Groningen"
    start = event["dtstart"].dt
    assert start == visit.planned_at.astimezone(UTC).replace(microsecond=0)
    assert event["dtend"].dt - start == timedelta(hours=1)
    assert event["url"].endswith(reverse("employers:visit", args=[visit.pk]))


def test_agreement_file_is_a_whole_day(as_user, anna, visit):
    agreement = visit.agreements.get()
    response = as_user(anna).get(reverse("employers:agreement_calendar", args=[agreement.pk]))
    event = events(response.content)["Afspraak nakomen"]
    assert event["dtstart"].dt == agreement.due_on
    assert event["dtend"].dt == agreement.due_on + timedelta(days=1)


def test_same_visit_keeps_its_name_when_it_moves(as_user, anna, visit):
    client, url = as_user(anna), reverse("employers:visit_calendar", args=[visit.pk])
    before = events(client.get(url).content)["Bezoek"]["uid"]
    visit.planned_at += timedelta(days=3)
    visit.save()
    assert events(client.get(url).content)["Bezoek"]["uid"] == before


def test_every_line_ends_as_the_standard_wants_and_is_short_enough(as_user, anna, visit):
    content = as_user(anna).get(reverse("employers:visit_calendar", args=[visit.pk])).content
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75


def test_feed_has_own_visits_and_agreements_without_a_session(client, anna, visit):
    response = feed(client, actions.make_calendar_address(by=anna))
    assert response.status_code == 200
    assert set(events(response.content)) == {"Bezoek", "Afspraak nakomen"}
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.cookies == {}


def test_no_name_of_a_contact_and_no_word_of_the_talk_is_in_any_calendar(client, anna, visit):
    client.force_login(anna)
    agreement = visit.agreements.get()
    urls = [
        reverse("employers:calendar_feed", args=[actions.make_calendar_address(by=anna)]),
        reverse("employers:visit_calendar", args=[visit.pk]),
        reverse("employers:agreement_calendar", args=[agreement.pk]),
    ]
    for url in urls:
        content = client.get(url).content.decode().replace("\r\n ", "")
        assert "Bakker" in content
        for word in ("Henk", "Wiersma", "zorgen", "belt ons terug"):
            assert word not in content


def test_feed_leaves_out_what_is_cancelled_closed_or_of_a_colleague(client, anna, lea, noord, visit):
    other = make_employer(region=noord, by=lea, name="Van Lea", account_holder=lea)
    make_agreement(make_visit(other, by=lea), by=lea)
    actions.cancel_visit(by=anna, visit=visit, reason="Ziek")
    actions.close_agreement(by=anna, agreement=visit.agreements.get(), state="done", note="")
    assert events(feed(client, actions.make_calendar_address(by=anna)).content) == {}


def test_feed_shows_only_what_its_owner_may_see_now(client, anna, visit):
    token = actions.make_calendar_address(by=anna)
    Membership.objects.filter(user=anna).delete()
    assert events(feed(client, token).content) == {}


def test_feed_of_the_other_region_has_nothing_of_ours(client, chris, zuid, visit):
    make_visit(make_employer(region=zuid, by=chris, name="Van Chris"), by=chris)
    content = feed(client, actions.make_calendar_address(by=chris)).content.decode()
    assert "Van Chris" in content
    assert "Bakker" not in content


def test_feed_stops_when_its_owner_leaves(client, anna, visit):
    token = actions.make_calendar_address(by=anna)
    anna.is_active = False
    anna.save()
    assert feed(client, token).status_code == 404


def test_new_address_ends_the_old_one_and_revoking_ends_them_all(client, anna):
    old = actions.make_calendar_address(by=anna)
    new = actions.make_calendar_address(by=anna)
    assert [feed(client, token).status_code for token in (old, new)] == [404, 200]
    client.force_login(anna)
    client.post(reverse("employers:revoke_calendar"))
    client.logout()
    assert feed(client, new).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 43, "a" * 2000, "'--"])
def test_guessed_address_is_not_found(token, client, anna):
    actions.make_calendar_address(by=anna)
    assert feed(client, token).status_code == 404


def test_secret_is_shown_once_and_only_its_hash_is_kept(as_user, anna):
    client, url = as_user(anna), reverse("employers:my_calendar")
    first = client.post(url)
    address = first.context["new_url"]
    token = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert address in first.content.decode()
    assert token not in client.get(url).content.decode()
    row = CalendarAddress.objects.get(user=anna)
    assert len(row.token_hash) == 64
    assert token not in row.token_hash
    assert feed(client, token).status_code == 200


def test_hash_of_a_token_is_no_key(client, anna):
    actions.make_calendar_address(by=anna)
    assert feed(client, CalendarAddress.objects.get(user=anna).token_hash).status_code == 404


def test_visit_of_long_ago_is_no_longer_in_the_feed(client, anna, visit):
    visit.planned_at = timezone.now() - timedelta(days=40)
    visit.save()
    assert "Bezoek" not in events(feed(client, actions.make_calendar_address(by=anna)).content)
