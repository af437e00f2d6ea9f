"""What the checklist page shows of each question, section and score."""

from dataclasses import dataclass

from checklists.forms import NOT_APPLICABLE, NOT_DISCUSSED, get_values
from checklists.labels import PROFILES
from checklists.models import AnswerState, QuestionKind

_SPECIAL = {AnswerState.NOT_DISCUSSED: NOT_DISCUSSED, AnswerState.NOT_APPLICABLE: NOT_APPLICABLE}
# Question -> attribute of the employer's profile that says something about it.
_FACTS = {"I2a": "vacancies", "I2b": "hard_vacancies", "I5a": "target_group_employees"}


@dataclass(frozen=True)
class Step:
    """One button of the scale: its value, the key that picks it, and what such an answer looks like."""

    value: str
    key: int
    anchor: str


@dataclass
class Row:
    """One question on the page; `typed` holds what someone sent in that was not stored."""

    question: object
    answer: object
    previous: object
    fact: object
    typed: dict | None = None
    errors: tuple = ()

    @property
    def steps(self):
        """Return the buttons of the scale, lowest first."""
        anchors = self.question.anchors
        return [
            Step(str(value), number, anchors.get(str(value), ""))
            for number, value in enumerate(get_values(self.question.kind))
        ]

    @property
    def chosen(self):
        """Return the value of the radio that is on."""
        if self.typed is not None:
            return self.typed.get("answer", "")
        return _SPECIAL.get(self.answer.state, str(self.answer.value))

    @property
    def note(self):
        return self.answer.note if self.typed is None else self.typed.get("note", "")

    @property
    def said_by(self):
        return self.answer.said_by if self.typed is None else self.typed.get("said_by", "")

    @property
    def is_context(self):
        return self.question.kind == QuestionKind.CONTEXT


def build_row(question, answer, employer, previous=None, typed=None, errors=()):
    """Return the row of one question."""
    fact = getattr(employer, _FACTS.get(question.key, ""), None)
    return Row(question, answer, previous, fact, typed, errors)


def is_asked(question, checklist):
    """Tell whether a question is on the list of this checklist."""
    return question.is_short or not checklist.is_short


def build_sections(checklist, questions, answers, previous, typed=None):
    """Return the sections in order: {section, rows, done, asked}; `typed` is {question key: (data, errors)}."""
    sections = []
    for question in questions:
        if not is_asked(question, checklist):
            continue
        if not sections or sections[-1]["section"] != question.section:
            sections.append({"section": question.section, "rows": []})
        data, errors = (typed or {}).get(question.key, (None, ()))
        answer, employer = answers[question.key], checklist.visit.employer
        row = build_row(question, answer, employer, previous.get(question.key), data, errors)
        sections[-1]["rows"].append(row)
    progress = count_progress(checklist, questions, answers)
    for section in sections:
        section["done"], section["asked"] = progress["sections"][section["section"].key]
    return sections


def count_progress(checklist, questions, answers):
    """Return how many questions were touched: in total and per section key as (done, asked)."""
    sections = {}
    for question in questions:
        if is_asked(question, checklist):
            done, asked = sections.get(question.section.key, (0, 0))
            touched = answers[question.key].state != AnswerState.NOT_DISCUSSED
            sections[question.section.key] = (done + touched, asked + 1)
    return {
        "sections": sections,
        "done": sum(done for done, _ in sections.values()),
        "asked": sum(asked for _, asked in sections.values()),
    }


def build_panel(score):
    """Return what the live score panel shows."""
    missing = sum(len(coverage.missing) for coverage in score.coverage.values() if not coverage.enough)
    return {"score": score, "profile": PROFILES[score.profile], "missing": missing}
