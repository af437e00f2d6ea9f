"""Loonkostenvoordeel: which variants someone brings along, by the rules of the year the job started, and the highest one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from instruments.amounts import AmountTable
from instruments.calculators import basis
from instruments.calculators.case import (
    MOST_HOURS_PAID,
    Case,
    Problem,
    between,
    check_group,
    check_start,
    choice,
)
from instruments.calculators.days import add_months
from instruments.calculators.entitlement import MAYBE, YES
from instruments.calculators.result import Result, Working
from instruments.groups import AGES

PER_YEAR = ("per_year", "EUR/jaar")
VARIANTS = ("ag", "ba", "hp", "ow", "sb")
THREE_YEARS, ONE_YEAR = 36, 12  # in months
# From this year on the banenafspraak variant needs no doelgroepverklaring and has no end (Wtl artikel 2.10-2.13).
UNLIMITED_FROM = 2026
# The first year without a right for jobs that start in it; what started before follows the schedule of its start year.
OVER_FROM = {"ow": 2026, "sb": 2026}
OW_LAST_YEAR = 2026


@dataclass(frozen=True, kw_only=True)
class LkvCase(Case):
    """A year of paid hours; `on` says which year. `variants` names them outright, otherwise they follow from the group.

    `started_on` is the first day of the job (hp: of the resumed work). `declaration`: the doelgroepverklaring was asked for
    in time. `requested`: the LKV is asked for in the payroll tax return. `in_register`: stands in the doelgroepregister.
    """

    hours_paid: Decimal
    group: str | None = None
    variants: tuple[str, ...] = ()
    started_on: date | None = None
    age: str = "21"
    in_register: bool | None = None
    own_employee: bool = False
    declaration: bool = True
    requested: bool = True
    employed_before: bool = False

    def check(self) -> Iterator[Problem | None]:
        yield from super().check()
        yield between("hours_paid", self.hours_paid, Decimal(1), Decimal(MOST_HOURS_PAID))
        yield from check_group(self)
        yield from check_start(self)
        yield choice("age", self.age, AGES)
        for variant in self.variants:
            yield choice("variants", variant, VARIANTS)

    @property
    def start(self) -> date:
        return self.started_on or self.on


def lkv(case: LkvCase, amounts: AmountTable) -> Result:
    """Return the benefit of the calendar year: the highest variant there is a right to, by the hour and capped."""
    work = Working("lkv", case, ("belastingdienst",))
    if case.age == "aow":
        return work.refuse("aow", PER_YEAR)
    if not case.requested:
        return work.refuse("not_requested", PER_YEAR)
    variants = case.variants or get_variants(case)
    if not variants:
        return work.refuse("no_lkv_group", PER_YEAR)
    table = amounts.at(case.on)
    found, out = [], []
    for variant in variants:
        refusal = _refuse(variant, case)
        if refusal:
            out.append((refusal, variant))
        else:
            found.append((_pay(work, variant, case, table), variant))
    for code, variant in out:
        work.notice(code, variant=variant, year=case.on.year)
    if not found:
        return work.finish("no", ("per_year", Decimal(0), "EUR/jaar"))
    amount, best = max(found, key=lambda pair: pair[0])  # the first named wins a tie
    if len(found) > 1:
        work.step("highest", amount, "EUR", basis=basis.WTL_4_1)
        work.notice("highest_counts", variant=best)
    _remind(work, case, best)
    return work.finish(MAYBE if _is_conditional(case, best) else YES, ("per_year", amount, "EUR/jaar"))


def get_variants(case: LkvCase) -> tuple[str, ...]:
    """Return the variants that a worker group can bring along, in the order of the law."""
    if case.group is None:
        return ()
    registered = ("ba",) if case.in_register else ()
    by_group = {
        "pwet_lks_register": ("ba",),
        "register_andere_grond": ("ba",),
        "wajong_arbeidsvermogen": ("ba",),
        "wia_wga": (*(("hp",) if case.own_employee else ("ag",)), *registered),
        "wia_35min": ("ag",),
        "ww_56plus": ("ow",),
        "bijstand_geen_beperking": ("ow",) if case.start.year < OVER_FROM["ow"] else (),
        "scholingsbelemmerd": ("sb",),
        **dict.fromkeys(("wajong_dga_iva", "statushouder", "pro_vso_entree", "wsw"), registered),
    }
    return by_group.get(case.group, ())


def _refuse(variant: str, case: LkvCase) -> str | None:
    """Return the code of why there is no right to a variant in this year, None when there is."""
    year, start = case.on.year, case.start
    if variant in OVER_FROM and start.year >= OVER_FROM[variant]:
        return "lkv_over"
    if variant == "ow" and (year > OW_LAST_YEAR or (start.year >= 2024 and year >= OVER_FROM["ow"])):
        return "lkv_over"
    if variant == "ag" and case.employed_before:
        return "employed_before"
    unlimited = variant == "ba" and year >= UNLIMITED_FROM
    if not unlimited and not case.declaration:
        return "no_declaration"
    months = ONE_YEAR if variant == "hp" else THREE_YEARS
    if not unlimited and add_months(start, months) <= date(year, 1, 1):
        return "period_over"
    return None


def _pay(work: Working, variant: str, case: LkvCase, table: AmountTable) -> Decimal:
    """Write down and return what one variant pays: hours times the rate, and never more than the most of a year."""
    row = _get_row(variant, case)
    rate, most = table.get("lkv_uur", row), table.get("lkv_max", row)
    by_hour = case.hours_paid * rate.value
    work.step("lkv_hours", by_hour, "EUR", rate, hours=case.hours_paid, rate=rate.value)
    paid = work.step("lkv_capped", min(by_hour, most.value), "EUR", most, by_hour=by_hour, most=most.value)
    if by_hour > most.value:
        work.notice("lkv_cap", most=most.value)
    return paid


def _get_row(variant: str, case: LkvCase) -> str:
    """Return the variant of the series: of the older worker each start year has its own."""
    if variant != "ow":
        return variant
    return "ow-voor-2024" if case.start.year < 2024 else f"ow-{case.start.year}"


def _is_conditional(case: LkvCase, variant: str) -> bool:
    """Tell whether the conditions of the group still have to be checked."""
    return case.group in ("wia_35min", "wsw") or variant == "hp"


def _remind(work: Working, case: LkvCase, variant: str) -> None:
    year = case.on.year
    if variant == "ag" and case.group == "wia_35min":
        work.notice("within_five_years")
    if variant == "hp" and year < 2026:
        work.notice("hp_other_job")
    if case.group == "wsw":
        work.notice("wsw_only")
    unlimited = variant == "ba" and year >= UNLIMITED_FROM
    if not unlimited:
        ends_on = add_months(case.start, ONE_YEAR if variant == "hp" else THREE_YEARS)
        if ends_on.year == year:
            work.notice("ends_this_year", day=ends_on)
        if case.start.year == year:
            work.notice("declaration_in_time")
    work.notice("lkv_later", year=year + 1)
