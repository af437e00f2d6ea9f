"""What a placement costs the employer a month, before and after instruments, now and from the next known change on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from instruments.amounts import AmountTable, UnknownAmount
from instruments.calculators import basis
from instruments.calculators.case import (
    MONTHS,
    WEEKS,
    Case,
    Problem,
    between,
    check_group,
    check_start,
    check_wage_value,
    check_week,
    choice,
)
from instruments.calculators.days import add_months
from instruments.calculators.entitlement import NO, YES, judge
from instruments.calculators.lks import ForfaitCase, LksCase, get_forfait_end, get_holiday_pct, lks, lks_forfait
from instruments.calculators.lkv import LkvCase, get_variants, lkv
from instruments.calculators.loondispensatie import LoondispensatieCase, loondispensatie
from instruments.calculators.result import Result, Working, round_money
from instruments.groups import BBL_YOUTH, YOUTH

USABLE = ("lks", "lks-forfait", "loondispensatie", "lkv")
# Two of these never go together for one placement.
NEVER_TOGETHER = (("lks", "loondispensatie"), ("lks-forfait", "loondispensatie"), ("lks", "lks-forfait"))
PERCENT = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class PlacementCase(Case):
    """One place: hours, group, wage value when it is measured, wage a month (empty: the minimum), charges and contract.

    `use` names the instruments to count with (USABLE); empty means: those the group certainly has. With `forfait` the
    subsidy starts at the fixed share for as long as that may.
    """

    hours: Decimal
    group: str | None = None
    wage_value: int | None = None
    age: str = "21"
    bbl: bool = False
    wage: Decimal | None = None
    full_time_hours: Decimal = Decimal(36)
    holiday_pct: Decimal | None = None
    charges_pct: Decimal | None = None
    contract_months: int | None = None
    started_on: date | None = None
    in_register: bool | None = None
    own_employee: bool = False
    forfait: bool = False
    use: tuple[str, ...] | None = None

    def check(self) -> Iterator[Problem | None]:
        yield from super().check()
        yield from check_week(self)
        yield from check_group(self)
        yield from check_start(self)
        yield from check_wage_value(self)
        yield between("wage", self.wage, Decimal(1), Decimal(15_000))
        yield between("holiday_pct", self.holiday_pct, Decimal(0), Decimal(25))
        yield between("charges_pct", self.charges_pct, Decimal(0), Decimal(60))
        yield between("contract_months", self.contract_months, 1, 600)
        for name in self.use or ():
            yield choice("use", name, USABLE)
        for one, other in NEVER_TOGETHER:
            if self.use and one in self.use and other in self.use:
                yield Problem("use", "never_together", (one, other))

    @property
    def start(self) -> date:
        return self.started_on or self.on


def placement(case: PlacementCase, amounts: AmountTable) -> Result:
    """Return the monthly cost now, and how it is from the next known change on: a result, or what is not known yet."""
    now = _cost(case, amounts)
    ends_on = case.contract_months and add_months(case.start, case.contract_months)
    next_on = _get_next_change(case, now, amounts)
    if next_on is None or (ends_on and ends_on <= next_on):
        return now
    try:
        later = _cost(replace(case, on=next_on, started_on=case.start), amounts)
    except UnknownAmount as unknown:
        later = unknown
    return replace(now, later_on=next_on, later=later)


def _get_next_change(case: PlacementCase, now: Result, amounts: AmountTable) -> date | None:
    """Return the first day after `case.on` on which something in the sum changes or is no longer known."""
    days = [figure.next_on for figure in now.figures if figure.next_on is not None and figure.next_on > case.on]
    if any(one.kind == "lks-forfait" for one in now.inside):
        days.append(get_forfait_end(case.start, amounts.at(case.on)))
    return min(days, default=None)


def _cost(case: PlacementCase, amounts: AmountTable) -> Result:
    work = Working("plaatsing", case, ("gemeente", "uwv", "belastingdienst"))
    table = amounts.at(case.on)
    before = _before(work, case, table)
    inside = _instruments(work, case, amounts, before[0])
    paid = {one.kind: one for one in inside}
    parts = {
        "loondispensatie": _share_off(case, before[1]) if _pays(paid, "loondispensatie") else Decimal(0),
        "gemeente": sum((one.exact for kind, one in paid.items() if kind.startswith("lks")), Decimal(0)),
        "belastingdienst": paid["lkv"].exact / MONTHS if "lkv" in paid else Decimal(0),
    }
    for name, value in parts.items():
        if value:
            work.step(f"part:{name}", value, "EUR", value=value, basis=basis.OWN)
    # What the others pay is rounded once; the employer pays the rest, so that the parts always add up to the whole.
    shares = {name: round_money(value) for name, value in parts.items() if value}
    after = round_money(before[1]) - sum(shares.values())
    work.step("after", after, "EUR", before=before[1], off=sum(shares.values(), Decimal(0)), basis=basis.OWN)
    _remind(work, case, paid)
    return work.finish(
        YES if all(one.entitled == YES for one in inside) else "maybe",
        ("after", after, "EUR/maand"),
        ("before", before[1], "EUR/maand"),
        parts={"werkgever": after, **shares},
        inside=tuple(inside),
    )


def _before(work: Working, case: PlacementCase, table: AmountTable) -> tuple[Decimal, Decimal]:
    """Write down and return the wage a month and all that the employer pays for it, before any instrument."""
    minimum = _minimum(work, case, table)
    wage = case.wage or minimum
    if case.wage is not None:
        work.step("wage_given", wage, "EUR", wage=wage, basis=basis.OWN)
        if wage < minimum:
            work.notice("below_minimum", minimum=minimum)
    pct = get_holiday_pct(case, table)
    figures = (table.get("vakantiebijslag_pct"),) if case.holiday_pct is None else ()
    with_holiday = wage * (1 + pct / PERCENT)
    work.step("wage_holiday", with_holiday, "EUR", *figures, wage=wage, pct=pct, basis=None if figures else basis.OWN)
    if case.charges_pct is None:
        figure = table.get("lks_werkgeverslasten_pct")
        charges, figures = figure.value, (figure,)
        work.notice("charges_assumed", pct=charges)
    else:
        charges, figures = case.charges_pct, ()
    before = with_holiday * (1 + charges / PERCENT)
    work.step("before", before, "EUR", *figures, wage=with_holiday, pct=charges, basis=basis.OWN)
    return wage, before


def _minimum(work: Working, case: PlacementCase, table: AmountTable) -> Decimal:
    """Write down and return the minimum wage a month for this age and these hours."""
    whole, norm = table.get("wml_referentiemaandloon"), table.get("lks_uren_norm")
    figures, pct = [whole, norm], PERCENT
    if case.age in YOUTH:
        bbl = case.bbl and case.age in BBL_YOUTH
        part = table.get("wml_jeugd_pct", f"bbl-{case.age}" if bbl else case.age)
        figures, pct = [*figures, part], part.value
    minimum = whole.value * pct / PERCENT * case.hours / norm.value
    return work.step(
        "minimum_hours", minimum, "EUR", *figures, whole=whole.value, pct=pct, hours=case.hours, norm=norm.value
    )


def _instruments(work: Working, case: PlacementCase, amounts: AmountTable, wage: Decimal) -> list[Result]:
    """Return the result of every instrument that counts here."""
    common = {"on": case.on, "group": case.group, "started_on": case.started_on}
    week = {"hours": case.hours, "age": case.age, "bbl": case.bbl, "full_time_hours": case.full_time_hours}
    found = []
    for kind in _choose(work, case, amounts):
        if kind == "lks":
            one = LksCase(**common, **week, wage_value=case.wage_value, holiday_pct=case.holiday_pct)
            found.append(lks(one, amounts))
        elif kind == "lks-forfait":
            found.append(lks_forfait(ForfaitCase(**common, **week), amounts))
        elif kind == "loondispensatie":
            one = LoondispensatieCase(
                on=case.on,
                group=case.group,
                job_wage=wage,
                wage_value=case.wage_value,
                contract_months=case.contract_months,
            )
            found.append(loondispensatie(one, amounts))
        else:
            found.append(lkv(_lkv_case(case), amounts))
    return found


def _lkv_case(case: PlacementCase) -> LkvCase:
    return LkvCase(
        on=case.on,
        group=case.group,
        started_on=case.started_on,
        hours_paid=case.hours * WEEKS,
        age=case.age,
        in_register=case.in_register,
        own_employee=case.own_employee,
    )


def _choose(work: Working, case: PlacementCase, amounts: AmountTable) -> list[str]:
    """Return the kinds to count with: what was asked for, or what this group certainly has."""
    if case.use is not None:
        needing = [kind for kind in case.use if kind in ("lks", "loondispensatie") and case.wage_value is None]
        if needing:
            work.notice("wage_value_needed")
        return [kind for kind in USABLE if kind in case.use and kind not in needing]
    kinds = []
    if judge("lks", case.group) == YES:
        in_time = case.on < get_forfait_end(case.start, amounts.at(case.on))
        if case.forfait and in_time and judge("lks-forfait", case.group) != NO:
            kinds.append("lks-forfait")
        elif case.wage_value is not None:
            kinds.append("lks")
        else:
            work.notice("wage_value_needed")
    if judge("loondispensatie", case.group) == YES and case.wage_value is not None:
        kinds.append("loondispensatie")
    if get_variants(_lkv_case(case)):
        kinds.append("lkv")
    return kinds


def _pays(paid, kind: str) -> bool:
    return kind in paid and paid[kind].entitled != NO


def _share_off(case: PlacementCase, before: Decimal) -> Decimal:
    return before * (100 - case.wage_value) / PERCENT


def _remind(work: Working, case: PlacementCase, paid) -> None:
    for kind, one in paid.items():
        if one.entitled == NO:
            work.notice("not_counted", kind=kind)
        elif one.entitled != YES:
            work.notice("counted_if", kind=kind)
    if case.group is None and case.use is None:
        work.notice("choose_group")
    if case.group in ("wia_wga", "wia_35min", "pwet_lks_register", "wajong_arbeidsvermogen", "beschut_werk"):
        work.notice("no_risk_beside")
    if _pays(paid, "lkv"):
        work.notice("lkv_a_year_later")
    if _pays(paid, "loondispensatie"):
        work.notice("uwv_tops_up")
    work.notice("own_formula")
