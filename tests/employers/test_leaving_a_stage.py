"""How long employers stood in a stage: counted in the database, equal to the median of every single move."""

import random
import statistics
from collections import Counter

import pytest
from django.utils import timezone

from employers.figures.periods import quarter_of
from employers.figures.standing import count_leaving
from employers.models import StageChange
from employers.stages import Stage
from tests.builders import make_employer


def move(employer, by, days, from_stage=Stage.FIRST_CONTACT, to_stage=Stage.VISITED):
    """Make a row for each number of days that someone stood in a stage."""
    common = {"employer": employer, "region_id": employer.region_id, "moved_by": by}
    StageChange.objects.bulk_create(
        StageChange(from_stage=from_stage, to_stage=to_stage, days=one, **common) for one in days
    )


@pytest.mark.parametrize(
    ("days", "median"),
    [([], None), ([7], 7), ([3, 4], 3.5), ([0, 0, 9], 0), ([1, 1, 5, 9], 3), ([2, 2, 2, 2], 2), ([0, 30], 15)],
)
def test_median_lies_between_the_two_in_the_middle(days, median, noord, anna):
    move(make_employer(region=noord, by=anna), anna, days)
    by_stage = {one.stage: one for one in count_leaving(noord, quarter_of(timezone.localdate()))}
    assert by_stage["first_contact"].median == median
    assert by_stage["first_contact"].number == len(days)


@pytest.mark.parametrize("seed", range(8))
def test_median_over_all_ways_out_of_a_stage_is_that_of_every_move(seed, noord, zuid, anna, chris):
    chance = random.Random(seed)
    here, elsewhere = make_employer(region=noord, by=anna), make_employer(region=zuid, by=chris)
    made = {}
    for to_stage in (Stage.VISITED, Stage.CLOSED, Stage.NOT_NOW):
        made[to_stage] = [chance.choice((0, 1, 2, 3, 5, 8, 40)) for _ in range(chance.randint(0, 9))]
        move(here, anna, made[to_stage], to_stage=to_stage)
        move(elsewhere, chris, [1000] * 5, to_stage=to_stage)
    found = next(
        one for one in count_leaving(noord, quarter_of(timezone.localdate())) if one.stage == Stage.FIRST_CONTACT
    )
    everything = [days for some in made.values() for days in some]
    assert found.median == (statistics.median(everything) if everything else None)
    counts = Counter({to_stage: len(days) for to_stage, days in made.items()})
    assert (found.onward, found.closed, found.not_now) == tuple(
        counts[one] for one in (Stage.VISITED, Stage.CLOSED, Stage.NOT_NOW)
    )
