"""Reading all that is kept about one contact person, by the lines of fixtures/retention.json."""

from django.db.models import Q

from safekeeping.naming import make_name_pattern
from safekeeping.queries.retention import get_retention, get_rows


def get_rows_about(line, contact):
    """Return the rows of a line that are about a contact that passed the gate: theirs, or with their name in the text."""
    found = Q(pk__in=[])
    if line.person.get("is"):
        found |= Q(**{line.person["is"]: contact.pk})
    for name in line.person.get("mentions", ()):
        found |= Q(**{line.person["employer"]: contact.employer_id, f"{name}__iregex": make_name_pattern(contact.name)})
    return get_rows(line).filter(found).distinct().order_by("pk")


def collect_about(contact):
    """Return what is kept of a contact that passed the gate, per line of the file: what, why, how long, and the rows."""
    sections = []
    for line in get_retention():
        rows = list(get_rows_about(line, contact)) if line.person else []
        if rows:
            sections.append(
                {
                    "what": line.what,
                    "why": line.why,
                    "term": line.term,
                    "on_request": line.on_request,
                    "why_kept": line.why_kept if line.on_request == "keep" else "",
                    "rows": [_describe(line, row) for row in rows],
                }
            )
    return sections


def _describe(line, row):
    """Return the fields of a row that a person can read, by their label."""
    fields = [row._meta.get_field(name) for name in line.fields]
    readable = {
        str(field.verbose_name): getattr(row, field.name)
        for field in fields
        if field.get_internal_type() not in ("BinaryField", "JSONField") and getattr(row, field.name)
    }
    return {"name": str(row), "fields": readable}
