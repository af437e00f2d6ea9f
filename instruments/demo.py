"""The made-up additions of the regions of `manage.py load_demo`, made through the same action as the screen uses."""

from instruments.actions import save_supplement
from instruments.queries import get_instrument
from regions.models import Region


def make_supplements(story, people):
    """Make what the parsed fixtures/demo.json says that regions add."""
    for row in story["supplements"]:
        region = Region.objects.get(slug=row["region"])
        instrument = get_instrument(row["instrument"])
        save_supplement(by=people[row["by"]], region=region, instrument=instrument, revision=0, fields=row["fields"])
