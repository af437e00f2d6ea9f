"""Which visits are still open: their advice was not given yet, so a change of the catalogue can still reach it."""

from django.db.models import Q

from employers.models import VisitState


def is_open(path="visit"):
    """Return the condition for rows of an open visit: planned, under way, or concluded without an advice."""
    under_way = Q(**{f"{path}__state__in": [VisitState.PLANNED, VisitState.UNDER_WAY]})
    return under_way | Q(**{f"{path}__state": VisitState.CONCLUDED, f"{path}__advised_on": None})
