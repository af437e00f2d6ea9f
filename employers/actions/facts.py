"""Entering and removing what a region knows of its own labour market."""

from django.db import transaction
from django.utils import timezone

from employers.models import UNITS, Benchmark, Segment, Verification
from regions.models import Region

_KEY = ["key", "segment_kind", "segment", "sbi_section", "period"]
_ENTERED = "REGIO"  # instead of the code of a national source


@transaction.atomic
def enter_facts(*, by, region, rows):
    """Enter figures of a region and return how many; one of the same subject, sector and period is replaced.

    Each row has key, sbi_section, year, period, value, value_text, statement, source and source_on.
    """
    now = timezone.now()
    figures = [
        Benchmark(
            **row,
            segment_kind=Segment.REGION,
            segment=region.code,
            unit=UNITS[row["key"]],
            source_code=_ENTERED,
            verified=Verification.YES,
            entered_at=now,
            entered_by=by,
        )
        for row in rows
    ]
    changing = [field.name for field in Benchmark._meta.concrete_fields if field.name not in ("id", *_KEY)]
    Benchmark.objects.bulk_create(figures, update_conflicts=True, unique_fields=_KEY, update_fields=changing)
    return len(figures)


@transaction.atomic
def remove_fact(*, by, fact):
    """Remove a figure that a region entered; what came with the program stays. Return whether there was one; `by` did it."""
    return bool(Benchmark.objects.filter(pk=fact.pk, entered_by__isnull=False).delete()[0])


@transaction.atomic
def restore_fact(*, by, region, fact):
    """Enter a figure again that was removed; return False, and change nothing, when one of its kind is there by now."""
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)  # two taps at once wait for each other
    known = {"key": fact["key"], "sbi_section": fact["sbi_section"], "period": fact["period"]}
    if Benchmark.objects.filter(segment_kind=Segment.REGION, segment=region.code, **known).exists():
        return False
    enter_facts(by=by, region=region, rows=[fact])
    return True
