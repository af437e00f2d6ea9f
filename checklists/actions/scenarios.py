"""Keeping calculations with a visit, and taking them away again."""

from django.db import transaction
from django.utils import timezone

from checklists.models import Scenario
from employers.actions import VisitNotAllowed
from employers.models import Visit, VisitState

MOST_KEPT = 4  # with one visit: the employer's paper has to stay readable


class TooManyScenarios(Exception):
    """So many calculations are kept with this visit that another would make the paper unreadable."""


@transaction.atomic
def keep_scenario(*, by, visit, kind, given, result):
    """Keep one calculation with a visit and return it; the same one again gives the one that is there.

    `given` is what was filled in, `result` what came out of it just now (instruments.what_if.Worked.describe). Raises
    employers.actions.VisitNotAllowed on a cancelled visit, and TooManyScenarios.
    """
    locked = Visit.objects.select_for_update().get(pk=visit.pk)
    if locked.state == VisitState.CANCELLED:
        raise VisitNotAllowed
    kept = list(Scenario.objects.filter(visit=locked, withdrawn_at=None))
    for one in kept:
        if (one.kind, one.input, one.result) == (kind, given, result):
            return one
    if len(kept) >= MOST_KEPT:
        raise TooManyScenarios
    return Scenario.objects.create(visit=locked, kind=kind, input=given, result=result, calculated_by=by)


@transaction.atomic
def withdraw_scenario(*, by, scenario):
    """Take a calculation away; the row stays, and so does an advice that has it."""
    scenario.withdrawn_at, scenario.withdrawn_by = timezone.now(), by
    scenario.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return scenario


@transaction.atomic
def restore_scenario(*, by, scenario):
    """Undo taking away: the calculation is kept with the visit again, as it came out then.

    Raises employers.actions.VisitNotAllowed on a cancelled visit, and TooManyScenarios.
    """
    locked = Visit.objects.select_for_update().get(pk=scenario.visit_id)
    if locked.state == VisitState.CANCELLED:
        raise VisitNotAllowed
    if Scenario.objects.filter(visit=locked, withdrawn_at=None).count() >= MOST_KEPT:
        raise TooManyScenarios
    scenario.withdrawn_at = scenario.withdrawn_by = None
    scenario.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return scenario
