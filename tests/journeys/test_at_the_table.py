"""At the table: two colleagues on one checklist, a network that goes, a session that ends, and a browser without JavaScript."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from checklists.models import Answer
from tests.builders import make_employer, make_visit, start_checklist

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def checklist(reference, noord, anna, lea):
    visit = make_visit(make_employer(region=noord, by=anna), by=anna, advisers=[anna, lea])
    return start_checklist(visit, by=anna)


def card_of(page, key):
    return page.locator(f"#vraag-{key}")


def choose(page, key, step):
    card_of(page, key).locator(f".schaal label:has(input[data-step='{step}'])").click()


def status_of(page, key):
    return card_of(page, key).locator("[data-status]")


def stored(checklist, key):
    return Answer.objects.values_list("value", flat=True).get(checklist=checklist, question__key=key)


def test_second_person_sees_the_newer_answer_and_keeps_their_own(open_tab, sign_in, checklist, anna, lea):
    url = f"/bezoeken/{checklist.visit_id}/checklist/"
    first, second = open_tab(), open_tab()
    sign_in(first, anna)
    sign_in(second, lea)
    first.goto(url)
    second.goto(url)
    choose(first, "I1", 3)
    expect(status_of(first, "I1")).to_contain_text("Opgeslagen")
    choose(second, "I1", 1)
    expect(status_of(second, "I1")).to_contain_text("Anna de Vries")
    assert stored(checklist, "I1") == 3
    status_of(second, "I1").get_by_role("button", name=re.compile("mijn", re.I)).click()
    expect(status_of(second, "I1")).to_contain_text("Opgeslagen")
    assert stored(checklist, "I1") == 1


def test_second_person_sees_the_newer_answer_and_takes_it(open_tab, sign_in, checklist, anna, lea):
    url = f"/bezoeken/{checklist.visit_id}/checklist/"
    first, second = open_tab(), open_tab()
    sign_in(first, anna)
    sign_in(second, lea)
    first.goto(url)
    second.goto(url)
    choose(first, "I1", 4)
    expect(status_of(first, "I1")).to_contain_text("Opgeslagen")
    choose(second, "I1", 0)
    status_of(second, "I1").get_by_role("button", name=re.compile("Anna", re.I)).click()
    expect(card_of(second, "I1").locator("input[data-step='4']")).to_be_checked()
    choose(second, "I1", 2)
    expect(status_of(second, "I1")).to_contain_text("Opgeslagen om")
    assert stored(checklist, "I1") == 2


def test_answer_without_network_says_so_and_is_sent_when_it_is_back(page, sign_in, checklist, anna):
    sign_in(page, anna)
    page.goto(f"/bezoeken/{checklist.visit_id}/checklist/")
    page.context.set_offline(True)
    choose(page, "I1", 3)
    expect(status_of(page, "I1")).to_contain_text("Staat op dit apparaat")
    expect(page.locator("[data-offline]")).to_be_visible()
    assert stored(checklist, "I1") is None
    expect(card_of(page, "I1").locator("input[data-step='3']")).to_be_checked()
    page.context.set_offline(False)
    expect(status_of(page, "I1")).to_contain_text("Opgeslagen")
    assert stored(checklist, "I1") == 3


def test_server_error_is_said_aloud_and_nothing_typed_is_lost(page, sign_in, checklist, anna):
    sign_in(page, anna)
    page.goto(f"/bezoeken/{checklist.visit_id}/checklist/")
    page.route("**/sync/", lambda route: route.fulfill(status=500, body="stuk"))
    choose(page, "I1", 3)
    expect(status_of(page, "I1")).to_contain_text("Staat op dit apparaat")
    expect(page.locator("[data-device-state]").first).to_contain_text("de server heeft een storing")
    page.unroute("**/sync/")
    choose(page, "I1", 2)
    expect(status_of(page, "I1")).to_contain_text("Opgeslagen")
    assert stored(checklist, "I1") == 2


def test_session_that_ended_leads_to_signing_in_and_back(page, sign_in, checklist, anna):
    sign_in(page, anna)
    page.goto(f"/bezoeken/{checklist.visit_id}/checklist/")
    choose(page, "I1", 3)
    expect(status_of(page, "I1")).to_contain_text("Opgeslagen")
    Session.objects.all().delete()
    choose(page, "I3a", 2)
    expect(page.locator("[data-signed-out]")).to_contain_text("U bent uitgelogd")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Log opnieuw in").click()
    sign_in(opened.value, anna)
    page.bring_to_front()
    expect(status_of(page, "I3a")).to_contain_text("Opgeslagen")
    assert (stored(checklist, "I1"), stored(checklist, "I3a")) == (3, 2)


def test_quick_taps_leave_the_last_one(page, sign_in, checklist, anna):
    sign_in(page, anna)
    page.goto(f"/bezoeken/{checklist.visit_id}/checklist/")
    for step in (0, 4, 1, 3, 2):
        choose(page, "I1", step)
    expect(status_of(page, "I1")).to_contain_text("Opgeslagen")
    page.wait_for_load_state("networkidle")
    assert stored(checklist, "I1") == 2
    expect(card_of(page, "I1").locator("input[data-step='2']")).to_be_checked()


def test_checklist_works_without_javascript(open_tab, sign_in, checklist, anna):
    page = open_tab(java_script_enabled=False)
    sign_in(page, anna)
    page.goto(f"/bezoeken/{checklist.visit_id}/checklist/")
    card_of(page, "I1").locator("input[data-step='3']").check(force=True)
    card_of(page, "I1").get_by_role("button", name="Bewaar").click()
    assert page.url.endswith("#vraag-I1")
    assert stored(checklist, "I1") == 3
    page.get_by_role("link", name="Rond het bezoek af").click()
    page.get_by_role("button", name="Rond het bezoek af").click()
    expect(page.locator("main")).to_contain_text("afgerond")


def test_list_is_searched_while_typing(page, sign_in, noord, anna):
    make_employer(region=noord, by=anna, name="Café De Zon")
    make_employer(region=noord, by=anna, name="Garage Prins")
    sign_in(page, anna)
    page.goto(f"/regio/{noord.slug}/werkgevers/")
    page.get_by_label("Zoek op naam").press_sequentially("zon cafe", delay=20)
    expect(page.get_by_role("link", name="Garage Prins")).to_have_count(0)
    expect(page.get_by_role("link", name="Café De Zon")).to_be_visible()
    assert "q=zon" in page.url
    page.reload()
    expect(page.get_by_role("link", name="Garage Prins")).to_have_count(0)
