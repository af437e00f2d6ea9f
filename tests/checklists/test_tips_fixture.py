"""The eleven tips: each in our own plain words, raised by rules that can be read and that only ask for what exists."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from checklists import actions
from checklists.facts import build_facts
from checklists.labels import DETERMINANTS, FACTS, PROFILES
from checklists.models import Tip
from checklists.scoring import Item, score
from instruments import rules

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
REFERENCE = json.loads((FIXTURES / "tips.json").read_text(encoding="utf-8"))
TIPS = {row["key"]: row for row in REFERENCE["tips"]}
QUESTIONS = {
    row["key"]: row
    for section in json.loads((FIXTURES / "questions.json").read_text(encoding="utf-8"))["sections"]
    for row in section["questions"]
}


def conditions_of(item):
    """Return every condition of the rules of a tip or instrument, also those that keep it away."""
    found = [condition for rule in item["rules"] for condition in rule["all"]]
    return found + [condition for entry in item["unless"] for condition in entry.get("all", [entry])]


def test_tips_are_the_eleven_of_the_handreiking_in_its_order():
    assert [row["key"] for row in REFERENCE["tips"]] == [f"T{number}" for number in range(1, 12)]
    assert [row["seed_order"] for row in REFERENCE["tips"]] == list(range(1, 12))
    assert REFERENCE["source"]["changed_on"] == "2025-08-07"


def test_only_the_tip_about_one_desk_is_for_the_adviser_alone():
    assert [key for key, row in TIPS.items() if row["audience"] == "adviser"] == ["T4"]
    assert {row["audience"] for row in TIPS.values()} == {"employer", "adviser"}


@pytest.mark.parametrize("tip", TIPS.values(), ids=TIPS)
class TestEveryTip:
    def test_rules_can_be_read(self, tip):
        for rule in tip["rules"]:
            rules.check_rule(rule)
        for entry in tip["unless"]:
            rules.check_unless(entry)
        assert tip["rules"]

    def test_rules_ask_for_questions_and_profiles_that_exist(self, tip):
        for condition in conditions_of(tip):
            subject, _, name = condition["fact"].partition(".")
            if subject == "answer":
                lowest = -2 if QUESTIONS[name]["kind"] == "bipolar" else 0
                limit = condition.get("at_most", condition.get("at_least"))
                assert lowest <= limit <= lowest + 4
            elif subject == "profile":
                assert set(condition.get("in", [condition.get("is")])) <= set(PROFILES)
            else:
                assert condition["fact"] in FACTS or name in DETERMINANTS

    def test_words_for_the_employer_are_short_and_say_u(self, tip):
        said = [tip["text"], *(rule["because"] for rule in tip["rules"])]
        assert not re.search(r"\b(je|jij|jouw|jullie)\b", " ".join([tip["title"], *said]), re.IGNORECASE)
        for text in [*said, tip["adviser_text"]]:
            assert max(len(sentence.split()) for sentence in re.split(r"[.?!]", text)) <= 26
            assert "wil niet" not in text.lower()
            assert "€" not in text

    def test_because_fits_behind_omdat(self, tip):
        for rule in tip["rules"]:
            assert rule["because"][0].islower()
            assert not rule["because"].endswith(".")

    def test_says_what_it_rests_on(self, tip):
        assert tip["evidence"]
        assert len(tip["title"]) <= 60


def test_every_fact_of_a_visit_is_one_that_rules_may_ask_for():
    employer = SimpleNamespace(
        size_class="large",
        sector="market",
        sbi_section="C",
        collective_agreement="Bouw",
        vacancies=1,
        hard_vacancies=1,
        expects_growth=True,
        has_sroi_obligation=True,
        target_group_employees=1,
        knows_desk=True,
        uses_desk=False,
    )
    answers = dict.fromkeys(QUESTIONS, 1)
    result = score([Item(key, row["kind"], row["weights"], row["short"]) for key, row in QUESTIONS.items()], answers)
    facts = build_facts(
        score=result,
        profile=result.profile,
        answers=answers,
        employer=employer,
        adviser_count=2,
        is_first_visit=True,
    )
    assert {fact for fact in facts if not fact.startswith("answer.")} == rules.NUMBERS | rules.WORDS
    for fact, value in facts.items():
        assert isinstance(value, int | float) or fact in rules.WORDS
        rules.check_condition({"fact": fact, "is": value})


@pytest.mark.usefixtures("reference")
class TestLoading:
    def test_loading_twice_changes_nothing(self):
        before = list(Tip.objects.values())
        assert actions.load_tips(by=None, reference=REFERENCE) == len(before) == 11
        assert list(Tip.objects.values()) == before

    def test_corrected_sentence_is_loaded(self):
        reference = json.loads(json.dumps(REFERENCE))
        reference["tips"][0]["title"] = "Begin bij het bedrijf"
        actions.load_tips(by=None, reference=reference)
        assert Tip.objects.get(key="T1").title == "Begin bij het bedrijf"
        assert Tip.objects.count() == 11

    @pytest.mark.parametrize(
        "change",
        [
            {"rules": [{"rank": "signal", "because": "x", "all": [{"fact": "answer.O7", "is_about": 1}]}]},
            {"unless": [{"fact": "employer.mood", "is": True}]},
        ],
    )
    def test_rule_that_cannot_be_read_is_refused_and_nothing_is_loaded(self, change):
        reference = json.loads(json.dumps(REFERENCE))
        reference["tips"][0]["title"] = "Begin bij het bedrijf"
        reference["tips"][5].update(change)
        with pytest.raises(ValueError, match="condition"):
            actions.load_tips(by=None, reference=reference)
        assert Tip.objects.get(key="T1").title == TIPS["T1"]["title"]
