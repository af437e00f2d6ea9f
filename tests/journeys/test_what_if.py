"""What does it bring in: the adviser works it out at the table, compares, keeps it, turns the tablet, and finds it on paper."""

import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from checklists import actions
from checklists.models import Scenario
from tests.builders import answer_all, make_employer, make_visit, start_checklist

pytestmark = pytest.mark.django_db(transaction=True)
LKS, FORFAIT = "Loonkostensubsidie op loonwaarde", "Forfaitaire loonkostensubsidie"


@pytest.fixture
def visit(reference, noord, anna):
    """A visit of an hour ago to an employer who means to hire and looks up against the cost."""
    employer = make_employer(region=noord, by=anna, vacancies=2)
    visit = make_visit(employer, by=anna, planned_at=timezone.now() - timedelta(hours=1))
    answer_all(start_checklist(visit, by=anna), by=anna, level=3, O6a=0, I5a=0)
    return visit


def settle(page):
    """Wait until what was typed has been worked out."""
    page.wait_for_load_state("networkidle")


def test_adviser_works_out_a_subsidy_compares_it_and_hands_it_over_with_its_sources(
    page, anna, visit, sign_in, check_axe
):
    sign_in(page, anna)
    page.goto(f"/bezoeken/{visit.pk}/rekenen/")
    first = page.locator(".rekenkolom--a")
    first.locator("[name=a-soort]").select_option(label=LKS)
    expect(page.locator("#uitkomst-a")).to_have_text(LKS)
    first.locator("[name=a-datum]").fill("2026-07-01")
    first.locator("[name=a-uren]").fill("32")
    first.locator("[name=a-loonwaarde]").fill("60")
    settle(page)
    outcome = page.locator("section[aria-labelledby=uitkomst-a] .uitkomst__groot")
    expect(outcome).to_contain_text("€")
    expect(page.locator("section[aria-labelledby=uitkomst-a]")).to_contain_text("beslist")
    check_axe(page)

    # Beside the one without a measurement: copied, and only the kind is another.
    page.get_by_role("button", name="Vergelijk met een tweede").click()
    expect(page.locator("#uitkomst-b")).to_have_text(FORFAIT)
    expect(page.locator(".rekenkolom--b [name=b-uren]")).to_have_value("32")
    expect(page.locator(".verschil")).to_contain_text("Het verschil: €")
    settle(page)
    amount = re.search(r"€ [\d.,]+\d", outcome.inner_text())[0]
    check_axe(page)
    page.locator("button[name=bewaar][value=a]").click()
    expect(page.get_by_role("status").first).to_contain_text("is bij dit bezoek bewaard")
    kept = Scenario.objects.get(visit=visit)
    assert (kept.kind, kept.input["uren"], kept.input["loonwaarde"]) == ("lks", "32", "60")
    assert amount in kept.result["outcomes"][0]["text"]

    # Turned round to the employer: the same amount, the steps behind a tap.
    page.goto(f"/bezoeken/{visit.pk}/tonen/")
    shown = page.get_by_role("region", name="Wat betekent dat in euro's?")
    expect(shown).to_contain_text(amount)
    check_axe(page)
    shown.locator("summary").click()
    expect(shown).to_contain_text(kept.result["sources"][0]["title"])

    # On paper, with the day and every source.
    actions.conclude_checklist(by=anna, checklist=visit.checklist)
    page.goto(f"/bezoeken/{visit.pk}/advies/")
    page.get_by_role("button", name="Stel het advies vast").click()
    link = page.get_by_role("link", name="Advies voor de werkgever (PDF)")
    body = page.request.get(link.get_attribute("href")).body()
    words = re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(body)).pages))
    for told in (LKS, amount, "1juli2026", *(source["title"] for source in kept.result["sources"])):
        assert re.sub(r"\s", "", told) in words
    assert re.sub(r"\s", "", FORFAIT) not in words.split("Watbetekentdatineuro")[1]


def test_adviser_chooses_a_group_and_sees_why_and_why_not(page, anna, visit, sign_in, check_axe):
    sign_in(page, anna)
    page.goto(f"/bezoeken/{visit.pk}/tips/")
    page.get_by_text("Kies doelgroep en plek").click()
    page.get_by_label("Wajong met arbeidsvermogen").check()
    page.get_by_label("Uren per week").fill("60")
    page.get_by_role("button", name="Kijk opnieuw").click()
    expect(page.get_by_text("Vul de uren per week in, van 1 tot en met 48.").first).to_be_visible()
    expect(page.get_by_label("Wajong met arbeidsvermogen")).to_be_checked()
    page.get_by_label("Uren per week").fill("32")
    page.get_by_role("button", name="Kijk opnieuw").click()
    expect(page.get_by_text("Gekeken voor:")).to_contain_text("Wajong met arbeidsvermogen; 32 uur per week")
    page.get_by_text("Past nu niet (").click()
    expect(page.locator("#instrumenten")).to_contain_text("Voor de Wajong is er geen loonkostensubsidie")
    check_axe(page)
