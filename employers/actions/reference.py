"""Loading the national figures."""

from django.db import transaction

from employers.models import Benchmark

_KEY = ["key", "segment_kind", "segment", "sbi_section", "period"]
_FIELDS = ["year", "value_text", "value", "unit", "base", "statement", "source_code", "source", "verified"]


@transaction.atomic
def load_benchmarks(*, by, reference):
    """Load the parsed fixtures/benchmarks.json by its natural key and return the number of figures.

    `by` is None when a command loads it. Raises ValueError for a figure without a source.
    """
    rows = reference["benchmarks"]
    entered = set(Benchmark.objects.filter(entered_by__isnull=False).values_list(*_KEY))
    for row in rows:
        if not row.get("source"):
            raise ValueError(f"figure {row['key']} {row['segment']} {row['period']} has no source")
    Benchmark.objects.bulk_create(
        [
            Benchmark(**{field: row[field] for field in [*_KEY, *_FIELDS] if field in row})
            for row in rows
            if tuple(row.get(field, "") for field in _KEY) not in entered  # what a region entered itself stays
        ],
        update_conflicts=True,
        unique_fields=_KEY,
        update_fields=_FIELDS,
    )
    return len(rows)
