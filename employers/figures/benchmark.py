"""Beside the country: which share one would expect for a region's own size mix. Pure: no Django, no clock."""

import math
from dataclasses import dataclass

LEAST = 30
"""Below this number of employers a share says nothing: its margin is wider than any difference one looks for."""


@dataclass(frozen=True)
class Comparison:
    """The share that employs someone here, and the share the country would have with the same mix of sizes."""

    number: int  # employers of which both size and target group are known
    employing: int
    expected: float | None  # percentages; None below LEAST, or when a size has no national figure
    actual: float | None
    margin: float | None  # percentage points to either side, 95%

    @property
    def is_suppressed(self):
        """Tell whether there are too few employers to compare."""
        return self.number < LEAST


def compare(known, employing, national):
    """Return the Comparison of employers by size with national percentages by size.

    `known` and `employing` count employers by size class. Example: 80, 15 and 5 of a hundred with 10, 30 and 60% gives
    15.5%. Every size that occurs needs a national figure.
    """
    number = sum(known.values())
    having = sum(employing.get(size, 0) for size in known)
    sizes = [size for size, count in known.items() if count]
    if number < LEAST or any(national.get(size) is None for size in sizes):
        return Comparison(number, having, None, None, None)
    expected = sum(known[size] / number * float(national[size]) for size in sizes)
    share = having / number
    margin = 100 * 1.96 * math.sqrt(share * (1 - share) / number)
    return Comparison(number, having, expected, 100 * share, margin)
