"""The words of the trade: each has a meaning and a source, and is found as a whole word only."""

import json
import re

import pytest
from django.conf import settings
from django.urls import reverse

from guidance.glossary import Unsourced, find_terms, get_terms, read_terms
from instruments.models import Instrument

ROW = {
    "key": "a",
    "name": "A",
    "also": [],
    "meaning": "Iets.",
    "instrument": "",
    "source": {"title": "Een wet", "date": "2026-07-01", "url": "", "status": "wettekst"},
}


def test_word_without_meaning_is_refused():
    with pytest.raises(Unsourced, match="a: every word needs"):
        read_terms({"terms": [ROW | {"meaning": ""}]})


@pytest.mark.parametrize("wrong", [{"title": ""}, {"status": "geheugen"}])
def test_word_without_a_source_that_was_read_is_refused(wrong):
    with pytest.raises(Unsourced):
        read_terms({"terms": [ROW | {"source": ROW["source"] | wrong}]})


def test_word_that_stands_twice_is_refused():
    with pytest.raises(Unsourced, match="twice"):
        read_terms({"terms": [ROW, ROW]})


@pytest.mark.parametrize(
    ("day", "line"),
    [
        ("2026-07-01", "Een wet (1 juli 2026)"),
        ("2025-11", "Een wet (november 2025)"),
        ("2026", "Een wet (2026)"),
        ("", "Een wet (datum niet bekend)"),
    ],
)
def test_source_says_its_date_in_dutch(day, line):
    [term] = read_terms({"terms": [ROW | {"source": ROW["source"] | {"date": day}}]}).values()
    assert term.source_line == line


def test_words_are_found_whole_and_without_regard_to_capitals():
    found = {term.key for term in find_terms("Bij detachering krijgt u geen lks.", "De BBL-opleiding.")}
    assert found == {"detachering", "lks", "bbl"}
    assert find_terms("De gedetacheerde, de tips en de talks.") == []


def test_words_keep_the_order_of_the_alphabet():
    names = [term.name.lower() for term in get_terms().values()]
    assert names == sorted(names)


@pytest.mark.django_db
def test_every_word_leads_to_an_instrument_that_exists(reference):
    slugs = {term.instrument for term in get_terms().values() if term.instrument}
    assert slugs <= set(Instrument.objects.values_list("slug", flat=True))


def test_words_of_an_instrument_rest_on_a_source_of_that_instrument():
    catalogue = json.loads((settings.BASE_DIR / "fixtures" / "instruments.json").read_text(encoding="utf-8"))
    titles = {row["slug"]: {source["title"] for source in row["sources"]} for row in catalogue["instruments"]}
    for term in get_terms().values():
        if term.instrument:
            assert term.source["title"] in titles[term.instrument], term.key


@pytest.mark.django_db
def test_glossary_page_shows_every_word_with_its_source(client, anna):
    client.force_login(anna)
    page = client.get(reverse("guidance:terms")).content.decode()
    for term in get_terms().values():
        assert f'id="{term.key}"' in page
    assert page.count("Bron: ") == len(get_terms())


@pytest.mark.django_db
def test_instrument_page_explains_the_words_on_it(client, anna, reference):
    client.force_login(anna)
    page = client.get(reverse("instruments:detail", args=["detachering-individueel"])).content.decode()
    assert len(re.findall(r'id="woord-detachering" popover', page)) == 1
    assert 'popovertarget="woord-detachering"' in page
    assert get_terms()["detachering"].meaning in page
