"""Letting go of what is over its term: proposing lists, the two people who stand behind them, and carrying them out."""

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from regions.models import Region
from safekeeping.erasing import may_erase
from safekeeping.models import DestructionLine, DestructionList, ListState
from safekeeping.queries.retention import get_due, get_region_path, get_retention
from safekeeping.retention import DELETE


class ListNotOpen(Exception):
    """A list in this state cannot take this step."""


class SamePerson(Exception):
    """Who checked a list cannot approve it."""


@transaction.atomic
def destroy_direct(*, by, today):
    """Let go of what needs nobody's approval; return {key: number}. `by` is None: the nightly job does it."""
    return {
        line.key: destroy(by=by, line=line, rows=get_due(line, today)) for line in get_retention() if not line.approval
    }


@transaction.atomic
def propose_lists(*, by, today):
    """Make or renew the open list of every region with what is due there; return the lists. `by` is None: the job."""
    return [found for region in Region.objects.all() if (found := _propose(region, today)) is not None]


def _propose(region, today):
    due = {line.key: list(_in_region(line, region, today)) for line in get_retention() if line.approval}
    due = {key: rows for key, rows in due.items() if rows}
    waiting = DestructionList.objects.select_for_update().filter(region=region)
    approved = {
        (line.key, row)
        for line in DestructionLine.objects.filter(list__region=region, list__state=ListState.APPROVED)
        for row in line.rows
    }
    due = {key: left for key, rows in due.items() if (left := [row for row in rows if (key, row) not in approved])}
    found = waiting.filter(state__in=[ListState.PROPOSED, ListState.CHECKED]).first()
    if found is not None and {line.key: line.rows for line in found.lines.all()} == due:
        return found
    if found is not None:  # what was checked is no longer what is due: somebody has to look again
        found.delete()
    if not due:
        return None
    found = DestructionList.objects.create(region=region)
    DestructionLine.objects.bulk_create(DestructionLine(list=found, key=key, rows=rows) for key, rows in due.items())
    return found


def _in_region(line, region, today):
    return get_due(line, today).filter(**{get_region_path(line): region}).values_list("pk", flat=True)


@transaction.atomic
def check_list(*, by, destruction_list):
    """Say as the first person that a list is right; raises ListNotOpen when it is no longer only proposed."""
    row = _lock(destruction_list, ListState.PROPOSED)
    row.state, row.checked_by, row.checked_at = ListState.CHECKED, by, timezone.now()
    row.save(update_fields=["state", "checked_by", "checked_at"])
    return row


@transaction.atomic
def approve_list(*, by, destruction_list):
    """Approve a checked list as the second person; the next nightly job carries it out. Raises SamePerson, ListNotOpen."""
    row = _lock(destruction_list, ListState.CHECKED)
    if row.checked_by_id == by.pk:
        raise SamePerson
    row.state, row.approved_by, row.approved_at = ListState.APPROVED, by, timezone.now()
    row.save(update_fields=["state", "approved_by", "approved_at"])
    return row


@transaction.atomic
def withdraw_list(*, by, destruction_list):
    """Take back an approved list that was not carried out yet; what is due is proposed again at night."""
    row = _lock(destruction_list, ListState.APPROVED)
    row.state = ListState.WITHDRAWN
    row.save(update_fields=["state"])
    return row


def _lock(destruction_list, state):
    row = DestructionList.objects.select_for_update().get(pk=destruction_list.pk)
    if row.state != state:
        raise ListNotOpen(row.state)
    return row


@transaction.atomic
def carry_out(*, by, today):
    """Carry out every approved list; only rows that are still due go. Returns {list: {key: number}}."""
    done = {}
    for found in DestructionList.objects.select_for_update().filter(state=ListState.APPROVED):
        lines = {line.key: line for line in found.lines.all()}
        done[found] = {}
        # In the order of the file: papers before the advice they belong to.
        for line in get_retention():
            row = lines.get(line.key)
            if row is None:
                continue
            row.gone = destroy(by=by, line=line, rows=get_due(line, today).filter(pk__in=row.rows))
            row.save(update_fields=["gone"])
            done[found][line.key] = row.gone
        found.state, found.done_at = ListState.DONE, timezone.now()
        found.save(update_fields=["state", "done_at"])
    return done


@transaction.atomic
def destroy(*, by, line, rows):
    """Replace or delete rows of one line and return how many; `by` is None when the nightly job does it."""
    found = list(rows.values_list("pk", flat=True))
    rows = rows.model._base_manager.filter(pk__in=found)
    if line.action == DELETE:
        with may_erase():
            rows.delete()
        return len(found)
    for name, text in line.replacements.items():
        if "{pk}" in text:
            value = _with_number(text)
            rows.update(**{name: value})
        else:
            rows.exclude(**{name: ""}).update(**{name: text})
    if line.also:
        rows.update(**line.also)
    return len(found)


def _with_number(text):
    before, after = text.split("{pk}")
    return Concat(Value(before), Cast("pk", CharField()), Value(after))
