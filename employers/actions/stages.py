"""Moving an employer through the pipeline by hand, and handing employers over to another adviser."""

from django.db import transaction
from django.db.models import F

from employers.actions.timeline import lock_employer, note_down, write_move
from employers.models import Employer, HandOver, StageChange, TimelineEntry, TimelineKind
from employers.stages import Stage, may_move
from regions.access import EDIT, get_permissions


class MoveNotAllowed(Exception):
    """Nobody may make this move by hand; `move` says why, `to` is where it would have gone."""

    def __init__(self, move, to):
        super().__init__(f"to {to}: {move.refusal}")
        self.move, self.to = move, to


class StaleStage(Exception):
    """Someone else moved the employer since the page was opened; `current` is the employer now, `change` the last move."""

    def __init__(self, current, change):
        super().__init__(f"employer {current.pk} is in {current.stage}")
        self.current, self.change = current, change


@transaction.atomic
def move_stage(*, by, employer, to, seen, reason="", come_back_on=None):
    """Move an employer to stage `to` by hand; `seen` is the stage it had on the mover's screen.

    Raises StaleStage when it has another one by now, MoveNotAllowed when stages.may_move refuses, ValueError when the
    reason or the come-back date that the move needs is missing. Undoing a move is a move too.
    """
    row = lock_employer(by=by, employer=employer)
    if row.stage != seen:
        raise StaleStage(row, StageChange.objects.select_related("moved_by").filter(employer=row).last())
    to = Stage(to)
    move = may_move(row.stage, to, row.previous_stage)
    if not move.is_allowed:
        raise MoveNotAllowed(move, to)
    if (move.needs_reason and not reason) or (move.needs_date != (come_back_on is not None)):
        raise ValueError(f"a move to {to} needs its reason and its date")
    write_move(by=by, row=row, to=to, reason=reason, come_back_on=come_back_on)
    return row


@transaction.atomic
def hand_over(*, by, employers, to, note):
    """Make `to` the fixed contact of these employers, with a note in each dossier; return the HandOver of each that changed."""
    rows = Employer.objects.select_for_update(of=["self"], no_key=True).filter(pk__in=[one.pk for one in employers])
    moved = [row for row in rows.order_by("pk") if row.account_holder_id != to.pk]
    handed = HandOver.objects.bulk_create(
        HandOver(employer=row, from_user_id=row.account_holder_id, to_user=to, note=note, handed_by=by) for row in moved
    )
    TimelineEntry.objects.bulk_create(
        TimelineEntry(employer=row, kind=TimelineKind.HANDED_OVER, detail=f"{to.name}: {note}"[:300], happened_by=by)
        for row in moved
    )
    numbers = [row.pk for row in moved]
    Employer.advisers.through.objects.filter(employer__in=numbers, user=to).delete()
    # The next revision: a profile form that a colleague has open may not put the old fixed contact back unseen.
    Employer.objects.filter(pk__in=numbers).update(account_holder=to, changed_by=by, revision=F("revision") + 1)
    return handed


@transaction.atomic
def take_back(*, by, hand_overs, note):
    """Give employers back to who had them before these hand-overs; return how many.

    Left alone are those that were handed on since, and those whose former contact no longer advises in the region.
    """
    rows = Employer.objects.select_for_update(of=["self"], no_key=True).select_related("region").order_by("pk")
    rows = {row.pk: row for row in rows.filter(pk__in=[one.employer_id for one in hand_overs])}
    newest = dict(HandOver.objects.filter(employer__in=rows).order_by("pk").values_list("employer", "pk"))
    pairs = {(one.from_user, rows[one.employer_id].region) for one in hand_overs}
    holding = {pair for pair in pairs if _may_hold(*pair)}  # asked once of each, not of every employer
    back = {}
    for one in hand_overs:
        row, giver = rows[one.employer_id], one.from_user
        if newest[row.pk] == one.pk and row.account_holder_id == one.to_user_id and (giver, row.region) in holding:
            back.setdefault(giver, []).append(row)
    for giver, employers in back.items():
        if giver is not None:
            hand_over(by=by, employers=employers, to=giver, note=note)
        else:
            _leave_to_nobody(by, employers, note)
    return sum(map(len, back.values()))


def _may_hold(user, region):
    """Tell whether someone may be fixed contact in a region; nobody may always be."""
    return user is None or (user.is_active and EDIT in get_permissions(user, region))


def _leave_to_nobody(by, employers, note):
    """Let employers have no fixed contact, as they had none."""
    for row in employers:
        note_down(by=by, employer=row, kind=TimelineKind.HANDED_OVER, detail=note)
    rows = Employer.objects.filter(pk__in=[row.pk for row in employers])
    rows.update(account_holder=None, changed_by=by, revision=F("revision") + 1)
