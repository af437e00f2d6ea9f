"""Moving an employer by hand: which moves are allowed, which need a reason, and why the others are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employers.stages import RESTING, TRACK, Event, Refusal, Stage, get_moves, may_move

STAGES = st.sampled_from(Stage)

# From -> to -> what happens: "yes", "reason", "date" (a reason and a date), or why not.
TABLE = {
    "new": {
        "new": "same",
        "first_contact": "yes",
        "visit_planned": "visit_planned",
        "visited": "visit_concluded",
        "advised": "advice_given",
        "agreed": "agreement_made",
        "to_preparation": "too_early",
        "not_now": "date",
        "closed": "reason",
    },
    "visited": {
        "new": "reason",
        "first_contact": "reason",
        "visit_planned": "reason",
        "visited": "same",
        "advised": "advice_given",
        "agreed": "agreement_made",
        "to_preparation": "too_early",
        "not_now": "date",
        "closed": "reason",
    },
    "advised": {"agreed": "agreement_made", "to_preparation": "yes", "visited": "reason"},
    "agreed": {"advised": "reason", "to_preparation": "yes", "not_now": "date"},
    "to_preparation": {"agreed": "reason", "advised": "reason", "closed": "reason"},
    "not_now": {"new": "resting", "first_contact": "yes", "visited": "visit_concluded", "closed": "reason"},
    "closed": {"first_contact": "reason", "not_now": "date", "to_preparation": "resting", "closed": "same"},
}
MOVES = [(now, to, outcome) for now, row in TABLE.items() for to, outcome in row.items()]


def describe(move):
    """Return a move as the table writes it."""
    if not move.is_allowed:
        return str(move.event or move.refusal)
    return "date" if move.needs_date else "reason" if move.needs_reason else "yes"


@pytest.mark.parametrize(("now", "to", "outcome"), MOVES)
def test_move_is_judged_as_the_table_says(now, to, outcome):
    assert describe(may_move(now, to)) == outcome


@given(STAGES, STAGES, st.none() | STAGES)
def test_nobody_claims_a_fact_by_hand_that_was_not_there(now, to, before):
    """A visit, an advice or an agreement is reached by recording it; by hand one only goes back to it."""
    move = may_move(now, to, before)
    is_forward = now in RESTING or (now in TRACK and to in TRACK and TRACK.index(to) > TRACK.index(now))
    if to in {Stage.VISIT_PLANNED, Stage.VISITED, Stage.ADVISED, Stage.AGREED} and is_forward and before != to:
        assert move.refusal == Refusal.BY_EVENT
        assert move.event in Event


@given(STAGES, STAGES)
def test_last_move_can_always_be_undone_with_a_reason_or_less(now, before):
    move = may_move(now, before, before)
    assert move.is_allowed is (now != before)


@given(STAGES, STAGES, st.none() | STAGES)
def test_only_not_now_asks_for_a_date_and_then_for_a_reason_too(now, to, before):
    move = may_move(now, to, before)
    assert move.needs_date is (move.is_allowed and to == Stage.NOT_NOW)
    assert not move.needs_date or move.needs_reason


@given(STAGES, st.none() | STAGES)
def test_moves_to_choose_from_are_exactly_those_that_are_allowed(now, before):
    assert set(get_moves(now, before)) == {to for to in Stage if may_move(now, to, before).is_allowed}


def test_unknown_stage_is_refused():
    with pytest.raises(ValueError, match="is not a valid"):
        may_move("new", "married")
