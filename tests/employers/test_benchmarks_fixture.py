"""The national figures: each with its year, its source, how sure we are, and a sentence an adviser can say."""

import json
import re
from pathlib import Path

import pytest

from employers.models import SbiSection
from employers.models.benchmark import Verification

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
ROWS = json.loads((FIXTURES / "benchmarks.json").read_text(encoding="utf-8"))["benchmarks"]
REGIONS = json.loads((FIXTURES / "regions.json").read_text(encoding="utf-8"))["regions"]

SEGMENTS = {
    "total": {"Nederland"},
    "size": {"klein", "middelgroot", "groot"},
    "kind": {"markt", "overheid"},
    "sector": set(SbiSection.values),
    "region": {row["code"] for row in REGIONS},
}


def label(row):
    return f"{row['key']}-{row['segment']}-{row['period']}"


def find(key, segment, period):
    """Return the one row with this key, segment and period."""
    (row,) = [row for row in ROWS if (row["key"], row["segment"], row["period"]) == (key, segment, period)]
    return row


def test_figures_are_unique_by_key_segment_and_period():
    keys = [(row["key"], row["segment_kind"], row["segment"], row["period"]) for row in ROWS]
    assert len(keys) == len(set(keys)) >= 60


@pytest.mark.parametrize("row", ROWS, ids=label)
class TestEveryFigure:
    def test_segment_is_one_an_employer_can_have(self, row):
        assert row["segment"] in SEGMENTS[row["segment_kind"]]

    def test_figure_names_year_source_and_how_sure_we_are(self, row):
        assert row["period"].startswith(str(row["year"]))
        assert row["source_code"]
        assert row["source"]
        assert row["base"]
        assert row["verified"] in Verification.values

    def test_number_and_its_wording_say_the_same(self, row):
        digits = re.sub(r"^(ongeveer )|%$", "", row["value_text"]).replace(".", "").replace(",", ".")
        if row["value"] is not None:
            assert float(digits) == row["value"]
        assert (row["unit"] == "%") == row["value_text"].endswith("%")

    def test_sentence_can_be_said_as_it_stands(self, row):
        statement = row["statement"]
        assert re.search(rf"{row['year']}|{row['period'][:4]}", statement)
        assert statement[0].isupper()
        assert statement.endswith(".")
        assert "wil niet" not in statement
        assert "€" not in statement

    def test_figure_that_nobody_traced_says_so(self, row):
        assert ("niet nagegaan" in row["statement"]) == (row["verified"] == Verification.NO)


@pytest.mark.parametrize(("size", "share"), [("klein", 10), ("middelgroot", 30), ("groot", 60)])
def test_share_that_employs_someone_by_size_is_of_2015(size, share):
    row = find("has_disabled", size, "2015")
    assert row["value"] == share
    assert "In 2015" in row["statement"]
    assert [other["period"] for other in ROWS if (other["key"], other["segment"]) == ("has_disabled", size)] == ["2015"]


@pytest.mark.parametrize("segment", ["klein", "middelgroot", "groot", "overheid", "A", "C", "F", "M", "Nederland"])
def test_preparation_finds_figures_for_the_segment(segment):
    found = [row for row in ROWS if row["segment"] == segment and row["verified"] != Verification.NO]
    assert len(found) >= 2


def test_share_that_employs_someone_in_2022_is_the_traced_one():
    assert find("has_disabled", "Nederland", "2022")["value_text"] == "18,3%"
