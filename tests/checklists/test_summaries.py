"""The counts behind the figures: kept with every visit, equal to counting again, and set right when they are not."""

import random
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from checklists import actions, queries
from checklists.actions.summaries import rebuild_summaries
from checklists.models import AdvisedInstrument, AnswerCount, AnswerDigest, Question
from employers import actions as employers
from employers.models import Employer, RegionMonth, StageChange, Visit
from tests.builders import (
    answer,
    answer_all,
    give_advice,
    make_agreement,
    make_employer,
    make_placement,
    make_visit,
    start_checklist,
)

pytestmark = pytest.mark.usefixtures("reference")


def conclude(employer, *, by, days_ago=0, **answers):
    visit = make_visit(employer, by=by, planned_at=timezone.now() - timedelta(days=days_ago))
    checklist = start_checklist(visit, by=by)
    answer(checklist, by=by, **answers)
    return actions.conclude_checklist(by=by, checklist=checklist)


def count(region, key):
    """Return {code: number} of one question in one region, over all months; what counts nothing is left out."""
    rows = AnswerCount.objects.filter(region=region, question__key=key, number__gt=0)
    return {row.code: row.number for row in rows}


def test_concluding_counts_every_answer_once(noord, anna):
    employer = make_employer(region=noord, by=anna)
    conclude(employer, by=anna, I1=3, V1=-2, O7="nvt")
    conclude(employer, by=anna, I1=3, V1=2)
    assert count(noord, "I1") == {"3": 2}
    assert count(noord, "V1") == {"-2": 1, "2": 1}
    assert count(noord, "O7") == {"not_applicable": 1, "not_discussed": 1}
    assert count(noord, "O8") == {"not_discussed": 2}


def test_other_region_counts_apart(noord, zuid, anna, chris):
    conclude(make_employer(region=noord, by=anna), by=anna, I1=3)
    conclude(make_employer(region=zuid, by=chris), by=chris, I1=1)
    assert (count(noord, "I1"), count(zuid, "I1")) == ({"3": 1}, {"1": 1})


def test_answers_count_in_the_month_the_visit_was_held(noord, anna):
    checklist = conclude(make_employer(region=noord, by=anna), by=anna, days_ago=100, I1=3)
    month = timezone.localdate(checklist.visit.planned_at).replace(day=1)
    assert set(AnswerCount.objects.values_list("month", flat=True)) == {month}
    rows = RegionMonth.objects.exclude(visits=0).values_list("region", "month", "adviser", "visits", "advices")
    assert set(rows) == {(noord.pk, month, None, 1, 0), (noord.pk, month, anna.pk, 1, 0)}


def get_counts(column):
    """Return (of all, of every adviser together) of a column of the rows per month."""
    rows = list(RegionMonth.objects.values_list("adviser", column))
    return sum(number for person, number in rows if person is None), sum(number for person, number in rows if person)


def test_visit_of_two_advisers_counts_once_for_all_and_once_for_each(noord, anna, lea):
    visit = make_visit(make_employer(region=noord, by=anna), by=anna, advisers=[anna, lea])
    actions.conclude_checklist(by=anna, checklist=start_checklist(visit, by=anna))
    assert get_counts("visits") == (1, 2)


def test_employer_counts_once_a_quarter_however_often_it_is_visited(noord, anna):
    employer = make_employer(region=noord, by=anna)
    first, second = (conclude(employer, by=anna, I1=3) for _ in range(2))
    assert get_counts("visits") == (2, 2)
    assert get_counts("employers") == (1, 0)
    actions.reopen_checklist(by=anna, checklist=first, reason="Er bleef iets liggen")
    assert get_counts("employers") == (1, 0)
    actions.reopen_checklist(by=anna, checklist=second, reason="Er bleef iets liggen")
    assert get_counts("employers") == (0, 0)
    assert rebuild_summaries(by=None) == 0


def test_visit_late_on_new_years_eve_counts_in_the_old_year(noord, anna):
    checklist = start_checklist(make_visit(make_employer(region=noord, by=anna), by=anna), by=anna)
    Visit.objects.filter(pk=checklist.visit_id).update(
        planned_at="2025-12-31T22:30:00Z"
    )  # half past eleven in Groningen
    actions.conclude_checklist(by=anna, checklist=checklist)
    assert Visit.objects.get().held_on == date(2025, 12, 31)
    assert AnswerCount.objects.first().month == date(2025, 12, 1)


def test_reopening_takes_away_what_concluding_added(noord, anna):
    checklist = conclude(make_employer(region=noord, by=anna), by=anna, I1=3)
    actions.reopen_checklist(by=anna, checklist=checklist, reason="Er bleef iets liggen")
    assert not AnswerCount.objects.exclude(number=0).exists()
    assert get_counts("visits") == (0, 0)
    assert Employer.objects.get().first_visit_on is None
    answer(checklist, by=anna, I1=1)
    actions.conclude_checklist(by=anna, checklist=checklist)
    assert count(noord, "I1") == {"1": 1}
    assert get_counts("visits") == (1, 1)
    assert Employer.objects.get().first_visit_on == timezone.localdate()


def get_digest(kept):
    """Return {how: the keys of the questions that were answered so} of a digest."""
    keys = dict(Question.objects.values_list("pk", "key"))
    names = ("low", "high", "not_discussed", "not_applicable")
    return {name: {keys[number] for number in getattr(kept, name)} for name in names}


def test_concluded_visit_keeps_which_questions_were_answered_how(noord, anna):
    checklist = conclude(make_employer(region=noord, by=anna), by=anna, I1=1, O1=2, O2=3, V1=-1, V2=0, V3=1, O7="nvt")
    kept = AnswerDigest.objects.get()
    found = get_digest(kept)
    assert (kept.visit, kept.region, kept.employer) == (checklist.visit, noord, checklist.visit.employer)
    assert kept.held_on == timezone.localdate()
    assert (found["low"], found["high"], found["not_applicable"]) == ({"I1", "V1"}, {"O2", "V3"}, {"O7"})
    asked = set(checklist.answers.values_list("question__key", flat=True))
    assert found["not_discussed"] == asked - {"I1", "O1", "O2", "V1", "V2", "V3", "O7"}
    actions.reopen_checklist(by=anna, checklist=checklist, reason="Er bleef iets liggen")
    assert not AnswerDigest.objects.exists()


def test_conclusion_that_fails_counts_nothing(noord, anna, monkeypatch):
    checklist = start_checklist(make_visit(make_employer(region=noord, by=anna), by=anna), by=anna)
    monkeypatch.setattr("employers.actions.record_assessment", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.conclude_checklist(by=anna, checklist=checklist)
    assert not AnswerCount.objects.exists()
    assert not AnswerDigest.objects.exists()
    assert not RegionMonth.objects.exists()


def test_visit_keeps_what_it_ended_in_while_it_is_concluded(noord, anna):
    employer = make_employer(region=noord, by=anna)
    checklist = start_checklist(make_visit(employer, by=anna, planned_at=timezone.now()), by=anna)
    answer_all(checklist, by=anna, level=1, I5a=0)
    actions.conclude_checklist(by=anna, checklist=checklist)
    visit = Visit.objects.get()
    score = queries.score_checklist(checklist, queries.get_answer_rows(checklist))
    assert (visit.profile, visit.lowest_determinant) == (score.profile, score.lowest) == ("P5", score.lowest)
    actions.reopen_checklist(by=anna, checklist=checklist, reason="Er bleef iets liggen")
    visit.refresh_from_db()
    assert (visit.held_on, visit.profile, visit.lowest_determinant) == (None, "", "")


def test_first_visit_is_the_earliest_that_was_held(noord, anna):
    employer = make_employer(region=noord, by=anna)
    late = conclude(employer, by=anna, days_ago=10)
    early = conclude(employer, by=anna, days_ago=40)
    employer.refresh_from_db()
    assert employer.first_visit_on == timezone.localdate(early.visit.planned_at)
    actions.reopen_checklist(by=anna, checklist=early, reason="Verkeerde werkgever")
    employer.refresh_from_db()
    assert employer.first_visit_on == timezone.localdate(late.visit.planned_at)


class TestAdvice:
    def test_advice_counts_once_however_often_it_is_corrected(self, noord, anna, lea):
        visit = make_visit(make_employer(region=noord, by=anna), by=anna, planned_at=timezone.now())
        answer_all(start_checklist(visit, by=anna), by=anna, level=3, I5a=0)
        give_advice(visit, by=anna)
        actions.give_advice(by=lea, checklist=visit.checklist)
        visit.refresh_from_db()
        assert (visit.advised_on, visit.advised_by) == (timezone.localdate(), anna)
        assert get_counts("advices") == (1, 1)

    def test_advised_instruments_are_those_in_the_advice(self, noord, anna):
        visit = make_visit(make_employer(region=noord, by=anna), by=anna, planned_at=timezone.now())
        answer_all(start_checklist(visit, by=anna), by=anna, level=3, I5a=0)
        advice = give_advice(visit, by=anna)
        rows = AdvisedInstrument.objects.filter(advice=advice)
        assert [row.slug for row in rows] == [one["slug"] for one in advice.content["instruments"]] != []
        assert {(row.region, row.employer, row.given_on) for row in rows} == {
            (noord, visit.employer, timezone.localdate())
        }

    def test_employer_counts_once_a_quarter_however_often_an_instrument_is_advised(self, noord, anna):
        visit = make_visit(make_employer(region=noord, by=anna), by=anna, planned_at=timezone.now())
        answer_all(start_checklist(visit, by=anna), by=anna, level=3, I5a=0)
        first = give_advice(visit, by=anna)
        again = actions.give_advice(by=anna, checklist=visit.checklist)
        earlier = date(2025, 2, 1)
        AdvisedInstrument.objects.filter(advice=first).update(given_on=earlier)
        third = actions.give_advice(by=anna, checklist=visit.checklist)
        rows = AdvisedInstrument.objects.order_by("pk")
        assert [set(rows.filter(advice=one).values_list("is_first", flat=True)) for one in (first, again, third)] == [
            {True},
            {False},
            {False},
        ]
        wrong = rows.filter(advice=again).count()  # the first of this quarter, now that the one before is of last year
        assert rebuild_summaries(by=None) == wrong > 0
        assert set(rows.filter(advice=again).values_list("is_first", flat=True)) == {True}
        assert rebuild_summaries(by=None) == 0


class TestMoves:
    def test_move_keeps_how_long_the_employer_stood_there(self, noord, anna):
        employer = make_employer(region=noord, by=anna)
        Employer.objects.update(stage_since_on=timezone.localdate() - timedelta(days=12))
        employers.move_stage(by=anna, employer=employer, to="first_contact", seen="new")
        employers.move_stage(by=anna, employer=employer, to="closed", seen="first_contact", reason="Gaat dicht")
        assert list(StageChange.objects.values_list("from_stage", "days")) == [("new", 12), ("first_contact", 0)]


def move_to(table, region):
    """Give every row of a table another region, and let the database look at it now instead of at the end."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE employers_{table} SET region_id = %s", [region.pk])
    connection.check_constraints()


class TestRegion:
    def test_every_row_has_the_region_of_its_employer(self, noord, anna):
        employer = make_employer(region=noord, by=anna)
        visit = make_visit(employer, by=anna)
        rows = [visit, make_agreement(visit, by=anna), make_placement(employer, by=anna), StageChange.objects.get()]
        assert [row.region_id for row in rows] == [noord.pk] * 4

    @pytest.mark.parametrize("table", ["visit", "agreement", "placement", "stagechange"])
    def test_database_refuses_another_region_than_the_employers(self, table, noord, zuid, anna):
        employer = make_employer(region=noord, by=anna)
        make_agreement(make_visit(employer, by=anna), by=anna)
        make_placement(employer, by=anna)
        with pytest.raises(IntegrityError, match="region_of_its_employer"), transaction.atomic():
            move_to(table, zuid)


class TestRebuild:
    @pytest.fixture
    def history(self, noord, zuid, anna, chris):
        """Many visits at random: concluded, reopened, concluded again, advised."""
        chance = random.Random(4)
        places = [(noord, anna), (zuid, chris)]
        spots = [(make_employer(region=region, by=by), by) for region, by in places for _ in range(3)]
        keys = [question.key for question in queries.get_current_questions()]
        for _ in range(40):
            employer, by = chance.choice(spots)
            values = {key: chance.choice([0, 1, 2, "nvt"]) for key in chance.sample(keys, 9)}
            checklist = conclude(employer, by=by, days_ago=chance.randrange(400), **values)
            if chance.random() < 0.4:
                actions.reopen_checklist(by=by, checklist=checklist, reason="Er bleef iets liggen")
                answer(checklist, by=by, I1=chance.randrange(5))
                if chance.random() < 0.7:
                    actions.conclude_checklist(by=by, checklist=checklist)
        return spots

    def test_counts_kept_visit_by_visit_equal_counting_again(self, history):
        before = list(AnswerCount.objects.values_list("region", "month", "question", "code", "number"))
        assert len(before) > 500
        assert rebuild_summaries(by=None) == 0
        assert list(AnswerCount.objects.values_list("region", "month", "question", "code", "number")) == before

    def test_wrong_counts_are_found_and_set_right(self, history, noord):
        truth = set(AnswerCount.objects.exclude(number=0).values_list("region", "month", "question", "code", "number"))
        gone, wrong, extra = AnswerCount.objects.filter(region=noord, number__gt=0)[:3]
        gone.delete()
        AnswerCount.objects.filter(pk=wrong.pk).update(number=77)
        AnswerCount.objects.create(region=noord, month=date(2001, 1, 1), question=extra.question, code="3", number=5)
        RegionMonth.objects.filter(region=noord).update(visits=-3)
        assert rebuild_summaries(by=None) == 3 + RegionMonth.objects.filter(region=noord).count()
        kept = AnswerCount.objects.exclude(number=0).values_list("region", "month", "question", "code", "number")
        assert set(kept) == truth
        assert rebuild_summaries(by=None) == 0

    def test_wrong_digests_are_found_and_set_right(self, history):
        truth = list(AnswerDigest.objects.values_list())
        assert len(truth) > 10
        gone, wrong, late, *_ = AnswerDigest.objects.all()
        gone.delete()
        AnswerDigest.objects.filter(pk=wrong.pk).update(low=wrong.high, high=wrong.low)
        AnswerDigest.objects.filter(pk=late.pk).update(held_on=date(2001, 1, 1))
        waiting = Visit.objects.filter(held_on=None).first()
        AnswerDigest.objects.create(
            visit=waiting,
            region=waiting.region,
            employer=waiting.employer,
            held_on=date(2001, 1, 1),
            low=[],
            high=[],
            not_discussed=[],
            not_applicable=[],
        )
        assert rebuild_summaries(by=None) == 4
        assert list(AnswerDigest.objects.values_list()) == truth
        assert rebuild_summaries(by=None) == 0

    def test_command_says_whether_the_counts_were_right(self, noord, anna, capsys):
        conclude(make_employer(region=noord, by=anna), by=anna, I1=3)
        call_command("rebuild_summaries")
        assert capsys.readouterr().out == "Alle tellingen kloppen.\n"
        AnswerCount.objects.filter(question__key="I1").update(number=4)
        call_command("rebuild_summaries")
        assert capsys.readouterr().err == "1 tellingen klopten niet en zijn rechtgezet.\n"
