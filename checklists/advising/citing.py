"""Saying which answer or fact raised a tip or instrument, so that an adviser can look it up."""

from dataclasses import dataclass

from checklists.labels import DETERMINANTS, FACTS, PROFILES
from instruments.labels import GROUPS


@dataclass(frozen=True)
class Citation:
    """One answer or fact: its words, its value as people read it, and the question it belongs to (empty: a fact)."""

    text: str
    value: str
    question: str = ""


def cite(case, fact: str) -> Citation:
    """Return the citation of a fact by its name in the rule language, such as answer.O7 or determinant.W3."""
    subject, _, name = fact.partition(".")
    value = case.facts[fact]
    if subject == "answer":
        question = next(question for question in case.questions if question.key == name)
        return Citation(question.text, str(value), name)
    if subject == "determinant":
        return Citation(str(DETERMINANTS[name]), f"{value:.0f}")
    if value in PROFILES:
        return Citation(FACTS[fact], str(PROFILES[value]))
    if value in DETERMINANTS:
        return Citation(FACTS[fact], str(DETERMINANTS[value]))
    return Citation(FACTS[fact], _as_words(value))


def cite_groups(case, row, groups) -> list[Citation]:
    """Return the groups an instrument is looked at for, and what is known of the place that it has a demand about."""
    cited = [Citation(FACTS["groups"], ", ".join(GROUPS[group] for group in groups))] if groups else []
    known = case.placement
    asked = dict.fromkeys(demand.get("fact") for demand in row.demands)
    return cited + [Citation(FACTS[fact], _as_words(known[fact])) for fact in asked if fact in known]


def _as_words(value):
    if isinstance(value, bool):
        return FACTS["yes"] if value else FACTS["no"]
    return f"{value:.0f}" if isinstance(value, float) else str(value)
