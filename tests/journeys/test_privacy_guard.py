"""The privacy guard in a real browser: said while typing, asked before saving, the same on the device as on the server."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from checklists.models import Answer
from safekeeping.privacy import build_words, describe, scan
from safekeeping.queries.words import read_reference_words
from tests.builders import make_employer, make_visit, start_checklist

pytestmark = pytest.mark.django_db(transaction=True)
SENTENCES = json.loads(
    (Path(__file__).parents[1] / "safekeeping" / "privacy_sentences.json").read_text(encoding="utf-8")
)
HEALTH = "Ahmed heeft epilepsie, dus geen heftruck"


@pytest.fixture
def checklist(reference, noord, anna):
    return start_checklist(make_visit(make_employer(region=noord, by=anna), by=anna), by=anna)


@pytest.fixture
def card(page, sign_in, checklist, anna):
    """The first question of Anna's checklist, with its note open."""
    sign_in(page, anna)
    page.goto(f"/bezoeken/{checklist.visit_id}/checklist/")
    card = page.locator("#vraag-I1")
    card.locator(".schaal label:has(input[data-step='3'])").click()
    expect(card.locator("[data-status]")).to_contain_text("Opgeslagen")
    card.get_by_text("Notitie, en wie dit zegt").click()
    return card


def stored_note(checklist):
    return Answer.objects.values_list("note", flat=True).get(checklist=checklist, question__key="I1")


def test_device_finds_exactly_what_the_server_finds(page, live_server):
    words = build_words(read_reference_words())
    sentences = [sentence for label in ("bsn", "health", "birth", "none") for sentence in SENTENCES[label]]
    page.goto("/inloggen/")
    found = page.evaluate(
        """async ([address, list, sentences]) => {
            const { makeGuard } = await import(address);
            const guard = makeGuard(list);
            return sentences.map((one) => guard.scan(one, 2026));
        }""",
        [f"{settings.STATIC_URL}js/privacy.js", describe(words), sentences],
    )
    for sentence, on_device in zip(sentences, found, strict=True):
        on_server = [
            {"kind": one.kind.value, "start": one.start, "end": one.end, "text": one.text, "neutral": one.neutral}
            for one in scan(sentence, words, date(2026, 11, 24))
        ]
        assert on_device == on_server, sentence


def test_bsn_never_leaves_the_device(page, card, checklist):
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or "") if request.method == "POST" else None)
    note = card.locator("textarea")
    note.fill("Nummer 999768426 van de kandidaat")
    expect(card.locator(".privacy__hint")).to_contain_text("burgerservicenummer")
    note.blur()
    card.locator(".schaal label:has(input[data-step='2'])").click()
    expect(note).to_have_value("Nummer 999768426 van de kandidaat")
    note.fill("Nummer weggehaald")
    expect(card.locator("[data-status]")).to_contain_text("Opgeslagen")
    expect(card.locator(".privacy__hint")).to_have_count(0)
    assert stored_note(checklist) == "Nummer weggehaald"
    assert "999768426" not in "".join(sent)


def test_health_is_asked_about_and_the_neutral_text_comes_in_its_place(page, card, checklist, check_axe):
    note = card.locator("textarea")
    note.fill(HEALTH)
    expect(card.locator("[data-status]")).to_contain_text("Toch bewaren")
    check_axe(page)
    assert stored_note(checklist) == ""
    card.get_by_role("button", name="Bewaar deze tekst").click()
    expect(note).to_have_value("Iemand heeft een beperking, dus geen heftruck")
    assert stored_note(checklist) == "Iemand heeft een beperking, dus geen heftruck"


def test_own_text_is_kept_when_the_adviser_says_so(page, card, checklist):
    card.locator("textarea").fill(HEALTH)
    card.get_by_role("button", name=re.compile("Toch bewaren")).click()
    expect(card.locator("[data-status]")).to_contain_text("Opgeslagen")
    assert stored_note(checklist) == HEALTH


def test_without_javascript_the_form_asks_below_the_field(open_tab, sign_in, checklist, anna):
    page = open_tab(java_script_enabled=False)
    sign_in(page, anna)
    page.goto(f"/bezoeken/{checklist.visit_id}/afspraken/")
    page.get_by_label("Wij", exact=True).check()
    page.get_by_label("Naam van de persoon of het loket").fill("WSP")
    page.get_by_label("Wat spreekt u af?").fill(HEALTH)
    page.locator("input[type=date]").fill(date.today().isoformat())
    page.get_by_role("button", name="Leg de afspraak vast").click()
    expect(page.get_by_label("Wat spreekt u af?")).to_have_value(HEALTH)
    page.get_by_label("Toch bewaren zoals ik het typte").check()
    page.get_by_role("button", name="Leg de afspraak vast").click()
    expect(page.get_by_text("De afspraak is opgeslagen")).to_be_visible()
    expect(page.get_by_text(HEALTH).first).to_be_visible()
