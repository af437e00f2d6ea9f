"""Single sign-on against a real OpenID Connect provider: who someone is comes from it, what they may do never."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse

from regions import actions
from regions.models import Role, User

LOGIN = "/inloggen/via/gemeente/"
PASSWORD = "een-lange-zin-van-anna"


@pytest.fixture(autouse=True)
def sign_on(provider, settings, db):
    """The app knows the provider."""
    settings.SOCIALACCOUNT_PROVIDERS = provider.get_settings()
    provider.allow("http://testserver")
    return provider


@pytest.fixture
def offer(ada, noord):
    """Return a function that invites someone and returns the secret of the invitation."""

    def go(email="noa@gemeente.nl", role=Role.ADVISER, region=noord, by=ada):
        return actions.invite(by=by, region=region, email=email, name="Noa Nieuw", role=role)[1]

    return go


def leave(client, start=LOGIN, **data):
    """Start at `start` and return the address of the provider that the page goes on to."""
    page = client.post(start, data)
    assert page.status_code == 200, page.status_code
    return unescape(page.content.decode().split('content="0;url=')[1].split('"')[0])


def go_through(client, provider, username, start=LOGIN, **data):
    """Sign in through the provider; return the answer of the app after coming back."""
    return client.get(provider.sign_in(leave(client, start, **data), username))


def take_up(client, provider, token, username):
    start = reverse("regions:accept_through_provider", args=[token, "gemeente"])
    return go_through(client, provider, username, start)


def who(client):
    number = client.session.get("_auth_user_id")
    return User.objects.get(pk=number).email if number else None


@pytest.fixture
def noa(provider, offer):
    """A colleague who came in through the provider; returns her account."""
    provider.set_person("noa", email="noa@gemeente.nl", name="Noa Nieuw")
    take_up(Client(), provider, offer(), "noa")
    return User.objects.get(email="noa@gemeente.nl")


class TestRoundTrip:
    def test_invited_colleague_comes_in_without_a_password(self, client, provider, offer, noord):
        provider.set_person("noa", email="n.nieuw@gemeente.nl", name="Iemand")
        assert "Gemeente Noord" in client.get(reverse("regions:invitation", args=[offer()])).content.decode()
        token = offer()
        assert take_up(client, provider, token, "noa").url == reverse("regions:home")
        assert who(client) == "noa@gemeente.nl"  # of the invitation, not of the claim
        user = User.objects.get(email="noa@gemeente.nl")
        assert user.name == "Noa Nieuw"
        assert not user.has_usable_password()
        assert [(row.region, row.role) for row in user.memberships.all()] == [(noord, Role.ADVISER)]
        assert client.get(reverse("employers:today", args=[noord.slug])).status_code == 200

    def test_next_time_the_provider_is_enough(self, client, provider, noa, noord):
        wanted = reverse("employers:list", args=[noord.slug])
        assert go_through(client, provider, "noa", next=wanted).url == wanted
        assert who(client) == noa.email

    def test_only_who_it_is_is_kept_of_what_the_provider_said(self, client, provider, noa):
        provider.set_person("noa", email="noa@gemeente.nl", name="Noa", phone_number="0612345678", groups=["hr"])
        go_through(client, provider, "noa")
        (kept,) = SocialAccount.objects.all()
        assert (kept.user, kept.provider, kept.uid, kept.extra_data) == (noa, "gemeente", "id-of-noa", {})
        assert not SocialToken.objects.exists()
        assert not EmailAddress.objects.exists()

    def test_it_is_the_code_flow_with_pkce_and_the_provider_insists(self, client, provider):
        address = leave(client)
        asked = parse_qs(urlsplit(address).query)
        assert asked["response_type"] == ["code"]
        assert asked["code_challenge_method"] == ["S256"]
        assert len(asked["code_challenge"][0]) >= 43
        assert len(asked["state"][0]) >= 16
        assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
        without = (
            address.split("?")[0]
            + "?"
            + "&".join(part for part in urlsplit(address).query.split("&") if not part.startswith("code_challenge"))
        )
        provider.set_person("noa")
        assert "error=invalid_request" in provider.sign_in(without, "noa")

    def test_page_on_the_way_goes_on_by_itself_within_the_content_policy(self, client):
        page = client.post(LOGIN)
        assert 'http-equiv="refresh"' in page.content.decode()
        assert "form-action 'self'" in page.headers["Content-Security-Policy"]

    def test_link_alone_starts_nothing(self, client):
        page = client.get(LOGIN)
        assert page.status_code == 200
        assert 'http-equiv="refresh"' not in page.content.decode()
        assert "<button" in page.content.decode()


class TestWhoItIs:
    """Never by e-mail, and never more than the invitation gives."""

    def test_claim_with_the_address_of_an_account_does_not_open_it(self, client, provider, anna):
        provider.set_person("mallory", email=anna.email, email_verified=True, name="Anna de Vries")
        page = go_through(client, provider, "mallory")
        assert "U heeft hier nog geen account" in page.content.decode()
        assert who(client) is None
        assert not SocialAccount.objects.exists()

    def test_changed_address_is_the_same_person(self, client, provider, noa):
        provider.set_person("noa", email="noa.getrouwd@gemeente.nl")
        go_through(client, provider, "noa")
        assert who(client) == noa.email

    def test_address_that_went_to_someone_else_is_another_person(self, client, provider, noa):
        provider.set_person("opvolger", email="noa@gemeente.nl", email_verified=True)
        go_through(client, provider, "opvolger")
        assert who(client) is None

    @pytest.mark.parametrize(
        "claims", [{"roles": ["admin"]}, {"groups": ["lead", "superuser"]}, {"is_staff": True, "is_superuser": True}]
    )
    def test_claim_gives_no_right(self, claims, client, provider, noa, noord):
        provider.set_person("noa", email="noa@gemeente.nl", **claims)
        go_through(client, provider, "noa")
        noa.refresh_from_db()
        assert (noa.is_staff, noa.is_superuser) == (False, False)
        assert [(row.region, row.role) for row in noa.memberships.all()] == [(noord, Role.ADVISER)]

    def test_who_is_not_invited_gets_no_account(self, client, provider):
        provider.set_person("vreemde", email="vreemde@gemeente.nl")
        before = User.objects.count()
        assert "U heeft hier nog geen account" in go_through(client, provider, "vreemde").content.decode()
        assert User.objects.count() == before

    def test_invitation_of_someone_who_has_an_account_is_not_taken_up_by_an_identity(
        self, client, provider, offer, chris
    ):
        provider.set_person("mallory", email=chris.email)
        page = take_up(client, provider, offer(email=chris.email), "mallory")
        assert "U heeft hier nog geen account" in page.content.decode()
        assert who(client) is None
        assert not SocialAccount.objects.exists()

    def test_withdrawn_invitation_gives_nothing_on_the_way_back_either(self, client, provider, offer, ada):
        provider.set_person("noa", email="noa@gemeente.nl")
        token = offer()
        address = leave(client, reverse("regions:accept_through_provider", args=[token, "gemeente"]))
        offer()  # a second one ends the first
        client.get(provider.sign_in(address, "noa"))
        assert who(client) is None
        assert not User.objects.filter(email="noa@gemeente.nl").exists()

    def test_known_identity_takes_a_second_region_up_with_the_account_it_has(self, client, provider, noa, zuid, offer):
        zia = actions.add_member(by=None, email="zia@voorbeeld.nl", name="Zia", role=Role.ADMIN, region=zuid)
        token = offer(region=zuid, by=zia, role=Role.READER)
        back = take_up(client, provider, token, "noa")
        assert back.url == reverse("regions:invitation", args=[token])
        client.post(back.url)
        assert {row.region for row in noa.memberships.all()} == {zuid, noa.memberships.get(role=Role.ADVISER).region}

    def test_closed_account_stays_closed(self, client, provider, noa):
        noa.is_active = False
        noa.save()
        assert go_through(client, provider, "noa").url == reverse("account_inactive")
        assert who(client) is None

    def test_who_comes_back_by_invitation_keeps_the_identity(self, client, provider, noa, ada, offer):
        actions.end_membership(by=ada, membership=noa.memberships.get())
        take_up(client, provider, offer(), "noa")
        assert who(client) == noa.email
        assert SocialAccount.objects.filter(user=noa).count() == 1


class TestLinking:
    @pytest.fixture
    def member(self, anna, client):
        anna.set_password(PASSWORD)
        anna.save()
        client.post(reverse("account_login"), {"login": anna.email, "password": PASSWORD})
        return anna

    def link(self, client, provider, username):
        """Link an identity from one's own account page, after the password once more."""
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        return go_through(client, provider, username, f"{LOGIN}?process=connect")

    def test_owner_links_an_identity_and_signs_in_with_it(self, client, provider, member, mailoutbox):
        provider.set_person("anna-g", email="heel-iets-anders@gemeente.nl")
        self.link(client, provider, "anna-g")
        assert [mail.subject for mail in mailoutbox] == ["Een account van uw organisatie is gekoppeld"]
        fresh = Client()
        go_through(fresh, provider, "anna-g")
        assert who(fresh) == member.email

    def test_linking_asks_the_password_first(self, client, provider, member):
        provider.set_person("anna-g")
        back = go_through(client, provider, "anna-g", f"{LOGIN}?process=connect")
        assert back.url == reverse("account_reauthenticate")
        assert not SocialAccount.objects.exists()

    def test_identity_of_someone_else_cannot_be_linked(self, client, provider, noa, member):
        page = self.link(client, provider, "noa")
        assert "hoort al bij een ander account" in client.get(page.url).content.decode()
        assert SocialAccount.objects.get().user == noa

    def test_identity_is_unlinked(self, client, provider, member):
        provider.set_person("anna-g")
        self.link(client, provider, "anna-g")
        client.post(reverse("socialaccount_connections"), {"account": SocialAccount.objects.get().pk})
        assert not SocialAccount.objects.exists()

    def test_only_way_in_stays(self, client, provider, noa):
        go_through(client, provider, "noa")
        response = client.post(reverse("socialaccount_connections"), {"account": SocialAccount.objects.get().pk})
        assert response.status_code == 422
        assert "Zonder deze koppeling kunt u niet meer inloggen" in response.content.decode()

    def test_who_has_no_password_here_gets_none(self, client, provider, noa):
        go_through(client, provider, "noa")
        page = client.post(reverse("account_change_password"), {"password1": PASSWORD, "password2": PASSWORD})
        assert "U heeft hier geen wachtwoord" in page.content.decode()
        noa.refresh_from_db()
        assert not noa.has_usable_password()


class TestLevel:
    def test_second_step_is_left_to_the_provider(self, client, provider, offer, settings, noord):
        settings.REQUIRE_SECOND_FACTOR = True
        provider.set_person("lead", email="lead@gemeente.nl")
        take_up(client, provider, offer(role=Role.LEAD), "lead")
        assert client.get(reverse("employers:today", args=[noord.slug])).status_code == 200

    @pytest.mark.parametrize(("acr", "is_enough"), [("mfa", True), ("hoog", True), ("pwd", False), (None, False)])
    def test_level_that_was_agreed_is_insisted_on(self, acr, is_enough, client, provider, noa, settings):
        settings.SOCIALACCOUNT_PROVIDERS = provider.get_settings(
            acr=["mfa", "hoog"], auth_params={"acr_values": "mfa hoog"}
        )
        provider.set_person("noa", **({"acr": acr} if acr else {}))
        assert parse_qs(urlsplit(leave(client)).query)["acr_values"] == ["mfa hoog"]
        response = go_through(client, provider, "noa")
        assert who(client) == (noa.email if is_enough else None)
        assert response.status_code == (302 if is_enough else 403)


class TestWhatGoesWrong:
    @pytest.mark.parametrize(
        "query", ["", "?code=x", "?state=x&code=y", "?error=server_error", "?state=x&error=access_denied"]
    )
    def test_answer_that_nobody_asked_for_is_refused(self, query, client):
        response = client.get(f"{LOGIN}terug/{query}")
        assert response.status_code == 401
        assert "Inloggen via uw organisatie lukte niet" in response.content.decode()

    def test_answer_meant_for_another_browser_is_refused(self, client, provider, noa):
        back = provider.sign_in(leave(client), "noa")
        other = Client()
        assert other.get(back).status_code == 401
        assert who(other) is None

    def test_answer_works_once(self, client, provider, noa):
        back = provider.sign_in(leave(client), "noa")
        client.get(back)
        client.post(reverse("account_logout"))
        assert client.get(back).status_code == 401
        assert who(client) is None

    def test_code_of_another_start_is_refused_by_pkce(self, client, provider, noa):
        """Someone who stole a code cannot use it in a start of their own: their browser holds another verifier."""
        stolen = parse_qs(urlsplit(provider.sign_in(leave(Client()), "noa")).query)["code"][0]
        state = parse_qs(urlsplit(leave(client)).query)["state"][0]
        assert client.get(f"{LOGIN}terug/?code={stolen}&state={state}").status_code == 401
        assert who(client) is None

    def test_person_who_stops_at_the_provider_is_told_so(self, client, provider):
        state = parse_qs(urlsplit(leave(client)).query)["state"][0]
        back = client.get(f"{LOGIN}terug/?error=access_denied&state={state}")
        assert "afgebroken" in client.get(back.url).content.decode()

    def test_token_of_another_issuer_is_refused(self, client, provider, noa, settings):
        settings.SOCIALACCOUNT_PROVIDERS = provider.get_settings(
            openid_configuration_overrides={"issuer": "https://een-ander.example"}
        )
        assert go_through(client, provider, "noa").status_code == 401
        assert who(client) is None

    def test_provider_that_is_down_is_told_in_words(self, client, provider, settings):
        settings.SOCIALACCOUNT_PROVIDERS = provider.get_settings(server_url="http://127.0.0.1:9")
        response = client.post(LOGIN)
        assert response.status_code == 401
        assert "gaf geen bruikbaar antwoord" in response.content.decode()

    def test_provider_that_answers_nonsense_is_told_in_words(self, client, provider, settings):
        settings.SOCIALACCOUNT_PROVIDERS = provider.get_settings(server_url=f"{provider.url}/.well-known/jwks.json")
        assert client.post(LOGIN).status_code == 401

    def test_provider_that_is_not_known_is_not_found(self, client):
        assert client.post("/inloggen/via/onbekend/").status_code == 404
        assert client.get("/inloggen/via/onbekend/terug/?code=x&state=y").status_code == 404

    @pytest.mark.parametrize("elsewhere", ["https://kwaad.example/", "//kwaad.example/", "/\\kwaad.example"])
    def test_it_never_leads_to_another_site(self, elsewhere, client, provider, noa):
        assert go_through(client, provider, "noa", next=elsewhere).url == reverse("regions:home")
        client.post(reverse("account_logout"))
        back = go_through(client, provider, "noa", f"{LOGIN}?process=redirect&next={elsewhere}")
        assert not back.url.startswith(("http", "//", "/\\"))


def test_provider_of_the_tests_is_a_real_one(provider):
    """It publishes its keys and signs with one of them: what the app checks is what a municipality's provider gives."""
    configuration = requests.get(f"{provider.url}/.well-known/openid-configuration", timeout=20).json()
    assert configuration["issuer"].rstrip("/") == provider.url
    keys = requests.get(configuration["jwks_uri"], timeout=20).json()["keys"]
    assert [key["kty"] for key in keys] == ["RSA"]
