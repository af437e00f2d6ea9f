"""What a placement costs: the parts add up, the instruments never clash, and tomorrow is only told when it is known."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.amounts import UnknownAmount
from instruments.calculators import InvalidCase, PlacementCase, Result, calculate
from instruments.groups import GROUPS
from tests.instruments.sums import TABLE, euro, notices, run

PLACE = {"datum": "2026-07-01", "uren": 32, "loonwaarde": 60, "groep": "pwet_lks_register"}


class TestNow:
    def test_cost_before_is_wage_holiday_allowance_and_charges(self):
        result = run("plaatsing", **PLACE, werkgeverslasten_pct="20", loon="2500")
        assert result.get("before") == euro("3240.00")  # 2500 x 1.08 x 1.20

    def test_without_a_wage_it_is_the_minimum_wage_for_these_hours(self):
        result = run("plaatsing", **PLACE)
        assert result.get("before") == euro("2804.40")  # 2337 x 32/36 x 1.08 x 1.25
        assert "charges_assumed" in notices(result)

    def test_municipality_and_tax_office_pay_their_part(self):
        result = run("plaatsing", **PLACE)
        assert result.parts == {
            "werkgever": euro("1542.59"),
            "gemeente": euro("1121.76"),  # the subsidy of 32 hours at 60%
            "belastingdienst": euro("140.05"),  # 1664 hours x 1.01, a twelfth
        }
        assert result.amount == result.parts["werkgever"]
        assert [one.kind for one in result.inside] == ["lks", "lkv"]

    def test_wajong_pays_by_performance_instead_of_a_subsidy(self):
        result = run("plaatsing", **PLACE | {"groep": "wajong_arbeidsvermogen"})
        assert result.parts["loondispensatie"] == euro("1121.76")  # 40% of 2804.40
        assert "gemeente" not in result.parts
        assert "uwv_tops_up" in notices(result)

    def test_group_without_instruments_costs_the_whole(self):
        result = run("plaatsing", **PLACE | {"groep": "geen_groep"})
        assert result.parts == {"werkgever": result.get("before")}

    def test_wage_below_the_minimum_is_said(self):
        assert "below_minimum" in notices(run("plaatsing", **PLACE, loon="2077"))
        assert "below_minimum" not in notices(run("plaatsing", **PLACE, loon="2078"))

    def test_subsidy_waits_for_a_wage_value(self):
        result = run("plaatsing", datum="2026-07-01", uren=32, groep="pwet_lks_register")
        assert "wage_value_needed" in notices(result)
        assert [one.kind for one in result.inside] == ["lkv"]

    def test_start_without_a_measured_wage_value_counts_the_fixed_share(self):
        result = run("plaatsing", datum="2026-07-01", uren=32, groep="pwet_lks_register", forfait="ja")
        assert result.parts["gemeente"] == euro("1402.20")  # D24

    def test_what_was_asked_for_is_counted_with_its_condition(self):
        result = run("plaatsing", **PLACE | {"groep": "statushouder", "instrumenten": ["lks"]})
        assert result.entitled == "maybe"
        assert [one.values["kind"] for one in result.notices if one.code == "counted_if"] == ["lks"]

    def test_what_a_group_cannot_have_is_not_counted(self):
        result = run("plaatsing", **PLACE | {"groep": "wsw", "instrumenten": ["lks"]})
        assert result.parts == {"werkgever": result.get("before")}
        assert [one.values["kind"] for one in result.notices if one.code == "not_counted"] == ["lks"]

    @pytest.mark.parametrize(
        "pair", [["lks", "loondispensatie"], ["lks-forfait", "loondispensatie"], ["lks", "lks-forfait"]]
    )
    def test_two_that_exclude_each_other_are_refused_together(self, pair):
        with pytest.raises(InvalidCase) as caught:
            run("plaatsing", **PLACE, instrumenten=pair)
        assert [(one.field, one.code) for one in caught.value.problems] == [("use", "never_together")]


class TestLater:
    def test_july_brings_a_higher_wage_and_the_same_subsidy(self):
        result = run("plaatsing", **PLACE | {"datum": "2026-03-01"})
        assert result.later_on == date(2026, 7, 1)
        assert isinstance(result.later, Result)
        assert result.later.get("before") > result.get("before")
        assert result.later.parts["gemeente"] == result.parts["gemeente"]

    def test_january_2027_is_not_known_and_says_what_is_missing(self):
        result = run("plaatsing", **PLACE | {"datum": "2026-11-25"})
        assert result.later_on == date(2027, 1, 1)
        assert isinstance(result.later, UnknownAmount)
        assert result.later.key == "wml_referentiemaandloon"

    def test_fixed_share_gives_way_to_the_measured_one_when_it_ends(self):
        result = run("plaatsing", **PLACE | {"datum": "2026-08-01", "begonnen_op": "2026-04-01", "forfait": "ja"})
        assert result.later_on == date(2026, 10, 1)
        assert [one.kind for one in result.later.inside] == ["lks", "lkv"]

    def test_contract_that_ends_first_has_no_later(self):
        result = run("plaatsing", **PLACE | {"datum": "2026-09-01", "contract_maanden": 3})
        assert (result.later_on, result.later) == (None, None)


@settings(deadline=None)
@given(
    on=st.dates(date(2024, 7, 1), date(2026, 12, 31)),
    hours=st.decimals(1, 40, places=1),
    group=st.sampled_from([one for one in GROUPS if one not in ("ww_56plus", "scholingsbelemmerd")]),
    value=st.none() | st.integers(1, 99),
    age=st.sampled_from(["18", "20", "21", "aow"]),
    charges=st.none() | st.decimals(0, 60, places=1),
    forfait=st.booleans(),
)
def test_parts_always_add_up_to_the_whole_and_nobody_pays_less_than_nothing(
    on, hours, group, value, age, charges, forfait
):
    case = PlacementCase(
        on=on, hours=hours, group=group, wage_value=value, age=age, charges_pct=charges, forfait=forfait
    )
    result = calculate("plaatsing", case, TABLE)
    assert sum(result.parts.values()) == result.get("before")
    assert all(part >= 0 for name, part in result.parts.items() if name != "werkgever")
    assert not {"gemeente", "loondispensatie"} <= set(result.parts)
    assert result.amount <= result.get("before")


@settings(deadline=None)
@given(st.decimals(1, 40, places=1), st.integers(1, 99))
def test_every_instrument_inside_is_the_same_as_on_its_own(hours, value):
    place = calculate(
        "plaatsing",
        PlacementCase(on=date(2026, 7, 1), hours=hours, group="pwet_lks_register", wage_value=value),
        TABLE,
    )
    alone = run("lks", datum="2026-07-01", uren=Decimal(hours), loonwaarde=value, groep="pwet_lks_register")
    assert place.inside[0].amount == alone.amount == place.parts["gemeente"]
