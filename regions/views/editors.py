"""Who may edit the national catalogue: seen, given and ended by who may do it already."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from regions import actions, queries
from regions.access import check_catalogue
from regions.forms.members import EditorForm
from regions.undoing import say_with_undo
from regions.views.members import say_restored


@require_http_methods(["GET", "POST"])
def editors(request):
    """Show who edits the catalogue and what changed in that, and let them add a colleague."""
    check_catalogue(request.user)
    form = EditorForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _grant(request, form):
        return redirect("regions:editors")
    context = {
        "form": form,
        "editors": list(queries.get_catalogue_editors()),
        "changes": queries.get_changes(None),
        "section": "catalogue",
    }
    return render(request, "regions/editors.html", context, status=422 if form.is_bound else 200)


def _grant(request, form):
    """Give the right to the account that was named; return whether that could be done, with the sentence at its field if not."""
    user = queries.get_account(form.cleaned_data["email"])
    if user is None:
        form.add_error("email", "Dit adres heeft hier geen account. Laat een regio deze collega eerst uitnodigen.")
        return False
    try:
        is_new = actions.grant_catalogue(by=request.user, user=user)
    except actions.OtherNationalRole:
        form.add_error("email", "Deze collega heeft al een andere landelijke rol. Die gaat niet samen met deze.")
        return False
    if not is_new:
        form.add_error("email", "Deze collega beheert de catalogus al.")
        return False
    messages.success(request, f"{user} beheert nu de catalogus. Deze collega logt daarvoor opnieuw in.")
    return True


@require_POST
def end_catalogue(request, pk):
    """End someone's right to edit the catalogue."""
    check_catalogue(request.user)
    row = next((one for one in queries.get_catalogue_editors() if one.pk == pk), None)
    if row is None:
        raise Http404
    try:
        is_closed = actions.end_catalogue(by=request.user, user=row.user)
    except actions.OwnRights:
        messages.error(request, "Uw eigen rechten stopt u niet zelf. Vraag een andere beheerder van de catalogus.")
        return redirect("regions:editors")
    after = " Het account is afgesloten." if is_closed else ""
    url = reverse("regions:restore_catalogue", args=[queries.get_last_change(None, row.user).pk])
    say_with_undo(request, f"{row.user} beheert de catalogus niet meer.{after}", url=url, label="Geef het recht terug")
    return redirect("regions:editors")


@require_POST
def restore_catalogue(request, pk):
    """Give back the right to edit the catalogue that was ended by mistake, for a day."""
    check_catalogue(request.user)
    change = queries.get_national_change(pk)
    if change is None:
        raise Http404
    say_restored(request, change)
    return redirect("regions:editors")
