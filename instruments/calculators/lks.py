"""Loonkostensubsidie, on a measured wage value or for the first half year at a fixed share (Participatiewet article 10d)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from instruments.amounts import AmountTable
from instruments.calculators import basis
from instruments.calculators.case import (
    Case,
    InvalidCase,
    Problem,
    between,
    check_group,
    check_start,
    check_wage_value,
    check_week,
)
from instruments.calculators.days import add_months
from instruments.calculators.entitlement import NO, judge
from instruments.calculators.result import Result, Working
from instruments.groups import BBL_YOUTH, YOUTH

PER_MONTH = ("per_month", "EUR/maand")
PERCENT = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class _LksBase(Case):
    """What both kinds of subsidy need: hours, age, the full week of the sector, the group and the start of the job."""

    hours: Decimal
    age: str = "21"
    bbl: bool = False
    full_time_hours: Decimal = Decimal(36)
    group: str | None = None
    started_on: date | None = None

    def check(self) -> Iterator[Problem | None]:
        yield from super().check()
        yield from check_week(self)
        yield from check_group(self)
        yield from check_start(self)

    @property
    def fixed_on(self) -> date:
        """Return the day whose minimum wage counts: a subsidy is fixed at its start and again every 1 January, not in July."""
        start = self.started_on or self.on
        return max(start, date(self.on.year, 1, 1))


@dataclass(frozen=True, kw_only=True)
class LksCase(_LksBase):
    """Subsidy on a measured wage value; `holiday_pct` is the legal holiday allowance of the job when it is above the minimum."""

    wage_value: int
    holiday_pct: Decimal | None = None

    def check(self) -> Iterator[Problem | None]:
        yield from super().check()
        yield from check_wage_value(self)
        yield between("holiday_pct", self.holiday_pct, Decimal(0), Decimal(25))


@dataclass(frozen=True, kw_only=True)
class ForfaitCase(_LksBase):
    """Subsidy without a measured wage value, in the first months of a job."""


def lks(case: LksCase, amounts: AmountTable) -> Result:
    """Return the monthly subsidy: what the wage value falls short of the minimum wage, capped, by hours, with the charges."""
    work = Working("lks", case, ("gemeente",))
    entitled = judge("lks", case.group)
    if entitled == NO:
        return work.refuse("group", PER_MONTH)
    table = amounts.at(case.fixed_on)
    minimum, with_holiday = minimum_with_holiday(work, case, table)
    holiday_pct = get_holiday_pct(case, table)
    earned = minimum * case.wage_value / PERCENT
    earned = work.step(
        "earned",
        add(earned, holiday_pct),
        "EUR",
        minimum=minimum,
        pct=Decimal(case.wage_value),
        holiday=holiday_pct,
        basis=basis.PWET_10D,
    )
    short = work.step("short", with_holiday - earned, "EUR", whole=with_holiday, earned=earned, basis=basis.PWET_10D)
    most = table.get("lks_max_pct")
    cap = work.step("cap", with_holiday * most.value / PERCENT, "EUR", most, whole=with_holiday, pct=most.value)
    if short > cap:
        work.notice("cap_binds", pct=most.value)
    lowest = fall_short(with_holiday, earned, most.value)
    work.step("lowest", lowest, "EUR", short=short, cap=cap, basis=basis.PWET_10D)
    monthly = by_hours_with_charges(work, case, table, lowest)
    remind(work, case, entitled)
    return work.finish(entitled, ("per_month", monthly, "EUR/maand"))


def lks_forfait(case: ForfaitCase, amounts: AmountTable) -> Result:
    """Return the monthly subsidy at the fixed share; only in the first months of the job."""
    work = Working("lks-forfait", case, ("gemeente",))
    entitled = judge("lks-forfait", case.group)
    if entitled == NO:
        return work.refuse("group", PER_MONTH)
    table = amounts.at(case.fixed_on)
    ends_on = get_forfait_end(case.started_on or case.on, table)
    if case.on >= ends_on:
        return work.refuse("forfait_over", PER_MONTH, day=ends_on)
    _, with_holiday = minimum_with_holiday(work, case, table)
    share = table.get("lks_forfait_pct")
    fixed = work.step("share", with_holiday * share.value / PERCENT, "EUR", share, whole=with_holiday, pct=share.value)
    monthly = by_hours_with_charges(work, case, table, fixed)
    work.notice("forfait_until", day=ends_on)
    remind(work, case, entitled)
    return work.finish(entitled, ("per_month", monthly, "EUR/maand"))


def fall_short(whole: Decimal, earned: Decimal, most_pct: Decimal) -> Decimal:
    """Return what someone earns less than the whole, at most this part of it and never below zero."""
    return max(Decimal(0), min(whole - earned, whole * most_pct / PERCENT))


def for_hours(monthly: Decimal, hours: Decimal, norm: Decimal) -> Decimal:
    """Return the part of a monthly amount that belongs to these hours a week."""
    return monthly * hours / norm


def add(amount: Decimal, pct: Decimal) -> Decimal:
    """Return an amount with a percentage on top."""
    return amount * (1 + pct / PERCENT)


def get_forfait_end(started_on: date, amounts: AmountTable) -> date:
    """Return the first day on which the fixed share no longer holds."""
    return add_months(started_on, int(amounts.get("lks_forfait_maanden").value))


def get_holiday_pct(case, table: AmountTable) -> Decimal:
    """Return the holiday allowance of the job; raises InvalidCase when that is below the legal minimum."""
    least = table.get("vakantiebijslag_pct").value
    if case.holiday_pct is None:
        return least
    if case.holiday_pct < least:
        raise InvalidCase([Problem("holiday_pct", "below_minimum", (least,))])
    return case.holiday_pct


def minimum_with_holiday(work: Working, case, table: AmountTable) -> tuple[Decimal, Decimal]:
    """Write down and return the minimum wage a month for this age, and the same with its holiday allowance."""
    whole = table.get("wml_referentiemaandloon")
    if case.age in YOUTH:
        bbl = case.bbl and case.age in BBL_YOUTH
        part = table.get("wml_jeugd_pct", f"bbl-{case.age}" if bbl else case.age)
        minimum = whole.value * part.value / PERCENT
        work.step("minimum_youth", minimum, "EUR", whole, part, whole=whole.value, pct=part.value)
    else:
        minimum = work.step("minimum", whole.value, "EUR", whole, whole=whole.value)
    holiday = table.get("vakantiebijslag_pct")
    with_holiday = add(minimum, holiday.value)
    work.step("with_holiday", with_holiday, "EUR", holiday, minimum=minimum, pct=holiday.value)
    return minimum, with_holiday


def by_hours_with_charges(work: Working, case, table: AmountTable, monthly: Decimal) -> Decimal:
    """Write down and return the subsidy for these hours, with what is added for the employer's charges."""
    norm = table.get("lks_uren_norm")
    counted = min(case.hours, case.full_time_hours)
    if case.hours > case.full_time_hours:
        work.notice("hours_capped", hours=case.full_time_hours)
    part = for_hours(monthly, counted, norm.value)
    work.step("by_hours", part, "EUR", norm, monthly=monthly, hours=counted, norm=norm.value)
    charges = table.get("lks_werkgeverslasten_pct")
    return work.step("with_charges", add(part, charges.value), "EUR", charges, part=part, pct=charges.value)


def remind(work: Working, case, entitled: str) -> None:
    """Write down what an employer should know beside the sum."""
    if case.fixed_on < case.on and case.fixed_on.month < 7 <= case.on.month:
        work.notice("july_does_not_count", day=case.fixed_on)
    if case.group is None:
        work.notice("check_group")
    elif entitled != "yes":
        work.notice("condition")
    work.notice("wage_above_minimum")
