"""The result of a checklist, the choice in the border zone, concluding and reopening, and the page about the method."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from checklists import actions, queries
from checklists.labels import DETERMINANTS, PROFILES, SOURCES
from checklists.models import Checklist
from checklists.scoring import COVERAGE_PERCENT, SCORING_VERSION
from employers import actions as employers
from employers.models import VisitState, VisitStep
from tests.builders import answer, answer_all, make_agreement, make_employer, make_visit, start_checklist
from tests.undoing import press_undo

pytestmark = pytest.mark.usefixtures("reference")

# Determinants of kunnen; every other scored question is about willen or doing.
KUNNEN = {"K1", "K2", "K3"}


@pytest.fixture
def employer(noord, anna):
    return make_employer(region=noord, by=anna)


@pytest.fixture
def checklist(employer, anna):
    return start_checklist(make_visit(employer, by=anna), by=anna)


def answer_sides(checklist, *, by, willen, kunnen, doing=0):
    """Answer every question: those of kunnen on one level (0-4), those of willen on another, behaviour on a third."""
    values = {}
    for question in queries.get_questions(checklist.question_set):
        codes = set(question.weights)
        level = doing if codes == {"D"} else kunnen if codes & KUNNEN else willen
        values[question.key] = level - 2 if question.kind == "bipolar" else level
    answer(checklist, by=by, **values)


def url_of(checklist, name="result"):
    return reverse(f"checklists:{name}", args=[checklist.visit_id])


def show(client, checklist, name="result"):
    response = client.get(url_of(checklist, name))
    assert response.status_code == 200
    return response.content.decode()


class TestResult:
    @pytest.mark.parametrize(
        ("willen", "kunnen", "doing", "profile"),
        [(4, 4, 4, "P1"), (1, 3, 3, "P1b"), (4, 4, 0, "P2"), (4, 1, 0, "P3"), (1, 4, 0, "P4"), (1, 1, 0, "P5")],
    )
    def test_profile_is_named_with_its_meaning(self, willen, kunnen, doing, profile, checklist, anna, as_user):
        answer_sides(checklist, by=anna, willen=willen, kunnen=kunnen, doing=doing)
        page = show(as_user(anna), checklist)
        assert f'<h2 id="profiel-kop">{PROFILES[profile].name}</h2>' in page
        assert PROFILES[profile].meaning in page
        assert "wil niet" not in page.lower()

    def test_lowest_determinant_is_named_with_its_value(self, checklist, anna, as_user):
        answer_all(checklist, by=anna, level=3, O7=0, I5b=0)
        page = show(as_user(anna), checklist)
        assert "Het laagste onderwerp: <strong>geloof in eigen kunnen</strong> (0)" in page

    def test_every_determinant_is_a_bar_that_opens_to_its_answers(self, checklist, anna, as_user):
        answer_all(checklist, by=anna, level=3)
        answer(checklist, by=anna, O7=1, note="Ziet er tegenop")
        page = show(as_user(anna), checklist)
        for code, label in DETERMINANTS.items():
            assert f'id="maat-{code}">{label.name}</span>' in page
        assert page.count("<meter ") == len(DETERMINANTS)
        bar = page.split('id="maat-W4"')[1].split("</details>")[0]
        assert "Ziet er tegenop" in bar
        assert f"{url_of(checklist, 'fill')}#vraag-O7" in bar

    def test_numbers_in_bars_are_whole_and_without_a_comma(self, checklist, anna, as_user):
        answer_all(checklist, by=anna, level=3, O1=2, V1=1)
        values = re.findall(r'<meter[^>]* value="([^"]*)"', show(as_user(anna), checklist))
        assert values
        assert all(value.isdecimal() for value in values)

    def test_picture_has_the_point_and_the_trail_of_earlier_visits(self, employer, anna, as_user):
        for days in (20, 10):
            visit = make_visit(employer, by=anna, planned_at=timezone.now() - timedelta(days=days))
            earlier = start_checklist(visit, by=anna)
            answer_all(earlier, by=anna, level=1 if days == 20 else 2)
            actions.conclude_checklist(by=anna, checklist=earlier)
        now = start_checklist(make_visit(employer, by=anna), by=anna)
        answer_all(now, by=anna, level=3)
        page = show(as_user(anna), now)
        svg = page.split('<svg class="matrix"')[1].split("</svg>")[0]
        assert "Willen 75 en kunnen 75" in svg
        assert svg.count("<circle") == 3
        assert svg.count("<polyline") == 1
        assert "Eerdere bezoeken" in page
        assert page.count("Dit bezoek</th>") == 1

    def test_too_little_discussed_gives_no_score_and_lists_what_to_ask(self, checklist, anna, as_user):
        answer(checklist, by=anna, I1=3, O9b=2)
        page = show(as_user(anna), checklist)
        assert '<h2 id="profiel-kop">Onvoldoende beeld</h2>' in page
        assert page.count("Onvoldoende beeld.") == 2
        assert f"{COVERAGE_PERCENT}% van de vragen" in page
        assert "“Hoeveel vertrouwen heeft u dat het hier gaat lukken, en waar hangt dat van af?”" in page
        assert "Er is nog geen score voor willen en kunnen samen." in page
        assert "Eén ander antwoord" not in page

    def test_tipping_answers_say_what_would_change(self, checklist, anna, as_user):
        answer_sides(checklist, by=anna, willen=4, kunnen=3)
        page = show(as_user(anna), checklist)
        assert "Eén ander antwoord, een ander profiel" in page
        assert "dan wordt het profiel" in page

    def test_levers_are_shown_as_context(self, checklist, anna, as_user):
        answer(checklist, by=anna, E2=4, note="Bouwt voor de gemeente")
        page = show(as_user(anna), checklist)
        part = page.split('id="omgeving-kop"')[1]
        assert "Dit telt niet mee in de score." in part
        assert "Bouwt voor de gemeente" in part

    def test_blocker_is_said(self, checklist, anna, as_user):
        answer_all(checklist, by=anna, level=3, I2a=0, I2c=0, I2d=0)
        assert "Eerst werk vinden of maken" in show(as_user(anna), checklist)

    def test_does_it_with_high_will_and_low_attitude_is_a_concern(self, checklist, anna, as_user):
        low = {
            "I1": 1,
            "O1": 1,
            "O2": 1,
            "O3a": 1,
            "O6a": 1,
            "I3a": 1,
            "I5b": 2,
            "V1": -1,
            "V2": -1,
            "V3": -1,
            "V4": -1,
        }
        answer_all(checklist, by=anna, level=4, **low)
        page = show(as_user(anna), checklist)
        assert f'<h2 id="profiel-kop">{PROFILES["P1"].name}</h2>' in page
        assert "de werkgever heeft zorgen" in page

    def test_score_of_an_older_method_is_shown_as_it_was(self, checklist, anna, as_user):
        answer_all(checklist, by=anna, level=3)
        actions.conclude_checklist(by=anna, checklist=checklist)
        row = Checklist.objects.get(pk=checklist.pk)
        row.score |= {"profile": "P5", "willen": 12.0}
        Checklist.objects.filter(pk=row.pk).update(scoring_version="2020-01", score=row.score)
        page = show(as_user(anna), checklist)
        assert "De rekenmethode is sindsdien veranderd." in page
        assert f"{PROFILES['P5'].name}, willen 12, kunnen 75" in page

    def test_score_of_this_method_needs_no_remark(self, checklist, anna, as_user):
        answer_all(checklist, by=anna, level=3)
        actions.conclude_checklist(by=anna, checklist=checklist)
        assert "De rekenmethode is sindsdien veranderd." not in show(as_user(anna), checklist)

    def test_visit_without_a_checklist_goes_to_its_preparation(self, employer, anna, as_user):
        visit = make_visit(employer, by=anna)
        response = as_user(anna).get(reverse("checklists:result", args=[visit.pk]))
        assert response.url == reverse("checklists:prepare", args=[visit.pk])

    def test_queries_do_not_grow_with_earlier_visits(self, employer, anna, as_user):
        client = as_user(anna)

        def count(days):
            visit = make_visit(employer, by=anna, planned_at=timezone.now() - timedelta(days=days))
            earlier = start_checklist(visit, by=anna)
            answer_all(earlier, by=anna, level=2)
            actions.conclude_checklist(by=anna, checklist=earlier)
            now = start_checklist(make_visit(employer, by=anna), by=anna)
            show(client, now)
            with CaptureQueriesContext(connection) as captured:
                page = show(client, now)
            assert page.split('class="matrix"')[1].split("</svg>")[0].count("<circle") == 4 - days  # the trail so far
            return len(captured)

        assert count(3) == count(2) == count(1) <= 13


class TestBorderZone:
    @pytest.fixture
    def border(self, checklist, anna):
        """Everything in the middle: both sides on 50."""
        answer_all(checklist, by=anna, level=2, I5a=0)
        return checklist

    def choose(self, client, checklist, **data):
        return client.post(url_of(checklist, "choose_profile"), data)

    def test_adviser_is_asked_to_choose_among_the_candidates(self, border, anna, as_user):
        page = show(as_user(anna), border)
        assert f'<h2 id="profiel-kop">{PROFILES["grens"].name}</h2>' in page
        for code in ("P2", "P3", "P4", "P5"):
            assert f'name="profile" value="{code}"' in page
        assert 'value="P1"' not in page

    def test_choice_holds_with_its_reason(self, border, anna, as_user):
        client = as_user(anna)
        response = self.choose(client, border, profile="P4", reason="Het kan, het belang ziet men niet")
        assert response.url == url_of(border)
        page = show(client, border)
        assert f'<h2 id="profiel-kop">{PROFILES["P4"].name}</h2>' in page
        assert "Zelf gekozen, omdat: Het kan, het belang ziet men niet" in page
        assert re.search(r'value="P4"[^>]*checked', page)

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            ({"profile": "P4"}, "Schrijf op waarom u dit profiel kiest."),
            ({"reason": "Zomaar"}, "Kies een van de profielen."),
            ({"profile": "P1", "reason": "Zomaar"}, "Dit profiel past niet bij deze score."),
            ({"profile": "P4", "reason": "x" * 501}, "Houd de uitleg korter dan 500 tekens."),
        ],
    )
    def test_incomplete_choice_gets_a_sentence_and_stores_nothing(self, data, sentence, border, anna, as_user):
        response = self.choose(as_user(anna), border, **data)
        page = response.content.decode()
        assert response.status_code == 422
        assert page.count(sentence) == 2  # above the page with the way to the field, and at the field
        assert 'role="alert" tabindex="-1" data-focus' in page
        assert Checklist.objects.get(pk=border.pk).chosen_profile == ""

    def test_outside_the_zone_there_is_nothing_to_choose(self, checklist, anna, as_user):
        answer_all(checklist, by=anna, level=4, I5a=0)
        client = as_user(anna)
        assert 'name="profile"' not in show(client, checklist)
        response = self.choose(client, checklist, profile="P2", reason="Zomaar")
        assert response.status_code == 422
        assert "niet in het grensgebied" in response.content.decode()

    def test_reader_sees_the_zone_and_no_form(self, border, bas, as_user):
        page = show(as_user(bas), border)
        assert "U kiest het profiel" in page
        assert 'name="profile"' not in page

    def test_after_concluding_the_choice_is_closed(self, border, anna, as_user):
        actions.conclude_checklist(by=anna, checklist=border)
        client = as_user(anna)
        assert 'name="profile"' not in show(client, border)
        assert self.choose(client, border, profile="P4", reason="Te laat").status_code == 302
        assert "Open het weer als u een ander profiel wilt kiezen" in show(client, border)
        assert Checklist.objects.get(pk=border.pk).chosen_profile == ""


class TestConclude:
    def test_page_lists_what_was_not_discussed_and_open_agreements(self, checklist, anna, as_user):
        answer(checklist, by=anna, I1=3)
        make_agreement(checklist.visit, by=anna, what="stuurt een profiel")
        page = show(as_user(anna), checklist, "conclude")
        assert "1 van 41 vragen besproken" in page
        assert "Nog niet besproken (40)" in page
        assert f"{url_of(checklist, 'fill')}#vraag-O7" in page
        assert f"{url_of(checklist, 'fill')}#vraag-I1" not in page
        assert "te weinig voor een beeld van willen en kunnen" in page
        assert "stuurt een profiel" in page

    def test_short_list_counts_only_its_own_questions(self, employer, anna, as_user):
        checklist = start_checklist(make_visit(employer, by=anna), by=anna, is_short=True)
        asked = sum(question.is_short for question in queries.get_questions(checklist.question_set))
        answer(checklist, by=anna, I1=3)
        page = show(as_user(anna), checklist, "conclude")
        assert f"1 van {asked} vragen besproken" in page
        assert f"Nog niet besproken ({asked - 1})" in page

    def test_page_names_the_profile_when_there_is_one(self, checklist, anna, as_user):
        answer_sides(checklist, by=anna, willen=4, kunnen=1)
        assert f"<strong>{PROFILES['P3'].name}</strong>" in show(as_user(anna), checklist, "conclude")

    def test_border_zone_asks_to_choose_first(self, checklist, anna, as_user):
        answer_all(checklist, by=anna, level=2, I5a=0)
        client = as_user(anna)
        assert f"{url_of(checklist)}#kiezen" in show(client, checklist, "conclude")
        actions.choose_profile(by=anna, checklist=checklist, profile="P3", reason="Zo klonk het")
        page = show(client, checklist, "conclude")
        assert "#kiezen" not in page
        assert f"<strong>{PROFILES['P3'].name}</strong>" in page

    def test_concluding_freezes_the_score_and_shows_the_result(self, checklist, anna, as_user):
        answer_all(checklist, by=anna, level=3)
        response = as_user(anna).post(url_of(checklist, "conclude"))
        assert response.url == url_of(checklist)
        checklist.refresh_from_db()
        assert checklist.is_concluded
        assert checklist.scoring_version == SCORING_VERSION

    def test_concluding_twice_says_so(self, checklist, anna, as_user):
        client = as_user(anna)
        client.post(url_of(checklist, "conclude"))
        response = client.post(url_of(checklist, "conclude"), follow=True)
        assert "Dit bezoek is al afgerond of afgezegd." in response.content.decode()
        assert "Rond het bezoek af</button>" not in show(client, checklist, "conclude")

    def test_cancelled_visit_offers_no_concluding(self, checklist, anna, as_user):
        employers.cancel_visit(by=anna, visit=checklist.visit, reason="Ziek")
        assert "Rond het bezoek af</button>" not in show(as_user(anna), checklist, "conclude")


class TestReopen:
    def test_concluded_too_soon_it_is_opened_from_the_message(self, checklist, anna, as_user):
        answer(checklist, by=anna, I1=3)
        client = as_user(anna)
        page = client.post(url_of(checklist, "conclude"), follow=True).content.decode()
        assert press_undo(client, page).redirect_chain[-1][0] == url_of(checklist, "fill")
        assert VisitStep.objects.filter(visit=checklist.visit).last().reason == "Te vroeg afgerond."
        assert checklist.answers.get(question__key="I1").value == 3

    def test_reason_is_kept_and_answers_can_be_given_again(self, checklist, anna, as_user):
        actions.conclude_checklist(by=anna, checklist=checklist)
        client = as_user(anna)
        response = client.post(url_of(checklist, "reopen"), {"reason": "Vraag vergeten"})
        assert response.url == url_of(checklist, "fill")
        assert 'name="answer"' in show(client, checklist, "fill")
        step = VisitStep.objects.filter(visit=checklist.visit).last()
        assert (step.to_state, step.reason, step.taken_by) == (VisitState.UNDER_WAY, "Vraag vergeten", anna)

    @pytest.mark.parametrize(
        ("reason", "sentence"),
        [("", "Schrijf in een paar woorden op waarom"), ("x" * 301, "Houd de reden korter dan 300 tekens.")],
    )
    def test_bad_reason_gets_a_sentence_and_leaves_it_concluded(self, reason, sentence, checklist, anna, as_user):
        actions.conclude_checklist(by=anna, checklist=checklist)
        response = as_user(anna).post(url_of(checklist, "reopen"), {"reason": reason})
        assert response.status_code == 422
        assert sentence in response.content.decode()
        checklist.refresh_from_db()
        assert checklist.is_concluded

    def test_open_visit_cannot_be_opened_again(self, checklist, anna, as_user):
        response = as_user(anna).post(url_of(checklist, "reopen"), {"reason": "Zomaar"}, follow=True)
        assert "Dit bezoek is niet afgerond" in response.content.decode()


class TestMethod:
    @pytest.fixture
    def page(self, anna, as_user):
        return as_user(anna).get(reverse("checklists:method")).content.decode()

    def test_every_determinant_has_its_weight_and_source(self, page):
        for code, label in DETERMINANTS.items():
            row = page.split(f'<th scope="row">{label.name}</th>')[1].split("</tr>")[0]
            assert SOURCES[code] in row.replace("&#x27;", "'")
        assert "17,5%" in page
        assert "40%" in page

    def test_version_bands_and_coverage_are_the_ones_in_use(self, page):
        assert f"Versie {SCORING_VERSION}." in page
        assert "Onder 45 is laag, vanaf 55 is hoog." in page
        assert f"{COVERAGE_PERCENT}% van de vragen" in page

    def test_limits_are_named(self, page):
        limits = page.split("De grenzen van deze methode")[1]
        for words in ("Verenigde Staten", "odds ratio", "Twee adviseurs", "nog blijken"):
            assert words in limits

    def test_every_study_behind_a_weight_is_among_the_sources(self, page):
        sources = page.split('id="bronnen-kop"')[1]
        for name in ("Fraser", "McDonnall en Lund", "Hulsegge", "Nagtegaal", "Schaap", "Janssens", "Kersten", "SEOR"):
            assert name in sources
