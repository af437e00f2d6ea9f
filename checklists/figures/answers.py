"""How questions were answered in a region that passed the gate: read from the counts that are kept with every visit."""

from dataclasses import dataclass

from django.db.models import Q

from checklists.models import Answer, AnswerState, Question, QuestionKind
from employers.figures.behind import Source
from employers.figures.measuring import read_rows, within

LEAST = 5  # answers before a mean says anything
LOWEST = 5  # questions that are shown first
LOW, HIGH = "laag", "hoog"
# What counts as low and as high on each scale; 2 of 4, and neither good nor bad, lie between.
_LOW = {QuestionKind.SCALE: (0, 1), QuestionKind.BIPOLAR: (-2, -1), QuestionKind.CONTEXT: (0, 1)}
_HIGH = {QuestionKind.SCALE: (3, 4), QuestionKind.BIPOLAR: (1, 2), QuestionKind.CONTEXT: (3, 4)}
# A question keeps its key through the versions of a set.
_COUNTS = """
SELECT question.key, code, sum(number) AS number
  FROM checklists_answercount AS kept JOIN checklists_question AS question ON question.id = question_id
 WHERE {here} AND month >= %(start)s AND month < %(end)s GROUP BY question.key, code
"""


@dataclass(frozen=True)
class Answers:
    """How one question was answered in a quarter."""

    question: object
    answered: int
    low: int
    high: int
    not_discussed: int
    not_applicable: int
    mean: float | None  # on the scale of 0 to 4, None without answers


def count_answers(region, quarter, questions):
    """Return an Answers for each question of a set, in the order they are asked; of the country when region is None."""
    counts = {}
    for row in read_rows(_COUNTS, region, start=quarter.start, end=quarter.end):
        counts.setdefault(row["key"], {})[row["code"]] = row["number"]
    return [_sum_up(question, counts.get(question.key, {})) for question in questions]


def _sum_up(question, counts):
    values = {int(code): number for code, number in counts.items() if code.lstrip("-").isdecimal()}
    answered = sum(values.values())
    shift = 2 if question.kind == QuestionKind.BIPOLAR else 0
    total = sum((value + shift) * number for value, number in values.items())
    return Answers(
        question=question,
        answered=answered,
        low=sum(values.get(value, 0) for value in _LOW[question.kind]),
        high=sum(values.get(value, 0) for value in _HIGH[question.kind]),
        not_discussed=counts.get(AnswerState.NOT_DISCUSSED, 0),
        not_applicable=counts.get(AnswerState.NOT_APPLICABLE, 0),
        mean=total / answered if answered else None,
    )


def choose_lowest(rows):
    """Return the questions that were answered lowest, of those that count in the score and were answered often enough."""
    known = [row for row in rows if row.question.weights and row.answered >= LEAST]
    return sorted(known, key=lambda row: row.mean)[:LOWEST]


def _is_given(value):
    if value in (LOW, HIGH):
        condition = Q(pk__in=[])
        for kind, values in (_LOW if value == LOW else _HIGH).items():
            condition |= Q(question__kind=kind, value__in=values)
        return condition
    return Q(state=value)


def _is_about(key):
    """Return the condition by the numbers of the question in every version: with a join, no index knows which answer to read."""
    return Q(question__in=list(Question.objects.filter(key=key).values_list("pk", flat=True)))


SOURCE = Source(
    lambda region, period, today: Answer.objects.filter(
        within("checklist__visit__held_on", period), checklist__visit__region=region
    ),
    {"vraag": _is_about, "antwoord": _is_given},
    "checklist__visit__employer_id",
    is_read_once=True,
)
