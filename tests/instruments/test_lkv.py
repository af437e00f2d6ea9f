"""Loonkostenvoordeel and its abolished neighbours: worked examples with their source, start dates, caps and the highest one."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.amounts import UnknownAmount
from instruments.calculators import LkvCase, lkv
from tests.instruments.sums import TABLE, euro, notices, run

REGISTER, WIA = "pwet_lks_register", "wia_wga"

EXAMPLES = [
    # Exact: regelrecht scenarios of MinBZK (2026).
    ("S11", {"jaar": 2026, "uren": 1664, "groep": REGISTER}, "1680.64"),
    ("S13", {"jaar": 2026, "uren": 2000, "groep": WIA}, "6000.00"),
    ("S14", {"jaar": 2026, "uren": 1500, "groep": REGISTER}, "1515.00"),
    ("S16", {"jaar": 2026, "uren": 1500}, "0"),  # no group
    ("S17", {"jaar": 2026, "uren": 1500, "groep": REGISTER, "verzoek": False}, "0"),
    ("S18", {"jaar": 2026, "uren": 1500, "groep": REGISTER, "leeftijd": "aow"}, "0"),
    # Derived: our own arithmetic by Wtl chapter 2, text of 2026 (domain file, 3.2).
    ("L01", {"jaar": 2026, "uren": 832, "groep": REGISTER}, "840.32"),
    ("L02", {"jaar": 2026, "uren": 1248, "groep": REGISTER}, "1260.48"),
    ("L03", {"jaar": 2026, "uren": 1560, "groep": REGISTER}, "1575.60"),
    ("L06", {"jaar": 2026, "uren": 832, "groep": WIA}, "2537.60"),
    ("L07", {"jaar": 2026, "uren": 1248, "groep": WIA}, "3806.40"),
    ("L08", {"jaar": 2026, "uren": 1560, "groep": WIA}, "4758.00"),
    ("L09", {"jaar": 2026, "uren": 1967, "groep": WIA}, "5999.35"),
    ("L10", {"jaar": 2026, "uren": 1968, "groep": WIA}, "6000.00"),
    ("L11", {"jaar": 2025, "uren": 1560, "groep": "ww_56plus"}, "2106.00"),  # started in 2025
    ("L13", {"jaar": 2025, "uren": 1926, "groep": "ww_56plus"}, "2600.00"),
]


@pytest.mark.parametrize(("code", "given", "expected"), EXAMPLES, ids=[code for code, _, _ in EXAMPLES])
def test_benefit_is_that_of_the_example(code, given, expected):
    assert run("lkv", **given).amount == euro(expected)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_older_worker_who_started_in_2023_keeps_the_old_rate_until_2026(year):
    """S20, exact: accountancyvanmorgen.nl, 23 November 2023."""
    result = run("lkv", datum=f"{year}-01-01", begonnen_op="2023-05-01", uren=100, groep="ww_56plus")
    assert result.amount == euro("305.00")


@pytest.mark.parametrize(
    ("start", "year", "expected"),
    [
        ("2024-03-01", 2024, "305.00"),
        ("2024-03-01", 2025, "135.00"),
        ("2024-03-01", 2026, "0"),
        ("2025-03-01", 2025, "135.00"),
        ("2025-03-01", 2026, "0"),
        ("2026-03-01", 2026, "0"),
        ("2022-12-31", 2026, "0"),  # three years are over
        ("2023-12-31", 2027, "0"),  # at the latest 2026
    ],
)
def test_older_worker_gets_what_belongs_to_the_year_of_the_start(start, year, expected):
    """Wtl text 2025 and article 6.2a of the text of 2026."""
    result = run("lkv", datum=f"{year}-12-31", begonnen_op=start, uren=100, groep="ww_56plus")
    assert result.amount == euro(expected)
    assert (result.entitled == "no") == (expected == "0")


class TestTarget:
    def test_since_2026_there_is_no_end_and_no_declaration(self):
        old = run("lkv", jaar=2026, begonnen_op="2019-01-01", uren=100, groep=REGISTER, doelgroepverklaring="nee")
        assert (old.entitled, old.amount) == ("yes", euro("101.00"))

    def test_before_2026_three_years_and_a_declaration_were_needed(self):
        over = run("lkv", datum="2025-06-01", begonnen_op="2021-12-31", uren=100, groep=REGISTER)
        without = run("lkv", datum="2025-06-01", uren=100, groep=REGISTER, doelgroepverklaring="nee")
        assert (notices(over), over.amount) == (["period_over"], 0)
        assert (notices(without), without.amount) == (["no_declaration"], 0)

    def test_cap_is_reached_at_1981_hours(self):
        assert run("lkv", jaar=2026, uren=1980, groep=REGISTER).amount == euro("1999.80")
        capped = run("lkv", jaar=2026, uren=1981, groep=REGISTER)
        assert capped.amount == euro("2000.00")
        assert "lkv_cap" in notices(capped)


class TestDisabled:
    @pytest.mark.parametrize(
        ("given", "code"),
        [({"doelgroepverklaring": "nee"}, "no_declaration"), ({"eerder_in_dienst": "ja"}, "employed_before")],
    )
    def test_missed_condition_means_nothing_and_says_which(self, given, code):
        result = run("lkv", jaar=2026, uren=100, groep=WIA, **given)
        assert (result.entitled, result.amount, notices(result)) == ("no", 0, [code])

    def test_three_years_count_from_the_start(self):
        last = run("lkv", datum="2026-06-01", begonnen_op="2023-06-01", uren=100, groep=WIA)
        over = run("lkv", datum="2026-06-01", begonnen_op="2022-12-31", uren=100, groep=WIA)
        assert last.amount == euro("305.00")
        assert "ends_this_year" in notices(last)
        assert (over.amount, notices(over)) == (0, ["period_over"])

    def test_own_employee_who_resumes_work_gives_one_year(self):
        now = run("lkv", datum="2026-06-01", begonnen_op="2026-01-15", uren=100, groep=WIA, eigen_werknemer="ja")
        later = run("lkv", datum="2026-06-01", begonnen_op="2024-12-31", uren=100, groep=WIA, eigen_werknemer="ja")
        assert (now.amount, now.entitled) == (euro("305.00"), "maybe")
        assert later.amount == 0


def test_only_the_highest_counts():
    both = run("lkv", jaar=2026, uren=1000, varianten=["ba", "ag"])
    assert both.amount == euro("3050.00")
    assert next(one.values["variant"] for one in both.notices if one.code == "highest_counts") == "ag"
    assert len([one for one in both.steps if one.code == "lkv_capped"]) == 2


def test_first_named_wins_a_tie():
    """Wtl article 4.1 lid 3."""
    tie = run("lkv", jaar=2026, uren=1000, varianten=["hp", "ag"])
    assert next(one.values["variant"] for one in tie.notices if one.code == "highest_counts") == "hp"


@pytest.mark.parametrize("group", ["beschut_werk", "ww", "geen_groep", "bijstand_geen_beperking"])
def test_group_without_a_benefit_hears_so(group):
    result = run("lkv", jaar=2026, uren=1000, groep=group)
    assert (result.entitled, result.amount, notices(result)) == ("no", 0, ["no_lkv_group"])


def test_group_outside_the_register_has_it_only_when_registered():
    assert run("lkv", jaar=2026, uren=100, groep="statushouder").amount == 0
    assert run("lkv", jaar=2026, uren=100, groep="statushouder", in_register="ja").amount == euro("101.00")


def test_year_after_the_last_known_amount_is_refused():
    with pytest.raises(UnknownAmount) as caught:
        run("lkv", jaar=2027, uren=1000, groep=REGISTER)
    assert (caught.value.key, caught.value.variant) == ("lkv_uur", "ba")


def test_amount_of_a_transition_that_was_not_found_is_refused():
    """The domain file has the amounts of 2024 and 2025 only, and the transition itself."""
    assert run("lkv", datum="2025-06-01", uren=100, groep="scholingsbelemmerd").amount == euro("101.00")
    with pytest.raises(UnknownAmount):
        run("lkv", datum="2026-06-01", begonnen_op="2025-06-01", uren=100, groep="scholingsbelemmerd")
    assert notices(run("lkv", datum="2026-06-01", uren=100, groep="scholingsbelemmerd")) == ["lkv_over"]


LIV = [
    # Exact: regelrecht scenario lage_inkomensvoordeel of MinBZK (2026), rules of 2024.
    ("S22", "21750.00", 1500, "735.00"),
    ("S23", "31680.00", 2200, "960.00"),  # cap
    ("S24", "22500.00", 1500, "0"),  # 15.00 an hour is above 14.91
    ("S25", "14500.00", 1000, "0"),  # fewer than 1248 hours
]


@pytest.mark.parametrize(("code", "wage", "hours", "expected"), LIV, ids=[row[0] for row in LIV])
def test_low_income_benefit_of_2024_is_that_of_the_example(code, wage, hours, expected):
    assert run("liv", jaar=2024, jaarloon=wage, uren=hours).amount == euro(expected)


@pytest.mark.parametrize("year", [2025, 2026, 2030])
def test_low_income_benefit_is_gone_since_2025(year):
    result = run("liv", jaar=year, jaarloon="21750", uren=1500)
    assert (result.entitled, result.amount, notices(result)) == ("no", 0, ["liv_over"])


groups = st.sampled_from([REGISTER, WIA, "wia_35min", "wajong_arbeidsvermogen", "register_andere_grond"])


@settings(deadline=None)
@given(st.decimals(1, 2600, places=2), groups, st.dates(date(2024, 1, 1), date(2026, 12, 31)))
def test_benefit_is_never_negative_and_never_above_the_cap(hours, group, on):
    result = lkv(LkvCase(on=on, hours_paid=hours, group=group), TABLE)
    most = max(TABLE.at(on).get("lkv_max", variant).value for variant in ("ag", "ba"))
    assert 0 < result.amount <= most


@settings(deadline=None)
@given(st.decimals(1, 990, places=2), groups)
def test_benefit_is_linear_in_hours_under_the_cap(hours, group):
    once = lkv(LkvCase(on=date(2026, 7, 1), hours_paid=hours, group=group), TABLE)
    twice = lkv(LkvCase(on=date(2026, 7, 1), hours_paid=hours + Decimal(1), group=group), TABLE)
    rate = TABLE.get("lkv_uur", "ag" if group.startswith("wia") else "ba").value
    assert twice.exact - once.exact == rate
