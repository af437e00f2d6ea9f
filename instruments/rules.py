"""The small rule language of tips and instruments: facts in, a match with its reasons out. Pure: no Django, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass

OPERATORS = {
    "at_most": lambda value, limit: value <= limit,
    "at_least": lambda value, limit: value >= limit,
    "below": lambda value, limit: value < limit,
    "above": lambda value, limit: value > limit,
    "is": lambda value, wanted: value == wanted,
    "in": lambda value, wanted: value in wanted,
}
RANKS = ("blocker", "determinant", "profile", "signal")
SUBJECTS = ("answer", "determinant", "side", "employer", "visit")
PLAIN_FACTS = ("profile", "lowest", "lowest_willen", "lowest_kunnen", "blocker")


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
    """Raise ValueError when a condition names no known fact, or not exactly one operator."""
    fact = condition.get("fact", "")
    subject, _, name = fact.partition(".")
    if not (fact in PLAIN_FACTS or (subject in SUBJECTS and name)):
        raise ValueError(f"unknown fact {fact!r} in condition {condition!r}")
    operators = set(condition) - {"fact"}
    if len(operators) != 1 or not operators <= set(OPERATORS):
        raise ValueError(f"condition {condition!r} needs exactly one operator of {', '.join(OPERATORS)}")


def check_rule(rule: Mapping) -> None:
    """Raise ValueError when a rule could never be read: no condition, no reason, an unknown rank, fact or operator."""
    if not rule.get("all"):
        raise ValueError(f"rule {rule!r} has no condition")
    if not rule.get("because"):
        raise ValueError(f"rule {rule!r} does not say because of what")
    if rule.get("rank") not in RANKS:
        raise ValueError(f"rule {rule!r} has no rank of {', '.join(RANKS)}")
    for condition in rule["all"]:
        check_condition(condition)


def holds(condition: Mapping, facts: Mapping[str, object]) -> bool:
    """Tell whether a condition holds; a fact that is missing makes it false, because missing is never zero."""
    value = facts.get(condition["fact"])
    if value is None:
        return False
    return any(OPERATORS[name](value, wanted) for name, wanted in condition.items() if name != "fact")


def match(item: Mapping, facts: Mapping[str, object]) -> Match | None:
    """Return the match of an item (key, rules, unless) with these facts, or None when no rule fires or `unless` holds."""
    if any(holds(condition, facts) for condition in item.get("unless", ())):
        return None
    reasons = tuple(
        Reason(rule["rank"], rule.get("for"), rule["because"], tuple(condition["fact"] for condition in rule["all"]))
        for rule in item["rules"]
        if all(holds(condition, facts) for condition in rule["all"])
    )
    return Match(item["key"], reasons) if reasons else None
