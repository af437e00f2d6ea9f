"""Taking an invitation up: with a new account, through an identity provider, or with the account someone has."""

from allauth.account.utils import perform_login
from allauth.socialaccount.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from regions import actions, menu, queries
from regions.forms.members import NewAccountForm
from regions.invited import remember_invitation
from regions.views.account import leave_for_provider


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request, token):
    """Show an invitation to who has its link, and let them take it up."""
    found = queries.get_invitation_of(token)
    if found is None or not found.is_open:
        return _say_gone(request, found)
    if request.user.is_authenticated:
        return _take_up_as(request, found, token)
    if queries.has_account(found.email):
        return _show(request, found, token, has_account=True)
    form = NewAccountForm(
        request.POST if request.method == "POST" else None, email=found.email, initial={"name": found.name}
    )
    if not form.is_valid():
        return _show(request, found, token, form=form, status=422 if form.is_bound else 200)
    name, password = form.cleaned_data["name"], form.cleaned_data["password1"]
    try:
        user = actions.accept_as_new(by=None, invitation=found, name=name, password=password)
    except (actions.InvitationGone, actions.ClosedAccount):
        return _say_gone(request, found)
    messages.success(request, f"Welkom. U heeft nu toegang tot {found.region}.")
    return perform_login(request, user, email_verification="none")


@login_not_required
@never_cache
@require_http_methods(["POST"])
def accept_through_provider(request, token, provider_id):
    """Go to an identity provider with the invitation in hand."""
    found = queries.get_invitation_of(token)
    if found is None or not found.is_open:
        return _say_gone(request, found)
    if request.user.is_authenticated:
        return redirect("regions:invitation", token=token)
    remember_invitation(request, token)
    return leave_for_provider(request, provider_id)


def _take_up_as(request, found, token):
    """Let who is signed in take the invitation up, when it was sent to them."""
    is_for_me = request.user.email == found.email
    if request.method == "GET" or not is_for_me:
        status = 200 if is_for_me else 403
        return _show(request, found, token, is_for_me=is_for_me, has_account=True, status=status)
    try:
        actions.accept_as(by=request.user, invitation=found)
    except actions.InvitationGone:
        return _say_gone(request, found)
    except actions.AlreadyMember:
        messages.info(request, f"U had al toegang tot {found.region}.")
        return redirect("regions:home")
    menu.remember(request, request.user)
    messages.success(request, f"U heeft nu ook toegang tot {found.region}.")
    return redirect("regions:home")


def _show(request, found, token, status=200, **context):
    context |= {"invitation": found, "token": token, "providers": get_adapter().list_providers(request)}
    return render(request, "regions/invitation.html", context, status=status)


def _say_gone(request, found):
    return render(request, "regions/invitation_gone.html", {"invitation": found}, status=404 if found is None else 410)
