"""The parts of the figures page about employers and answers: rows of numbers, each with the employers behind it."""

from checklists.figures.advised import count_advised
from checklists.figures.cells import make_cell
from checklists.figures.wording import GROUPS, ORGANISE
from checklists.labels import DETERMINANTS
from checklists.queries import get_instrument_names
from employers.figures import standing
from employers.figures.activity import Change
from employers.figures.behind import NOT_KNOWN
from employers.figures.charts import make_bars, make_stacks
from employers.models import (
    DeterminantLabel,
    PlacementForm,
    ProfileLabel,
    SbiSection,
    SizeClass,
    StageLabel,
    StillThere,
)


def get_leaving(region, quarter):
    """Return a row per stage one can go on from, and bars of which part went on."""
    rows = []
    for one in standing.count_leaving(region, quarter):
        to = {"verder": one.onward, "terug": one.back, "not_now": one.not_now, "closed": one.closed}
        rows.append(
            {
                "label": StageLabel(one.stage).label,
                "number": make_cell(one.number, "stap", quarter, van=one.stage),
                "to": [make_cell(number, "stap", quarter, van=one.stage, naar=name) for name, number in to.items()],
                "share": one.share,
                "median": None if one.median is None else round(one.median),
            }
        )
    bars = make_bars([(row["label"], row["share"], f"{row['share']}%") for row in rows if row["share"] is not None])
    return {"leaving": rows, "leaving_chart": bars}


def compare_quarters(labels, now, results, quarter, option):
    """Return a row per code: employers now, and visits of this quarter and the one before that ended in it."""
    rows = []
    for code, label in labels.choices:
        counts = results.get(code, [0, 0])
        rows.append(
            {
                "code": code,
                "label": label,
                "now": make_cell(now[code], "stand", **{option: code}),
                "quarter": make_cell(counts[0], "bezoek", quarter, **{option: code}),
                "before": make_cell(counts[1], "bezoek", quarter.before, **{option: code}),
                "step": counts[0] - counts[1],
            }
        )
    return rows


def get_zones(zones):
    """Return the rows of the picture of willen (from high to low) by kunnen (from low to high)."""
    order = (standing.LOW, standing.BORDER, standing.HIGH)
    return [
        {
            "zone": willen,
            "cells": [make_cell(zones[willen, kunnen], "beoordeeld", willen=willen, kunnen=kunnen) for kunnen in order],
        }
        for willen in reversed(order)
    ]


def get_mix(now):
    """Return the profiles by size and by sector, as rows of cells and as bars of a hundred percent."""
    found = {}
    for name, option, labels, counters in (
        ("sizes", "grootte", SizeClass, now.by_size),
        ("sectors", "sector", SbiSection, now.by_sector),
    ):
        rows = []
        for code, label in [*labels.choices, ("", "Niet bekend")]:
            counter = counters.get(code)
            if not counter:
                continue
            cells = [
                make_cell(counter[profile], "stand", **{option: code or NOT_KNOWN, "profiel": profile or NOT_KNOWN})
                for profile in [*ProfileLabel.values, ""]
            ]
            total = make_cell(counter.total(), "stand", **{option: code or NOT_KNOWN})
            groups = [sum(counter[profile] for profile in profiles) for _, profiles in GROUPS]
            rows.append({"label": label, "cells": cells, "total": total, "groups": groups})
        found[name] = rows
        found[f"{name}_chart"] = make_stacks(
            [(f"{row['label']}: {sum(row['groups'])} beoordeeld", row["groups"]) for row in rows]
        )
    return {**found, "groups": [label for label, _ in GROUPS], "profile_labels": ProfileLabel.labels}


def get_lowest(now, results, quarter):
    """Return a row per determinant, the one that holds most employers back first, with what can be organised about it."""
    rows = compare_quarters(DeterminantLabel, now.lowest, results, quarter, "remt")
    for row in rows:
        row["meaning"] = DETERMINANTS[row["code"]].meaning
        row["organise"], row["source"] = ORGANISE[row["code"]]
    rows.sort(key=lambda row: -(row["now"].number or 0))
    most = rows[0] if rows[0]["now"] else None
    bars = make_bars([(row["label"], row["now"].number, str(row["now"].number)) for row in rows if row["now"]])
    return {"lowest": rows, "most_lowest": most, "lowest_chart": bars}


def get_answer_row(row, quarter):
    """Return how one question was answered."""
    counts = {
        "laag": row.low,
        "hoog": row.high,
        "not_discussed": row.not_discussed,
        "not_applicable": row.not_applicable,
    }
    cells = [
        make_cell(number, "antwoord", quarter, vraag=row.question.key, antwoord=name) for name, number in counts.items()
    ]
    return {"question": row.question, "mean": row.mean, "answered": row.answered, "cells": cells}


def get_advised(region, quarter):
    """Return a row per instrument that was advised, the most advised first."""
    names, rows = get_instrument_names(), []
    for row in count_advised(region, quarter):
        asked = {"instrument": row.slug}
        rows.append(
            {
                "name": names.get(row.slug, row.slug),
                "employers": make_cell(row.employers, "instrument", quarter, **asked),
                "started": make_cell(row.started, "instrument", quarter, **asked, daarna="ja"),
                "in_form": None
                if row.in_form is None
                else make_cell(row.in_form, "instrument", quarter, **asked, daarna="vorm"),
            }
        )
    return rows


def get_placements(placements, quarter):
    """Return a row per form of placement, none when there was no placement at all."""
    nothing = Change(0, 0)
    return [
        {
            "label": label,
            "now": make_cell(placements.get(form, nothing).now, "plaatsing", quarter, vorm=form),
            "before": make_cell(placements.get(form, nothing).before, "plaatsing", quarter.before, vorm=form),
        }
        for form, label in PlacementForm.choices
        if placements
    ]


def get_lasting(counts, quarter):
    """Return after 6 and after 12 months how many placements still stood."""
    return [
        {
            "months": months,
            "cells": [
                make_cell(found[answer], "gebleven", quarter, **{f"na{months}": answer}) for answer in StillThere.values
            ],
        }
        for months, found in counts.items()
    ]
