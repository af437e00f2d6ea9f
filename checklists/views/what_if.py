"""What does it bring in: calculate at the table, keep a calculation with the visit, take it away again."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from checklists import actions, queries
from checklists.forms import KeepForm, TakeAwayForm, TakenAwayForm
from checklists.views.panel import Panel
from employers.actions import VisitNotAllowed
from employers.models import VisitState
from employers.views.context import visit_context
from instruments.matching import may_name_money
from instruments.queries import get_amounts, get_blocks
from instruments.travel import build_grid
from regions.access import EDIT

PARTS = {"paneel": "#panel", "uitkomsten": "#results"}


def _read_panel(visit, data):
    today = timezone.localdate()
    blocks = get_blocks(visit.employer.region) if "sroi" in data.values() else []
    return Panel(data, today=today, amounts=get_amounts(today), blocks=blocks)


@require_GET
def what_if(request, pk):
    """Show the panel; while someone types, only what came out and what is wrong."""
    visit = queries.get_visit(request.user, pk)
    return _show(request, visit, _read_panel(visit, request.GET))


def _show(request, visit, panel, status=None):
    part = PARTS.get(request.htmx.target, "") if request.htmx else ""
    context = visit_context(request, visit, "what_if") | {"panel": panel}
    context["may_keep"] = context["may_edit"] and visit.state != VisitState.CANCELLED
    if not part:
        context |= {"scenarios": queries.get_scenarios(visit), "is_too_early": _is_too_early(visit)}
        context["withdrawn"] = context["may_keep"] and _find_withdrawn(request, visit)
        context["grid"] = build_grid(get_amounts(timezone.localdate()))
    status = status or (200 if panel.is_right else 422)
    return render(request, f"checklists/what_if.html{part}", context, status=status)


def _find_withdrawn(request, visit):
    """Return the calculation that was taken away just now and can be brought back, or None."""
    form = TakenAwayForm(request.GET)
    return queries.get_withdrawn_scenario(visit, form.cleaned_data["weg"]) if form.is_valid() else None


def _is_too_early(visit):
    """Tell whether money is no good beginning here: no intention yet, and cost was not named."""
    if not hasattr(visit, "checklist"):
        return False
    return not may_name_money(queries.get_case(visit.checklist).facts)


@require_POST
def keep(request, pk):
    """Keep one of the calculations with the visit, as it comes out now."""
    visit = queries.get_visit(request.user, pk, EDIT)
    panel, form = _read_panel(visit, request.POST), KeepForm(request.POST)
    column = panel.get_column(form.cleaned_data["bewaar"]) if form.is_valid() else None
    if column is None or column.result is None:
        messages.error(request, "Er is niets om te bewaren: deze som is nog niet uit te rekenen.")
        return _show(request, visit, panel, status=422)
    try:
        actions.keep_scenario(
            by=request.user, visit=visit, kind=column.form.kind, given=column.form.given, result=column.result
        )
    except actions.TooManyScenarios:
        messages.error(request, "Bij dit bezoek staan al vier berekeningen. Haal er eerst een weg.")
        return _show(request, visit, panel, status=422)
    except VisitNotAllowed:
        messages.error(request, "Dit bezoek is afgezegd. U kunt er geen berekening meer bij bewaren.")
        return _show(request, visit, panel, status=422)
    messages.success(request, f"{column.result['name']} is bij dit bezoek bewaard en komt in het advies.")
    return redirect(f"{reverse('checklists:what_if', args=[pk])}?{panel.query}")


@require_POST
def withdraw(request, pk):
    """Take a calculation away from the visit; an advice that has it does not change."""
    visit = queries.get_visit(request.user, pk, EDIT)
    form = TakeAwayForm(request.POST)
    if form.is_valid() and form.cleaned_data["terug"]:
        return _restore(request, visit, form.cleaned_data["berekening"])
    scenario = queries.get_scenario(visit, form.cleaned_data["berekening"]) if form.is_valid() else None
    if scenario is None:
        messages.error(request, "Deze berekening is er niet meer.")
        return _show(request, visit, _read_panel(visit, {}), status=422)
    actions.withdraw_scenario(by=request.user, scenario=scenario)
    messages.success(request, "De berekening is weggehaald. Een advies dat al is vastgesteld, verandert niet.")
    return redirect(f"{reverse('checklists:what_if', args=[pk])}?weg={scenario.pk}#bewaard-kop")


def _restore(request, visit, pk):
    """Bring back what was taken away."""
    scenario = queries.get_withdrawn_scenario(visit, pk)
    try:
        if scenario is not None:
            actions.restore_scenario(by=request.user, scenario=scenario)
            messages.success(request, "De berekening staat weer bij dit bezoek.")
    except actions.TooManyScenarios:
        messages.error(request, "Bij dit bezoek staan al vier berekeningen. Haal er eerst een weg.")
    except VisitNotAllowed:
        messages.error(request, "Dit bezoek is afgezegd. U kunt er geen berekening meer bij bewaren.")
    return redirect("checklists:what_if", pk=visit.pk)
