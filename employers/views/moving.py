"""Moving one employer to another stage: by dragging a card, by keyboard, or with a plain form."""

import json

from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from employers import actions, queries
from employers.forms.pipeline import MoveForm
from employers.models import StageLabel
from employers.pipeline import get_sums, make_rows
from employers.views.context import employer_context
from employers.views.pipeline import TAKEN_BACK, pipeline_context
from regions.access import EDIT
from regions.undoing import say_with_undo


@require_http_methods(["GET", "POST"])
def move(request, pk):
    """Move an employer to another stage, or say why that cannot be."""
    employer = queries.get_employer(request.user, pk, EDIT)
    if request.method == "GET":
        initial = {"to": request.GET.get("naar"), "filters": request.GET.get("filters", "")}
        return _show(request, employer, MoveForm(initial=initial, employer=employer))
    form = MoveForm(request.POST, employer=employer)
    if not form.is_valid():
        return _show(request, employer, form, status=422)
    try:
        moved = actions.move_stage(by=request.user, employer=employer, **form.get_fields())
    except actions.MoveNotAllowed as refused:
        return _show(request, employer, form, status=409, refused=refused.move, to=StageLabel(refused.to))
    except actions.StaleStage as stale:
        newer = queries.get_employer(request.user, pk, EDIT)
        fresh = MoveForm(initial={"filters": form.cleaned_data["filters"]}, employer=newer)
        return _show(request, newer, fresh, status=409, stale=stale.change)
    if request.htmx:
        return _show_moved(request, moved, form.cleaned_data["filters"])
    _say_moved(request, moved, employer.come_back_on, form.cleaned_data["filters"])
    return redirect(_back(employer, form.cleaned_data["filters"]))


def _say_moved(request, moved, come_back_on, filters):
    """Say where the employer stands, with the button that moves it back to where it stood; `come_back_on` is from before."""
    back = {"to": moved.previous_stage, "seen": moved.stage, "reason": TAKEN_BACK, "filters": filters}
    if come_back_on:
        back["come_back_on"] = come_back_on.isoformat()
    sentence = f"{moved.name} staat nu in de stap {moved.get_stage_display()}."
    say_with_undo(request, sentence, url=reverse("employers:move", args=[moved.pk]), label="Draai dit terug", **back)


def _show(request, employer, form, status=200, **extra):
    """Show the form, on a page of its own or inside the board; what was refused or done by another stands above it."""
    filters = form["filters"].value() or ""
    context = employer_context(request, employer) | {
        "form": form,
        "section": "pipeline",
        "back": _back(employer, filters),
    }
    template = "employers/move.html"
    if request.htmx:  # a card that was dropped has room for a sentence, the window on the board for the whole form
        template += "#said" if request.htmx.target == "bord-melding" else "#part"
    return render(request, template, context | extra, status=status)


def _back(employer, filters):
    """Return where someone came from: the pipeline with these filters, or the dossier when there are none."""
    if not filters:
        return reverse("employers:detail", args=[employer.pk])
    return f"{reverse('employers:pipeline', args=[employer.region.slug])}?{QueryDict(filters).urlencode()}"


def _show_moved(request, employer, filters):
    """Answer a move on the board: the card in its new column, and the new sums of all columns."""
    employer = queries.get_employer(request.user, employer.pk, EDIT)
    context = pipeline_context(request, employer.region, QueryDict(filters))
    today = context["today"]
    sums = get_sums(employer.region, today=today, filters=context["filters"])
    (card,) = make_rows(queries.get_region_employers(employer.region).filter(pk=employer.pk), today=today)
    context |= {"card": card, "sums": sums.values(), "employer": employer}
    response = render(request, "employers/pipeline.html#moved", context)
    # The old card goes; the new one comes out of band.
    response.headers["HX-Retarget"] = f"#kaart-{employer.pk}"
    response.headers["HX-Reswap"] = "delete"
    response.headers["HX-Trigger-After-Settle"] = json.dumps({"verplaatst": {"kaart": employer.pk}})
    return response
