"""Reading regions and people; every function asks for whom."""

from django.db.models import Q

from regions.access import VIEW, RegionQuerySet, get_roles
from regions.models import Membership, Municipality, Region, User


def get_regions(user, permission=VIEW):
    """Return the regions in which `user` has a permission (unless told otherwise: may see employers), by name."""
    return RegionQuerySet(Region).for_user(user, permission).order_by("name")


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
