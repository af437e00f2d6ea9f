"""From what someone typed or put in a file to a case: Dutch names, a decimal comma, dates both ways; every mistake by field."""

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Union, get_args, get_origin, get_type_hints

from instruments.amounts import Source
from instruments.calculators.case import Case, InvalidCase, Problem
from instruments.calculators.sroi import Block, Fill

# Field -> the Dutch names it goes by; the first is the one we print. The name of the field itself is always right too.
NAMES = {
    "on": ("datum", "jaar"),
    "hours": ("uren", "uren_per_week"),
    "age": ("leeftijd",),
    "bbl": ("bbl",),
    "full_time_hours": ("voltijd_uren", "voltijd_uren_sector"),
    "group": ("groep",),
    "started_on": ("begonnen_op", "start"),
    "wage_value": ("loonwaarde", "loonwaarde_pct"),
    "holiday_pct": ("vakantiebijslag_pct", "vakantiebijslag_pct_rechtens"),
    "hours_paid": ("verloonde_uren", "uren"),
    "variants": ("varianten", "variant"),
    "in_register": ("in_register", "doelgroepregister"),
    "own_employee": ("eigen_werknemer",),
    "declaration": ("doelgroepverklaring",),
    "requested": ("aangevraagd", "verzoek"),
    "employed_before": ("eerder_in_dienst",),
    "wage_year": ("jaarloon", "loon"),
    "holiday_allowance": ("vakantiebijslag",),
    "days": ("dagen",),
    "full": ("volledig",),
    "wage_a_day": ("loon_per_dag",),
    "job_wage": ("functieloon",),
    "contract_months": ("contract_maanden", "contract"),
    "year": ("jaar_begeleiding",),
    "weeks": ("weken",),
    "wage_pct": ("loon_pct_minimumloon",),
    "contract_value": ("opdrachtwaarde",),
    "pct": ("percentage",),
    "blocks": ("bouwblokken",),
    "fills": ("invulling",),
    "wage": ("loon",),
    "charges_pct": ("werkgeverslasten_pct",),
    "forfait": ("forfait",),
    "use": ("instrumenten",),
}
_FARTHEST = Decimal(10) ** 12  # beyond it nothing makes sense, and 1e999999 would only keep the machine busy
_YES, _NO = ("ja", "true", "1", "on"), ("nee", "false", "0", "")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?")


def read_case(case_class: type[Case], given: Mapping[str, object]) -> Case:
    """Return the case that was described; raises InvalidCase with a problem for each field that cannot be read or is missing."""
    hints = get_type_hints(case_class)
    names = {}
    for one in fields(case_class):
        for name in (one.name, *NAMES.get(one.name, ())):
            names.setdefault(name, one.name)
    problems = [
        Problem(str(name), "unknown_field", tuple(get_names(case_class))) for name in given if name not in names
    ]
    values = {}
    for name, raw in given.items():
        if name not in names or raw is None or (isinstance(raw, str) and not raw.strip()):
            continue
        try:
            values[names[name]] = _read(names[name], raw, hints[names[name]])
        except (ValueError, TypeError, AttributeError, InvalidOperation, KeyError):
            problems.append(Problem(names[name], _get_code(hints[names[name]])))
    missing = [one.name for one in fields(case_class) if one.default is MISSING and one.name not in values]
    told = {problem.field for problem in problems}
    problems += [Problem(name, "missing") for name in missing if name not in told]
    if not problems:
        return case_class(**values)
    told = {problem.field for problem in problems}
    raise InvalidCase(problems + [one for one in _check(case_class, values) if one.field not in told])


def _check(case_class: type[Case], values: Mapping[str, object]) -> list[Problem]:
    """Return what is wrong with the fields that could be read, when the case itself cannot be made."""
    draft = object.__new__(case_class)
    for one in fields(case_class):
        default = None if one.default is MISSING else one.default
        object.__setattr__(draft, one.name, values.get(one.name, default))
    try:
        return [problem for problem in draft.check() if problem is not None]
    except TypeError:
        return []  # a check compares with a field that is missing, which is said already


def get_names(case_class: type[Case]) -> dict[str, str]:
    """Return Dutch name -> field, the first name of each field only."""
    return {NAMES.get(one.name, (one.name,))[0]: one.name for one in fields(case_class)}


def _unwrap(hint):
    """Return the type inside `X | None`."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(one for one in get_args(hint) if one is not type(None))
    return hint


def _get_code(hint) -> str:
    hint = _unwrap(hint)
    return {Decimal: "not_a_number", int: "not_whole", date: "not_a_date", bool: "not_yes_or_no"}.get(
        hint, "not_readable"
    )


def _read(name: str, raw, hint):
    hint = _unwrap(hint)
    if name == "age":
        return read_age(raw)
    if name == "blocks":
        return tuple(read_block(one) for one in raw)
    if name == "fills":
        return tuple(_read_fill(one) for one in raw)
    if get_origin(hint) is tuple:
        return tuple(str(one).strip().lower() for one in ([raw] if isinstance(raw, str) else raw))
    if hint is date and name == "on" and re.fullmatch(r"\d{4}", str(raw)):
        return date(int(raw), 1, 1)  # a calculation about a year
    return {Decimal: read_number, int: read_whole, date: read_date, bool: read_flag}.get(hint, _read_word)(raw)


def _read_word(raw):
    if not isinstance(raw, str):
        raise ValueError(raw)
    return raw.strip()


def read_number(raw) -> Decimal:
    """Return a number; "12,50", "12.50", "1.234,50" and "1.234" (a thousand) are right, a word is not."""
    if isinstance(raw, bool):
        raise ValueError(raw)
    if isinstance(raw, int | Decimal):
        number = Decimal(raw)
    elif isinstance(raw, float):
        number = Decimal(str(raw))
    else:
        text = raw.strip().removeprefix("€").removesuffix("%").strip()
        if _THOUSANDS.fullmatch(text):
            text = text.replace(".", "")
        if not _NUMBER.fullmatch(text):
            raise ValueError(raw)
        number = Decimal(text.replace(",", "."))
    if not number.is_finite() or abs(number) > _FARTHEST:
        raise ValueError(raw)
    return number


def read_whole(raw) -> int:
    number = read_number(raw)
    if number != int(number):
        raise ValueError(raw)
    return int(number)


def read_date(raw) -> date:
    """Return a date written as 2026-07-01 or 1-7-2026."""
    if isinstance(raw, date):
        return raw
    text = raw.strip()
    if re.fullmatch(r"\d{1,2}-\d{1,2}-\d{4}", text):
        day, month, year = text.split("-")
        return date(int(year), int(month), int(day))
    return date.fromisoformat(text)


def read_flag(raw) -> bool:
    if isinstance(raw, bool):
        return raw
    word = str(raw).strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise ValueError(raw)


def read_age(raw) -> str:
    """Return an age band: 15 to 20 as they are, "21+" and 21 to 66 as 21, and "aow"."""
    word = str(raw).strip().lower().removesuffix("+")
    if word == "aow":
        return word
    age = read_whole(word)
    return "21" if 21 <= age <= 66 else str(age)


def _pick(raw: Mapping, *names: str):
    """Return what stands under the first of these names that is there; raises KeyError when none is."""
    return raw[next((name for name in names if name in raw), names[0])]


def read_block(raw: Mapping) -> Block:
    """Return a building block of social return from a file, or as a regional supplement keeps it."""
    source = Source(
        str(_pick(raw, "bron", "source")), str(_pick(raw, "datum", "source_date")), raw.get("status", "officieel")
    )
    return Block(str(_pick(raw, "naam", "name")), read_number(_pick(raw, "waarde", "value")), source)


def _read_fill(raw: Mapping) -> Fill:
    known = {"deel_pct": 100, "aantal": 1} | raw
    share = read_number(_pick(known, "share", "deel_pct"))
    return Fill(str(_pick(raw, "blok", "block")), read_whole(_pick(known, "count", "aantal")), share)
