"""What differs between two versions of an instrument, field by field, in lines that a person can read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from instruments.decision import get_condition
from instruments.labels import GROUPS, NEEDS, OUTCOMES
from instruments.models import Category, Instrument, InstrumentState
from instruments.wording import STATUSES, write_condition, write_date, write_unless

OTHERWISE = "elke andere groep"
RANKS = {"blocker": "belemmering", "determinant": "determinant", "profile": "profiel", "signal": "signaal"}
# The fields that are shown when they differ, in the order of the page; and those that decide on an advice.
COMPARED = (
    *("name", "abbreviation", "category", "state", "state_text", "valid_from", "valid_until", "summary", "executors"),
    *("groups", "needs", "conditions", "yields", "duration", "steps", "deadline", "next_step", "notes", "local_blanks"),
    *("combines_with", "excludes", "legal_basis", "confidence", "sources", "rules", "unless", "eligibility", "demands"),
)
DECISIVE = {"category", "state", "valid_from", "valid_until", "excludes", "rules", "unless", "eligibility", "demands"}
_CHOICES = {"category": dict(Category.choices), "state": dict(InstrumentState.choices)}


@dataclass(frozen=True)
class Difference:
    """One field that differs: its name, and the lines that went and came; lines in both are left out."""

    field: str
    label: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


def compare_content(before: Mapping, after: Mapping) -> list[Difference]:
    """Return what differs between two contents of an InstrumentVersion, in the order of the fields."""
    found = []
    for field in after:
        was, will = (write_lines(field, content.get(field)) for content in (before, after))
        if was != will:
            gone = tuple(line for line in was if line not in will)
            come = tuple(line for line in will if line not in was)
            found.append(Difference(field, get_label(field), gone, come))
    return found


def get_label(field: str) -> str:
    """Return the Dutch name of a field, beginning with a capital."""
    name = str(Instrument._meta.get_field(field).verbose_name)
    return f"{name[0].upper()}{name[1:]}"


def write_lines(field: str, value) -> list[str]:
    """Return the value of a field as lines."""
    if value in (None, "", [], {}):
        return []
    if isinstance(value, date):
        return [write_date(value)]
    if field in ("valid_from", "valid_until"):
        return [write_date(date.fromisoformat(value))]
    if field in _CHOICES:
        return [_CHOICES[field].get(value, value)]
    if field in _WRITERS:
        return _WRITERS[field](value)
    return [str(line) for line in value] if isinstance(value, list) else [str(value)]


def write_rule(rule: Mapping) -> str:
    """Return a rule in one sentence."""
    about = f" {rule['for']}" if rule.get("for") else ""
    conditions = " en ".join(write_condition(one) for one in rule["all"])
    return f"Als {conditions}: omdat {rule['because']} ({RANKS[rule['rank']]}{about})"


def write_cell(group: str, cell: Mapping) -> str:
    """Return what holds for one worker group."""
    why = f": {cell['why']}" if cell.get("why") else ""
    who = f" Uitvoerder: {cell['executor']}." if cell.get("executor") else ""
    return f"{GROUPS.get(group, OTHERWISE)}: {OUTCOMES[cell['outcome']].lower()}{why}{who} ({STATUSES[cell['status']]})"


def write_demand(demand: Mapping) -> str:
    """Return one thing a placement has to meet."""
    condition = get_condition(demand)
    test = f" [{write_condition(condition)}]" if condition else ""
    return f"{demand['must']}{test} ({STATUSES[demand['status']]})"


def _write_source(source: Mapping) -> str:
    parts = [source.get("title", ""), source.get("site", ""), source.get("url", ""), source.get("date", "")]
    return f"{', '.join(part for part in parts if part)} ({STATUSES.get(source.get('status'), '')})"


_WRITERS = {
    "rules": lambda rules: [write_rule(rule) for rule in rules],
    "unless": lambda entries: [write_unless(entry) for entry in entries],
    "eligibility": lambda cells: [write_cell(group, cell) for group, cell in cells.items()],
    "demands": lambda demands: [write_demand(demand) for demand in demands],
    "sources": lambda sources: [_write_source(source) for source in sources],
    "needs": lambda needs: [NEEDS.get(need, need) for need in needs],
    "verification": lambda rows: [f"{row.get('claim', '')} ({row.get('status', '')})" for row in rows],
}
