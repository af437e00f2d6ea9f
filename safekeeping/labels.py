"""The Dutch words of the trail: what a table is called, and what its columns hold."""

import re
from functools import cache

from django.apps import apps
from django.contrib.auth import get_user_model

_OF_A_REQUEST = re.compile("[0-9a-f]{32}")  # what safekeeping.middleware gives a request; a command has its name there
SUBJECTS = {
    "employers_employer": "Werkgever",
    "employers_employer_advisers": "Adviseur van de werkgever",
    "employers_contact": "Contactpersoon",
    "employers_visit": "Bezoek",
    "employers_visit_advisers": "Adviseur bij het bezoek",
    "employers_visit_contacts": "Gesprekspartner bij het bezoek",
    "employers_agreement": "Afspraak",
    "employers_placement": "Plaatsing",
    "employers_handover": "Overdracht",
    "employers_timelineentry": "Regel van de tijdlijn",
    "employers_visitstep": "Stap van het bezoek",
    "employers_stagechange": "Stap in de pijplijn",
    "checklists_checklist": "Checklist",
    "checklists_answer": "Antwoord",
    "checklists_answerchange": "Eerdere versie van een antwoord",
    "checklists_adjustment": "Wijziging in het advies",
    "checklists_advice": "Advies",
    "checklists_advicedocument": "Papier van een advies",
    "checklists_scenario": "Berekening",
    "regions_membership": "Rol in de regio",
    "regions_invitation": "Uitnodiging",
    "mfa_authenticator": "Tweede stap bij het inloggen",
    "regions_user": "Gebruiker",
    "regions_region": "Regio",
    "instruments_regionalsupplement": "Regionale aanvulling",
    "safekeeping_privacyword": "Woord van de privacywacht",
    "safekeeping_destructionlist": "Vernietigingslijst",
    "safekeeping_event": "Logboek",
}


def describe_subject(table):
    """Return what a table is called on the screen."""
    return SUBJECTS.get(table, table)


def describe_who(event):
    """Return who did it: a person by name, a visitor who was not signed in, or the system itself."""
    if event.user is not None:
        return event.user.name
    return "iemand die niet was ingelogd" if _OF_A_REQUEST.fullmatch(event.request_id) else "het systeem"


def describe_columns(event):
    """Return the names of the columns that an event changed, as the screens call them."""
    fields = _get_fields(event.subject)
    return [_name(fields, column) for column in event.columns]


def describe_detail(event, names):
    """Return (column, was, became) in words of the values that an event kept; `names` is {number of a person: name}."""
    fields = _get_fields(event.subject)
    return [
        (_name(fields, column), *(_say(fields.get(column), value, names) for value in pair))
        for column, pair in sorted(event.detail.items())
    ]


def find_people(events):
    """Return the numbers of the people whom the kept values of events name."""
    return {
        value
        for event in events
        for column, pair in event.detail.items()
        if _is_person(_get_fields(event.subject).get(column))
        for value in pair
        if value is not None
    }


def _name(fields, column):
    return str(fields[column].verbose_name) if column in fields else column


def _say(field, value, names):
    if value is None or value == "":
        return "niets"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if _is_person(field):
        return names.get(value, f"nummer {value}")
    return str(dict(field.flatchoices).get(value, value)) if field is not None else str(value)


def _is_person(field):
    return field is not None and field.related_model is get_user_model()


@cache
def _get_fields(table):
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == table:
            return {field.column: field for field in model._meta.concrete_fields}
    return {}
