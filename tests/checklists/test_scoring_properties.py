"""What holds for every checklist, however it is filled in: searched for counterexamples with hypothesis."""

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from checklists.scoring import NOT_APPLICABLE, PROFILES, RANGES, SIDES, WEIGHTS, Item, score
from tests.checklists.scoring_items import FULL, SMALL

EXACT = 1e-6  # values are kept at 6 decimals
QUESTIONS = {item.key: item for item in FULL}
UNHURRIED = settings(deadline=None)  # a busy machine is not a wrong score
BLOCKER_KEYS = {"I2a", "I2c", "I2d"}


def answers_to(items, *, always=False):
    """Answers to these items: mostly given, and unless `always` sometimes not discussed or not applicable."""
    return st.fixed_dictionaries({item.key: st.sampled_from(_get_choices(item.kind, always)) for item in items})


def _get_choices(kind, always):
    lowest, highest = RANGES[kind]
    values = list(range(lowest, highest + 1))
    return values if always else [*values, *values, None, NOT_APPLICABLE]


@st.composite
def question_lists(draw):
    """Lists of up to 12 questions with random weights that leave no determinant but the intention and D empty."""
    weight = st.sampled_from([0.25, 0.3, 0.5, 1.0, 1.7, 2.0])
    codes = [code for code in WEIGHTS if code not in ("INT", "D")]
    codes += draw(st.lists(st.sampled_from(list(WEIGHTS)), max_size=5))
    items = []
    for number, code in enumerate(codes):
        weights = {code: draw(weight)}
        if draw(st.booleans()):
            weights[draw(st.sampled_from(list(WEIGHTS)))] = draw(weight)
        kind = draw(st.sampled_from(["scale", "bipolar"]))
        items.append(Item(f"Q{number}", kind, weights, draw(st.booleans())))
    return tuple(items)


full_answers = answers_to(FULL)
filled_lists = question_lists().flatmap(lambda items: st.tuples(st.just(items), answers_to(items)))
complete_lists = question_lists().flatmap(lambda items: st.tuples(st.just(items), answers_to(items, always=True)))


@UNHURRIED
@given(filled_lists, st.booleans())
def test_every_value_stays_between_zero_and_hundred(filled, short):
    items, answers = filled
    result = score(items, answers, short=short)
    values = [result.willen, result.kunnen, result.doing]
    values += [determinant.value for determinant in result.determinants.values()]
    assert all(value is None or 0 <= value <= 100 for value in values)
    assert all(0 <= coverage.share <= 1 for coverage in result.coverage.values())
    assert result.profile in PROFILES


@UNHURRIED
@given(full_answers, st.permutations(FULL), st.randoms(use_true_random=False), st.booleans())
def test_order_of_questions_and_answers_does_not_matter(answers, shuffled, random, short):
    keys = list(answers)
    random.shuffle(keys)
    assert score(shuffled, {key: answers[key] for key in keys}, short=short) == score(FULL, answers, short=short)


@UNHURRIED
@given(filled_lists, st.data())
def test_better_answer_never_lowers_its_side_nor_doing(filled, data):
    items, answers = filled
    raisable = [item for item in items if isinstance(answers[item.key], int)]
    raisable = [item for item in raisable if answers[item.key] < RANGES[item.kind][1]]
    assume(raisable)
    item = data.draw(st.sampled_from(raisable))
    better = answers | {item.key: data.draw(st.integers(answers[item.key] + 1, RANGES[item.kind][1]))}
    assert_not_lower(score(items, answers), score(items, better))


@UNHURRIED
@given(answers_to(SMALL, always=True), st.sampled_from(sorted(BLOCKER_KEYS)))
def test_better_answer_on_work_never_lowers_doing_with_the_blocker_about(answers, key):
    answers = answers | {other: answers[other] % 2 for other in BLOCKER_KEYS}
    before = score(SMALL, answers)
    assert before.blocker
    assert before.doing <= 40
    for value in range(answers[key] + 1, 5):
        assert_not_lower(before, score(SMALL, answers | {key: value}))


def assert_not_lower(before, after):
    for name in ("willen", "kunnen", "doing"):
        low, high = getattr(before, name), getattr(after, name)
        assert (low is None) == (high is None)
        assert low is None or high >= low
    for code, determinant in before.determinants.items():
        assert determinant.value is None or after.determinants[code].value >= determinant.value


@UNHURRIED
@given(full_answers, st.sets(st.sampled_from(sorted(QUESTIONS))), st.booleans())
def test_not_discussed_is_the_same_as_absent(answers, open_keys, short):
    absent = {key: value for key, value in answers.items() if key not in open_keys}
    none = answers | dict.fromkeys(open_keys)
    assert score(FULL, absent, short=short) == score(FULL, none, short=short)


@UNHURRIED
@given(answers_to(SMALL, always=True), st.sampled_from(["I2a", "I2c", "I2d"]))
def test_not_discussed_never_counts_as_a_zero(answers, key):
    zero, open_one = score(SMALL, answers | {key: 0}), score(SMALL, answers | {key: None})
    others = [answers[other] for other in ("I2a", "I2c", "I2d") if other != key]
    assert open_one.determinants["K3"].value == pytest.approx(sum(others) / 8 * 100, abs=EXACT)
    assert zero.determinants["K3"].value == pytest.approx(sum(others) / 12 * 100, abs=EXACT)
    assert not open_one.blocker


@UNHURRIED
@given(full_answers, st.sampled_from(sorted(QUESTIONS.keys() - BLOCKER_KEYS)))
def test_not_applicable_is_the_same_as_a_question_that_is_not_in_the_set(answers, key):
    without = tuple(item for item in FULL if item.key != key)
    rest = {other: value for other, value in answers.items() if other != key}
    assert score(FULL, answers | {key: NOT_APPLICABLE}) == score(without, rest)


@UNHURRIED
@given(full_answers, full_answers, st.booleans())
def test_context_and_unscored_questions_never_change_anything(answers, others, short):
    unscored = {item.key for item in FULL if not item.weights}
    changed = answers | {key: others[key] for key in unscored}
    scored_items = tuple(item for item in FULL if item.weights)
    scored_answers = {key: value for key, value in answers.items() if key not in unscored}
    result = score(FULL, answers, short=short)
    assert score(FULL, changed, short=short) == result
    assert score(scored_items, scored_answers, short=short) == result


@UNHURRIED
@given(filled_lists)
def test_bipolar_answer_counts_as_the_scale_answer_two_higher(filled):
    items, answers = filled
    as_scale = tuple(Item(item.key, "scale", item.weights, item.short) for item in items)
    shift = {item.key: 2 if item.kind == "bipolar" else 0 for item in items}
    shifted = {key: value + shift[key] if isinstance(value, int) else value for key, value in answers.items()}
    bipolar, scale = score(items, answers), score(as_scale, shifted)
    assert (bipolar.determinants, bipolar.trace) == (scale.determinants, scale.trace)
    assert (bipolar.willen, bipolar.kunnen, bipolar.profile) == (scale.willen, scale.kunnen, scale.profile)


@UNHURRIED
@given(full_answers, st.booleans())
def test_profile_is_too_little_known_exactly_when_a_side_has_no_score(answers, short):
    result = score(FULL, answers, short=short)
    event(f"profile {result.profile}")
    assert (result.profile == "P6") == (result.willen is None or result.kunnen is None)
    assert (result.doing is None) == (result.profile == "P6") == (result.band is None)
    assert (result.profile == "grens") == bool(result.candidates) == bool(result.border)
    for side in SIDES:
        assert (getattr(result, side) is None) != result.coverage[side].enough


@UNHURRIED
@given(full_answers, st.booleans())
def test_answering_everything_missing_gives_the_side_a_score(answers, short):
    missing = [key for part in score(FULL, answers, short=short).coverage.values() for key in part.missing]
    after = score(FULL, answers | dict.fromkeys(missing, 2), short=short)
    for side in SIDES:
        codes = {code for code, weight in WEIGHTS.items() if weight.side == side and code != "INT"}
        fillable = {code for item in FULL if answers[item.key] != NOT_APPLICABLE for code in item.weights}
        if codes <= fillable and after.coverage[side].asked:
            assert after.coverage[side].enough


@UNHURRIED
@given(filled_lists)
def test_contributions_add_up_to_determinants_and_sides(filled):
    items, answers = filled
    result = score(items, answers)
    for code, determinant in result.determinants.items():
        points = [part.points for part in result.trace if part.determinant == code]
        assert len(points) == determinant.answered
        assert sum(points) == pytest.approx(determinant.value or 0, abs=EXACT)
    for side in SIDES:
        points = [part.points for part in result.side_trace if part.side == side]
        assert sum(points) == pytest.approx(getattr(result, side) or 0, abs=EXACT)


@UNHURRIED
@given(complete_lists)
def test_tipping_is_exactly_what_scoring_every_other_answer_finds(filled):
    items, answers = filled
    now = score(items, answers)
    expected = {}
    for item in items:
        lowest, highest = RANGES[item.kind]
        value = answers[item.key]
        # Nearest first; up before down when as far.
        for other in sorted(range(lowest, highest + 1), key=lambda other: (abs(other - value), -other)):
            profile = score(items, answers | {item.key: other}).profile
            if profile != now.profile:
                expected[item.key] = (value, other, profile)
                break
    event("tips" if expected else "nothing tips")
    assert {tip.question: (tip.from_value, tip.to_value, tip.profile) for tip in now.tipping} == expected
    sizes = [abs(tip.to_value - tip.from_value) for tip in now.tipping]
    assert sizes == sorted(sizes)


@UNHURRIED
@given(answers_to(FULL, always=True))
def test_every_tipping_answer_of_a_real_checklist_really_tips(answers):
    now = score(FULL, answers)
    for tip in now.tipping:
        assert answers[tip.question] == tip.from_value
        after = score(FULL, answers | {tip.question: tip.to_value})
        assert after.profile == tip.profile != now.profile


@UNHURRIED
@given(full_answers, st.booleans())
def test_missing_questions_are_open_questions_of_their_side(answers, short):
    for side, coverage in score(FULL, answers, short=short).coverage.items():
        assert len(set(coverage.missing)) == len(coverage.missing)
        for key in coverage.missing:
            assert answers[key] is None
            assert any(WEIGHTS[code].side == side for code in QUESTIONS[key].weights)
        flags = [not QUESTIONS[key].short for key in coverage.missing]
        assert flags == sorted(flags)
