"""Ten thousand made-up employers in one region, made in bulk, with one adviser and one employer that has a history."""

import random
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from employers.models import Employer, SbiSection, Sector, StageLabel
from employers.search import search_key
from regions.actions import add_member
from regions.models import Region, Role
from tests import builders

FIRST = [
    "Bakkerij",
    "Bouwbedrijf",
    "Transport",
    "Garage",
    "Kwekerij",
    "Drukkerij",
    "Zorggroep",
    "Hotel",
    "Café",
    "Installatie",
    "Schildersbedrijf",
]
SECOND = [
    "Noord",
    "De_Linde",
    "Korenaar",
    "Van_Dijk",
    "Jansen",
    "De_Vries",
    "Zonneveld",
    "'t_Hoekje",
    "Hoogeveen",
    "Müller",
    "Eemsmond",
    "Wad",
]
CITIES = [
    "Groningen",
    "Hoogezand",
    "Veendam",
    "Stadskanaal",
    "Delfzijl",
    "Winschoten",
    "Leek",
    "Haren",
    "Appingedam",
    "Bedum",
]


def make_region():
    """Load the reference data and return the region to measure in and its adviser."""
    call_command("load_reference", verbosity=0)
    region = Region.objects.get(code="AM01")
    return region, add_member(by=None, email="meting@voorbeeld.nl", name="Mia Meting", role=Role.ADVISER, region=region)


def make_employers(region, adviser, number):
    """Make `number` employers in bulk, the same ones every run."""
    chance = random.Random(number)
    Employer.objects.bulk_create(
        (_make_employer(region, adviser, chance, serial) for serial in range(number)), batch_size=2000
    )


def _make_employer(region, adviser, chance, serial):
    name = f"{chance.choice(FIRST)} {chance.choice(SECOND).replace('_', ' ')} {serial}"
    city, kvk_number = chance.choice(CITIES), f"{40_000_000 + serial}"
    vacancies = chance.randint(0, 20)
    stage = chance.choice(StageLabel.values)
    today = timezone.localdate()
    return Employer(
        region=region,
        name=name,
        name_key=search_key(name),
        search_text=search_key(f"{name} {city} {kvk_number}"),
        kvk_number=kvk_number,
        city=city,
        sbi_section=chance.choice(SbiSection.values),
        sector=Sector.MARKET,
        employees=chance.randint(1, 400),
        vacancies=vacancies,
        hard_vacancies=vacancies // 2,
        account_holder=adviser,
        stage=stage,
        stage_since_on=today - timedelta(days=chance.randint(0, 300)),
        last_contact_on=today - timedelta(days=chance.randint(0, 300)),
        come_back_on=today + timedelta(days=chance.randint(-30, 300)) if stage == StageLabel.NOT_NOW else None,
        created_by=adviser,
        changed_by=adviser,
    )


def make_history(region, adviser, visits):
    """Make one employer with a few people, concluded visits and agreements; return the employer and an open checklist."""
    employer = builders.make_employer(region=region, by=adviser, name="Meubelmakerij De Meting", kvk_number="99999999")
    contact = builders.make_contact(employer, by=adviser)
    for number in range(visits):
        moment = timezone.now() - timedelta(days=200 - number * 20)
        visit = builders.make_visit(employer, by=adviser, planned_at=moment, contacts=[contact])
        checklist = builders.start_checklist(visit, by=adviser)
        builders.answer_all(checklist, by=adviser, level=number % 5)
        builders.make_agreement(visit, by=adviser)
        advice = builders.give_advice(visit, by=adviser)
    visit = builders.make_visit(employer, by=adviser)
    checklist = builders.start_checklist(visit, by=adviser)
    builders.answer_all(checklist, by=adviser, level=2)
    return employer, checklist, advice
