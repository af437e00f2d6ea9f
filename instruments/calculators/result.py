"""What a calculation gives back: euros, every step with its figures and source, and what to keep in mind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from instruments.amounts import NOT_PRINTABLE, Figure, Source, UnknownAmount
from instruments.calculators.case import Case

CENT = Decimal("0.01")


def round_money(value: Decimal) -> Decimal:
    """Return an amount in cents, half up: the one rounding, at the very end."""
    return value.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Step:
    """One line of the sum: what it gives, unrounded, from which terms, by which figures and on what ground."""

    code: str
    value: Decimal
    unit: str
    terms: Mapping[str, Decimal]
    figures: tuple[Figure, ...] = ()
    basis: Source | None = None

    @property
    def sources(self) -> tuple[Source, ...]:
        found = [figure.source for figure in self.figures] + ([self.basis] if self.basis else [])
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Outcome:
    """One number that comes out, such as the subsidy a month; rounded, `exact` is what it was before."""

    code: str
    value: Decimal
    unit: str
    exact: Decimal


@dataclass(frozen=True)
class Notice:
    """Something to keep in mind: a code that instruments/wording has a sentence for, and what the sentence names."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """The result of one calculation: always an indication, those in `decides` decide.

    `entitled` is "yes", "maybe" (the conditions have to be checked) or "no" (the first notice says why; nothing is paid).
    `parts` says who pays which part of a wage, `inside` holds the results this one is made of, and `later` how it is from
    the next known change on: another result, or the UnknownAmount that stands in the way.
    """

    kind: str
    case: Case
    entitled: str
    outcomes: tuple[Outcome, ...]
    steps: tuple[Step, ...] = ()
    notices: tuple[Notice, ...] = ()
    decides: tuple[str, ...] = ()
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    inside: tuple["Result", ...] = ()
    later_on: date | None = None
    later: "Result | UnknownAmount | None" = None

    @property
    def amount(self) -> Decimal:
        """Return the number that was asked for."""
        return self.outcomes[0].value

    @property
    def exact(self) -> Decimal:
        return self.outcomes[0].exact

    def get(self, code: str) -> Decimal:
        """Return one of the numbers by its code."""
        return next(one.value for one in self.outcomes if one.code == code)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Return every figure that was used, also inside, each once."""
        own = [figure for step in self.steps for figure in step.figures]
        return tuple(dict.fromkeys([*own, *(figure for one in self.inside for figure in one.figures)]))

    @property
    def sources(self) -> tuple[Source, ...]:
        own = [source for step in self.steps for source in step.sources]
        return tuple(dict.fromkeys([*own, *(source for one in self.inside for source in one.sources)]))

    @property
    def holds_until(self) -> date | None:
        """Return the last day on which all figures used are known to hold, None when none of them has an end."""
        return min((one.valid_until for one in self.figures if one.valid_until is not None), default=None)

    @property
    def is_printable(self) -> bool:
        """Tell whether an employer may see it: nothing in it rests on memory alone."""
        return all(source.status != NOT_PRINTABLE for source in self.sources)


class Working:
    """Collects the steps and notices of a calculation while it is made."""

    def __init__(self, kind: str, case: Case, decides: tuple[str, ...]):
        self.kind, self.case, self.decides = kind, case, decides
        self.steps: list[Step] = []
        self.notices: list[Notice] = []

    def step(self, code: str, value: Decimal, unit: str = "EUR", /, *figures: Figure, basis=None, **terms) -> Decimal:
        """Write a step down and return its value."""
        self.steps.append(Step(code, value, unit, terms, figures, basis))
        return value

    def notice(self, code: str, **values) -> None:
        self.notices.append(Notice(code, values))

    def finish(self, entitled: str, *outcomes: tuple[str, Decimal, str], **more) -> Result:
        """Return the result; outcomes are (code, exact value, unit) and only here something is rounded."""
        rounded = tuple(Outcome(code, round_money(exact), unit, exact) for code, exact, unit in outcomes)
        return Result(
            kind=self.kind,
            case=self.case,
            entitled=entitled,
            outcomes=rounded,
            steps=tuple(self.steps),
            notices=tuple(self.notices),
            decides=self.decides,
            **more,
        )

    def refuse(self, code: str, *outcomes: tuple[str, str], **values) -> Result:
        """Return that there is no right, because of what; nothing is paid: outcomes are (code, unit)."""
        self.notices.insert(0, Notice(code, values))
        return self.finish("no", *((name, Decimal(0), unit) for name, unit in outcomes))
