"""Rules in words: what is written reads back as what it was, and a line that says nothing is told apart by its mistake."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments.decision import get_condition
from instruments.rules import COMPARING, NUMBERS, WORDS
from instruments.wording import (
    FACTS,
    Unreadable,
    read_condition,
    read_unless,
    say_unreadable,
    write_condition,
    write_unless,
)

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def read(name):
    return json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))[name]


@pytest.mark.parametrize("name", ["instruments", "tips"])
def test_every_condition_of_the_fixtures_reads_back_as_it_was(name):
    for item in read(name):
        conditions = [one for rule in item["rules"] for one in rule["all"]]
        conditions += [get_condition(one) for one in item.get("demands", []) if get_condition(one)]
        assert [read_condition(write_condition(one)) for one in conditions] == conditions
        assert [read_unless(write_unless(one)) for one in item["unless"]] == item["unless"]


def test_every_fact_has_words_and_no_two_the_same():
    assert set(FACTS) >= NUMBERS | WORDS
    assert len(set(FACTS.values())) == len(FACTS)


@given(
    fact=st.one_of(st.sampled_from(sorted(NUMBERS)), st.from_regex(r"answer\.[A-Z]{1,2}[0-9][a-c]?", fullmatch=True)),
    operator=st.sampled_from(COMPARING),
    value=st.one_of(st.integers(-100, 1000), st.decimals(0, 100, places=1).map(float)),
)
def test_numbers_read_back_as_they_were(fact, operator, value):
    condition = {"fact": fact, operator: value}
    assert read_condition(write_condition(condition)) == condition


@pytest.mark.parametrize(
    ("line", "condition"),
    [
        ("antwoord O6a hoogstens 1", {"fact": "answer.O6a", "at_most": 1}),
        ("  Willen   minstens 45 ", {"fact": "side.willen", "at_least": 45}),
        ("determinant K2 onder 45,5", {"fact": "determinant.K2", "below": 45.5}),
        ("profiel is een van P2, P3", {"fact": "profile", "in": ["P2", "P3"]}),
        ("harde belemmering is ja", {"fact": "blocker", "is": True}),
        ("heeft een cao is nee", {"fact": "employer.has_cao", "is": False}),
        ("laagste van kunnen is K3", {"fact": "lowest_kunnen", "is": "K3"}),
        ("uren per week minstens 12", {"fact": "placement.hours", "at_least": 12}),
    ],
)
def test_line_says_a_condition(line, condition):
    assert read_condition(line) == condition


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("het weer is mooi", "fact"),
        ("antwoord", "fact"),
        ("willen 45", "operator"),
        ("willen is", "operator"),
        ("willen minstens veel", "value"),
        ("profiel minstens 3", "value"),
        ("profiel is een van ,", "value"),
        ("willen minstens 1e9", "value"),
    ],
)
def test_line_that_says_nothing_is_refused_with_its_mistake(line, code):
    with pytest.raises(Unreadable) as caught:
        read_condition(line)
    assert caught.value.code == code
    assert line in say_unreadable(caught.value)
