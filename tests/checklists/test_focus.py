"""For whom instruments are looked at: stored with the visit, a group and never a person, and a verdict with its reasons."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from checklists import actions, advising, queries
from checklists.models import Checklist
from instruments.labels import GROUPS
from instruments.models import Instrument
from tests.builders import answer_all, give_advice, make_employer, make_visit, start_checklist

pytestmark = pytest.mark.usefixtures("reference")
PWET, WAJONG = "pwet_lks_register", "wajong_arbeidsvermogen"


@pytest.fixture
def checklist(noord, anna):
    """An employer with an intention who sees the cost as the barrier and doubts the guidance."""
    checklist = start_checklist(make_visit(make_employer(region=noord, by=anna), by=anna), by=anna)
    answer_all(checklist, by=anna, level=3, O6a=0, O7=0, I5a=0)
    return checklist


def url_of(checklist, name="choose_focus"):
    return reverse(f"checklists:{name}", args=[checklist.visit_id])


def send(client, checklist, **typed):
    typed = {"seen": checklist.focus_mark} | typed
    return client.post(url_of(checklist), {f"focus-{name}": value for name, value in typed.items()})


def focus(checklist, by, *groups, **place):
    checklist.refresh_from_db()
    return actions.choose_focus(by=by, checklist=checklist, groups=list(groups), place=place, seen=checklist.focus_mark)


def recommend(checklist):
    checklist.refresh_from_db()
    case = queries.get_case(checklist)
    return case, advising.recommend(case, queries.get_tips(), queries.get_instruments(), timezone.localdate())


def compose(checklist, by):
    case, recommendation = recommend(checklist)
    return advising.compose(case, recommendation, number=None, given_on=timezone.localdate(), adviser=by)


def keys(proposals):
    return [one.key for one in proposals]


class TestStoring:
    def test_groups_and_place_are_kept_and_shown(self, checklist, anna, as_user):
        client = as_user(anna)
        answer = send(client, checklist, groups=[PWET, WAJONG], hours="32,5", months="12", is_hirer="nee")
        assert answer.url == f"{url_of(checklist, 'recommend')}#instrumenten"
        row = Checklist.objects.get(pk=checklist.pk)
        assert (row.groups, row.place) == ([PWET, WAJONG], {"hours": 32.5, "months": 12, "is_hirer": False})
        assert row.focus_saved_by == anna
        page = client.get(url_of(checklist, "recommend")).content.decode()
        assert f"<strong>{GROUPS[PWET]}; {GROUPS[WAJONG]}; 32,5 uur per week; contract van 12 maanden" in page
        assert re.search(rf'value="{PWET}"[^>]* checked', page)
        assert 'value="32,5"' in page

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"groups": ["rijken"]}, "Deze groep bestaat niet. Kies uit de lijst."),
            ({"groups": list(GROUPS)[:6]}, "Kies hoogstens 5 groepen."),
            ({"hours": "0"}, "Vul de uren per week in, van 1 tot en met 48."),
            ({"hours": "60"}, "Vul de uren per week in, van 1 tot en met 48."),
            ({"hours": "veel"}, "Vul de uren per week in, van 1 tot en met 48."),
            ({"months": "0"}, "Vul de maanden in, van 1 tot en met 120."),
            ({"is_hirer": "soms"}, "Kies ja, nee of weten we niet."),
        ],
    )
    def test_odd_value_gets_a_sentence_and_changes_nothing(self, checklist, anna, as_user, typed, sentence):
        response = send(as_user(anna), checklist, **({"months": "7"} | typed))
        assert response.status_code == 422
        page = response.content.decode()
        assert sentence in page
        if "months" not in typed:
            assert 'value="7"' in page
        assert Checklist.objects.get(pk=checklist.pk).groups == []

    def test_who_is_second_sees_what_a_colleague_chose_and_nothing_is_overwritten(self, checklist, anna, lea, as_user):
        before = checklist.focus_mark
        actions.choose_focus(by=lea, checklist=checklist, groups=["ww"], place={"hours": 20}, seen=before)
        response = send(as_user(anna), checklist, groups=[PWET], seen=before)
        assert response.status_code == 409
        page = response.content.decode()
        assert "Lea Bakker koos intussen iets anders" in page
        assert f"{GROUPS['ww']}; 20 uur per week" in page
        assert re.search(rf'value="{PWET}"[^>]* checked', page)
        row = Checklist.objects.get(pk=checklist.pk)
        assert row.groups == ["ww"]
        assert f'value="{row.focus_mark}"' in page
        assert send(as_user(anna), checklist, groups=[PWET], seen=row.focus_mark).status_code == 302

    def test_reader_sees_what_was_chosen_and_nothing_to_change_it_with(self, checklist, anna, bas, as_user):
        focus(checklist, anna, PWET)
        page = as_user(bas).get(url_of(checklist, "recommend")).content.decode()
        assert GROUPS[PWET] in page
        assert "focus-groups" not in page


class TestVerdicts:
    def test_group_decides_what_is_recommended_and_says_why_not(self, checklist, anna):
        focus(checklist, anna, WAJONG)
        _, found = recommend(checklist)
        refused = {one.key: one for one in found.refused}
        assert "loonkostensubsidie" not in keys(found.instruments)
        assert [one.text for one in refused["loonkostensubsidie"].why_not] == [
            "Voor de Wajong is er geen loonkostensubsidie, maar loondispensatie via UWV."
        ]

    def test_every_instrument_has_exactly_one_place(self, checklist, anna):
        for groups in ((), (PWET,), (PWET, WAJONG), ("geen_groep",)):
            focus(checklist, anna, *groups)
            _, found = recommend(checklist)
            everything = keys([*found.instruments, *found.also, *found.possible, *found.refused])
            assert sorted(everything) == sorted(Instrument.objects.values_list("slug", flat=True))

    def test_recommended_names_group_and_answers_behind_it(self, checklist, anna):
        focus(checklist, anna, PWET, is_hirer=False)
        _, found = recommend(checklist)
        lks = next(one for one in (*found.instruments, *found.also) if one.key == "loonkostensubsidie")
        assert lks.because
        cited = {one.text: one.value for one in lks.raised_by}
        assert cited["Doelgroep"] == GROUPS[PWET]
        assert cited["De werkgever leent in"] == "nee"
        assert any(one.question == "O6a" for one in lks.raised_by)
        assert (lks.executor, lks.groups) == ("Gemeente", (GROUPS[PWET],))

    def test_hiring_in_leaves_the_subsidy_to_the_formal_employer(self, checklist, anna):
        focus(checklist, anna, PWET, is_hirer=True)
        _, found = recommend(checklist)
        assert "loonkostensubsidie" in keys(found.refused)

    def test_what_ended_is_refused_with_its_reason(self, checklist):
        _, found = recommend(checklist)
        ended = {one.key: one for one in found.refused}["lage-inkomensvoordeel"]
        assert ended.why_not[0].text.startswith("Bestaat niet meer: ")

    def test_money_waits_when_nothing_is_intended_and_cost_was_not_named(self, noord, anna, as_user):
        cold = start_checklist(make_visit(make_employer(region=noord, by=anna), by=anna), by=anna)
        answer_all(cold, by=anna, level=1, O6a=4, I5a=0)
        _, found = recommend(cold)
        assert not [one.key for one in (*found.instruments, *found.also) if one.item.category == "financieel"]
        page = as_user(anna).get(url_of(cold, "recommend")).content.decode()
        assert "Begin niet over geld." in page
        assert "Noem dit pas als de werkgever iets van plan is" in page

    def test_page_shows_the_four_kinds_with_executor_and_first_step(self, checklist, anna, as_user):
        focus(checklist, anna, PWET)
        page = re.sub(r"\s+", " ", as_user(anna).get(url_of(checklist, "recommend")).content.decode())
        for words in ("Past ook (", "Mogelijk, als er iets klopt", "Past nu niet (", "Uitvoerder: ", "Eerste stap:"):
            assert words in page
        assert "geheugen" not in page

    def test_page_takes_the_same_queries_with_and_without_a_group(
        self, checklist, anna, as_user, django_assert_max_num_queries
    ):
        client = as_user(anna)
        focus(checklist, anna, PWET, WAJONG)
        client.get(url_of(checklist, "recommend"))
        with django_assert_max_num_queries(24):
            client.get(url_of(checklist, "recommend"))


class TestAdvice:
    def test_advice_names_the_groups_and_what_has_to_be_true(self, checklist, anna):
        focus(checklist, anna, PWET)
        content = compose(checklist, anna)
        assert content["groups"] == [GROUPS[PWET]]
        assert any(row["must"] for row in content["instruments"])
        raised = {one["title"]: one["by"] for one in content["internal"]["raised"]}
        assert all(by for by in raised.values())
        assert {"text": "Doelgroep", "value": GROUPS[PWET]} in next(
            by for title, by in raised.items() if content["instruments"][0]["name"] in title
        )

    def test_what_was_only_remembered_is_for_the_adviser_and_not_on_paper(self, checklist, anna):
        focus(checklist, anna, "ww")
        actions.adjust(
            by=anna, checklist=checklist, kind="instrument", removed_key="", added_key="bbl", reason="Past goed"
        )
        _, found = recommend(checklist)
        remembered = next(one for one in found.instruments if one.key == "bbl").must
        assert [one.is_printable for one in remembered] == [False]
        content = compose(checklist, anna)
        assert remembered[0].text not in str({key: value for key, value in content.items() if key != "internal"})

    def test_instrument_that_was_put_in_carries_the_reason_and_what_speaks_against_it(self, checklist, anna, as_user):
        focus(checklist, anna, WAJONG)
        actions.adjust(
            by=anna,
            checklist=checklist,
            kind="instrument",
            removed_key="",
            added_key="loonkostensubsidie",
            reason="Er is ook een andere kandidaat",
        )
        page = as_user(anna).get(url_of(checklist, "recommend")).content.decode()
        assert "Er is ook een andere kandidaat" in page
        assert "U koos dit zelf, maar:" in page

    def test_what_ended_cannot_be_put_in(self, checklist, anna, as_user):
        typed = {
            "instrument--kind": "instrument",
            "instrument--added_key": "lage-inkomensvoordeel",
            "instrument--reason": "x",
        }
        response = as_user(anna).post(url_of(checklist, "adjust"), typed)
        assert response.status_code == 422
        assert not checklist.adjustments.exists()

    def test_taking_one_out_lets_no_other_in_unasked(self, checklist, anna):
        _, before = recommend(checklist)
        gone = before.instruments[0].key
        actions.adjust(
            by=anna, checklist=checklist, kind="instrument", removed_key=gone, added_key="", reason="Niet nu"
        )
        _, after = recommend(checklist)
        assert keys(after.instruments) == [key for key in keys(before.instruments) if key != gone]

    def test_given_advice_keeps_its_groups_when_they_change_later(self, checklist, anna, monkeypatch):
        monkeypatch.setattr("checklists.actions.advice.render_paper", lambda paper, content: b"%PDF-1.7")
        focus(checklist, anna, PWET)
        advice = give_advice(checklist.visit, by=anna)
        focus(checklist, anna, WAJONG)
        advice.refresh_from_db()
        assert advice.content["groups"] == [GROUPS[PWET]]

    def test_presentation_says_what_has_to_be_true_and_nothing_internal(self, checklist, anna, as_user):
        focus(checklist, anna, PWET)
        page = as_user(anna).get(url_of(checklist, "present")).content.decode()
        assert "Wat moet er kloppen?" in page
        assert "Wij keken naar wat er kan voor:" in page
        assert "Past nu niet" not in page
