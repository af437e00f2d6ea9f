"""Around the pages of allauth: a status for what was refused, the picture of a secret, and the way to an identity provider."""

import functools
import logging

import requests
from allauth.account import views as allauth
from allauth.account.decorators import reauthentication_required
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as mfa
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.socialaccount import views as socialaccount
from allauth.socialaccount.adapter import get_adapter as get_sign_on_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from regions import second_factor

logger = logging.getLogger(__name__)


def say_422(view):
    """Answer a form of allauth that was refused with 422, as every form of this house does, instead of 200."""

    @functools.wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        context = getattr(response, "context_data", None) or {}
        forms = [context.get(name) for name in ("form", "webauthn_form")]
        if request.method == "POST" and response.status_code == 200 and any(form and form.errors for form in forms):
            response.status_code = 422
        return response

    return wrapped


class SignIn(allauth.LoginView):
    """Sign in, and say why when someone was away for too long."""

    def get_context_data(self, **kwargs):
        providers = get_sign_on_adapter().list_providers(self.request)
        is_expired = "verlopen" in self.request.GET
        return super().get_context_data(is_expired=is_expired, providers=providers, **kwargs)


sign_in = SignIn.as_view()


class Account(mfa.IndexView):
    """Everything about how someone signs in, and whether a second step has to be set up first."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(needs_second_factor=second_factor.is_missing(self.request), **kwargs)


class Connections(socialaccount.ConnectionsView):
    """The accounts of the organisation that are linked, and those that can be."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(providers=get_sign_on_adapter().list_providers(self.request), **kwargs)


account = Account.as_view()
connections = Connections.as_view()


def change_password(request):
    """Change one's own password; who signs in through their organisation has none here, and gets none."""
    if not request.user.has_usable_password():
        return render(request, "account/password_elsewhere.html")
    return allauth.password_change(request)


@require_GET
@never_cache
@reauthentication_required(app="allauth.mfa")
def totp_picture(request):
    """Give the secret of the app that is being set up as a picture, from an address of our own: the content policy asks so."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    return HttpResponse(
        adapter.build_totp_svg(adapter.build_totp_url(request.user, secret)), content_type="image/svg+xml"
    )


@login_not_required
def leave_for_provider(request, provider_id):
    """Start single sign-on by a page that goes on by itself.

    A form that is redirected to another site would need that site, and every site it passes on to, in the content policy.
    """
    try:
        response = openid_connect.login(request, provider_id)
    except (requests.RequestException, KeyError):
        return _say_unreachable(request, provider_id)
    if response.status_code != 302:
        return response
    return render(request, "socialaccount/leaving.html", {"address": response.url})


@login_not_required
@never_cache
def return_from_provider(request, provider_id):
    """Come back from an identity provider; whatever is wrong with its answer ends on a page that says what to do."""
    try:
        return openid_connect.callback(request, provider_id)
    except (requests.RequestException, KeyError):
        return _say_unreachable(request, provider_id)


def _say_unreachable(request, provider_id):
    logger.exception("The identity provider %s gave no usable answer.", provider_id)
    return render_authentication_error(request, get_sign_on_adapter().get_provider(request, provider_id))
