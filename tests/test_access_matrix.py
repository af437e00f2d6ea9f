"""Who may open which door: every URL name x every person x the status that is expected.

404: not yours to see. 403: yours to see, not to change. A new URL is red until it has its row here.
"""

from dataclasses import dataclass, field

import pytest
from django.urls import URLPattern, get_resolver, reverse

from checklists.models import Advice
from employers.actions import make_calendar_address
from tests.builders import (
    give_advice,
    make_agreement,
    make_contact,
    make_employer,
    make_placement,
    make_visit,
    start_checklist,
)

PEOPLE = ("anonymous", "anna", "bas", "lea", "chris", "dana")


def statuses(*codes):
    return dict(zip(PEOPLE, codes, strict=True))


OPEN = statuses(200, 302, 302, 302, 302, 302)  # sign-in page: who is in, is sent on
SIGNED_IN = statuses(302, 200, 200, 200, 200, 200)
READ = statuses(302, 200, 200, 200, 404, 404)
EDIT = statuses(302, 200, 403, 200, 404, 404)
LEADS = statuses(302, 403, 403, 302, 404, 404)


def writes(status):
    return statuses(302, status, 403, status, 404, 404)


@dataclass(frozen=True)
class Door:
    """One URL name with one method; `at` names the row its arguments come from."""

    name: str
    expected: dict
    at: str = ""
    method: str = "get"
    data: dict = field(default_factory=dict)

    def __str__(self):
        return f"{self.method} {self.name}"


DOORS = [
    Door("regions:home", statuses(302, 302, 302, 302, 302, 200)),
    Door("regions:sign_in", OPEN),
    Door("regions:sign_out", statuses(302, 302, 302, 302, 302, 302), method="post"),
    Door("regions:change_password", SIGNED_IN),
    Door("safekeeping:privacy_words", SIGNED_IN),
    Door("instruments:list", SIGNED_IN),
    Door("instruments:detail", SIGNED_IN, "instrument"),
    Door("employers:today", READ, "region"),
    Door("employers:pipeline", READ, "region"),
    Door("employers:pipeline_cards", statuses(302, 302, 302, 302, 404, 404), "stage"),  # without htmx: on to the table
    Door("employers:pipeline_csv", READ, "region"),
    Door("employers:pipeline_xlsx", READ, "region"),
    Door("employers:hand_over", LEADS, "region"),
    Door("employers:hand_over", statuses(302, 403, 403, 422, 404, 404), "region", "post"),
    Door("employers:move", EDIT, "employer"),
    Door("employers:move", writes(422), "employer", "post"),
    Door("employers:follow_up", READ, "region"),
    Door("employers:finish_agreement", writes(302), "agreement", "post"),
    Door("employers:reopen_agreement", writes(302), "agreement", "post"),
    Door("employers:agreement_calendar", READ, "agreement"),
    Door("employers:visit_calendar", READ, "visit"),
    Door("employers:my_calendar", SIGNED_IN),
    Door("employers:my_calendar", SIGNED_IN, method="post"),
    Door("employers:revoke_calendar", statuses(302, 302, 302, 302, 302, 302), method="post"),
    Door("employers:calendar_feed", statuses(200, 200, 200, 200, 200, 200), "calendar"),  # the secret is the key
    Door("employers:add_placement", EDIT, "employer"),
    Door("employers:add_placement", writes(422), "employer", "post"),
    Door("employers:edit_placement", EDIT, "placement"),
    Door("employers:edit_placement", writes(422), "placement", "post"),
    Door("employers:list", READ, "region"),
    Door("employers:create", EDIT, "region"),
    Door("employers:create", writes(422), "region", "post"),
    Door("employers:detail", READ, "employer"),
    Door("employers:edit", EDIT, "employer"),
    Door("employers:edit", writes(422), "employer", "post"),
    Door("employers:add_contact", EDIT, "employer"),
    Door("employers:add_contact", writes(422), "employer", "post"),
    Door("employers:edit_contact", EDIT, "contact"),
    Door("employers:edit_contact", writes(422), "contact", "post"),
    Door("employers:plan_visit", EDIT, "employer"),
    Door("employers:plan_visit", writes(422), "employer", "post"),
    Door("employers:visit", READ, "visit"),
    Door("employers:edit_visit", EDIT, "visit"),
    Door("employers:edit_visit", writes(422), "visit", "post"),
    Door("employers:cancel_visit", EDIT, "visit"),
    Door("employers:cancel_visit", writes(422), "visit", "post"),
    Door("employers:agreements", READ, "visit"),
    Door("employers:agreements", writes(422), "visit", "post"),
    Door("employers:add_agreement", EDIT, "employer"),
    Door("employers:add_agreement", writes(422), "employer", "post"),
    Door("employers:close_agreement", EDIT, "agreement"),
    Door("employers:close_agreement", writes(422), "agreement", "post"),
    Door("checklists:prepare", READ, "visit"),
    Door("checklists:start", writes(302), "visit", "post"),
    Door("checklists:fill", READ, "visit"),
    Door("checklists:save_answer", writes(422), "question", "post"),
    Door("checklists:save_note", writes(302), "visit", "post"),
    Door("checklists:result", READ, "visit"),
    Door("checklists:choose_profile", writes(422), "visit", "post"),
    Door("checklists:conclude", EDIT, "visit"),
    Door("checklists:conclude", writes(302), "visit", "post"),
    Door("checklists:reopen", writes(422), "visit", "post"),
    Door("checklists:recommend", READ, "visit"),
    Door("checklists:adjust", writes(422), "visit", "post"),
    Door("checklists:withdraw", writes(422), "visit", "post"),
    Door("checklists:what_if", READ, "visit"),
    Door("checklists:keep_scenario", writes(422), "visit", "post"),
    Door("checklists:withdraw_scenario", writes(422), "visit", "post"),
    Door("checklists:advice", READ, "visit"),
    Door("checklists:save_closing", writes(302), "visit", "post"),
    Door("checklists:give_advice", writes(302), "visit", "post"),
    Door("checklists:paper", READ, "paper"),
    Door("checklists:method", SIGNED_IN),
]


def url_names(patterns=None, namespace=""):
    """Return every URL name of the project; Django's own admin guards itself and is checked apart."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"
        elif entry.namespace != "admin":
            yield from url_names(entry.url_patterns, f"{entry.namespace}:" if entry.namespace else namespace)


def test_every_url_has_its_row():
    assert set(url_names()) == {door.name for door in DOORS}


@pytest.fixture
def house(reference, noord, anna, bas, lea, chris, dana, monkeypatch):
    """One of everything in Noord, by Anna; returns the URL arguments by the name of the row."""
    # What stands on a paper is tested with the papers; here only who may have it, some three hundred times.
    monkeypatch.setattr("checklists.actions.advice.render_paper", lambda paper, content: b"%PDF-1.7")
    employer = make_employer(region=noord, by=anna)
    contact = make_contact(employer, by=anna)
    visit = make_visit(employer, by=anna)
    checklist = start_checklist(visit, by=anna)
    agreement = make_agreement(visit, by=anna)
    given = make_visit(employer, by=anna)
    start_checklist(given, by=anna)
    advice = give_advice(given, by=anna)
    assert isinstance(advice, Advice)
    return {
        "": {},
        "region": {"slug": noord.slug},
        "stage": {"slug": noord.slug, "stage": "visited"},
        "instrument": {"slug": "loonkostensubsidie"},
        "employer": {"pk": employer.pk},
        "contact": {"pk": contact.pk},
        "visit": {"pk": visit.pk},
        "agreement": {"pk": agreement.pk},
        "placement": {"pk": make_placement(employer, by=anna).pk},
        "calendar": {"token": make_calendar_address(by=anna)},
        "question": {"pk": visit.pk, "key": checklist.answers.first().question.key},
        "paper": {"number": advice.number, "paper": "werkgever"},
    }


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("door", DOORS, ids=str)
def test_door_opens_for_whom_it_should(door, person, house, client, request):
    if person != "anonymous":
        client.force_login(request.getfixturevalue(person))
    response = getattr(client, door.method)(reverse(door.name, kwargs=house[door.at]), door.data)
    assert response.status_code == door.expected[person]


@pytest.mark.parametrize("door", [door for door in DOORS if door.expected["anonymous"] == 302], ids=str)
def test_closed_door_sends_a_stranger_to_the_sign_in_page(door, house, client):
    response = getattr(client, door.method)(reverse(door.name, kwargs=house[door.at]), door.data)
    assert response.url.startswith(reverse("regions:sign_in"))


def test_superuser_without_membership_sees_no_employer(house, client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root@voorbeeld.nl", "Sofie Prins"))
    assert client.get(reverse("employers:detail", kwargs=house["employer"])).status_code == 404


def test_inactive_member_is_out_at_once(house, anna, client):
    client.force_login(anna)
    anna.is_active = False
    anna.save()
    assert client.get(reverse("employers:detail", kwargs=house["employer"])).status_code == 302


def test_admin_shows_no_employer_tables(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root@voorbeeld.nl", "Sofie Prins"))
    page = client.get("/beheer/").content.decode()
    assert "/beheer/regions/region/" in page
    assert "/beheer/employers/employer/" not in page
    assert "/beheer/checklists/answer/" not in page
