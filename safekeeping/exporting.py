"""Rows as CSV, line by line and never a formula; and the trail that way, for a privacy officer."""

import csv
from itertools import islice

from django.utils import timezone

from safekeeping.labels import describe_columns, describe_detail, describe_subject, describe_who, find_people
from safekeeping.queries.trail import get_names

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


# Heading -> what stands below it; names is {number of a person: name}. The heading is also the order.
CELLS = {
    "Wanneer": lambda event, names: timezone.localtime(event.at).isoformat(sep=" ", timespec="seconds"),
    "Wie": lambda event, names: describe_who(event),
    "E-mailadres": lambda event, names: event.user.email if event.user else None,
    "Wat": lambda event, names: event.get_what_display(),
    "Waarvan": lambda event, names: describe_subject(event.subject),
    "Nummer": lambda event, names: event.row_id,
    "Werkgever": lambda event, names: event.employer.name if event.employer else None,
    "Velden": lambda event, names: ", ".join(describe_columns(event)),
    "Was en werd": lambda event, names: "; ".join(
        f"{column}: {was} > {became}" for column, was, became in describe_detail(event, names)
    ),
    "Verzoek": lambda event, names: event.request_id,
}


def write_trail(events):
    """Yield events as lines of CSV."""
    return write_lines(CELLS, _read(events))


def _read(events):
    found = events.iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, CHUNK)):
        names = get_names(find_people(chunk))
        for event in chunk:
            yield [read(event, names) for read in CELLS.values()]
