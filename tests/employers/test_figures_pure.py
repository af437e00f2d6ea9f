"""The pure rooms of the figures: quarters, where charts draw, the comparison with the country, and hiding small cells."""

from datetime import date
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from employers.figures.benchmark import compare
from employers.figures.charts import make_bars, make_columns, make_stacks, round_up
from employers.figures.periods import Month, Quarter, months_until, quarter_of, read_month, read_quarter
from employers.figures.suppression import LEAST, hide_small, hide_small_columns


class TestPeriods:
    @pytest.mark.parametrize(
        ("day", "code", "start", "last_day"),
        [
            (date(2026, 1, 1), "2026-1", date(2026, 1, 1), date(2026, 3, 31)),
            (date(2026, 11, 25), "2026-4", date(2026, 10, 1), date(2026, 12, 31)),
            (date(2028, 2, 29), "2028-1", date(2028, 1, 1), date(2028, 3, 31)),
        ],
    )
    def test_day_belongs_to_its_quarter(self, day, code, start, last_day):
        quarter = quarter_of(day)
        assert (quarter.code, quarter.start, quarter.last_day) == (code, start, last_day)
        assert read_quarter(code) == quarter

    def test_quarter_before_the_first_is_the_last_of_the_year_before(self):
        assert Quarter(2026, 1).before == Quarter(2025, 4)
        assert [month.code for month in Quarter(2026, 4).months] == ["2026-10", "2026-11", "2026-12"]

    def test_twelve_months_end_with_the_quarter(self):
        months = months_until(Quarter(2026, 2))
        assert (len(months), months[0], months[-1]) == (12, Month(2025, 7), Month(2026, 6))

    @pytest.mark.parametrize("text", ["2026-0", "2026-5", "26-1", "2026-1 ", "0001-1", None, "", "٢٠٢٦-1"])
    def test_what_is_no_quarter_reads_as_none(self, text):
        assert read_quarter(text) is None

    @pytest.mark.parametrize("text", ["2026-13", "2026-1", "0000-01", "x"])
    def test_what_is_no_month_reads_as_none(self, text):
        assert read_month(text) is None


class TestCharts:
    def test_longest_bar_takes_the_whole_width(self):
        bars = make_bars([("A", 5, "5"), ("B", 10, "10"), ("C", 0, "0")])
        assert [bar.width for bar in bars.bars] == ["50.00%", "100.00%", "0.00%"]

    def test_parts_of_a_stack_fill_it_and_small_ones_carry_no_letter(self):
        (stack,) = make_stacks([("A", [1, 0, 99]), ("empty", [0, 0, 0])])
        assert [(part.x, part.width, part.mark) for part in stack.parts] == [
            ("0.00%", "1.00%", ""),
            ("1.00%", "99.00%", "c"),
        ]

    @given(st.integers(0, 10**9))
    def test_scale_ends_at_an_even_round_number_that_is_large_enough(self, number):
        top = round_up(number)
        assert top >= number
        assert top % 2 == 0

    @given(st.lists(st.tuples(st.just("m"), st.integers(0, 10**6), st.integers(0, 10**6)), max_size=12))
    def test_columns_stay_within_their_chart(self, rows):
        chart = make_columns(rows)
        for column in chart.columns:
            assert column.first_y >= 10
            assert column.first_y + column.first == column.second_y + column.second == 160

    def test_chart_of_nothing_is_empty(self):
        assert make_bars([]).bars == make_columns([]).columns == make_stacks([]) == ()


class TestComparison:
    NATIONAL = {"small": 10, "medium": 30, "large": 60}

    def test_expected_share_follows_the_mix_of_sizes(self):
        one = compare({"small": 80, "medium": 15, "large": 5}, {"small": 8}, self.NATIONAL)
        assert one.expected == pytest.approx(15.5)  # 0.80 x 10 + 0.15 x 30 + 0.05 x 60
        assert one.actual == pytest.approx(8)

    def test_29_employers_are_suppressed_and_30_are_not(self):
        assert compare({"small": 29}, {}, self.NATIONAL).is_suppressed
        assert compare({"small": 29}, {}, self.NATIONAL).actual is None
        assert not compare({"small": 30}, {}, self.NATIONAL).is_suppressed

    def test_size_without_a_national_figure_is_not_compared(self):
        assert compare({"small": 30, "large": 1}, {}, {"small": 10}).expected is None


LARGEST = 8


def completions(shown):
    """Yield every table that agrees with what is shown; what is hidden is a whole number from 1 up to two of the largest."""
    rows = []
    for row, told in zip(shown.rows, shown.row_totals, strict=True):
        cells = [range(1, 2 * LARGEST + 1) if number is None else (number,) for number in row]
        rows.append([full for full in product(*cells) if told is None or told == sum(full)])
    for full in product(*rows):
        counted = [sum(column) for column in zip(*full, strict=True)]
        told = zip((*shown.column_totals, shown.total), (*counted, sum(counted)), strict=True)
        if all(total is None or total == number for total, number in told):
            yield full


class TestHidingSmallCells:
    tables = st.integers(1, 2).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(0, LARGEST), min_size=columns, max_size=columns), min_size=1, max_size=2
        )
    )

    @example([[5, 1], [8, 5]])
    @settings(max_examples=60)
    @given(tables)
    def test_no_small_count_can_be_worked_out_from_what_is_shown(self, table):
        shown = hide_small(table)
        for row in (*shown.rows, shown.row_totals, shown.column_totals, (shown.total,)):
            assert not any(number is not None and 0 < number < LEAST for number in row)
        found = list(completions(shown))
        for r, row in enumerate(table):
            for c, number in enumerate(row):
                if 0 < number < LEAST:
                    assert len({full[r][c] for full in found}) > 1, (table, shown)

    @given(st.lists(st.lists(st.integers(0, 40), min_size=4, max_size=4), min_size=1, max_size=12))
    def test_columns_apart_show_no_small_count_and_no_lone_gap(self, table):
        shown = hide_small_columns(table)
        for c in range(4):
            column = [row[c] for row in shown.rows]
            assert not any(number is not None and 0 < number < LEAST for number in column)
            if shown.column_totals[c] is not None:
                assert sum(number is None for number in column) != 1

    def test_what_is_large_enough_is_all_shown(self):
        shown = hide_small([[5, 8], [0, 12]])
        assert shown.rows == ((5, 8), (0, 12))
        assert (shown.row_totals, shown.column_totals, shown.total) == ((13, 12), (5, 20), 25)

    def test_lone_small_count_takes_another_with_it(self):
        shown = hide_small([[3, 20], [30, 40]])
        assert sum(number is None for row in shown.rows for number in row) == 4
