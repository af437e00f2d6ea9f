"""The decision table: what the law says per group, why and why not, and two that exclude each other never together."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.calculators.entitlement import SLUGS, judge
from instruments.decision import PLACEMENT_FACTS, check_demand, check_eligibility, combine, decide, look_up
from instruments.groups import GROUPS
from instruments.matching import excludes
from instruments.queries import get_decision_rows
from instruments.wording import say_remark
from tests.instruments.test_matching import facts

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
TODAY = date(2026, 11, 25)


def read(row):
    """Return a row of the fixture as the decision table reads it."""
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("valid_from", "valid_until")}
    return row | days


ROWS = [read(row) for row in json.loads((FIXTURES / "instruments.json").read_text(encoding="utf-8"))["instruments"]]
BY_SLUG = {row["slug"]: row for row in ROWS}
NAMES = {row["slug"]: row["name"] for row in ROWS}
# The table of the domain file (section 4, 2026-11-23): Yes, V conditional, Local, No, - not assessed; groups in the order of
# instruments.groups. Where one row stands for two instruments, the group has one of the two.
TABLE = {
    "loonkostensubsidie": "YVNNVVVVNYVVNVN",
    "forfaitaire-loonkostensubsidie": "YVNNVVVVNVVVNVN",
    "gemeentelijke-plaatsingssubsidie": "N-----N-L-L----",
    "loondispensatie-wajong": "NNYNNNNNNNNNNNN",
    "lkv-arbeidsgehandicapte-werknemer": "VNNNYVNNNNNNNNN",
    "lkv-doelgroep-banenafspraak": "YYYVVNNNNNVVVNN",
    "lkv-herplaatsen-arbeidsgehandicapte": "NNNNVNNNNNNNNNN",
    "lkv-oudere-werknemer": "NNNNNNNVVNNNNNN",
    "no-riskpolis": "YYYYYYNNNYNVYYN",
    "jobcoach-gemeente jobcoach-uwv": "YVYVVVVVNVVVVVN",
    "werkplekaanpassing": "VVYVYV--NVN---N",
    "proefplaats-gemeente proefplaatsing-uwv": "Y-Y-YVYYY-YV--N",
    "werkervaringsplaats": "L-------L-LL---",
    "detachering-individueel groepsdetachering": "V--------V--Y--",
    "sowis": "NNNNNNNNNNNNNNN",
    "social-return": "VVV-V-VVV-VVV--",
    "bbl praktijkleren": "------V-V-VV--V",
    "inclusieve-arbeidsanalyse": "YYYYYYYYYYYYYYY",
}
LETTERS = {"yes": "Y", "maybe": "V", "local": "L", "no": "N", "unknown": "-"}
WILLING = {"side.willen": 70, "determinant.INT": 70, "profile": "P2", "answer.O6a": 1, "answer.V4": -1, "answer.O8": 3}


def verdicts(known=WILLING, **more):
    return {one.slug: one for one in decide(ROWS, known, today=TODAY, **more)}


@pytest.mark.parametrize("slugs", TABLE)
def test_table_is_that_of_the_law_and_the_sources(slugs):
    order = list(LETTERS.values())
    for group, expected in zip(GROUPS, TABLE[slugs], strict=True):
        found = [LETTERS[look_up(BY_SLUG[slug]["eligibility"], group).outcome] for slug in slugs.split()]
        assert min(found, key=order.index) == expected, group


@pytest.mark.parametrize("kind", ["lks", "lks-forfait", "loondispensatie", "no-risk", "jobcoach"])
def test_sums_agree_with_the_table_of_the_catalogue(kind):
    for group in GROUPS:
        outcome = look_up(BY_SLUG[SLUGS[kind]]["eligibility"], group).outcome
        assert judge(kind, group) == outcome, group


@pytest.mark.parametrize("row", ROWS, ids=BY_SLUG)
class TestEveryRow:
    def test_can_be_read_and_says_why(self, row):
        check_eligibility(row["eligibility"])
        for demand in row["demands"]:
            check_demand(demand)

    def test_says_it_in_one_plain_sentence(self, row):
        for cell in [*row["eligibility"].values(), *row["demands"]]:
            text = cell.get("why") or cell.get("must") or "."
            assert text.endswith(".")
            assert all(len(sentence.split()) <= 25 for sentence in text.split("."))


@pytest.mark.parametrize(
    "eligibility",
    [
        {"rijken": {"outcome": "yes", "status": "wettekst"}},
        {"ww": {"outcome": "soms", "why": "x", "status": "wettekst"}},
        {"ww": {"outcome": "no", "status": "wettekst"}},
        {"ww": {"outcome": "yes", "why": "x"}},
    ],
)
def test_table_that_is_not_sound_is_refused(eligibility):
    with pytest.raises(ValueError):
        check_eligibility(eligibility)


@pytest.mark.parametrize(
    "demand",
    [
        {"must": ""},
        {"status": "gehoord"},
        {"fact": "placement.colour", "is": 1},
        {"fact": "placement.hours"},
        {"fact": "placement.hours", "at_least": 1, "at_most": 2},
        {"at_least": 1},
    ],
)
def test_demand_that_cannot_be_read_is_refused(demand):
    check_demand({"must": "x", "status": "wettekst"})
    with pytest.raises(ValueError):
        check_demand({"must": "x", "status": "wettekst"} | demand)


class TestVerdict:
    def test_every_instrument_gets_exactly_one_in_order(self):
        found = decide(ROWS, WILLING, today=TODAY, group="pwet_lks_register")
        assert {one.slug for one in found} == set(BY_SLUG)
        assert len(found) == 42
        order = [("recommended", "possible", "not").index(one.verdict) for one in found]
        assert order == sorted(order)

    def test_recommended_says_because_of_what_and_what_first(self):
        lks = verdicts(group="pwet_lks_register")["loonkostensubsidie"]
        assert lks.verdict == "recommended"
        assert lks.reasons
        assert lks.next_step.startswith("Uw adviseur vraagt bij de gemeente")
        assert lks.executor == "Gemeente"

    def test_possible_says_what_has_to_be_true(self):
        lks = verdicts(group="statushouder")["loonkostensubsidie"]
        assert lks.verdict == "possible"
        assert [one.text for one in lks.must if one.code == "group"] == [
            "De medewerker kan niet zelf het minimumloon verdienen."
        ]

    def test_not_says_why(self):
        lks = verdicts(group="wajong_arbeidsvermogen")["loonkostensubsidie"]
        assert lks.verdict == "not"
        assert [say_remark(one, NAMES) for one in lks.why_not] == [
            "Voor de Wajong is er geen loonkostensubsidie, maar loondispensatie via UWV."
        ]

    def test_executor_is_that_of_the_group(self):
        found = verdicts(group="wajong_arbeidsvermogen")
        assert found["jobcoach-uwv"].executor == "UWV"
        assert found["jobcoach-gemeente"].verdict == "not"
        assert verdicts(group="pwet_lks_register")["jobcoach-uwv"].verdict == "not"

    @pytest.mark.parametrize("group", [None, *GROUPS])
    def test_what_ended_is_never_more_than_history(self, group):
        for slug in ("lkv-oudere-werknemer", "lkv-scholingsbelemmerde", "lage-inkomensvoordeel"):
            found = verdicts(group=group)[slug]
            assert found.verdict == "not"
            assert say_remark(found.why_not[0], NAMES).startswith("Bestaat niet meer: ")

    def test_what_is_not_in_force_is_not_counted_on(self):
        found = verdicts()["quotum-inclusiviteitsopslag"]
        assert (found.verdict, found.why_not[0].code) == ("not", "future")

    def test_what_is_only_remembered_says_so(self):
        found = verdicts(WILLING | {"employer.hard_to_fill": 2}, group="ww")["bbl"]
        assert [one.status for one in found.must if one.code == "group"] == ["geheugen"]

    def test_closed_desk_is_possible_with_the_reason(self):
        found = verdicts(WILLING | {"employer.hard_to_fill": 2}, group="pro_vso_entree")["praktijkleren"]
        assert found.verdict == "possible"
        assert found.must[0].code == "closed"

    def test_cell_that_nobody_assessed_is_said(self):
        found = verdicts(group="ww")["werkervaringsplaats"]
        assert "unassessed" in {one.code for one in found.must}


class TestDemands:
    def test_twelve_hours_are_needed_for_the_job_coach_of_uwv(self):
        for hours, verdict in ((11, "not"), (12, "recommended")):
            found = verdicts(
                WILLING | {"determinant.W4": 30}, group="wajong_arbeidsvermogen", placement={"placement.hours": hours}
            )
            assert found["jobcoach-uwv"].verdict == verdict

    def test_what_is_not_known_yet_is_listed_and_keeps_nothing_away(self):
        found = verdicts(WILLING | {"determinant.W4": 30}, group="wajong_arbeidsvermogen")["jobcoach-uwv"]
        assert found.verdict == "recommended"
        assert found.must[0].text == "Het contract is voor minstens twaalf uur per week."

    def test_hiring_in_leaves_subsidies_to_the_formal_employer(self):
        found = verdicts(group="pwet_lks_register", placement={"placement.is_hirer": True})
        for slug in ("loonkostensubsidie", "lkv-doelgroep-banenafspraak", "no-riskpolis"):
            assert found[slug].verdict == "not", slug

    def test_aow_age_has_no_lkv(self):
        found = verdicts(group="pwet_lks_register", placement={"placement.age": "aow"})
        assert found["lkv-doelgroep-banenafspraak"].verdict == "not"

    def test_late_declaration_means_no_lkv(self):
        found = verdicts(group="wia_wga", placement={"placement.months_since_start": 4})
        assert found["lkv-arbeidsgehandicapte-werknemer"].verdict == "not"

    def test_social_return_needs_a_contract_that_asks_for_it(self):
        assert verdicts({"employer.sroi": False})["social-return"].verdict == "not"
        assert verdicts({"employer.sroi": True})["social-return"].verdict == "recommended"


class TestMoney:
    def test_money_is_not_an_opener(self):
        cold = {"side.willen": 30, "determinant.INT": 20, "profile": "P4", "answer.O6a": 3}
        for one in decide(ROWS, cold, today=TODAY, group="pwet_lks_register"):
            if BY_SLUG[one.slug]["category"] == "financieel":
                assert one.verdict != "recommended", one.slug
        assert "money" in {one.code for one in verdicts(cold, group="pwet_lks_register")["loonkostensubsidie"].must}

    def test_money_may_be_named_when_cost_is_the_barrier(self):
        found = verdicts({"side.willen": 30, "answer.O6a": 1}, group="pwet_lks_register")
        assert found["loonkostensubsidie"].verdict == "recommended"


class TestCombining:
    @pytest.mark.parametrize(
        ("one", "other", "answer"),
        [  # section 1.2 of the domain file
            ("loonkostensubsidie", "lkv-doelgroep-banenafspraak", "yes"),
            ("loonkostensubsidie", "no-riskpolis", "yes"),
            ("loonkostensubsidie", "gemeentelijke-plaatsingssubsidie", "no"),
            ("loonkostensubsidie", "loondispensatie-wajong", "no"),
            ("lkv-arbeidsgehandicapte-werknemer", "lkv-doelgroep-banenafspraak", "no"),
            ("lkv-herplaatsen-arbeidsgehandicapte", "lkv-oudere-werknemer", "no"),
            ("loonkostensubsidie", "begeleid-werken-wsw", "no"),
            ("beschut-werk", "lkv-doelgroep-banenafspraak", "no"),
            ("beschut-werk", "no-riskpolis", "yes"),
            ("jobcoach-gemeente", "jobcoach-uwv", "no"),
            ("harrie-training", "no-riskpolis", "check"),
        ],
    )
    def test_pair_goes_together_as_the_sources_say(self, one, other, answer):
        assert combine(BY_SLUG[one], BY_SLUG[other]).answer == answer
        assert combine(BY_SLUG[other], BY_SLUG[one]).answer == answer

    def test_better_one_pushes_what_it_excludes_to_possible(self):
        found = verdicts(group=None)
        assert found["loonkostensubsidie"].verdict == "recommended"
        other = found["loondispensatie-wajong"]
        assert other.verdict == "possible"
        assert [say_remark(one, NAMES) for one in other.must if one.code == "combination"] == [
            "Gaat niet samen met Loonkostensubsidie op basis van loonwaarde; dat past hier beter."
        ]


placements = st.fixed_dictionaries(
    {},
    optional={
        "placement.hours": st.integers(1, 48),
        "placement.months": st.integers(1, 60),
        "placement.wage_pct": st.integers(1, 200),
        "placement.wage_value": st.integers(1, 100),
        "placement.is_hirer": st.booleans(),
        "placement.employed_before": st.booleans(),
        "placement.months_since_start": st.integers(0, 24),
        "placement.age": st.sampled_from(["18", "21", "aow"]),
    },
)


@settings(deadline=None)
@given(facts, st.none() | st.sampled_from(GROUPS), placements)
def test_two_recommended_ones_never_exclude_each_other(known, group, placement):
    found = decide(ROWS, known, today=TODAY, group=group, placement=placement)
    chosen = [BY_SLUG[one.slug] for one in found if one.verdict == "recommended"]
    assert not any(excludes(row, other) for row in chosen for other in chosen)
    assert not {"loonkostensubsidie", "loondispensatie-wajong"} <= {row["slug"] for row in chosen}
    assert all(row["status"] in ("active", "local") for row in chosen)


@settings(deadline=None)
@given(facts, st.none() | st.sampled_from(GROUPS), placements)
def test_every_verdict_gives_its_reason(known, group, placement):
    for one in decide(ROWS, known, today=TODAY, group=group, placement=placement):
        assert one.executor
        assert one.next_step
        assert bool(one.why_not) == (one.verdict == "not")
        assert one.verdict != "recommended" or one.reasons
        assert one.verdict != "possible" or one.must
        assert all(say_remark(remark, NAMES).endswith(".") for remark in [*one.must, *one.why_not])
        if group and one.verdict == "recommended":
            assert look_up(BY_SLUG[one.slug]["eligibility"], group).outcome == "yes"


def test_placement_facts_are_all_in_use_or_known_to_a_sum():
    used = {
        demand["fact"] for row in ROWS for demand in row["demands"] if demand.get("fact", "").startswith("placement.")
    }
    assert used == PLACEMENT_FACTS


@pytest.mark.usefixtures("reference")
def test_rows_of_the_database_are_those_of_the_file(django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = get_decision_rows()
    for row in rows:
        fixture = BY_SLUG[row["slug"]]
        assert {key: row[key] for key in row if key != "name"} == {key: fixture[key] for key in row if key != "name"}
