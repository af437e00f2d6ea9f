"""The sums behind the instruments. Pure: no Django, no database, no clock; facts and dated amounts in, euros and steps out.

Decimal throughout, one rounding at the very end, half up. A case holds a date, hours, percentages and a group, never a person.
"""

from collections.abc import Callable
from dataclasses import dataclass

from instruments.amounts import AmountTable
from instruments.calculators.case import Case, InvalidCase, Problem
from instruments.calculators.entitlement import SLUGS, judge
from instruments.calculators.job_coach import JobCoachCase, job_coach
from instruments.calculators.liv import LivCase, liv
from instruments.calculators.lks import ForfaitCase, LksCase, lks, lks_forfait
from instruments.calculators.lkv import LkvCase, lkv
from instruments.calculators.loondispensatie import LoondispensatieCase, loondispensatie
from instruments.calculators.no_risk import NoRiskCase, no_risk
from instruments.calculators.placement import PlacementCase, placement
from instruments.calculators.reading import read_block, read_case
from instruments.calculators.result import Notice, Outcome, Result, Step, round_money
from instruments.calculators.sroi import Block, Fill, SroiCase, sroi

__all__ = [
    "CALCULATORS",
    "SLUGS",
    "Block",
    "Calculator",
    "Case",
    "Fill",
    "ForfaitCase",
    "InvalidCase",
    "JobCoachCase",
    "LivCase",
    "LksCase",
    "LkvCase",
    "LoondispensatieCase",
    "NoRiskCase",
    "Notice",
    "Outcome",
    "PlacementCase",
    "Problem",
    "Result",
    "SroiCase",
    "Step",
    "calculate",
    "get_kinds_using",
    "judge",
    "read_block",
    "read_case",
    "round_money",
]

_LKS_KEYS = (
    *("wml_referentiemaandloon", "wml_jeugd_pct", "vakantiebijslag_pct", "lks_uren_norm"),
    "lks_werkgeverslasten_pct",
)
_LKV_KEYS = ("lkv_uur", "lkv_max")
_LDP_KEYS = ("ldp_vermindering_min_pct", "ldp_contract_maanden", "ldp_jaren_max")


@dataclass(frozen=True)
class Calculator:
    """One kind of calculation: what it is asked, the function that answers, and the series it looks into."""

    kind: str
    case: type[Case]
    run: Callable[[Case, AmountTable], Result]
    keys: tuple[str, ...]


CALCULATORS = {
    one.kind: one
    for one in (
        Calculator("lks", LksCase, lks, (*_LKS_KEYS, "lks_max_pct")),
        Calculator("lks-forfait", ForfaitCase, lks_forfait, (*_LKS_KEYS, "lks_forfait_pct", "lks_forfait_maanden")),
        Calculator("lkv", LkvCase, lkv, _LKV_KEYS),
        Calculator("liv", LivCase, liv, ("liv_uur", "liv_max", "liv_uurloon_min", "liv_uurloon_max", "liv_uren_min")),
        Calculator(
            "no-risk",
            NoRiskCase,
            no_risk,
            ("norisk_pct_dagloon", "norisk_dagloondeler", "norisk_jaren", "norisk_meldtermijn_weken"),
        ),
        Calculator("loondispensatie", LoondispensatieCase, loondispensatie, _LDP_KEYS),
        Calculator(
            "jobcoach",
            JobCoachCase,
            job_coach,
            ("ijc_uren_min", "ijc_contract_maanden", "ijc_loon_min_pct", "ijc_pct_uren", "ijc_jaren_max"),
        ),
        Calculator("sroi", SroiCase, sroi, ()),
        Calculator(
            "plaatsing",
            PlacementCase,
            placement,
            (*_LKS_KEYS, "lks_max_pct", "lks_forfait_pct", "lks_forfait_maanden", *_LKV_KEYS, *_LDP_KEYS),
        ),
    )
}


def calculate(kind: str, case: Case, amounts: AmountTable) -> Result:
    """Return the result of one kind of calculation; raises UnknownAmount when a figure is not known for its date."""
    return CALCULATORS[kind].run(case, amounts)


def get_kinds_using(key: str) -> list[str]:
    """Return the kinds of calculation that change when a figure of this series does."""
    return [one.kind for one in CALCULATORS.values() if key in one.keys]
