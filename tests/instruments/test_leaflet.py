"""One instrument on one sheet of paper: the shortest and the longest, tagged, with the head of the region and small sources."""

import io
import re

import fitz
import outloud
import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from instruments import queries
from instruments.actions import save_supplement
from instruments.papers import render_leaflet
from instruments.sheet import make_sheet
from regions.actions import change_desk
from wsp.pdf import PdfError

pytestmark = pytest.mark.usefixtures("reference")
SHORTEST, LONGEST = "open-hiring", "loonkostensubsidie"


@pytest.fixture
def full(noord, ada):
    """All that a region may reasonably add to the longest instrument."""
    change_desk(
        by=None,
        region=noord,
        organisation_name="Werkcentrum Groningen",
        phone="050 123 45 60",
        email="wsp@voorbeeld.nl",
    )
    row = queries.get_instrument(LONGEST)
    fields = {
        "contact": "Team Werk van de gemeente Groningen, 050 123 45 60",
        "route": "Bel eerst met Team Werk. " * 12,
        "lead_time": "Drie tot vijf weken",
        "terms": "In deze regio geldt de verordening van 2026. " * 12,
        "blanks": [{"name": name, "text": "Dat vertelt Team Werk u bij de start."} for name in row.local_blanks],
    }
    return save_supplement(by=ada, region=noord, instrument=row, revision=0, fields=fields)


def render(slug, region=None, supplement=None):
    row = queries.get_instrument(slug)
    sheet = make_sheet(row, *queries.get_instrument_amounts(row, timezone.localdate()))
    return render_leaflet(row, sheet, region, supplement, timezone.localdate())


def read(body):
    pages = PdfReader(io.BytesIO(body)).pages
    return len(pages), re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def check(body, tmp_path):
    path = tmp_path / "leaflet.pdf"
    path.write_bytes(body)
    result = outloud.check(str(path))
    assert result.error is None
    assert [(found.rule, found.message) for found in result.findings if found.severity != "info"] == []
    assert result.verdict == "pass"


def sizes(body):
    """Return the sizes of the letters of the text itself, in points."""
    spans = [
        span
        for block in fitz.open(stream=body)[0].get_text("dict")["blocks"]
        for line in block.get("lines", [])
        for span in line["spans"]
    ]
    return [round(span["size"], 1) for span in spans if span["text"].strip()]


def test_shortest_is_one_clean_sheet(noord, tmp_path):
    body = render(SHORTEST, noord)
    pages, words = read(body)
    assert pages == 1
    assert noord.desk in words
    assert max(sizes(body)) > 20
    check(body, tmp_path)


def test_longest_with_a_full_addition_is_one_clean_sheet_that_can_be_read(noord, full, tmp_path):
    body = render(LONGEST, noord, full)
    pages, words = read(body)
    row = queries.get_instrument(LONGEST)
    assert pages == 1
    assert "Werkcentrum Groningen" in words
    for text in (*row.conditions, *row.steps, "Drie tot vijf weken", "€ 14,99 per uur"):
        assert re.sub(r"\s", "", text) in re.sub(r"\s", "", words)
    assert min(sizes(body)) >= 6.4
    check(body, tmp_path)


@pytest.mark.parametrize("slug", [SHORTEST, "bbl", "lage-inkomensvoordeel", "social-return", "no-riskpolis"])
def test_any_instrument_is_one_sheet_with_its_sources(noord, slug, tmp_path):
    body = render(slug, noord)
    pages, words = read(body)
    assert pages == 1
    assert "Stand van onze catalogus" in words
    assert "geheugen" not in words
    check(body, tmp_path)


def test_sources_are_smaller_than_the_text(noord):
    found = sizes(render(LONGEST, noord))
    assert min(found) <= 0.85 * max(set(found), key=found.count) or min(found) < 9


def test_ended_one_says_so_and_names_no_amount(noord):
    _, words = read(render("lage-inkomensvoordeel", noord))
    assert "Bestaat niet meer." in words
    assert "€" not in words


def test_text_that_no_letter_can_hold_gets_a_second_sheet_and_is_not_cut_off(noord, ada, full):
    full.route, full.terms = "Bel eerst met Team Werk. " * 40, "Voorwaarde van deze regio. " * 74 + "EINDE"
    pages, words = read(render(LONGEST, noord, full))
    assert pages <= 2
    assert "EINDE" in words


def test_the_same_leaflet_has_the_same_bytes(noord):
    assert render(SHORTEST, noord) == render(SHORTEST, noord)


def test_page_gives_it_as_a_pdf_with_the_head_of_the_region(as_user, anna, noord, full):
    response = as_user(anna).get(reverse("instruments:leaflet", args=[LONGEST]))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert "Werkcentrum Groningen" in read(response.content)[1]


def test_paper_that_cannot_be_made_is_said(as_user, anna, monkeypatch):
    def fail(*args):
        raise PdfError("no paper")

    monkeypatch.setattr("instruments.views.sheet.render_leaflet", fail)
    response = as_user(anna).get(reverse("instruments:leaflet", args=[LONGEST]), follow=True)
    assert "De PDF maken is niet gelukt." in response.content.decode()
