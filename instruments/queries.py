"""Reading the catalogue and its amounts, which are national, and what a region adds, which passes the gate."""

import re
import unicodedata
from dataclasses import dataclass

from django.db.models import Q

from instruments.amounts import DAYS_AHEAD, Figure, Source, make_table
from instruments.models import Amount, Instrument, InstrumentVersion, ReferenceChange, RegionalSupplement
from regions.access import VIEW

_SOURCE_FIELDS = ("source", "source_date", "status")
_FIGURE_FIELDS = ("key", "variant", "value", "valid_from", "valid_until", "is_announced", "note")
SOCIAL_RETURN = "social-return"
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


def get_names():
    """Return (slug, name) of every instrument, by name."""
    return [(row.slug, str(row)) for row in Instrument.objects.only("slug", "name", "abbreviation").order_by("name")]


def get_several(slugs):
    """Return instruments in the order of their slugs; one that does not exist is left out."""
    found = {row.slug: row for row in Instrument.objects.filter(slug__in=slugs)}
    return [found[slug] for slug in slugs if slug in found]


def get_instrument(slug):
    """Return one instrument, or None when the catalogue does not know it."""
    return Instrument.objects.filter(slug=slug).first()


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


def get_amounts(on):
    """Return the AmountTable of a day: every figure there is, in one query.

    Without model objects in between, because the what-if panel asks for it at every key.
    """
    rows = Amount.objects.order_by().values_list(*_SOURCE_FIELDS, *_FIGURE_FIELDS)
    sources = {}
    figures = []
    for title, day, status, *values in rows:
        source = sources.setdefault((title, day, status), Source(title, day, status))
        figures.append(Figure(source=source, **dict(zip(_FIGURE_FIELDS, values, strict=True))))
    return make_table(figures, on)


def get_amount_rows(key=None):
    """Return the rows behind the amounts, of one series or all, oldest first within each variant."""
    rows = Amount.objects.select_related("changed_by")
    return rows if key is None else rows.filter(key=key)


def get_expiring(today, days=DAYS_AHEAD):
    """Return the series that run out within `days` with nothing final after them (instruments.amounts.Ending)."""
    return get_amounts(today).endings(days)


def get_ended(today):
    """Return the series of which no amount is known any more, though their scheme still exists."""
    return get_amounts(today).ended()


def get_instrument_amounts(instrument, on):
    """Return two lists of figures: what holds on a day, and the last known of each series that has nothing for that day."""
    return get_amounts(on).of_instrument(instrument.slug)


def get_changes(kind, subject):
    """Return who changed a national amount and when, newest first; `subject` is "key variant valid_from"."""
    return ReferenceChange.objects.select_related("changed_by").filter(kind=kind, subject=subject, region=None)


def get_supplement(region, instrument):
    """Return what a region that passed the gate adds to an instrument, or None."""
    rows = RegionalSupplement.objects.select_related("changed_by")
    return rows.filter(region=region, instrument=instrument).first()


def get_supplements(user, instrument):
    """Return what the regions of this user add to an instrument, by the name of the region."""
    rows = RegionalSupplement.objects.for_user(user, VIEW).select_related("region", "changed_by")
    return rows.filter(instrument=instrument).order_by("region__name")


def get_blocks(region):
    """Return the building blocks of social return in a region that passed the gate, with their sources."""
    row = RegionalSupplement.objects.filter(region=region, instrument__slug=SOCIAL_RETURN).first()
    return row.blocks if row else []


def get_supplement_changes(region, instrument):
    """Return the history of what a region that passed the gate adds to an instrument, newest first."""
    rows = ReferenceChange.objects.select_related("changed_by")
    return rows.filter(kind="supplement", region=region, subject=instrument.slug)
