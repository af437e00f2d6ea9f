"""Reading regions and people; every function asks for whom."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from regions.access import CATALOGUE, LEAD, MANAGE, VIEW, RegionQuerySet, ScopedQuerySet, fetch, get_roles
from regions.models import Invitation, Membership, MembershipChange, Municipality, Region, User, hash_token

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # recovery codes only stand in for one
CHANGES_SHOWN = 50
PRACTICE_DOMAIN = "@voorbeeld.nl"  # the made-up people of the demo


def get_regions(user, permission=VIEW):
    """Return the regions in which `user` has a permission (unless told otherwise: may see employers), by name."""
    return RegionQuerySet(Region).for_user(user, permission).order_by("name")


def get_every_region():
    """Return all regions by name: their names are no secret, what is in them is."""
    return Region.objects.order_by("name")


def get_people(permission):
    """Return the active people who have `permission` in any region, by e-mail address."""
    members = Membership.objects.filter(role__in=get_roles(permission), region__isnull=False)
    return User.objects.filter(is_active=True, pk__in=members.values("user_id")).order_by("email")


def get_municipalities(region):
    """Return the municipalities of a region that passed the gate, by name."""
    return Municipality.objects.filter(region=region).order_by("name")


def get_advisers(region, permission, also=()):
    """Return the active people who have `permission` in a region that passed the gate, by name.

    `also` are ids of people who stand somewhere already: a form that leaves them out would drop them without a word.
    """
    members = Membership.objects.filter(region=region, role__in=get_roles(permission))
    now = Q(is_active=True, pk__in=members.values("user_id"))
    return User.objects.filter(now | Q(pk__in=also)).order_by("name", "pk")


def get_members(region):
    """Return who has a role in a region that passed the gate, by name, each with how they sign in."""
    factors = Authenticator.objects.filter(user=OuterRef("user"), type__in=SECOND_FACTORS)
    identities = SocialAccount.objects.filter(user=OuterRef("user"))
    rows = Membership.objects.filter(region=region).select_related("user")
    return rows.annotate(has_second_factor=Exists(factors), has_identity=Exists(identities)).order_by(
        "user__name", "user_id"
    )


def get_membership(user, slug, pk):
    """Return a membership of a region that `user` manages; 404 and 403 as the gate says."""
    rows = ScopedQuerySet(Membership).select_related("user", "region")
    return fetch(rows, user, MANAGE, pk=pk, region__slug=slug)


def get_open_invitations(region):
    """Return the invitations of a region that passed the gate that can still be used, the newest first."""
    rows = Invitation.objects.filter(region=region, accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())
    return rows.select_related("invited_by")


def get_invitation(user, slug, pk):
    """Return an invitation of a region that `user` manages; 404 and 403 as the gate says."""
    return fetch(ScopedQuerySet(Invitation).select_related("region"), user, MANAGE, pk=pk, region__slug=slug)


def get_invitation_of(token):
    """Return the invitation that a secret belongs to, used or not, or None: the secret is the right to see it."""
    return Invitation.objects.select_related("region", "invited_by").filter(token_hash=hash_token(token)).first()


def get_changes(region):
    """Return the last changes of rights in a region that passed the gate (None: over the country), the newest first.

    Each tells in `may_be_undone` whether it can still be taken back: the last one of somebody, and fresh.
    """
    rows, seen = MembershipChange.objects.filter(region=region).select_related("user", "changed_by"), set()
    changes = list(rows[:CHANGES_SHOWN])
    for change in changes:
        change.may_be_undone = change.user_id not in seen and change.is_undoable
        seen.add(change.user_id)
    return changes


def get_last_change(region, user):
    """Return the last change of someone's rights in a region that passed the gate (None: over the country)."""
    return MembershipChange.objects.filter(region=region, user=user).first()


def get_change(user, slug, pk):
    """Return a change of rights in a region that `user` manages; 404 and 403 as the gate says."""
    return fetch(
        ScopedQuerySet(MembershipChange).select_related("user", "region"), user, MANAGE, pk=pk, region__slug=slug
    )


def get_national_change(pk):
    """Return a change of rights that belong to no region, or None; for who keeps the catalogue."""
    return MembershipChange.objects.select_related("user").filter(region=None, pk=pk).first()


def has_account(email):
    """Tell whether an account that is in use has this e-mail address; for who holds an invitation to it."""
    return User.objects.filter(email=email, is_active=True).exists()


def has_second_factor(user, besides=None):
    """Tell whether someone set up a second step, `besides` one of them when it is given."""
    rows = Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS)
    return rows.exclude(pk=besides.pk).exists() if besides else rows.exists()


def needs_second_factor(user):
    """Tell whether someone has rights that ask for a second step: leading, managing, or editing the catalogue."""
    roles = [*get_roles(LEAD), *get_roles(MANAGE), *get_roles(CATALOGUE)]
    return user.is_staff or Membership.objects.filter(user=user, role__in=roles).exists()


def has_practice_accounts():
    """Tell whether an account of the demo, whose password everyone knows, can sign in here."""
    practice = User.objects.filter(is_active=True, email__endswith=PRACTICE_DOMAIN)
    return practice.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()


def get_catalogue_editors():
    """Return who may change the national catalogue, by name, each with how they sign in."""
    factors = Authenticator.objects.filter(user=OuterRef("user"), type__in=SECOND_FACTORS)
    identities = SocialAccount.objects.filter(user=OuterRef("user"))
    rows = Membership.objects.filter(role__in=get_roles(CATALOGUE), region=None).select_related("user")
    return rows.annotate(has_second_factor=Exists(factors), has_identity=Exists(identities)).order_by(
        "user__name", "user_id"
    )


def get_account(email):
    """Return the account in use with this e-mail address, or None; for who may give it a right."""
    return User.objects.filter(email=email.strip().lower(), is_active=True).first()


def is_closed(email):
    """Tell whether an account with this e-mail address was closed."""
    return User.objects.filter(email=email.strip().lower(), is_active=False).exists()
