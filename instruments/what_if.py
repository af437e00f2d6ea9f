"""One calculation as a screen asks for it: what was typed goes in, the sum and who pays which part come out. Pure: no Django."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from instruments.amounts import AmountTable
from instruments.calculators import (
    CALCULATORS,
    InvalidCase,
    PlacementCase,
    Result,
    calculate,
    read_case,
)
from instruments.calculators.entitlement import NO
from instruments.wording import explain

# The kinds a screen offers, in this order. What was abolished is only for the command.
KINDS = ("plaatsing", "lks", "lks-forfait", "lkv", "no-risk", "loondispensatie", "jobcoach", "sroi")
# A subsidy says nothing of the wage itself; for these the cost of the place is worked out beside it.
SUBSIDIES = ("lks", "lks-forfait")
_ONLY_OF_THE_PLACE = ("wage", "charges_pct")


@dataclass(frozen=True)
class Worked:
    """The result that was asked for and, of a subsidy, what the place costs with only that subsidy counted."""

    result: Result
    cost: Result | None = None

    def describe(self) -> dict:
        """Return it as JSON-able data in Dutch: as instruments.wording.explain, with "cost" beside it."""
        return explain(self.result) | {"cost": explain(self.cost) if self.cost else None}


def work_out(kind: str, given: Mapping[str, object], amounts: AmountTable) -> Worked:
    """Return one calculation; `given` goes by the names of the fields, as text or as values.

    Raises InvalidCase with every problem in what was given, and UnknownAmount when a figure is not known for its date.
    """
    if kind not in SUBSIDIES:
        return Worked(calculate(kind, read_case(CALCULATORS[kind].case, given), amounts))
    own = {name: value for name, value in given.items() if name not in _ONLY_OF_THE_PLACE}
    case, place = _read_both(CALCULATORS[kind].case, own, given)
    result = calculate(kind, case, amounts)
    if result.entitled == NO:
        return Worked(result)
    cost = calculate("plaatsing", replace(place, use=(kind,)), amounts)
    return Worked(result, replace(cost, later_on=None, later=None))


def _read_both(case_class, own, given):
    """Return the case of the subsidy and of the place around it, or raise the problems of both, each field once."""
    problems, cases = {}, []
    for wanted, values in ((case_class, own), (PlacementCase, given)):
        try:
            cases.append(read_case(wanted, values))
        except InvalidCase as invalid:
            problems = {one.field: one for one in invalid.problems} | problems
    if problems:
        raise InvalidCase(problems.values())
    return cases
