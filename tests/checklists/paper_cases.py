"""The visits whose papers are looked at: an ordinary one, the odd ones, and the worst that people can type."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from checklists import actions, advising, queries
from checklists.models import AdjustmentKind
from regions.actions import add_member, change_desk
from regions.models import Region, Role
from tests.builders import (
    answer,
    answer_all,
    keep_scenario,
    make_agreement,
    make_contact,
    make_employer,
    make_visit,
    start_checklist,
)

GIVEN_ON = date(2026, 11, 25)
EMOJI = "🎉 Gelukt! 👩‍🦽"
SCRIPT = "<script>alert('x')</script>"
LONG_WORD = "Arbeidsongeschiktheidsverzekeringsmaatschappijmedewerkersovereenkomst" * 2
NAME_OF_80 = "Stichting Samenwerkende Zorg- en Welzijnsinstellingen Noordoost-Groningen & Zonen"[:80]
WORDS = [
    *("aanvraag", "baan", "begeleiding", "collega", "dienst", "eerste", "fijn", "gesprek"),
    *("hulp", "inwerken", "jobcoach", "kans", "leren", "magazijn", "nieuw", "open"),
    *("plek", "rustig", "samen", "taak", "uren", "vraag", "werkplek", "zorg"),
    *("afdeling", "bedrijf", "contract", "dagdeel", "ervaring", "functie", "groep", "rooster"),
]


def write(length, seed):
    """Return `length` signs of different words, the same every time."""
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(length))[:length].strip()


NOTE_OF_4000 = f"{SCRIPT} {EMOJI} <b>vet</b> & {LONG_WORD}\n\n{write(3600, 'note')}"[:4000]


@dataclass(frozen=True)
class PaperCase:
    """What is special about one visit; `level` is what every question is answered with, None: nothing is answered."""

    level: int | None = 3
    answers: dict = field(default_factory=dict)
    employer: dict = field(default_factory=dict)
    number: str | None = "AM01-2026-0001"
    agreements: int = 3
    chosen: str = ""
    sums: tuple[str, ...] = ()  # the kinds of calculation that were kept


CASES = {
    "ordinary": PaperCase(
        answers={"I5a": 0, "O9a": 1, "O9b": 1, "O4c": 2}, employer={"vacancies": 3, "hard_vacancies": 2}
    ),
    "concept": PaperCase(answers={"I5a": 0}, number=None),
    "nothing discussed": PaperCase(level=None, agreements=0),
    "not now": PaperCase(level=1, answers={"I5a": 0}, agreements=1),
    "with worries": PaperCase(
        level=1, answers={"I5a": 4}, employer={"target_group_employees": 3, "collective_agreement": "Bouw"}
    ),
    "border": PaperCase(level=2, answers={"I5a": 0}, chosen="P2"),
    "no work": PaperCase(answers={"I2a": 0, "I2c": 0, "I2d": 0, "I5a": 0}, employer={"vacancies": 0}),
    "with sums": PaperCase(answers={"I5a": 0, "O9a": 1}, sums=("lks", "lks-forfait")),
    "with a placement": PaperCase(answers={"I5a": 0}, sums=("plaatsing",)),
    "worst": PaperCase(
        level=1,
        employer={"name": NAME_OF_80, "city": "Westerwoldsterveenhuizen" * 3, "vacancies": 12, "hard_vacancies": 12},
        agreements=40,
        sums=("plaatsing", "lks", "lks-forfait"),
    ),
}


def make_content(case: PaperCase, is_worst: bool) -> dict:
    """Return the content of the advice of one case; needs the reference data and leaves rows behind."""
    region = Region.objects.get(code="AM01")
    change_desk(
        by=None,
        region=region,
        organisation_name="Werkcentrum Groningen",
        phone="050 123 45 60",
        email="wsp@voorbeeld.nl",
    )
    anna = add_member(
        by=None,
        email="anna@voorbeeld.nl",
        name=NAME_OF_80 if is_worst else "Anna de Vries",
        role=Role.ADVISER,
        region=region,
        job_title="Adviseur werkgeversdiensten",
        phone="050 123 45 61",
    )
    employer = make_employer(region=region, by=anna, **case.employer)
    contacts = [make_contact(employer, by=anna, name=NAME_OF_80 if is_worst else "Henk Wiersma")]
    planned_at = timezone.now() - timedelta(days=3)
    goal = SCRIPT if is_worst else "Kennismaken"
    visit = make_visit(employer, by=anna, planned_at=planned_at, contacts=contacts, goal=goal)
    checklist = start_checklist(visit, by=anna)
    if case.level is not None:
        answer_all(checklist, by=anna, level=case.level, **case.answers)
    for number in range(case.agreements):
        what = f"maakt lijst {number} van taken die iemand anders kan doen"
        if is_worst:
            make_agreement(visit, by=anna, who=write(80, number), what=f"{what} {write(120, what)} {EMOJI} {SCRIPT}")
        else:
            make_agreement(visit, by=anna, who="Henk Wiersma", what=what)
    if case.chosen:
        actions.choose_profile(by=anna, checklist=checklist, profile=case.chosen, reason="Zegt het zelf ook")
    for kind in case.sums:
        keep_scenario(visit, by=anna, kind=kind)
    if is_worst:
        _overdo(checklist, anna)
    checklist.refresh_from_db()
    return _compose(checklist, anna, case.number)


def _overdo(checklist, anna):
    """Fill every free field to its limit."""
    answer(checklist, by=anna, note=NOTE_OF_4000, O7=0, V2=-2, E4=1)
    answer(checklist, by=anna, note=f"{EMOJI} {SCRIPT}", O1=0)
    checklist.note, checklist.closing_words = NOTE_OF_4000, NOTE_OF_4000[:2000]
    checklist.save()
    actions.adjust(
        by=anna,
        checklist=checklist,
        kind=AdjustmentKind.INSTRUMENT,
        removed_key="",
        added_key="ips",
        reason=NOTE_OF_4000[:300],
    )


def _compose(checklist, anna, number):
    case = queries.get_case(checklist)
    recommendation = advising.recommend(case, queries.get_tips(), queries.get_instruments(), GIVEN_ON)
    return advising.compose(case, recommendation, number=number, given_on=GIVEN_ON, adviser=anna)
