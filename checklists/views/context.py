"""What every page about a checklist shows around its own content."""

from employers.models import VisitState
from employers.views.context import visit_context


def checklist_context(request, checklist, step):
    """Return what is around the visit, the checklist, and whether this person can still change its answers."""
    context = visit_context(request, checklist.visit, step)
    is_open = not checklist.is_concluded and checklist.visit.state != VisitState.CANCELLED
    return context | {"checklist": checklist, "may_answer": context["may_edit"] and is_open}
