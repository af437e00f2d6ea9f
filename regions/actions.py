"""Changing regions and people; keyword-only, with `by=`, one transaction each."""

from django.db import transaction

from regions.models import Membership, Municipality, Region, User


@transaction.atomic
def load_regions(*, by, reference):
    """Load regions and municipalities from the parsed fixtures/regions.json; names follow the list, settings stay.

    `by` is None when a command loads them. Returns the number of regions and municipalities.
    """
    regions = {}
    for row in reference["regions"]:
        regions[row["code"]], _ = Region.objects.update_or_create(
            code=row["code"], defaults={"name": row["name"], "slug": row["slug"]}
        )
    Municipality.objects.bulk_create(
        [
            Municipality(code=row["code"], name=row["name"], region=regions[row["region"]])
            for row in reference["municipalities"]
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "region"],
    )
    return len(reference["regions"]), len(reference["municipalities"])


@transaction.atomic
def add_member(*, by, email, name, role, region=None, password=None, **fields):
    """Make a person when the address is new, give them `role` in `region`, and return the person.

    `by` is None when a command does it. Without a password nobody can sign in on the account yet.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(email, name, password, **fields)
    Membership.objects.update_or_create(user=user, region=region, defaults={"role": role})
    return user


def change_desk(*, by, region, organisation_name, phone, email):
    """Set what a region's desk calls itself and how it is reached; `by` is None when a command does it."""
    region.organisation_name, region.phone, region.email = organisation_name, phone, email
    region.save(update_fields=["organisation_name", "phone", "email"])
    return region
