"""An advice never proposes two instruments that exclude each other, also when the adviser put one of them in."""

import pytest
from django.utils import timezone

from checklists import actions, queries
from checklists.advising import recommend
from tests.builders import answer_all, make_employer, make_visit, start_checklist

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def checklist(noord, anna):
    """A checklist of an employer with an intention who sees the cost as the barrier: LKS is among the first."""
    checklist = start_checklist(make_visit(make_employer(region=noord, by=anna), by=anna), by=anna)
    answer_all(checklist, by=anna, level=3, O6a=0)
    return checklist


def propose(checklist):
    case = queries.get_case(checklist)
    return recommend(case, queries.get_tips(), queries.get_instruments(), timezone.localdate())


def put_in(checklist, by, slug):
    actions.adjust(
        by=by,
        checklist=checklist,
        kind="instrument",
        removed_key="",
        added_key=slug,
        reason="De kandidaat heeft Wajong.",
    )


def test_loondispensatie_that_is_put_in_moves_the_subsidy_aside(checklist, anna):
    assert "loonkostensubsidie" in [one.key for one in propose(checklist).instruments]
    put_in(checklist, anna, "loondispensatie-wajong")
    found = propose(checklist)
    first = [one.key for one in found.instruments]
    waiting = {one.key: one for one in found.possible}
    assert "loondispensatie-wajong" in first
    assert "loonkostensubsidie" not in first
    assert waiting["loonkostensubsidie"].must[-1].text.startswith("Gaat niet samen met Loondispensatie")


def test_last_one_put_in_goes_before_the_earlier_one(checklist, anna):
    put_in(checklist, anna, "loondispensatie-wajong")
    put_in(checklist, anna, "loonkostensubsidie")
    first = [one.key for one in propose(checklist).instruments]
    assert "loonkostensubsidie" in first
    assert "loondispensatie-wajong" not in first


def test_what_goes_together_stays(checklist, anna):
    before = [one.key for one in propose(checklist).instruments]
    put_in(checklist, anna, "pso")
    assert [one.key for one in propose(checklist).instruments] == [*before, "pso"]
