"""Handing over all the work of someone who leaves a region."""

from django.db import transaction

from employers.actions.stages import hand_over
from employers.actions.timeline import note_down
from employers.leaving import get_employers_of, get_visits_of
from employers.models import Employer, TimelineKind


@transaction.atomic
def hand_over_work(*, by, region, leaver, to, note):
    """Give the employers, open visits and promises that `leaver` has in a region to `to`; return (employers, visits).

    A promise goes along with its employer: who is its fixed contact keeps it.
    """
    employers = list(get_employers_of(leaver, region))
    number = len(hand_over(by=by, employers=employers, to=to, note=note))
    told = {one.pk for one in employers}
    visits = list(
        get_visits_of(leaver, region).select_for_update(of=["self"]).select_related("employer").order_by("pk")
    )
    for visit in visits:
        visit.advisers.remove(leaver)
        visit.advisers.add(to)
        if visit.employer_id not in told:
            detail = f"{to.name}: {note}"
            note_down(by=by, employer=visit.employer, visit=visit, kind=TimelineKind.HANDED_OVER, detail=detail)
    Employer.advisers.through.objects.filter(employer__region=region, user=leaver).delete()
    return number, len(visits)
