"""Signing in, in a real browser: with a code, a recovery code, a passkey, an identity provider, and by invitation."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from regions.actions import invite
from regions.models import Membership, Role, User
from tests.builders import make_employer, make_visit
from tests.journeys.conftest import PASSWORD, PHONE, TABLET

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def strict(settings):
    """As in production: team leads and administrators need a second step."""
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def sign_on(provider, settings, live_server):
    """The app knows the identity provider of the tests."""
    settings.SOCIALACCOUNT_PROVIDERS = provider.get_settings()
    provider.allow(live_server.url)
    return provider


@pytest.fixture
def code_of(monkeypatch):
    """Return a function that gives the code that an app shows (RFC 6238), in a half minute that lasts as long as the test."""
    counter = int(time.time()) // 30
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time", lambda: iter([counter]))
    return lambda secret: format_hotp_value(hotp_value(secret, counter))


def give_password(page, user, password=PASSWORD):
    page.goto("/inloggen/")
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord").fill(password)
    page.get_by_role("button", name="Log in").click()


def confirm(page):
    """Give the password once more, before something about signing in changes."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Bevestig dat u het bent")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Ga verder").click()


def add_authenticator(page):
    """Give the browser a device of its own that makes passkeys and always agrees (the DevTools protocol's WebAuthn)."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def sign_out(page, name):
    page.get_by_text(name, exact=False).first.click()
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen")


@pytest.mark.usefixtures("strict")
def test_lead_sets_an_app_up_and_signs_in_with_a_code_and_with_a_recovery_code(
    page, lea, sign_in_by_hand, check_axe, noord, code_of
):
    sign_in_by_hand(page, lea)
    expect(page.get_by_role("status")).to_contain_text("Uw rol vraagt om een tweede stap")
    check_axe(page)
    page.goto(f"/regio/{noord.slug}/vandaag/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn account")  # not before there is one

    page.get_by_role("link", name="Stel een app in").click()
    confirm(page)
    picture = page.get_by_role("img", name="QR-code")
    picture.evaluate("image => image.decode()")  # waits for it, and refuses what is no picture
    check_axe(page)
    secret = page.locator(".sleuteltekst").inner_text().replace(" ", "")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Zet de app aan").click()
    expect(page.get_by_role("alert")).to_contain_text("Deze code klopt niet")
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Zet de app aan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw herstelcodes")
    check_axe(page)
    codes = page.locator(".codes li").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    expect(page).to_have_url(re.compile("/vandaag/$"))

    sign_out(page, lea.name)
    give_password(page, lea)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nog één stap")
    check_axe(page)
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Log in met de code").click()
    expect(page).to_have_url(re.compile("/vandaag/$"))

    sign_out(page, lea.name)
    give_password(page, lea)
    page.get_by_label("Code").fill(codes[4])
    page.get_by_role("button", name="Log in met de code").click()
    expect(page).to_have_url(re.compile("/vandaag/$"))
    page.goto("/account/")
    expect(page.locator("main")).to_contain_text("U heeft nog 9 herstelcodes.")


def test_adviser_makes_a_passkey_and_signs_in_without_a_password(page, anna, sign_in_by_hand, check_axe):
    session, device = add_authenticator(page)
    sign_in_by_hand(page, anna)
    page.goto("/account/")
    page.get_by_role("link", name="Voeg een toegangssleutel toe").click()
    confirm(page)
    expect(page.get_by_label("Met deze sleutel ook inloggen zonder wachtwoord")).to_be_checked()
    check_axe(page)
    page.get_by_label("Naam").fill("Tablet van Anna")
    page.get_by_role("button", name="Maak de toegangssleutel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw herstelcodes")
    assert Authenticator.objects.get(user=anna, type="webauthn").wrap().name == "Tablet van Anna"

    sign_out(page, anna.name)
    page.get_by_role("button", name="Gebruik een toegangssleutel").click()
    expect(page).to_have_url(re.compile("/vandaag/$"))

    # As the second step after the password, and a device that says no.
    sign_out(page, anna.name)
    give_password(page, anna)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})
    expect(page.get_by_role("button", name="Gebruik een toegangssleutel")).to_be_visible()
    check_axe(page)


def test_passkey_is_the_second_step_and_is_renamed_and_removed(page, anna, sign_in_by_hand, check_axe):
    add_authenticator(page)
    sign_in_by_hand(page, anna)
    page.goto("/account/toegangssleutels/nieuw/")
    confirm(page)
    page.get_by_label("Met deze sleutel ook inloggen zonder wachtwoord").uncheck()
    page.get_by_role("button", name="Maak de toegangssleutel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw herstelcodes")

    sign_out(page, anna.name)
    give_password(page, anna)
    page.get_by_role("button", name="Gebruik een toegangssleutel").click()
    expect(page).to_have_url(re.compile("/vandaag/$"))

    page.goto("/account/toegangssleutels/")
    check_axe(page)
    page.get_by_role("link", name="Wijzig de naam").click()
    confirm(page)
    check_axe(page)
    page.get_by_label("Naam").fill("Losse sleutel")
    page.get_by_role("button", name="Bewaar de naam").click()
    page.get_by_role("link", name="Haal weg").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Losse sleutel")
    check_axe(page)
    page.get_by_role("button", name="Haal de toegangssleutel weg").click()
    expect(page.locator("main")).to_contain_text("U heeft nog geen toegangssleutel.")


def test_invited_colleague_comes_in_through_the_identity_provider_and_again(page, ada, noord, sign_on, check_axe):
    sign_on.set_person("noa", email="noa@gemeente.nl")
    _, token = invite(by=ada, region=noord, email="noa@gemeente.nl", name="Noa Nieuw", role=Role.ADVISER)
    page.goto(f"/uitnodiging/{token}/")
    expect(page.locator("main")).to_contain_text("Ada Kuipers")
    check_axe(page)
    page.get_by_role("button", name="Ga verder met Gemeente Noord").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen bij de gemeente")
    page.get_by_label("Gebruikersnaam").fill("noa")
    page.get_by_label("Wachtwoord").fill("noa")
    page.get_by_role("button", name="Inloggen bij de gemeente").click()
    expect(page).to_have_url(re.compile("/vandaag/$"))
    assert Membership.objects.get(user__email="noa@gemeente.nl").role == Role.ADVISER

    sign_out(page, "Noa Nieuw")
    check_axe(page)
    page.get_by_role("button", name="Ga verder met Gemeente Noord").click()
    expect(page).to_have_url(re.compile("/vandaag/$"))  # still signed in at the provider


def test_single_sign_on_and_codes_work_without_javascript(open_tab, lea, noord, ada, sign_on, sign_in_by_hand, code_of):
    plain = open_tab(java_script_enabled=False)
    sign_on.set_person("noa", email="noa@gemeente.nl")
    _, token = invite(by=ada, region=noord, email="noa@gemeente.nl", name="Noa Nieuw", role=Role.READER)
    plain.goto(f"/uitnodiging/{token}/")
    plain.get_by_role("button", name="Ga verder met Gemeente Noord").click()
    plain.get_by_label("Gebruikersnaam").fill("noa")
    plain.get_by_label("Wachtwoord").fill("noa")
    plain.get_by_role("button", name="Inloggen bij de gemeente").click()
    expect(plain).to_have_url(re.compile("/vandaag/$"))

    other = open_tab(java_script_enabled=False)
    sign_in_by_hand(other, lea)
    expect(other.get_by_role("button", name="Gebruik een toegangssleutel")).to_have_count(0)
    other.goto("/account/tweede-stap/app/")
    confirm(other)
    secret = other.locator(".sleuteltekst").inner_text().replace(" ", "")
    other.get_by_label("Code").fill(code_of(secret))
    other.get_by_role("button", name="Zet de app aan").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Uw herstelcodes")


def test_administrator_invites_a_colleague_who_takes_it_up_and_later_leaves(
    page, open_tab, ada, lea, noord, sign_in_by_hand, check_axe
):
    sign_in_by_hand(page, ada)
    page.get_by_text(ada.name, exact=False).first.click()
    page.get_by_role("link", name=f"Leden van {noord.name}").click()
    check_axe(page)
    page.get_by_role("link", name="Nodig iemand uit").click()
    page.get_by_role("button", name="Nodig uit").click()
    expect(page.get_by_role("alert")).to_contain_text("Vul de naam van uw collega in")
    check_axe(page)
    page.get_by_label("Naam").fill("Noa Nieuw")
    page.get_by_label("E-mailadres van het werk").fill("noa@gemeente.nl")
    page.get_by_label("Adviseur: bezoekt werkgevers").check()
    page.get_by_role("button", name="Nodig uit").click()
    check_axe(page)
    link = page.get_by_label("Link van de uitnodiging").input_value()

    colleague = open_tab()
    colleague.goto(link)
    check_axe(colleague)
    colleague.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    colleague.get_by_label("Nog een keer").fill(PASSWORD)
    colleague.get_by_role("button", name="Neem de uitnodiging aan").click()
    expect(colleague).to_have_url(re.compile("/vandaag/$"))
    colleague.goto(f"/regio/{noord.slug}/werkgevers/nieuw/")
    colleague.get_by_label("Naam (verplicht)").fill("Kwekerij 't Zonneveld")
    colleague.get_by_label("KVK-nummer").fill("12345678")
    colleague.get_by_label("Plaats (verplicht)").fill("Bedum")
    colleague.get_by_label("Sector (SBI)").select_option("A")
    colleague.get_by_label("Vaste contactpersoon").select_option(label="Noa Nieuw")
    colleague.get_by_role("button", name="Voeg de werkgever toe").click()
    expect(colleague.get_by_role("heading", level=1)).to_have_text("Kwekerij 't Zonneveld")

    page.goto(f"/regio/{noord.slug}/leden/")
    page.get_by_role("link", name="Stop de toegang van Noa Nieuw").click()
    expect(page.locator("main")).to_contain_text("Werkgevers als vaste contactpersoon: 1")
    check_axe(page)
    page.get_by_role("link", name="Draag het werk over").click()
    check_axe(page)
    page.get_by_label("Aan wie draagt u het werk over?").select_option(label=lea.name)
    page.get_by_label("Notitie").fill("Noa gaat weg.")
    page.get_by_role("button", name="Draag alles over").click()
    page.get_by_role("link", name="Stop de toegang van Noa Nieuw").click()
    page.get_by_role("button", name="Stop de toegang").click()
    expect(page.locator(".tijdlijn")).to_contain_text("Noa Nieuw: toegang gestopt, was Adviseur, door Ada Kuipers.")
    assert not User.objects.get(email="noa@gemeente.nl").is_active
    colleague.reload()
    expect(colleague.get_by_role("heading", level=1)).to_have_text("Inloggen")


@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "dark"), (TABLET, "light")], ids=["phone", "tablet"])
def test_every_page_of_account_and_members_passes_axe_and_fits(
    viewport, scheme, open_tab, sign_in_by_hand, check_axe, ada, anna, lea, noord, sign_on, code_of
):
    Authenticator.objects.create(user=lea, type="totp", data={})
    anna.email = "anna.van.der.lindenhoutkamp-schimmelpenninck@een-heel-lange-naam-van-een-gemeente.voorbeeld.nl"
    anna.save()
    make_visit(make_employer(region=noord, by=anna, account_holder=anna), by=anna)
    _, token = invite(by=ada, region=noord, email="noa@gemeente.nl", name="Noa Nieuw", role=Role.READER)
    members = f"/regio/{noord.slug}/leden/"
    of_anna, of_lea = anna.memberships.get().pk, lea.memberships.get().pk
    outside = ["/inloggen/", "/wachtwoord/vergeten/", "/wachtwoord/vergeten/verstuurd/", "/wachtwoord/nieuw/klaar/"]
    outside += ["/wachtwoord/nieuw/1-geen-sleutel/", "/inloggen/afgesloten/", "/inloggen/afgebroken/"]
    outside += [
        "/inloggen/via/gemeente/",
        "/inloggen/via/gemeente/terug/",
        "/uitnodiging/bestaat-niet/",
        f"/uitnodiging/{token}/",
    ]
    inside = ["/account/", "/wachtwoord/", "/account/apparaten/", "/account/organisatie/", "/account/toegangssleutels/"]
    inside += ["/account/tweede-stap/app/", "/account/toegangssleutels/nieuw/", "/account/herstelcodes/nieuw/"]
    inside += [members, f"{members}uitnodigen/", f"{members}{of_anna}/rol/", f"{members}{of_anna}/toegang-stoppen/"]
    inside += [
        f"{members}{of_anna}/werk-overdragen/",
        f"{members}{of_lea}/tweede-stap-wissen/",
        f"/uitnodiging/{token}/",
    ]
    page = open_tab(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    for address in outside:
        page.goto(address)
        check_axe(page)
    sign_in_by_hand(page, ada)
    page.goto("/account/tweede-stap/app/")
    check_axe(page)
    confirm(page)
    for address in inside:
        page.goto(address)
        check_axe(page)
