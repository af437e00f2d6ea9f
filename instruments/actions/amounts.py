"""Changing the amounts: each with its source, no two of one series on the same day, and a line of history."""

from dataclasses import replace
from datetime import timedelta

from django.db import IntegrityError, transaction

from instruments.amounts import Figure, Overlap, Source, make_mark, read_figures
from instruments.models import Amount, ReferenceChange


class NewerAmounts(Exception):
    """Someone changed this series since it was opened."""


def _make(figure, by):
    return Amount(
        key=figure.key,
        variant=figure.variant,
        value=figure.value,
        source=figure.source.title,
        source_date=figure.source.date,
        status=figure.source.status,
        valid_from=figure.valid_from,
        valid_until=figure.valid_until,
        is_announced=figure.is_announced,
        note=figure.note,
        changed_by=by,
    )


def _describe(figure):
    """Return a figure as JSON-able data for the history."""
    if figure is None:
        return None
    return {
        "value": str(figure.value.normalize()),
        "source": figure.source.title,
        "source_date": figure.source.date,
        "status": figure.source.status,
        "valid_from": figure.valid_from.isoformat(),
        "valid_until": figure.valid_until.isoformat() if figure.valid_until else None,
        "is_announced": figure.is_announced,
        "note": figure.note,
    }


def _record(by, before, after):
    figure = after or before
    ReferenceChange.objects.create(
        kind="amount",
        subject=f"{figure.key} {figure.variant} {figure.valid_from}".replace("  ", " "),
        before=_describe(before),
        after=_describe(after),
        changed_by=by,
    )


@transaction.atomic
def load_amounts(*, by, reference):
    """Load the parsed fixtures/amounts.json and return the number of figures in it.

    What was loaded before follows the file. What an administrator entered or changed stays, and a figure of the file that
    overlaps one of those is left out. Raises ValueError for a figure without a source, and Overlap within the file.
    """
    wanted = {(one.key, one.variant, one.valid_from): one for one in read_figures(reference)}
    own = [row.figure for row in Amount.objects.exclude(changed_by=None)]
    loaded = {(row.key, row.variant, row.valid_from): row for row in Amount.objects.filter(changed_by=None)}
    taken = {
        key
        for key, figure in wanted.items()
        if any((one.key, one.variant) == key[:2] and one.overlaps(figure) for one in own)
    }
    new = {key: figure for key, figure in wanted.items() if key not in taken}
    stale = [row for key, row in loaded.items() if row.figure != new.get(key)]
    Amount.objects.filter(pk__in=[row.pk for row in stale]).delete()
    for row in stale:
        _record(by, row.figure, new.get((row.key, row.variant, row.valid_from)))
    stale_keys = {(row.key, row.variant, row.valid_from) for row in stale}
    Amount.objects.bulk_create(
        [_make(figure, by) for key, figure in new.items() if key not in loaded or key in stale_keys]
    )
    return len(wanted)


@transaction.atomic
def add_amount(*, by, figure, seen=None, is_closing=False):
    """Add a figure and return its row; raises Overlap, with the other one, when two would hold on the same day.

    `is_closing` lets the figure before it, when that has no end, hold until the day before. `seen` is the mark of the series
    (instruments.amounts.make_mark) as it was opened; raises NewerAmounts when someone was first.
    """
    rows = _lock(figure.key, figure.variant, seen)
    if is_closing:
        for row in rows:
            if row.valid_until is None and row.valid_from < figure.valid_from:
                _end(by, row, figure.valid_from - timedelta(days=1))
    _check(figure, ())
    row = _make(figure, by)
    _store(row, figure)
    _record(by, None, figure)
    return row


@transaction.atomic
def change_amount(*, by, amount, figure, seen=None):
    """Change a figure (value, period, source, final or not) and return its row; raises as `add_amount` does."""
    rows = _lock(amount.key, amount.variant, seen)
    locked = next((row for row in rows if row.pk == amount.pk), None)
    if locked is None:
        raise NewerAmounts
    before = locked.figure
    figure = replace(figure, key=before.key, variant=before.variant)
    if figure == before:
        return locked
    _check(figure, (locked.pk,))
    row = _make(figure, by)
    row.pk = locked.pk
    _store(row, figure)
    _record(by, before, figure)
    return row


@transaction.atomic
def remove_amount(*, by, amount, seen=None):
    """Take a figure away that an administrator entered; what was loaded from fixtures/ would come back and is refused."""
    locked = next((row for row in _lock(amount.key, amount.variant, seen) if row.pk == amount.pk), None)
    if locked is None:
        raise NewerAmounts
    if locked.changed_by_id is None:
        raise ValueError("a loaded amount cannot be removed; end it instead")
    _record(by, locked.figure, None)
    locked.delete()


def _lock(key, variant, seen):
    """Return the rows of a series, locked, after making sure that they are the ones that were opened."""
    rows = list(Amount.objects.select_for_update().filter(key=key, variant=variant).order_by("valid_from"))
    if seen is not None and make_mark(row.figure for row in rows) != seen:
        raise NewerAmounts
    return rows


def _end(by, row, last_day):
    """Let a figure hold until `last_day`, with a line of history."""
    before = row.figure
    row.valid_until, row.changed_by = last_day, by
    row.save()
    _record(by, before, row.figure)


def _check(figure: Figure, but):
    """Raise ValueError for a figure without series or source, and Overlap when another holds on one of its days."""
    figure.series.check_variant(figure.variant)
    if not (isinstance(figure.source, Source) and figure.source.title and figure.source.date):
        raise ValueError("an amount needs a source and its date")
    if figure.value < 0:
        raise ValueError("an amount is never negative")
    if figure.valid_until is not None and figure.valid_until < figure.valid_from:
        raise ValueError("an amount cannot end before it starts")
    for row in Amount.objects.filter(key=figure.key, variant=figure.variant).exclude(pk__in=but):
        if row.figure.overlaps(figure):
            raise Overlap(figure, row.figure)


def _store(row, figure):
    """Save a row; when someone else stored an overlapping one in the meantime, the database refuses and Overlap says which."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        _check(figure, (row.pk,) if row.pk else ())
        raise
