"""The export: exactly the rows of the screen, never a formula, never the whole region in memory."""

import csv
import io
import tracemalloc
import zipfile
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from employers.models import Employer
from employers.pipeline import get_rows
from employers.pipeline.export import CELLS, neutralise, write_csv, write_xlsx
from tests.benchmarks.population import make_employers
from tests.builders import make_agreement, make_employer, make_visit

EVIL = '=HYPERLINK("https://kwaad.voorbeeld";"klik")'
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def download(client, region, kind, **filters):
    response = client.get(reverse(f"employers:pipeline_{kind}", args=[region.slug]), filters)
    assert response.status_code == 200
    assert response.streaming
    assert response.headers["Cache-Control"] == "no-store, private"
    return b"".join(response.streaming_content)


def read_csv(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_xlsx(content):
    """Return the rows of a spreadsheet as lists of (kind, text): "s" a shared text, "inlineStr" a text, "n" a number."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert book.testzip() is None
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert sheet.findall(f".//{SHEET}f") == [], "there is a formula in the sheet"
    rows = []
    for row in sheet.iter(f"{SHEET}row"):
        cells = {}
        for cell in row.iter(f"{SHEET}c"):
            column = cell.get("r").rstrip("0123456789")
            text = "".join(part.text or "" for part in cell.iter(f"{SHEET}t"))
            cells[column] = (cell.get("t", "n"), text or cell.findtext(f"{SHEET}v"))
        rows.append(cells)
    return rows


@pytest.fixture
def known(noord, anna, lea):
    """Three employers, one of which an attacker named."""
    make_employer(region=noord, by=anna, name="Akker", account_holder=anna, sbi_section="A")
    brug = make_employer(region=noord, by=anna, name=EVIL, account_holder=lea, city="+31-Stad")
    make_employer(region=noord, by=anna, name='Café; \'t "Hoekje"\nachter', sbi_section="I", employees=None)
    make_agreement(make_visit(brug, by=anna), by=anna, due_on=timezone.localdate() - timedelta(days=1))


@pytest.mark.parametrize(
    "filters",
    [{}, {"sector": "I"}, {"telaat": "1"}, {"stap": "new"}, {"sector": "onzin"}, {"stil": "4", "sector": "A"}],
)
def test_export_has_exactly_the_rows_of_the_screen(filters, as_user, anna, noord, known):
    client = as_user(anna)
    url = reverse("employers:pipeline", args=[noord.slug])
    shown = client.get(url, {**filters, "weergave": "tabel"}).context
    numbers = [row.kvk_number for row in shown.get("rows", [])]
    assert [row["KVK-nummer"] for row in read_csv(download(client, noord, "csv", **filters))] == numbers
    sheet = read_xlsx(download(client, noord, "xlsx", **filters))
    assert [cells["B"][1] for cells in sheet[1:]] == numbers


def test_export_follows_the_order_of_the_table(as_user, anna, noord, known):
    rows = read_csv(download(as_user(anna), noord, "csv", volgorde="naam"))
    expected = Employer.objects.order_by("name_key", "pk").values_list("kvk_number", flat=True)
    assert [row["KVK-nummer"] for row in rows] == list(expected)


def test_formula_becomes_text_in_csv(as_user, anna, noord, known):
    (row,) = [row for row in read_csv(download(as_user(anna), noord, "csv")) if "HYPERLINK" in row["Werkgever"]]
    assert row["Werkgever"] == f"'{EVIL}"
    assert row["Plaats"] == "'+31-Stad"
    assert row["Vaste contactpersoon"] == "Lea Bakker"


def test_formula_becomes_text_in_the_spreadsheet(as_user, anna, noord, known):
    sheet = read_xlsx(download(as_user(anna), noord, "xlsx"))
    (cells,) = [cells for cells in sheet if "HYPERLINK" in cells["A"][1]]
    assert cells["A"] == ("inlineStr", EVIL)
    assert cells["C"] == ("inlineStr", "+31-Stad")


def test_names_survive_separators_quotes_and_line_ends(as_user, anna, noord, known):
    names = [row["Werkgever"] for row in read_csv(download(as_user(anna), noord, "csv"))]
    assert 'Café; \'t "Hoekje"\nachter' in names


def test_numbers_and_dates_stay_numbers_and_dates(as_user, anna, noord, known):
    rows = read_csv(download(as_user(anna), noord, "csv", sector="A"))
    assert rows[0]["Medewerkers"] == "45"
    assert rows[0]["In deze stap sinds"] == timezone.localdate().isoformat()
    cells = read_xlsx(download(as_user(anna), noord, "xlsx", sector="A"))[1]
    columns = dict(zip(CELLS, "ABCDEFGHIJKLMNOPQRS", strict=True))
    assert cells[columns["Medewerkers"]] == ("n", "45")
    assert cells[columns["In deze stap sinds"]][0] == "n"
    assert cells[columns["KVK-nummer"]][0] == "inlineStr"  # or leading zeros would go


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "=HYPERLINK(1)"])
def test_what_a_spreadsheet_would_calculate_is_neutralised(text):
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Bakker", "", "A=1", "1-2", "'t Hoekje", "100%"])
def test_what_is_text_already_stays_as_it_is(text):
    assert neutralise(text) == text


def peak_of(write, rows):
    """Return how much memory writing the rows takes at most, in bytes, while nobody keeps what is written."""
    tracemalloc.start()
    try:
        for _ in write(rows, today=timezone.localdate()):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_memory_stays_flat_however_many_rows(write, noord, anna):
    make_employers(noord, anna, 9000)
    rows = get_rows(noord, today=timezone.localdate(), filters={})
    third = rows.filter(pk__lte=rows.order_by("pk").values_list("pk", flat=True)[2999])
    few, many = peak_of(write, third), peak_of(write, rows)
    assert many < few * 1.5, f"{few / 1e6:.1f} MB for 3,000 rows, {many / 1e6:.1f} MB for 9,000"


def test_export_of_another_region_has_nothing_of_ours(client, noord, zuid, anna, chris, known):
    make_employer(region=zuid, by=chris, name="Van Chris")
    client.force_login(chris)
    assert [row["Werkgever"] for row in read_csv(download(client, zuid, "csv"))] == ["Van Chris"]
    assert len(read_xlsx(download(client, zuid, "xlsx"))) == 2
