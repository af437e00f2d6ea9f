"""The small rule language of tips and instruments: facts in, a match with its reasons out. Pure: no Django, no clock."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

OPERATORS = {
    "at_most": lambda value, limit: value <= limit,
    "at_least": lambda value, limit: value >= limit,
    "below": lambda value, limit: value < limit,
    "above": lambda value, limit: value > limit,
    "is": lambda value, wanted: value == wanted,
    "in": lambda value, wanted: value in wanted,
}
COMPARING = ("at_most", "at_least", "below", "above")  # these need a number on both sides
RANKS = ("blocker", "determinant", "profile", "signal")
DETERMINANTS = ("W1", "W2", "W3", "W4", "INT", "K1", "K2", "K3", "D")
# What rules may ask for, by whether it is a number. An answer is asked for by the key of its question: answer.O7.
NUMBERS = {
    *(f"determinant.{code}" for code in DETERMINANTS),
    *("side.willen", "side.kunnen"),
    *("employer.vacancies", "employer.hard_to_fill", "employer.employed", "employer.advisers"),
}
WORDS = {
    *("profile", "lowest", "lowest_willen", "lowest_kunnen", "blocker", "visit.first"),
    *("employer.size", "employer.kind", "employer.sector", "employer.has_cao", "employer.sroi", "employer.growth"),
    *("employer.knows_wsp", "employer.uses_wsp"),
}
_ANSWER = re.compile(r"answer\.[A-Z]+\d*[a-z]?")


@dataclass(frozen=True)
class Reason:
    """Why one rule fired: its rank, the determinant it is about, its words, and the facts that made it fire."""

    rank: str
    target: str | None
    because: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """A tip or instrument that fits, by its key, with every reason."""

    key: str
    reasons: tuple[Reason, ...]


def check_condition(condition: Mapping) -> None:
    """Raise ValueError when a condition names no known fact, not exactly one operator, or one that does not fit the fact."""
    fact = condition.get("fact", "")
    is_number = fact in NUMBERS or _ANSWER.fullmatch(fact) is not None
    if not (is_number or fact in WORDS):
        raise ValueError(f"unknown fact {fact!r} in condition {condition!r}")
    operators = [name for name in condition if name != "fact"]
    if len(operators) != 1 or operators[0] not in OPERATORS:
        raise ValueError(f"condition {condition!r} needs exactly one operator of {', '.join(OPERATORS)}")
    (operator,) = operators
    wanted = condition[operator]
    if operator in COMPARING and not (is_number and isinstance(wanted, int | float) and not isinstance(wanted, bool)):
        raise ValueError(f"condition {condition!r} compares, so both its sides have to be numbers")
    if operator == "in" and not (isinstance(wanted, list) and wanted):
        raise ValueError(f"condition {condition!r} needs a list of what the fact may be")


def check_unless(entry: Mapping) -> None:
    """Raise ValueError when an entry of `unless`, one condition or {"all": [conditions]}, could never be read."""
    conditions = entry.get("all", [entry])
    if not conditions:
        raise ValueError(f"unless {entry!r} has no condition")
    for condition in conditions:
        check_condition(condition)


def check_rule(rule: Mapping) -> None:
    """Raise ValueError when a rule could never be read: no condition, no reason, or a rank or fact nobody knows."""
    if not rule.get("all"):
        raise ValueError(f"rule {rule!r} has no condition")
    if not rule.get("because"):
        raise ValueError(f"rule {rule!r} does not say because of what")
    if rule.get("rank") not in RANKS:
        raise ValueError(f"rule {rule!r} has no rank of {', '.join(RANKS)}")
    if rule.get("for") not in (DETERMINANTS if rule["rank"] == "determinant" else (None, *DETERMINANTS)):
        raise ValueError(f"rule {rule!r} does not say which determinant it is for")
    for condition in rule["all"]:
        check_condition(condition)


def holds(condition: Mapping, facts: Mapping[str, object]) -> bool:
    """Tell whether a condition holds; a fact that is missing makes it false, because missing is never zero."""
    value = facts.get(condition["fact"])
    if value is None:
        return False
    return any(OPERATORS[name](value, wanted) for name, wanted in condition.items() if name != "fact")


def stays_away(unless: Sequence[Mapping], facts: Mapping[str, object]) -> bool:
    """Tell whether any entry of `unless` holds."""
    return any(all(holds(condition, facts) for condition in entry.get("all", [entry])) for entry in unless)


def match(item: Mapping, facts: Mapping[str, object]) -> Match | None:
    """Return the match of an item (key, rules, unless) with these facts, or None when no rule fires or `unless` holds.

    Every rule whose conditions all hold is a reason. `unless` holds when any of its entries does: a condition, or
    {"all": [...]} when several have to hold together.
    """
    if stays_away(item.get("unless", ()), facts):
        return None
    reasons = tuple(
        Reason(rule["rank"], rule.get("for"), rule["because"], tuple(condition["fact"] for condition in rule["all"]))
        for rule in item["rules"]
        if all(holds(condition, facts) for condition in rule["all"])
    )
    return Match(item["key"], reasons) if reasons else None
