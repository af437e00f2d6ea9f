"""What is laid beside a region's own figures: the country with the same mix of sizes, and the region's labour market."""

from dataclasses import dataclass

from checklists.figures.cells import Cell, make_cell
from employers.figures.benchmark import Comparison, compare
from employers.models import Benchmark, Segment, SizeClass
from employers.queries import get_region_facts

_SEGMENTS = {SizeClass.SMALL: "klein", SizeClass.MEDIUM: "middelgroot", SizeClass.LARGE: "groot"}


@dataclass(frozen=True)
class BesideCountry:
    """A comparison with the national figures it rests on."""

    comparison: Comparison
    figures: list  # the Benchmark rows by size, smallest size first
    sizes: list  # (label, employers that are known, of which employing)
    unknown: int  # employers of which size or target group is not known
    known: Cell
    employing: Cell


def compare_with_country(standing):
    """Return the share of employers with someone from the target group beside what the country would have."""
    rows = Benchmark.objects.filter(key="has_disabled", segment_kind=Segment.SIZE).order_by("-year")
    newest = {}
    for row in rows:
        newest.setdefault(row.segment, row)
    national = {size: newest[name].value for size, name in _SEGMENTS.items() if name in newest}
    comparison = compare(standing.known, standing.employing, national)
    return BesideCountry(
        comparison=comparison,
        figures=[newest[name] for name in _SEGMENTS.values() if name in newest],
        sizes=[
            (
                size.label,
                make_cell(standing.known[size], "doelgroep", grootte=size.value),
                make_cell(standing.employing[size], "doelgroep", grootte=size.value, heeft="ja"),
            )
            for size in SizeClass
        ],
        unknown=standing.total - comparison.number,
        known=make_cell(comparison.number, "doelgroep"),
        employing=make_cell(comparison.employing, "doelgroep", heeft="ja"),
    )


def get_newest_facts(region):
    """Return the figures of the region's own labour market, the newest per subject and sector; each says whether it is old."""
    newest = {}
    for row in get_region_facts(region):
        newest.setdefault((row.key, row.sbi_section), row)
    return list(newest.values())
