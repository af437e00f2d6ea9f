"""Employers, their people, visits and agreements, and what happened to them."""

from employers.models.agreement import Agreement, AgreementState, Side
from employers.models.benchmark import Benchmark
from employers.models.choices import SbiSection, Sector, SizeClass, StageLabel
from employers.models.employer import Contact, Employer
from employers.models.timeline import StageChange, TimelineEntry, TimelineKind
from employers.models.visit import Visit, VisitPlace, VisitState, VisitStep

__all__ = [
    "Agreement",
    "AgreementState",
    "Benchmark",
    "Contact",
    "Employer",
    "SbiSection",
    "Sector",
    "Side",
    "SizeClass",
    "StageChange",
    "StageLabel",
    "TimelineEntry",
    "TimelineKind",
    "Visit",
    "VisitPlace",
    "VisitState",
    "VisitStep",
]
