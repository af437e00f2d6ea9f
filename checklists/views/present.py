"""What the adviser shows with the tablet turned to the employer: the words of the advice, large, and never a score."""

from datetime import date

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from checklists import advising, queries, wording
from checklists.papers import draw_scenarios
from employers.views.context import visit_context
from safekeeping.actions import note_access
from safekeeping.models import What


@require_GET
def present(request, pk):
    """Show strengths, obstacles, tips, instruments and agreements as the employer will read them on paper."""
    visit = queries.get_visit(request.user, pk)
    if not hasattr(visit, "checklist"):
        return redirect("checklists:prepare", pk=pk)
    note_access(by=request.user, what=What.VIEW, row=visit, employer=visit.employer)
    checklist = visit.checklist
    context = visit_context(request, visit, "present") | {"content": _employers_part(checklist, request.user)}
    return render(request, "checklists/present.html", context)


def _employers_part(checklist, user):
    """Return the content of the draft advice without what is for colleagues, so that no template can show it by mistake."""
    case, today = queries.get_case(checklist), timezone.localdate()
    recommendation = advising.recommend(case, queries.get_tips(), queries.get_instruments(), today)
    adviser = queries.get_signatory(case, user)
    content = advising.compose(case, recommendation, number=None, given_on=today, adviser=adviser)
    del content["internal"]
    # What is told is a strength here; that there is no vacancy is a fact for the paper.
    content["told"] = [row for row in content["told"] if row["text"] != wording.TOLD["no_vacancies"]]
    content["scenarios"] = draw_scenarios(content["scenarios"])
    content["catalogue_date"] = date.fromisoformat(content["catalogue_date"])
    for row in content["agreements"]:
        row["due_on"] = date.fromisoformat(row["due_on"])
    return content
