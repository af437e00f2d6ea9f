"""One calculation as a screen asks for it: a subsidy with the cost of the place beside it, and the bar of who pays what."""

import pytest

from instruments.amounts import UnknownAmount
from instruments.calculators import InvalidCase
from instruments.what_if import KINDS, work_out
from instruments.wording import build_bar
from tests.instruments.sums import TABLE, euro

LKS = {"on": "2026-07-01", "hours": "32", "wage_value": "60", "group": "pwet_lks_register"}


class TestSubsidy:
    def test_comes_with_what_the_place_costs_and_only_that_subsidy_counted(self):
        worked = work_out("lks", LKS, TABLE)
        assert worked.result.amount == euro("1121.76")
        assert worked.cost.parts == {"werkgever": euro("1682.64"), "gemeente": euro("1121.76")}

    def test_wage_counts_in_the_cost_and_not_in_the_subsidy(self):
        worked = work_out("lks", LKS | {"wage": "2.500,00", "charges_pct": "20"}, TABLE)
        assert worked.result.amount == euro("1121.76")
        assert sum(worked.cost.parts.values()) == euro("3240.00")  # 2500 x 1.08 x 1.20

    def test_fixed_share_needs_no_wage_value(self):
        given = {name: value for name, value in LKS.items() if name != "wage_value"}
        worked = work_out("lks-forfait", given, TABLE)
        assert worked.result.amount == euro("1402.20")  # D24
        assert worked.cost.parts["gemeente"] == euro("1402.20")

    def test_without_a_group_it_has_to_be_checked(self):
        worked = work_out("lks", LKS | {"group": ""}, TABLE)
        assert worked.result.entitled == "maybe"
        assert worked.cost.parts["gemeente"] == euro("1121.76")

    def test_group_without_a_right_has_no_cost_beside_it(self):
        worked = work_out("lks", LKS | {"group": "geen_groep"}, TABLE)
        assert worked.result.entitled == "no"
        assert worked.cost is None

    def test_mistakes_in_subsidy_and_place_are_told_together_each_once(self):
        with pytest.raises(InvalidCase) as error:
            work_out("lks", LKS | {"hours": "60", "wage_value": "honderd", "wage": "-3"}, TABLE)
        assert sorted(one.field for one in error.value.problems) == ["hours", "wage", "wage_value"]

    def test_date_after_what_is_known_is_never_calculated(self):
        with pytest.raises(UnknownAmount):
            work_out("lks", LKS | {"on": "2027-01-01"}, TABLE)


def test_description_can_be_kept_as_json_with_the_cost_in_it():
    described = work_out("lks", LKS, TABLE).describe()
    assert described["outcomes"][0]["text"] == "€ 1.121,76 per maand"
    assert [one["text"] for one in described["cost"]["parts"]] == ["€ 1.682,64", "€ 1.121,76"]
    assert {row["field"]: row["text"] for row in described["input"]}["wage_value"] == "60%"
    assert described["holds_until_text"] == "31 december 2026"


def test_what_was_abolished_is_not_offered_on_a_screen():
    assert "liv" not in KINDS


def test_placement_without_a_group_asks_for_one():
    result = work_out("plaatsing", {"on": "2026-07-01", "hours": "32"}, TABLE).result
    assert [one.code for one in result.notices][0:2] == ["charges_assumed", "choose_group"]
    assert result.parts == {"werkgever": euro("2804.40")}


def test_loondispensatie_divides_the_wage_of_the_job_to_the_cent():
    given = {"on": "2026-07-01", "job_wage": "2337,01", "wage_value": "60", "group": "wajong_arbeidsvermogen"}
    result = work_out("loondispensatie", given, TABLE).result
    assert sum(result.parts.values()) == euro("2337.01")
    assert result.parts["werkgever"] == result.get("wage")


class TestBar:
    PARTS = work_out("plaatsing", LKS, TABLE).describe()["parts"]

    def test_parts_fill_the_whole_width_in_order(self):
        bar = build_bar(self.PARTS)
        assert [one.code for one in bar.segments] == ["werkgever", "gemeente", "belastingdienst"]
        assert [one.x for one in bar.segments] == [0, 550, 950]
        assert bar.segments[-1].x + bar.segments[-1].width == pytest.approx(1000, abs=5)
        assert [one.share for one in bar.segments] == ["55%", "40%", "5%"]

    def test_sentence_says_what_the_picture_shows(self):
        assert build_bar(self.PARTS).title == (
            "Van de kosten van € 2.804,40 per maand betaalt u zelf € 1.542,59 en de gemeente € 1.121,76 "
            "en de Belastingdienst € 140,05."
        )

    def test_on_the_scale_of_a_larger_one_it_is_shorter(self):
        half = build_bar(self.PARTS, euro("5608.80"))
        assert [one.x for one in half.segments] == [0, 275, 475]
        assert [one.share for one in half.segments] == ["55%", "40%", "5%"]

    def test_part_below_zero_has_words_and_no_width(self):
        parts = [
            {"code": "werkgever", "label": "Dit betaalt u zelf", "value": "-10.00", "text": "€ -10,00"},
            {"code": "gemeente", "label": "Subsidie", "value": "110.00", "text": "€ 110,00"},
        ]
        bar = build_bar(parts)
        assert [one.width for one in bar.segments] == [0, 996]
        assert bar.total == "€ 100,00"

    def test_nothing_to_divide_gives_no_bar(self):
        assert build_bar([]) is None
