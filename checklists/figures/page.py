"""The figures of one region and quarter, ready to show on a screen or on paper: every number with what is behind it."""

from dataclasses import dataclass

from checklists.figures.answers import choose_lowest, count_answers
from checklists.figures.beside import compare_with_country, get_newest_facts
from checklists.figures.cells import Cell, make_cell
from checklists.figures.parts import (
    compare_quarters,
    get_advised,
    get_answer_row,
    get_lasting,
    get_leaving,
    get_lowest,
    get_mix,
    get_placements,
    get_zones,
)
from checklists.figures.wording import KEY
from checklists.queries import get_current_questions
from checklists.scoring import HIGH, LOW
from employers.figures import activity, standing
from employers.figures.behind import NOT_KNOWN
from employers.figures.charts import make_columns
from employers.models import ProfileLabel

# Figure -> the kind of list behind it; a median and a share have none of their own.
_BEHIND = {
    "visits": "bezoek",
    "visited": "bezoek",
    "advices": "advies",
    "agreed": "afspraak",
    "kept": "nagekomen",
    "kept_in_time": "optijd",
    "placements": "plaatsing",
    "dossiers": "dossier",
    "first_visits": "eerste",
}


@dataclass(frozen=True)
class KeyRow:
    """One figure of the quarter beside the one before."""

    name: str
    label: str
    meaning: str
    unit: str
    now: Cell
    before: Cell
    step: int | None


def get_page(region, quarter, *, today, adviser=None):
    """Return the context of the page of a region that passed the gate, in a fixed number of queries.

    `adviser` is whose own numbers are shown, None for those of everyone.
    """
    profiles, lowest = standing.count_results(region, quarter)
    now = standing.get_standing(region, low=LOW, high=HIGH)
    done = activity.count_done(region, quarter, adviser=adviser)
    placed = activity.count_placements(region, quarter)
    answers = count_answers(region, quarter, get_current_questions())
    return {
        "quarter": quarter,
        "is_running": quarter.start <= today < quarter.end,
        "key": _key(quarter, done.key | {"placements": placed.total} | activity.count_made(region, quarter)),
        **_months(done.months),
        "advisers": _advisers(done.advisers, quarter),
        **get_leaving(region, quarter),
        "total": make_cell(now.total, "stand"),
        "assessed": now.total - now.profiles[""],
        "profiles": compare_quarters(ProfileLabel, now.profiles, profiles, quarter, "profiel"),
        "not_assessed": make_cell(now.profiles[""], "stand", profiel=NOT_KNOWN),
        "zones": get_zones(now.zones),
        **get_mix(now),
        **get_lowest(now, lowest, quarter),
        "answer_rows": [get_answer_row(row, quarter) for row in answers],
        "lowest_answers": choose_lowest(answers),
        "advised": get_advised(region, quarter),
        "placements": get_placements(placed.forms, quarter),
        "lasting": get_lasting(placed.lasting, quarter),
        **_open(region, today),
        "comparison": compare_with_country(now),
        "facts": get_newest_facts(region),
    }


def _key(quarter, found):
    return [_key_row(name, found[name], quarter) for name in KEY]


def _key_row(name, change, quarter):
    label, meaning = KEY[name]
    numbers = [None if one is None else round(one) for one in (change.now, change.before)]
    cells = [
        make_cell(number, _BEHIND[name], period) if name in _BEHIND else Cell(number)
        for number, period in zip(numbers, (quarter, quarter.before), strict=True)
    ]
    step = None if None in numbers else numbers[0] - numbers[1]
    return KeyRow(name, label, meaning, "dagen" if name == "answer_days" else "", *cells, step)


def _months(rows):
    return {
        "months": [
            {
                "month": month,
                "visits": make_cell(visits, "bezoek", month),
                "advices": make_cell(advices, "advies", month),
            }
            for month, visits, advices in rows
        ],
        "months_chart": make_columns([(month.start, visits, advices) for month, visits, advices in rows]),
    }


def _advisers(found, quarter):
    """Return a row per adviser, by name: this is who did how much, never who did best."""
    rows = []
    for person, name, counts in found:
        months = [counts.get(month.start, (0, 0)) for month in quarter.months]
        cells = []
        for period, (visits, advices) in [
            *zip(quarter.months, months, strict=True),
            (quarter, [sum(numbers) for numbers in zip(*months, strict=True)]),
        ]:
            cells.append(make_cell(visits, "bezoek", period, adviseur=person))
            cells.append(make_cell(advices, "advies", period, adviseur=person))
        rows.append({"name": name, "cells": cells})
    return rows


def _open(region, today):
    found = standing.count_open(region, today)
    return {
        "open": {
            "open": make_cell(found.open, "open"),
            "late": make_cell(found.late, "telaat"),
            "open_employers": found.open_employers,
            "late_employers": found.late_employers,
        },
        "waiting": {"number": make_cell(found.waiting, "wacht"), "days": found.waiting_days},
    }
