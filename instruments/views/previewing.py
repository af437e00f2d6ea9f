"""What a change would do, worked out before it is stored: examples by the real sums, and counts of open visits."""

from dataclasses import dataclass
from decimal import Decimal

from instruments.amounts import Figure
from instruments.calculators import get_kinds_using
from instruments.differences import COMPARED, DECISIVE, Difference, compare_content
from instruments.examples import Compared, compare_examples
from instruments.foreseeing import Foreseen, foresee_amounts, foresee_rules
from instruments.wording import KINDS, write_number

STRIKING = Decimal("0.25")  # a figure this much higher or lower than the one before it is asked about


@dataclass(frozen=True)
class AmountPreview:
    """What a figure would change: the sums that use it, examples before and after, and the open visits."""

    figure: Figure | None
    old: Figure | None
    previous: Figure | None
    kinds: list[str]
    examples: list[Compared]
    foreseen: list[Foreseen]

    @property
    def on(self):
        """Return the day that the examples are worked out for."""
        return (self.figure or self.old).valid_from

    @property
    def kind_names(self):
        return [KINDS[kind] for kind in self.kinds]

    @property
    def changed(self):
        return [one for one in self.examples if one.is_changed]

    @property
    def is_same(self):
        return self.figure is not None and self.figure == self.old

    @property
    def striking(self):
        """Return by how many percent the figure differs from the one before it, when that is so much that it may be a slip."""
        before = self.old or self.previous
        if self.figure is None or before is None or not before.value:
            return ""
        part = (self.figure.value - before.value) / before.value
        if abs(part) < STRIKING:
            return ""
        return f"{write_number(abs(part) * 100, 0)}% {'hoger' if part > 0 else 'lager'}"


@dataclass(frozen=True)
class InstrumentPreview:
    """What a change of an instrument would do: the fields that differ, and the open visits that get another advice."""

    differences: list[Difference]
    foreseen: list[Foreseen]


def preview_instrument(before, after):
    """Return what happens when an instrument becomes `after`."""
    content = [{field: getattr(row, field) for field in COMPARED} for row in (before, after)]
    differences = compare_content(*content)
    foreseen = foresee_rules(before, after) if any(one.field in DECISIVE for one in differences) else []
    return InstrumentPreview(differences, foreseen)


def preview_amount(before, after, figure, old):
    """Return what happens when the table `before` becomes `after` because of one figure."""
    one = figure or old
    kinds = get_kinds_using(one.key)
    earlier = [
        row
        for row in before.figures.get((one.key, one.variant), ())
        if row != old and not row.is_announced and row.valid_from < one.valid_from
    ]
    return AmountPreview(
        figure=figure,
        old=old,
        previous=earlier[-1] if earlier else None,
        kinds=kinds,
        examples=list(compare_examples(one.key, one.variant, before, after, one.valid_from)),
        foreseen=foresee_amounts(kinds, before, after),
    )
