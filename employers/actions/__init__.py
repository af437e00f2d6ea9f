"""Changing employers, their people, visits and agreements; keyword-only, with `by=`, one transaction each."""

from employers.actions.agreements import AgreementClosed, close_agreement, make_agreement, reopen_agreement
from employers.actions.calendars import make_calendar_address, restore_calendar_address, revoke_calendar_address
from employers.actions.digest import send_digest
from employers.actions.employers import (
    DuplicateEmployer,
    StaleEmployer,
    add_contact,
    change_contact,
    change_employer,
    create_employer,
    erase_contact,
)
from employers.actions.facts import enter_facts, remove_fact, restore_fact
from employers.actions.leaving import hand_over_work
from employers.actions.months import rebuild_months
from employers.actions.placements import add_placement, change_placement, remove_placement, restore_placement
from employers.actions.reference import load_benchmarks
from employers.actions.stages import MoveNotAllowed, StaleStage, hand_over, move_stage, take_back
from employers.actions.visits import (
    EmployerPutAside,
    VisitNotAllowed,
    cancel_visit,
    change_visit,
    conclude_visit,
    plan_visit,
    record_advice,
    record_assessment,
    reopen_visit,
    restore_visit,
    start_visit,
)

__all__ = [
    "AgreementClosed",
    "DuplicateEmployer",
    "EmployerPutAside",
    "MoveNotAllowed",
    "StaleEmployer",
    "StaleStage",
    "VisitNotAllowed",
    "add_contact",
    "add_placement",
    "cancel_visit",
    "change_contact",
    "change_employer",
    "change_placement",
    "change_visit",
    "close_agreement",
    "conclude_visit",
    "create_employer",
    "enter_facts",
    "erase_contact",
    "hand_over",
    "hand_over_work",
    "load_benchmarks",
    "make_agreement",
    "make_calendar_address",
    "move_stage",
    "plan_visit",
    "rebuild_months",
    "record_advice",
    "record_assessment",
    "remove_fact",
    "remove_placement",
    "reopen_agreement",
    "reopen_visit",
    "restore_calendar_address",
    "restore_fact",
    "restore_placement",
    "restore_visit",
    "revoke_calendar_address",
    "send_digest",
    "start_visit",
    "take_back",
]
