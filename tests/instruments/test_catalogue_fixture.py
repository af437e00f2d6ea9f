"""The catalogue: thirty core instruments and twelve more, each with a source, plain words, and not one amount of money."""

import copy
import json
import re
from datetime import date
from pathlib import Path

import pytest

from instruments import queries, rules
from instruments.actions import load_catalogue
from instruments.models import Category, Instrument, InstrumentState

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
REFERENCE = json.loads((FIXTURES / "instruments.json").read_text(encoding="utf-8"))
ROWS = {row["slug"]: row for row in REFERENCE["instruments"]}

CORE = [
    *("loonkostensubsidie", "forfaitaire-loonkostensubsidie", "gemeentelijke-plaatsingssubsidie"),
    "loondispensatie-wajong",
    *("lkv-arbeidsgehandicapte-werknemer", "lkv-doelgroep-banenafspraak", "lkv-herplaatsen-arbeidsgehandicapte"),
    "no-riskpolis",
    *("jobcoach-gemeente", "interne-werkbegeleiding-gemeente", "jobcoach-uwv"),
    *("interne-jobcoach-uwv", "harrie-training", "werkplekaanpassing"),
    *("meeneembare-voorziening", "intermediaire-voorziening", "vervoersvoorziening"),
    *("proefplaatsing-uwv", "proefplaats-gemeente"),
    *("werkervaringsplaats", "detachering-individueel", "groepsdetachering"),
    *("beschut-werk", "banenafspraak-doelgroepregister", "praktijkroute"),
    *("inclusieve-arbeidsanalyse", "ips", "social-return"),
    *("praktijkleren", "bbl"),
]
SUPPLEMENTARY = [
    *("participatieplaats", "begeleid-werken-wsw", "quotum-inclusiviteitsopslag", "slim", "sowis"),
    *("open-hiring", "pso", "esf-plus", "scholing-praktijkverklaring"),
]
ARCHIVE = ["lkv-oudere-werknemer", "lkv-scholingsbelemmerde", "lage-inkomensvoordeel"]
READ = {"wettekst", "officieel", "secundair", "afgeleid"}  # really read, in that order of firmness
MONEY = re.compile(r"€|\beuros?\b|\bEUR\b", re.IGNORECASE)


def sentences_of(row):
    """Return all that an employer may read of an instrument."""
    single = [
        row["name"],
        row["summary"],
        row["yields"],
        row["duration"],
        row["deadline"],
        row["next_step"],
        row["status_text"],
    ]
    several = [row["conditions"], row["steps"], row["notes"], row["groups"], row["local_blanks"]]
    return single + [line for lines in several for line in lines] + [rule["because"] for rule in row["rules"]]


def test_catalogue_holds_thirty_core_nine_supplementary_and_three_ended_instruments():
    assert list(ROWS) == CORE + SUPPLEMENTARY + ARCHIVE
    assert (len(CORE), len(SUPPLEMENTARY), len(ARCHIVE)) == (30, 9, 3)


def test_what_ended_says_until_when_and_is_the_archive():
    ended = [slug for slug, row in ROWS.items() if row["status"] == "ended"]
    assert ended == ARCHIVE
    assert all(ROWS[slug]["valid_until"] and ROWS[slug]["rules"] == [] for slug in ended)


def test_catalogue_says_what_day_it_is_of():
    assert date.fromisoformat(REFERENCE["catalogue_date"])
    assert REFERENCE["source"]["date"] == REFERENCE["catalogue_date"]


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
class TestEveryInstrument:
    def test_has_sources_that_were_read(self, row):
        assert row["sources"]
        for source in row["sources"]:
            assert source["title"]
            assert source["site"] or source["url"]
            assert source["status"] in READ

    def test_what_is_only_remembered_stands_apart_as_such(self, row):
        assert {claim["status"] for claim in row["verification"]} <= READ | {"geheugen"}
        assert row["verification"]

    def test_texts_hold_no_amount_of_money(self, row):
        assert [text for text in sentences_of(row) if MONEY.search(text)] == []

    def test_texts_are_plain_and_say_u(self, row):
        for text in sentences_of(row):
            assert not re.search(r"\b(je|jij|jouw|jullie|wil niet)\b", text, re.IGNORECASE)
            assert max(len(sentence.split()) for sentence in re.split(r"[.?!:;]", text)) <= 32

    def test_says_who_carries_it_out_and_what_to_do_first(self, row):
        assert row["executors"]
        assert row["summary"]
        assert row["steps"]
        assert row["next_step"]

    def test_kind_and_state_exist(self, row):
        assert row["category"] in Category.values
        assert row["status"] in InstrumentState.values
        layer = "core" if row["slug"] in CORE else "archive" if row["slug"] in ARCHIVE else "extra"
        assert row["layer"] == layer

    def test_rules_can_be_read(self, row):
        for rule in row["rules"]:
            rules.check_rule(rule)
            assert rule["because"][0].islower()
            assert not rule["because"].endswith(".")
        for entry in row["unless"]:
            rules.check_unless(entry)

    def test_what_it_goes_with_is_in_the_catalogue(self, row):
        named = {line.partition(" (")[0] for line in [*row["combines_with"], *row["excludes"]]}
        assert named <= set(ROWS) - {row["slug"]}


def test_money_comes_only_with_instruments_of_that_kind():
    assert ROWS["social-return"]["category"] == "advies"  # a condition in a contract, nobody is paid
    assert {slug for slug in ROWS if slug.startswith("lkv-")} <= {
        slug for slug, row in ROWS.items() if row["category"] == "financieel"
    }


@pytest.mark.usefixtures("reference")
class TestLoading:
    def load(self, slug="ips", **change):
        reference = copy.deepcopy(REFERENCE)
        next(row for row in reference["instruments"] if row["slug"] == slug).update(change)
        return load_catalogue(by=None, reference=reference)

    def test_loading_twice_changes_nothing(self):
        before = list(Instrument.objects.order_by("pk").values())
        assert load_catalogue(by=None, reference=REFERENCE) == len(before) == 42
        assert list(Instrument.objects.order_by("pk").values()) == before

    def test_corrected_text_is_loaded_and_found(self):
        self.load(name="Individuele plaatsing met steun")
        assert queries.get_instrument("ips").name == "Individuele plaatsing met steun"
        assert queries.get_catalogue("plaatsing met steun").get().slug == "ips"

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"sources": []}, "'ips' has no source"),
            ({"category": "geschenk"}, "geschenk"),
            ({"status": "misschien"}, "misschien"),
            (
                {"rules": [{"rank": "signal", "because": "x", "all": [{"fact": "weer", "is": 1}]}]},
                "unknown fact 'weer'",
            ),
            ({"unless": [{"fact": "weer", "is": 1}]}, "unknown fact 'weer'"),
        ],
    )
    def test_row_that_is_not_sound_is_refused_and_nothing_is_loaded(self, change, message):
        with pytest.raises(ValueError, match=message):
            self.load(name="Half geladen", **change)
        assert not Instrument.objects.filter(name="Half geladen").exists()
