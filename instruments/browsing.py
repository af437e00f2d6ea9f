"""Putting what was found on shelves: by kind, for one worker group when it was chosen, and what ended apart. Pure: no Django."""

from collections.abc import Iterable
from dataclasses import dataclass

from instruments.amounts import NOT_PRINTABLE
from instruments.decision import UNKNOWN, Cell, look_up
from instruments.labels import GROUPS, OUTCOMES


@dataclass(frozen=True)
class Found:
    """One instrument on a shelf, and what holds for the group when one was chosen."""

    row: object
    cell: Cell | None

    @property
    def outcome(self) -> str:
        """Return whether the group can have it, in words; empty without a group."""
        return OUTCOMES[self.cell.outcome] if self.cell else ""

    @property
    def why(self) -> str:
        """Return why, or on which condition; empty without one."""
        return say_cell(self.cell) if self.cell else ""


@dataclass(frozen=True)
class Shelves:
    """What was found by kind (code, list of Found), what ended, and how many nobody assessed for this group."""

    kinds: tuple[tuple[str, tuple[Found, ...]], ...]
    ended: tuple[Found, ...]
    unassessed: int

    @property
    def count(self) -> int:
        return sum(len(found) for _, found in self.kinds) + len(self.ended)


def shelve(rows: Iterable, group: str = "") -> Shelves:
    """Return the rows on their shelves, in the order they come in.

    With a group only what is open to it is left; what nobody assessed is counted and not shown, because it is no answer.
    """
    kinds: dict[str, list[Found]] = {}
    ended, unassessed = [], 0
    for row in rows:
        cell = look_up(row.eligibility, group) if group else None
        if cell is not None and cell.outcome == UNKNOWN:
            unassessed += row.state != "ended"
        elif cell is None or cell.outcome != "no":
            shelf = ended if row.state == "ended" else kinds.setdefault(row.category, [])
            shelf.append(Found(row, cell))
    return Shelves(tuple((kind, tuple(found)) for kind, found in kinds.items()), tuple(ended), unassessed)


def say_cell(cell: Cell) -> str:
    """Return the words of a cell; what was only remembered is not repeated but has to be asked."""
    if cell.status == NOT_PRINTABLE:
        return "Dit is nog niet nagegaan. Vraag het na bij de uitvoerder."
    return cell.why


def list_groups(eligibility) -> list[tuple[str, str, str]]:
    """Return (group, outcome, why) of every worker group that someone assessed, open ones first."""
    order = list(OUTCOMES)
    cells = [(name, look_up(eligibility, group)) for group, name in GROUPS.items()]
    known = [(name, cell) for name, cell in cells if cell.outcome != UNKNOWN]
    known.sort(key=lambda pair: order.index(pair[1].outcome))
    return [(name, OUTCOMES[cell.outcome], say_cell(cell)) for name, cell in known]
