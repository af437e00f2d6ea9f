"""The pages nobody asks for: something went wrong, and a sentence says what to do; and where to report a weakness."""

import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe


@login_not_required
def server_error(request):
    """Answer an error nobody caught: 503 when the database cannot be reached, else 500; both need no database."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        connection.close()
        response = HttpResponse(render_to_string("503.html"), status=503)
        response.headers["Retry-After"] = "30"
        return response
    return HttpResponse(render_to_string("500.html"), status=500)


@login_not_required
def csrf_failure(request, reason=""):
    """Answer a form whose page was open for too long (or came from elsewhere): say what to do, keep the status 403."""
    return render(request, "403.html", {"is_form_too_old": True}, status=403)


@login_not_required
@require_safe
def security_txt(request):
    """Say where to report a weakness (RFC 9116), when the settings name an address; it must be renewed before it expires."""
    if not settings.SECURITY_CONTACTS:
        raise Http404
    lines = [
        *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACTS),
        f"Expires: {settings.SECURITY_EXPIRES_ON.isoformat()}T00:00:00Z",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.PUBLIC_URL}{reverse('security_txt')}",
        *(f"Policy: {policy}" for policy in settings.SECURITY_POLICIES),
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
