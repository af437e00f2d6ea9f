"""What is kept of people, how long, and what happens then: fixtures/retention.json as rules. Knows no Django and no clock."""

from dataclasses import dataclass, field
from datetime import date

REPLACE, DELETE, KEEP = "replace", "delete", "keep"  # what happens after the term
ERASE, REDACT = "erase", "redact"  # what happens when someone asks: the row, or the name in its text


class RetentionError(ValueError):
    """The file says something that cannot be carried out; the message says what."""


@dataclass(frozen=True)
class Line:
    """One line of the file: fields of one model, how long they stay, and what happens then."""

    key: str
    what: str
    why: str
    model: str
    fields: tuple
    action: str
    approval: bool  # a second person approves before anything goes
    counted_from: str = ""  # path of the date the term starts
    years: int = 0
    replacements: dict = field(default_factory=dict)  # field -> text; {pk} is the number of the row
    also: dict = field(default_factory=dict)  # what else is set with it
    only: dict = field(default_factory=dict)  # conditions on the rows
    region: str = ""  # path to the region, when the model does not say it itself
    person: dict = field(default_factory=dict)  # how the rows about a contact person are found
    on_request: str = ""  # what happens when a contact person asks to be erased
    why_kept: str = ""

    def get_limit(self, today):
        """Return the day before which the term must have started for a row to be due."""
        try:
            return today.replace(year=today.year - self.years)
        except ValueError:  # 29 February
            return date(today.year - self.years, 3, 1)

    def get_last_day(self, started_on):
        """Return the last day of a term that started on that day."""
        try:
            return started_on.replace(year=started_on.year + self.years)
        except ValueError:  # 29 February
            return date(started_on.year + self.years, 2, 28)

    @property
    def term(self):
        """Return the term as a person reads it."""
        if self.action == KEEP:
            return self.why_kept
        if self.years == 0:
            return "tot de dag die er zelf bij staat"
        return f"{self.years} jaar"


def read_lines(reference):
    """Return the lines of the parsed file; raises RetentionError for one that cannot be carried out."""
    lines = [_read_line(row) for row in reference["lines"]]
    keys = [line.key for line in lines]
    twice = {key for key in keys if keys.count(key) > 1}
    if twice:
        raise RetentionError(f"these keys stand there twice: {', '.join(sorted(twice))}")
    return lines


def _read_line(row):
    known = {**row, "fields": tuple(row["fields"]), "replacements": row.get("with", {})}
    known.pop("with", None)
    try:
        line = Line(**known)
    except TypeError as error:
        raise RetentionError(f"{row['key']}: {error}") from error
    _check(line)
    return line


def _check(line):
    wrong = None
    if line.action not in (REPLACE, DELETE, KEEP):
        wrong = f"action {line.action!r} does not exist"
    elif line.action == KEEP and not line.why_kept:
        wrong = "says to keep, but not why"
    elif line.action != KEEP and not line.counted_from:
        wrong = "does not say from when the term counts"
    elif line.action == REPLACE and set(line.replacements) != set(line.fields):
        wrong = "does not say what replaces each field"
    elif line.on_request not in ("", ERASE, REDACT, DELETE, KEEP):
        wrong = f"on_request {line.on_request!r} does not exist"
    elif bool(line.person) != bool(line.on_request):
        wrong = "a line about contact persons says how they are found and what happens when they ask, or neither"
    elif line.on_request == KEEP and not line.why_kept:
        wrong = "is kept when someone asks, but does not say why"
    elif line.on_request == REDACT and not line.person.get("mentions"):
        wrong = "cannot take a name out of no text"
    if wrong:
        raise RetentionError(f"{line.key}: {wrong}")


def get_gaps(personal_fields, lines, not_personal):
    """Return the personal fields (Model.field) that no line covers and that are not said to be about nobody."""
    covered = {f"{line.model}.{name}" for line in lines for name in line.fields}
    return sorted(
        name
        for name in personal_fields
        if name not in covered and name not in not_personal and name.rsplit(".", 1)[0] not in not_personal
    )
