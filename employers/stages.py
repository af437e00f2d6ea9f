"""The way of an employer through the pipeline: which stage may follow which, and what moves it. Pure: no Django, no clock."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where an employer stands."""

    NEW = "new"
    FIRST_CONTACT = "first_contact"
    VISIT_PLANNED = "visit_planned"
    VISITED = "visited"
    ADVISED = "advised"
    AGREED = "agreed"
    TO_PREPARATION = "to_preparation"
    NOT_NOW = "not_now"
    CLOSED = "closed"


class Event(StrEnum):
    """What happens to an employer and moves it by itself."""

    CONTACT_ADDED = "contact_added"
    VISIT_PLANNED = "visit_planned"
    VISIT_CANCELLED = "visit_cancelled"
    VISIT_RESTORED = "visit_restored"
    VISIT_CONCLUDED = "visit_concluded"
    ADVICE_GIVEN = "advice_given"
    AGREEMENT_MADE = "agreement_made"


class Refusal(StrEnum):
    """Why nobody may make a move by hand."""

    SAME = "same"  # the employer stands there already
    BY_EVENT = "by_event"  # the stage tells a fact, and is reached by recording that fact
    TOO_EARLY = "too_early"  # the next phase starts after an advice or an agreement
    RESTING = "resting"  # who is taken up again starts at first contact


@dataclass(frozen=True)
class Move:
    """Whether an employer may be moved by hand, what the mover has to tell, or why not."""

    refusal: Refusal | None = None
    event: Event | None = None  # with BY_EVENT: what has to be recorded
    needs_reason: bool = False
    needs_date: bool = False

    @property
    def is_allowed(self):
        """Tell whether the move may be made."""
        return self.refusal is None


RESTING = frozenset({Stage.NOT_NOW, Stage.CLOSED})
TRACK = tuple(stage for stage in Stage if stage not in RESTING)

# Event -> (stages it moves from, stage it moves to). A stage that is not named stays where it is: planning a next visit
# with an employer who has an agreement does not throw that employer back.
_MOVES = {
    Event.CONTACT_ADDED: ({Stage.NEW}, Stage.FIRST_CONTACT),
    Event.VISIT_PLANNED: ({Stage.NEW, Stage.FIRST_CONTACT, *RESTING}, Stage.VISIT_PLANNED),
    Event.VISIT_CANCELLED: ({Stage.VISIT_PLANNED}, Stage.FIRST_CONTACT),
    Event.VISIT_RESTORED: ({Stage.FIRST_CONTACT}, Stage.VISIT_PLANNED),  # when cancelling was the last move
    Event.VISIT_CONCLUDED: ({Stage.NEW, Stage.FIRST_CONTACT, Stage.VISIT_PLANNED, *RESTING}, Stage.VISITED),
    Event.ADVICE_GIVEN: (
        {Stage.NEW, Stage.FIRST_CONTACT, Stage.VISIT_PLANNED, Stage.VISITED, *RESTING},
        Stage.ADVISED,
    ),
    Event.AGREEMENT_MADE: ({Stage.VISITED, Stage.ADVISED, *RESTING}, Stage.AGREED),
}

# The stages that tell a fact: moving a card there by hand would claim a visit or an advice that is nowhere to be read.
_FACTS = {
    Stage.VISIT_PLANNED: Event.VISIT_PLANNED,
    Stage.VISITED: Event.VISIT_CONCLUDED,
    Stage.ADVISED: Event.ADVICE_GIVEN,
    Stage.AGREED: Event.AGREEMENT_MADE,
}
_BEFORE_PREPARATION = {Stage.ADVISED, Stage.AGREED}


def stage_after(event, stage):
    """Return the stage an employer in `stage` is in after `event`; the same stage when the event does not move it."""
    origins, target = _MOVES[Event(event)]
    return target if Stage(stage) in origins else Stage(stage)


def may_move(now, to, before=None):
    """Return the Move from stage `now` to stage `to` by hand.

    `before` is the stage of before the last move: going back there is undoing that move, and is always allowed, with a reason.
    """
    now, to = Stage(now), Stage(to)
    move = _judge(now, to)
    is_undo = bool(before) and to == Stage(before) and to != now
    return Move(needs_reason=True, needs_date=to == Stage.NOT_NOW) if is_undo and not move.is_allowed else move


def _judge(now, to):
    """Return the move by the rules for every employer, whatever it did before."""
    if now == to:
        return Move(Refusal.SAME)
    if to in RESTING:
        return Move(needs_reason=True, needs_date=to == Stage.NOT_NOW)
    if now in RESTING:
        # Why someone was closed stands in the history; taking them up again has to be explained, coming back was planned.
        return Move(needs_reason=now == Stage.CLOSED) if to == Stage.FIRST_CONTACT else _refuse(to, Refusal.RESTING)
    if TRACK.index(to) < TRACK.index(now):
        return Move(needs_reason=True)
    if to == Stage.TO_PREPARATION and now not in _BEFORE_PREPARATION:
        return Move(Refusal.TOO_EARLY)
    return _refuse(to)


def _refuse(to, other=None):
    """Refuse a move to a stage that tells a fact, and any move when there is an `other` refusal; else allow it."""
    if to in _FACTS:
        return Move(Refusal.BY_EVENT, event=_FACTS[to])
    return Move(other)


def get_moves(now, before=None):
    """Return {stage: Move} of the moves by hand that are allowed from `now`, in the order of the pipeline."""
    moves = {stage: may_move(now, stage, before) for stage in Stage}
    return {stage: move for stage, move in moves.items() if move.is_allowed}
