"""Which instruments fit: the triggers of the model in worked cases, money only when it helps, and the best few first."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.matching import MOST_FIRST, excludes, match_catalogue, may_name_money

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
CATALOGUE = json.loads((FIXTURES / "instruments.json").read_text(encoding="utf-8"))["instruments"]
BY_SLUG = {row["slug"]: row for row in CATALOGUE}
LOW, HIGH = 30, 70


def make(slug, rank="signal", target=None, **row):
    rule = {"rank": rank, "for": target, "because": slug, "all": [{"fact": "answer.O7", "at_most": 4}]}
    return {"slug": slug, "category": "advies", "status": "active", "excludes": [], "rules": [rule], "unless": []} | row


def slugs(fits, rank=None):
    return [fit.slug for fit in fits if rank in (None, fit.rank)]


def fitting(**facts):
    """Return the slugs of the real catalogue that fit; O8=3 is answer.O8, W4=30 determinant.W4, the rest as written."""
    named = {}
    for name, value in facts.items():
        if name in ("profile", "blocker"):
            named[name] = value
        elif name in ("willen", "kunnen"):
            named[f"side.{name}"] = value
        elif name in ("W1", "W2", "W3", "W4", "INT", "K1", "K2", "K3"):
            named[f"determinant.{name}"] = value
        else:
            named[f"answer.{name}" if name[0].isupper() else f"employer.{name}"] = value
    return slugs(match_catalogue(CATALOGUE, named))


@pytest.mark.parametrize(
    ("slug", "facts"),
    [
        ("proefplaatsing-uwv", {"O8": 2, "O2": 1}),  # will try, expects little of it
        ("proefplaats-gemeente", {"O8": 2, "V4": -1}),
        ("inclusieve-arbeidsanalyse", {"blocker": True}),  # no work: make it
        ("inclusieve-arbeidsanalyse", {"I2d": 1, "willen": 45}),
        ("jobcoach-gemeente", {"W4": LOW}),
        ("jobcoach-uwv", {"profile": "P1b"}),
        ("harrie-training", {"K2": LOW, "willen": HIGH}),
        ("no-riskpolis", {"O6a": 1}),
        ("loonkostensubsidie", {"O6a": 1}),  # cost is the objection
        ("loonkostensubsidie", {"profile": "P2", "INT": 50}),  # there is an intention
        ("lkv-doelgroep-banenafspraak", {"profile": "P1", "employed": 1, "willen": HIGH}),
        ("banenafspraak-doelgroepregister", {"O9b": 1, "willen": HIGH}),
        ("social-return", {"sroi": True, "willen": LOW}),  # a duty, not a subsidy
    ],
)
def test_instrument_fits_the_case_of_the_model(slug, facts):
    assert slug in fitting(**facts)


@pytest.mark.parametrize(
    ("slug", "facts"),
    [
        ("proefplaatsing-uwv", {"O8": 1, "O2": 1}),
        ("proefplaatsing-uwv", {"O8": 4, "O2": 3, "V4": 0}),
        ("inclusieve-arbeidsanalyse", {"I2d": 1, "willen": 44}),
        ("loonkostensubsidie", {"profile": "P3", "INT": 49, "willen": HIGH}),
        ("loonkostensubsidie", {"profile": "P5", "O6a": 0}),
        ("loondispensatie-wajong", {"O6a": 1, "V4": 0}),  # no lower yield expected
        ("jobcoach-gemeente", {"W4": 45, "K2": 45, "O10b": 2}),
        ("no-riskpolis", {"profile": "P5", "O6a": 0}),
        ("social-return", {"sroi": False, "E2": 1}),
    ],
)
def test_instrument_stays_away_when_it_does_not_fit(slug, facts):
    assert slug not in fitting(**facts)


def test_nothing_known_fits_nothing():
    assert match_catalogue(CATALOGUE, {}) == []


@pytest.mark.parametrize(
    ("facts", "may"),
    [
        ({"side.willen": 45}, True),
        ({"side.willen": 44.999999}, False),
        ({"side.willen": 20, "determinant.INT": 50}, True),  # there is an intention
        ({"side.willen": 20, "answer.O6a": 1}, True),  # cost is the objection
        ({"side.willen": 20, "answer.O6a": 2, "determinant.INT": 49}, False),
        ({}, False),
    ],
)
def test_money_is_named_only_with_an_intention_or_when_cost_is_the_objection(facts, may):
    assert may_name_money(facts) is may
    money = match_catalogue([make("money", category="financieel")], facts | {"answer.O7": 2})
    assert bool(money) is may


def test_blocker_comes_before_determinant_before_profile_before_signal():
    rows = [make("signal"), make("profile", "profile"), make("K1", "determinant", "K1"), make("blocker", "blocker")]
    fits = match_catalogue(rows, {"answer.O7": 0, "determinant.K1": 90})
    assert slugs(fits) == ["blocker", "K1", "profile", "signal"]
    assert slugs(fits, "first") == ["blocker", "K1", "profile"]


def test_lowest_determinant_comes_first_and_a_determinant_without_value_last():
    rows = [make(code, "determinant", code) for code in ("W1", "W2", "W3")]
    assert slugs(match_catalogue(rows, {"answer.O7": 0, "determinant.W1": 40, "determinant.W3": 20})) == [
        "W3",
        "W1",
        "W2",
    ]


def test_more_reasons_come_before_fewer_and_equals_keep_their_order():
    twice = make("twice")
    twice["rules"] = twice["rules"] * 2
    assert slugs(match_catalogue([make("a"), make("b"), twice], {"answer.O7": 0})) == ["twice", "a", "b"]


def test_what_excludes_a_better_one_is_not_among_the_first():
    rows = [make("a"), make("b", excludes=["a (voor dezelfde functie)"]), make("c"), make("d")]
    fits = match_catalogue(rows, {"answer.O7": 0})
    assert slugs(fits, "first") == ["a", "c", "d"]
    assert slugs(fits, "also") == ["b"]


def test_exclusion_counts_from_either_side_and_by_the_whole_slug():
    lks, lkv = {"slug": "lks", "excludes": []}, {"slug": "lkv", "excludes": ["lks (voor dezelfde functie)"]}
    assert excludes(lkv, lks)
    assert not excludes(lks, lkv)
    assert not excludes(lkv, {"slug": "lks-forfaitair", "excludes": []})
    fits = match_catalogue([make("a", excludes=["b"]), make("b")], {"answer.O7": 0})
    assert slugs(fits, "first") == ["a"]


@pytest.mark.parametrize("status", ["active", "local", "closed"])
def test_what_has_ended_or_is_not_yet_in_force_never_fits(status):
    rows = [
        make("old", "blocker", status="ended"),
        make("later", "blocker", status="future"),
        make("now", status=status),
    ]
    assert slugs(match_catalogue(rows, {"answer.O7": 0})) == ["now"]


facts = st.fixed_dictionaries(
    {},
    optional={
        **{
            f"answer.{key}": st.integers(0, 4)
            for key in ("O6a", "O6b", "O7", "O8", "O9a", "O9b", "O10b", "I2b", "I2d", "E2")
        },
        "answer.V4": st.integers(-2, 2),
        **{f"determinant.{code}": st.floats(0, 100) for code in ("W1", "W2", "W3", "W4", "INT", "K1", "K2", "K3")},
        **{f"side.{side}": st.floats(0, 100) for side in ("willen", "kunnen")},
        "profile": st.sampled_from(["P1", "P1b", "P2", "P3", "P4", "P5", "P6", "grens"]),
        "lowest_kunnen": st.sampled_from(["K1", "K2", "K3"]),
        "employer.size": st.sampled_from(["klein", "middelgroot", "groot"]),
        "employer.sroi": st.booleans(),
        "employer.hard_to_fill": st.integers(0, 5),
        "blocker": st.booleans(),
    },
)


@settings(deadline=None)
@given(facts)
def test_at_most_three_come_first_and_none_of_them_excludes_another(known):
    fits = match_catalogue(CATALOGUE, known)
    first = [BY_SLUG[slug] for slug in slugs(fits, "first")]
    assert len(first) <= MOST_FIRST
    assert not any(excludes(row, other) for row in first for other in first)
    assert len(set(slugs(fits))) == len(fits)
    assert [fit.rank for fit in fits] == sorted((fit.rank for fit in fits), key=["first", "also"].index)


@settings(deadline=None)
@given(facts)
def test_everything_that_fits_says_because_of_known_facts(known):
    for fit in match_catalogue(CATALOGUE, known):
        assert fit.reasons
        assert all(known[fact] is not None for reason in fit.reasons for fact in reason.facts)


@settings(deadline=None)
@given(facts)
def test_money_never_fits_with_low_willen_no_plan_and_no_worry_about_cost(known):
    unwilling = known | {"side.willen": 44.0, "determinant.INT": 49.0, "answer.O6a": 2}
    assert [
        slug for slug in slugs(match_catalogue(CATALOGUE, unwilling)) if BY_SLUG[slug]["category"] == "financieel"
    ] == []


@settings(deadline=None)
@given(facts, st.randoms(use_true_random=False))
def test_what_fits_does_not_depend_on_the_order_of_the_catalogue(known, random):
    shuffled = random.sample(CATALOGUE, len(CATALOGUE))
    assert set(slugs(match_catalogue(shuffled, known))) == set(slugs(match_catalogue(CATALOGUE, known)))
