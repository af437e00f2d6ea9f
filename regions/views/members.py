"""The members of a region, for its administrator: who they are, inviting, changing a role, ending access."""

import logging

from django.contrib import messages
from django.core.mail import send_mail
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regions import actions, queries
from regions.access import MANAGE, fetch_region
from regions.forms.members import InviteForm, RoleForm
from regions.undoing import say_with_undo
from regions.work import get_open_work

logger = logging.getLogger(__name__)

OWN = "Uw eigen rechten wijzigt u niet zelf. Vraag een andere beheerder van deze regio."
LAST = "Dit is de laatste beheerder van de regio die kan inloggen. Maak eerst iemand anders beheerder."


@require_GET
def members(request, slug):
    """Show who has which role in a region, who is invited, and what changed."""
    region = fetch_region(request.user, MANAGE, slug)
    context = {
        "region": region,
        "section": "members",
        "members": list(queries.get_members(region)),
        "invitations": list(queries.get_open_invitations(region)),
        "changes": queries.get_changes(region),
    }
    return render(request, "regions/members.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def invite(request, slug):
    """Invite someone; the link is shown once, here, and mailed."""
    region = fetch_region(request.user, MANAGE, slug)
    context = {
        "region": region,
        "section": "members",
        "form": InviteForm(request.POST if request.method == "POST" else None),
    }
    form = context["form"]
    if request.method == "POST" and form.is_valid():
        try:
            invitation, token = actions.invite(by=request.user, region=region, **form.cleaned_data)
        except actions.AlreadyMember:
            form.add_error("email", "Deze collega hoort al bij uw regio. Wijzig de rol in de lijst van leden.")
        except actions.ClosedAccount:
            form.add_error(
                "email", "Dit account is door een andere beheerder afgesloten. Vraag de landelijke beheerder."
            )
        else:
            link = request.build_absolute_uri(reverse("regions:invitation", args=[token]))
            context |= {"invitation": invitation, "link": link, "is_mailed": _mail(invitation, link)}
            return render(request, "regions/invited.html", context)
    return render(request, "regions/invite.html", context, status=422 if request.method == "POST" else 200)


def _mail(invitation, link):
    """Mail the link; return whether that worked: the administrator can always hand it over otherwise."""
    body = render_to_string("regions/invitation_mail.txt", {"invitation": invitation, "link": link})
    try:
        send_mail(f"Uitnodiging voor Werkgeverskompas ({invitation.region})", body, None, [invitation.email])
    except OSError:
        logger.exception("The mail with invitation %s was not sent.", invitation.pk)
        return False
    return True


@require_POST
def revoke_invitation(request, slug, pk):
    """Withdraw an invitation that was not used yet."""
    invitation = queries.get_invitation(request.user, slug, pk)
    if actions.revoke_invitation(by=request.user, invitation=invitation):
        url = reverse("regions:restore_invitation", args=[slug, pk])
        say_with_undo(request, f"De uitnodiging voor {invitation.name} is ingetrokken.", url=url)
    else:
        messages.info(request, "Deze uitnodiging was al gebruikt of ingetrokken.")
    return redirect("regions:members", slug=slug)


@require_POST
def restore_invitation(request, slug, pk):
    """Let an invitation work again that was withdrawn by mistake."""
    invitation = queries.get_invitation(request.user, slug, pk)
    if actions.restore_invitation(by=request.user, invitation=invitation):
        messages.success(request, f"De uitnodiging voor {invitation.name} werkt weer, met dezelfde link.")
    else:
        messages.error(request, "Deze uitnodiging kan niet terug. Nodig deze collega opnieuw uit.")
    return redirect("regions:members", slug=slug)


@require_http_methods(["GET", "POST"])
def change_role(request, slug, pk):
    """Give a member another role."""
    membership = queries.get_membership(request.user, slug, pk)
    form = RoleForm(request.POST if request.method == "POST" else None, initial={"role": membership.role})
    context = _about(membership) | {"form": form}
    if request.method == "GET" or not form.is_valid():
        return render(request, "regions/role.html", context, status=422 if form.is_bound else 200)
    try:
        changed = actions.change_role(by=request.user, membership=membership, role=form.cleaned_data["role"])
    except (actions.OwnRights, actions.LastAdministrator, actions.WorkLeft) as refused:
        return _refuse(request, "regions/role.html", context, refused)
    sentence = f"{membership.user} is nu {changed.get_role_display().lower()}."
    if changed.role != membership.role:
        say_with_undo(request, sentence, url=request.path, role=membership.role)
    else:
        messages.success(request, sentence)
    return redirect("regions:members", slug=slug)


@require_http_methods(["GET", "POST"])
def end_membership(request, slug, pk):
    """End a member's access to the region, once their work is handed over."""
    membership = queries.get_membership(request.user, slug, pk)
    context = _about(membership) | {"work": get_open_work(membership.user, membership.region)}
    if request.method == "GET":
        return render(request, "regions/end_membership.html", context)
    try:
        is_closed = actions.end_membership(by=request.user, membership=membership)
    except (actions.OwnRights, actions.LastAdministrator, actions.WorkLeft) as refused:
        return _refuse(request, "regions/end_membership.html", context, refused)
    after = "Het account is afgesloten." if is_closed else "Het account blijft open: deze collega werkt ook elders."
    change = queries.get_last_change(membership.region, membership.user)
    url = reverse("regions:restore_membership", args=[slug, change.pk])
    sentence = f"{membership.user} heeft geen toegang meer tot deze regio. {after}"
    say_with_undo(request, sentence, url=url, label="Geef de toegang terug")
    return redirect("regions:members", slug=slug)


@require_POST
def restore_membership(request, slug, pk):
    """Give back the role that was ended by mistake, for a day."""
    say_restored(request, queries.get_change(request.user, slug, pk))
    return redirect("regions:members", slug=slug)


def say_restored(request, change):
    """Give a role back and say so, or say why that cannot be any more."""
    try:
        actions.restore_membership(by=request.user, change=change)
    except actions.OwnRights:
        messages.error(request, OWN)
    except actions.TooLate:
        messages.error(request, f"De toegang van {change.user} kan niet terug. Nodig deze collega opnieuw uit.")
    else:
        messages.success(request, f"{change.user} is weer {change.get_from_role_display().lower()} en logt opnieuw in.")


@require_http_methods(["GET", "POST"])
def reset_second_factor(request, slug, pk):
    """Take away the second step of a member who lost it."""
    membership = queries.get_membership(request.user, slug, pk)
    context = _about(membership)
    if request.method == "GET":
        return render(request, "regions/reset_second_factor.html", context)
    try:
        actions.reset_second_factor(by=request.user, membership=membership)
    except actions.OwnRights as refused:
        return _refuse(request, "regions/reset_second_factor.html", context, refused)
    messages.success(request, f"De tweede stap van {membership.user} is gewist. Deze collega stelt een nieuwe in.")
    return redirect("regions:members", slug=slug)


def _about(membership):
    return {"membership": membership, "person": membership.user, "region": membership.region, "section": "members"}


def _refuse(request, template, context, refused):
    """Show why rights could not be changed."""
    if isinstance(refused, actions.WorkLeft):
        context |= {"work": refused.work, "refusal": "Draag eerst het werk over dat deze collega nog heeft."}
    else:
        context |= {"refusal": OWN if isinstance(refused, actions.OwnRights) else LAST}
    return render(request, template, context, status=409)
