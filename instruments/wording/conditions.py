"""Rules in words and back: "antwoord O7 hoogstens 1" is {"fact": "answer.O7", "at_most": 1}. Pure: no Django."""

import re
from collections.abc import Mapping

from instruments.decision import PLACEMENT_FACTS
from instruments.rules import COMPARING, DETERMINANTS, NUMBERS, check_condition

FACTS = {
    **{f"determinant.{code}": f"determinant {code}" for code in DETERMINANTS},
    "side.willen": "willen",
    "side.kunnen": "kunnen",
    "profile": "profiel",
    "lowest": "laagste determinant",
    "lowest_willen": "laagste van willen",
    "lowest_kunnen": "laagste van kunnen",
    "blocker": "harde belemmering",
    "visit.first": "eerste bezoek",
    "employer.vacancies": "aantal vacatures",
    "employer.hard_to_fill": "aantal moeilijke vacatures",
    "employer.employed": "aantal mensen uit de doelgroep",
    "employer.advisers": "aantal adviseurs",
    "employer.size": "grootte",
    "employer.kind": "soort werkgever",
    "employer.sector": "sector",
    "employer.has_cao": "heeft een cao",
    "employer.sroi": "heeft social return",
    "employer.growth": "verwacht groei",
    "employer.knows_wsp": "kent ons",
    "employer.uses_wsp": "werkt met ons",
    "placement.hours": "uren per week",
    "placement.months": "contract in maanden",
    "placement.wage_pct": "loon als deel van het minimumloon",
    "placement.wage_value": "loonwaarde",
    "placement.age": "leeftijd",
    "placement.is_hirer": "is inlener",
    "placement.employed_before": "werkte hier eerder",
    "placement.months_since_start": "maanden sinds de start",
}
OPERATORS = {
    "at_most": "hoogstens",
    "at_least": "minstens",
    "below": "onder",
    "above": "boven",
    "is": "is",
    "in": "is een van",
}
_BY_NAME = {name: fact for fact, name in FACTS.items()}
_PLACEMENT_NUMBERS = {
    "placement.hours",
    "placement.months",
    "placement.wage_pct",
    "placement.wage_value",
    "placement.months_since_start",
}
_ANSWER = re.compile(r"antwoord ([A-Z]+\d*[a-z]?)")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_YES, _NO = "ja", "nee"
AND = " en "


class Unreadable(ValueError):
    """A line that is no condition; `line` is what was typed and `code` why: fact, operator or value."""

    def __init__(self, line: str, code: str):
        super().__init__(f"{code}: {line}")
        self.line, self.code = line, code


SENTENCES = {
    "fact": "Wij kennen dit niet: “{line}”. Begin met een feit uit de lijst, bijvoorbeeld antwoord O7 of willen.",
    "operator": "Zeg in “{line}” hoe u vergelijkt: hoogstens, minstens, onder, boven, is of is een van.",
    "value": "Wat in “{line}” achter de vergelijking staat, past er niet bij. Vul een getal, ja, nee of een woord in.",
}


def say_unreadable(error: Unreadable) -> str:
    """Return the sentence to put at the field."""
    return SENTENCES[error.code].format(line=error.line)


def write_condition(condition: Mapping) -> str:
    """Return a condition as a line of words."""
    (operator,) = (name for name in condition if name in OPERATORS)
    value = condition[operator]
    written = ", ".join(_write(one) for one in value) if operator == "in" else _write(value)
    return f"{write_fact(condition['fact'])} {OPERATORS[operator]} {written}"


def write_fact(fact: str) -> str:
    """Return a fact in words."""
    return FACTS.get(fact) or f"antwoord {fact.removeprefix('answer.')}"


def _write(value) -> str:
    if isinstance(value, bool):
        return _YES if value else _NO
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def write_unless(entry: Mapping) -> str:
    """Return an entry of `unless` as a line: its conditions with "en" between them."""
    return AND.join(write_condition(one) for one in entry.get("all", [entry]))


def read_condition(line: str) -> dict:
    """Return the condition that a line says; raises Unreadable."""
    text = " ".join(line.split())
    fact, rest = _split_fact(text)
    by_length = sorted(OPERATORS.items(), key=lambda one: -len(one[1]))  # "is een van" before "is"
    operator = next((code for code, word in by_length if rest.startswith(f"{word} ")), None)
    if operator is None:
        raise Unreadable(text, "operator")
    try:
        value = _read(fact, operator, rest.removeprefix(f"{OPERATORS[operator]} ").strip())
        condition = {"fact": fact, operator: value}
        if fact not in PLACEMENT_FACTS:
            check_condition(condition)
    except ValueError as error:
        raise Unreadable(text, "value") from error
    return condition


def read_unless(line: str) -> dict:
    """Return the entry of `unless` that a line says; raises Unreadable."""
    conditions = [read_condition(part) for part in line.split(AND)]
    return conditions[0] if len(conditions) == 1 else {"all": conditions}


def _split_fact(text: str) -> tuple[str, str]:
    answer = _ANSWER.match(text)
    if answer:
        return f"answer.{answer[1]}", text[answer.end() :].strip()
    for name in sorted(_BY_NAME, key=len, reverse=True):
        if text.lower().startswith(f"{name.lower()} "):
            return _BY_NAME[name], text[len(name) :].strip()
    raise Unreadable(text, "fact")


def _read(fact: str, operator: str, text: str):
    if operator == "in":
        return [_read_one(fact, one.strip()) for one in text.split(",") if one.strip()]
    value = _read_one(fact, text)
    if operator in COMPARING and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise ValueError(text)
    return value


def _read_one(fact: str, text: str):
    """Return a number, yes or no, or a word, as the fact wants it."""
    is_number = fact in NUMBERS or fact.startswith("answer.") or fact in _PLACEMENT_NUMBERS
    if is_number:
        if not _NUMBER.fullmatch(text):
            raise ValueError(text)
        number = float(text.replace(",", "."))
        return int(number) if number.is_integer() else number
    if text in (_YES, _NO):
        return text == _YES
    if not text or len(text) > 40:
        raise ValueError(text)
    return text
