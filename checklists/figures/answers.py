"""How questions were answered in a region that passed the gate: read from the counts that are kept with every visit."""

from dataclasses import dataclass

from django.db.models import Q

from checklists.models import LEAST_HIGH, MOST_LOW, AnswerDigest, AnswerState, Question, QuestionKind
from employers.figures.behind import Source
from employers.figures.measuring import read_rows, within

LEAST = 5  # answers before a mean says anything
LOWEST = 5  # questions that are shown first
LOW, HIGH = "laag", "hoog"
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
    shift = 2 if question.kind == QuestionKind.BIPOLAR else 0
    values = {int(code) + shift: number for code, number in counts.items() if code.lstrip("-").isdecimal()}
    answered = sum(values.values())
    total = sum(value * number for value, number in values.items())
    return Answers(
        question=question,
        answered=answered,
        low=sum(number for value, number in values.items() if value <= MOST_LOW),
        high=sum(number for value, number in values.items() if value >= LEAST_HIGH),
        not_discussed=counts.get(AnswerState.NOT_DISCUSSED, 0),
        not_applicable=counts.get(AnswerState.NOT_APPLICABLE, 0),
        mean=total / answered if answered else None,
    )


def choose_lowest(rows):
    """Return the questions that were answered lowest, of those that count in the score and were answered often enough."""
    known = [row for row in rows if row.question.weights and row.answered >= LEAST]
    return sorted(known, key=lambda row: row.mean)[:LOWEST]


def _find(region, period, today):
    return AnswerDigest.objects.filter(within("held_on", period), region=region)


# What an address calls an answer -> where a digest keeps the questions that were answered so.
_KEPT = {
    LOW: "low",
    HIGH: "high",
    AnswerState.NOT_DISCUSSED: "not_discussed",
    AnswerState.NOT_APPLICABLE: "not_applicable",
}


def _is_given(key, answer):
    """Return the condition that a question was answered so, in whatever version of the set it was asked."""
    numbers = list(Question.objects.filter(key=key).values_list("pk", flat=True))
    return Q(**{f"{_KEPT[answer]}__overlap": numbers})


SOURCE = Source(_find, {("vraag", "antwoord"): _is_given})
