"""What every page about one employer shows around its own content."""

from employers import queries
from regions.access import EDIT, OVERSEE, get_permissions


def employer_context(request, employer):
    """Return employer, region, menu section, and whether this person may change things."""
    permissions = get_permissions(request.user, employer.region)
    return {
        "employer": employer,
        "region": employer.region,
        "section": "employers",
        "may_edit": EDIT in permissions,
        "may_oversee": OVERSEE in permissions,
    }


def visit_context(request, visit, step):
    """Return the same around one visit, with the step of the visit that is shown."""
    keep_until = queries.get_keep_until(visit)
    return employer_context(request, visit.employer) | {"visit": visit, "step": step, "keep_until": keep_until}
