"""Internal job coach of UWV: the most hours of guidance in a year. What UWV pays for it today was not found, so no euros."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from instruments.amounts import AmountTable
from instruments.calculators import basis
from instruments.calculators.case import WEEKS, Case, Problem, between, check_group, check_hours
from instruments.calculators.entitlement import MAYBE, NO, judge
from instruments.calculators.result import Result, Working

NOTHING = (("hours_per_year", "uur/jaar"), ("hours_per_week", "uur/week"))
LAST_KNOWN_YEAR = 3  # its percentage also holds for an extension


@dataclass(frozen=True, kw_only=True)
class JobCoachCase(Case):
    """Contract hours, the year of guidance (1 is the first), the length of the contract and the wage as share of the minimum."""

    hours: Decimal
    year: int = 1
    weeks: int = WEEKS
    contract_months: int | None = None
    wage_pct: Decimal | None = None
    group: str | None = None

    def check(self) -> Iterator[Problem | None]:
        yield from super().check()
        yield from check_hours(self)
        yield between("year", self.year, 1, 10)
        yield between("weeks", self.weeks, 1, WEEKS)
        yield between("contract_months", self.contract_months, 1, 600)
        yield between("wage_pct", self.wage_pct, Decimal(1), Decimal(1_000))
        yield from check_group(self)


def job_coach(case: JobCoachCase, amounts: AmountTable) -> Result:
    """Return the most hours of guidance in this year and a week."""
    work = Working("jobcoach", case, ("uwv",))
    entitled = judge("jobcoach", case.group)
    if entitled == NO:
        return work.refuse("job_coach_group", *NOTHING)
    table = amounts.at(case.on)
    limits = [
        ("too_few_hours", case.hours, table.get("ijc_uren_min")),
        ("contract_too_short", case.contract_months, table.get("ijc_contract_maanden")),
        ("wage_too_low", case.wage_pct, table.get("ijc_loon_min_pct")),
    ]
    for code, value, least in limits:
        if value is not None and value < least.value:
            return work.refuse(code, *NOTHING, months=least.value, least=least.value)
    share = table.get("ijc_pct_uren", str(min(case.year, LAST_KNOWN_YEAR)))
    worked = work.step(
        "hours_worked",
        case.hours * case.weeks,
        "uur/jaar",
        hours=case.hours,
        weeks=Decimal(case.weeks),
        basis=basis.JOB_COACH,
    )
    guided = work.step("guidance", worked * share.value / 100, "uur/jaar", share, worked=worked, pct=share.value)
    if case.year > LAST_KNOWN_YEAR:
        work.notice("extension", years=table.get("ijc_jaren_max").value)
    work.notice("no_amount_known")
    if entitled == MAYBE:
        work.notice("check_group" if case.group is None else "condition")
    weekly = guided / case.weeks
    return work.finish(entitled, ("hours_per_year", guided, "uur/jaar"), ("hours_per_week", weekly, "uur/week"))
