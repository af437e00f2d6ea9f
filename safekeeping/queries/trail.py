"""Reading the trail of a region, an employer or a person; every function takes rows that passed the gate."""

from django.db.models import Exists, OuterRef, Q

from regions.models import User
from safekeeping.models import Event


def get_region_trail(region, *, user=None):
    """Return what happened in a region that passed the gate, the newest first, all of it or by one person.

    What changes about an account itself belongs to no region: it is seen by whoever oversees a region of that person.
    """
    members = User.objects.filter(memberships__region=region).values("pk")
    account = Q(region=None) & (Q(user__in=members) | Q(subject="regions_user", row_id__in=members))
    rows = Event.objects.filter(Q(region=region) | account)
    return _newest_first(rows if user is None else rows.filter(user=user))


def get_employer_trail(employer):
    """Return what happened with an employer that passed the gate, in the region where it is now, the newest first."""
    return _newest_first(Event.objects.filter(region_id=employer.region_id, employer=employer))


def _newest_first(rows):
    return rows.select_related("user", "employer").order_by("-pk")


def get_names(numbers):
    """Return {number: name} of people whom lines of the trail name that passed the gate."""
    return dict(User.objects.filter(pk__in=numbers).values_list("pk", "name"))


def get_people(region):
    """Return who left something in the trail of a region that passed the gate, by name."""
    # Asked per person, which the index answers at once: the trail of a region may have millions of lines.
    own = Event.objects.filter(region=region, user=OuterRef("pk"))
    return User.objects.filter(Exists(own)).order_by("name", "pk")
