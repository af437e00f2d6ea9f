"""Several groups at once: the best verdict per instrument and for whom, and two that exclude each other never together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments.choosing import choose
from instruments.decision import decide
from instruments.groups import GROUPS
from instruments.matching import excludes
from tests.instruments.test_decision import BY_SLUG, ROWS, TODAY, WILLING
from tests.instruments.test_matching import facts

PWET, WAJONG = "pwet_lks_register", "wajong_arbeidsvermogen"


def verdicts(known=WILLING, **more):
    return {one.slug: one for one in choose(ROWS, known, today=TODAY, **more)}


def test_without_a_group_it_is_the_table_itself():
    found = choose(ROWS, WILLING, today=TODAY)
    assert {one.slug: one.verdict.verdict for one in found} == {
        one.slug: one.verdict for one in decide(ROWS, WILLING, today=TODAY)
    }
    assert {one.groups for one in found} == {()}


def test_one_group_gives_its_own_verdicts():
    for one in decide(ROWS, WILLING, today=TODAY, group=WAJONG):
        assert verdicts(groups=[WAJONG])[one.slug].verdict == one


def test_instrument_counts_for_the_group_it_fits_best_and_names_it():
    found = verdicts(groups=["ww", PWET])["loonkostensubsidie"]
    assert (found.verdict.verdict, found.groups) == ("recommended", (PWET,))
    assert verdicts(groups=["ww", "geen_groep"])["no-riskpolis"].groups == ("ww", "geen_groep")


def test_executor_is_that_of_the_group_it_fits():
    assert verdicts(groups=[PWET, WAJONG])["jobcoach-uwv"].groups == (WAJONG,)


def test_subsidy_and_dispensation_are_never_both_recommended_for_different_groups():
    assert verdicts(groups=[WAJONG])["loondispensatie-wajong"].verdict.verdict == "recommended"
    found = verdicts(groups=[PWET, WAJONG])
    assert found["loonkostensubsidie"].verdict.verdict == "recommended"
    other = found["loondispensatie-wajong"].verdict
    assert other.verdict == "possible"
    assert [(one.code, one.slug) for one in other.must if one.code == "combination"] == [
        ("combination", "loonkostensubsidie")
    ]


def test_twelve_hours_are_asked_of_every_group():
    found = verdicts(WILLING | {"determinant.W4": 30}, groups=[WAJONG], placement={"placement.hours": 8})
    assert found["jobcoach-uwv"].verdict.verdict == "not"


@pytest.mark.parametrize("group", GROUPS)
def test_money_is_no_opener_for_any_group(group):
    cold = {"side.willen": 30, "determinant.INT": 20, "profile": "P4", "answer.O6a": 3, "answer.O9b": 0}
    money = {slug for slug, row in BY_SLUG.items() if row["category"] == "financieel"}
    assert (
        not {
            one.slug for one in choose(ROWS, cold, today=TODAY, groups=[group]) if one.verdict.verdict == "recommended"
        }
        & money
    )


@given(facts, st.lists(st.sampled_from(GROUPS), max_size=4, unique=True))
def test_whatever_is_known_every_instrument_has_one_verdict_and_no_pair_excludes(known, groups):
    found = choose(ROWS, known, today=TODAY, groups=groups)
    assert sorted(one.slug for one in found) == sorted(BY_SLUG)
    order = [("recommended", "possible", "not").index(one.verdict.verdict) for one in found]
    assert order == sorted(order)
    chosen = [BY_SLUG[one.slug] for one in found if one.verdict.verdict == "recommended"]
    assert not any(excludes(row, other) for row in chosen for other in chosen)
    for one in found:
        assert set(one.groups) <= set(groups)
        assert bool(one.groups) == bool(groups)
        assert one.verdict.verdict != "possible" or one.verdict.must
