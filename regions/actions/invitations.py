"""Inviting someone into a region, and taking the invitation up: the only way an account and a right come about."""

import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from regions.access import MANAGE, get_permissions
from regions.actions.members import write_change
from regions.models import ChangeKind, Invitation, Membership, Region, User, hash_token


class AlreadyMember(Exception):
    """This person has a role in the region: it is changed, not given again."""


class ClosedAccount(Exception):
    """The account was closed by someone who sees to more than this region; an invitation does not open it again."""


class InvitationGone(Exception):
    """The invitation was used, withdrawn, or is too old."""


@transaction.atomic
def invite(*, by, region, email, name, role):
    """Offer someone a role in a region; return (invitation, its secret). An earlier offer stops working.

    `by` is None when a command does it. Raises AlreadyMember or ClosedAccount.
    """
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)  # two taps at once wait for each other
    email = email.strip().lower()
    user = User.objects.filter(email=email).first()
    if user is not None:
        if Membership.objects.filter(user=user, region=region).exists():
            raise AlreadyMember
        if not _may_be_opened(user):
            raise ClosedAccount
    open_ones = Invitation.objects.filter(region=region, email=email, accepted_at=None, revoked_at=None)
    open_ones.update(revoked_at=timezone.now())
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        region=region,
        role=role,
        email=email,
        name=name.strip(),
        token_hash=hash_token(token),
        invited_by=by,
        expires_at=timezone.now() + timedelta(days=settings.INVITATION_DAYS),
    )
    return invitation, token


@transaction.atomic
def revoke_invitation(*, by, invitation):
    """Withdraw an open invitation; return whether it was still open. `by` is who does."""
    found = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    return bool(found.update(revoked_at=timezone.now()))


@transaction.atomic
def restore_invitation(*, by, invitation):
    """Let a withdrawn invitation work again, until the day it always had; return whether that could be. `by` is who does.

    Not when it is too old, a newer one is open, or the person has a role here by now.
    """
    Region.objects.select_for_update(no_key=True).get(pk=invitation.region_id)
    row = Invitation.objects.get(pk=invitation.pk)
    same = Invitation.objects.filter(region=row.region, email=row.email, accepted_at=None, revoked_at=None)
    is_member = Membership.objects.filter(region=row.region, user__email=row.email).exists()
    if row.revoked_at is None or row.accepted_at or row.expires_at <= timezone.now() or same.exists() or is_member:
        return False
    row.revoked_at = None
    row.save(update_fields=["revoked_at"])
    return True


@transaction.atomic
def accept_as_new(*, by, invitation, name, password):
    """Take an invitation up with an account of its own and a password; return the account.

    `by` is None: nobody is signed in yet. Raises InvitationGone, or ClosedAccount for an address that is in use.
    """
    row = _lock(invitation)
    user = _make_account(row, name)
    user.set_password(password)
    user.save(update_fields=["password"])
    return _join(row, user)


@transaction.atomic
def accept_with_identity(*, by, invitation):
    """Take an invitation up with an account that an identity provider opens, so without a password; return the account.

    `by` is None: nobody is signed in yet. Raises as accept_as_new.
    """
    row = _lock(invitation)
    return _join(row, _make_account(row, row.name))


@transaction.atomic
def accept_as(*, by, invitation):
    """Take an invitation up with the account that is signed in, which must be the one it was sent to.

    Raises InvitationGone, also when it was meant for someone else, or AlreadyMember.
    """
    row = _lock(invitation)
    if by.email != row.email:
        raise InvitationGone
    return _join(row, by)


def _lock(invitation):
    """Return the invitation, locked; raises InvitationGone when it cannot be used (any more)."""
    row = Invitation.objects.select_for_update(of=["self"], no_key=True).select_related("region", "invited_by")
    row = row.filter(pk=invitation.pk).first()
    if row is None or not row.is_open:
        raise InvitationGone
    if row.invited_by is not None and MANAGE not in get_permissions(row.invited_by, row.region):
        raise InvitationGone  # who offered it may not offer it any more
    return row


def _make_account(row, name):
    """Return a fresh account for the address of an invitation, or the closed one of someone who comes back, emptied.

    An account that is in use is never given a password or an identity this way: its owner signs in to accept.
    """
    user = User.objects.select_for_update(no_key=True).filter(email=row.email).first()
    if user is None:
        return User.objects.create_user(row.email, name.strip())
    if user.is_active or not _may_be_opened(user):
        raise ClosedAccount
    Authenticator.objects.filter(user=user).delete()
    user.name, user.is_active = name.strip(), True
    user.set_unusable_password()
    user.save(update_fields=["name", "is_active", "password"])
    return user


def _may_be_opened(user):
    return user.is_active or not (user.is_staff or user.memberships.exists())


def _join(row, user):
    if Membership.objects.filter(user=user, region=row.region).exists():
        raise AlreadyMember
    Membership.objects.create(user=user, region=row.region, role=row.role)
    write_change(by=row.invited_by, region=row.region, user=user, kind=ChangeKind.JOINED, to_role=row.role)
    row.accepted_at, row.accepted_by = timezone.now(), user
    row.save(update_fields=["accepted_at", "accepted_by"])
    return user
