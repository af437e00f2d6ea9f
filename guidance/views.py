"""The pages of words and help; national, no employer data."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from guidance.glossary import get_terms


@require_GET
def terms(request):
    """Show every word of the trade with its meaning and its source."""
    return render(request, "guidance/terms.html", {"terms": list(get_terms().values())})
