"""Giving, changing and ending someone's role in a region; every change leaves a line, and no one changes their own."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from regions.access import EDIT, LEAD, MANAGE, ScopedQuerySet, get_permissions, get_roles, may_edit_catalogue
from regions.models import ChangeKind, Invitation, Membership, MembershipChange, Region, Role, User
from regions.work import get_open_work


class OwnRights(Exception):
    """Nobody changes their own rights, up or down: someone else does."""


class LastAdministrator(Exception):
    """A region keeps at least one administrator who can sign in."""


class TooLate(Exception):
    """What ended too long ago, or changed since, is not taken back: the person is invited anew."""


class WorkLeft(Exception):
    """Someone still has work in hand that needs the right they would lose; `work` is {what it is: how many}."""

    def __init__(self, work):
        super().__init__(f"still to hand over: {work}")
        self.work = work


@transaction.atomic
def add_member(*, by, email, name, role, region=None, password=None, **fields):
    """Make a person when the address is new, give them `role` in `region`, and return the person.

    `by` is None when a command does it. Without a password nobody can sign in on the account yet.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(email, name, password, **fields)
    before = Membership.objects.filter(user=user, region=region).first()
    Membership.objects.update_or_create(user=user, region=region, defaults={"role": role})
    if before is None:
        write_change(by=by, region=region, user=user, kind=ChangeKind.JOINED, to_role=role)
    elif before.role != role:
        write_change(by=by, region=region, user=user, kind=ChangeKind.ROLE, from_role=before.role, to_role=role)
    return user


@transaction.atomic
def change_role(*, by, membership, role):
    """Give someone another role in their region.

    Raises OwnRights, LastAdministrator, or WorkLeft when the new role may not do the work that is still in hand. Who gets
    more rights is signed out, so that the next sign-in asks what the new role asks.
    """
    row = _lock(by, membership)
    before, role = row.role, Role(role)
    if role == before:
        return row
    if role in (Role.NATIONAL, Role.CATALOGUE):
        raise ValueError("a national role belongs to no region")
    if before == Role.ADMIN:
        _keep_an_administrator(row)
    if role not in get_roles(EDIT):
        _insist_on_no_work(row)
    row.role = role
    row.save(update_fields=["role"])
    write_change(by=by, region=row.region, user=row.user, kind=ChangeKind.ROLE, from_role=before, to_role=role)
    if before == Role.ADMIN:
        _revoke_invitations_of(row)
    if role in [*get_roles(LEAD), *get_roles(MANAGE)]:
        sign_out_everywhere(by=by, user=row.user)
    return row


@transaction.atomic
def end_membership(*, by, membership):
    """End someone's access to a region, and close the account when that was all it was for; return whether it was.

    Raises OwnRights, LastAdministrator or WorkLeft.
    """
    row = _lock(by, membership)
    if row.role == Role.ADMIN:
        _keep_an_administrator(row)
    _insist_on_no_work(row)
    _revoke_invitations_of(row)
    row.delete()
    change = write_change(by=by, region=row.region, user=row.user, kind=ChangeKind.ENDED, from_role=row.role)
    return close_account(by=by, change=change)


def close_account(*, by, change):
    """Close the account of someone whose role `change` ended when that was all it was for; return whether it was."""
    user = User.objects.select_for_update(no_key=True).get(pk=change.user_id)
    if user.is_staff or user.memberships.exists():
        return False
    change.closed_account = user.is_active  # not one that was closed already: taking this back would open it
    change.save(update_fields=["closed_account"])
    user.is_active = False
    user.save(update_fields=["is_active"])
    sign_out_everywhere(by=by, user=user)
    return True


@transaction.atomic
def restore_membership(*, by, change):
    """Give back the role that `change` ended, and open the account that was closed with it; return the person.

    Only for a day (MembershipChange.is_undoable) and while nothing else happened to these rights: later someone is invited anew.
    Raises TooLate, OwnRights, or PermissionDenied unless `by` manages the region (or, without one, keeps the catalogue).
    """
    if change.region_id is not None:
        Region.objects.select_for_update(no_key=True).get(pk=change.region_id)
    user = User.objects.select_for_update(no_key=True).get(pk=change.user_id)
    if not _may_manage(by, change.region):
        raise PermissionDenied
    if user.pk == by.pk:
        raise OwnRights
    last = MembershipChange.objects.filter(user=user, region=change.region_id).first()
    is_closed_otherwise = not user.is_active and not change.closed_account
    if last != change or not change.is_undoable or is_closed_otherwise:
        raise TooLate
    Membership.objects.create(user=user, region=change.region, role=change.from_role)
    write_change(by=by, region=change.region, user=user, kind=ChangeKind.JOINED, to_role=change.from_role)
    user.is_active = True
    user.save(update_fields=["is_active"])
    sign_out_everywhere(by=by, user=user)  # the next sign-in asks what the role asks
    return user


@transaction.atomic
def reset_second_factor(*, by, membership):
    """Take away the second step of someone who lost it: they sign in with their password and set up a new one.

    Raises OwnRights, and PermissionDenied unless `by` manages every region this person works in: it opens all of them.
    """
    row = _lock(by, membership)
    elsewhere = Membership.objects.filter(user=row.user_id).exclude(region__in=_managed_by(by))
    if row.user.is_staff or elsewhere.exists():
        raise PermissionDenied
    Authenticator.objects.filter(user=row.user_id).delete()
    write_change(
        by=by, region=row.region, user=row.user, kind=ChangeKind.FACTOR_RESET, from_role=row.role, to_role=row.role
    )
    sign_out_everywhere(by=by, user=row.user)
    return row


def sign_out_everywhere(*, by, user):
    """End every session of someone; `by` is who does it."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def write_change(*, by, region, user, kind, from_role="", to_role=""):
    """Write down one change of rights."""
    return MembershipChange.objects.create(
        region=region, user=user, kind=kind, from_role=from_role, to_role=to_role, changed_by=by
    )


def _lock(by, membership):
    """Return the membership, locked together with its region, after making sure that `by` may still change it.

    The region's lock makes two administrators who change each other's role at the same moment wait in turn.
    """
    region = Region.objects.select_for_update(no_key=True).get(pk=membership.region_id)
    row = ScopedQuerySet(Membership).select_for_update(of=["self"]).select_related("user", "region")
    row = row.filter(pk=membership.pk, region=region).first()
    if row is None or (by is not None and MANAGE not in get_permissions(by, region)):
        raise PermissionDenied
    if by is not None and row.user_id == by.pk:
        raise OwnRights
    return row


def _may_manage(user, region):
    """Tell whether someone gives and ends the rights in a region, or without one those over the catalogue."""
    return may_edit_catalogue(user) if region is None else MANAGE in get_permissions(user, region)


def _keep_an_administrator(row):
    others = Membership.objects.filter(region=row.region, role=Role.ADMIN, user__is_active=True).exclude(pk=row.pk)
    if not others.exists():
        raise LastAdministrator


def _insist_on_no_work(row):
    work = get_open_work(row.user, row.region)
    if work:
        raise WorkLeft(work)


def _revoke_invitations_of(row):
    """What someone offered as an administrator cannot be taken up after they stopped being one."""
    still_open = Invitation.objects.filter(region=row.region, invited_by=row.user, accepted_at=None, revoked_at=None)
    still_open.update(revoked_at=timezone.now())


def _managed_by(by):
    return Membership.objects.filter(user=by, role__in=get_roles(MANAGE)).values("region_id")
