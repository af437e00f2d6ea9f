"""The words of the trade in plain language, each with its source: read once from fixtures/terms.json."""

import functools
import json
import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.formats import date_format

FIELDS = {"key", "name", "also", "meaning", "instrument", "source"}
READ = {"wettekst", "officieel", "secundair", "afgeleid"}  # what only rests on memory is no source


class Unsourced(ValueError):
    """A word without a meaning or a source that somebody read."""


@dataclass(frozen=True)
class Term:
    """One word, what it means, and where that was read."""

    key: str
    name: str
    also: tuple[str, ...]
    meaning: str
    instrument: str  # slug of the instrument that says more; empty when there is none
    source: dict

    @functools.cached_property
    def pattern(self):
        """Return what recognises the word in a text, as a whole word; the abbreviation in brackets is in `also`."""
        names = {re.sub(r"\s*\(.*\)", "", self.name), *self.also}
        return re.compile(r"\b(?:" + "|".join(re.escape(name) for name in sorted(names)) + r")\b", re.IGNORECASE)

    @property
    def source_line(self):
        """Return the source as people write it: "Wet banenafspraak (23 april 2025)"; an unknown date is said."""
        year, month, day = (*self.source["date"].split("-"), "", "")[:3]
        when = year or "datum niet bekend"
        if month:
            when = date_format(date(int(year), int(month), int(day or 1)), "j F Y" if day else "F Y")
        return self.source["title"] if when in self.source["title"] else f"{self.source['title']} ({when})"


def read_terms(reference):
    """Return the terms of a parsed fixtures/terms.json by key; raises Unsourced for one that cannot be shown."""
    terms = {}
    for row in reference["terms"]:
        if (
            set(row) != FIELDS
            or not row["meaning"]
            or not row["source"]["title"]
            or row["source"]["status"] not in READ
        ):
            raise Unsourced(f"{row.get('key')}: every word needs a meaning and a source that was read")
        if row["key"] in terms:
            raise Unsourced(f"{row['key']} stands twice")
        terms[row["key"]] = Term(**row | {"also": tuple(row["also"])})
    return terms


@functools.cache
def get_terms():
    """Return every term by its key, in the order of the alphabet."""
    path = settings.BASE_DIR / "fixtures" / "terms.json"
    return read_terms(json.loads(path.read_text(encoding="utf-8")))


def find_terms(*texts):
    """Return the terms that stand in these texts."""
    text = " ".join(texts)
    return [term for term in get_terms().values() if term.pattern.search(text)]
