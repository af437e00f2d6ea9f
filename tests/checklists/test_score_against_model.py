"""The method against the text of the model, on the questions that are really asked: constants, mapping and every profile."""

import itertools
import json
import math
from pathlib import Path

import pytest

from checklists.scoring import BLOCKED_CAP, COVERAGE_PERCENT, DOES_IT, HIGH, LOW, WEIGHTS, Item, place, score

REFERENCE = json.loads(
    (Path(__file__).resolve().parents[2] / "fixtures" / "questions.json").read_text(encoding="utf-8")
)
ROWS = [row for section in REFERENCE["sections"] for row in section["questions"]]
ITEMS = [Item(row["key"], row["kind"], row["weights"], row["short"]) for row in ROWS]
WILLEN, KUNNEN = ("W1", "W2", "W3", "W4", "INT"), ("K1", "K2", "K3")


def fill(willen, kunnen, doing, **exceptions):
    """Answer every real question on the level of its side; the benefits run from -2 to 2."""
    answers = {}
    for row in ROWS:
        by_side = kunnen if set(KUNNEN) & set(row["weights"]) else willen
        level = doing if "D" in row["weights"] else by_side
        answers[row["key"]] = level - 2 if row["kind"] == "bipolar" and level is not None else level
    return {**answers, **exceptions}


def test_weights_borders_and_rules_are_those_of_the_model():
    shares = {code: weight.share for code, weight in WEIGHTS.items()}
    assert shares == {
        "W1": pytest.approx(0.35 / 2),
        "W2": pytest.approx(0.35 / 2),
        "W3": 0.40,
        "W4": 0.25,
        "INT": 0.50,
        "K1": 0.30,
        "K2": 0.40,
        "K3": 0.30,
        "D": 0,
    }
    assert (LOW, HIGH, DOES_IT, BLOCKED_CAP, COVERAGE_PERCENT) == (45, 55, 50, 40, 60)


def test_every_determinant_of_the_real_list_follows_the_answers_of_its_side():
    found = score(ITEMS, fill(3, 1, 2)).determinants
    assert {code: found[code].value for code in WILLEN} == dict.fromkeys(WILLEN, 75)
    assert {code: found[code].value for code in KUNNEN} == dict.fromkeys(KUNNEN, 25)
    assert found["D"].value == 50


def expect(willen, kunnen, behaviour):
    """Return the profile as the table of the model has it: D of 2 or more, high from 55, low below 45."""
    does_it = behaviour is not None and behaviour >= 50
    if does_it:
        return "P1" if willen >= 55 else "P1b" if willen < 45 else "grens"
    if 45 <= willen < 55 or 45 <= kunnen < 55:
        return "grens"
    return {(True, True): "P2", (True, False): "P3", (False, True): "P4", (False, False): "P5"}[
        willen >= 55, kunnen >= 55
    ]


EDGES = (0.0, 44.999999, 45.0, 50.0, 54.999999, 55.0, 100.0)


@pytest.mark.parametrize(("willen", "kunnen"), list(itertools.product(EDGES, EDGES)))
def test_profile_is_the_one_of_the_table_at_every_edge(willen, kunnen):
    for behaviour in (None, 0.0, 49.999999, 50.0, 100.0):
        placed = place(willen, kunnen, behaviour)
        assert placed.profile == expect(willen, kunnen, behaviour)
        assert bool(placed.candidates) == (placed.profile == "grens")
        for candidate in placed.candidates:
            assert candidate in {expect(w, k, behaviour) for w in (0.0, 100.0) for k in (0.0, 100.0)}


@pytest.mark.parametrize(
    ("answers", "profile"),
    [
        (fill(3, 3, 4), "P1"),
        (fill(1, 3, 4), "P1b"),
        (fill(3, 3, 0), "P2"),
        (fill(3, 1, 0), "P3"),
        (fill(1, 3, 0), "P4"),
        (fill(1, 1, 0), "P5"),
        (fill(None, None, None), "P6"),
        (fill(2, 3, 0), "grens"),
    ],
)
def test_every_profile_can_be_reached_on_the_real_list(answers, profile):
    assert score(ITEMS, answers).profile == profile


def test_experience_alone_never_lifts_the_score_over_a_border():
    before = score(ITEMS, fill(1, 1, 0, I5b=0))
    after = score(ITEMS, fill(1, 1, 0, I5b=4))
    assert before.profile == after.profile == "P5"
    assert after.willen - before.willen < 10


def test_external_factors_and_the_relation_with_the_desk_change_nothing_at_all():
    low = score(ITEMS, fill(2, 2, 0, E1=0, E2=0, E3=0, E4=0, E5=0, I5c=0))
    high = score(ITEMS, fill(2, 2, 0, E1=4, E2=4, E3=4, E4=4, E5=4, I5c=4))
    assert low == high


def test_chance_of_doing_is_the_root_of_both_sides_and_never_a_mean():
    result = score(ITEMS, fill(4, 1, 0, I2a=2))  # a vacancy, so that nothing blocks
    assert result.doing == pytest.approx(math.sqrt(result.willen * result.kunnen), abs=1e-6)
    assert result.doing < (result.willen + result.kunnen) / 2


@pytest.mark.parametrize(
    ("work", "vacancy", "growth", "blocked"),
    [
        (1, 1, 1, True),
        (0, 0, 0, True),
        (2, 0, 0, False),
        (1, 2, 1, False),
        (1, 1, 2, False),
        (None, 0, 0, False),
        (1, None, 1, False),
    ],
)
def test_no_work_blocks_only_when_everything_about_it_is_known_and_low(work, vacancy, growth, blocked):
    result = score(ITEMS, fill(4, 4, 0, I2d=work, I2a=vacancy, I2c=growth))
    assert result.blocker is blocked
    assert (result.doing <= 40) is blocked
    assert result.profile == "P2"
