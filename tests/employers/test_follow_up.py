"""The overview of agreements: what is due, whose it is, closing with one tap, and taking that back."""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from employers import actions
from employers.follow_up.due import count_due, get_due, last_day_of_week
from employers.models import Agreement, Employer, TimelineEntry
from tests.builders import make_agreement, make_employer, make_visit

WEDNESDAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def wednesday():
    """Let it be a Wednesday: the week has days before and after."""
    with mock.patch(
        "django.utils.timezone.localdate",
        side_effect=lambda value=None, tz=None: WEDNESDAY if value is None else value.date(),
    ):
        yield


@pytest.fixture
def promises(noord, anna, lea):
    """Agreements of Anna, Lea and nobody, on days around this Wednesday; by what they say."""
    made = {}
    for name, holder in (("Anna", anna), ("Lea", lea), ("niemand", None)):
        employer = make_employer(region=noord, by=anna, name=f"Werkgever van {name}", account_holder=holder)
        visit = make_visit(employer, by=anna)
        for days in (-9, 0, 2, 4, 5):
            what = f"{name} {days:+d}"
            made[what] = make_agreement(visit, by=anna, what=what, due_on=WEDNESDAY + timedelta(days=days))
    return made


def ask(client, region, **filters):
    return client.get(reverse("employers:follow_up", args=[region.slug]), filters)


def shown(response):
    return [(name, [one.what for one in rows]) for name, rows in response.context["groups"]]


@pytest.mark.parametrize(
    ("day", "sunday"),
    [
        (date(2026, 11, 23), date(2026, 11, 29)),
        (WEDNESDAY, date(2026, 11, 29)),
        (date(2026, 11, 29), date(2026, 11, 29)),
    ],
)
def test_week_ends_on_sunday(day, sunday):
    assert last_day_of_week(day) == sunday


def test_overview_groups_what_is_late_today_and_this_week(as_user, anna, noord, promises):
    assert shown(ask(as_user(anna), noord, adviseur=anna.pk)) == [
        ("late", ["Anna -9"]),
        ("today", ["Anna +0"]),
        ("week", ["Anna +2", "Anna +4"]),
    ]


def test_overview_of_the_region_has_everyones_and_counts_per_adviser(as_user, lea, noord, promises):
    response = ask(as_user(lea), noord)
    assert response.context["page_obj"].paginator.count == 12
    counts = {
        row["employer__account_holder__name"]: (row["late"], row["today"], row["week"])
        for row in response.context["counts"]
    }
    assert counts == {"Anna de Vries": (1, 1, 2), "Lea Bakker": (1, 1, 2), None: (1, 1, 2)}


def test_agreements_without_a_fixed_contact_can_be_found(as_user, lea, noord, promises):
    assert shown(ask(as_user(lea), noord, adviseur="geen"))[0] == ("late", ["niemand -9"])


@pytest.mark.parametrize("adviser", ["x", "99999", "-1", "\x00"])
def test_unknown_adviser_shows_everyone_with_a_notice(adviser, as_user, lea, noord, promises):
    response = ask(as_user(lea), noord, adviseur=adviser)
    assert response.status_code == 200
    assert response.context["page_obj"].paginator.count == 12
    assert "Deze adviseur kennen we hier niet." in response.content.decode()


def test_come_back_dates_of_this_week_stand_there_too(as_user, anna, noord):
    row = make_employer(region=noord, by=anna, name="Even niet", account_holder=anna)
    actions.move_stage(
        by=anna, employer=row, to="not_now", seen="new", reason="Druk", come_back_on=WEDNESDAY + timedelta(days=3)
    )
    assert "Even niet" in ask(as_user(anna), noord).content.decode()
    Employer.objects.filter(pk=row.pk).update(come_back_on=WEDNESDAY + timedelta(days=30))
    assert "Even niet" not in ask(as_user(anna), noord).content.decode()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_one_tap_closes_an_agreement_as_done(headers, as_user, anna, noord, promises):
    agreement = promises["Anna -9"]
    url = reverse("employers:finish_agreement", args=[agreement.pk])
    response = as_user(anna).post(url, {"filters": f"adviseur={anna.pk}"}, headers=headers)
    row = Agreement.objects.get(pk=agreement.pk)
    assert (row.state, row.closed_by) == ("done", anna)
    assert TimelineEntry.objects.filter(employer=row.employer).first().get_kind_display() == "Afspraak afgesloten"
    if headers:
        assert response.status_code == 200
        assert reverse("employers:reopen_agreement", args=[agreement.pk]) in response.content.decode()
    else:
        assert response.url == f"{reverse('employers:follow_up', args=[noord.slug])}?adviseur={anna.pk}"


def test_second_tap_hears_that_someone_was_first(as_user, anna, lea, promises):
    agreement = promises["Anna -9"]
    actions.close_agreement(by=lea, agreement=agreement, state="dropped", note="Gaat niet door")
    url = reverse("employers:finish_agreement", args=[agreement.pk])
    response = as_user(anna).post(url, headers={"HX-Request": "true"})
    assert response.status_code == 409
    assert "was al afgesloten door Lea Bakker" in response.content.decode()
    assert Agreement.objects.get(pk=agreement.pk).closing_note == "Gaat niet door"


def test_closing_by_mistake_can_be_taken_back(as_user, anna, promises):
    agreement, client = promises["Anna -9"], as_user(anna)
    client.post(reverse("employers:finish_agreement", args=[agreement.pk]))
    client.post(reverse("employers:reopen_agreement", args=[agreement.pk]))
    row = Agreement.objects.get(pk=agreement.pk)
    assert (row.state, row.closed_by, row.closed_at) == ("open", None, None)
    assert row.employer.next_due_on == agreement.due_on


def test_reader_sees_the_overview_without_buttons(client, bas, noord, promises):
    client.force_login(bas)
    page = ask(client, noord).content.decode()
    assert "Anna -9" in page
    assert "Gedaan" not in page


def test_other_region_is_in_no_list_and_no_count(noord, zuid, chris, promises):
    assert not get_due(zuid, until=date(2030, 1, 1)).exists()
    assert count_due(zuid, today=WEDNESDAY) == []


@pytest.mark.parametrize("number", [10, 300])
def test_overview_asks_the_same_number_of_queries_however_many_agreements(number, as_user, anna, noord):
    client, employer = as_user(anna), make_employer(region=noord, by=anna, account_holder=anna)
    Agreement.objects.bulk_create(
        Agreement(
            employer=employer,
            region=noord,
            side="desk",
            who="WSP",
            what="belt",
            due_on=WEDNESDAY,
            created_by=anna,
        )
        for _ in range(number)
    )
    Employer.objects.update(next_due_on=WEDNESDAY)
    with CaptureQueriesContext(connection) as caught:
        assert ask(client, noord).status_code == 200
    assert len(caught) == 9
