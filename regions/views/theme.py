"""The colours of a region: the token file that its pages load, and the page on which they are picked."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from regions import actions
from regions.access import MANAGE, VIEW, fetch_region
from regions.forms.theme import make_theme_form
from regions.theme import write_stylesheet
from regions.undoing import say_with_undo

YEAR = 365 * 24 * 60 * 60  # seconds; the address carries the colours, so new colours are a new address


@require_GET
def stylesheet(request, slug):
    """Give the token file of a region; there is none while it has the plain colours."""
    region = fetch_region(request.user, VIEW, slug)
    if not region.theme_version:
        raise Http404
    response = HttpResponse(write_stylesheet(region.colours), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = f"private, max-age={YEAR}, immutable"
    return response


@require_http_methods(["GET", "POST"])
def change_theme(request, slug):
    """Pick the colours of a region; the page itself shows how they look."""
    region = fetch_region(request.user, MANAGE, slug)
    form = make_theme_form(region, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        before = form.initial  # what it had: the form was made before anything was stored
        actions.change_theme(by=request.user, region=region, **form.cleaned_data)
        sentence = "De kleuren zijn opgeslagen. U ziet ze op deze pagina."
        say_with_undo(request, sentence, url=request.path, label="Zet de vorige kleuren terug", **before)
        return redirect("regions:change_theme", slug=slug)
    context = {"region": region, "section": "members", "form": form}
    return render(request, "regions/theme.html", context, status=422 if form.is_bound else 200)
