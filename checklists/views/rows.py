"""What the checklist page shows of each question, section and score."""

from dataclasses import dataclass

from django.utils import timezone

from checklists.forms import NOT_APPLICABLE, NOT_DISCUSSED, get_values
from checklists.labels import PROFILE_FACTS, PROFILES
from checklists.models import AnswerState, QuestionKind

_SPECIAL = {AnswerState.NOT_DISCUSSED: NOT_DISCUSSED, AnswerState.NOT_APPLICABLE: NOT_APPLICABLE}
# Question -> attribute of the employer's profile that says something about it.
_FACTS = {
    "I2a": "vacancies",
    "I2b": "hard_vacancies",
    "I2c": "expects_growth",
    "I4a": "has_csr_policy",
    "I5a": "target_group_employees",
    "E2": "has_sroi_obligation",
    "E4": "collective_agreement",
}


@dataclass(frozen=True)
class Step:
    """One button of the scale: its value, the words on it, the key that picks it, and what such an answer looks like."""

    value: str
    label: str
    key: int
    anchor: str


@dataclass(frozen=True)
class Fact:
    """Something the profile says already about a question."""

    label: str
    value: object


@dataclass
class Row:
    """One question on the page; `typed` holds what someone sent in that was not stored."""

    question: object
    answer: object
    previous: object = None
    fact: Fact | None = None
    typed: dict | None = None
    errors: tuple = ()

    @property
    def steps(self):
        """Return the buttons of the scale, lowest first."""
        anchors = self.question.anchors
        return [
            Step(str(value), self._sign(value), number, anchors.get(str(value), ""))
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
    def notice(self):
        """Return what the privacy guard asks about the note that was sent in, or None."""
        return (self.typed or {}).get("notice")

    @property
    def said_by(self):
        return self.answer.said_by if self.typed is None else self.typed.get("said_by", "")

    @property
    def revision(self):
        """Return the revision the person saw: a newer one must not look as if it was read."""
        return self.answer.revision if self.typed is None else self.typed.get("revision", "")

    @property
    def label(self):
        """Return the stored answer in a word: a number with its sign, or what became of the question."""
        return self._sign(self.answer.value) if self.is_answered else self.answer.get_state_display()

    @property
    def anchor(self):
        """Return what an answer like the stored one looks like, empty for the steps in between."""
        return self.question.anchors.get(str(self.answer.value), "")

    @property
    def is_answered(self):
        return self.answer.state == AnswerState.ANSWERED

    @property
    def is_context(self):
        return self.question.kind == QuestionKind.CONTEXT

    @property
    def last_time(self):
        """Return the row of last visit's answer to this question, or None."""
        return Row(self.question, self.previous) if self.previous else None

    @property
    def last_value(self):
        """Return which button was chosen last time, empty when none was."""
        return str(self.previous.value) if self.previous else ""

    def _sign(self, value):
        if self.question.kind == QuestionKind.BIPOLAR and value:
            return f"+{value}" if value > 0 else f"\N{MINUS SIGN}{-value}"
        return str(value)


def build_row(question, answer, employer, previous=None, typed=None, errors=()):
    """Return the row of one question."""
    return Row(question, answer, previous, _find_fact(question, employer), typed, errors)


def _find_fact(question, employer):
    name = _FACTS.get(question.key)
    value = getattr(employer, name) if name else None
    return None if value in (None, "") else Fact(PROFILE_FACTS[name], value)


def is_asked(question, checklist, answer):
    """Tell whether a question is on the page: it is on the list of this checklist, or it was answered before that list."""
    return question.is_short or not checklist.is_short or answer.state != AnswerState.NOT_DISCUSSED


def build_sections(checklist, questions, answers, previous, typed=None):
    """Return the sections in order: {section, rows, done, asked}; `typed` is {question key: (data, errors)}."""
    sections = []
    for question in questions:
        answer, employer = answers[question.key], checklist.visit.employer
        if not is_asked(question, checklist, answer):
            continue
        if not sections or sections[-1]["section"] != question.section:
            sections.append({"section": question.section, "rows": []})
        data, errors = (typed or {}).get(question.key, (None, ()))
        row = build_row(question, answer, employer, previous.get(question.key), data, errors)
        sections[-1]["rows"].append(row)
    progress = count_progress(checklist, questions, answers)
    for section in sections:
        section["done"], section["asked"] = progress["sections"][section["section"].key]
    return sections


def count_progress(checklist, questions, answers):
    """Return how many questions were touched: in total and per section key as (done, asked).

    `stamp` grows with every change of any answer, so that a late reply can be told from a newer one.
    """
    sections = {}
    for question in questions:
        if is_asked(question, checklist, answers[question.key]):
            done, asked = sections.get(question.section.key, (0, 0))
            touched = answers[question.key].state != AnswerState.NOT_DISCUSSED
            sections[question.section.key] = (done + touched, asked + 1)
    return {
        "sections": sections,
        "done": sum(done for done, _ in sections.values()),
        "asked": sum(asked for _, asked in sections.values()),
        "stamp": sum(answer.revision for answer in answers.values()),
    }


def get_stamp():
    """Return the moment in milliseconds: by it a device tells whether a page is older than what it sent since."""
    return int(timezone.now().timestamp() * 1000)


def build_panel(score):
    """Return what the live score panel shows."""
    missing = {key for coverage in score.coverage.values() if not coverage.enough for key in coverage.missing}
    return {"score": score, "profile": PROFILES[score.profile], "missing": len(missing)}
