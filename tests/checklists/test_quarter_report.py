"""The quarter report on paper: the numbers of the page, tagged and in our own letter, without anyone's name."""

import io
import re

import fitz
import outloud
import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from checklists.figures import paper
from checklists.figures.paper import render_report
from employers.figures.periods import quarter_of
from employers.models import Employer
from tests.builders import make_fact
from tests.checklists.test_region_figures import make_world
from wsp.pdf import PdfError

pytestmark = pytest.mark.usefixtures("reference")
A4 = (595.3, 841.9)


@pytest.fixture
def filled(noord, anna, lea, ada, monkeypatch):
    """A region where something happened; what stands on an advice is tested with the papers."""
    monkeypatch.setattr("checklists.actions.advice.render_paper", lambda kind, content: b"%PDF-1.7")
    make_world(noord, advisers=[anna, lea], seed=1)
    make_fact(noord, by=ada, statement="Er zijn 143 vacatures per 100 werklozen – ‘krap’.")
    return noord


def test_report_is_tagged_in_our_letter_within_its_margins_and_names_nobody(filled, anna, lea, tmp_path):
    today = timezone.localdate()
    pdf = render_report(filled, quarter_of(today), today=today)
    path = tmp_path / "bericht.pdf"
    path.write_bytes(pdf)
    result = outloud.check(str(path))
    assert result.error is None
    assert [(found.rule, found.message) for found in result.findings if found.severity != "info"] == []
    assert result.verdict == "pass"

    reader = PdfReader(io.BytesIO(pdf))
    assert reader.trailer["/Root"]["/Lang"] == "nl"
    assert reader.metadata.title.startswith("Kwartaalbericht Werkgeversservicepunt Groningen")
    text = "\n".join(page.extract_text() for page in reader.pages)
    for number in range(1, len(reader.pages) + 1):
        assert f"Pagina {number} van {len(reader.pages)}" in text
    for words in ("In één oogopslag", "Wat u kunt organiseren", "Er zijn 143 vacatures", "Let op."):
        assert words in text
    for name in [*Employer.objects.values_list("name", flat=True), anna.name, lea.name, "None", "{{"]:
        assert name not in text

    with fitz.open(stream=pdf) as document:
        fonts = {re.sub(r"^[A-Z]{6}\+|[ ,-]", "", font[3])[:11] for page in document for font in page.get_fonts()}
        assert fonts == {"SourceSans3"}
        for page in document:
            assert (page.rect.width, page.rect.height) == pytest.approx(A4, abs=1)
            assert all(word[0] > 40 and word[2] < A4[0] - 40 for word in page.get_text("words"))


def test_report_is_given_as_a_file_that_nobody_keeps(noord, lea, as_user):
    response = as_user(lea).get(reverse("checklists:figures_report", args=[noord.slug]) + "?kwartaal=2026-1")
    assert response.content.startswith(b"%PDF-")
    assert 'filename="kwartaalbericht-groningen-2026-1.pdf"' in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"] == "no-store, private"
    assert "1e kwartaal 2026" in PdfReader(io.BytesIO(response.content)).metadata.title


def test_paper_that_cannot_be_made_says_so_on_the_page(noord, lea, as_user, monkeypatch):
    def fail(*args, **kwargs):
        raise PdfError

    monkeypatch.setattr(paper, "render_pdf", fail)
    response = as_user(lea).get(reverse("checklists:figures_report", args=[noord.slug]), follow=True)
    assert response.redirect_chain[0][0].startswith(reverse("checklists:figures", args=[noord.slug]))
    assert "De PDF maken is niet gelukt." in response.content.decode()
