"""Reading the catalogue: finding instruments, what they go together with, how they are decided on, and their versions."""

import re
import unicodedata
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, Subquery

from instruments.models import Instrument, InstrumentVersion

_NOT_WORD = re.compile(r"[^0-9a-z]+")


def plain(text):
    """Return `text` in lower case without accents, as it is searched."""
    signs = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def compact(text):
    """Return `text` without spaces and signs, so that "loonkosten subsidie" finds loonkostensubsidie."""
    return _NOT_WORD.sub("", plain(text))


def get_catalogue(text="", category="", executor="", need=""):
    """Return the instruments that fit the words typed (every word, or all of them written as one), kind, executor and need."""
    rows = Instrument.objects.order_by("category", "name")
    if category:
        rows = rows.filter(category=category)
    if executor:
        rows = rows.filter(executors__contains=[executor])
    if need:
        rows = rows.filter(needs__contains=[need])
    words = plain(text).split()
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


def get_choices():
    """Return (slug, name) of every instrument, by name."""
    return [(row.slug, str(row)) for row in Instrument.objects.only("slug", "name", "abbreviation").order_by("name")]


def get_several(slugs):
    """Return instruments in the order of their slugs; one that does not exist is left out."""
    found = {row.slug: row for row in Instrument.objects.filter(slug__in=slugs)}
    return [found[slug] for slug in slugs if slug in found]


def get_instrument(slug):
    """Return one instrument, or None when the catalogue does not know it."""
    return Instrument.objects.filter(slug=slug).first()


def get_names(slugs):
    """Return slug and name of these instruments, by name."""
    return Instrument.objects.filter(slug__in=slugs).order_by("name").values("slug", "name")


@dataclass(frozen=True)
class Link:
    """Another instrument that one names: its name, a remark (such as "voor dezelfde functie") and its page when it has one."""

    name: str
    remark: str = ""
    slug: str = ""


def get_links(instrument):
    """Return what an instrument goes together with, and what not: two lists of Link, in one query."""
    lines = [*instrument.combines_with, *instrument.excludes]
    names = dict(Instrument.objects.filter(slug__in=[_split(line)[0] for line in lines]).values_list("slug", "name"))

    def make_link(line):
        slug, remark = _split(line)
        return Link(names[slug], remark, slug) if slug in names else Link(line)

    return [make_link(line) for line in instrument.combines_with], [make_link(line) for line in instrument.excludes]


def _split(line):
    """Return slug and remark of "slug (remark)"; a line that is no slug gives something no instrument is called."""
    slug, _, remark = line.partition(" (")
    return slug, remark.removesuffix(")")


def get_decision_rows():
    """Return every instrument as the dict that instruments.decision and instruments.matching read."""
    return [describe_for_decision(row) for row in Instrument.objects.order_by("name")]


def describe_for_decision(row):
    """Return one instrument as the dict that instruments.decision and instruments.matching read."""
    return {
        "slug": row.slug,
        "name": str(row),
        "category": row.category,
        "status": row.state,
        "status_text": row.state_text,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
        "executors": row.executors,
        "next_step": row.next_step,
        "combines_with": row.combines_with,
        "excludes": row.excludes,
        "eligibility": row.eligibility,
        "demands": row.demands,
        "rules": row.rules,
        "unless": row.unless,
    }


def get_versions(instrument):
    """Return every version of an instrument, newest first, with who made it (nobody: it was loaded)."""
    return instrument.versions.select_related("made_by")


def get_version(slug, number):
    """Return one version of an instrument, as an advice names it, or None."""
    return InstrumentVersion.objects.select_related("instrument").filter(instrument__slug=slug, number=number).first()


def get_kept_instruments():
    """Return every instrument with its last version (number, when, by whom) and whether a newer text waits; one query."""
    newest = InstrumentVersion.objects.filter(instrument=OuterRef("pk"), number=OuterRef("version"))
    waiting = InstrumentVersion.objects.filter(instrument=OuterRef("pk"), number__gt=OuterRef("version"), made_by=None)
    rows = Instrument.objects.annotate(
        changed_at=Subquery(newest.values("made_at")[:1]),
        changed_by=Subquery(newest.values("made_by__name")[:1]),
        is_waiting=Exists(waiting),
    )
    return rows.order_by("category", "name")


def count_waiting():
    """Return how many instruments have a newer text of a release beside the one that was made here."""
    waiting = InstrumentVersion.objects.filter(number__gt=F("instrument__version"), made_by=None)
    return waiting.values("instrument").distinct().count()


def get_waiting(instrument):
    """Return the version of a release that waits beside the one that was made here, or None."""
    return instrument.versions.filter(number__gt=instrument.version, made_by=None).order_by("-number").first()
