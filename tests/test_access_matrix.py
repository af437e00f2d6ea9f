"""Who may open which door: every URL name x every person x the status that is expected.

404: not yours to see. 403: yours to see, not to change. A new URL is red until it has its row here.
"""

from dataclasses import dataclass, field
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from checklists.models import Advice
from employers.actions import make_calendar_address
from instruments.models import Amount
from regions.actions import change_theme, invite
from regions.models import Role
from safekeeping.models import DestructionList
from tests.builders import (
    give_advice,
    make_agreement,
    make_contact,
    make_employer,
    make_fact,
    make_placement,
    make_visit,
    start_checklist,
)

PEOPLE = ("anonymous", "anna", "bas", "lea", "chris", "dana", "ada", "nora")


def statuses(*codes, ada=None, nora=None):
    """Return the status per person, unless told otherwise with these two.

    Ada, who administers Noord, may do what Bas may; Nora, who keeps the catalogue, what Dana may, who has no region either.
    """
    return dict(zip(PEOPLE, (*codes, ada or codes[2], nora or codes[5]), strict=True))


def everyone(status):
    return dict.fromkeys(PEOPLE, status)


OPEN = statuses(200, 302, 302, 302, 302, 302)  # sign-in page: who is in, is sent on
SIGNED_IN = statuses(302, 200, 200, 200, 200, 200)
READ = statuses(302, 200, 200, 200, 404, 404)
EDIT = statuses(302, 200, 403, 200, 404, 404)
OVERSIGHT = statuses(302, 403, 403, 200, 404, 404, ada=200)
NOBODY = statuses(302, 403, 403, 403, 404, 404, ada=409)  # Ada too early: nobody looked at the list yet
LEADS = statuses(302, 403, 403, 302, 404, 404)
NONE_YET = statuses(302, 404, 404, 404, 404, 404)  # one's own, and nobody of the cast has it


def manages(status):
    return statuses(302, 403, 403, 403, 404, 404, ada=status)


def keeps(status):
    """Return the status for who keeps the catalogue; everyone else may read it elsewhere, and not change it here."""
    return statuses(302, 403, 403, 403, 403, 403, nora=status)


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
        return f"{self.method} {self.name} {self.at}".rstrip()


DOORS = [
    Door("regions:home", statuses(302, 302, 302, 302, 302, 200, nora=302)),
    Door("security_txt", everyone(200)),
    Door("account_login", OPEN),
    Door("account_logout", everyone(302), method="post"),
    Door("account_inactive", everyone(200)),
    Door("account_change_password", SIGNED_IN),
    Door("account_reset_password", everyone(200)),
    Door("account_reset_password_done", everyone(200)),
    Door("account_reset_password_from_key", everyone(200), "reset"),
    Door("account_reset_password_from_key_done", everyone(200)),
    # The cast has no password and no second step, so there is nothing to confirm with.
    Door("account_reauthenticate", statuses(302, 403, 403, 403, 403, 403)),
    Door("mfa_reauthenticate", statuses(302, 403, 403, 403, 403, 403)),
    Door("mfa_reauthenticate_webauthn", statuses(302, 403, 403, 403, 403, 403)),
    Door("mfa_authenticate", everyone(302)),
    Door("mfa_login_webauthn", everyone(302)),
    Door("mfa_index", SIGNED_IN),
    Door("mfa_activate_totp", SIGNED_IN),
    Door("mfa_activate_totp", statuses(302, 422, 422, 422, 422, 422), method="post"),
    Door("mfa_deactivate_totp", NONE_YET),
    Door("mfa_view_recovery_codes", NONE_YET),
    Door("mfa_generate_recovery_codes", SIGNED_IN),
    Door("mfa_generate_recovery_codes", statuses(302, 422, 422, 422, 422, 422), method="post"),
    Door("mfa_list_webauthn", SIGNED_IN),
    Door("mfa_add_webauthn", SIGNED_IN),
    Door("mfa_add_webauthn", statuses(302, 422, 422, 422, 422, 422), method="post"),
    Door("mfa_edit_webauthn", NONE_YET, "passkey"),  # of someone else
    Door("mfa_remove_webauthn", NONE_YET, "passkey"),
    Door("mfa_remove_webauthn", NONE_YET, "passkey", "post"),
    Door("usersessions_list", SIGNED_IN),
    Door("socialaccount_connections", SIGNED_IN),
    Door("socialaccount_login_cancelled", everyone(200)),
    Door("openid_connect_login", everyone(200), "provider"),
    Door("openid_connect_callback", everyone(401), "provider"),
    Door("regions:totp_picture", NONE_YET),
    Door("regions:invitation", statuses(200, 403, 403, 403, 403, 403), "invitation"),
    Door("regions:invitation", statuses(422, 403, 403, 403, 403, 403), "invitation", "post"),
    Door(
        "regions:accept_through_provider",
        statuses(401, 302, 302, 302, 302, 302),  # 401: this provider gives no answer
        "invitation_through_provider",
        "post",
    ),
    Door("regions:members", manages(200), "region"),
    Door("regions:theme", READ, "themed"),
    Door("regions:change_theme", manages(200), "region"),
    Door("regions:change_theme", manages(422), "region", "post"),
    Door("regions:invite", manages(200), "region"),
    Door("regions:invite", manages(422), "region", "post"),
    Door("regions:revoke_invitation", manages(302), "invitation_row", "post"),
    Door("regions:restore_invitation", manages(302), "invitation_row", "post"),
    Door("regions:restore_membership", manages(302), "rights", "post"),
    Door("regions:change_role", manages(200), "member"),
    Door("regions:change_role", manages(422), "member", "post"),
    Door("regions:end_membership", manages(200), "member"),
    Door("regions:end_membership", manages(302), "member", "post"),
    Door("regions:reset_second_factor", manages(200), "member"),
    Door("regions:reset_second_factor", manages(302), "member", "post"),
    Door("employers:hand_over_work", manages(200), "member"),
    Door("employers:hand_over_work", manages(422), "member", "post"),
    Door("regions:editors", keeps(200)),
    Door("regions:editors", keeps(422), method="post"),
    Door("regions:end_catalogue", keeps(404), "region_pk", "post"),
    Door("regions:restore_catalogue", keeps(404), "no_row", "post"),
    Door("catalogue:start", keeps(200)),
    Door("catalogue:expiring", keeps(200)),
    Door("catalogue:amounts", keeps(200)),
    Door("catalogue:series", keeps(200), "series"),
    Door("catalogue:add_amount", keeps(200), "series"),
    Door("catalogue:add_amount", keeps(422), "series", "post"),
    Door("catalogue:change_amount", keeps(200), "amount"),
    Door("catalogue:change_amount", keeps(422), "amount", "post"),
    Door("catalogue:remove_amount", keeps(404), "amount"),  # a loaded amount is never taken away
    Door("catalogue:remove_amount", keeps(404), "amount", "post"),
    Door("catalogue:restore_amount", keeps(302), "amount", "post"),  # that is no number of a change: it says so
    Door("catalogue:instruments", keeps(200)),
    Door("catalogue:versions", keeps(200), "instrument"),
    Door("catalogue:edit_instrument", keeps(200), "instrument"),
    Door("catalogue:edit_instrument", keeps(422), "instrument", "post"),
    Door("catalogue:settle_instrument", keeps(302), "instrument", "post"),
    Door("catalogue:rules", keeps(200)),
    Door("catalogue:edit_rules", keeps(200), "instrument"),
    Door("catalogue:edit_rules", keeps(422), "instrument", "post"),
    Door("safekeeping:privacy_words", SIGNED_IN),
    Door("safekeeping:oversight", OVERSIGHT, "region"),
    Door("safekeeping:trail", OVERSIGHT, "region"),
    Door("safekeeping:trail_csv", OVERSIGHT, "region"),
    Door("employers:trail", OVERSIGHT, "employer"),
    Door("safekeeping:destruction", OVERSIGHT, "destruction"),
    Door("safekeeping:check_list", statuses(302, 403, 403, 302, 404, 404, ada=302), "destruction", "post"),
    Door("safekeeping:approve_list", NOBODY, "destruction", "post"),
    Door("safekeeping:withdraw_list", NOBODY, "destruction", "post"),
    Door("instruments:list", SIGNED_IN),
    Door("instruments:compare", SIGNED_IN),
    Door("instruments:detail", SIGNED_IN, "instrument"),
    Door("instruments:show", SIGNED_IN, "instrument"),
    Door("instruments:leaflet", SIGNED_IN, "instrument"),
    Door("instruments:supplement", manages(200), "supplement"),
    Door("instruments:supplement", manages(302), "supplement", "post"),
    Door("employers:today", READ, "region"),
    Door("employers:pipeline", READ, "region"),
    Door("employers:pipeline_cards", statuses(302, 302, 302, 302, 404, 404), "stage"),  # without htmx: on to the table
    Door("employers:pipeline_csv", READ, "region"),
    Door("employers:pipeline_xlsx", READ, "region"),
    Door("employers:facts", manages(200), "region"),
    Door("employers:facts", manages(422), "region", "post"),
    Door("employers:import_facts", manages(200), "region"),
    Door("employers:import_facts", manages(422), "region", "post"),
    Door("employers:remove_fact", manages(302), "fact", "post"),
    Door("employers:restore_fact", manages(422), "region", "post"),
    Door("employers:hand_over", LEADS, "region"),
    Door("employers:hand_over", statuses(302, 403, 403, 422, 404, 404), "region", "post"),
    Door("employers:take_back", LEADS, "region", "post"),
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
    Door("employers:restore_calendar", statuses(302, 302, 302, 302, 302, 302), method="post"),
    Door("employers:calendar_feed", statuses(200, 200, 200, 200, 200, 200), "calendar"),  # the secret is the key
    Door("employers:add_placement", EDIT, "employer"),
    Door("employers:add_placement", writes(422), "employer", "post"),
    Door("employers:edit_placement", EDIT, "placement"),
    Door("employers:edit_placement", writes(422), "placement", "post"),
    Door("employers:restore_placement", writes(302), "employer", "post"),
    Door("employers:remove_placement", writes(302), "placement", "post"),
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
    Door("employers:contact_returns", writes(302), "contact", "post"),
    Door("employers:contact_about", EDIT, "contact"),
    Door("employers:contact_json", EDIT, "contact"),
    Door("employers:contact_pdf", EDIT, "contact"),
    Door("employers:erase_contact", writes(302), "contact", "post"),
    Door("employers:plan_visit", EDIT, "employer"),
    Door("employers:plan_visit", writes(422), "employer", "post"),
    Door("employers:visit", READ, "visit"),
    Door("employers:edit_visit", EDIT, "visit"),
    Door("employers:edit_visit", writes(422), "visit", "post"),
    Door("employers:cancel_visit", EDIT, "visit"),
    Door("employers:cancel_visit", writes(422), "visit", "post"),
    Door("employers:restore_visit", writes(409), "visit", "post"),  # it was not cancelled
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
    Door("checklists:sync", writes(400), "visit", "post"),
    Door("checklists:take_along", READ, "visit"),
    Door("checklists:device", SIGNED_IN),
    Door("checklists:who", SIGNED_IN),
    Door("service_worker", statuses(200, 200, 200, 200, 200, 200)),
    Door("manifest", statuses(200, 200, 200, 200, 200, 200)),
    Door("offline", statuses(200, 200, 200, 200, 200, 200)),
    Door("checklists:result", READ, "visit"),
    Door("checklists:choose_profile", writes(422), "visit", "post"),
    Door("checklists:conclude", EDIT, "visit"),
    Door("checklists:conclude", writes(302), "visit", "post"),
    Door("checklists:reopen", writes(422), "visit", "post"),
    Door("checklists:recommend", READ, "visit"),
    Door("checklists:adjust", writes(422), "visit", "post"),
    Door("checklists:choose_focus", writes(302), "visit", "post"),
    Door("checklists:withdraw", writes(422), "visit", "post"),
    Door("checklists:present", READ, "visit"),
    Door("checklists:what_if", READ, "visit"),
    Door("checklists:keep_scenario", writes(422), "visit", "post"),
    Door("checklists:withdraw_scenario", writes(422), "visit", "post"),
    Door("checklists:advice", READ, "visit"),
    Door("checklists:save_closing", writes(302), "visit", "post"),
    Door("checklists:give_advice", writes(302), "visit", "post"),
    Door("checklists:paper", READ, "paper"),
    Door("checklists:figures", READ, "region"),
    Door("checklists:figures_behind", READ, "region", data={"wat": "stand"}),
    Door("checklists:figures_csv", READ, "region", data={"wat": "stand"}),
    Door("checklists:figures_xlsx", READ, "region", data={"wat": "stand"}),
    Door("checklists:figures_report", READ, "region"),
    Door("checklists:nation", statuses(302, 404, 404, 404, 404, 404)),  # a role of its own, see test_nation.py
    Door("checklists:method", SIGNED_IN),
    Door("guidance:terms", SIGNED_IN),
    Door("guidance:manual", SIGNED_IN),
    Door("guidance:manual_page", SIGNED_IN, "manual"),
    Door("guidance:accessibility", statuses(200, 200, 200, 200, 200, 200)),  # a statement anyone may read
    Door("guidance:gallery", statuses(302, 404, 404, 404, 404, 404)),  # only while developing
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
def porch(reference, noord, anna, bas, lea, chris, dana, ada, settings):
    """What stands around the house: invitations, members and accounts; returns the URL arguments by the name of the row."""
    settings.SECURITY_CONTACTS, settings.SECURITY_EXPIRES_ON = ["mailto:lek@voorbeeld.nl"], date(2027, 6, 30)
    nowhere = {"provider_id": "gemeente", "name": "Gemeente", "client_id": "kompas", "secret": "geheim"}
    nowhere["settings"] = {"server_url": "http://127.0.0.1:9", "oauth_pkce_enabled": True}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [nowhere]}}
    invitation, token = invite(by=ada, region=noord, email="nieuw@voorbeeld.nl", name="Noa Nieuw", role=Role.READER)
    someone = get_user_model().objects.create_user("elders@voorbeeld.nl", "Elin Elders")
    passkey = Authenticator.objects.create(user=someone, type=Authenticator.Type.WEBAUTHN, data={"name": "Tablet"})
    return {
        "": {},
        "reset": {"uidb36": "1", "key": "geen-sleutel"},
        "passkey": {"pk": passkey.pk},
        "provider": {"provider_id": "gemeente"},
        "invitation": {"token": token},
        "invitation_row": {"slug": noord.slug, "pk": invitation.pk},
        "invitation_through_provider": {"token": token, "provider_id": "gemeente"},
        "member": {"slug": noord.slug, "pk": bas.memberships.get().pk},  # who has no work to hand over first
        "rights": {"slug": noord.slug, "pk": noord.membership_changes.first().pk},
        "region_pk": {"pk": noord.pk},
        "no_row": {"pk": 2**31},
        "series": {"key": "wml_uur"},
        "amount": {"key": "wml_uur", "pk": Amount.objects.filter(key="wml_uur").first().pk},
    }


@pytest.fixture
def house(reference, porch, noord, anna, monkeypatch):
    """One of everything in Noord, by Anna; returns the URL arguments by the name of the row."""
    # What stands on a paper is tested with the papers; here only who may have it, some three hundred times.
    monkeypatch.setattr("checklists.actions.advice.render_paper", lambda paper, content: b"%PDF-1.7")
    monkeypatch.setattr("checklists.views.region_figures.render_report", lambda *who, today: b"%PDF-1.7")
    monkeypatch.setattr("instruments.views.sheet.render_leaflet", lambda *what: b"%PDF-1.7")
    employer = make_employer(region=noord, by=anna)
    contact = make_contact(employer, by=anna)
    visit = make_visit(employer, by=anna)
    checklist = start_checklist(visit, by=anna)
    change_theme(by=None, region=noord, brand="#7a1f5c", header="#4a1038", accent="#8a4b00")
    agreement = make_agreement(visit, by=anna)
    given = make_visit(employer, by=anna)
    start_checklist(given, by=anna)
    advice = give_advice(given, by=anna)
    assert isinstance(advice, Advice)
    return {
        **porch,
        "region": {"slug": noord.slug},
        "themed": {"slug": noord.slug},
        "stage": {"slug": noord.slug, "stage": "visited"},
        "instrument": {"slug": "loonkostensubsidie"},
        "supplement": {"region_slug": noord.slug, "slug": "loonkostensubsidie"},
        "manual": {"slug": "aan-tafel"},
        "employer": {"pk": employer.pk},
        "contact": {"pk": contact.pk},
        "visit": {"pk": visit.pk},
        "agreement": {"pk": agreement.pk},
        "placement": {"pk": make_placement(employer, by=anna).pk},
        "calendar": {"token": make_calendar_address(by=anna)},
        "question": {"pk": visit.pk, "key": checklist.answers.first().question.key},
        "fact": {"slug": noord.slug, "pk": make_fact(noord, by=anna).pk},
        "destruction": {"pk": DestructionList.objects.create(region=noord).pk},
        "paper": {"number": advice.number, "paper": "werkgever"},
    }


@pytest.fixture
def address_of(request, porch):
    """Return a function that gives the address of a door; the house is only built when a door is inside it."""

    def give(door):
        arguments = porch if door.at in porch else request.getfixturevalue("house")
        return reverse(door.name, kwargs=arguments[door.at])

    return give


@pytest.fixture
def knock(request):
    """Return a function by which one person tries one door; what it changed is undone before the next one knocks."""
    people = {name: request.getfixturevalue(name) for name in PEOPLE if name != "anonymous"}

    def try_door(door, address, person):
        client = Client()
        with transaction.atomic():
            if person in people:
                client.force_login(people[person])
            response = getattr(client, door.method)(address, door.data)
            transaction.set_rollback(True)
        return response

    return try_door


# Building the house takes longer than knocking, so everyone knocks at the doors of a street before the next one is built.
STREET = 20
STREETS = [DOORS[first : first + STREET] for first in range(0, len(DOORS), STREET)]


@pytest.mark.parametrize("street", STREETS, ids=lambda street: f"from {street[0]} to {street[-1]}")
def test_doors_open_for_whom_they_should(street, address_of, knock):
    found = {}
    for door in street:
        address = address_of(door)
        answers = {person: knock(door, address, person) for person in PEOPLE}
        found[str(door)] = {person: answer.status_code for person, answer in answers.items()}
        if door.expected["anonymous"] == 302:
            assert answers["anonymous"].url.startswith(reverse("account_login")), door
    assert found == {str(door): door.expected for door in street}


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
