"""The pages of words and help; national, no employer data."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guidance.gallery import build_samples, get_components
from guidance.glossary import get_terms


@require_GET
def terms(request):
    """Show every word of the trade with its meaning and its source."""
    return render(request, "guidance/terms.html", {"terms": list(get_terms().values())})


@require_GET
def gallery(request):
    """Show every component with its states, to who develops; elsewhere the page does not exist."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "guidance/gallery.html", build_samples() | {"components": get_components()})
