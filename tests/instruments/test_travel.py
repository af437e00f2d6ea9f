"""The table that goes along: the same euros as the sum itself, with sources and until when they hold."""

from datetime import date
from decimal import Decimal

import pytest

from instruments.calculators import LksCase, lks
from instruments.travel import HOURS, WAGE_VALUES, build_grid
from instruments.wording.formats import write_number
from tests.instruments.sums import TABLE

ON = date(2026, 11, 25)


@pytest.fixture(scope="module")
def amounts():
    return TABLE.at(ON)


def test_every_cell_is_what_the_sum_says(amounts):
    grid = build_grid(amounts)
    assert [value for value, _ in grid.rows] == list(WAGE_VALUES)
    for value, cells in grid.rows:
        for hours, cell in zip(HOURS, cells, strict=True):
            sum_of_one = lks(LksCase(on=ON, hours=Decimal(hours), wage_value=value), amounts)
            assert cell == write_number(sum_of_one.amount, 2), (value, hours)


def test_table_says_its_sources_with_dates_and_until_when_it_holds(amounts):
    grid = build_grid(amounts)
    assert (grid.on, grid.holds_until) == (ON, date(2026, 12, 31))
    assert any("Staatscourant" in source and "28 april 2026" in source for source in grid.sources)


def test_there_is_no_table_on_a_day_without_a_figure():
    assert build_grid(TABLE.at(date(2027, 3, 1))) is None
