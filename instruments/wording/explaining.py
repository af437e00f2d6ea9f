"""From a result to words and numbers that an employer can follow, as JSON-able data that an advice can keep."""

import dataclasses
import string
from datetime import date
from decimal import Decimal

from instruments.amounts import Figure, Source, UnknownAmount
from instruments.calculators import SLUGS, Result, Step
from instruments.labels import AGES, GROUPS
from instruments.wording.formats import (
    write_date,
    write_euro,
    write_exact,
    write_number,
    write_source_date,
    write_value,
)
from instruments.wording.notices import DECIDERS, KINDS, LKV, NOTICES, STATUSES
from instruments.wording.problems import FIELDS
from instruments.wording.saying import say_unknown
from instruments.wording.steps import OUTCOMES, PARTS, STEPS

_WRITERS = {"eur": write_euro, "num": write_number, "pct": lambda value: f"{write_number(value)}%"}

_PERCENTAGES = {"wage_value", "holiday_pct", "charges_pct", "wage_pct", "pct"}
_AMOUNTS = {"wage", "job_wage", "wage_year", "holiday_allowance", "wage_a_day", "contract_value"}


class _Dutch(string.Formatter):
    """Fills in a sentence: {pct:pct}, {wage:eur}, {hours:num}, and dates and names as they are."""

    def format_field(self, value, format_spec):
        if format_spec in _WRITERS:
            return _WRITERS[format_spec](value)
        return write_date(value) if isinstance(value, date) else super().format_field(value, format_spec)


fill_in = _Dutch().vformat


def explain(result: Result) -> dict:
    """Return a result as JSON-able data in Dutch: what comes out, every step with formula and source, and what to mind.

    "indication" says who decides; `is_printable` is false when something in it was never checked, and then no employer
    gets to see it. "later" is how it is from the next known change on, or a sentence about what is not known yet.
    """
    explained = {
        "kind": result.kind,
        "name": KINDS[result.kind],
        "instrument": SLUGS.get(result.kind, ""),
        "on": result.case.on.isoformat(),
        "on_text": write_date(result.case.on),
        "entitled": result.entitled,
        "outcomes": [_explain_outcome(one) for one in result.outcomes],
        "input": describe_case(result.case),
        "steps": [explain_step(step) for step in result.steps],
        "notices": [say_notice(one.code, one.values) for one in result.notices],
        "parts": [
            {"code": code, "label": PARTS[code], "value": str(value), "text": write_euro(value)}
            for code, value in result.parts.items()
        ],
        "sources": [explain_source(source) for source in result.sources],
        "holds_until": result.holds_until.isoformat() if result.holds_until else None,
        "holds_until_text": write_date(result.holds_until) if result.holds_until else "",
        "is_printable": result.is_printable,
        "indication": say_indication(result),
        "inside": [explain(one) for one in result.inside],
        "later_on": result.later_on.isoformat() if result.later_on else None,
        "later_on_text": write_date(result.later_on) if result.later_on else "",
        "later": explain(result.later) if isinstance(result.later, Result) else None,
        "later_unknown": say_unknown(result.later) if isinstance(result.later, UnknownAmount) else "",
    }
    return explained


def _explain_outcome(outcome) -> dict:
    return {
        "code": outcome.code,
        "label": OUTCOMES[outcome.code],
        "value": str(outcome.value),
        "unit": outcome.unit,
        "text": write_value(outcome.value, outcome.unit),
    }


def say_indication(result: Result) -> str:
    """Return who decides, because a sum of ours never does."""
    names = [DECIDERS[one] for one in result.decides]
    who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} of {names[-1]}"
    return f"Dit is een indicatie. {who[0].upper()}{who[1:]} beslist."


def explain_step(step: Step) -> dict:
    """Return one step in words: what it is, its formula, its value and where its figures come from."""
    code, _, name = step.code.partition(":")
    line = STEPS[code]
    terms = {**step.terms, "name": PARTS.get(name, name)}
    return {
        "code": code,
        "text": fill_in(line.text, (), terms),
        "formula": fill_in(line.formula, (), terms),
        "value": write_exact(step.value),
        "unit": step.unit,
        "value_text": write_value(step.value, step.unit),
        "figures": [explain_figure(figure) for figure in step.figures],
        "sources": [explain_source(source) for source in step.sources],
    }


def explain_figure(figure: Figure) -> dict:
    """Return a figure in words, with its period and source."""
    return {
        "key": figure.key,
        "variant": figure.variant,
        "label": figure.series.describe(figure.variant),
        "value": write_exact(figure.value),
        "unit": figure.unit,
        "text": write_value(figure.value, figure.unit),
        "valid_from": figure.valid_from.isoformat(),
        "valid_until": figure.valid_until.isoformat() if figure.valid_until else None,
        "note": figure.note,
        "source": explain_source(figure.source),
    }


def explain_source(source: Source) -> dict:
    """Return a source in words: title, a shorter one without where it was read, date and how it was checked."""
    return {
        "title": source.title,
        "short": source.title.partition(" (")[0],
        "date": source.date,
        "date_text": write_source_date(source.date),
        "status": source.status,
        "status_text": STATUSES[source.status],
    }


def say_notice(code: str, values) -> str:
    """Return the sentence of a notice."""
    known = dict(values)
    if "variant" in known:
        known["variant"] = LKV[known["variant"]]
    if "kind" in known:
        known["kind"] = KINDS[known["kind"]]
    return fill_in(NOTICES[code], (), known)


def describe_case(case) -> list[dict]:
    """Return what was filled in, in words; what was left empty is left out."""
    rows = []
    for field in dataclasses.fields(case):
        value = getattr(case, field.name)
        if value is None or value == () or (isinstance(value, bool) and value == field.default):
            continue
        rows.append({"field": field.name, "label": FIELDS[field.name], "text": _write_input(field.name, value)})
    return rows


def _write_input(name, value) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return write_date(value)
    if isinstance(value, Decimal | int):
        write = _WRITERS["pct" if name in _PERCENTAGES else "eur" if name in _AMOUNTS else "num"]
        return write(Decimal(value))
    if isinstance(value, tuple):
        names = {**KINDS, **LKV}
        return ", ".join(
            getattr(one, "name", None) or getattr(one, "block", None) or names.get(one, one) for one in value
        )
    return {"group": GROUPS, "age": AGES}.get(name, {}).get(value, str(value))
