"""For which groups and which place the adviser looks at instruments."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from checklists import actions, queries
from checklists.forms import describe_focus, make_focus_form
from checklists.views.advice import show_recommended
from regions.access import EDIT


@require_POST
def choose_focus(request, pk):
    """Keep the groups and the place; what a colleague chose meanwhile is shown and not written over."""
    checklist = queries.get_checklist(request.user, pk, EDIT)
    form = make_focus_form(checklist, request.POST)
    if not form.is_valid():
        return show_recommended(request, checklist, focus_form=form, status=422)
    try:
        actions.choose_focus(
            by=request.user,
            checklist=checklist,
            groups=form.cleaned_data["groups"],
            place=form.get_place(),
            seen=form.cleaned_data["seen"],
        )
    except actions.NewerFocus as newer:
        more = {"newer_focus": newer.newer, "newer_words": describe_focus(newer.newer)}
        return show_recommended(request, checklist, focus_form=form, status=409, more=more)
    messages.success(request, "Opgeslagen. Hieronder staat wat er voor deze groep en deze plek past.")
    return redirect(f"{reverse('checklists:recommend', args=[pk])}#instrumenten")
