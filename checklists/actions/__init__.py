"""Changing checklists, answers and advices; keyword-only, with `by=`, one transaction each."""

from checklists.actions.advice import (
    NotConcluded,
    adjust,
    give_advice,
    save_closing_words,
    withdraw_adjustment,
)
from checklists.actions.answers import AlreadyConcluded, NewerAnswer, save_answer
from checklists.actions.reference import ChangedMeaning, load_questions, load_tips
from checklists.actions.scenarios import TooManyScenarios, keep_scenario, restore_scenario, withdraw_scenario
from checklists.actions.summaries import rebuild_summaries
from checklists.actions.syncing import apply_changes
from checklists.actions.visits import (
    NewerFocus,
    NewerNote,
    choose_focus,
    choose_profile,
    conclude_checklist,
    reopen_checklist,
    save_note,
    start_checklist,
)

__all__ = [
    "AlreadyConcluded",
    "ChangedMeaning",
    "NewerAnswer",
    "NewerFocus",
    "NewerNote",
    "NotConcluded",
    "TooManyScenarios",
    "adjust",
    "apply_changes",
    "choose_focus",
    "choose_profile",
    "conclude_checklist",
    "give_advice",
    "keep_scenario",
    "load_questions",
    "load_tips",
    "rebuild_summaries",
    "reopen_checklist",
    "restore_scenario",
    "save_answer",
    "save_closing_words",
    "save_note",
    "start_checklist",
    "withdraw_adjustment",
    "withdraw_scenario",
]
