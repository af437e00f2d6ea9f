"""Employers, their people, visits and agreements, and what happened to them."""

from employers.models.agreement import Agreement, AgreementState, Side
from employers.models.benchmark import UNITS, Benchmark, RegionSubject, Segment, Verification
from employers.models.choices import (
    DeterminantLabel,
    MoveEvent,
    ProfileLabel,
    SbiSection,
    Sector,
    SizeClass,
    StageLabel,
)
from employers.models.employer import Contact, Employer
from employers.models.following import CalendarAddress, MailKind, MailLog, MailState
from employers.models.handing import HandOver, OpenWork
from employers.models.month import RegionMonth
from employers.models.placement import Placement, PlacementForm, StillThere
from employers.models.timeline import StageChange, TimelineEntry, TimelineKind
from employers.models.visit import Visit, VisitPlace, VisitState, VisitStep

__all__ = [
    "UNITS",
    "Agreement",
    "AgreementState",
    "Benchmark",
    "CalendarAddress",
    "Contact",
    "DeterminantLabel",
    "Employer",
    "HandOver",
    "MailKind",
    "MailLog",
    "MailState",
    "MoveEvent",
    "OpenWork",
    "Placement",
    "PlacementForm",
    "ProfileLabel",
    "RegionMonth",
    "RegionSubject",
    "SbiSection",
    "Sector",
    "Segment",
    "Side",
    "SizeClass",
    "StageChange",
    "StageLabel",
    "StillThere",
    "TimelineEntry",
    "TimelineKind",
    "Verification",
    "Visit",
    "VisitPlace",
    "VisitState",
    "VisitStep",
]
