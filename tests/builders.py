"""Rows for tests, made through the same actions as the app's own screens."""

import itertools
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from checklists import actions as checklist_actions
from checklists import queries as checklist_queries
from checklists.queries.scores import lock_answer_rows
from employers import actions
from employers.models import Benchmark, VisitPlace
from instruments.queries import get_amounts
from instruments.what_if import work_out

_kvk_numbers = itertools.count(10_000_000)


def make_employer(*, region, by, **fields):
    """Return a new employer; every call gets another KVK number."""
    known = {
        "name": "Bakkerij De Gouden Korenaar",
        "kvk_number": str(next(_kvk_numbers)),
        "city": "Groningen",
        "sbi_section": "C",
        "employees": 45,
    }
    return actions.create_employer(by=by, region=region, fields={**known, **fields})


def make_visit(employer, *, by, **fields):
    """Return a planned visit for tomorrow, unless told otherwise."""
    known = {"planned_at": timezone.now() + timedelta(days=1), "place": VisitPlace.AT_EMPLOYER, "advisers": [by]}
    return actions.plan_visit(by=by, employer=employer, fields={**known, **fields})


def make_contact(employer, *, by, **fields):
    """Return a contact who may be kept for another year."""
    known = {"name": "Henk Wiersma", "job_title": "Eigenaar", "keep_until": timezone.localdate() + timedelta(days=365)}
    return actions.add_contact(by=by, employer=employer, fields={**known, **fields})


def make_agreement(visit, *, by, **fields):
    """Return an open agreement of a visit, due in two weeks."""
    known = {
        "side": "desk",
        "who": "WSP",
        "what": "stuurt informatie",
        "due_on": timezone.localdate() + timedelta(days=14),
    }
    return actions.make_agreement(by=by, employer=visit.employer, visit=visit, fields={**known, **fields})


def make_fact(region, *, by, **fields):
    """Return a figure about the labour market of a region: its tightness in a quarter, from a source of today."""
    known = {"key": "tightness", "sbi_section": "", "year": 2026, "period": "2026 kwartaal 2", "value": 143}
    known |= {"value_text": "143", "statement": "143 vacatures per 100 werklozen.", "source": "UWV"}
    known |= {"source_on": timezone.localdate(), **fields}
    actions.enter_facts(by=by, region=region, rows=[known])
    return Benchmark.objects.get(segment=region.code, key=known["key"], period=known["period"], entered_by=by)


def make_placement(employer, *, by, **fields):
    """Return a placement that began two months ago."""
    known = {"form": "employed", "hours": 24, "started_on": timezone.localdate() - timedelta(days=60)}
    return actions.add_placement(by=by, employer=employer, fields={**known, **fields})


def start_checklist(visit, *, by, is_short=False):
    """Return the checklist of a visit, with an empty answer to every question; needs the reference data."""
    return checklist_actions.start_checklist(by=by, visit=visit, is_short=is_short)


@transaction.atomic
def answer(checklist, *, by, said_by="employer", note="", **values):
    """Answer questions by key: answer(checklist, by=anna, I1=3, O7="nvt"); on top of what is there now."""
    locked = lock_answer_rows(checklist)
    for key, value in values.items():
        is_number = isinstance(value, int)
        checklist_actions.save_answer(
            by=by,
            checklist=checklist,
            key=key,
            revision=locked[key].revision,
            state="answered" if is_number else "not_applicable",
            value=value if is_number else None,
            said_by=said_by,
            note=note,
            locked=locked,
        )


def answer_all(checklist, *, by, level=3, **exceptions):
    """Answer every question on the same level of the scale of 0 to 4, with exceptions by key."""
    values = {}
    for question in checklist_queries.get_questions(checklist.question_set):
        values[question.key] = level - 2 if question.kind == "bipolar" else level
    answer(checklist, by=by, **{**values, **exceptions})


def keep_scenario(visit, *, by, kind="lks", **given):
    """Keep a calculation with a visit: a subsidy for 32 hours at 60%, unless told otherwise."""
    known = {"on": "2026-07-01", "hours": "32", "group": "pwet_lks_register"}
    known |= {"wage_value": "60"} if kind in ("lks", "plaatsing") else {}
    given = known | given
    result = work_out(kind, given, get_amounts(timezone.localdate())).describe()
    return checklist_actions.keep_scenario(by=by, visit=visit, kind=kind, given=given, result=result)


def give_advice(visit, *, by):
    """Conclude the checklist of a visit and give its advice, with both papers."""
    checklist = visit.checklist
    checklist_actions.conclude_checklist(by=by, checklist=checklist)
    return checklist_actions.give_advice(by=by, checklist=checklist)
