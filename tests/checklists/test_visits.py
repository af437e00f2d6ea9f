"""The checklist of a visit from start to conclusion, and opened again: what is frozen, and what the employer's row learns."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from checklists import actions, queries
from checklists.models import AnswerState, Checklist, QuestionSet
from checklists.scoring import SCORING_VERSION
from employers import actions as employers
from employers.actions import VisitNotAllowed
from employers.models import Employer, TimelineEntry, VisitState, VisitStep
from tests.builders import answer, answer_all, make_employer, make_visit, start_checklist

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def visit(noord, anna):
    return make_visit(make_employer(region=noord, by=anna), by=anna)


@pytest.fixture
def checklist(visit, anna):
    return start_checklist(visit, by=anna)


def conclude(checklist, *, by):
    return actions.conclude_checklist(by=by, checklist=checklist)


class TestStart:
    def test_every_question_gets_an_empty_answer(self, checklist):
        answers = queries.get_answer_rows(checklist)
        assert list(answers) == [question.key for question in queries.get_current_questions()]
        assert {row.state for row in answers.values()} == {AnswerState.NOT_DISCUSSED}
        assert {row.revision for row in answers.values()} == {0}
        assert {row.value for row in answers.values()} == {None}

    def test_visit_is_under_way(self, checklist, visit, anna):
        visit.refresh_from_db()
        assert visit.state == VisitState.UNDER_WAY
        step = VisitStep.objects.filter(visit=visit).last()
        assert (step.from_state, step.to_state, step.taken_by) == ("planned", "under_way", anna)

    def test_starting_again_gives_the_same_checklist_and_keeps_the_answers(self, checklist, visit, anna, lea):
        answer(checklist, by=anna, O7=3)
        assert start_checklist(visit, by=lea) == checklist
        assert Checklist.objects.count() == 1
        assert checklist.answers.get(question__key="O7").value == 3
        assert VisitStep.objects.filter(visit=visit, to_state="under_way").count() == 1

    def test_starting_again_may_switch_between_the_lists(self, checklist, visit, anna):
        assert not checklist.is_short
        for is_short in (True, True, False):
            assert start_checklist(visit, by=anna, is_short=is_short).is_short is is_short
            checklist.refresh_from_db()
            assert checklist.is_short is is_short

    def test_new_checklist_asks_the_current_version(self, visit, anna):
        QuestionSet.objects.create(code="fase-1", version="1999-01", title="Oud", phase=1, is_current=False)
        assert start_checklist(visit, by=anna).question_set.is_current

    def test_cancelled_visit_cannot_start(self, visit, anna):
        employers.cancel_visit(by=anna, visit=visit, reason="Ziek")
        with pytest.raises(VisitNotAllowed):
            start_checklist(visit, by=anna)
        assert not Checklist.objects.exists()

    def test_concluded_visit_cannot_start_again(self, checklist, visit, anna):
        conclude(checklist, by=anna)
        with pytest.raises(VisitNotAllowed):
            start_checklist(visit, by=anna)


class TestConclude:
    def test_score_is_frozen_with_its_version_moment_and_person(self, checklist, anna):
        answer_all(checklist, by=anna, level=3)
        row = conclude(checklist, by=anna)
        row.refresh_from_db()
        assert row.is_concluded
        assert row.concluded_by == anna
        assert (row.score["willen"], row.score["kunnen"], row.score["profile"]) == (75, 75, "P1")
        assert row.scoring_version == row.score["version"] == SCORING_VERSION

    def test_employer_learns_what_was_found(self, checklist, visit, anna):
        answer_all(checklist, by=anna, level=3, I5a=0, O9a=0, O9b=0, O9c=1)
        conclude(checklist, by=anna)
        employer = Employer.objects.get(pk=visit.employer_id)
        # K1 8.3, K2 75, K3 75: .30 x 8.3333 + .40 x 75 + .30 x 75 = 55; K1 is lowest
        assert (employer.willen, employer.kunnen, employer.profile) == (Decimal("75.0"), Decimal("55.0"), "P2")
        assert employer.lowest_determinant == "K1"
        assert employer.assessed_on == employer.last_visit_on == timezone.localdate(visit.planned_at)
        assert employer.stage == "visited"

    def test_visit_is_concluded_with_a_line_on_the_timeline(self, checklist, visit, anna):
        conclude(checklist, by=anna)
        visit.refresh_from_db()
        assert visit.state == VisitState.CONCLUDED
        assert visit.concluded_at is not None
        assert TimelineEntry.objects.filter(visit=visit, kind="visit_concluded", happened_by=anna).count() == 1

    def test_too_little_discussed_concludes_without_numbers(self, checklist, visit, anna):
        conclude(checklist, by=anna)
        employer = Employer.objects.get(pk=visit.employer_id)
        assert (employer.willen, employer.kunnen, employer.profile, employer.lowest_determinant) == (
            None,
            None,
            "P6",
            "",
        )

    def test_concluding_twice_is_refused_and_changes_nothing(self, checklist, anna, lea):
        row = conclude(checklist, by=anna)
        with pytest.raises(actions.AlreadyConcluded):
            conclude(checklist, by=lea)
        checklist.refresh_from_db()
        assert (checklist.concluded_by, checklist.concluded_at) == (anna, row.concluded_at)

    def test_cancelled_visit_cannot_be_concluded_and_nothing_is_half_written(self, checklist, visit, anna):
        employers.cancel_visit(by=anna, visit=visit, reason="Ziek")
        with pytest.raises(VisitNotAllowed):
            conclude(checklist, by=anna)
        checklist.refresh_from_db()
        assert (checklist.concluded_at, checklist.score) == (None, None)

    def test_earlier_visit_concluded_late_does_not_undo_what_the_later_one_found(self, checklist, visit, anna):
        earlier = make_visit(visit.employer, by=anna, planned_at=timezone.now() - timedelta(days=90))
        late = start_checklist(earlier, by=anna)
        answer_all(late, by=anna, level=1)
        answer_all(checklist, by=anna, level=3)
        conclude(checklist, by=anna)
        conclude(late, by=anna)
        employer = Employer.objects.get(pk=visit.employer_id)
        assert employer.willen == 75
        assert employer.last_visit_on == timezone.localdate(visit.planned_at)

    def test_database_refuses_a_conclusion_without_its_score(self, checklist, anna):
        with pytest.raises(IntegrityError, match="concluded_checklist_has"), transaction.atomic():
            Checklist.objects.update(concluded_at=timezone.now(), concluded_by=anna)


class TestReopen:
    def test_reopened_checklist_has_no_score_and_its_visit_is_under_way(self, checklist, visit, anna, lea):
        conclude(checklist, by=anna)
        row = actions.reopen_checklist(by=lea, checklist=checklist, reason="Antwoord vergeten")
        row.refresh_from_db()
        visit.refresh_from_db()
        assert (row.is_concluded, row.score, row.scoring_version, row.concluded_by) == (False, None, "", None)
        assert (visit.state, visit.concluded_at) == (VisitState.UNDER_WAY, None)
        step = VisitStep.objects.filter(visit=visit).last()
        assert (step.reason, step.taken_by) == ("Antwoord vergeten", lea)

    def test_concluding_again_freezes_the_new_score_and_tells_the_employer(self, checklist, visit, anna):
        answer_all(checklist, by=anna, level=3)
        conclude(checklist, by=anna)
        actions.reopen_checklist(by=anna, checklist=checklist, reason="Alles herzien")
        answer_all(checklist, by=anna, level=1)
        assert conclude(checklist, by=anna).score["willen"] == 25
        assert Employer.objects.get(pk=visit.employer_id).willen == 25

    def test_checklist_that_is_not_concluded_cannot_be_reopened(self, checklist, visit, anna):
        with pytest.raises(VisitNotAllowed):
            actions.reopen_checklist(by=anna, checklist=checklist, reason="Zomaar")
        assert VisitStep.objects.filter(visit=visit).count() == 2


class TestChooseProfile:
    @pytest.fixture
    def border(self, checklist, anna):
        """A checklist whose willen is 50 and whose kunnen is 75: it may be P2 or P4."""
        answer_all(checklist, by=anna, level=3, I5a=0)
        willen = {row.key: row for row in queries.get_questions(checklist.question_set)}
        sides = {"W1", "W2", "W3", "W4", "INT"}
        low = {key: 0 if row.kind == "bipolar" else 2 for key, row in willen.items() if sides & set(row.weights)}
        answer(checklist, by=anna, **low)
        return checklist

    def choose(self, checklist, profile, *, by):
        return actions.choose_profile(by=by, checklist=checklist, profile=profile, reason="Zegt het zelf ook")

    def test_choice_in_the_border_zone_holds(self, border, visit, anna):
        assert queries.get_case(border).profile == "grens"
        self.choose(border, "P2", by=anna)
        border.refresh_from_db()
        assert (border.chosen_profile, border.chosen_reason) == ("P2", "Zegt het zelf ook")
        assert queries.get_case(border).profile == "P2"
        conclude(border, by=anna)
        assert Employer.objects.get(pk=visit.employer_id).profile == "P2"

    def test_choice_no_longer_counts_when_the_score_left_the_border_zone(self, border, visit, anna):
        self.choose(border, "P4", by=anna)
        answer_all(border, by=anna, level=4, I5a=0)
        border.refresh_from_db()
        assert queries.get_case(border).profile == "P2"
        conclude(border, by=anna)
        assert Employer.objects.get(pk=visit.employer_id).profile == "P2"

    def test_choice_that_is_no_candidate_never_counts(self, border, anna):
        self.choose(border, "P3", by=anna)
        border.refresh_from_db()
        assert queries.get_case(border).profile == "grens"

    def test_concluded_checklist_refuses_a_choice(self, border, anna):
        conclude(border, by=anna)
        with pytest.raises(actions.AlreadyConcluded):
            self.choose(border, "P2", by=anna)

    def test_database_refuses_a_choice_without_a_reason(self, border):
        with pytest.raises(IntegrityError, match="chosen_profile_says_why"), transaction.atomic():
            Checklist.objects.update(chosen_profile="P2", chosen_reason="")
