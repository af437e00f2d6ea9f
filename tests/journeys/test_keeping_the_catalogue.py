"""Who keeps the catalogue adds the minimum wage of 2027 after seeing what that does, and the sum for that date works out."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.builders import keep_scenario, make_employer, make_visit
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)

SUM = "a-soort=lks&a-datum=2027-01-15&a-uren=32&a-loonwaarde=60&a-groep=pwet_lks_register&a-leeftijd=21"
TODAY = date(2026, 11, 25)


@pytest.fixture
def today(monkeypatch):
    """The day this was written: the minimum wage of 1 January 2027 is not known yet."""
    real = timezone.localdate
    monkeypatch.setattr(
        "django.utils.timezone.localdate", lambda value=None, zone=None: real(value, zone) if value else TODAY
    )


@pytest.fixture
def visit(reference, today, noord, anna):
    visit = make_visit(make_employer(region=noord, by=anna), by=anna)
    keep_scenario(visit, by=anna)
    return visit


def test_keeper_adds_the_minimum_wage_of_2027_and_the_sum_for_that_date_works_out(
    open_tab, visit, anna, nora, sign_in, check_axe
):
    # Given an adviser who cannot work out a sum for 15 January 2027 yet.
    adviser = open_tab()
    sign_in(adviser, anna)
    what_if = f"{reverse('checklists:what_if', args=[visit.pk])}?{SUM}"
    adviser.goto(what_if)
    expect(adviser.get_by_text("Voor 15 januari 2027 is niet bekend").first).to_be_visible()

    # When the functional administrator opens what runs out, and adds the amount.
    keeper = open_tab(viewport=PHONE)
    sign_in(keeper, nora)
    expect(keeper.get_by_role("heading", name="Catalogus beheren")).to_be_visible()
    check_axe(keeper)
    keeper.get_by_role("link", name="Bekijk alles wat afloopt").click()
    check_axe(keeper)
    keeper.get_by_role("link", name="Minimumloon per maand (referentiemaandloon)").click()
    expect(keeper.get_by_label("Geldt vanaf")).to_have_value("2027-01-01")
    keeper.get_by_label("Bedrag", exact=False).first.fill("2.400,60")
    keeper.get_by_label("Tot en met").fill("2027-06-30")
    keeper.get_by_role("button", name="Bekijk wat dit verandert").click()
    expect(keeper.get_by_role("heading", name="Dit klopt nog niet")).to_be_visible()
    check_axe(keeper)
    keeper.get_by_label(re.compile("^Bron ")).fill("Staatscourant 2026, 99999")
    keeper.get_by_label("Datum van de bron").fill("24-11-2026")
    keeper.get_by_label("Hoe nagegaan").select_option("officieel")
    keeper.get_by_role("button", name="Bekijk wat dit verandert").click()

    # Then the preview shows what changes, and nothing is stored before the last button.
    expect(keeper.get_by_role("heading", name="Wat dit verandert")).to_be_visible()
    expect(keeper.get_by_text("€ 1.152,29 per maand")).to_be_visible()
    expect(keeper.get_by_text("Bij 0 open bezoeken komt een bewaarde som anders uit")).to_be_visible()
    check_axe(keeper)
    adviser.goto(what_if)
    expect(adviser.get_by_text("Voor 15 januari 2027 is niet bekend").first).to_be_visible()
    keeper.get_by_role("button", name="Bewaar dit bedrag").click()
    expect(keeper.get_by_text("Opgeslagen. Vanaf nu rekent iedereen hiermee.")).to_be_visible()
    expect(keeper.get_by_text("Nora Tromp: bedrag erbij.", exact=False)).to_be_visible()
    check_axe(keeper)

    # And the sum of the adviser works out, with that source.
    adviser.goto(what_if)
    expect(adviser.get_by_text("€ 1.152,29").first).to_be_visible()
    expect(adviser.get_by_text("Staatscourant 2026, 99999").first).to_be_attached()


def test_keeper_tries_a_rule_on_the_open_visits_with_the_keyboard(open_tab, visit, nora, sign_in, check_axe, keyboard):
    page = open_tab()
    sign_in(page, nora)
    page.goto(reverse("catalogue:rules"))
    check_axe(page)
    person = keyboard(page, most=600)
    person.go_to(page.get_by_role("link", name="Wijzig de regels van Individuele Plaatsing en Steun")).press("Enter")
    expect(page.get_by_role("heading", name="Wijzig de regels")).to_be_visible()
    check_axe(page)
    person.go_to(page.get_by_label("Nooit als")).write("willen minstens veel")
    person.go_to(page.get_by_label(re.compile("^Bron "))).write("Stcrt. 2026, 1")
    person.go_to(page.get_by_label("Datum van de bron")).write("2026-11")
    person.go_to(page.get_by_role("button", name="Probeer uit op de open bezoeken")).press("Enter")
    expect(page.get_by_text("past er niet bij").first).to_be_visible()
    check_axe(page)
    page.get_by_label("Nooit als").fill("willen minstens 90")
    page.get_by_role("button", name="Probeer uit op de open bezoeken").click()
    expect(page.get_by_text("Hiermee krijgen 0 open bezoeken een ander advies.")).to_be_visible()
    check_axe(page)
    page.get_by_role("button", name="Bewaar als nieuwe versie").click()
    expect(page.get_by_text("Opgeslagen als versie 2.", exact=False)).to_be_visible()
    check_axe(page)
