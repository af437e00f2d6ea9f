"""The pages nobody asks for: something went wrong, and a sentence says what to do."""

import sys

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError, connection
from django.shortcuts import render


@login_not_required
def server_error(request):
    """Answer an error nobody caught: 503 when the database cannot be reached, else 500; both need no database."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        connection.close()
        response = render(request, "503.html", status=503)
        response.headers["Retry-After"] = "30"
        return response
    return render(request, "500.html", status=500)


@login_not_required
def csrf_failure(request, reason=""):
    """Answer a form whose page was open for too long (or came from elsewhere): say what to do, keep the status 403."""
    return render(request, "403.html", {"is_form_too_old": True}, status=403)
