"""Rows for tests, made through the same actions as the app's own screens."""

import itertools
from datetime import timedelta

from django.utils import timezone

from employers import actions
from employers.models import VisitPlace

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
