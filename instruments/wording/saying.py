"""Sentences for what is wrong or has to be done: a field, an amount that is unknown or runs out, a reason why not."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from instruments.amounts import Ending, Figure, Overlap, UnknownAmount
from instruments.calculators.case import Problem
from instruments.decision import Remark
from instruments.series import SERIES
from instruments.wording.formats import write_date, write_number, write_value
from instruments.wording.notices import KINDS, REMARKS
from instruments.wording.problems import FIELDS, PROBLEMS


def say_problem(problem: Problem) -> str:
    """Return the sentence to put at the field."""
    text = PROBLEMS.get((problem.field, problem.code)) or PROBLEMS[problem.code]
    limits = [KINDS.get(one, one) if problem.code == "never_together" else one for one in problem.limits]
    written = [_write(one) for one in limits]
    return text.format(
        field=FIELDS.get(problem.field, problem.field),
        name=problem.field,
        low=written[0] if written else "",
        high=written[-1] if written else "",
        options=", ".join(written),
    )


def _write(value) -> str:
    if isinstance(value, date):
        return write_date(value)
    return write_number(Decimal(value)) if isinstance(value, Decimal | int) else str(value)


def say_unknown(error: UnknownAmount) -> str:
    """Return that an amount is not known for a date, until when it was, and what was announced: never an old figure."""
    name = SERIES[error.key].describe(error.variant)
    said = f"Voor {write_date(error.on)} is niet bekend: {name}."
    if error.before is not None and error.before.valid_until is not None:
        said += f" Het laatste dat wij kennen geldt tot en met {write_date(error.before.valid_until)}."
    elif error.after is not None:
        said += f" Het eerste dat wij kennen geldt vanaf {write_date(error.after.valid_from)}."
    if error.announced is not None:
        announced = write_value(error.announced.value, error.announced.unit)
        said += f" Aangekondigd, maar nog niet definitief: {announced}."
    return f"{said} Daarom rekenen wij voor deze datum niets uit."


def say_overlap(error: Overlap) -> str:
    """Return that two amounts would hold on the same day, with both periods."""
    return (
        f"Dit loopt door elkaar: {_say_period(error.figure)} en {_say_period(error.other)}. "
        "Van een reeks geldt op elke dag hoogstens een bedrag. Sluit eerst de ene periode af."
    )


def _say_period(figure: Figure) -> str:
    if figure.valid_until is None:
        return f"vanaf {write_date(figure.valid_from)}"
    return f"{write_date(figure.valid_from)} tot en met {write_date(figure.valid_until)}"


def say_ending(ending: Ending) -> str:
    """Return which amount has to be looked up, and from when it is needed."""
    last = ending.last
    name = last.series.describe(last.variant)
    said = f"{name[0].upper()}{name[1:]}: {write_value(last.value, last.unit)} geldt tot en met "
    said += f"{write_date(last.valid_until)}. Wat daarna geldt, is nog niet bekend."
    if ending.announced is not None:
        announced = write_value(ending.announced.value, ending.announced.unit)
        said += f" Aangekondigd vanaf {write_date(ending.announced.valid_from)}: {announced}."
    return said


def say_remark(remark: Remark, names: Mapping[str, str]) -> str:
    """Return why an instrument is out or what has to be true; `names` are the names of instruments by slug.

    The reasons of the table and the demands of a placement have their own words in the catalogue.
    """
    if remark.code not in REMARKS:
        return remark.text
    text = remark.text.rstrip(".")
    return REMARKS[remark.code].format(text=text, slug=names.get(remark.slug, remark.slug))
