"""The way through the pipeline: what every event does in every stage, and that no event throws anyone back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employers.models import StageLabel
from employers.stages import Event, Stage, stage_after

ORDER = [
    Stage.NEW,
    Stage.FIRST_CONTACT,
    Stage.VISIT_PLANNED,
    Stage.VISITED,
    Stage.ADVISED,
    Stage.AGREED,
    Stage.TO_PREPARATION,
]
RESTING = {Stage.NOT_NOW, Stage.CLOSED}

# Stage -> where each event brings it: contact added, visit planned, visit cancelled, cancelled visit restored, visit
# concluded, advice given, agreement made. A dot stays where it is.
TABLE = {
    "new": "first_contact visit_planned . . visited advised .",
    "first_contact": ". visit_planned . visit_planned visited advised .",
    "visit_planned": ". . first_contact . visited advised .",
    "visited": ". . . . . advised agreed",
    "advised": ". . . . . . agreed",
    "agreed": ". . . . . . .",
    "to_preparation": ". . . . . . .",
    "not_now": ". visit_planned . . visited advised agreed",
    "closed": ". visit_planned . . visited advised agreed",
}
MOVES = [
    (event, stage, stage if target == "." else target)
    for stage, targets in TABLE.items()
    for event, target in zip(Event, targets.split(), strict=True)
]


@pytest.mark.parametrize(("event", "stage", "after"), MOVES)
def test_event_moves_a_stage_as_the_table_says(event, stage, after):
    assert stage_after(event, stage) == after


def test_table_knows_every_stage_and_every_stage_has_its_dutch_words():
    assert set(TABLE) == set(Stage) == set(StageLabel.values)


@pytest.mark.parametrize(("event", "stage"), [("married", Stage.NEW), (Event.CONTACT_ADDED, "somewhere")])
def test_unknown_event_or_stage_is_refused(event, stage):
    with pytest.raises(ValueError, match="is not a valid"):
        stage_after(event, stage)


@given(st.lists(st.sampled_from([event for event in Event if event != Event.VISIT_CANCELLED])))
def test_nothing_but_a_cancelled_visit_throws_an_employer_back(events):
    stage = Stage.NEW
    for event in events:
        after = stage_after(event, stage)
        assert ORDER.index(after) >= ORDER.index(stage)
        stage = after


@given(st.sampled_from(Event), st.sampled_from(Stage))
def test_the_same_event_again_changes_nothing(event, stage):
    once = stage_after(event, stage)
    assert stage_after(event, once) == once


@given(st.sampled_from(Event))
def test_nothing_that_happens_puts_an_employer_to_rest(event):
    assert all(stage_after(event, stage) not in RESTING for stage in ORDER)
