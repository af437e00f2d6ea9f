"""Lage-inkomensvoordeel: abolished in 2025; kept so that an adviser can show what it was and that it is gone."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from instruments.amounts import AmountTable
from instruments.calculators import basis
from instruments.calculators.case import MOST_HOURS_PAID, Case, Problem, between
from instruments.calculators.result import Result, Working

PER_YEAR = ("per_year", "EUR/jaar")


@dataclass(frozen=True, kw_only=True)
class LivCase(Case):
    """A year's wage and paid hours; `on` says which year."""

    wage_year: Decimal
    hours_paid: Decimal

    def check(self) -> Iterator[Problem | None]:
        yield from super().check()
        yield between("wage_year", self.wage_year, Decimal(1), Decimal(200_000))
        yield between("hours_paid", self.hours_paid, Decimal(1), Decimal(MOST_HOURS_PAID))


def liv(case: LivCase, amounts: AmountTable) -> Result:
    """Return the benefit of the year: by the hour and capped, when the hourly wage and the hours lay within the limits."""
    work = Working("liv", case, ("belastingdienst",))
    table = amounts.at(case.on)
    rate = table.get("liv_uur")
    if rate.value == 0:
        work.step("liv_over", Decimal(0), "EUR", rate)
        return work.refuse("liv_over", PER_YEAR, day=rate.valid_from)
    hourly = work.step(
        "hourly_wage",
        case.wage_year / case.hours_paid,
        "EUR/uur",
        wage=case.wage_year,
        hours=case.hours_paid,
        basis=basis.LIV,
    )
    lowest, highest, least = table.get("liv_uurloon_min"), table.get("liv_uurloon_max"), table.get("liv_uren_min")
    work.step("liv_limits", hourly, "EUR/uur", lowest, highest, lowest=lowest.value, highest=highest.value)
    if not lowest.value <= hourly <= highest.value:
        return work.refuse("liv_wage", PER_YEAR, lowest=lowest.value, highest=highest.value)
    work.step("liv_hours", case.hours_paid, "uur/jaar", least, least=least.value)
    if case.hours_paid < least.value:
        return work.refuse("liv_too_few_hours", PER_YEAR, least=least.value)
    most = table.get("liv_max")
    by_hour = case.hours_paid * rate.value
    work.step("lkv_hours", by_hour, "EUR", rate, hours=case.hours_paid, rate=rate.value)
    paid = work.step("lkv_capped", min(by_hour, most.value), "EUR", most, by_hour=by_hour, most=most.value)
    work.notice("liv_gone")
    return work.finish("yes", ("per_year", paid, "EUR/jaar"))
