"""Loondispensatie for the Wajong: the wage by performance that UWV may allow for a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from instruments.amounts import AmountTable
from instruments.calculators import basis
from instruments.calculators.case import Case, Problem, between, check_group, check_wage_value
from instruments.calculators.entitlement import MAYBE, NO, judge
from instruments.calculators.result import Result, Working, round_money

NOTHING = (("wage", "EUR/maand"), ("discount", "EUR/maand"))


@dataclass(frozen=True, kw_only=True)
class LoondispensatieCase(Case):
    """The usual monthly wage of the job and the share of it that the work is worth."""

    job_wage: Decimal
    wage_value: int
    contract_months: int | None = None
    group: str | None = None

    def check(self) -> Iterator[Problem | None]:
        yield from super().check()
        yield between("job_wage", self.job_wage, Decimal(1), Decimal(15_000))
        yield from check_wage_value(self)
        yield between("contract_months", self.contract_months, 1, 600)
        yield from check_group(self)


def loondispensatie(case: LoondispensatieCase, amounts: AmountTable) -> Result:
    """Return the wage the employer would pay and what is taken off; nothing is off when the conditions are not met."""
    work = Working("loondispensatie", case, ("uwv",))
    entitled = judge("loondispensatie", case.group)
    if entitled == NO:
        return work.refuse("group", *NOTHING)
    table = amounts.at(case.on)
    least, months = table.get("ldp_vermindering_min_pct"), table.get("ldp_contract_maanden")
    behind = Decimal(100 - case.wage_value)
    work.step("behind", behind, "%", least, value=Decimal(case.wage_value), least=least.value)
    if behind < least.value:
        return work.refuse("not_behind_enough", *NOTHING, least=least.value)
    if case.contract_months is not None and case.contract_months < months.value:
        return work.refuse("contract_too_short", *NOTHING, months=months.value)
    wage = case.job_wage * case.wage_value / 100
    work.step(
        "wage_by_value",
        wage,
        "EUR/maand",
        wage=case.job_wage,
        pct=Decimal(case.wage_value),
        basis=basis.LOONDISPENSATIE,
    )
    off = work.step(
        "discount", case.job_wage - wage, "EUR/maand", wage=case.job_wage, paid=wage, basis=basis.LOONDISPENSATIE
    )
    work.notice("dispensation_time", months=months.value, years=table.get("ldp_jaren_max").value)
    work.notice("never_with_lks")
    if entitled == MAYBE:
        work.notice("check_group")
    whole, paid = round_money(case.job_wage), round_money(wage)
    return work.finish(
        entitled,
        ("wage", wage, "EUR/maand"),
        ("discount", off, "EUR/maand"),
        parts={"werkgever": paid, "loondispensatie": whole - paid},
    )
