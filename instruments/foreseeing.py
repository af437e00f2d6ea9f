"""What a change of the catalogue would do at open visits: the apps above say here how they work that out, in counts only.

Instruments may not know them, and who keeps the catalogue sees no region's employers: what comes back holds no names.
"""

from dataclasses import dataclass

from safekeeping.acting import counting

_amounts, _rules = [], []


@dataclass(frozen=True)
class Shift:
    """One way in which something comes out differently, and how often."""

    label: str
    before: str
    after: str
    count: int


@dataclass(frozen=True)
class Foreseen:
    """How many open visits change, of how many that were looked at out of all there are; by region and by what changes."""

    changed: int = 0
    looked_at: int = 0
    total: int = 0
    regions: tuple[tuple[str, int], ...] = ()
    shifts: tuple[Shift, ...] = ()

    @property
    def is_partial(self):
        """Tell whether there were too many to look at them all."""
        return self.looked_at < self.total


def foresee_amounts_with(forecast):
    """Let `forecast(kinds, before, after)`, with two AmountTables, be asked for a Foreseen of the sums kept with open visits."""
    if forecast not in _amounts:
        _amounts.append(forecast)
    return forecast


def foresee_rules_with(forecast):
    """Let `forecast(before, after)`, with two Instruments, be asked for a Foreseen of the advice of open visits."""
    if forecast not in _rules:
        _rules.append(forecast)
    return forecast


def foresee_amounts(kinds, before, after):
    """Return a Foreseen of each app that keeps sums."""
    with counting():
        return [forecast(kinds, before, after) for forecast in _amounts] if kinds else []


def foresee_rules(before, after):
    """Return a Foreseen of each app that gives advice by rules."""
    with counting():
        return [forecast(before, after) for forecast in _rules]
