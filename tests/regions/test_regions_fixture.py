"""The list of regions and municipalities: official codes, each municipality in one region, with its source and year."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from django.utils.text import slugify

REFERENCE = json.loads((Path(__file__).resolve().parents[2] / "fixtures" / "regions.json").read_text(encoding="utf-8"))
REGIONS = {row["code"]: row for row in REFERENCE["regions"]}
MUNICIPALITIES = REFERENCE["municipalities"]

# The CBS numbers its labour market regions to 38 and has left out three numbers.
MISSING_NUMBERS = {4, 16, 31}
EXPECTED_CODES = [f"AM{number:02}" for number in range(1, 39) if number not in MISSING_NUMBERS]


def region_of(name):
    """Return the name of the region of a municipality."""
    (code,) = [row["region"] for row in MUNICIPALITIES if row["name"] == name]
    return REGIONS[code]["name"]


def test_regions_have_the_35_official_codes_in_order():
    assert [row["code"] for row in REFERENCE["regions"]] == EXPECTED_CODES
    assert len(EXPECTED_CODES) == 35


def test_region_names_and_slugs_are_unique_and_usable_in_an_address():
    names = [row["name"] for row in REFERENCE["regions"]]
    slugs = [row["slug"] for row in REFERENCE["regions"]]
    assert len(set(names)) == len(set(slugs)) == 35
    assert slugs == [slugify(name.replace("/", " ")) for name in names]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("AM01", "Groningen"),
        ("AM06", "Veluwe Stedendriehoek"),
        ("AM22", "Rijnmond"),
        ("AM28", "Zuidoost-Brabant"),
        ("AM36", "Regio Zwolle"),
        ("AM38", "FoodValley"),
    ],
)
def test_region_code_carries_the_name_the_cbs_gives_it(code, name):
    assert REGIONS[code]["name"] == name


def test_municipalities_are_the_342_of_2026_with_unique_codes_and_names():
    codes = [row["code"] for row in MUNICIPALITIES]
    assert len(codes) == len(set(codes)) == 342
    assert len({row["name"] for row in MUNICIPALITIES}) == 342
    assert [code for code in codes if not re.fullmatch(r"GM\d{4}", code)] == []
    assert REFERENCE["municipality_source"]["year"] == 2026


def test_every_municipality_points_to_a_region_and_every_region_has_municipalities():
    per_region = Counter(row["region"] for row in MUNICIPALITIES)
    assert set(per_region) == set(REGIONS)
    assert min(per_region.values()) >= 3


@pytest.mark.parametrize(
    ("municipality", "region"),
    [
        ("Assen", "Groningen"),  # Drenthe by province, Groningen by labour market
        ("Meppel", "Regio Zwolle"),
        ("Zeewolde", "Veluwe Stedendriehoek"),
        ("De Ronde Venen", "Groot Amsterdam"),
        ("Vijfheerenlanden", "Gorinchem"),
        ("Hardinxveld-Giessendam", "Drechtsteden"),  # Gorinchem in the list of 2015
        ("Cranendonck", "Midden-Limburg"),  # Zuidoost-Brabant in the list of 2015
        ("Voorne aan Zee", "Rijnmond"),  # the youngest municipality, 2023
        ("'s-Gravenhage", "Haaglanden"),
    ],
)
def test_municipality_stands_in_the_region_of_the_official_list(municipality, region):
    assert region_of(municipality) == region


@pytest.mark.parametrize("key", ["source", "municipality_source"])
def test_list_names_its_publisher_date_and_address(key):
    source = REFERENCE[key]
    assert "Centraal Bureau voor de Statistiek" in source["publisher"]
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", source["date"])
    assert source["url"].startswith("https://www.cbs.nl/")
    assert source["title"]
    assert source["note"]
