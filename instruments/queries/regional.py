"""Reading what a region adds to the catalogue; every function asks for whom, or takes a region that passed the gate."""

from instruments.models import ReferenceChange, RegionalSupplement
from regions.access import VIEW

SOCIAL_RETURN = "social-return"


def get_supplement(region, instrument):
    """Return what a region that passed the gate adds to an instrument, or None."""
    rows = RegionalSupplement.objects.select_related("changed_by")
    return rows.filter(region=region, instrument=instrument).first()


def get_supplements(user, instrument):
    """Return what the regions of this user add to an instrument, by the name of the region."""
    rows = RegionalSupplement.objects.for_user(user, VIEW).select_related("region", "changed_by")
    return rows.filter(instrument=instrument).order_by("region__name")


def get_blocks(region):
    """Return the building blocks of social return in a region that passed the gate, with their sources."""
    row = RegionalSupplement.objects.filter(region=region, instrument__slug=SOCIAL_RETURN).first()
    return row.blocks if row else []


def get_supplement_changes(region, instrument):
    """Return the history of what a region that passed the gate adds to an instrument, newest first."""
    rows = ReferenceChange.objects.select_related("changed_by")
    return rows.filter(kind="supplement", region=region, subject=instrument.slug)
