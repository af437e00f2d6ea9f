"""Reading questions and answers as the scoring room wants them."""

from functools import lru_cache

from checklists.models import Answer, AnswerState, Question, QuestionSet
from checklists.scoring import NOT_APPLICABLE, Item, score


def get_questions(question_set):
    """Return the questions of a set in the order they are asked, with their section.

    Kept per process under the loading that wrote them, so that a corrected sentence is seen at once.
    """
    return _read_questions(question_set.pk, question_set.loading)


def get_current_questions():
    """Return the questions that new visits get."""
    return get_questions(get_current_set())


def get_current_set():
    """Return the question set that new visits get."""
    return QuestionSet.objects.get(code="fase-1", is_current=True)


def get_items(question_set):
    """Return the questions of a set as the scoring room knows them."""
    return _read_items(question_set.pk, question_set.loading)


@lru_cache(maxsize=8)
def _read_questions(question_set_id, loading):
    rows = Question.objects.filter(section__question_set_id=question_set_id).select_related("section")
    return tuple(rows.order_by("section__order", "order"))


@lru_cache(maxsize=8)
def _read_items(question_set_id, loading):
    return tuple(
        Item(question.key, question.kind, question.weights, question.is_short)
        for question in _read_questions(question_set_id, loading)
    )


def get_answer_rows(checklist):
    """Return the answers of a checklist that passed the gate, by question key, with who saved them."""
    return key_by_question(checklist, Answer.objects.filter(checklist=checklist).select_related("saved_by"))


def key_by_question(checklist, rows):
    """Return answer rows by the key of their question, in the order of the questions."""
    by_id = {row.question_id: row for row in rows}
    return {question.key: by_id[question.pk] for question in get_questions(checklist.question_set)}


def lock_answer_rows(checklist):
    """Return the answers by question key, locked with their checklist until the transaction ends.

    One query locks both and reads what the score needs, so that concluding and saving wait for each other.
    """
    rows = Answer.objects.select_for_update(of=["self", "checklist"]).select_related("checklist", "saved_by")
    return key_by_question(checklist, rows.filter(checklist=checklist).order_by("pk"))


def get_value(answer):
    """Return an answer as the scoring room reads it: a number, "nvt", or None for what was not discussed."""
    return NOT_APPLICABLE if answer.state == AnswerState.NOT_APPLICABLE else answer.value


def score_checklist(checklist, answers):
    """Return the Score of a checklist from its answer rows by question key."""
    values = {key: get_value(answer) for key, answer in answers.items()}
    return score(get_items(checklist.question_set), values, short=checklist.is_short)
