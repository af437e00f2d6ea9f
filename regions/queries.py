"""Reading regions and people; every function asks for whom."""

from regions.access import VIEW, RegionQuerySet, get_roles
from regions.models import Municipality, Region, User


def get_regions(user):
    """Return the regions in which `user` may see employers, by name."""
    return RegionQuerySet(Region).for_user(user, VIEW).order_by("name")


def get_municipalities(region):
    """Return the municipalities of a region that passed the gate, by name."""
    return Municipality.objects.filter(region=region).order_by("name")


def get_advisers(region, permission):
    """Return the active people who have `permission` in a region that passed the gate, by name."""
    return User.objects.filter(
        is_active=True, memberships__region=region, memberships__role__in=get_roles(permission)
    ).order_by("name", "pk")
