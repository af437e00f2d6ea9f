"""The rule language: what a condition means, what makes a rule fire, and what is refused at load."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments.rules import OPERATORS, check_condition, check_rule, check_unless, holds, match


@pytest.mark.parametrize(
    ("operator", "wanted", "value", "outcome"),
    [
        ("at_most", 1, 1, True),
        ("at_most", 1, 2, False),
        ("at_least", 3, 3, True),
        ("at_least", 3, 2, False),
        ("below", 45, 44.999999, True),
        ("below", 45, 45, False),
        ("above", 0, 1, True),
        ("above", 0, 0, False),
        ("is", True, True, True),
        ("is", "P2", "P3", False),
        ("in", ["P2", "P3"], "P3", True),
        ("in", ["P2", "P3"], "P30", False),
    ],
)
def test_condition_holds_by_its_operator(operator, wanted, value, outcome):
    assert holds({"fact": "x", operator: wanted}, {"x": value}) is outcome


@pytest.mark.parametrize("operator", OPERATORS)
def test_missing_fact_never_holds(operator):
    for known in ({}, {"x": None}):
        assert not holds({"fact": "x", operator: [0] if operator == "in" else 0}, known)


def test_zero_and_no_are_facts():
    assert holds({"fact": "x", "at_most": 0}, {"x": 0})
    assert holds({"fact": "x", "is": False}, {"x": False})


RULES = [
    {
        "rank": "determinant",
        "for": "W1",
        "because": "both",
        "all": [{"fact": "a", "at_most": 1}, {"fact": "b", "is": 2}],
    },
    {"rank": "signal", "because": "one", "all": [{"fact": "a", "at_most": 1}]},
]


def test_every_rule_that_fires_is_a_reason_with_the_facts_that_made_it_fire():
    found = match({"key": "T1", "rules": RULES}, {"a": 1, "b": 2})
    assert found.key == "T1"
    assert [(reason.rank, reason.target, reason.because, reason.facts) for reason in found.reasons] == [
        ("determinant", "W1", "both", ("a", "b")),
        ("signal", None, "one", ("a",)),
    ]


def test_rule_fires_only_when_all_its_conditions_hold():
    assert [reason.because for reason in match({"key": "T1", "rules": RULES}, {"a": 1}).reasons] == ["one"]
    assert match({"key": "T1", "rules": RULES}, {"b": 2}) is None


def test_unless_keeps_it_away_by_any_of_its_entries():
    item = {"key": "T1", "rules": RULES, "unless": [{"fact": "c", "is": 1}, {"fact": "d", "is": 1}]}
    assert match(item, {"a": 1, "c": 2}) is not None
    assert match(item, {"a": 1, "c": 2, "d": 1}) is None


def test_unless_with_all_keeps_it_away_only_when_all_hold():
    item = {"key": "T1", "rules": RULES, "unless": [{"all": [{"fact": "c", "is": 1}, {"fact": "d", "is": 1}]}]}
    assert match(item, {"a": 1, "c": 1}) is not None
    assert match(item, {"a": 1, "c": 1, "d": 1}) is None


@pytest.mark.parametrize(
    "condition",
    [
        {"fact": "answer.O7", "at_most": 1},
        {"fact": "answer.I2a", "at_least": 2},
        {"fact": "determinant.INT", "below": 45},
        {"fact": "side.kunnen", "above": 54.5},
        {"fact": "employer.employed", "is": 0},
        {"fact": "profile", "in": ["P2", "P3"]},
        {"fact": "blocker", "is": True},
        {"fact": "visit.first", "is": True},
    ],
)
def test_sound_condition_is_accepted(condition):
    check_condition(condition)
    check_unless(condition)
    check_unless({"all": [condition]})


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ({"fact": "answer", "is": 1}, "unknown fact"),
        ({"fact": "answer.o7", "is": 1}, "unknown fact"),
        ({"fact": "determinant.W9", "below": 45}, "unknown fact"),
        ({"fact": "side.doing", "below": 45}, "unknown fact"),
        ({"fact": "employer.mood", "is": "good"}, "unknown fact"),
        ({"at_most": 1}, "unknown fact"),
        ({"fact": "answer.O7"}, "exactly one operator"),
        ({"fact": "answer.O7", "at_least": 1, "at_most": 3}, "exactly one operator"),
        ({"fact": "answer.O7", "around": 1}, "exactly one operator"),
        ({"fact": "answer.O7", "at_most": "1"}, "numbers"),
        ({"fact": "answer.O7", "at_most": True}, "numbers"),
        ({"fact": "answer.O7", "at_most": None}, "numbers"),
        ({"fact": "profile", "at_least": 2}, "numbers"),
        ({"fact": "employer.size", "below": 20}, "numbers"),
        ({"fact": "profile", "in": "P2"}, "list"),
        ({"fact": "profile", "in": []}, "list"),
    ],
)
def test_condition_that_means_nothing_is_refused(condition, message):
    for refuse in (check_condition, check_unless):
        with pytest.raises(ValueError, match=message):
            refuse(condition)


def test_unless_without_condition_is_refused():
    with pytest.raises(ValueError, match="no condition"):
        check_unless({"all": []})


SOUND = {"rank": "determinant", "for": "W4", "because": "u twijfelt", "all": [{"fact": "answer.O7", "at_most": 1}]}


def test_sound_rule_is_accepted():
    check_rule(SOUND)
    check_rule({**SOUND, "rank": "signal", "for": None})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"all": []}, "no condition"),
        ({"because": ""}, "because of what"),
        ({"rank": "rumour"}, "no rank"),
        ({"rank": None}, "no rank"),
        ({"for": None}, "which determinant"),
        ({"for": "W9"}, "which determinant"),
        ({"rank": "signal", "for": "W9"}, "which determinant"),
        ({"all": [{"fact": "answer.O7", "at_most": 1}, {"fact": "weather", "is": "rain"}]}, "unknown fact"),
    ],
)
def test_rule_that_could_never_be_read_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        check_rule({**SOUND, **change})


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 4)), st.integers(0, 4))
def test_one_more_condition_never_makes_a_rule_fire_more_often(facts, limit):
    wide = {"rank": "signal", "because": "x", "all": [{"fact": "a", "at_least": limit}]}
    narrow = {**wide, "all": [*wide["all"], {"fact": "b", "at_most": limit}]}
    if match({"key": "T", "rules": [narrow]}, facts):
        assert match({"key": "T", "rules": [wide]}, facts)
