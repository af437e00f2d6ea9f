"""The made-up regions, people and visits of `manage.py load_demo`, made through the same actions as the screens use."""

import random
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from checklists import actions, queries
from checklists.models import AnswerState, QuestionKind, SaidBy
from checklists.queries.scores import lock_answer_rows
from employers import actions as employers
from employers.demo import at, make_follow_up
from employers.models import VisitPlace
from instruments.demo import make_supplements
from instruments.queries import get_amounts
from instruments.what_if import work_out
from regions.actions import add_member, change_desk
from regions.models import Region, Role

PASSWORD = "werkgeverskompas"
# Story -> the answers it is made of: (willen, kunnen, doing) on the scale of 0 to 4.
STORIES = {
    "P1": (3.4, 3.0, 3.6),
    "P1b": (1.0, 1.8, 3.0),
    "P2": (3.3, 3.2, 0.0),
    "P3": (3.2, 1.0, 0.4),
    "P4": (1.1, 3.2, 0.3),
    "P5": (0.9, 0.9, 0.0),
    "P6": (2.0, 2.0, 0.0),
    "grens": (2.0, 2.9, 1.0),
}
WILLEN = {"W1", "W2", "W3", "W4", "INT"}


@transaction.atomic
def make_demo(story):
    """Make all that the parsed fixtures/demo.json tells, and return the number of employers."""
    people = _make_people(story)
    make_supplements(story, people)
    # The same demo every time.
    chance = random.Random(20261124)  # nosec B311
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    teams = {
        slug: [people[row["email"]] for row in story["people"] if row["region"] == slug and row["role"] == "adviser"]
        for slug in story["desks"]
    }
    for number, row in enumerate(story["employers"]):
        team = teams[row["region"]]
        adviser = team[number % len(team)]
        region = Region.objects.get(slug=row["region"])
        employer = DemoEmployer(row, region, adviser, chance, now, story).make()
        make_follow_up(employer=employer, row=row, by=adviser, people=people, now=now)
    return len(story["employers"])


def _make_people(story):
    for slug, desk in story["desks"].items():
        change_desk(by=None, region=Region.objects.get(slug=slug), **desk)
    return {
        row["email"]: add_member(
            by=None,
            email=row["email"],
            name=row["name"],
            role=Role(row["role"]),
            region=Region.objects.get(slug=row["region"]) if row["region"] else None,
            password=PASSWORD,
            job_title=row["job_title"],
            phone=row["phone"],
        )
        for row in story["people"]
    }


class DemoEmployer:
    """One made-up employer and what happened to it so far."""

    def __init__(self, row, region, adviser, chance, now, story):
        self.row, self.region, self.adviser = row, region, adviser
        self.chance, self.now, self.story = chance, now, story

    def make(self):
        """Make and return the employer, with its contact and the visits its row asks for."""
        start = self.now - timedelta(days=self.chance.randint(220, 300))  # before the earliest visit of any story
        with at(start):
            self.employer = employers.create_employer(by=self.adviser, region=self.region, fields=self._profile())
            if self.row["story"] or "planned" in self.row or self.row.get("cancelled") or self.chance.random() < 0.5:
                self._add_contact(start)
        if "planned" in self.row:
            with at(self.now - timedelta(days=6)):
                self._plan(self._office_hour(self.now + timedelta(days=self.row["planned"])))
        elif self.row.get("cancelled"):
            self._cancelled_visit()
        elif self.row["story"]:
            self._visits()
        return self.employer

    def _profile(self):
        skipped = {
            "region",
            "contact",
            "story",
            "planned",
            "cancelled",
            "concluded",
            "under_way",
            "advice",
            "groups",
            "sums",
            "agreements",
            "placements",
            "moved",
            "handed_over",
        }
        fields = {key: value for key, value in self.row.items() if key not in skipped}
        if self.row["story"] and STORIES[self.row["story"]][2] < 2:
            fields["target_group_employees"] = 0  # a story in which nobody from the target group works there yet
        municipality = self.region.municipalities.filter(name=self.row["city"]).first()
        return {
            **fields,
            "municipality": municipality,
            "account_holder": self.adviser,
            "knows_desk": self.chance.choice([True, True, False, None]),
            "uses_desk": self.chance.choice([True, False, None]),
        }

    def _add_contact(self, moment):
        person = self.row["contact"]
        first_name = person["name"].split()[0].strip(".").lower()
        domain = self.employer.name_key.replace(" ", "")[:20]
        self.contact = employers.add_contact(
            by=self.adviser,
            employer=self.employer,
            fields={
                **person,
                "email": f"{first_name}@{domain}.voorbeeld.nl",
                "phone": f"06 0000 {self.chance.randint(1000, 9999)}",
                "keep_until": (moment + timedelta(days=730)).date(),
            },
        )

    def _office_hour(self, moment):
        hour = self.chance.choice([9, 10, 11, 13, 14, 15])
        day = timezone.localtime(moment).replace(hour=hour, minute=self.chance.choice([0, 30]))
        return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))  # never in a weekend

    def _plan(self, moment):
        place = self.chance.choice([VisitPlace.AT_EMPLOYER] * 4 + [VisitPlace.ONLINE])
        return employers.plan_visit(
            by=self.adviser,
            employer=self.employer,
            fields={
                "planned_at": moment,
                "place": place,
                "location": self.row["city"] if place == VisitPlace.AT_EMPLOYER else "",
                "goal": self.chance.choice(self.story["goals"]),
                "advisers": [self.adviser],
                "contacts": [self.contact],
            },
        )

    def _cancelled_visit(self):
        with at(self.now - timedelta(days=20)):
            visit = self._plan(self._office_hour(self.now - timedelta(days=9)))
        with at(self.now - timedelta(days=10)):
            employers.cancel_visit(
                by=self.adviser, visit=visit, reason="De werkgever is ziek. We bellen volgende maand."
            )

    def _visits(self):
        days = self.chance.randint(3, 55) if not self.row.get("under_way") else 0
        if self.row.get("advice") and self.row["story"] != "P6":
            self._visit(self._office_hour(self.now - timedelta(days=days + 150)), is_earlier=True)
        self._visit(self._office_hour(self.now - timedelta(days=days)), is_earlier=False)

    def _visit(self, moment, is_earlier):
        with at(moment - timedelta(days=9)):
            visit = self._plan(moment)
        with at(moment):
            checklist = actions.start_checklist(by=self.adviser, visit=visit, is_short=False)
            self._answer(checklist, is_earlier)
        if self.row.get("under_way"):
            self._work_out(visit)
            return
        with at(moment + timedelta(hours=1)):
            if self.row.get("agreements") and not is_earlier:
                self._agree(visit, moment)
            if not is_earlier:
                self._look_ahead(visit, checklist)
            actions.conclude_checklist(by=self.adviser, checklist=checklist)
            if self.row.get("advice") and not is_earlier:
                actions.give_advice(by=self.adviser, checklist=checklist)

    def _look_ahead(self, visit, checklist):
        """Choose the groups and keep the sums that the row asks for: 32 hours a week at 60% of the minimum wage."""
        groups = self.row.get("groups", [])
        if groups:
            place = {"hours": 32, "months": 12}
            mark = checklist.focus_mark
            actions.choose_focus(by=self.adviser, checklist=checklist, groups=groups, place=place, seen=mark)
        for kind in self.row.get("sums", []):
            given = {"on": "2026-07-01", "hours": "32", "group": groups[0]}
            given |= {"wage_value": "60"} if kind == "lks" else {}
            worked = work_out(kind, given, get_amounts(timezone.localdate()))
            actions.keep_scenario(by=self.adviser, visit=visit, kind=kind, given=given, result=worked.describe())

    def _work_out(self, visit):
        """Keep one calculation with a visit that is still open, on a date of which every amount is known."""
        given = {
            "datum": "2026-07-01",
            "uren": "32",
            "loonwaarde": "60",
            "groep": "pwet_lks_register",
            "leeftijd": "21",
        }
        result = work_out("lks", given, get_amounts(timezone.localdate())).describe()
        actions.keep_scenario(by=self.adviser, visit=visit, kind="lks", given=given, result=result)

    def _answer(self, checklist, is_earlier):
        questions = queries.get_questions(checklist.question_set)
        half, locked = len(questions) // 2, lock_answer_rows(checklist)
        for number, question in enumerate(questions):
            if (self.row["story"] == "P6" or self.row.get("under_way")) and number > half:
                break
            if self.chance.random() < 0.06 and "D" not in question.weights:
                continue  # not everything comes up in an hour, but who works there does
            self._answer_one(checklist, question, is_earlier, locked)

    def _answer_one(self, checklist, question, is_earlier, locked):
        value = self._value(question, is_earlier)
        note = self.chance.choice(self.story["notes"][self.row["story"]]) if self.chance.random() < 0.08 else ""
        actions.save_answer(
            by=self.adviser,
            checklist=checklist,
            key=question.key,
            revision=0,
            state=AnswerState.ANSWERED,
            value=value,
            said_by=self.chance.choice([SaidBy.EMPLOYER] * 5 + [SaidBy.MANAGER, SaidBy.ESTIMATE]),
            note=note,
            locked=locked,
        )

    def _value_of_fact(self, question):
        """Return the answer that the made-up profile itself gives, None for any other question: both tell one story."""
        employer = self.employer
        if question.key == "I2a":
            return min(4, 2 * employer.vacancies) if employer.vacancies is not None else None
        if question.key == "I2b":
            return min(4, employer.hard_vacancies) if employer.hard_vacancies is not None else None
        if question.key == "I2c":
            return {True: 4, False: 1, None: 2}[employer.expects_growth]
        return None

    def _value(self, question, is_earlier):
        fact = self._value_of_fact(question)
        if fact is not None:
            return fact
        willen, kunnen, doing = STORIES[self.row["story"]]
        if question.kind == QuestionKind.CONTEXT:
            centre = 2.0
        elif "D" in question.weights:
            return round(doing)
        else:
            centre = willen if WILLEN & question.weights.keys() else kunnen
        level = round(self.chance.gauss(centre - (0.6 if is_earlier else 0), 0.6))
        level = max(0, min(4, level))
        return level - 2 if question.kind == QuestionKind.BIPOLAR else level

    def _agree(self, visit, moment):
        for side, what, days in self.chance.sample(self.story["agreements"], 3):
            employers.make_agreement(
                by=self.adviser,
                employer=self.employer,
                visit=visit,
                fields={
                    "side": side,
                    "who": self.row["contact"]["name"] if side == "employer" else self.region.desk,
                    "what": what,
                    "due_on": (moment + timedelta(days=days)).date(),
                },
            )


def get_logins(story):
    """Return (name, role, region slug, e-mail) of the made-up people, to print them at the start."""
    return [
        (row["name"], Role(row["role"]).label, row["region"] or "heel Nederland", row["email"])
        for row in story["people"]
    ]
