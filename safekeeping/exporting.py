"""Rows as CSV, line by line and never a formula; and the trail that way, for a privacy officer."""

import csv

from django.utils import timezone

from safekeeping.labels import describe_columns, describe_detail, describe_subject, describe_who

CHUNK = 2000  # rows that are in memory at a time
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutralise(text):
    """Return `text` so that a spreadsheet reads it as text: an apostrophe before what it would take for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_SIGNS) else text


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text):
        return text


def write_lines(headings, rows):
    """Yield rows as lines of CSV the way a Dutch spreadsheet opens it: semicolons, and a mark that says UTF-8."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield "\ufeff" + writer.writerow(headings)
    for row in rows:
        yield writer.writerow([_write_plain(value) for value in row])


def _write_plain(value):
    if value is None:
        return ""
    return neutralise(value) if isinstance(value, str) else str(value)


# Heading -> what stands below it. The heading is also the order.
CELLS = {
    "Wanneer": lambda event: timezone.localtime(event.at).isoformat(sep=" ", timespec="seconds"),
    "Wie": describe_who,
    "E-mailadres": lambda event: event.user.email if event.user else None,
    "Wat": lambda event: event.get_what_display(),
    "Waarvan": lambda event: describe_subject(event.subject),
    "Nummer": lambda event: event.row_id,
    "Werkgever": lambda event: event.employer.name if event.employer else None,
    "Velden": lambda event: ", ".join(describe_columns(event)),
    "Was en werd": lambda event: "; ".join(f"{name}: {was} > {now}" for name, was, now in describe_detail(event)),
    "Verzoek": lambda event: event.request_id,
}


def write_trail(events):
    """Yield events as lines of CSV."""
    rows = events.iterator(chunk_size=CHUNK)
    return write_lines(CELLS, ([read(event) for read in CELLS.values()] for event in rows))
