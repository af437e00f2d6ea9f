"""Loading regions, what a region's desk calls itself, and the colours of its pages."""

from django.db import transaction

from regions.models import Municipality, Region
from regions.theme import DEFAULT, Colours


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


def change_desk(*, by, region, organisation_name, phone, email):
    """Set what a region's desk calls itself and how it is reached; `by` is None when a command does it."""
    region.organisation_name, region.phone, region.email = organisation_name, phone, email
    region.save(update_fields=["organisation_name", "phone", "email"])
    return region


@transaction.atomic
def change_theme(*, by, region, brand, header, accent):
    """Give a region three colours; the plain ones are stored as none, so that it follows them when they change."""
    row = Region.objects.select_for_update().get(pk=region.pk)
    is_plain = Colours(brand, header, accent) == DEFAULT
    row.brand_colour, row.header_colour, row.accent_colour = ("", "", "") if is_plain else (brand, header, accent)
    row.save(update_fields=["brand_colour", "header_colour", "accent_colour"])
    return row
