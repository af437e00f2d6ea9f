"""No-riskpolis: the daily wage and what UWV pays a day when someone from the groups of Ziektewet article 29b is ill."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from instruments.amounts import AmountTable
from instruments.calculators import basis
from instruments.calculators.case import Case, Problem, between, check_group, check_start
from instruments.calculators.days import add_months
from instruments.calculators.entitlement import MAYBE, NO, judge
from instruments.calculators.result import Result, Working

NOTHING = (("per_day", "EUR/dag"), ("daily_wage", "EUR/dag"))
FIVE_YEARS = ("wia_wga", "wia_35min", "scholingsbelemmerd")  # for the others it has no end


@dataclass(frozen=True, kw_only=True)
class NoRiskCase(Case):
    """The wage of the year before the illness; `on` is the first sick day, `days` the days when there are fewer than a year.

    `full` asks for up to 100% in the first 52 weeks; `wage_a_day` is what the employer owes a day, which it never exceeds.
    """

    wage_year: Decimal
    holiday_allowance: Decimal = Decimal(0)
    days: int | None = None
    full: bool = False
    wage_a_day: Decimal | None = None
    group: str | None = None
    started_on: date | None = None

    def check(self) -> Iterator[Problem | None]:
        yield from super().check()
        yield between("wage_year", self.wage_year, Decimal(1), Decimal(200_000))
        yield between("holiday_allowance", self.holiday_allowance, Decimal(0), Decimal(50_000))
        yield between("days", self.days, 1, 261)
        yield between("wage_a_day", self.wage_a_day, Decimal(0), Decimal(1_000))
        yield from check_group(self)
        yield from check_start(self)


def no_risk(case: NoRiskCase, amounts: AmountTable) -> Result:
    """Return the benefit a day and the daily wage it rests on."""
    work = Working("no-risk", case, ("uwv",))
    entitled = judge("no-risk", case.group)
    if entitled == NO:
        return work.refuse("group", *NOTHING)
    table = amounts.at(case.on)
    if case.group in FIVE_YEARS:
        years = table.get("norisk_jaren")
        ends_on = case.started_on and add_months(case.started_on, 12 * int(years.value))
        if ends_on and case.on >= ends_on:
            return work.refuse("five_years_over", *NOTHING, day=ends_on)
        work.notice("five_years", years=years.value)
    wage = case.wage_year + case.holiday_allowance
    work.step(
        "wage_with_holiday", wage, "EUR", wage=case.wage_year, holiday=case.holiday_allowance, basis=basis.DAILY_WAGE
    )
    days = table.get("norisk_dagloondeler")
    divisor = days.value if case.days is None else Decimal(case.days)
    daily = wage / divisor
    work.step("daily_wage", daily, "EUR/dag", *([days] if case.days is None else []), wage=wage, days=divisor)
    share = table.get("norisk_pct_dagloon", "eerste-jaar" if case.full else "gewoon")
    paid = work.step("benefit", daily * share.value / 100, "EUR/dag", share, daily=daily, pct=share.value)
    if case.wage_a_day is not None and paid > case.wage_a_day:
        paid = work.step("no_more_than_wage", case.wage_a_day, "EUR/dag", wage=case.wage_a_day, basis=basis.ZW_29B)
    work.notice("on_request" if case.full else "can_be_full")
    work.notice("report_in_time", weeks=table.get("norisk_meldtermijn_weken").value)
    if entitled == MAYBE:
        work.notice("check_group" if case.group is None else "condition")
    return work.finish(entitled, ("per_day", paid, "EUR/dag"), ("daily_wage", daily, "EUR/dag"))
