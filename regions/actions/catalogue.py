"""Giving and ending the right to edit the national catalogue; every change leaves a line, and no one changes their own."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from regions.access import may_edit_catalogue
from regions.actions.members import OwnRights, add_member, close_account, sign_out_everywhere, write_change
from regions.models import ChangeKind, Membership, Role, User


class OtherNationalRole(Exception):
    """Someone has another role without a region already, and one person has one of those."""


@transaction.atomic
def grant_catalogue(*, by, user):
    """Let someone with an account edit the national catalogue, and return whether that is new.

    `by` edits it too, or is None when a command does it. Who gets the right is signed out, so that the next sign-in asks
    what the role asks. Raises OtherNationalRole, and PermissionDenied for a closed account.
    """
    _insist(by)
    locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not locked.is_active:
        raise PermissionDenied
    row = Membership.objects.filter(user=locked, region=None).first()
    if row is not None and row.role == Role.CATALOGUE:
        return False
    if row is not None:
        raise OtherNationalRole
    add_member(by=by, email=locked.email, name=locked.name, role=Role.CATALOGUE)
    sign_out_everywhere(by=by, user=locked)
    return True


@transaction.atomic
def end_catalogue(*, by, user):
    """End someone's right to edit the catalogue, and close the account when that was all it was for; return whether it was.

    Raises OwnRights. The last one cannot be ended over the screen, for nobody ends their own.
    """
    _insist(by)
    if by is not None and by.pk == user.pk:
        raise OwnRights
    locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    gone, _ = Membership.objects.filter(user=locked, region=None, role=Role.CATALOGUE).delete()
    if not gone:
        return False
    change = write_change(by=by, region=None, user=locked, kind=ChangeKind.ENDED, from_role=Role.CATALOGUE)
    sign_out_everywhere(by=by, user=locked)
    return close_account(by=by, change=change)


def _insist(by):
    if by is not None and not may_edit_catalogue(by):
        raise PermissionDenied
