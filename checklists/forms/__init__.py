"""What people type on the pages of a visit: answers, notes, choices, changes to the advice, and for whom it is."""

from checklists.forms.focus import FocusForm, describe_focus, make_focus_form
from checklists.forms.visit import (
    NOT_APPLICABLE,
    NOT_DISCUSSED,
    AdjustmentForm,
    AnswerForm,
    ClosingWordsForm,
    KeepForm,
    LinesField,
    NoteForm,
    ProfileForm,
    ReopenForm,
    StartForm,
    TakeAwayForm,
    TakenAwayForm,
    WithdrawForm,
    get_values,
)

__all__ = [
    "NOT_APPLICABLE",
    "NOT_DISCUSSED",
    "AdjustmentForm",
    "AnswerForm",
    "ClosingWordsForm",
    "FocusForm",
    "KeepForm",
    "LinesField",
    "NoteForm",
    "ProfileForm",
    "ReopenForm",
    "StartForm",
    "TakeAwayForm",
    "TakenAwayForm",
    "WithdrawForm",
    "describe_focus",
    "get_values",
    "make_focus_form",
]
