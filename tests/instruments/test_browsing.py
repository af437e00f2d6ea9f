"""Browsing the catalogue: by need and by group, what ended apart, nothing remembered shown, and ticks that survive a search."""

import re

import pytest
from django.urls import reverse

from instruments import queries
from instruments.browsing import list_groups, say_cell, shelve
from instruments.decision import Cell
from instruments.labels import GROUPS, NEEDS
from instruments.models import Instrument

pytestmark = pytest.mark.usefixtures("reference")
MEMORY = "Dit is nog niet nagegaan. Vraag het na bij de uitvoerder."


@pytest.fixture
def get(as_user, anna):
    """A function that opens the catalogue with filters and returns the page."""
    client = as_user(anna)

    def show(headers=None, **filters):
        response = client.get(reverse("instruments:list"), filters, headers=headers or {})
        assert response.status_code == 200
        return response.content.decode()

    return show


def titles(page):
    return re.findall(r'kaart__titel"><a href="/instrumenten/([\w-]+)/"', page)


@pytest.mark.parametrize("need", NEEDS)
def test_every_need_leads_to_something_that_can_be_had(need):
    assert [row.slug for row in queries.get_catalogue(need=need) if row.state in ("active", "local", "closed")]


def test_every_instrument_says_what_it_helps_with():
    assert list(Instrument.objects.filter(needs=[])) == []


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("LKS", "loonkostensubsidie"),
        ("loonkosten subsidie", "loonkostensubsidie"),
        ("proefplaats", "proefplaats-gemeente"),
        ("proefplaats", "proefplaatsing-uwv"),
    ],
)
def test_words_of_an_employer_find_it(get, typed, slug):
    assert slug in titles(get(q=typed))


def test_filters_of_need_kind_and_executor_narrow_together(get):
    found = titles(get(vraag="proberen", uitvoerder="UWV"))
    assert "proefplaatsing-uwv" in found
    assert "proefplaats-gemeente" not in found


def test_group_shows_what_is_open_to_it_with_the_condition(get):
    page = get(doelgroep="wajong_arbeidsvermogen")
    found = titles(page)
    assert "loondispensatie-wajong" in found
    assert "loonkostensubsidie" not in found
    assert "Van" in page
    assert "niet nagegaan of ze" in page


def test_group_never_repeats_what_was_only_remembered(get):
    row = queries.get_instrument("bbl")
    assert row.eligibility["ww"]["status"] == "geheugen"
    page = get(doelgroep="ww", q="bbl")
    assert row.eligibility["ww"]["why"] not in page
    assert MEMORY in page
    assert "geheugen" not in page


def test_what_ended_stands_apart_and_says_so(get):
    page = get()
    before, after = page.split("Bestaat niet meer</h2>")
    assert "lage-inkomensvoordeel" not in titles(before)
    assert {"lage-inkomensvoordeel", "lkv-oudere-werknemer", "lkv-scholingsbelemmerde"} == set(titles(after))


def test_ticked_instrument_stays_ticked_when_it_is_not_among_what_was_found(get):
    page = get(q="jobcoach", met=["no-riskpolis", "jobcoach-uwv"])
    assert "no-riskpolis" not in titles(page)
    assert re.search(r'name="met" value="no-riskpolis" form="zoek" checked', page)
    assert re.search(r'name="met" value="jobcoach-uwv" form="zoek" checked', page)


def test_filters_of_the_address_are_filled_in_and_open(get):
    page = get(vraag="ziekte")
    assert '<option value="ziekte" selected>' in page
    assert re.search(r"<details[^>]* open>\s*<summary>Meer filters", page)
    assert not re.search(r"<details[^>]* open>\s*<summary>Meer filters", get())


def test_htmx_gets_the_part_with_the_same_cards(get):
    part = get(headers={"HX-Request": "true"}, vraag="ziekte")
    assert "<html" not in part
    assert titles(part) == titles(get(vraag="ziekte")) != []


@pytest.mark.parametrize("odd", [{"vraag": "alles"}, {"doelgroep": "rijken"}, {"met": "zeppelin"}])
def test_odd_filter_counts_as_empty(get, odd):
    assert len(titles(get(**odd))) == 42


def test_list_takes_a_fixed_number_of_queries(as_user, anna, django_assert_max_num_queries):
    client = as_user(anna)
    client.get(reverse("instruments:list"))
    with django_assert_max_num_queries(8):
        client.get(reverse("instruments:list"), {"doelgroep": "ww"})


def test_shelves_count_what_nobody_assessed():
    class Row:
        def __init__(self, state, eligibility):
            self.state, self.eligibility, self.category = state, eligibility, "advies"

    yes = {"ww": {"outcome": "yes", "status": "wettekst"}}
    no = {"ww": {"outcome": "no", "why": "x", "status": "wettekst"}}
    rows = [Row("active", yes), Row("active", no), Row("active", {}), Row("ended", {}), Row("ended", yes)]
    shelves = shelve(rows, "ww")
    assert (shelves.count, shelves.unassessed, len(shelves.ended)) == (2, 1, 1)
    assert shelve(rows).count == 5


def test_cell_from_memory_has_other_words():
    assert say_cell(Cell("maybe", "Alleen soms.", status="geheugen")) == MEMORY
    assert say_cell(Cell("maybe", "Alleen soms.", status="wettekst")) == "Alleen soms."


def test_groups_of_an_instrument_stand_open_ones_first():
    groups = list_groups(queries.get_instrument("loonkostensubsidie").eligibility)
    assert len(groups) == len(GROUPS)
    assert groups[0] == (GROUPS["pwet_lks_register"], "Ja", groups[0][2])
    assert groups[-1][1] == "Nee"
