"""Erasing one contact person on request, by the lines of fixtures/retention.json."""

from django.db import transaction

from safekeeping.actions.retention import destroy
from safekeeping.erasing import may_erase
from safekeeping.naming import redact
from safekeeping.queries.persons import get_rows_about
from safekeeping.queries.retention import get_retention, get_rows
from safekeeping.retention import DELETE, ERASE, KEEP, REDACT


@transaction.atomic
def erase_contact(*, by, contact):
    """Erase a contact that passed the gate: the row itself, and the name wherever it stands in a text about the employer.

    Returns the lines of the file of which rows are kept all the same; each says why.
    """
    locked = type(contact)._base_manager.select_for_update().get(pk=contact.pk)
    kept = []
    # The row itself goes last: its name says where to look.
    for line in sorted(get_retention(), key=lambda line: line.on_request == ERASE):
        rows = list(get_rows_about(line, locked).values_list("pk", flat=True)) if line.person else []
        if rows and line.on_request == KEEP:
            kept.append(line)
        elif rows:
            _erase(by, line, get_rows(line).filter(pk__in=rows), locked.name)
    return kept


def _erase(by, line, rows, name):
    if line.on_request == ERASE:
        destroy(by=by, line=line, rows=rows)
    elif line.on_request == DELETE:
        with may_erase():
            rows.delete()
    elif line.on_request == REDACT:
        for row in rows:
            _redact(line, row, name)


def _redact(line, row, name):
    """Take the name out of the texts of one row."""
    texts = {field: getattr(row, field) for field in line.person["mentions"]}
    most = {field: row._meta.get_field(field).max_length for field in texts}
    changed = {field: redact(text, name)[: most[field]] for field, text in texts.items() if redact(text, name) != text}
    if changed:
        type(row)._base_manager.filter(pk=row.pk).update(**changed)
