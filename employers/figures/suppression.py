"""Hiding small cells of a table so that nobody can work them out, not by subtraction either. Pure: no Django, no database.

A count of 1 to 4 is hidden. Where a hidden count could be found back from the totals, the next smallest is hidden too, or
the total itself. A zero is shown: nobody is behind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

LEAST = 5


@dataclass(frozen=True)
class Hidden:
    """The table as it may be shown: None is hidden. Totals are there when they were asked for."""

    rows: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None


def hide_small(rows: Sequence[Sequence[int]]) -> Hidden:
    """Return a table of counts with its totals per row, per column and of all, without what may not be known."""
    table = _Table(rows, has_row_totals=True)
    table.hide()
    shown = table.show()
    return Hidden(
        rows=tuple(tuple(row[:-1]) for row in shown[:-1]),
        row_totals=tuple(row[-1] for row in shown[:-1]),
        column_totals=tuple(shown[-1][:-1]),
        total=shown[-1][-1],
    )


def hide_small_columns(rows: Sequence[Sequence[int]]) -> Hidden:
    """Return the same for columns that have nothing to do with each other: only their own totals, none per row."""
    table = _Table(rows, has_row_totals=False)
    table.hide()
    shown = table.show()
    return Hidden(
        rows=tuple(tuple(row) for row in shown[:-1]), row_totals=(), column_totals=tuple(shown[-1]), total=None
    )


class _Table:
    """Counts with their totals as the last row (and column), and the sums that hold between them."""

    def __init__(self, rows, *, has_row_totals):
        counts = [list(row) + ([sum(row)] if has_row_totals else []) for row in rows]
        counts.append([sum(column) for column in zip(*counts, strict=True)])
        self.counts = {(r, c): count for r, row in enumerate(counts) for c, count in enumerate(row)}
        self.size = len(counts), len(counts[0])
        self.hidden = {cell for cell, count in self.counts.items() if 0 < count < LEAST}
        last_row, last_column = self.size[0] - 1, self.size[1] - 1
        # Each sum: (the cell that is the total, the cells that it is the total of).
        self.sums = [((last_row, c), [(r, c) for r in range(last_row)]) for c in range(self.size[1])]
        if has_row_totals:
            self.sums += [((r, last_column), [(r, c) for c in range(last_column)]) for r in range(self.size[0])]

    def show(self):
        rows, columns = self.size
        return [[None if (r, c) in self.hidden else self.counts[r, c] for c in range(columns)] for r in range(rows)]

    def hide(self):
        """Hide more until nothing that is hidden can be worked out."""
        while True:
            before = len(self.hidden)
            for total, parts in self.sums:
                self._close(total, parts)
            if len(self.hidden) == before:
                solvable = self._find_solvable()
                if not any(self._hide_one_more(*one) for cell in solvable for one in self._get_sums(cell)):
                    return

    def _close(self, total, parts):
        """See to it that one sum does not give away what is hidden in it."""
        while True:
            inside = [cell for cell in parts if cell in self.hidden]
            number = len(inside) + (total in self.hidden)
            if number == 0:
                return
            # With the total shown, each hidden count lies between 1 and what the others leave: that has to reach LEAST.
            room = sum(self.counts[cell] for cell in inside) - len(inside) + 1
            if number >= 2 and (total in self.hidden or room >= LEAST):
                return
            if not self._hide_one_more(total, parts):
                return

    def _hide_one_more(self, total, parts):
        """Hide the smallest count of a sum that is still shown, its total last; tell whether there was one."""
        shown = [cell for cell in parts if cell not in self.hidden and self.counts[cell]]
        if shown:
            self.hidden.add(min(shown, key=self._get_price))
        elif total not in self.hidden and self.counts[total]:
            self.hidden.add(total)
        else:
            return False
        return True

    def _get_price(self, cell):
        """Return what hiding a cell costs: first the sums where it would be the only one that is hidden, then its count."""
        alone = sum(not any(other in self.hidden for other in (total, *parts)) for total, parts in self._get_sums(cell))
        return alone, self.counts[cell], cell

    def _get_sums(self, cell):
        return [(total, parts) for total, parts in self.sums if cell == total or cell in parts]

    def _find_solvable(self):
        """Return the hidden cells that the sums together determine, by solving them as equations."""
        cells = sorted(self.hidden)
        place = {cell: number for number, cell in enumerate(cells)}
        matrix = []
        for total, parts in self.sums:
            row = [Fraction(0)] * len(cells)
            for cell in parts:
                if cell in place:
                    row[place[cell]] += 1
            if total in place:
                row[place[total]] -= 1
            if any(row):
                matrix.append(row)
        return [cells[row.index(1)] for row in _reduce(matrix) if sum(1 for value in row if value) == 1]


def _reduce(matrix):
    """Return the reduced echelon form of a matrix, without empty rows."""
    matrix, done = [list(row) for row in matrix], 0
    for column in range(len(matrix[0]) if matrix else 0):
        pivot = next((r for r in range(done, len(matrix)) if matrix[r][column]), None)
        if pivot is None:
            continue
        matrix[done], matrix[pivot] = matrix[pivot], matrix[done]
        matrix[done] = [value / matrix[done][column] for value in matrix[done]]
        for r, row in enumerate(matrix):
            if r != done and row[column]:
                factor = row[column]
                matrix[r] = [value - factor * lead for value, lead in zip(row, matrix[done], strict=True)]
        done += 1
    return matrix[:done]
