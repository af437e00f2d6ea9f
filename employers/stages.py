"""The way of an employer through the pipeline: which stage may follow which, and what moves it. Pure: no Django, no clock."""

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
    VISIT_CONCLUDED = "visit_concluded"
    ADVICE_GIVEN = "advice_given"
    AGREEMENT_MADE = "agreement_made"


_RESTING = {Stage.NOT_NOW, Stage.CLOSED}

# Event -> (stages it moves from, stage it moves to). A stage that is not named stays where it is: planning a next visit
# with an employer who has an agreement does not throw that employer back.
_MOVES = {
    Event.CONTACT_ADDED: ({Stage.NEW}, Stage.FIRST_CONTACT),
    Event.VISIT_PLANNED: ({Stage.NEW, Stage.FIRST_CONTACT, *_RESTING}, Stage.VISIT_PLANNED),
    Event.VISIT_CONCLUDED: ({Stage.NEW, Stage.FIRST_CONTACT, Stage.VISIT_PLANNED, *_RESTING}, Stage.VISITED),
    Event.ADVICE_GIVEN: (
        {Stage.NEW, Stage.FIRST_CONTACT, Stage.VISIT_PLANNED, Stage.VISITED, *_RESTING},
        Stage.ADVISED,
    ),
    Event.AGREEMENT_MADE: ({Stage.VISITED, Stage.ADVISED, *_RESTING}, Stage.AGREED),
}


def stage_after(event, stage):
    """Return the stage an employer in `stage` is in after `event`; the same stage when the event does not move it."""
    origins, target = _MOVES[Event(event)]
    return target if Stage(stage) in origins else Stage(stage)
