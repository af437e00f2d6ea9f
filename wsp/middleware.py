"""What every request passes on its way in and out: the content policy and a session that is gone."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from wsp.policy import POLICY

# Django's admin needs nothing more than the rest: it has no inline script or style either.


def content_security_policy(get_response):
    """Add the strict content security policy to every answer."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return middleware


def send_htmx_to_sign_in(get_response):
    """Send the whole page, not one slot of it, to the sign-in page when the session is gone during an htmx call.

    And tell the browser that one address can give a page or a part of it: else the way back shows the part alone.
    """

    def middleware(request):
        response = get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        sign_in = reverse(settings.LOGIN_URL)
        if request.htmx and response.status_code == 302 and response.url.startswith(sign_in):
            back = request.htmx.current_url_abs_path or "/"
            answer = HttpResponse(status=204)
            answer.headers["HX-Redirect"] = f"{sign_in}?{urlencode({'next': back, 'verlopen': 1})}"
            return answer
        return response

    return middleware
