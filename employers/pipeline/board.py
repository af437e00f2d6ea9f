"""The board: a column per stage with its sums and its first cards, in two queries whatever the number of employers."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, Sum

from employers.models import StageLabel
from employers.pipeline.rows import COLUMNS, Row, get_rows

COLUMN_SIZE = 20  # cards of a column that are loaded at a time


@dataclass
class Column:
    """One stage with its sums and its cards."""

    stage: str
    label: str
    count: int = 0
    overdue: int = 0
    vacancies: int = 0
    cards: list = field(default_factory=list)
    after: str = ""  # where the next cards begin; empty when these are all


def get_sums(region, *, today, filters):
    """Return {stage: Column} of every stage with its sums and without cards, in the order of the pipeline."""
    columns = {stage: Column(stage, label) for stage, label in StageLabel.choices}
    sums = get_rows(region, today=today, filters=filters).order_by().values("stage")
    overdue = Count("pk", filter=Q(next_due_on__lt=today))
    for row in sums.annotate(count=Count("pk"), overdue=overdue, open=Sum("vacancies")):
        column = columns[row["stage"]]
        column.count, column.overdue, column.vacancies = row["count"], row["overdue"], row["open"] or 0
    return columns


def get_board(region, *, today, filters):
    """Return the columns of the board, each with the cards that wait longest."""
    columns = get_sums(region, today=today, filters=filters)
    rows = get_rows(region, today=today, filters=filters).values(*COLUMNS)
    # One piece per stage, so that each takes its first cards from the index and nothing has to be sorted.
    first, *others = [rows.filter(stage=stage)[: COLUMN_SIZE + 1] for stage in columns]
    for values in first.union(*others, all=True):
        columns[values["stage"]].cards.append(Row(today, values))
    for column in columns.values():
        column.cards.sort(key=lambda card: (card.stage_since_on, card.pk))
        _cut(column)
    return list(columns.values())


def get_column(region, *, today, filters, stage, after):
    """Return a column with its next cards after the place `after`, as Column.after gave it; from the start for nonsense."""
    rows = get_rows(region, today=today, filters=filters).filter(stage=stage)
    day, _, number = after.partition("_")
    if number.isdecimal() and len(number) < 19 and _is_day(day):
        rows = rows.filter(Q(stage_since_on__gt=day) | Q(stage_since_on=day, pk__gt=int(number)))
    column = Column(stage, StageLabel(stage).label)
    column.cards = [Row(today, values) for values in rows.values(*COLUMNS)[: COLUMN_SIZE + 1]]
    _cut(column)
    return column


def _cut(column):
    """Keep a screenful of cards, and remember where the next one begins."""
    if len(column.cards) > COLUMN_SIZE:
        column.cards = column.cards[:COLUMN_SIZE]
        last = column.cards[-1]
        column.after = f"{last.stage_since_on.isoformat()}_{last.pk}"


def _is_day(text):
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
