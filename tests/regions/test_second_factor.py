"""The second step: a code, a recovery code, who must have one, and that what is stored opens nothing by itself."""

import base64
import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regions.actions import add_member
from regions.adapters import SecondFactorAdapter
from regions.models import Role, User

PASSWORD = "een-lange-zin-van-lea"


@pytest.fixture
def lead(lea):
    lea.set_password(PASSWORD)
    lea.save()
    return lea


@pytest.fixture
def strict(settings):
    """As in production: team leads and administrators need a second step."""
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def clock(monkeypatch):
    """A clock of codes that the test turns: every call goes on to the next code."""
    now = {"code": 60_000_000}
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time", lambda: iter([now["code"]]))

    def tick():
        now["code"] += 1

    tick.now = now
    return tick


def code_of(secret, clock):
    return format_hotp_value(hotp_value(secret, clock.now["code"]))


def sign_in(client, user, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


@pytest.fixture
def set_up_app(clock):
    """Return a function that sets an app with codes up over the pages, as its owner does, and returns its secret."""

    def go(client):
        url = reverse("mfa_activate_totp")
        client.post(client.get(url).url, {"password": PASSWORD, "next": url})
        secret = client.get(url).context["form"].secret
        response = client.post(url, {"code": code_of(secret, clock)})
        assert response.url == reverse("mfa_view_recovery_codes")
        return secret

    return go


class TestApp:
    def test_app_is_set_up_after_the_password_and_then_asked_for(self, client, lead, clock, set_up_app):
        sign_in(client, lead)
        assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))
        secret = set_up_app(client)
        fresh = Client()
        clock()
        assert sign_in(fresh, lead).url == reverse("mfa_authenticate")
        assert fresh.get(reverse("regions:home")).status_code == 302
        assert fresh.post(reverse("mfa_authenticate"), {"code": code_of(secret, clock)}).url == reverse("regions:home")
        assert fresh.get(reverse("mfa_index")).status_code == 200

    @pytest.mark.django_db(transaction=True)
    def test_owner_is_mailed(self, client, lead, set_up_app, mailoutbox):
        sign_in(client, lead)
        set_up_app(client)
        assert [mail.subject for mail in mailoutbox] == ["Er is een app met codes aangezet"]
        assert mailoutbox[0].to == [lead.email]

    def test_wrong_code_is_refused_in_words(self, client, lead, clock, set_up_app):
        sign_in(client, lead)
        set_up_app(client)
        fresh = Client()
        sign_in(fresh, lead)
        response = fresh.post(reverse("mfa_authenticate"), {"code": "000000"})
        assert response.status_code == 422
        assert "Deze code klopt niet" in response.content.decode()
        assert "_auth_user_id" not in fresh.session

    def test_code_works_once(self, client, lead, clock, set_up_app):
        sign_in(client, lead)
        secret = set_up_app(client)
        clock()
        code = code_of(secret, clock)
        for expected in (302, 422):
            fresh = Client()
            sign_in(fresh, lead)
            assert fresh.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected

    def test_guessing_codes_closes_the_second_step_for_a_while(self, client, lead, clock, set_up_app):
        sign_in(client, lead)
        secret = set_up_app(client)
        clock()
        fresh = Client()
        sign_in(fresh, lead)
        for number in range(5):
            fresh.post(reverse("mfa_authenticate"), {"code": f"00000{number}"})
        response = fresh.post(reverse("mfa_authenticate"), {"code": code_of(secret, clock)})
        assert response.status_code == 422
        assert "te vaak" in response.content.decode()

    def test_picture_of_the_secret_is_only_for_its_owner_while_setting_up(self, client, lead, clock):
        sign_in(client, lead)
        url = reverse("mfa_activate_totp")
        client.post(client.get(url).url, {"password": PASSWORD, "next": url})
        assert client.get(reverse("regions:totp_picture")).status_code == 404
        client.get(url)
        response = client.get(reverse("regions:totp_picture"))
        assert response.headers["Content-Type"] == "image/svg+xml"
        assert "no-store" in response.headers["Cache-Control"]
        assert response.content.startswith(b"<?xml")
        client.post(reverse("account_logout"))
        assert client.get(reverse("regions:totp_picture")).status_code == 302

    def test_secret_is_stored_encrypted_and_a_renewed_key_still_reads_it(
        self, client, lead, clock, settings, set_up_app
    ):
        sign_in(client, lead)
        secret = set_up_app(client)
        stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
        assert secret not in stored
        assert base64.b32decode(secret).hex() not in stored
        kept = Authenticator.objects.get(type="totp").data["secret"]
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "een-heel-andere-sleutel-van-meer-dan-vijftig-tekens-lang"
        assert SecondFactorAdapter().decrypt(kept) == secret


class TestRecoveryCodes:
    @pytest.fixture
    def codes(self, client, lead, clock, set_up_app):
        sign_in(client, lead)
        set_up_app(client)
        return client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]

    def test_codes_are_shown_once(self, codes, client):
        assert len(set(codes)) == 10
        page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
        assert not any(code in page for code in codes)
        assert "tonen wij ze niet meer" in page

    def test_code_signs_in_once(self, codes, lead):
        for expected in (302, 422):
            fresh = Client()
            sign_in(fresh, lead)
            assert fresh.post(reverse("mfa_authenticate"), {"code": codes[3]}).status_code == expected

    def test_new_codes_end_the_old_ones(self, codes, client, lead):
        client.post(reverse("mfa_generate_recovery_codes"))
        renewed = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
        assert not set(renewed) & set(codes)
        fresh = Client()
        sign_in(fresh, lead)
        assert fresh.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 422
        assert fresh.post(reverse("mfa_authenticate"), {"code": renewed[0]}).status_code == 302


@pytest.mark.usefixtures("strict")
class TestWhoMustHaveOne:
    def test_lead_sets_one_up_first_and_then_goes_on(self, client, lead, noord, clock, set_up_app):
        page = reverse("employers:today", args=[noord.slug])
        sign_in(client, lead)
        assert client.get(page).url == reverse("mfa_index")
        assert "Uw rol vraagt om een tweede stap" in client.get(reverse("mfa_index")).content.decode()
        set_up_app(client)
        assert client.get(page).status_code == 200

    def test_htmx_call_takes_the_whole_page_there(self, client, lead, noord):
        sign_in(client, lead)
        page = reverse("employers:list", args=[noord.slug])
        response = client.get(page, headers={"HX-Request": "true"})
        assert (response.status_code, response.headers["HX-Redirect"]) == (204, reverse("mfa_index"))

    def test_nothing_is_changed_before_it(self, client, lead, noord):
        sign_in(client, lead)
        data = {"name": "Bakkerij", "city": "Leek", "sbi_section": "C"}
        assert client.post(reverse("employers:create", args=[noord.slug]), data).url == reverse("mfa_index")

    def test_administrator_must_too(self, client, ada, noord):
        client.force_login(ada)
        assert client.get(reverse("regions:members", args=[noord.slug])).url == reverse("mfa_index")

    def test_editor_of_reference_data_must_too(self, client, db):
        client.force_login(User.objects.create_superuser("root@voorbeeld.nl", "Sofie Prins"))
        assert client.get("/beheer/").url == reverse("mfa_index")

    @pytest.mark.parametrize("name", ["anna", "bas"])
    def test_adviser_and_reader_may_go_without(self, name, request, client, noord):
        client.force_login(request.getfixturevalue(name))
        assert client.get(reverse("employers:today", args=[noord.slug])).status_code == 200

    def test_lead_of_one_region_who_advises_in_another_must_too(self, client, lead, zuid):
        add_member(by=None, email=lead.email, name=lead.name, role=Role.ADVISER, region=zuid)
        sign_in(client, lead)
        assert client.get(reverse("employers:today", args=[zuid.slug])).url == reverse("mfa_index")

    def test_way_out_and_ways_to_set_up_stay_open(self, client, lead):
        sign_in(client, lead)
        for name in ("mfa_index", "account_change_password", "usersessions_list"):
            assert client.get(reverse(name)).status_code == 200
        assert client.post(reverse("account_logout")).url == reverse("account_login")

    def test_last_one_cannot_be_switched_off(self, client, lead, clock, set_up_app):
        sign_in(client, lead)
        set_up_app(client)
        page = client.post(reverse("mfa_deactivate_totp")).content.decode()
        assert "Uw rol vraagt om een tweede stap" in page
        assert Authenticator.objects.filter(user=lead, type="totp").exists()

    def test_removing_the_last_passkey_leads_back_to_setting_one_up(self, client, lead, noord):
        passkey = Authenticator.objects.create(user=lead, type="webauthn", data={"name": "Tablet", "credential": {}})
        client.force_login(lead)
        page = reverse("employers:today", args=[noord.slug])
        assert client.get(page).status_code == 200
        url = reverse("mfa_remove_webauthn", args=[passkey.pk])
        client.post(client.get(url).url, {"password": PASSWORD, "next": url})
        client.post(url)
        assert client.get(page).url == reverse("mfa_index")

    def test_answer_is_asked_once_a_session(self, client, lead, noord, django_assert_num_queries):
        Authenticator.objects.create(user=lead, type="totp", data={"secret": "x"}, last_used_at=timezone.now())
        client.force_login(lead)
        client.get(reverse("account_change_password"))
        client.get(reverse("instruments:list"))
        with django_assert_num_queries(2):  # the session and the person
            client.get(reverse("account_change_password"))


def test_without_the_setting_a_lead_may_go_without(client, lead, noord):
    sign_in(client, lead)
    assert client.get(reverse("employers:today", args=[noord.slug])).status_code == 200


def test_passkey_answer_that_is_nonsense_is_refused(client, lead):
    for credential in ("", "{", "[]", "{}", '{"id": 1}', '{"response": {"userHandle": "AAAA"}}'):
        response = client.post(reverse("mfa_login_webauthn"), {"credential": credential})
        assert response.url == reverse("account_login")
        assert "_auth_user_id" not in client.session
