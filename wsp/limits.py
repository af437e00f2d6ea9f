"""How often one person may knock at a costly door: making a paper, an export, a search."""

from allauth.decorators import rate_limit
from django.shortcuts import render

# URL name -> the limit of settings.ACCOUNT_RATE_LIMITS that counts it. An answer of a visit is never counted: it may
# never be refused for being quick.
COSTLY = {
    "checklists:give_advice": "paper",
    "checklists:figures_report": "paper",
    "checklists:figures_csv": "export",
    "checklists:figures_xlsx": "export",
    "employers:contact_pdf": "paper",
    "instruments:leaflet": "paper",
    "employers:pipeline_csv": "export",
    "employers:pipeline_xlsx": "export",
    "employers:contact_json": "export",
    "safekeeping:trail_csv": "export",
    "employers:list": "search",
    "employers:calendar_feed": "calendar",
}
RETRY_AFTER = 60  # seconds; every limit counts per minute


class LimitCostlyDoors:
    """Refuse with 429 what one person asks for too often, before any of the work is done.

    allauth counts, in the same table as attempts to sign in: every web process sees the same number.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Count the request when its door is costly; return the refusal, or None when it may go on."""
        action = COSTLY.get(request.resolver_match.view_name)
        if action is None or (action == "search" and not request.GET.get("q")):
            return None
        return rate_limit(action=action, limit_get=True)(lambda request: None)(request)


def too_many(request):
    """Say that it was too often, and when it can be done again."""
    template = "429.html#sentence" if request.htmx and not request.htmx.boosted else "429.html"
    response = render(request, template, status=429)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
