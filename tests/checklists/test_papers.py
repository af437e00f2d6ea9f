"""The two papers of an advice as real PDFs: what stands on them, for whom, and that everyone can read them."""

import copy
import functools
import io
import re

import fitz
import outloud
import pytest
from django.db import transaction
from pypdf import PdfReader

from checklists.models import Paper
from checklists.papers import render_paper
from tests.checklists.paper_cases import CASES, EMOJI, NAME_OF_80, SCRIPT, make_content
from wsp.pdf import replace_undrawable

pytestmark = pytest.mark.django_db
A4 = (595.3, 841.9)  # points
MARGIN = 40  # points; the narrowest margin of the sheet is 15 mm


@pytest.fixture(scope="module")
def contents(django_db_setup, django_db_blocker):
    """The content of every case, made in a transaction that leaves nothing behind."""
    made = {}
    with django_db_blocker.unblock():
        for name, case in CASES.items():
            with transaction.atomic():
                django_db_setup.put_back()
                made[name] = make_content(case, is_worst=name == "worst")
                transaction.set_rollback(True)
    return made


@pytest.fixture(scope="module")
def pdf(contents):
    """A function that gives the bytes of a paper of a case, made once."""
    return functools.cache(lambda name, paper: render_paper(paper, contents[name]))


@pytest.fixture(scope="module")
def text(pdf):
    """A function that gives the words of a paper of a case, every run of white space one space."""

    def read(name, paper):
        pages = PdfReader(io.BytesIO(pdf(name, paper))).pages
        return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))

    return functools.cache(read)


def squeeze(words):
    """Return text without any space, because a line of a PDF may break anywhere in a long word."""
    return re.sub(r"\s", "", words)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("name", CASES)
class TestEveryPaper:
    def test_checker_finds_nothing(self, name, paper, pdf, tmp_path):
        path = tmp_path / "paper.pdf"
        path.write_bytes(pdf(name, paper))
        result = outloud.check(str(path))
        assert result.error is None
        assert [(found.rule, found.message) for found in result.findings if found.severity != "info"] == []
        assert result.verdict == "pass"

    def test_says_its_language_title_and_that_it_is_tagged(self, name, paper, pdf):
        reader = PdfReader(io.BytesIO(pdf(name, paper)))
        catalog = reader.trailer["/Root"]
        assert catalog["/Lang"] == "nl"
        assert catalog["/MarkInfo"]["/Marked"]
        assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
        assert "pdfuaid:part" in catalog["/Metadata"].get_data().decode()
        kind = "Advies voor" if paper == Paper.EMPLOYER else "Intern verslag"
        assert reader.metadata.title.startswith(kind)

    def test_embeds_our_own_letter_and_no_other(self, name, paper, pdf):
        with fitz.open(stream=pdf(name, paper)) as document:
            fonts = {font[:5] for page in document for font in page.get_fonts()}
            assert {re.sub(r"^[A-Z]{6}\+|[ ,-]", "", font[3])[:11] for font in fonts} == {"SourceSans3"}
            assert all(document.extract_font(font[0])[3] for font in fonts)

    def test_everything_stands_within_the_margins_of_a4(self, name, paper, pdf):
        with fitz.open(stream=pdf(name, paper)) as document:
            for page in document:
                assert (page.rect.width, page.rect.height) == pytest.approx(A4, abs=1)
                for word in page.get_text("words"):
                    assert word[0] > MARGIN
                    assert word[2] < A4[0] - MARGIN
                    assert word[3] < A4[1] - 20

    def test_every_page_says_which_of_how_many_and_of_what(self, name, paper, pdf, contents):
        pages = PdfReader(io.BytesIO(pdf(name, paper))).pages
        for number, page in enumerate(pages, start=1):
            foot = page.extract_text()
            assert f"Pagina {number} van {len(pages)}" in foot
            assert contents[name]["number"] or "concept" in foot

    def test_says_nothing_that_is_never_said(self, name, paper, text):
        words = text(name, paper)
        assert ("€" in words) == bool(CASES[name].sums)  # an amount stands only in a calculation that was kept
        for never in ("wil niet", "None", "{{", "{%", "geheugen"):
            assert never not in words


class TestEmployerPaper:
    @pytest.mark.parametrize("name", [name for name in CASES if name != "worst"])
    def test_takes_at_most_two_pages_and_three_with_a_calculation(self, name, pdf):
        most = 3 if CASES[name].sums else 2
        assert len(PdfReader(io.BytesIO(pdf(name, Paper.EMPLOYER))).pages) <= most

    @pytest.mark.parametrize("name", CASES)
    def test_does_not_depend_on_anything_internal(self, name, contents, pdf):
        other = copy.deepcopy(contents[name])
        internal = other["internal"]
        internal["score"] |= {"willen": 1.0, "kunnen": 99.0, "profile_label": "Iets anders", "determinants": []}
        internal |= {"answers": [], "general_note": "x", "trail": [], "tipping": [], "raised": [], "adjustments": []}
        assert render_paper(Paper.EMPLOYER, other) == pdf(name, Paper.EMPLOYER)

    @pytest.mark.parametrize("name", CASES)
    def test_says_no_score_no_profile_and_no_determinant(self, name, text, contents):
        words = text(name, Paper.EMPLOYER)
        score = contents[name]["internal"]["score"]
        codes = ("W1", "W2", "W3", "W4", "INT", "K1", "K2", "K3")
        for never in ("Kansrijkheid", "Determinant", "van 100", score["profile_label"], *codes):
            assert never not in words
        assert not re.search(r"\b(Willen|Kunnen):? \d", words)

    def test_tells_the_whole_story_in_order(self, text, contents):
        words = text("ordinary", Paper.EMPLOYER)
        heads = ["Wat u ons vertelde", "Wat nu nog in de weg staat", "Ons advies", "Regelingen en hulp die passen"]
        heads += ["Wat wij hebben afgesproken", "Tot slot", "Uw contactpersoon", "Bronnen"]
        places = [words.index(head) for head in heads]
        assert places == sorted(places)
        content = contents["ordinary"]
        assert "Advies voor Bakkerij De Gouden Korenaar" in words
        assert "Advies AM01-2026-0001, 25 november 2026" in words
        assert "met Henk Wiersma" in words
        assert "U heeft nu 3 openstaande vacatures, waarvan 2 moeilijk te vervullen." in words
        assert "De doelgroep en de regelingen zijn nog niet bekend" in words
        assert "maakt lijst 2 van taken die iemand anders kan doen" in words
        assert "Anna de Vries" in words
        assert "050 123 45 61" in words
        assert "anna@voorbeeld.nl" in words
        assert "samenvoordeklant.nl (7 augustus 2025)" in words
        for row in (*content["tips"], *content["instruments"]):
            assert f"Omdat {', en omdat '.join(row['because'])}." in words

    def test_every_instrument_says_how_to_apply_who_carries_it_out_and_its_source_with_date(self, text, contents):
        words = text("ordinary", Paper.EMPLOYER)
        assert "Stand van onze catalogus: 23 november 2026" in words
        assert contents["ordinary"]["instruments"]
        for row in contents["ordinary"]["instruments"]:
            assert row["name"] in words
            assert row["steps"][0] in words
            assert f"Uitvoerder: {row['executor']}. Bron: " in words
            for source in row["sources"]:
                said = source["date"] or "datum niet bekend"
                assert source["title"] in words
                assert said in source["title"] or f"{source['title']} ({said})" in words

    def test_calculation_says_amounts_steps_who_decides_and_every_source_with_its_date(self, text, contents):
        words = text("with sums", Paper.EMPLOYER)
        heads = ["Regelingen en hulp die passen", "Wat betekent dat in euro's?", "Wat wij hebben afgesproken"]
        places = [words.index(head) for head in heads]
        assert places == sorted(places)
        assert "Loonkostensubsidie op loonwaarde Subsidie: € 1.121,76 per maand." in words
        assert "Forfaitaire loonkostensubsidie Subsidie: € 1.402,20 per maand." in words
        assert words.count("Dit is een indicatie. De gemeente beslist.") == 2
        assert "met de bedragen die gelden tot en met 31 december 2026" in words
        for row in contents["with sums"]["scenarios"]:
            for step in row["steps"]:
                assert step["text"] in words
                assert step["value_text"] in words
            for source in row["sources"]:
                assert f"{source['title']}, {source['date_text']}, {source['status_text']}" in words

    def test_picture_of_who_pays_has_words_for_who_cannot_see_it(self, pdf):
        said = "Van de kosten van € 2.804,40 per maand betaalt u zelf € 1.682,64 en de gemeente € 1.121,76."
        assert said in [str(one["/Alt"]) for one in walk(pdf("with sums", Paper.EMPLOYER)) if one["/S"] == "/Figure"]

    def test_placement_says_what_is_not_known_yet(self, text):
        words = text("with a placement", Paper.EMPLOYER)
        assert "Voor 1 januari 2027 is niet bekend: minimumloon per maand" in words
        assert "Loonkostenvoordeel van de Belastingdienst, per maand" in words

    def test_concept_is_called_so_and_a_given_advice_is_not(self, text):
        assert "CONCEPT 25 november 2026" in text("concept", Paper.EMPLOYER)
        assert "concept · 25 november 2026" in text("concept", Paper.EMPLOYER)
        assert "concept" not in text("ordinary", Paper.EMPLOYER).lower()

    def test_nothing_discussed_is_said_kindly(self, text):
        words = text("nothing discussed", Paper.EMPLOYER)
        assert "Wij hebben nog niet alles besproken" in words
        assert "Wat wij hebben afgesproken" not in words

    def test_no_work_is_said_once(self, text):
        words = text("no work", Paper.EMPLOYER)
        assert "Er is nu geen passend werk" in words
        assert "Passend werk of ruimte om te begeleiden ontbreekt nog" not in words
        assert "U heeft op dit moment geen openstaande vacatures." in words

    def test_who_does_it_with_worries_is_not_persuaded(self, text):
        words = text("with worries", Paper.EMPLOYER)
        assert "Wat u er nu van merkt, valt niet altijd mee" in words
        assert "Het onderwerp staat nog wat verder van u af" not in words
        assert "1. Zet een jobcoach in" in words
        assert "Praat met een werkgever die het al doet" not in words


class TestInternalPaper:
    def test_shows_sides_determinants_answers_and_what_it_rests_on(self, text, contents):
        words = text("ordinary", Paper.INTERNAL)
        internal = contents["ordinary"]["internal"]
        assert "Intern verslag, niet voor de werkgever" in words
        assert f"Profiel: {internal['score']['profile_label']}" in words
        assert f"{internal['score']['willen']:.0f} van 100" in words
        for row in internal["score"]["determinants"]:
            assert f"{row['answered']} van {row['asked']}" in words
        for row in internal["answers"]:
            assert f"{row['question']} {row['answer_label']}" in words
        assert "Waar het advies op rust" in words
        assert "U weet om welke mensen het gaat: 1" in words
        assert "rekenmethode 2026-11" in words

    def test_not_discussed_is_said_and_is_no_zero(self, text):
        words = text("nothing discussed", Paper.INTERNAL)
        assert words.count("Niet besproken") >= 41
        assert "Onvoldoende beeld" in words

    def test_border_shows_what_was_computed_and_what_was_chosen_and_why(self, text):
        words = text("border", Paper.INTERNAL)
        assert "Profiel: Wil en kan, doet nog niet" in words
        assert "Berekend profiel Grensgebied" in words
        assert "Zegt het zelf ook" in words

    def test_picture_has_words_for_who_cannot_see_it(self, pdf, contents):
        document = pdf("ordinary", Paper.INTERNAL)
        score = contents["ordinary"]["internal"]["score"]
        said = f"Willen {score['willen']:.0f} en kunnen {score['kunnen']:.0f}, allebei op een schaal van 0 tot 100."
        alternatives = [str(element["/Alt"]) for element in walk(document) if element["/S"] == "/Figure"]
        assert said in alternatives
        assert len(alternatives) == 1 + sum(row["value"] is not None for row in score["determinants"])

    def test_concept_is_called_so(self, text):
        assert "CONCEPT" in text("concept", Paper.INTERNAL)


def walk(document):
    """Return every element of the structure tree of a PDF, in the order it is read aloud."""

    def below(element):
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object()
            if isinstance(kid, dict) and "/S" in kid:
                yield kid
                yield from below(kid)

    return list(below(PdfReader(io.BytesIO(document)).trailer["/Root"]["/StructTreeRoot"]))


class TestWorst:
    @pytest.mark.parametrize("paper", Paper)
    def test_what_people_typed_stands_there_as_text_and_in_full(self, paper, text):
        words = squeeze(text("worst", paper))
        assert squeeze(NAME_OF_80) in words
        assert squeeze(SCRIPT) in words
        assert words.count(squeeze("van taken die iemand anders kan doen")) == 40

    @pytest.mark.parametrize("paper", Paper)
    def test_sign_our_letter_lacks_stands_there_by_name(self, paper, text):
        assert squeeze("[party popper] Gelukt! [woman]") in squeeze(text("worst", paper))
        assert EMOJI[0] not in text("worst", paper)

    def test_long_notes_are_all_there(self, text, contents):
        words = squeeze(text("worst", Paper.INTERNAL))
        for row in contents["worst"]["internal"]["answers"]:
            assert squeeze(replace_undrawable(row["note"])) in words

    def test_own_closing_words_replace_the_usual_ones(self, text, contents):
        words = text("worst", Paper.EMPLOYER)
        assert "Hartelijk dank voor het gesprek" not in words
        assert squeeze(contents["worst"]["closing"])[-400:] in squeeze(words)

    def test_reason_of_the_adviser_stays_inside(self, text):
        assert "Zelf gekozen:" in text("worst", Paper.INTERNAL)
        assert "het past bij wat wij samen hebben besproken" in text("worst", Paper.EMPLOYER)


@pytest.mark.parametrize("paper", Paper)
def test_same_content_gives_the_same_bytes(paper, contents, pdf):
    assert render_paper(paper, copy.deepcopy(contents["ordinary"])) == pdf("ordinary", paper)
    assert render_paper(paper, {**contents["ordinary"], "number": "AM01-2026-0002"}) != pdf("ordinary", paper)
