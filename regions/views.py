"""Signing in, and choosing the region to work in."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.contrib.messages.views import SuccessMessageMixin
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator

from regions import queries
from regions.forms import SignInForm


def home(request):
    """Go to the one region someone works in, or let them choose."""
    regions = list(queries.get_regions(request.user))
    if len(regions) == 1:
        return redirect("employers:today", slug=regions[0].slug)
    return render(request, "regions/home.html", {"regions": regions})


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """Sign in by e-mail address; Django's own view keeps the safe redirect to where someone was going."""

    template_name = "regions/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_expired="verlopen" in self.request.GET, **kwargs)


class SignOut(LogoutView):
    """Sign out; only by POST."""


class ChangePassword(SuccessMessageMixin, PasswordChangeView):
    """Change one's own password; other devices have to sign in again."""

    template_name = "regions/change_password.html"
    success_url = reverse_lazy("regions:home")
    success_message = "Uw nieuwe wachtwoord is opgeslagen."
