"""Changing regions, people and their rights; keyword-only, with `by=`, one transaction each."""

from regions.actions.catalogue import OtherNationalRole, end_catalogue, grant_catalogue
from regions.actions.invitations import (
    AlreadyMember,
    ClosedAccount,
    InvitationGone,
    accept_as,
    accept_as_new,
    accept_with_identity,
    invite,
    restore_invitation,
    revoke_invitation,
)
from regions.actions.members import (
    LastAdministrator,
    OwnRights,
    TooLate,
    WorkLeft,
    add_member,
    change_role,
    end_membership,
    reset_second_factor,
    restore_membership,
)
from regions.actions.reference import change_desk, change_theme, load_regions

__all__ = [
    "AlreadyMember",
    "ClosedAccount",
    "InvitationGone",
    "LastAdministrator",
    "OtherNationalRole",
    "OwnRights",
    "TooLate",
    "WorkLeft",
    "accept_as",
    "accept_as_new",
    "accept_with_identity",
    "add_member",
    "change_desk",
    "change_role",
    "change_theme",
    "end_catalogue",
    "end_membership",
    "grant_catalogue",
    "invite",
    "load_regions",
    "reset_second_factor",
    "restore_invitation",
    "restore_membership",
    "revoke_invitation",
]
