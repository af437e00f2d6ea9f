"""The page that is turned to the employer: the words of the paper, a way back, and nothing that is for colleagues."""

import re

import pytest
from django.urls import reverse

from checklists.labels import DETERMINANTS, PROFILES
from tests.builders import answer_all, keep_scenario, make_agreement, make_employer, make_visit, start_checklist

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(reference, noord, anna):
    """A visit with a full checklist: much in the way, one strength and one agreement."""
    visit = make_visit(make_employer(region=noord, by=anna, vacancies=0), by=anna)
    answer_all(start_checklist(visit, by=anna), by=anna, level=1, O9a=4)
    make_agreement(visit, by=anna, what="kijkt welke taken passen")
    return visit


@pytest.fixture
def shown(visit, anna, client):
    """The text of the page, without its tags."""
    client.force_login(anna)
    response = client.get(reverse("checklists:present", args=[visit.pk]))
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_present_shows_the_words_of_the_paper(shown, visit, anna, client):
    client.force_login(anna)
    content = client.get(reverse("checklists:advice", args=[visit.pk])).context["content"]
    assert content["obstacles"]
    assert content["tips"]
    assert content["instruments"]
    for row in (*content["obstacles"], *content["tips"]):
        assert row["title"].replace("'", "&#x27;") in shown
    for row in content["instruments"]:
        assert row["name"] in shown
    assert "kijkt welke taken passen" in shown


def test_present_shows_no_score_profile_or_determinant(shown):
    names = [label.name for label in (*PROFILES.values(), *DETERMINANTS.values())]
    assert [name for name in names if name in shown] == []
    assert not re.search(r"\b(willen|kunnen) \d|kansrijkheid|score", shown, re.IGNORECASE)


def test_present_says_nothing_meant_for_the_adviser(visit, anna, client):
    client.force_login(anna)
    recommended = client.get(reverse("checklists:recommend", args=[visit.pk]))
    hints = [
        proposal.item.adviser_text
        for proposal in (
            *recommended.context["recommendation"].tips,
            *recommended.context["recommendation"].adviser_tips,
        )
    ]
    response = client.get(reverse("checklists:present", args=[visit.pk]))
    page = response.content.decode()
    assert any(hints)
    assert [hint for hint in hints if hint and hint in page] == []
    assert "internal" not in response.context["content"]


def test_present_has_no_menu_and_a_way_back(visit, anna, client):
    client.force_login(anna)
    page = client.get(reverse("checklists:present", args=[visit.pk])).content.decode()
    assert "Hoofdmenu" not in page
    assert anna.email not in page
    assert f'href="{reverse("checklists:recommend", args=[visit.pk])}"' in page


def test_present_keeps_a_message_for_the_adviser(visit, anna, client):
    client.force_login(anna)
    form = {"closing_words": "Graag tot volgende maand."}
    client.post(reverse("checklists:save_closing", args=[visit.pk]), form)
    page = client.get(reverse("checklists:present", args=[visit.pk])).content.decode()
    assert "Het slotwoord is opgeslagen" not in page
    page = client.get(reverse("checklists:recommend", args=[visit.pk])).content.decode()
    assert "Het slotwoord is opgeslagen" in page


def test_present_calls_no_vacancies_no_strength(shown):
    assert "geen openstaande vacatures" not in shown


def test_present_without_a_checklist_leads_to_preparing(reference, noord, anna, client):
    visit = make_visit(make_employer(region=noord, by=anna), by=anna)
    client.force_login(anna)
    response = client.get(reverse("checklists:present", args=[visit.pk]))
    assert response.url == reverse("checklists:prepare", args=[visit.pk])


class TestSums:
    def show(self, visit, client):
        page = client.get(reverse("checklists:present", args=[visit.pk])).content.decode()
        return re.sub(r"\s+", " ", page)

    def test_kept_sum_is_shown_with_its_steps_sources_date_and_bar(self, visit, anna, client):
        client.force_login(anna)
        kept = keep_scenario(visit, by=anna)
        page = self.show(visit, client)
        assert 'id="euros"' in page
        assert kept.result["outcomes"][0]["text"] in page
        assert kept.result["sources"][0]["title"] in page
        assert kept.result["indication"] in page
        assert 'class="wie-betaalt__balk"' in page
        assert "Uitgerekend op" in page

    def test_sum_with_a_figure_from_memory_is_never_shown(self, visit, anna, client):
        client.force_login(anna)
        kept = keep_scenario(visit, by=anna)
        type(kept).objects.update(result=kept.result | {"is_printable": False})
        assert 'id="euros"' not in self.show(visit, client)

    def test_sum_that_was_taken_away_and_a_visit_without_one_show_nothing(self, visit, anna, client):
        client.force_login(anna)
        assert 'id="euros"' not in self.show(visit, client)
