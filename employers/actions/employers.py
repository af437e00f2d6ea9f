"""Changing an employer's profile and the people we speak there."""

from django.db import IntegrityError, transaction

from employers.actions.timeline import move_by_event, note_down
from employers.models import Contact, Employer, TimelineKind
from employers.search import search_key
from employers.stages import Event
from safekeeping import actions as safekeeping


class DuplicateEmployer(Exception):
    """This region has an employer with the same KVK number and vestiging; `existing` is that employer."""

    def __init__(self, existing):
        super().__init__(f"employer {existing.pk} has this KVK number and vestiging")
        self.existing = existing


class StaleEmployer(Exception):
    """Someone else changed the employer since the form was opened; `current` is what stands there now."""

    def __init__(self, current):
        super().__init__(f"employer {current.pk} is at revision {current.revision}")
        self.current = current


def create_employer(*, by, region, fields):
    """Make an employer in a region; raises DuplicateEmployer when the region has it already."""
    fields = dict(fields)
    advisers = fields.pop("advisers", [])
    employer = Employer(region=region, created_by=by, changed_by=by, **fields)
    _set_keys(employer)
    with transaction.atomic():
        _save(employer)
        employer.advisers.set(advisers)
        note_down(by=by, employer=employer, kind=TimelineKind.CREATED)
    return employer


@transaction.atomic
def change_employer(*, by, employer, fields, revision):
    """Change an employer's profile; raises StaleEmployer when `revision` is not the newest, DuplicateEmployer as above."""
    current = Employer.objects.select_for_update(of=["self"]).get(pk=employer.pk)
    if current.revision != revision:
        raise StaleEmployer(current)
    fields = dict(fields)
    advisers = fields.pop("advisers", None)
    for name, value in fields.items():
        setattr(current, name, value)
    current.changed_by, current.revision = by, revision + 1
    _set_keys(current)
    _save(current)
    if advisers is not None:
        current.advisers.set(advisers)
    note_down(by=by, employer=current, kind=TimelineKind.CHANGED)
    return current


def _set_keys(employer):
    """Keep the keys that the list sorts and searches by in step with the profile."""
    employer.name_key = search_key(employer.name)[:200]
    employer.search_text = search_key(f"{employer.name} {employer.city} {employer.kvk_number}")


def _save(employer):
    """Save, and turn the database's refusal of a second row into DuplicateEmployer; anything else stays an error."""
    try:
        with transaction.atomic():
            employer.save()
    except IntegrityError as error:
        existing = Employer.objects.filter(
            region=employer.region, kvk_number=employer.kvk_number, branch_number=employer.branch_number
        ).first()
        if existing is None or existing.pk == employer.pk:
            raise
        raise DuplicateEmployer(existing) from error


@transaction.atomic
def add_contact(*, by, employer, fields):
    """Add someone we speak at an employer."""
    contact = Contact.objects.create(employer=employer, created_by=by, **fields)
    note_down(by=by, employer=employer, kind=TimelineKind.CONTACT_ADDED)
    move_by_event(by=by, employer=employer, event=Event.CONTACT_ADDED)
    return contact


@transaction.atomic
def change_contact(*, by, contact, fields):
    """Change what we know of a contact, or say that they left."""
    for name, value in fields.items():
        setattr(contact, name, value)
    contact.save()
    note_down(by=by, employer=contact.employer, kind=TimelineKind.CONTACT_CHANGED)
    return contact


@transaction.atomic
def erase_contact(*, by, contact):
    """Erase a contact who asks for it, also from the texts about the employer; return the lines of what is kept."""
    kept = safekeeping.erase_contact(by=by, contact=contact)
    note_down(by=by, employer=contact.employer, kind=TimelineKind.CONTACT_ERASED)
    return kept
