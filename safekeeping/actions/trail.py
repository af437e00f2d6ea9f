"""Writing down what no trigger sees: that someone looked, downloaded or exported."""

from django.utils import timezone

from safekeeping.acting import get_acting
from safekeeping.models import Event


def note_access(*, by, what, row, employer=None, region=None):
    """Write down that `by` viewed, downloaded or exported a row; with an employer the region is known."""
    return Event.objects.create(
        at=timezone.now(),
        what=what,
        subject=row._meta.db_table,
        row_id=row.pk,
        employer_id=employer.pk if employer else None,
        region_id=employer.region_id if employer else region.pk,
        user_id=by.pk,
        request_id=get_acting().request_id,
    )
