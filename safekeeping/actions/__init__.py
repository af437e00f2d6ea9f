"""Changing the word list, counting, and letting go of what is over its term; keyword-only, with `by=`, one transaction each."""

from safekeeping.actions.persons import erase_contact
from safekeeping.actions.privacy import count_spoken, load_privacy_words
from safekeeping.actions.retention import (
    ListNotOpen,
    SamePerson,
    approve_list,
    carry_out,
    check_list,
    destroy_direct,
    propose_lists,
    withdraw_list,
)
from safekeeping.actions.trail import note_access

__all__ = [
    "ListNotOpen",
    "SamePerson",
    "approve_list",
    "carry_out",
    "check_list",
    "count_spoken",
    "destroy_direct",
    "erase_contact",
    "load_privacy_words",
    "note_access",
    "propose_lists",
    "withdraw_list",
]
