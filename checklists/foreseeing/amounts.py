"""Which calculations kept with open visits would come out differently with other amounts."""

from collections import Counter

from checklists.foreseeing.open_visits import is_open
from checklists.models import Scenario
from instruments.examples import UNKNOWN, work_out_in_words
from instruments.foreseeing import Foreseen, Shift
from instruments.forms.inputs import INPUTS
from instruments.wording import KINDS

MOST_LOOKED_AT = 5_000  # calculations, the newest first
MOST_SHOWN = 12  # ways in which one changes


def foresee_amounts(kinds, before, after):
    """Return a Foreseen of the calculations of these kinds that are kept with open visits, worked out with both tables.

    Who sees it may see no employer: only counts leave this function. The same calculation at ten visits is done once.
    """
    rows = Scenario.objects.filter(is_open(), withdrawn_at=None, kind__in=kinds)
    total = rows.count()
    found = rows.order_by("-calculated_at", "-pk").values_list("kind", "input", "visit_id", "visit__region__name")
    known, shifts, visits, looked_at = {}, Counter(), {}, 0
    for kind, given, visit, region in found[:MOST_LOOKED_AT]:
        looked_at += 1
        case = (kind, *sorted((name, str(value)) for name, value in given.items()))
        if case not in known:
            known[case] = _compare(kind, given, before, after)
        for shift in known[case]:
            shifts[shift] += 1
        if known[case]:
            visits[visit] = region
    return Foreseen(
        changed=len(visits),
        looked_at=looked_at,
        total=total,
        regions=tuple(sorted(Counter(visits.values()).items())),
        shifts=tuple(Shift(*shift, count) for shift, count in shifts.most_common(MOST_SHOWN)),
    )


def _compare(kind, given, before, after):
    """Return what comes out differently as (label, before, after), in words; empty when nothing does."""
    names = {one.param: one.name for part in INPUTS[kind] for one in part}
    case = {names.get(name, name): value for name, value in given.items()}
    was, will = dict(work_out_in_words(kind, case, before)), dict(work_out_in_words(kind, case, after))
    changed = [label for label in {**was, **will} if was.get(label) != will.get(label)]
    if not changed:
        return []
    label = changed[-1] if changed[0] == UNKNOWN else changed[0]
    name = f"{KINDS[kind]}: {label[0].lower()}{label[1:]}" if label != UNKNOWN else KINDS[kind]
    old, new = was.get(label, was.get(UNKNOWN, "")), will.get(label, will.get(UNKNOWN, ""))
    return [(name, old, new)]
