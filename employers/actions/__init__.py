"""Changing employers, their people, visits and agreements; keyword-only, with `by=`, one transaction each."""

from employers.actions.agreements import AgreementClosed, close_agreement, make_agreement
from employers.actions.employers import (
    DuplicateEmployer,
    StaleEmployer,
    add_contact,
    change_contact,
    change_employer,
    create_employer,
)
from employers.actions.reference import load_benchmarks
from employers.actions.visits import (
    VisitNotAllowed,
    cancel_visit,
    change_visit,
    conclude_visit,
    plan_visit,
    record_advice,
    record_assessment,
    reopen_visit,
    start_visit,
)

__all__ = [
    "AgreementClosed",
    "DuplicateEmployer",
    "StaleEmployer",
    "VisitNotAllowed",
    "add_contact",
    "cancel_visit",
    "change_contact",
    "change_employer",
    "change_visit",
    "close_agreement",
    "conclude_visit",
    "create_employer",
    "load_benchmarks",
    "make_agreement",
    "plan_visit",
    "record_advice",
    "record_assessment",
    "reopen_visit",
    "start_visit",
]
