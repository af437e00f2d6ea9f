"""THE GATE: every row about an employer passes here, whatever asks for it."""

from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404

from regions.models import Membership, Region, Role


class Permission(StrEnum):
    """What someone may do with the employers of a region."""

    VIEW = "view"
    EDIT = "edit"
    LEAD = "lead"  # the pipeline of everyone, hand over work
    MANAGE = "manage"  # members and settings of the region
    OVERSEE = "oversee"  # who did what, and what is due to be destroyed
    NATIONAL = "national"  # figures over regions, without names
    CATALOGUE = "catalogue"  # instruments, amounts and rules, which are national; no employer


VIEW, EDIT, LEAD, MANAGE, OVERSEE, NATIONAL, CATALOGUE = Permission

GRANTS = {
    Role.READER: {VIEW},
    Role.ADVISER: {VIEW, EDIT},
    Role.LEAD: {VIEW, EDIT, LEAD, OVERSEE},
    Role.ADMIN: {VIEW, MANAGE, OVERSEE},
    Role.NATIONAL: {NATIONAL},
    Role.CATALOGUE: {CATALOGUE},
}


def get_roles(permission):
    """Return the roles that carry `permission`."""
    return [role for role, granted in GRANTS.items() if permission in granted]


def regions_for(user, permission):
    """Return the ids of the regions in which `user` has `permission`, as a queryset that fits in one larger query.

    The only truth about access. Someone who is not signed in or no longer active has no regions;
    being a superuser or staff adds none.
    """
    if not (user.is_authenticated and user.is_active):
        return Membership.objects.none().values("region_id")
    rows = Membership.objects.filter(user_id=user.pk, role__in=get_roles(permission), region__isnull=False)
    return rows.values("region_id")


def get_permissions(user, region):
    """Return what `user` may do in `region`, as a set of permissions (empty: nothing)."""
    if not (user.is_authenticated and user.is_active):
        return frozenset()
    roles = Membership.objects.filter(user_id=user.pk, region=region).values_list("role", flat=True)
    return frozenset(permission for role in roles for permission in GRANTS[Role(role)])


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to a region; `region_path` says by which way."""

    region_path = "region"

    def for_user(self, user, permission):
        """Keep only the rows of the regions in which `user` has `permission`."""
        return self.filter(**{f"{self.region_path}__in": regions_for(user, permission)})


class RegionQuerySet(ScopedQuerySet):
    """Regions themselves, scoped like everything else."""

    region_path = "pk"


def fetch(rows, user, permission, **lookup):
    """Return the one row of `rows` that `lookup` names.

    Raises Http404 when it is not there or not for this user to see, PermissionDenied when it may be seen but not changed.
    """
    row = rows.for_user(user, permission).filter(**lookup).first()
    if row is not None:
        return row
    if permission != VIEW and rows.for_user(user, VIEW).filter(**lookup).exists():
        raise PermissionDenied
    raise Http404


def fetch_region(user, permission, slug):
    """Return the region with this slug, by the same rules as `fetch`."""
    return fetch(RegionQuerySet(Region), user, permission, slug=slug)


def _holds_without_region(user, permission):
    if not (user.is_authenticated and user.is_active):
        return False
    return Membership.objects.filter(user_id=user.pk, role__in=get_roles(permission), region=None).exists()


def may_see_nation(user):
    """Tell whether `user` may see the figures over all regions: a role without a region, and without any employer."""
    return _holds_without_region(user, NATIONAL)


def check_nation(user):
    """Raise Http404 for who may not see the figures over all regions."""
    if not may_see_nation(user):
        raise Http404


def may_edit_catalogue(user):
    """Tell whether `user` may change instruments, amounts and rules: a role without a region, and without any employer."""
    return _holds_without_region(user, CATALOGUE)


def check_catalogue(user):
    """Raise PermissionDenied for who may read the catalogue, as everyone may, and not change it."""
    if not may_edit_catalogue(user):
        raise PermissionDenied
