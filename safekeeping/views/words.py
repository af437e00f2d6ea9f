"""The word list of the privacy guard for the device, so that it can speak before anything is sent."""

import hashlib
import json

from django.http import HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_GET

from safekeeping import queries
from safekeeping.privacy import describe


@require_GET
def privacy_words(request):
    """Give the word list as patterns; it holds nothing about anyone."""
    body = json.dumps(describe(queries.get_words()), ensure_ascii=False)
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    return HttpResponse(body, content_type="application/json; charset=utf-8", headers=headers)
