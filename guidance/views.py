"""The pages of words and help; national, no employer data."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guidance.gallery import build_samples, get_components
from guidance.glossary import get_terms
from guidance.manual import PAGES, find_page


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


@require_GET
def manual(request):
    """Show what the guide is about."""
    return render(request, "guidance/manual.html", {"pages": PAGES})


@require_GET
def manual_page(request, slug):
    """Show one page of the guide."""
    page, before, after = find_page(slug)
    if page is None:
        raise Http404
    return render(request, page.template, {"page": page, "before": before, "after": after, "pages": PAGES})


@login_not_required
@require_GET
def accessibility(request):
    """Say how accessible the app is: what was tested, with what, and what is known. Anyone may read it."""
    return render(request, "guidance/accessibility.html")
