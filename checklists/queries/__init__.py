"""Reading checklists, scores and advices; every function asks for whom, or takes a row that passed the gate."""

from checklists.queries.advice import (
    get_adjustment,
    get_advices,
    get_case,
    get_document,
    get_instrument_names,
    get_instruments,
    get_signatory,
    get_tips,
    get_trail,
)
from checklists.queries.checklists import (
    find_checklist,
    get_benchmarks,
    get_checklist,
    get_open_agreements,
    get_previous,
    get_questions_of,
    get_visit,
    make_blank_checklist,
)
from checklists.queries.scenarios import get_scenario, get_scenarios, get_withdrawn_scenario
from checklists.queries.scores import get_answer_rows, get_current_questions, get_items, get_questions, score_checklist

__all__ = [
    "find_checklist",
    "get_adjustment",
    "get_advices",
    "get_answer_rows",
    "get_benchmarks",
    "get_case",
    "get_checklist",
    "get_current_questions",
    "get_document",
    "get_instrument_names",
    "get_instruments",
    "get_items",
    "get_open_agreements",
    "get_previous",
    "get_questions",
    "get_questions_of",
    "get_scenario",
    "get_scenarios",
    "get_signatory",
    "get_tips",
    "get_trail",
    "get_visit",
    "get_withdrawn_scenario",
    "make_blank_checklist",
    "score_checklist",
]
