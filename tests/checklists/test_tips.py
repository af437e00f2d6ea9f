"""Which tips fit: the trigger rules of the eleven tips in worked cases, and the few that are chosen, best first."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.scoring import WEIGHTS
from checklists.tips import MOST_TIPS, choose_tips, shortfall
from instruments.rules import match

TIPS = json.loads((Path(__file__).resolve().parents[2] / "fixtures" / "tips.json").read_text(encoding="utf-8"))["tips"]
BY_KEY = {tip["key"]: tip for tip in TIPS}


@dataclass(frozen=True)
class Case:
    """One worked case: these facts raise this tip, or keep it away."""

    tip: str
    name: str
    facts: dict
    raised: bool = True

    def __str__(self):
        return f"{self.tip} {'when' if self.raised else 'not when'} {self.name}"


def facts(**words):
    """Return facts from keyword arguments: O7=1 is answer.O7, W1=30 determinant.W1, willen=50 side.willen."""
    names = {}
    for word, value in words.items():
        if word in WEIGHTS:
            names[f"determinant.{word}"] = value
        elif word in ("willen", "kunnen"):
            names[f"side.{word}"] = value
        elif word in ("profile", "blocker", "lowest", "lowest_willen", "lowest_kunnen"):
            names[word] = value
        elif word == "first":
            names["visit.first"] = value
        elif word[0].isupper():
            names[f"answer.{word}"] = value
        else:
            names[f"employer.{word}"] = value
    return names


def case(tip, name, raised=True, **words):
    return Case(tip, name, facts(**words), raised)


# After the table "when is each of the 11 tips the right advice" of the model; a side or determinant is low below 45.
CASES = [
    case("T1", "the picture is not complete", profile="P6"),
    case("T1", "it is the first visit", first=True),
    case("T1", "the relation with the desk is weak", I5c=1),
    case("T1", "they do it, with worries", profile="P1b"),
    case("T1", "they know us and the picture is complete", False, profile="P2", first=False, I5c=3),
    case("T2", "a vacancy and little seen in it", I2a=2, W1=40),
    case("T2", "hard to fill and little seen in it", I2b=2, W1=40),
    case("T2", "scarcity in the company and its interest unclear", O5=3, O3a=1),
    case("T2", "scarcity in the sector and its interest unclear", E1=2, O3a=0),
    case("T2", "low effort fits", profile="P5"),
    case("T2", "a vacancy and much seen in it", False, I2a=4, W1=60, O3a=3),
    case("T2", "no vacancy and no growth", False, profile="P5", I2a=0, I2c=1),
    case("T2", "they do it, with worries", False, profile="P1b", I2a=2, W1=40),
    case("T3", "willing and practice behind", willen=55, K2=40),
    case("T3", "willing and earlier trouble with the desk", willen=60, I5c=0),
    case("T3", "ready to do it", profile="P2", willen=70),
    case("T3", "willing and stuck", profile="P3", willen=70),
    case("T3", "practice behind but not willing", False, willen=44.9, K2=20, I5c=0),
    case("T4", "a large employer", size="groot"),
    case("T4", "three advisers at one employer", size="klein", advisers=3),
    case("T4", "a small employer with one adviser", False, size="klein", advisers=1),
    case("T5", "ready to do it", profile="P2", willen=70),
    case("T5", "a clear intention", INT=75, willen=60),
    case("T5", "willing to try", O8=3, willen=60),
    case("T5", "a duty from a tender", sroi=True, willen=50),
    case("T5", "a duty from a tender, by the answer", E2=3, willen=50),
    case("T5", "too early", False, willen=44.9, O8=4, sroi=True, E2=4, INT=80),
    case("T5", "an intention that is only half", False, willen=60, INT=50, O8=2, E2=1),
    case("T6", "the norm is low", W3=30),
    case("T6", "little belief in it", O7=1),
    case("T6", "expects a worse team", V1=-1),
    case("T6", "expects a worse mood", V2=-2),
    case("T6", "expects people to leave", V3=-1),
    case("T6", "expects less work done", V4=-1),
    case("T6", "able, does not see it yet", profile="P4"),
    case("T6", "they are the example themselves", False, profile="P1", W3=30, O7=0, V4=-2),
    case("T6", "they do it, with worries: aftercare, no persuasion", False, profile="P1b", W3=10, O7=0, V4=-2),
    case("T6", "no difference expected", False, W3=60, O7=2, V1=0, V2=0, V3=0, V4=0),
    case("T7", "the group is unknown", O9a=1),
    case("T7", "afraid of cost and absence", W1=40, O6a=1),
    case("T7", "afraid that people leave", W1=40, V3=-1),
    case("T7", "afraid that work stays behind", W1=40, V4=-1),
    case("T7", "believes in it without being able", O7=3, kunnen=40),
    case("T7", "knows the group well", False, O9a=4, W1=40, O6a=0, O7=4, kunnen=40),
    case("T7", "they do it, with worries", False, profile="P1b", W1=20, O6a=0),
    case("T8", "schemes unknown and a plan", O9b=1, INT=50, willen=60),
    case("T8", "cost is the objection", O6a=1, willen=50),
    case("T8", "no room for money or time", O6b=1, willen=50),
    case("T8", "part of an appointment", profile="P2", O9b=2, willen=70),
    case("T8", "never as an opener", False, willen=44.9, O9b=0, INT=60, O6a=0, O6b=0),
    case("T8", "schemes unknown and no plan", False, O9b=0, INT=25, willen=50),
    case("T9", "an agreement of the sector they do not know", has_cao=True, E4=2),
    case("T9", "the norm is low in a sector with an agreement", has_cao=True, W3=40),
    case("T9", "the sector expects nothing", has_cao=True, O4b=1),
    case("T9", "norm as information", has_cao=True, profile="P4"),
    case("T9", "no agreement", False, E4=0, W3=10, O4b=0, profile="P5"),
    case("T9", "they do it, with worries", False, has_cao=True, E4=0, W3=10, profile="P1b"),
    case("T9", "an agreement they know and a good norm", False, has_cao=True, E4=4, W3=70, O4b=3, profile="P3"),
    case("T10", "negative with a vague picture", I1=1, O9a=1),
    case("T10", "afraid for the mood", V2=-1),
    case("T10", "candidates are in the picture", False, profile="P2", I1=1, O9a=1, V2=-1),
    case("T10", "they do it, with worries", False, profile="P1b", I1=1, O9a=1, V2=-1),
    case("T11", "little belief in it", W4=40),
    case("T11", "nobody to guide", O10b=1),
    case("T11", "they do it, with worries", profile="P1b"),
    case("T11", "the manager hesitates", I3a=1),
    case("T11", "own trained guidance", False, O10b=4, W4=10, profile="P1b", I3a=0),
]


@pytest.mark.parametrize("worked", CASES, ids=str)
def test_tip_is_raised_when_it_should(worked):
    assert (match(BY_KEY[worked.tip], worked.facts) is not None) is worked.raised


def test_nothing_known_raises_nothing():
    assert choose_tips(TIPS, {}) == []


def test_every_tip_has_cases_for_and_against():
    for tip in TIPS:
        assert {worked.raised for worked in CASES if worked.tip == tip["key"]} == {True, False}


def test_not_discussed_is_not_a_low_answer():
    assert choose_tips(TIPS, facts(O7=0)) != []
    assert choose_tips(TIPS, facts(O7=None)) == []


def keys(found):
    return [one.key for one in found]


class TestOrder:
    def make(self, key, rank, target=None, audience="employer"):
        rule = {"rank": rank, "for": target, "because": key, "all": [{"fact": "answer.O7", "at_most": 4}]}
        return {"key": key, "audience": audience, "rules": [rule], "unless": []}

    def test_what_blocks_comes_before_a_determinant_before_the_profile_before_a_signal(self):
        tips = [
            self.make("signal", "signal"),
            self.make("profile", "profile"),
            self.make("determinant", "determinant", "K1"),
            self.make("blocker", "blocker"),
        ]
        assert keys(choose_tips(tips, facts(O7=0, K1=90))) == ["blocker", "determinant", "profile"]

    def test_determinant_that_costs_its_side_most_comes_first(self):
        tips = [self.make(code, "determinant", code) for code in ("W1", "K1", "W3", "K2")]
        # .175 x 100 = 17.5; .30 x 40 = 12; .40 x 50 = 20; .40 x 30 = 12: as much as K1, so the order of the tips decides
        found = choose_tips(tips, facts(O7=0, W1=0, K1=60, W3=50, K2=70))
        assert keys(found) == ["W3", "W1", "K1"]

    def test_determinant_without_value_comes_after_one_that_lacks_something(self):
        tips = [self.make("W3", "determinant", "W3"), self.make("W1", "determinant", "W1")]
        assert keys(choose_tips(tips, facts(O7=0, W1=90))) == ["W1", "W3"]

    def test_tip_for_the_adviser_never_takes_the_place_of_one_for_the_employer(self):
        tips = [self.make("adviser", "blocker", audience="adviser")]
        tips += [self.make(f"T{number}", "signal") for number in range(5)]
        assert keys(choose_tips(tips, facts(O7=0))) == ["T0", "T1", "T2", "adviser"]

    def test_best_of_several_reasons_decides_and_all_are_kept(self):
        strong = self.make("strong", "signal")
        strong["rules"] = [*strong["rules"], *self.make("strong", "blocker")["rules"]]
        found = choose_tips([self.make("T1", "determinant", "W1"), strong], facts(O7=0, W1=0))
        assert keys(found) == ["strong", "T1"]
        assert [reason.rank for reason in found[0].reasons] == ["signal", "blocker"]

    def test_shortfall_is_the_share_times_what_is_lacking(self):
        assert shortfall("W3", facts(W3=30)) == pytest.approx(0.40 * 70)
        assert shortfall("W3", {}) == shortfall(None, facts(W3=30)) == 0


class TestWholeVisits:
    """What an employer of each profile gets, with the answers that go with it."""

    def test_ready_to_do_it_gets_an_appointment_and_no_more_persuasion(self):
        found = keys(
            choose_tips(TIPS, facts(profile="P2", willen=75, kunnen=70, INT=75, W1=75, W3=75, K2=75, O8=3, O9b=3))
        )
        assert found[0] in ("T3", "T5")
        assert {"T3", "T5"} <= set(found)
        assert not {"T6", "T7", "T10"} & set(found)

    def test_does_it_with_worries_gets_a_jobcoach_first(self):
        low = {"W1": 20, "W2": 20, "W3": 30, "W4": 60, "willen": 30, "kunnen": 40, "K2": 40, "O6a": 0, "V2": -2}
        assert keys(choose_tips(TIPS, facts(profile="P1b", I3a=1, **low))) == ["T11", "T1"]

    def test_not_now_never_gets_money_or_an_appointment(self):
        low = {
            "W1": 20,
            "W3": 20,
            "W4": 20,
            "INT": 20,
            "willen": 20,
            "kunnen": 20,
            "O6a": 0,
            "O7": 0,
            "O9a": 0,
            "O9b": 0,
        }
        found = keys(choose_tips(TIPS, facts(profile="P5", **low)))
        assert found[0] == "T6"  # the norm costs most: .40 x 80
        assert not {"T3", "T5", "T8"} & set(found)

    def test_every_reason_names_the_facts_that_raised_it(self):
        (found,) = choose_tips(TIPS, facts(O9b=1, INT=50))
        assert found.key == "T8"
        assert found.reasons[0].facts == ("answer.O9b", "determinant.INT")


class TestSwaps:
    raised = facts(profile="P2", willen=70, O6a=1, O8=3)  # T8, T3, T5

    def choose(self, *swaps):
        return keys(choose_tips(TIPS, self.raised, swaps))

    def test_the_case_itself_raises_three(self):
        assert self.choose() == ["T8", "T3", "T5"]

    def test_added_tip_takes_the_place_of_the_removed_one(self):
        assert self.choose(("T3", "T6")) == ["T8", "T6", "T5"]

    def test_added_tip_without_rule_has_no_reasons_of_its_own(self):
        (_, added, _) = choose_tips(TIPS, self.raised, [("T3", "T6")])
        assert (added.key, added.reasons) == ("T6", ())

    def test_swaps_follow_each_other(self):
        assert self.choose(("T3", "T6"), ("T6", "T9")) == ["T8", "T9", "T5"]
        assert self.choose(("T3", "T6"), ("T6", "T3")) == ["T8", "T3", "T5"]

    def test_swap_of_what_is_no_longer_there_changes_nothing(self):
        assert self.choose(("T7", "T6")) == self.choose()
        assert self.choose(("T7", "T5")) == self.choose()

    def test_swap_for_what_is_there_already_only_takes_out(self):
        assert self.choose(("T3", "T5")) == ["T8", "T5"]

    def test_swap_for_an_unknown_or_an_adviser_tip_only_takes_out(self):
        assert self.choose(("T3", "T99")) == self.choose(("T3", "T4")) == self.choose(("T3", "")) == ["T8", "T5"]

    def test_adding_puts_it_at_the_end(self):
        assert self.choose(("", "T6")) == ["T8", "T3", "T5", "T6"]
        assert self.choose(("", "T5")) == self.choose()


known = st.fixed_dictionaries(
    {},
    optional={
        **{
            f"answer.{key}": st.integers(0, 4) for key in ("O6a", "O6b", "O7", "O8", "O9a", "O9b", "O10b", "I2a", "I5c")
        },
        **{f"answer.{key}": st.integers(-2, 2) for key in ("V1", "V2", "V3", "V4")},
        **{f"determinant.{code}": st.floats(0, 100) for code in WEIGHTS},
        **{f"side.{side}": st.floats(0, 100) for side in ("willen", "kunnen")},
        "profile": st.sampled_from(["P1", "P1b", "P2", "P3", "P4", "P5", "P6", "grens"]),
        "employer.size": st.sampled_from(["klein", "groot"]),
        "employer.has_cao": st.just(True),
        "visit.first": st.booleans(),
    },
)
swaps = st.lists(st.tuples(st.sampled_from(list(BY_KEY)), st.sampled_from([*BY_KEY, "", "T99"])), max_size=4)


@settings(deadline=None)
@given(known, swaps)
def test_at_most_three_for_the_employer_each_once_whatever_is_swapped(found, swapped):
    chosen = keys(choose_tips(TIPS, found, swapped))
    employer = [key for key in chosen if BY_KEY[key]["audience"] == "employer"]
    assert len(employer) <= MOST_TIPS
    assert len(set(chosen)) == len(chosen)


@settings(deadline=None)
@given(known)
def test_every_chosen_tip_can_say_because_of_what(found):
    for one in choose_tips(TIPS, found):
        assert one.reasons
        assert all(found[fact] is not None for reason in one.reasons for fact in reason.facts)


@settings(deadline=None)
@given(known)
def test_money_is_never_the_tip_when_willen_is_low(found):
    low = found | {"side.willen": 44.0}
    assert not {"T5", "T8"} & set(keys(choose_tips(TIPS, low)))
