"""What each part of a score says: determinants, trace, tipping, lowest, coverage, and what is refused."""

import pytest

from checklists.scoring import SIDES, WEIGHTS, InvalidAnswer, Item, Tipping, UnknownQuestion, score
from tests.checklists.scoring_items import BENEFITS, FULL, GOOD_KUNNEN, GOOD_WILLEN, SHORT_LIST, SMALL, N, fill


def test_weights_of_a_side_add_up_to_one_and_name_their_source():
    for side in SIDES:
        shares = [weight.share for weight in WEIGHTS.values() if weight.side == side and weight.determinant != "INT"]
        assert sum(shares) == pytest.approx(1)
    assert all(len(weight.source) > 40 for weight in WEIGHTS.values())


def test_determinant_weights_show_what_each_carries_with_and_without_intention():
    without = score(SMALL, fill((3, 3, 3, 3, None), GOOD_KUNNEN)).determinants
    observed = score(SMALL, fill(GOOD_WILLEN, GOOD_KUNNEN)).determinants
    codes = ("W1", "W2", "W3", "W4", "INT", "K2", "D")
    assert [without[code].weight for code in codes] == [0.175, 0.175, 0.4, 0.25, 0, 0.4, 0]
    assert [observed[code].weight for code in codes] == [0.0875, 0.0875, 0.2, 0.125, 0.5, 0.4, 0]


def test_determinants_count_answers_and_leave_out_what_does_not_apply():
    determinants = score(SMALL, fill(GOOD_WILLEN, (3, 3, N, None, 1))).determinants
    work = determinants["K3"]
    assert (work.value, work.answered, work.asked) == (25, 1, 2)
    assert (determinants["D"].value, determinants["D"].answered) == (0, 1)


def test_determinants_on_a_short_visit_ask_the_short_list_and_what_else_was_answered():
    determinants = score(FULL, SHORT_LIST | {"O9b": 4, "O5": N}, short=True).determinants
    assert (determinants["K1"].answered, determinants["K1"].asked) == (2, 2)
    assert (determinants["K3"].answered, determinants["K3"].asked) == (2, 2)
    whole = score(FULL, SHORT_LIST | {"O9b": 4, "O5": N}).determinants
    assert (whole["K1"].asked, whole["K3"].asked) == (3, 7)


def test_determinant_without_answer_has_no_value_and_not_zero():
    assert score(SMALL, fill((None, 0, 3, 3, 3), GOOD_KUNNEN)).determinants["W1"].value is None
    assert score(SMALL, fill((0, 0, 3, 3, 3), GOOD_KUNNEN)).determinants["W1"].value == 0


def test_trace_says_what_each_answer_and_determinant_brought():
    result = score(BENEFITS, fill((2, 1, 2, 2, 2), GOOD_KUNNEN, V1=-2, V2=2, V3=1))
    brought = {(part.question, part.determinant): part.points for part in result.trace}
    # W1: levels 2, 0, 3 at weight 1 and 4 at .5, over 3.5, times 25
    assert brought["O2", "W1"] == pytest.approx(2 / 3.5 * 25)
    assert brought["V1", "W1"] == 0
    assert brought["V2", "W1"] == pytest.approx(2 / 3.5 * 25)
    assert brought["V3", "W1"] == pytest.approx(3 / 3.5 * 25)
    assert brought["I5a", "D"] == 0
    sides = {(part.side, part.determinant): part.points for part in result.side_trace}
    assert sides["willen", "INT"] == pytest.approx(25)  # .5 x 50
    assert sides["willen", "W3"] == pytest.approx(10)  # .5 x .40 x 50
    assert sides["kunnen", "K2"] == pytest.approx(30)  # .40 x 75


def test_trace_follows_the_numbers_of_the_questions():
    trace = score(FULL, dict.fromkeys(("O10a", "V2", "O9a", "O1", "I2d", "I2a"), 1)).trace
    assert [part.question for part in trace] == ["I2a", "I2d", "O1", "O9a", "O10a", "V2", "V2"]


def test_side_without_score_has_no_side_trace():
    result = score(SMALL, fill((3, 3, None, 3, 3), GOOD_KUNNEN))
    assert {part.side for part in result.side_trace} == {"kunnen"}


def test_tipping_lists_smallest_change_per_question_then_heaviest():
    # Willen exactly 55 and kunnen exactly 55 without intention, so one step down on most answers gives the border.
    result = score(SMALL, fill((0, 0, 3, 4, None), (3, 1, 3, 3, 3), 1))
    # One step: W3 10 points, K2 10, K1 7.5, W4 6.25, each K3 2.5. One step up on D (1 -> 2) makes it P1.
    assert result.tipping == (
        Tipping("I3b", 1, 0, "grens"),
        Tipping("O4a", 3, 2, "grens"),
        Tipping("O9a", 3, 2, "grens"),
        Tipping("O7", 4, 3, "grens"),
        Tipping("I2a", 3, 2, "grens"),
        Tipping("I2c", 3, 2, "grens"),
        Tipping("I2d", 3, 2, "grens"),
        Tipping("I5a", 1, 2, "P1"),
    )


def test_tipping_gives_the_smallest_step_and_up_when_both_ways_are_as_far():
    # All of willen 50 without intention, kunnen 75: W3 steps are 10 points, W4 6.25, W1 and W2 4.375.
    result = score(SMALL, fill((2, 2, 2, 2, None), GOOD_KUNNEN))
    assert result.profile == "grens"
    assert [(tip.question, tip.to_value, tip.profile) for tip in result.tipping] == [
        ("O4a", 3, "P2"),  # 50 + 10 = 60, and 50 - 10 = 40 just as far
        ("O7", 3, "P2"),  # 56.25
        ("O1", 4, "P2"),  # 54.375 is not enough, 58.75 is
        ("O2", 4, "P2"),
    ]


def test_tipping_is_empty_without_a_profile():
    assert score(SMALL, fill((3, 3, None, 3, 3), GOOD_KUNNEN)).tipping == ()


def test_lowest_is_per_side_and_leaves_out_intention_and_behaviour():
    result = score(SMALL, fill((3, 2, 3, 3, 0), (1, 3, 3, 3, 3), 0))
    assert (result.lowest, result.lowest_willen, result.lowest_kunnen) == ("K1", "W2", "K1")


def test_lowest_when_equally_low_is_the_heaviest():
    result = score(SMALL, fill((1, 1, 1, 1, 4), (1, 1, 1, 1, 1)))
    assert (result.lowest_willen, result.lowest_kunnen, result.lowest) == ("W3", "K2", "W3")


def test_lowest_is_unknown_on_a_side_without_score():
    result = score(SMALL, fill((3, 0, None, 3, 3), (1, 3, 3, 3, 3)))
    assert (result.lowest_willen, result.lowest_kunnen, result.lowest) == (None, "K1", "K1")
    assert score(SMALL, {}).lowest is None


def test_concerns_follow_attitude_only_when_the_employer_does_it():
    low_attitude = (0, 2, 4, 4, 4)  # attitude (0 + 50) / 2 = 25
    assert score(SMALL, fill(low_attitude, GOOD_KUNNEN, 2)).concerns
    assert not score(SMALL, fill(low_attitude, GOOD_KUNNEN, 1)).concerns
    assert not score(SMALL, fill(low_attitude, GOOD_KUNNEN, None)).concerns
    assert not score(SMALL, fill(GOOD_WILLEN, GOOD_KUNNEN, 4)).concerns
    assert not score(SMALL, fill((None, 0, 4, 4, 4), GOOD_KUNNEN, 4)).concerns


def test_concerns_start_below_the_border_zone():
    # attitude (40 + 50) / 2 = 45: W1 is 8 of 20, W2 2 of 4
    items = SMALL + tuple(Item(f"Q{number}", "scale", {"W1": 1}, False) for number in range(4))
    answers = fill((1, 2, 4, 4, 4), GOOD_KUNNEN, 4) | {"Q0": 1, "Q1": 2, "Q2": 2, "Q3": 2}
    assert not score(items, answers).concerns
    assert score(items, answers | {"Q3": 1}).concerns


def test_border_names_the_sides_that_leave_the_profile_open():
    assert score(SMALL, fill((0, 0, 2, 4, None), (1, 3, 2, 0, 1))).border == ("willen", "kunnen")
    assert score(SMALL, fill(GOOD_WILLEN, (1, 3, 2, 0, 1))).border == ("kunnen",)
    # Employs people already: kunnen at 45 leaves nothing open.
    assert score(SMALL, fill(GOOD_WILLEN, (1, 3, 2, 0, 1), 4)).border == ()


def test_coverage_is_enough_at_exactly_sixty_percent():
    items = tuple(Item(f"Q{number}", "scale", {code: 1}, True) for number, code in enumerate(("K1", "K2", "K3") * 5))
    nine = {f"Q{number}": 3 for number in range(9)}
    assert score(items, nine).coverage["kunnen"].enough
    eight = {f"Q{number}": 3 for number in range(8)}
    coverage = score(items, eight).coverage["kunnen"]
    assert (coverage.enough, coverage.answered, coverage.asked) == (False, 8, 15)
    assert coverage.share == pytest.approx(8 / 15, abs=1e-6)


def test_coverage_leaves_out_questions_that_do_not_apply():
    coverage = score(SMALL, fill(GOOD_WILLEN, (3, 3, N, N, 3))).coverage["kunnen"]
    assert (coverage.answered, coverage.asked, coverage.share, coverage.enough) == (3, 3, 1, True)


def test_coverage_is_not_enough_when_nothing_of_a_side_applies():
    coverage = score(SMALL, fill(GOOD_WILLEN, (N, N, N, N, N))).coverage["kunnen"]
    assert (coverage.asked, coverage.share, coverage.enough, coverage.missing) == (0, 0, False, ())


def test_missing_lists_short_questions_first_and_among_them_empty_determinants():
    # Of willen are open: O1 (W2 has I1), O8 (INT), O4c (W3 is empty), and the long list.
    answers = dict.fromkeys(("I1", "O2", "O6a", "O7"), 3)
    missing = score(FULL, answers).coverage["willen"].missing
    assert missing[:3] == ("O4c", "O1", "O8")
    assert missing[3:7] == ("O4a", "O4b", "O4d", "O10a")
    assert set(missing[7:]) == {"I2e", "I3a", "I4a", "I5b", "O3a", "V1", "V2", "V3", "V4"}


def test_missing_on_a_short_visit_stays_on_the_short_list():
    missing = score(FULL, {}, short=True).coverage["kunnen"].missing
    assert missing == ("I2a", "I2d", "I3b", "O9a")


def test_missing_on_a_short_visit_leaves_the_list_when_it_cannot_fill_a_determinant():
    missing = score(FULL, SHORT_LIST | {"O4c": N}, short=True).coverage["willen"].missing
    assert missing == ("O4a", "O4b", "O4d", "O10a")


def test_scope_and_version_are_named():
    assert (score(SMALL, {}).scope, score(SMALL, {}, short=True).scope) == ("volledig", "kort")
    assert score(SMALL, {}).version == "2026-11"


@pytest.mark.parametrize("value", [5, -1, 2.0, True, "3", "", "NVT", [3], {}])
def test_impossible_value_on_a_scale_is_refused_by_name(value):
    with pytest.raises(InvalidAnswer, match=r"^O7: ") as refused:
        score(SMALL, {"O7": value})
    assert isinstance(refused.value, ValueError)
    assert (refused.value.question, refused.value.lowest, refused.value.highest) == ("O7", 0, 4)


@pytest.mark.parametrize("value", [-3, 3, 4])
def test_value_off_the_bipolar_scale_is_refused_by_name(value):
    with pytest.raises(ValueError, match=r"^V1: .* from -2 to 2"):
        score(BENEFITS, {"V1": value})


def test_value_off_the_scale_of_a_context_question_is_refused_although_it_never_counts():
    with pytest.raises(ValueError, match=r"^E1: "):
        score(FULL, {"E1": 5})


def test_answer_to_a_question_outside_the_set_is_refused():
    with pytest.raises(UnknownQuestion, match="'O99'") as refused:
        score(SMALL, {"O99": None})
    assert isinstance(refused.value, ValueError)
    assert refused.value.question == "O99"


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (Item("Q1", "open", {"W1": 1}, True), "Q1: unknown kind 'open'"),
        (Item("Q1", "scale", {"W9": 1}, True), "Q1: unknown determinant 'W9'"),
        (Item("Q1", "scale", {"W1": 0}, True), "Q1: the weight for W1 must be a number above 0"),
        (Item("Q1", "scale", {"W1": -1.0}, True), "Q1: the weight for W1 must be a number above 0"),
        (Item("Q1", "scale", {"W1": float("nan")}, True), "Q1: the weight for W1 must be a number above 0"),
        (Item("Q1", "scale", {"W1": "1"}, True), "Q1: the weight for W1 must be a number above 0"),
        (Item("Q1", "context", {"K3": 1}, True), "Q1: a context question is never scored"),
        (Item("O7", "scale", {"W1": 1}, True), "O7: two questions have this key"),
    ],
)
def test_wrong_question_is_refused_by_name(item, message):
    with pytest.raises(ValueError, match=message):
        score((*SMALL, item), {})
