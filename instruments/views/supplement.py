"""What a region adds to an instrument, changed by the administrator of that region."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from instruments import actions, queries
from instruments.forms import SupplementForm, list_blocks, make_blocks
from regions.access import MANAGE, fetch_region


@require_http_methods(["GET", "POST"])
def supplement(request, region_slug, slug):
    """Change what a region adds to an instrument; who was first is shown to who was second."""
    region = fetch_region(request.user, MANAGE, region_slug)
    instrument = queries.get_instrument(slug)
    if instrument is None:
        raise Http404
    row = queries.get_supplement(region, instrument)
    typed = request.POST if request.method == "POST" else None
    form = SupplementForm(typed, instrument=instrument, supplement=row)
    blocks = make_blocks(instrument, row, typed)
    context = {
        "region": region,
        "instrument": instrument,
        "supplement": row,
        "form": form,
        "blocks": blocks,
        "changes": queries.get_supplement_changes(region, instrument)[:5],
        "section": "instruments",
    }
    if request.method == "GET":
        return render(request, "instruments/supplement.html", context)
    if not (form.is_valid() and (blocks is None or blocks.is_valid())):
        return render(request, "instruments/supplement.html", context, status=422)
    fields = form.get_fields() | ({} if blocks is None else {"blocks": list_blocks(blocks)})
    revision = form.cleaned_data["revision"] or 0
    try:
        actions.save_supplement(by=request.user, region=region, instrument=instrument, revision=revision, fields=fields)
    except actions.NewerSupplement:
        return _show_newer(request, context)
    messages.success(request, f"De aanvulling voor {region.name} is opgeslagen.")
    return redirect("instruments:detail", slug=slug)


def _show_newer(request, context):
    """Show what a colleague stored meanwhile beside what was typed; nothing is written over."""
    newer = queries.get_supplement(context["region"], context["instrument"])
    context |= {"newer": newer, "differences": context["form"].get_differences(newer)}
    return render(request, "instruments/supplement.html", context, status=409)
