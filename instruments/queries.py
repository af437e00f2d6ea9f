"""Reading the catalogue; it is national and holds no employer, so nobody has to be asked for."""

import re

from django.db.models import Q

from instruments.models import Instrument

_NOT_WORD = re.compile(r"[^0-9a-zà-ÿ]+")


def compact(text):
    """Return `text` in lower case without spaces and signs, so that "loonkosten subsidie" finds loonkostensubsidie."""
    return _NOT_WORD.sub("", text.lower())


def get_catalogue(text="", category="", executor=""):
    """Return the instruments that fit the words typed (every word, or all of them written as one), kind and executor."""
    rows = Instrument.objects.order_by("category", "name")
    if category:
        rows = rows.filter(category=category)
    if executor:
        rows = rows.filter(executors__contains=[executor])
    words = text.lower().split()
    if not words:
        return rows
    every_word = Q()
    for word in words:
        every_word &= Q(search_text__contains=word)
    as_one = Q(search_text__contains=compact(text)) if compact(text) else Q()
    return rows.filter(every_word | as_one) if as_one else rows.none()


def get_executors():
    """Return the names of those who carry instruments out, each once, by name."""
    rows = Instrument.objects.values_list("executors", flat=True)
    return sorted({name for names in rows for name in names}, key=str.lower)


def get_instrument(slug):
    """Return one instrument, or None when the catalogue does not know it."""
    return Instrument.objects.filter(slug=slug).first()


def get_related(instrument):
    """Return the instruments of the catalogue that this one names as going or not going together with it, by slug."""
    named = {text.split(" ")[0] for text in [*instrument.combines_with, *instrument.excludes]}
    return {row.slug: row for row in Instrument.objects.filter(slug__in=named)}
