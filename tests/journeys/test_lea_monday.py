"""The Monday morning of the team lead, and the follow-up of the adviser: find what is stuck, hand over, move, export, close."""

import csv
import io
import re
from datetime import timedelta

import fitz
import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import expect

from employers.models import Employer, StageChange
from tests.builders import make_agreement, make_employer, make_visit
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)

STUCK = ["Drukkerij Stil", "Garage Stil", "Hotel Stil"]


@pytest.fixture
def region(reference, noord, anna, lea):
    """Six employers of Lea, three of which nobody spoke to for a long time, and one agreement that is too late."""
    today = timezone.localdate()
    for name in [*STUCK, "Bakkerij Vers", "Kwekerij Vers", "Zorggroep Vers"]:
        row = make_employer(region=noord, by=lea, name=name, account_holder=lea)
        if name in STUCK:
            long_ago = today - timedelta(days=90)
            Employer.objects.filter(pk=row.pk).update(last_contact_on=long_ago, stage_since_on=long_ago)
    late = Employer.objects.get(name="Bakkerij Vers")
    make_agreement(make_visit(late, by=anna), by=anna, what="stuurt de folder", due_on=today - timedelta(days=2))
    return noord


def open_pipeline(page, region, query=""):
    page.goto(reverse("employers:pipeline", args=[region.slug]) + query)


def card(page, name):
    return page.locator("[data-kaart]").filter(has=page.get_by_role("link", name=name, exact=True))


def column(page, name):
    return page.get_by_role("region", name=re.compile(f"^{name} \\d"))


def drag(page, name, stage):
    """Drag the card of an employer to the head of a column."""
    card(page, name).get_by_role("heading").drag_to(column(page, stage).get_by_role("heading", level=2))


def stands_in(page, stage, name):
    """Return the card of an employer in a column."""
    return column(page, stage).get_by_role("heading", name=name, exact=True)


def button(page, word, about):
    """Return the button with this word that is about something; what it is about is only read aloud."""
    return page.get_by_role("button", name=re.compile(f"^{word}.*{about}"))


def test_lead_finds_what_is_stuck_hands_three_over_and_takes_the_rows_along(
    open_tab, region, lea, anna, chris, sign_in, check_axe
):
    page = open_tab()
    sign_in(page, lea)

    # What is stuck? The filters are in the address, so that a colleague with the link sees the same.
    page.get_by_role("link", name="Pijplijn").click()
    check_axe(page)
    page.get_by_text("Filters en volgorde").click()
    page.get_by_label("Geen contact sinds (dagen)").fill("60")
    page.get_by_label("Geen contact sinds (dagen)").press("Enter")
    expect(page.get_by_text("3 werkgevers passen bij deze filters.")).to_be_visible()
    page.get_by_role("link", name="Tabel").click()
    expect(page.get_by_role("rowheader")).to_have_count(3)
    assert "stil=60" in page.url
    check_axe(page)

    # The export has exactly these rows.
    link = page.get_by_role("link", name="CSV").get_attribute("href")
    rows = csv.DictReader(io.StringIO(page.request.get(link).body().decode("utf-8-sig")), delimiter=";")
    assert sorted(row["Werkgever"] for row in rows) == STUCK

    # Hand the three over to Anna: first without a note, which is asked for; what was ticked stays ticked.
    page.get_by_role("button", name="Vink alles op deze pagina aan").click()
    page.get_by_label("Aan wie draagt u over?").select_option(label="Anna de Vries")
    page.get_by_role("button", name="Draag over").click()
    expect(page.get_by_role("alert")).to_contain_text("Schrijf een korte notitie")
    for name in STUCK:
        expect(page.get_by_label(f"Kies {name}")).to_be_checked()
    check_axe(page)
    page.get_by_label("Notitie voor allebei").fill("Bel deze drie voor vrijdag")
    page.get_by_role("button", name="Draag over").click()
    expect(page.get_by_text("3 werkgevers zijn overgedragen aan Anna de Vries.")).to_be_visible()

    # Both read the note today; the other region sees nothing of it.
    page.get_by_role("link", name="Vandaag").click()
    expect(page.get_by_role("region", name="Overgedragen").get_by_role("listitem")).to_have_count(3)
    adviser = open_tab(PHONE)
    sign_in(adviser, anna)
    given = adviser.get_by_role("region", name="Overgedragen")
    expect(given.get_by_text("Bel deze drie voor vrijdag")).to_have_count(3)
    check_axe(adviser)
    stranger = open_tab()
    sign_in(stranger, chris)
    open_pipeline(stranger, region, "?weergave=tabel")
    expect(stranger.get_by_role("heading", level=1)).not_to_have_text("Pijplijn")
    expect(stranger.get_by_text("Stil")).to_have_count(0)


def test_lead_follows_a_number_to_its_employers_and_prints_the_quarter_report(
    open_tab, region, lea, chris, sign_in, check_axe
):
    page = open_tab()
    sign_in(page, lea)
    page.get_by_role("link", name="Cijfers", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cijfers")
    for summary in page.get_by_text("Bekijk als tabel").all():
        summary.click()
    check_axe(page)

    # Every number is a link to exactly its employers; so is the export.
    page.get_by_role("row", name=re.compile("^Nieuwe dossiers")).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nieuwe dossiers")
    expect(page.get_by_text("6 werkgevers.")).to_be_visible()
    check_axe(page)
    names = [cell.get_by_role("link").inner_text() for cell in page.get_by_role("rowheader").all()]
    link = page.get_by_role("link", name=re.compile("^CSV")).get_attribute("href")
    rows = csv.DictReader(io.StringIO(page.request.get(link).body().decode("utf-8-sig")), delimiter=";")
    assert [row["Werkgever"] for row in rows] == names
    assert len(names) == 6

    # The quarter report on paper names no employer.
    page.get_by_role("navigation", name="Kruimelpad").get_by_role("link", name="Cijfers").click()
    address = page.get_by_role("link", name="Kwartaalbericht (PDF)").get_attribute("href")
    response = page.request.get(address)
    assert response.headers["content-type"] == "application/pdf"
    with fitz.open(stream=response.body()) as report:
        words = "".join(sheet.get_text() for sheet in report)
    assert "Kwartaalbericht" in words
    assert not any(name in words for name in names)

    # Chris, of another region, gets none of it: not the page, not the list, not the export, not the paper.
    stranger = open_tab()
    sign_in(stranger, chris)
    for forbidden in (reverse("checklists:figures", args=[region.slug]), link, address):
        assert stranger.request.get(forbidden).status == 404


def test_card_moves_by_dragging_and_hears_why_not(page, region, lea, sign_in, check_axe):
    sign_in(page, lea)
    page.set_viewport_size({"width": 1280, "height": 900})
    open_pipeline(page, region)
    name = "Garage Stil"
    drag(page, name, "Eerste contact")
    moved = stands_in(page, "Eerste contact", name)
    expect(moved).to_be_visible()
    expect(page.get_by_text(f"{name} staat nu in de stap Eerste contact.")).to_be_visible()
    expect(page.locator("#telling-first_contact")).to_have_text("1 werkgever")

    # A stage that tells a fact cannot be claimed.
    drag(page, name, "Bezoek gepland")
    expect(page.get_by_role("alert")).to_contain_text("Plan het bezoek, dan gaat deze werkgever vanzelf")
    expect(moved).to_be_visible()

    # Back needs a reason: a window asks for it.
    drag(page, name, "Nieuw")
    window = page.get_by_role("dialog")
    expect(window.get_by_label("Nieuw (met een reden)")).to_be_checked()
    window.get_by_role("button", name="Verplaats").click()
    expect(window.get_by_role("alert")).to_contain_text("Schrijf in een paar woorden op waarom.")
    check_axe(page)
    window.get_by_label("Waarom?").fill("Verkeerde kaart")
    window.get_by_role("button", name="Verplaats").click()
    expect(stands_in(page, "Nieuw", name)).to_be_visible()
    expect(window).to_be_hidden()
    reasons = StageChange.objects.filter(employer__name=name).values_list("reason", flat=True)
    assert list(reasons) == ["", "Verkeerde kaart"]


def test_card_moves_with_the_keyboard_alone(page, region, lea, sign_in, keyboard, check_axe):
    sign_in(page, lea)
    open_pipeline(page, region)
    keys, name = keyboard(page), "Hotel Stil"
    keys.go_to(button(page, "Pak op", name)).press("Enter")
    expect(page.locator("#bord-melding")).to_contain_text("Opgepakt")
    keys.press("ArrowRight")
    expect(page.locator("#bord-melding")).to_contain_text("Eerste contact")
    keys.press("Escape")
    expect(page.locator("#bord-melding")).to_have_text("Teruggelegd.")
    keys.press("Enter").press("ArrowRight").press("Enter")
    expect(stands_in(page, "Eerste contact", name)).to_be_visible()
    expect(button(page, "Pak op", name)).to_be_focused()

    # "Not now" asks why and until when, in a window that gives the focus back.
    tomorrow = timezone.localdate() + timedelta(days=1)
    keys.press("Enter").press("ArrowLeft").press("ArrowLeft").press("Enter")
    window = page.get_by_role("dialog")
    expect(window.get_by_label("Nu niet")).to_be_focused()
    keys.press("Tab").write("Te druk").press("Tab").write_date(tomorrow)
    keys.press("Enter")
    expect(stands_in(page, "Nu niet", name)).to_be_visible()
    expect(button(page, "Pak op", name)).to_be_focused()
    assert Employer.objects.get(name=name).come_back_on == tomorrow
    check_axe(page)


def test_second_of_two_leads_is_told_who_was_first(open_tab, region, lea, anna, sign_in):
    first, second = open_tab(), open_tab()
    for page, person in ((first, anna), (second, lea)):
        sign_in(page, person)
        open_pipeline(page, region)
    for page in (first, second):
        page.get_by_role("link", name=re.compile("^Verplaats.*Garage Stil")).click()
        page.get_by_role("dialog").get_by_label("Eerste contact").check()
    first.get_by_role("dialog").get_by_role("button", name="Verplaats").click()
    expect(stands_in(first, "Eerste contact", "Garage Stil")).to_be_visible()
    second.get_by_role("dialog").get_by_role("button", name="Verplaats").click()
    expect(second.get_by_role("dialog").get_by_role("alert")).to_contain_text("Anna de Vries was u voor")
    assert StageChange.objects.filter(employer__name="Garage Stil").count() == 1


def test_card_moves_without_javascript_too(open_tab, region, lea, sign_in):
    page = open_tab(java_script_enabled=False)
    sign_in(page, lea)
    open_pipeline(page, region)
    page.get_by_role("link", name=re.compile("^Verplaats.*Drukkerij Stil")).click()
    page.get_by_label("Afgesloten (met een reden)").check()
    page.get_by_label("Waarom?").fill("Deze vestiging gaat dicht")
    page.get_by_role("button", name="Verplaats").click()
    expect(page.get_by_text("Drukkerij Stil staat nu in de stap Afgesloten.")).to_be_visible()
    expect(stands_in(page, "Afgesloten", "Drukkerij Stil")).to_be_visible()


def test_adviser_closes_what_is_due_with_one_tap_and_takes_the_rest_along(open_tab, region, lea, sign_in, check_axe):
    page = open_tab(PHONE)
    sign_in(page, lea)
    page.locator(".kop summary").click()
    page.get_by_role("link", name="Afspraken", exact=True).click()
    check_axe(page)
    button(page, "Gedaan", "stuurt de folder").click()
    undo = button(page, "Toch niet", "stuurt de folder")
    expect(undo).to_be_focused()
    undo.click()
    expect(button(page, "Gedaan", "stuurt de folder")).to_be_focused()

    page.get_by_role("link", name="Zet ze in uw agenda").click()
    page.get_by_role("button", name="Maak een adres").click()
    address = page.get_by_label("Uw agenda-adres").input_value()
    check_axe(page)
    calendar_program = open_tab()  # no session, only the address
    path = address[address.index("/agenda/") :]
    summaries = [
        str(event["summary"]) for event in Calendar.from_ical(calendar_program.request.get(path).body()).walk("VEVENT")
    ]
    assert summaries == ["Afspraak nakomen: Bakkerij Vers"]
    page.get_by_role("button", name="Trek het adres in").click()
    expect(page.get_by_text("Uw agenda-adres werkt niet meer.")).to_be_visible()
    assert calendar_program.request.get(path).status == 404
