"""No-risk, loondispensatie, job coach and social return: worked examples with their source, and who gets nothing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.amounts import Source
from instruments.calculators import (
    CALCULATORS,
    Block,
    Fill,
    InvalidCase,
    JobCoachCase,
    LoondispensatieCase,
    SroiCase,
    calculate,
)
from tests.instruments.sums import TABLE, euro, notices, run

JULY = "2026-07-01"
DAY = date(2026, 7, 1)
WAGE = {"jaarloon": "31320", "vakantiebijslag": "2505,60"}


class TestNoRisk:
    def test_daily_wage_is_that_of_s26(self):
        """Exact, regelrecht scenarios of MinBZK (2026): 31,320 and 8% over 261 days."""
        assert run("no-risk", datum=JULY, **WAGE).get("daily_wage") == euro("129.60")

    def test_benefit_at_100_percent_is_that_of_n02(self):
        """Derived: the whole daily wage in the first 52 weeks, on request (Ziektewet article 29b)."""
        assert run("no-risk", datum=JULY, volledig="ja", **WAGE).amount == euro("129.60")

    def test_benefit_is_70_percent_without_a_request(self):
        result = run("no-risk", datum=JULY, groep="wajong_arbeidsvermogen", **WAGE)
        assert (result.entitled, result.amount) == ("yes", euro("90.72"))
        assert "can_be_full" in notices(result)

    def test_benefit_never_exceeds_the_wage_that_is_owed(self):
        assert run("no-risk", datum=JULY, volledig="ja", loon_per_dag=100, **WAGE).amount == euro("100.00")

    def test_shorter_time_divides_by_its_own_days(self):
        assert run("no-risk", datum=JULY, jaarloon=5000, dagen=50).get("daily_wage") == euro("100.00")

    @pytest.mark.parametrize("group", ["ww", "ww_56plus", "bijstand_geen_beperking", "statushouder", "geen_groep"])
    def test_group_outside_the_law_gets_nothing(self, group):
        result = run("no-risk", datum=JULY, groep=group, **WAGE)
        assert (result.entitled, result.amount, notices(result)) == ("no", 0, ["group"])

    def test_five_years_are_counted_from_the_start_for_the_wia(self):
        within = run("no-risk", datum=JULY, begonnen_op="2021-07-02", groep="wia_wga", **WAGE)
        over = run("no-risk", datum=JULY, begonnen_op="2021-07-01", groep="wia_wga", **WAGE)
        endless = run("no-risk", datum=JULY, begonnen_op="2015-07-01", groep="pwet_lks_register", **WAGE)
        assert (within.entitled, over.entitled, endless.entitled) == ("yes", "no", "yes")
        assert notices(over) == ["five_years_over"]


class TestLoondispensatie:
    def test_wage_by_value_is_that_of_s28(self):
        """Historical, vsvgroningen 2010: 566.05 less 40%. Only the arithmetic, the conditions are those of now."""
        result = run("loondispensatie", datum=JULY, functieloon="566,05", loonwaarde=60)
        assert (result.get("discount"), result.amount) == (euro("226.42"), euro("339.63"))

    @pytest.mark.parametrize(("value", "entitled"), [(75, "yes"), (76, "no")])
    def test_performance_has_to_be_a_quarter_lower(self, value, entitled):
        result = run("loondispensatie", datum=JULY, functieloon=2000, loonwaarde=value, groep="wajong_arbeidsvermogen")
        assert result.entitled == entitled

    def test_contract_has_to_last_six_months(self):
        result = run("loondispensatie", datum=JULY, functieloon=2000, loonwaarde=50, contract_maanden=5)
        assert (result.amount, notices(result)) == (0, ["contract_too_short"])

    @pytest.mark.parametrize("group", ["pwet_lks_register", "wia_wga", "wajong_dga_iva"])
    def test_only_the_wajong_has_it(self, group):
        result = run("loondispensatie", datum=JULY, functieloon=2000, loonwaarde=50, groep=group)
        assert (result.entitled, notices(result)) == ("no", ["group"])

    @settings(deadline=None)
    @given(st.decimals(1, 15000, places=2), st.integers(1, 75))
    def test_wage_and_discount_are_the_whole_wage(self, wage, value):
        case = LoondispensatieCase(on=DAY, job_wage=wage, wage_value=value)
        result = calculate("loondispensatie", case, TABLE)
        assert sum(one.exact for one in result.outcomes) == wage
        assert 0 < result.exact < wage


class TestJobCoach:
    @pytest.mark.parametrize(("year", "hours"), [(1, "187.20"), (2, "93.60"), (3, "74.88"), (4, "74.88")])
    def test_guidance_is_a_share_of_the_hours_that_shrinks(self, year, hours):
        """factorwerk.org: 15%, 7.5% and 6% of 24 hours x 52 weeks; an extension keeps the lowest."""
        result = run("jobcoach", datum=JULY, uren=24, jaar_begeleiding=year)
        assert result.amount == euro(hours)
        assert "no_amount_known" in notices(result)  # what UWV pays today was not found

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"uren": 11}, "too_few_hours"),
            ({"uren": 24, "contract_maanden": 5}, "contract_too_short"),
            ({"uren": 24, "loon_pct_minimumloon": 34}, "wage_too_low"),
            ({"uren": 24, "groep": "pwet_lks_register"}, "job_coach_group"),
        ],
    )
    def test_missed_condition_says_which(self, given, code):
        result = run("jobcoach", datum=JULY, **given)
        assert (result.entitled, result.amount, notices(result)) == ("no", 0, [code])

    @settings(deadline=None)
    @given(st.decimals(12, 48, places=1), st.integers(1, 6))
    def test_guidance_never_exceeds_a_sixth_of_the_work(self, hours, year):
        result = calculate("jobcoach", JobCoachCase(on=DAY, hours=hours, year=year), TABLE)
        assert 0 < result.exact <= hours * 52 * Decimal("0.15")


UTRECHT = Source("Bouwblokken social return, gemeente Utrecht", "gelezen 2026-11-23", "officieel")
BLOCKS = (Block("Bijstand", Decimal(40_000), UTRECHT), Block("Bbl", Decimal(35_000), UTRECHT))


class TestSocialReturn:
    def fill(self, *fills, pct=Decimal(5), value=Decimal(1_000_000)):
        case = SroiCase(on=DAY, contract_value=value, pct=pct, blocks=BLOCKS, fills=fills)
        return calculate("sroi", case, TABLE)

    def test_placements_fill_the_obligation_by_the_blocks_of_the_region(self):
        result = self.fill(Fill("Bijstand"), Fill("Bbl", 1, Decimal(20)))
        assert [one.value for one in result.outcomes] == [euro("3000.00"), euro("50000.00"), euro("47000.00")]
        assert UTRECHT in result.sources

    def test_more_than_asked_leaves_nothing_and_is_never_negative(self):
        assert self.fill(Fill("Bijstand", 3)).amount == 0

    def test_block_that_the_region_does_not_have_is_refused(self):
        with pytest.raises(InvalidCase) as caught:
            self.fill(Fill("Stage"))
        assert [(one.field, one.code, one.limits) for one in caught.value.problems] == [
            ("fills", "unknown_block", ("Stage",))
        ]

    def test_a_file_brings_its_own_blocks_with_their_source(self):
        block = {"naam": "Bijstand", "waarde": "40.000", "bron": "Eigen regio", "datum": "2026-01-01"}
        fill = [{"blok": "Bijstand", "deel_pct": 50}]
        given = {"opdrachtwaarde": "1.000.000,00", "percentage": "5", "bouwblokken": [block], "invulling": fill}
        assert run("sroi", datum=JULY, **given).get("filled") == euro("20000.00")

    def test_block_without_a_source_is_refused(self):
        with pytest.raises(InvalidCase):
            run("sroi", datum=JULY, opdrachtwaarde=1, percentage=5, bouwblokken=[{"naam": "Bijstand", "waarde": 1}])


@pytest.mark.parametrize("calculator", CALCULATORS.values(), ids=CALCULATORS)
def test_nothing_about_a_person_can_be_asked(calculator):
    asked = set(calculator.case.__dataclass_fields__)
    assert not {name for name in asked if any(word in name for word in ("name", "bsn", "birth", "person", "diagnosis"))}
