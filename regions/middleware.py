"""How long someone stays signed in, and who first has to set up a second step."""

import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin

from regions import menu, second_factor

_SIGNED_IN, _SEEN = "signed_in_at", "seen_at"
# Written down at most this often in the time of one idle period, for every time is a write to the database.
_STEPS = 12
# The doors that are needed to set a second step up, and the way out.
_STILL_OPEN = ("mfa_", "account_", "usersessions_", "regions:totp_")


def mark_start(sender, request, user, **kwargs):
    """Note in the session when someone signed in, and what the menu offers them."""
    request.session[_SIGNED_IN] = request.session[_SEEN] = int(time.time())
    menu.remember(request, user)


def end_long_sessions(get_response):
    """End a session that lasted too long or in which nothing happened for too long, and say so on the sign-in page."""

    def middleware(request):
        is_over = _is_over(request.session)
        if is_over:
            request.session.flush()
        response = get_response(request)
        if is_over and response.status_code == 302 and response.url.startswith(f"{reverse(settings.LOGIN_URL)}?"):
            response.headers["Location"] += "&verlopen=1"
        return response

    return middleware


def _is_over(session):
    if SESSION_KEY not in session:
        return False
    now = int(time.time())
    started, seen = session.setdefault(_SIGNED_IN, now), session.setdefault(_SEEN, now)
    if now - started > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_AGE:
        return True
    if now - seen > settings.SESSION_IDLE_AGE / _STEPS:
        session[_SEEN] = now
    return False


class RequireSecondFactor(MiddlewareMixin):
    """Send who needs a second step and has none to the page where it is set up, whatever page they asked for."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not request.user.is_authenticated or request.resolver_match.view_name.startswith(_STILL_OPEN):
            return None
        if not getattr(view_func, "login_required", True) or not second_factor.is_missing(request):
            return None
        page = reverse("mfa_index")
        if request.htmx:
            answer = HttpResponse(status=204)
            answer.headers["HX-Redirect"] = page
            return answer
        return redirect(page)
