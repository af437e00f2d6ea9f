"""Asking, answering and advising: question sets, checklists with their answers, tips, and the advice that was given."""

from checklists.models.advice import Adjustment, AdjustmentKind, Advice, AdviceDocument, AdviceNumber, Paper
from checklists.models.answer import Answer, AnswerChange, AnswerState, Checklist, SaidBy
from checklists.models.question import Question, QuestionKind, QuestionSet, Section, Tip
from checklists.models.scenario import Scenario
from checklists.models.summary import LEAST_HIGH, MOST_LOW, AdvisedInstrument, AnswerCount, AnswerDigest
from checklists.models.sync import AppliedChange

__all__ = [
    "LEAST_HIGH",
    "MOST_LOW",
    "Adjustment",
    "AdjustmentKind",
    "Advice",
    "AdviceDocument",
    "AdviceNumber",
    "AdvisedInstrument",
    "Answer",
    "AnswerChange",
    "AnswerCount",
    "AnswerDigest",
    "AnswerState",
    "AppliedChange",
    "Checklist",
    "Paper",
    "Question",
    "QuestionKind",
    "QuestionSet",
    "SaidBy",
    "Scenario",
    "Section",
    "Tip",
]
