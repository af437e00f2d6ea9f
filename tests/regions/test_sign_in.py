"""Signing in and out, the way back to where someone was going, and the choice of a region."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import NoReverseMatch, reverse

from regions.actions import add_member
from regions.models import Role

PASSWORD = "een-lange-zin-van-anna"
ELSEWHERE = [
    "https://kwaad.example/",
    "//kwaad.example/",
    "javascript:alert(1)",
    "https:kwaad.example",
    "\\\\kwaad.example",
]


@pytest.fixture
def member(anna):
    anna.set_password(PASSWORD)
    anna.save()
    return anna


def sign_in(client, email, password, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


@pytest.mark.parametrize("email", ["anna@voorbeeld.nl", " Anna@Voorbeeld.NL "])
def test_right_address_and_password_open_the_door(email, client, member, noord):
    assert sign_in(client, email, PASSWORD).url == reverse("regions:home")
    assert client.get(reverse("regions:home")).url == reverse("employers:today", args=[noord.slug])


@pytest.mark.parametrize(
    ("email", "password"),
    [("anna@voorbeeld.nl", "fout"), ("niemand@voorbeeld.nl", PASSWORD), ("anna@voorbeeld.nl", "")],
)
def test_wrong_address_or_password_says_the_same(email, password, client, member):
    response = sign_in(client, email, password)
    page = response.content.decode()
    assert response.status_code == 422
    assert "_auth_user_id" not in client.session
    assert ("horen niet bij elkaar" in page) or not password


def test_address_without_at_sign_is_explained(client, member):
    assert "Vul uw volledige e-mailadres in" in sign_in(client, "anna", PASSWORD).content.decode()


def test_closed_account_does_not_open_the_door(client, member):
    member.is_active = False
    member.save()
    sign_in(client, member.email, PASSWORD)
    assert "_auth_user_id" not in client.session


def test_sign_in_goes_on_to_where_someone_was_going(client, member, noord):
    wanted = reverse("employers:list", args=[noord.slug])
    assert sign_in(client, member.email, PASSWORD, next=wanted).url == wanted


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_sign_in_never_leads_to_another_site(elsewhere, client, member):
    assert sign_in(client, member.email, PASSWORD, next=elsewhere).url == reverse("regions:home")


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_sign_out_and_confirming_never_lead_to_another_site(elsewhere, client, member):
    sign_in(client, member.email, PASSWORD)
    confirm = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": elsewhere})
    assert confirm.url == reverse("regions:home")
    assert client.post(reverse("account_logout"), {"next": elsewhere}).url == reverse("account_login")


def test_sign_out_needs_a_post_and_closes_the_door(client, member):
    client.force_login(member)
    assert client.get(reverse("account_logout")).status_code == 405
    client.post(reverse("account_logout"))
    assert client.get(reverse("regions:home")).status_code == 302


def test_new_password_is_stored_and_weak_ones_are_explained(client, member):
    client.force_login(member)
    url = reverse("account_change_password")
    weak = client.post(url, {"oldpassword": PASSWORD, "password1": "kort", "password2": "kort"})
    assert "te kort" in weak.content.decode()
    good = "nog-een-veel-langere-zin"
    assert client.post(url, {"oldpassword": PASSWORD, "password1": good, "password2": good}).status_code == 302
    member.refresh_from_db()
    assert member.check_password(good)


def test_member_of_two_regions_chooses(client, member, zuid, noord):
    add_member(by=None, email=member.email, name=member.name, role=Role.READER, region=zuid)
    client.force_login(member)
    page = client.get(reverse("regions:home")).content.decode()
    assert reverse("employers:today", args=[noord.slug]) in page
    assert reverse("employers:today", args=[zuid.slug]) in page


def test_account_without_region_is_told_whom_to_ask(client, dana):
    client.force_login(dana)
    assert "U heeft nog geen regio" in client.get(reverse("regions:home")).content.decode()


def test_password_is_stored_with_argon2_outside_the_tests(settings):
    from django.contrib.auth.hashers import make_password

    settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[1:]
    assert make_password(PASSWORD).startswith("argon2")


class TestThrottle:
    def test_fifth_wrong_password_in_a_row_closes_the_account_for_a_while_also_for_the_right_one(self, client, member):
        for _ in range(5):
            assert "horen niet bij elkaar" in sign_in(client, member.email, "fout").content.decode()
        response = sign_in(client, member.email, PASSWORD)
        assert response.status_code == 422
        assert "U probeerde het te vaak" in response.content.decode()
        assert "_auth_user_id" not in client.session

    def test_other_capitals_are_the_same_account(self, client, member):
        for email in [
            "anna@voorbeeld.nl",
            "ANNA@voorbeeld.nl",
            "Anna@Voorbeeld.nl",
            " anna@voorbeeld.nl",
            "annA@voorbeeld.nl",
        ]:
            sign_in(client, email, "fout")
        assert "te vaak" in sign_in(client, member.email, PASSWORD).content.decode()

    def test_one_address_tries_ten_wrong_passwords_a_minute_whatever_the_accounts(self, client, member):
        for number in range(10):
            sign_in(client, f"iemand{number}@voorbeeld.nl", "fout")
        assert "te vaak" in sign_in(client, member.email, PASSWORD).content.decode()

    def test_another_address_is_not_closed_with_it(self, client, member):
        for number in range(10):
            sign_in(client, f"iemand{number}@voorbeeld.nl", "fout")
        url = reverse("account_login")
        response = client.post(url, {"login": member.email, "password": PASSWORD}, REMOTE_ADDR="203.0.113.9")
        assert response.url == reverse("regions:home")

    def test_header_that_anyone_can_send_makes_no_other_address(self, client, member):
        for number in range(10):
            sign_in(client, f"iemand{number}@voorbeeld.nl", "fout")
        data = {"login": member.email, "password": PASSWORD}
        response = client.post(reverse("account_login"), data, headers={"X-Forwarded-For": "203.0.113.9"})
        assert "te vaak" in response.content.decode()

    def test_behind_a_proxy_the_address_is_the_one_the_proxy_wrote(self, client, member, settings):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        url, data = reverse("account_login"), {"login": "niemand@voorbeeld.nl", "password": "fout"}
        for number in range(10):
            client.post(
                url,
                data | {"login": f"{number}@voorbeeld.nl"},
                headers={"X-Forwarded-For": f"10.0.0.{number}, 203.0.113.9"},
            )
        right = {"login": member.email, "password": PASSWORD}
        refused = client.post(url, right, headers={"X-Forwarded-For": "203.0.113.7, 203.0.113.9"})
        assert "te vaak" in refused.content.decode()
        assert client.post(url, right, headers={"X-Forwarded-For": "203.0.113.9, 203.0.113.8"}).status_code == 302

    def test_thirty_first_attempt_in_a_minute_gets_a_page_that_says_to_wait(self, client, member):
        for _ in range(30):
            client.post(reverse("account_login"), {"login": "", "password": ""})
        response = sign_in(client, member.email, PASSWORD)
        assert response.status_code == 429
        assert "Wacht een paar minuten" in response.content.decode()


class TestEndOfASession:
    """A session ends after a long day, and earlier when nothing happens in it."""

    def move(self, client, **seconds):
        session = client.session
        for key, back in seconds.items():
            session[key] -= back
        session.save()

    def test_session_in_which_nothing_happened_for_too_long_asks_to_sign_in(self, client, member, settings, noord):
        client.force_login(member)
        page = reverse("employers:list", args=[noord.slug])
        self.move(client, seen_at=settings.SESSION_IDLE_AGE + 1)
        response = client.get(page)
        assert response.url == f"{reverse('account_login')}?next={page}&verlopen=1"
        assert "U was te lang weg" in client.get(response.url).content.decode()
        assert client.get(page).status_code == 302

    def test_session_ends_after_a_long_day_however_busy(self, client, member, settings, noord):
        client.force_login(member)
        self.move(client, signed_in_at=settings.SESSION_COOKIE_AGE + 1)
        assert client.get(reverse("employers:list", args=[noord.slug])).status_code == 302

    def test_page_in_time_keeps_the_session(self, client, member, settings, noord):
        client.force_login(member)
        self.move(client, seen_at=settings.SESSION_IDLE_AGE - 60, signed_in_at=settings.SESSION_COOKIE_AGE - 60)
        page = reverse("employers:list", args=[noord.slug])
        assert client.get(page).status_code == 200
        self.move(client, seen_at=settings.SESSION_IDLE_AGE - 60)
        assert client.get(page).status_code == 200

    def test_session_of_before_this_rule_starts_counting_now(self, client, member, noord):
        client.force_login(member)
        session = client.session
        del session["seen_at"], session["signed_in_at"]
        session.save()
        assert client.get(reverse("employers:list", args=[noord.slug])).status_code == 200
        assert "seen_at" in client.session

    def test_busy_session_writes_nothing_for_it(self, client, member, noord, django_assert_num_queries):
        client.force_login(member)
        client.get(reverse("account_change_password"))
        with django_assert_num_queries(2):  # the session and the person
            client.get(reverse("account_change_password"))

    def test_htmx_call_in_an_ended_session_takes_the_whole_page_to_the_sign_in_page(
        self, client, member, settings, noord
    ):
        client.force_login(member)
        self.move(client, seen_at=settings.SESSION_IDLE_AGE + 1)
        response = client.get(reverse("employers:list", args=[noord.slug]), headers={"HX-Request": "true"})
        assert response.status_code == 204
        assert "verlopen=1" in response.headers["HX-Redirect"]


class TestElsewhere:
    """Someone sees where they are signed in, and signs out there."""

    def test_signing_out_everywhere_ends_the_other_devices_and_keeps_this_one(self, client, member):
        tablet = Client(headers={"User-Agent": "Tablet van het werk"})
        sign_in(tablet, member.email, PASSWORD)
        sign_in(client, member.email, PASSWORD)
        page = client.get(reverse("usersessions_list")).content.decode()
        assert "Tablet van het werk" in page
        assert page.count("dit apparaat") == 1
        client.post(reverse("usersessions_list"))
        assert tablet.get(reverse("regions:home")).url.startswith(reverse("account_login"))
        assert client.get(reverse("usersessions_list")).status_code == 200

    def test_new_password_signs_out_elsewhere_and_mails_the_owner(self, client, member, mailoutbox):
        tablet = Client()
        sign_in(tablet, member.email, PASSWORD)
        sign_in(client, member.email, PASSWORD)
        good = "nog-een-veel-langere-zin"
        client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": good, "password2": good})
        assert tablet.get(reverse("regions:home")).url.startswith(reverse("account_login"))
        assert client.get(reverse("usersessions_list")).status_code == 200
        assert [mail.subject for mail in mailoutbox] == ["Uw wachtwoord is gewijzigd"]
        assert "Was u dit niet?" in mailoutbox[0].body


class TestForgotten:
    def ask(self, client, email):
        return client.post(reverse("account_reset_password"), {"email": email})

    def test_link_by_mail_gives_a_new_password_once(self, client, member, mailoutbox):
        assert self.ask(client, "Anna@voorbeeld.nl").url == reverse("account_reset_password_done")
        link = next(line for line in mailoutbox[0].body.splitlines() if line.startswith("http"))
        form = client.get(link, follow=True)
        good = "een-nieuwe-zin-van-anna"
        address = form.request["PATH_INFO"]
        assert "Kies een nieuw wachtwoord" in form.content.decode()
        weak = client.post(address, {"password1": "kort", "password2": "kort"})
        assert weak.status_code == 422
        assert client.post(address, {"password1": good, "password2": good}).status_code == 302
        member.refresh_from_db()
        assert member.check_password(good)
        assert "werkt niet meer" in Client().get(link, follow=True).content.decode()

    def test_unknown_address_gets_the_same_page_and_no_mail(self, client, member, mailoutbox):
        known = self.ask(client, member.email)
        unknown = self.ask(client, "niemand@voorbeeld.nl")
        assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
        assert [mail.to for mail in mailoutbox] == [[member.email]]

    def test_account_without_a_password_gets_none_this_way(self, client, dana, mailoutbox):
        self.ask(client, dana.email)
        assert mailoutbox == []

    def test_closed_account_gets_no_mail(self, client, member, mailoutbox):
        member.is_active = False
        member.save()
        self.ask(client, member.email)
        assert mailoutbox == []

    def test_new_password_still_asks_for_the_second_step(self, client, member, mailoutbox):
        Authenticator.objects.create(user=member, type="totp", data={"secret": "x"})
        self.ask(client, member.email)
        link = next(line for line in mailoutbox[0].body.splitlines() if line.startswith("http"))
        address = client.get(link, follow=True).request["PATH_INFO"]
        good = "een-nieuwe-zin-van-anna"
        client.post(address, {"password1": good, "password2": good})
        assert sign_in(client, member.email, good).url == reverse("mfa_authenticate")

    def test_no_table_of_addresses_grows_beside_the_accounts(self, client, member, mailoutbox):
        """Only the address of the account itself signs in or gets mail; one that was changed is forgotten."""
        self.ask(client, member.email)
        client.get(next(line for line in mailoutbox[0].body.splitlines() if line.startswith("http")), follow=True)
        sign_in(client, member.email, PASSWORD)
        assert not EmailAddress.objects.exists()


def test_nobody_signs_up(client):
    for name in ("account_signup", "socialaccount_signup", "account_email", "account_set_password"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_sign_in_works_without_javascript_and_says_nothing_of_passkeys_there(client, db):
    page = client.get(reverse("account_login")).content.decode()
    assert '<form method="post" class="formulier kaart" novalidate>' in page
    assert 'data-passkey="get" data-fetch hidden' in page


def test_admin_pages_have_no_sign_in_of_their_own(client, db):
    assert client.get("/beheer/login/").url.startswith(reverse("account_login"))
    assert client.post("/beheer/login/", {"username": "x", "password": "y"}).url.startswith(reverse("account_login"))


def test_superuser_gives_no_role_and_no_password_in_the_admin_pages(client, member, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root@voorbeeld.nl", "Sofie Prins"))
    page = client.get(f"/beheer/regions/user/{member.pk}/change/").content.decode()
    assert "Anna de Vries" in page
    assert 'name="memberships-0-role"' not in page
    assert "password" not in page
    assert client.get(f"/beheer/regions/user/{member.pk}/password/").status_code in (302, 404)
    assert "/beheer/mfa/" not in client.get("/beheer/").content.decode()
