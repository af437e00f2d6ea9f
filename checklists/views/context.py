"""What every page of a visit shows around its own content."""

from regions.access import EDIT, get_permissions


def visit_context(request, visit, step):
    """Return visit, employer, region, the step that is shown, and whether this person may change things."""
    region = visit.employer.region
    return {
        "visit": visit,
        "employer": visit.employer,
        "region": region,
        "step": step,
        "section": "employers",
        "may_edit": EDIT in get_permissions(request.user, region),
    }
