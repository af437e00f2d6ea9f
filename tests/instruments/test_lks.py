"""Loonkostensubsidie: the worked examples of the sources, each with its source, and what holds for every subsidy."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from instruments.amounts import UnknownAmount
from instruments.calculators import ForfaitCase, InvalidCase, LksCase, lks, lks_forfait, round_money
from instruments.calculators.lks import add, fall_short, for_hours
from tests.instruments.sums import TABLE, euro, notices, run

JULY = "2026-07-01"

# Derived: our own arithmetic by Participatiewet article 10d lid 4 and 5, checked by hand (domain file, 3.2).
DERIVED = [
    ("D01", "2024-01-01", 50, 36, 21, None, "1380.08"),  # half productivity, full week, 23.5% charges
    ("D02", "2024-07-01", 50, 36, 21, None, "1422.90"),
    ("D03", "2025-01-01", 50, 36, 21, None, "1479.47"),  # 25% charges from here on
    ("D05", "2026-01-01", 50, 36, 21, None, "1548.72"),
    ("D06", JULY, 50, 36, 21, None, "1577.48"),
    ("D07", JULY, 20, 36, 21, None, "2208.47"),  # the cap of 70%
    ("D08", JULY, 29, 36, 21, None, "2208.47"),  # the cap binds: the difference is 71%
    ("D09", JULY, 30, 36, 21, None, "2208.47"),  # the difference is exactly 70%
    ("D12", JULY, 60, 27, 21, None, "946.49"),
    ("D13", JULY, 60, 36, 21, None, "1261.98"),  # equals half of the whole by coincidence: 1.25 x 40%
    ("D15", JULY, 99, 36, 21, None, "31.55"),  # the smallest subsidy
    ("D17", JULY, 50, 36, 20, None, "1261.98"),  # youth percentage
    ("D19", JULY, 60, 36, 18, None, "630.99"),
    ("D21", JULY, 60, 36, 21, "8,33", "1256.20"),  # a cao holiday allowance above 8% lowers the subsidy
]
FORFAIT = [
    ("D23", JULY, 36, "1577.48"),
    ("D24", JULY, 32, "1402.20"),
    ("D25", JULY, 24, "1051.65"),
    ("D26", "2024-07-01", 36, "1422.90"),
    ("D27", "2025-01-01", 36, "1479.47"),
]


@pytest.mark.parametrize(("code", "on", "wage_value", "hours", "age", "holiday", "expected"), DERIVED)
def test_subsidy_is_that_of_the_derived_example(code, on, wage_value, hours, age, holiday, expected):
    result = run("lks", datum=on, loonwaarde=wage_value, uren=hours, leeftijd=age, vakantiebijslag_pct=holiday)
    assert result.amount == euro(expected), code


@pytest.mark.parametrize(("code", "on", "hours", "expected"), FORFAIT)
def test_fixed_share_is_that_of_the_derived_example(code, on, hours, expected):
    assert run("lks-forfait", datum=on, uren=hours).amount == euro(expected), code


WHOLE = Decimal("2523.96")  # minimum wage of July 2026 with holiday allowance
EARNED = Decimal("1514.38")  # 60% of it, which the source rounds to cents first


def test_subsidy_is_that_of_s03_before_rounding():
    """Exact, regelrecht scenarios of MinBZK (2026): 36 hours, with charges. From 60% unrounded it is 1261.98."""
    assert add(for_hours(fall_short(WHOLE, EARNED, Decimal(70)), Decimal(36), Decimal(36)), Decimal(25)) == Decimal(
        "1261.975"
    )


def test_subsidy_without_charges_is_that_of_s06():
    """Exact, regelrecht scenarios of MinBZK (2026): 32 hours. From 60% without rounding in between it is 897.41."""
    assert round_money(for_hours(fall_short(WHOLE, EARNED, Decimal(70)), Decimal(32), Decimal(36))) == euro("897.40")
    step = next(one for one in run("lks", datum=JULY, uren=32, loonwaarde=60).steps if one.code == "by_hours")
    assert round_money(step.value) == euro("897.41")


@pytest.mark.parametrize(
    ("code", "hours", "share", "expected"),
    [
        ("S07", 36, None, "862.00"),
        ("S08", 32, None, "766.22"),
        ("S09", 36, 50, "1077.50"),
        ("S10", 32, 50, "957.78"),
    ],
)
def test_illustration_of_the_pilot_comes_out_with_its_own_round_amounts(code, hours, share, expected):
    """Illustrations of the regelrecht pilot (2026): their minimum wage of 2155 is not a real one."""
    whole, earned = Decimal(2155), Decimal(1293)
    monthly = whole * share / 100 if share else fall_short(whole, earned, Decimal(70))
    assert round_money(for_hours(monthly, Decimal(hours), Decimal(36))) == euro(expected), code


class TestHistory:
    """Old rules, kept as what they were: they say nothing about a subsidy of today."""

    def test_s01_of_2015_counted_without_holiday_allowance(self):
        """rendement.nl, 10 December 2015: half of 1524.60, and 23% charges on top."""
        subsidy = fall_short(Decimal("1524.60"), Decimal("1524.60") / 2, Decimal(70))
        assert subsidy == Decimal("762.30")
        assert round_money(add(subsidy, Decimal(23)) - subsidy) == euro("175.33")

    def test_s02_of_2016_gave_half_as_the_fixed_share(self):
        """rendement.nl, 27 July 2016: 1537.20 with 8%, half of it, 23% charges."""
        whole = add(Decimal("1537.20"), Decimal(8))
        assert round_money(whole) == euro("1660.18")
        assert round_money(whole / 2) == euro("830.09")
        assert round_money(add(whole / 2, Decimal(23)) - whole / 2) == euro("190.92")


class TestDates:
    def test_running_subsidy_keeps_the_minimum_wage_of_january_until_december(self):
        july = run("lks", datum="2026-09-15", begonnen_op="2026-03-01", uren=36, loonwaarde=60)
        assert july.case.fixed_on == date(2026, 3, 1)
        assert july.amount == run("lks", datum="2026-01-01", uren=36, loonwaarde=60).amount
        assert "july_does_not_count" in notices(july)

    def test_subsidy_of_an_earlier_year_is_fixed_again_on_1_january(self):
        assert run("lks", datum="2026-02-01", begonnen_op="2024-08-01", uren=36, loonwaarde=60).case.fixed_on == date(
            2026, 1, 1
        )

    def test_new_subsidy_counts_with_the_minimum_wage_of_its_own_day(self):
        assert "july_does_not_count" not in notices(run("lks", datum="2026-09-15", uren=36, loonwaarde=60))

    @pytest.mark.parametrize(("on", "side"), [("2027-01-01", "before"), ("2023-12-31", "after")])
    def test_date_without_a_known_minimum_wage_is_refused_with_what_is_missing(self, on, side):
        with pytest.raises(UnknownAmount) as caught:
            run("lks", datum=on, uren=36, loonwaarde=60)
        assert caught.value.key == "wml_referentiemaandloon"
        assert getattr(caught.value, side) is not None

    def test_fixed_share_ends_after_six_months(self):
        last = run("lks-forfait", datum="2026-08-31", begonnen_op="2026-03-01", uren=36)
        over = run("lks-forfait", datum="2026-09-01", begonnen_op="2026-03-01", uren=36)
        assert (last.entitled, over.entitled) == ("maybe", "no")
        assert over.amount == 0
        assert notices(over) == ["forfait_over"]


class TestSteps:
    def test_every_step_carries_a_source_with_its_date(self):
        result = run("lks", datum=JULY, uren=32, loonwaarde=60, leeftijd=20)
        assert [one.code for one in result.steps] == [
            "minimum_youth",
            "with_holiday",
            "earned",
            "short",
            "cap",
            "lowest",
            "by_hours",
            "with_charges",
        ]
        assert all(source.title and source.date for step in result.steps for source in step.sources)
        assert all(step.sources for step in result.steps)
        assert result.holds_until == date(2026, 12, 31)
        assert result.is_printable

    def test_only_the_outcome_is_rounded(self):
        result = run("lks", datum=JULY, uren=32, loonwaarde=60)
        assert result.exact == result.steps[-1].value == Decimal("1121.76")
        assert result.steps[2].value == Decimal("1514.376")

    def test_hours_above_the_full_week_of_the_sector_do_not_count(self):
        full = run("lks", datum=JULY, uren=38, loonwaarde=60)
        assert full.amount == run("lks", datum=JULY, uren=36, loonwaarde=60).amount
        assert "hours_capped" in notices(full)
        forty = run("lks", datum=JULY, uren=40, voltijd_uren=40, loonwaarde=60)
        assert round_money(full.exact * 40 / 36) == forty.amount

    def test_learning_on_the_job_has_its_own_percentage(self):
        with_school = run("lks", datum=JULY, uren=36, loonwaarde=60, leeftijd=19, bbl="ja")
        assert with_school.exact == run("lks", datum=JULY, uren=36, loonwaarde=60).exact * Decimal("0.525")


@pytest.mark.parametrize(
    "group", ["wajong_arbeidsvermogen", "wajong_dga_iva", "wsw", "bijstand_geen_beperking", "geen_groep"]
)
def test_group_without_a_right_gets_nothing_and_hears_why(group):
    for result in (
        run("lks", datum=JULY, uren=36, loonwaarde=60, groep=group),
        run("lks-forfait", datum=JULY, uren=36, groep=group),
    ):
        assert (result.entitled, result.amount, result.steps) == ("no", 0, ())
        assert notices(result) == ["group"]


@pytest.mark.parametrize(
    ("group", "entitled"),
    [("pwet_lks_register", "yes"), ("beschut_werk", "yes"), ("statushouder", "maybe"), (None, "maybe")],
)
def test_right_is_certain_only_for_the_groups_of_the_table(group, entitled):
    assert run("lks", datum=JULY, uren=36, loonwaarde=60, groep=group).entitled == entitled


def test_holiday_allowance_below_the_legal_one_is_refused():
    with pytest.raises(InvalidCase) as caught:
        run("lks", datum=JULY, uren=36, loonwaarde=60, vakantiebijslag_pct=7)
    assert [(one.field, one.code) for one in caught.value.problems] == [("holiday_pct", "below_minimum")]


DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
VALUES = st.integers(1, 99)
HOURS = st.decimals(1, 48, places=1)
AGES = st.sampled_from(["15", "16", "17", "18", "19", "20", "21"])
calm = settings(deadline=None)


def subsidy(on, hours, wage_value, age="21", bbl=False):
    return lks(LksCase(on=on, hours=hours, wage_value=wage_value, age=age, bbl=bbl), TABLE)


@calm
@given(DAYS, HOURS, VALUES, AGES, st.booleans())
def test_subsidy_is_never_negative_and_never_above_the_cap(on, hours, value, age, bbl):
    result = subsidy(on, hours, value, age, bbl)
    steps = {one.code: one.value for one in result.steps}
    assert 0 <= steps["lowest"] <= steps["cap"]
    charges = TABLE.at(on).get("lks_werkgeverslasten_pct").value
    assert 0 < result.amount <= round_money(add(steps["cap"], charges))


@calm
@given(DAYS, HOURS, VALUES, VALUES)
def test_subsidy_falls_as_the_wage_value_rises(on, hours, one, other):
    assume(one < other)
    lower, higher = subsidy(on, hours, one), subsidy(on, hours, other)
    assert lower.exact >= higher.exact
    assert lower.exact > higher.exact or other <= 30  # under 30% the cap makes it flat


@calm
@given(DAYS, st.decimals(1, 18, places=2), VALUES)
def test_subsidy_is_linear_in_hours_up_to_the_norm(on, hours, value):
    assert subsidy(on, hours * 2, value).exact == subsidy(on, hours, value).exact * 2


@calm
@given(DAYS, AGES)
def test_subsidy_is_continuous_at_30_percent(on, age):
    """At 30% the difference is exactly the cap: one percent of wage value more takes one percent of the whole off."""
    at, below, above = (subsidy(on, Decimal(36), value, age) for value in (30, 29, 31))
    assert below.exact == at.exact
    whole = next(one.value for one in at.steps if one.code == "with_holiday")
    charges = TABLE.at(on).get("lks_werkgeverslasten_pct").value
    assert at.exact - above.exact == add(whole / 100, charges)


@calm
@given(DAYS, HOURS, AGES)
def test_fixed_share_is_the_subsidy_at_half_the_wage_value(on, hours, age):
    fixed = lks_forfait(ForfaitCase(on=on, hours=hours, age=age), TABLE)
    assert fixed.exact == subsidy(on, hours, 50, age).exact


@calm
@given(DAYS, HOURS, VALUES)
def test_outcome_is_rounded_once_and_half_up(on, hours, value):
    result = subsidy(on, hours, value)
    assert abs(result.amount - result.exact) <= Decimal("0.005")
    assert round_money(result.exact) == result.amount
