"""The what-if panel: one or two scenarios read from an address, worked out, drawn on one scale and laid side by side."""

from decimal import Decimal
from urllib.parse import urlencode

from instruments.forms import WhatIfForm
from instruments.wording import add_parts, build_bar, write_value

FIRST, SECOND = "a", "b"
# What someone most likely wants beside it.
_OTHER = {"lks": "lks-forfait", "lks-forfait": "lks"}


class Column:
    """One scenario: its form, what came out, and its bar."""

    def __init__(self, form, amounts):
        self.form = form
        self.is_right = form.calculate(amounts)
        self.result = form.worked.describe() if form.worked else None
        self.bar = None

    @property
    def parts(self):
        """Return who pays which part: of the sum itself, or of the cost beside it."""
        if self.result is None:
            return []
        return self.result["parts"] or (self.result["cost"] or {"parts": []})["parts"]


class Panel:
    """Both columns; `data` is what was sent, `amounts` the AmountTable and `blocks` those of social return in the region."""

    def __init__(self, data, *, today, amounts, blocks):
        self.data = _copy_first(data)
        names = [FIRST] if not _has_second(self.data) else [FIRST, SECOND]
        self.columns = [
            Column(WhatIfForm(self.data, prefix=name, today=today, blocks=blocks), amounts) for name in names
        ]
        scale = max((add_parts(column.parts) for column in self.columns), default=Decimal(0))
        for column in self.columns:
            column.bar = build_bar(column.parts, scale)

    @property
    def is_right(self):
        """Tell whether nothing is wrong with what was filled in."""
        return all(column.is_right for column in self.columns)

    @property
    def has_two(self):
        return len(self.columns) == 2

    @property
    def values(self):
        """Return every field with its value, so that what is shown can be sent again."""
        return [(name, value) for column in self.columns for name, value in column.form.data.items()]

    @property
    def query(self):
        return urlencode(self.values)

    def get_column(self, name):
        """Return the column of this name, or None."""
        return next((one for one in self.columns if one.form.prefix == name), None)

    @property
    def summary(self):
        """Return what came out in one line, to be read aloud while someone types."""
        said = [f"{one.result['name']}: {one.result['outcomes'][0]['text']}." for one in self.columns if one.result]
        return " ".join(said)

    @property
    def difference(self):
        """Return how far the two outcomes lie apart, when both are of the same kind of number; else an empty text."""
        outcomes = [one.result["outcomes"][0] for one in self.columns if one.result]
        if len(outcomes) < 2 or outcomes[0]["unit"] != outcomes[1]["unit"]:
            return ""
        return write_value(abs(Decimal(outcomes[0]["value"]) - Decimal(outcomes[1]["value"])), outcomes[0]["unit"])


def _has_second(data):
    return data.get("vergelijk") != "nee" and any(name.startswith(f"{SECOND}-") for name in data)


def _copy_first(data):
    """Return what was sent as a plain dict; when a second scenario is asked for, it starts as a copy of the first."""
    values = {name: data[name] for name in data}
    if values.get("vergelijk") == "ja" and not _has_second(values):
        values |= {
            f"{SECOND}{name.removeprefix(FIRST)}": value for name, value in values.items() if name.startswith("a-")
        }
        kind = values.get("a-soort", "")
        values["b-soort"] = _OTHER.get(kind, kind or "plaatsing")
    return values
