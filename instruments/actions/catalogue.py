"""Changing the texts and rules of the catalogue; every change is a version."""

import hashlib
import json
from copy import copy
from datetime import date

from django.db import transaction
from django.utils import timezone

from instruments.decision import check_demand, check_eligibility
from instruments.labels import NEEDS, SETTLED
from instruments.models import Category, Instrument, InstrumentState, InstrumentVersion
from instruments.queries import compact, plain
from instruments.rules import check_rule, check_unless

# Field of the model -> key of a row in fixtures/instruments.json, where the two differ.
_KEYS = {"state": "status", "state_text": "status_text"}
_DATES = ("valid_from", "valid_until")
_FIELDS = [
    *(
        "name",
        "abbreviation",
        "category",
        "state",
        "state_text",
        "layer",
        "executors",
        "legal_basis",
        "groups",
        "needs",
    ),
    *("summary", "conditions", "yields", "duration", "steps", "deadline", "next_step", "combines_with", "excludes"),
    *("notes", "local_blanks", "sources", "verification", "confidence", "valid_from", "valid_until"),
    *("eligibility", "demands", "rules", "unless"),
]


class NewerVersion(Exception):
    """Someone changed this instrument since it was opened."""


def _check(instrument):
    """Raise ValueError for an instrument without a source, with an unknown kind or state, or a rule that cannot be read."""
    if not instrument.sources:
        raise ValueError(f"instrument {instrument.slug!r} has no source")
    Category(instrument.category)
    InstrumentState(instrument.state)
    for need in instrument.needs:
        if need not in NEEDS:
            raise ValueError(f"instrument {instrument.slug!r} helps with an unknown need {need!r}")
    check_eligibility(instrument.eligibility)
    for demand in instrument.demands:
        check_demand(demand)
    for rule in instrument.rules:
        check_rule(rule)
    for entry in instrument.unless:
        check_unless(entry)


def _describe(instrument):
    """Return the content of an instrument as JSON-able data, in the words of its fields."""
    content = {field: getattr(instrument, field) for field in _FIELDS}
    return content | {field: content[field].isoformat() if content[field] else None for field in _DATES}


def _digest(content):
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _index(instrument):
    """Return the words an instrument is found by."""
    found_by = [
        instrument.slug,
        instrument.name,
        instrument.abbreviation,
        instrument.summary,
        *instrument.groups,
        *instrument.executors,
    ]
    return plain(" ".join([*found_by, compact(instrument.name)]))


def _read(row, catalogue_on):
    """Return the instrument that a row of fixtures/instruments.json describes, checked and not yet stored."""
    values = {field: row.get(_KEYS.get(field, field)) for field in _FIELDS}
    values |= {field: date.fromisoformat(values[field]) if values[field] else None for field in _DATES}
    given = {field: value for field, value in values.items() if value is not None}
    instrument = Instrument(slug=row["slug"], catalogue_on=catalogue_on, **given)
    instrument.search_text = _index(instrument)
    _check(instrument)
    return instrument


@transaction.atomic
def load_catalogue(*, by, reference):
    """Load the parsed fixtures/instruments.json by slug and return the number of instruments.

    A text that changed in the file is a new version. Where an administrator changed the instrument since, that version is
    kept beside theirs and not put in its place: `settle_instrument` does what they choose. `by` is None when a command
    loads it. Raises ValueError for a row that is not sound.
    """
    catalogue_on = date.fromisoformat(reference["catalogue_date"])
    read = [_read(row, catalogue_on) for row in reference["instruments"]]
    loaded, latest, own = _read_versions()
    changed = [one for one in read if _digest(_describe(one)) != loaded.get(one.slug)]
    for instrument in changed:
        instrument.version = latest.get(instrument.slug, 0) + 1
    Instrument.objects.bulk_create(
        [one for one in changed if one.slug not in own],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=[*_FIELDS, "version", "catalogue_on", "search_text"],
    )
    _keep_versions(changed, by)
    slugs = [one.slug for one in read]
    Instrument.objects.filter(slug__in=slugs, catalogue_on__lt=catalogue_on).update(catalogue_on=catalogue_on)
    return len(read)


def _read_versions():
    """Return by slug: the digest that was loaded last, the highest number, and of which an administrator made what holds."""
    loaded, latest, own = {}, {}, set()
    rows = InstrumentVersion.objects.order_by("number").values_list(
        "instrument__slug", "instrument__version", "number", "digest", "made_by"
    )
    for slug, current, number, digest, made_by in rows:
        latest[slug] = number
        if made_by is None:
            loaded[slug] = digest
        elif number == current:
            own.add(slug)
    return loaded, latest, own


def _keep_versions(instruments, by, source="", source_date=""):
    """Store the content of instruments as the version they now have."""
    keys = dict(Instrument.objects.filter(slug__in=[one.slug for one in instruments]).values_list("slug", "pk"))
    versions = []
    for instrument in instruments:
        content = _describe(instrument)
        versions.append(
            InstrumentVersion(
                instrument_id=keys[instrument.slug],
                number=instrument.version,
                digest=_digest(content),
                content=content,
                made_by=by,
                source=source,
                source_date=source_date,
            )
        )
    InstrumentVersion.objects.bulk_create(versions)


@transaction.atomic
def change_instrument(*, by, instrument, version, fields, source, source_date):
    """Change texts or rules of an instrument and return it; `version` is the one that was opened.

    The change is a new version from today, with what it rests on; without a difference nothing happens. Raises
    NewerVersion when someone was first, ValueError when the result is not sound or has no source, and KeyError for a field
    that cannot be changed.
    """
    locked = _lock(instrument, version)
    if not (source and source_date):
        raise ValueError("a change of an instrument needs a source and its date")
    before = _describe(locked)
    for field, value in fields.items():
        if field not in _FIELDS:
            raise KeyError(field)
        setattr(locked, field, value)
    _check(locked)
    if _describe(locked) == before:
        return locked
    return _store(by, locked, source, source_date)


@transaction.atomic
def settle_instrument(*, by, instrument, version, takes_over):
    """Choose between an administrator's own text and a newer one of the file; both stay as versions. Return the instrument.

    `takes_over` puts the text of the file in its place. Raises NewerVersion when someone was first, also when there is
    nothing (any more) to choose between.
    """
    locked = _lock(instrument, version)
    waiting = locked.versions.filter(number__gt=locked.version, made_by=None).order_by("-number").first()
    if waiting is None:
        raise NewerVersion
    if takes_over:
        for field, value in waiting.content.items():
            if field in _FIELDS:
                setattr(locked, field, date.fromisoformat(value) if field in _DATES and value else value)
        _check(locked)
    return _store(by, locked, SETTLED[takes_over], timezone.localdate().isoformat())


def _lock(instrument, version):
    locked = Instrument.objects.select_for_update().get(pk=instrument.pk)
    if locked.version != version:
        raise NewerVersion
    return locked


def _store(by, instrument, source, source_date):
    """Store an instrument as its next version."""
    highest = instrument.versions.order_by("-number").values_list("number", flat=True).first() or 0
    instrument.version = max(instrument.version, highest) + 1
    instrument.search_text = _index(instrument)
    instrument.catalogue_on = timezone.localdate()
    instrument.save()
    _keep_versions([instrument], by, source, source_date)
    return instrument


def make_changed(*, by, instrument, fields):
    """Return a copy of an instrument as it would be, checked and not stored, to show beforehand what a change does.

    Raises ValueError when it is not sound; `by` is who wants to see it.
    """
    copied = copy(instrument)
    for field, value in fields.items():
        setattr(copied, field, value)
    _check(copied)
    return copied
