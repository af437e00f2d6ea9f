"""Changing the texts and rules of the catalogue; every change is a version."""

import hashlib
import json
from datetime import date

from django.db import transaction
from django.utils import timezone

from instruments.decision import check_demand, check_eligibility
from instruments.labels import NEEDS
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

    A text that changed in the file is a new version; what did not is left alone, so that an administrator's own change
    survives. `by` is None when a command loads it. Raises ValueError for a row that is not sound.
    """
    catalogue_on = date.fromisoformat(reference["catalogue_date"])
    read = [_read(row, catalogue_on) for row in reference["instruments"]]
    loaded, latest = {}, {}
    for slug, number, digest, made_by in InstrumentVersion.objects.order_by("number").values_list(
        "instrument__slug", "number", "digest", "made_by"
    ):
        latest[slug] = number
        if made_by is None:
            loaded[slug] = digest
    changed = [one for one in read if _digest(_describe(one)) != loaded.get(one.slug)]
    for instrument in changed:
        instrument.version = latest.get(instrument.slug, 0) + 1
    Instrument.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=[*_FIELDS, "version", "catalogue_on", "search_text"],
    )
    _keep_versions(changed, by)
    slugs = [one.slug for one in read]
    Instrument.objects.filter(slug__in=slugs, catalogue_on__lt=catalogue_on).update(catalogue_on=catalogue_on)
    return len(read)


def _keep_versions(instruments, by):
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
            )
        )
    InstrumentVersion.objects.bulk_create(versions)


@transaction.atomic
def change_instrument(*, by, instrument, version, fields):
    """Change texts or rules of an instrument and return it; `version` is the one that was opened.

    The change is a new version from today; without a difference nothing happens. Raises NewerVersion when someone was
    first, ValueError when the result is not sound, and KeyError for a field that cannot be changed.
    """
    locked = Instrument.objects.select_for_update().get(pk=instrument.pk)
    if locked.version != version:
        raise NewerVersion
    before = _describe(locked)
    for field, value in fields.items():
        if field not in _FIELDS:
            raise KeyError(field)
        setattr(locked, field, value)
    _check(locked)
    if _describe(locked) == before:
        return locked
    locked.version += 1
    locked.search_text = _index(locked)
    locked.catalogue_on = timezone.localdate()
    locked.save()
    _keep_versions([locked], by)
    return locked
