"""The three steps of changing an instrument: fill in, see what it does, store; the same for its texts and its rules."""

from django.contrib import messages
from django.shortcuts import redirect, render

from instruments import actions
from instruments.forms import EDIT, SAVE
from instruments.views.previewing import preview_instrument

NEWER = "Iemand anders heeft dit instrument net gewijzigd. Er is niets opgeslagen. Wat u typte, staat hieronder nog."


def go_on(request, form, fields, typed, show):
    """Show the form again, what would change, or store it: as the button says that was pressed.

    `form` was found right and carries what the change rests on, `fields` is what changes, `typed` every (name, value) that
    was sent, and `show(status, **context)` shows the form.
    """
    row, step = form.instrument, form.cleaned_data["stap"]
    if form.cleaned_data["versie"] != row.version:
        return show(409, newer=NEWER)
    if step == EDIT:
        return show(200)
    if step != SAVE:
        return _preview(request, row, fields, typed)
    try:
        changed = actions.change_instrument(
            by=request.user,
            instrument=row,
            version=form.cleaned_data["versie"],
            fields=fields,
            source=form.cleaned_data["bron"],
            source_date=form.cleaned_data["bron_datum"],
        )
    except actions.NewerVersion:
        return show(409, newer=NEWER)
    if changed.version == row.version:
        messages.info(request, "U heeft niets veranderd. Er is geen nieuwe versie.")
    else:
        said = "Een advies dat er al is, houdt zijn eigen versie."
        messages.success(request, f"Opgeslagen als versie {changed.version}. {said}")
    return redirect("catalogue:versions", slug=row.slug)


def _preview(request, row, fields, typed):
    after = actions.make_changed(by=request.user, instrument=row, fields=fields)
    context = {"instrument": row, "typed": typed, "preview": preview_instrument(row, after), "section": "catalogue"}
    return render(request, "instruments/keeping/instrument_preview.html", context)
