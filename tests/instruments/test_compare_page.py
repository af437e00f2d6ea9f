"""Two or three instruments side by side: one accessible table, how they go together, and a sentence for anything else."""

import re

import pytest
from django.urls import reverse

from instruments import queries

pytestmark = pytest.mark.usefixtures("reference")
THREE = ["loonkostensubsidie", "forfaitaire-loonkostensubsidie", "no-riskpolis"]


@pytest.fixture
def compare(as_user, anna):
    """A function that compares these slugs and returns the response."""
    client = as_user(anna)
    return lambda *slugs: client.get(reverse("instruments:compare"), {"met": slugs})


def test_three_stand_side_by_side_each_in_its_column(compare):
    response = compare(*THREE)
    assert response.status_code == 200
    page = response.content.decode()
    heads = re.findall(r'<th scope="col" role="columnheader"><a href="/instrumenten/([\w-]+)/">', page)
    assert heads == THREE
    rows = re.findall(r'<tr role="row"><th scope="row" role="rowheader">(.*?)</th>(.*?)</tr>', page, re.S)
    assert len(rows) >= 9
    for _, cells in rows:
        labels = re.findall(r'<td role="cell" data-label="([^"]+)">', cells)
        assert labels == [queries.get_instrument(slug).name for slug in THREE]


def test_amounts_of_today_stand_in_it_with_their_source(compare):
    page = compare("loonkostensubsidie", "gemeentelijke-plaatsingssubsidie").content.decode()
    assert "€ 14,99 per uur" in page
    assert "Vraag het na bij: Gemeente." in page


def test_says_of_each_pair_whether_they_go_together(compare):
    page = re.sub(r"\s+", " ", compare(*THREE).content.decode())
    assert "gaan niet samen (die gaat eraan vooraf)" in page
    assert page.count('class="melding melding--goed"') == 1
    assert "hierover is niets gevonden" in page


def test_one_asks_for_more_and_shows_no_table(compare):
    response = compare("no-riskpolis", "")
    assert response.status_code == 200
    assert "Kies er nog een of twee bij." in response.content.decode()
    assert "<table" not in response.content.decode()


def test_the_same_one_twice_counts_once(compare):
    assert "Kies er nog een of twee bij." in compare("no-riskpolis", "no-riskpolis").content.decode()


def test_four_are_refused_with_a_sentence_and_the_first_three_stay(compare):
    response = compare(*THREE, "harrie-training")
    assert response.status_code == 422
    page = response.content.decode()
    assert "U koos er 4." in page
    assert 'role="columnheader"><a href="/instrumenten/no-riskpolis/">' in page


def test_unknown_one_is_refused_with_a_sentence(compare):
    response = compare("no-riskpolis", "zeppelin")
    assert response.status_code == 422
    assert "Een van deze instrumenten kennen wij niet." in response.content.decode()


def test_ended_one_says_so(compare):
    page = compare("lage-inkomensvoordeel", "no-riskpolis").content.decode()
    assert "Bestaat niet meer" in page
    assert "€ 0,49" not in page


def test_takes_the_same_queries_for_two_and_for_three(as_user, anna, django_assert_max_num_queries):
    client = as_user(anna)
    with django_assert_max_num_queries(6):
        client.get(reverse("instruments:compare"), {"met": THREE})
