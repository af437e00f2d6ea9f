"""What an administrator enters of the region's labour market: by form or from a file, checked line by line, all or nothing."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from employers.models import Benchmark, Verification
from tests.builders import make_fact

HEADING = "onderwerp;sector;waarde;jaar;kwartaal;bron;datum\n"
GOOD = "krapte;;97,5;2026;2;UWV, Regio in Beeld;15-09-2026\nmoeilijk vervulbaar;F;68;2026;;UWV, onderzoek;01-06-2026\n"
TYPED = {
    "key": "hard_to_fill",
    "sbi_section": "F",
    "value": "58,3",
    "year": "2026",
    "quarter": "2",
    "source": "UWV, Regio in Beeld",
    "source_on": "2026-09-15",
}

pytestmark = pytest.mark.django_db


def entered():
    return Benchmark.objects.filter(entered_by__isnull=False)


@pytest.fixture
def door(noord, ada, as_user):
    """Return a function by which Ada sends something to a page of facts."""
    client = as_user(ada)

    def send(name, data=None):
        return client.post(reverse(f"employers:{name}", args=[noord.slug]), data or {})

    return send


def upload(text, encoding="utf-8"):
    return {"file": SimpleUploadedFile("cijfers.csv", text.encode(encoding), "text/csv")}


class TestForm:
    def test_figure_is_kept_with_period_source_and_date(self, door, noord, ada):
        assert door("facts", TYPED).status_code == 302
        row = entered().get()
        assert (row.segment, row.sbi_section, row.period, row.value_text) == (
            noord.code,
            "F",
            "2026 kwartaal 2",
            "58,3%",
        )
        assert (row.source, row.source_on, row.entered_by) == ("UWV, Regio in Beeld", date(2026, 9, 15), ada)
        assert row.verified == Verification.YES
        assert row.statement.startswith("In het 2e kwartaal van 2026 was in Groningen in de sector ")

    def test_same_subject_sector_and_period_replaces_what_stood_there(self, door):
        door("facts", TYPED)
        door("facts", {**TYPED, "value": "61"})
        assert entered().get().value_text == "61%"

    @pytest.mark.parametrize(
        ("field", "typed", "sentence"),
        [
            ("key", "", "Kies een onderwerp."),
            ("value", "veel", "Vul een getal in, bijvoorbeeld 58 of 58,3."),
            ("value", "101", "Een percentage is ten hoogste 100."),
            ("value", "-1", "Vul een getal in van 0 of meer."),
            ("year", "2150", "Dit jaar ligt te ver weg."),
            ("year", "2099", "Deze periode moet nog beginnen."),
            ("year", "1990", "Vul een jaar in vanaf 2015."),
            ("source", "", "Vul de bron in: geen cijfer zonder bron."),
            ("source_on", "", "Vul de datum van de bron in."),
            ("source_on", "2099-01-01", "Deze datum kan niet."),
        ],
    )
    def test_bad_input_gets_a_sentence_and_stores_nothing(self, door, field, typed, sentence):
        response = door("facts", {**TYPED, field: typed})
        page = response.content.decode()
        assert response.status_code == 422
        assert sentence in page
        assert not entered().exists()
        assert "UWV, Regio in Beeld" in page or field == "source"  # what was typed stays

    def test_sector_with_a_subject_that_has_none_is_refused(self, door):
        response = door("facts", {**TYPED, "key": "unemployed"})
        assert "Dit onderwerp geldt voor alle sectoren samen." in response.content.decode()

    def test_entered_figure_can_be_removed_and_a_national_one_cannot(self, noord, ada, as_user):
        own = make_fact(noord, by=ada)
        client = as_user(ada)
        assert client.post(reverse("employers:remove_fact", args=[noord.slug, own.pk])).status_code == 302
        assert not entered().exists()
        national = Benchmark.objects.filter(segment_kind="total").first()
        assert client.post(reverse("employers:remove_fact", args=[noord.slug, national.pk])).status_code == 404
        came_along = Benchmark.objects.create(
            key="register_works", segment_kind="region", segment=noord.code, period="2020", year=2020, value_text="50%",
            statement="x", source_code="X", source="x", verified="yes",
        )  # fmt: skip
        assert client.post(reverse("employers:remove_fact", args=[noord.slug, came_along.pk])).status_code == 404

    def test_figure_of_another_region_is_not_found(self, noord, zuid, ada, as_user):
        other = make_fact(zuid, by=ada)
        assert as_user(ada).post(reverse("employers:remove_fact", args=[noord.slug, other.pk])).status_code == 404
        assert entered().exists()

    def test_old_figure_says_so(self, noord, ada, as_user):
        make_fact(noord, by=ada, source_on=date(2024, 1, 1))
        page = as_user(ada).get(reverse("employers:facts", args=[noord.slug])).content.decode()
        assert "ouder dan een jaar" in page


class TestFile:
    def test_file_is_shown_first_and_stored_after(self, door):
        response = door("import_facts", upload(HEADING + GOOD))
        page = response.content.decode()
        assert response.status_code == 200
        assert "Er is nog niets opgeslagen." in page
        assert "Alle 2 regels kloppen." in page
        assert not entered().exists()
        assert door("import_facts", {"text": HEADING + GOOD}).status_code == 302
        assert set(entered().values_list("key", "value_text")) == {("tightness", "97,5"), ("hard_to_fill", "68%")}

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    @pytest.mark.parametrize("sign", [";", "\t"])
    def test_file_opens_as_spreadsheets_save_it(self, door, encoding, sign):
        text = (HEADING + GOOD.replace("UWV, onderzoek", "UWV, enquête")).replace(";", sign).replace("\n", "\r\n")
        assert "Alle 2 regels kloppen." in door("import_facts", upload(text, encoding)).content.decode()

    def test_every_wrong_line_says_what_is_wrong_and_nothing_is_stored(self, door):
        lines = [
            "krapte;;97;2026;2;UWV;15-09-2026",
            "krapte;;98;2026;2;UWV;15-09-2026",
            "drukte;;1;2026;;UWV;15-09-2026",
            "krapte;;veel;2026;7;;morgen",
            "krapte;;1;2026",
        ]
        for data in (upload(HEADING + "\n".join(lines)), {"text": HEADING + "\n".join(lines)}):
            response = door("import_facts", data)
            page = response.content.decode()
            assert response.status_code == 422
            assert "4 van de 5 regels kloppen niet." in page
            assert "Dit cijfer staat al op regel 2." in page
            assert "Onderwerp: Kies een onderwerp uit de lijst." in page
            assert "Waarde: Vul een getal in, bijvoorbeeld 58 of 58,3." in page
            assert "Een kwartaal is 1, 2, 3 of 4." in page
            assert "Vul de bron in: geen cijfer zonder bron." in page
            assert "Hier staan 4 cellen; het moeten er 7 zijn." in page
            assert not entered().exists()

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("", "Kies een bestand met ten minste één regel."),
            ("\n \n", "Kies een bestand met ten minste één regel."),
            ("a;b;c\n1;2;3\n", "Deze kolommen ontbreken: onderwerp, sector, waarde, jaar, kwartaal, bron, datum."),
            (HEADING, "Er staan geen cijfers onder de kolommen."),
            ("\x00\x01", "Dit is geen tekstbestand."),
            (HEADING + "krapte;;1;2026;;UWV;15-09-2026\n" * 201, "Er passen ten hoogste 200 regels in één keer."),
            (HEADING + "x" * 100_001, "Dit bestand is te groot."),
        ],
        ids=["empty", "blank", "heading", "no rows", "binary", "too many", "too large"],
    )
    def test_file_that_is_none_says_why(self, door, text, sentence):
        response = door("import_facts", upload(text))
        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert not entered().exists()

    def test_no_file_at_all_asks_for_one(self, door):
        response = door("import_facts")
        assert response.status_code == 422
        assert "Kies een bestand met ten minste één regel." in response.content.decode()

    def test_what_stands_in_the_file_is_shown_as_text(self, door):
        page = door("import_facts", upload(HEADING + "<script>alert(1)</script>;;1;2026;;UWV;15-09-2026\n")).content
        assert b"<script>alert" not in page


def test_age_counts_from_the_source(noord, ada):
    row = make_fact(noord, by=ada, source_on=date(2025, 11, 25))
    assert not row.is_old(date(2026, 11, 25))
    assert row.is_old(date(2026, 11, 26))
    assert not make_fact(noord, by=ada, period="2026 kwartaal 3").is_old(timezone.localdate())
