"""Saving one answer: nothing is lost, nothing unseen is overwritten, and what was changed can be read back for ever."""

import pytest
from django.db import IntegrityError, connection, transaction

from checklists import actions, queries
from checklists.models import Answer, AnswerChange, AnswerState, Checklist, SaidBy
from checklists.scoring import InvalidAnswer
from employers import actions as employers
from tests.builders import answer, make_employer, make_visit, start_checklist
from tests.threads import at_once


@pytest.fixture
def checklist(reference, noord, anna):
    """A checklist of Anna's under way, nothing answered yet."""
    return start_checklist(make_visit(make_employer(region=noord, by=anna), by=anna), by=anna)


@pytest.fixture
def committed(transactional_db, reference, noord, anna):
    """The same, for tests in which two people act at once and everything is really committed."""
    return start_checklist(make_visit(make_employer(region=noord, by=anna), by=anna), by=anna)


def save(checklist, *, by, key="O7", revision=0, value=3, state=AnswerState.ANSWERED, said_by=SaidBy.EMPLOYER, note=""):
    return actions.save_answer(
        by=by, checklist=checklist, key=key, revision=revision, state=state, value=value, said_by=said_by, note=note
    )


def get_answer(checklist, key="O7"):
    return checklist.answers.get(question__key=key)


def get_changes(checklist, key="O7"):
    rows = AnswerChange.objects.filter(answer__checklist=checklist, answer__question__key=key).order_by("revision")
    return [(row.revision, row.state, row.value, row.said_by, row.note, row.changed_by) for row in rows]


class TestSaving:
    def test_answer_is_stored_with_who_said_it_who_saved_it_and_when(self, checklist, anna):
        stored = save(checklist, by=anna, said_by=SaidBy.MANAGER, note="Denkt dat het lukt.")["O7"]
        row = get_answer(checklist)
        assert (row.state, row.value, row.said_by, row.note) == ("answered", 3, "manager", "Denkt dat het lukt.")
        assert (row.saved_by, row.revision) == (anna, 1)
        assert row.saved_at is not None
        assert (stored.value, stored.revision, stored.saved_at) == (row.value, row.revision, row.saved_at)

    def test_all_answers_come_back_by_key_in_the_order_they_are_asked(self, checklist, anna):
        answers = save(checklist, by=anna)
        assert list(answers) == [question.key for question in queries.get_questions(checklist.question_set)]
        assert queries.score_checklist(checklist, answers).determinants["W4"].value == 75

    def test_every_change_is_kept_with_who_and_in_order(self, checklist, anna, lea):
        save(checklist, by=anna, value=1)
        save(checklist, by=lea, value=4, revision=1, note="Herzien")
        save(checklist, by=anna, value=None, state=AnswerState.NOT_DISCUSSED, revision=2)
        assert get_changes(checklist) == [
            (1, "answered", 1, "employer", "", anna),
            (2, "answered", 4, "employer", "Herzien", lea),
            (3, "not_discussed", None, "employer", "", anna),
        ]

    def test_same_answer_again_is_no_change(self, checklist, anna, lea):
        first = save(checklist, by=anna)["O7"]
        for revision in (0, 1, 99):
            again = save(checklist, by=lea, revision=revision)["O7"]
            assert (again.revision, again.saved_by, again.saved_at) == (1, anna, first.saved_at)
        assert len(get_changes(checklist)) == 1

    def test_note_alone_is_a_change(self, checklist, anna):
        save(checklist, by=anna)
        save(checklist, by=anna, revision=1, note="Zei het zelf")
        assert get_answer(checklist).note == "Zei het zelf"
        assert len(get_changes(checklist)) == 2

    def test_other_questions_stay_as_they_are(self, checklist, anna):
        save(checklist, by=anna)
        rest = Answer.objects.filter(checklist=checklist).exclude(question__key="O7")
        assert set(rest.values_list("state", "value", "revision", "saved_by")) == {("not_discussed", None, 0, None)}

    def test_saving_takes_a_fixed_and_small_number_of_queries(self, checklist, anna, django_assert_num_queries):
        queries.get_items(checklist.question_set)
        with django_assert_num_queries(5):  # two of them are the savepoint of this test's own transaction
            save(checklist, by=anna)


class TestStale:
    def test_newer_answer_of_a_colleague_is_not_overwritten(self, checklist, anna, lea):
        save(checklist, by=lea, value=1, note="Twijfelt")
        with pytest.raises(actions.NewerAnswer) as refused:
            save(checklist, by=anna, value=4, revision=0)
        newer = refused.value.newer
        assert (newer.value, newer.note, newer.saved_by, newer.revision) == (1, "Twijfelt", lea, 1)
        assert get_answer(checklist).value == 1
        assert len(get_changes(checklist)) == 1

    def test_after_seeing_the_newer_answer_it_can_be_changed(self, checklist, anna, lea):
        save(checklist, by=lea, value=1)
        save(checklist, by=anna, value=4, revision=1)
        assert [change[2] for change in get_changes(checklist)] == [1, 4]

    def test_revision_from_the_future_is_stale_too(self, checklist, anna):
        with pytest.raises(actions.NewerAnswer):
            save(checklist, by=anna, revision=7)


class TestMissingIsNotZero:
    @pytest.mark.parametrize("state", [AnswerState.NOT_DISCUSSED, AnswerState.NOT_APPLICABLE])
    def test_answer_without_number_gives_its_determinant_no_value(self, state, checklist, anna):
        save(checklist, by=anna, value=2)
        answers = save(checklist, by=anna, state=state, value=None, revision=1)
        assert get_answer(checklist).value is None
        assert queries.score_checklist(checklist, answers).determinants["W4"].value is None

    def test_zero_is_an_answer(self, checklist, anna):
        answers = save(checklist, by=anna, value=0)
        assert queries.score_checklist(checklist, answers).determinants["W4"].value == 0

    def test_not_applicable_leaves_the_question_out_of_what_is_asked(self, checklist, anna):
        before = queries.score_checklist(checklist, queries.get_answer_rows(checklist)).determinants["W4"].asked
        answers = save(checklist, by=anna, state=AnswerState.NOT_APPLICABLE, value=None)
        assert queries.score_checklist(checklist, answers).determinants["W4"].asked == before - 1


class TestNothingMayChange:
    def test_concluded_checklist_refuses(self, checklist, anna):
        save(checklist, by=anna)
        actions.conclude_checklist(by=anna, checklist=checklist)
        for value, revision in ((3, 1), (4, 1), (4, 0)):
            with pytest.raises(actions.AlreadyConcluded):
                save(checklist, by=anna, value=value, revision=revision)
        assert get_answer(checklist).value == 3

    def test_cancelled_visit_refuses_and_keeps_what_was_answered(self, checklist, anna):
        save(checklist, by=anna)
        employers.cancel_visit(by=anna, visit=checklist.visit, reason="Ziek")
        fresh = Checklist.objects.get(pk=checklist.pk)
        with pytest.raises(actions.AlreadyConcluded):
            save(fresh, by=anna, value=4, revision=1)
        assert get_answer(checklist).value == 3

    def test_reopened_checklist_takes_answers_again(self, checklist, anna):
        actions.conclude_checklist(by=anna, checklist=checklist)
        actions.reopen_checklist(by=anna, checklist=checklist, reason="Nog een vraag")
        save(checklist, by=anna, value=4)
        assert get_answer(checklist).value == 4


class TestImpossible:
    @pytest.mark.parametrize(("key", "value"), [("O7", 5), ("O7", -1), ("V1", 3), ("V1", -3), ("E1", 5)])
    def test_number_off_the_scale_of_its_question_is_refused(self, key, value, checklist, anna):
        with pytest.raises(InvalidAnswer, match=f"^{key}"):
            save(checklist, by=anna, key=key, value=value)
        assert get_answer(checklist, key).revision == 0

    @pytest.mark.parametrize(
        ("state", "value"),
        [("answered", None), ("not_discussed", 0), ("not_applicable", 2), ("answered", 9), ("answered", -3)],
    )
    def test_database_refuses_a_number_that_does_not_fit_its_state(self, state, value, checklist):
        with pytest.raises(IntegrityError, match="answer_value_fits_its_state"), transaction.atomic():
            checklist.answers.update(state=state, value=value)

    def test_database_refuses_a_second_answer_to_a_question(self, checklist):
        question = get_answer(checklist).question
        with pytest.raises(IntegrityError, match="one_answer_per_question"), transaction.atomic():
            Answer.objects.create(checklist=checklist, question=question)


class TestHistory:
    @pytest.fixture
    def change(self, checklist, anna):
        save(checklist, by=anna)
        return AnswerChange.objects.get()

    def test_database_refuses_to_rewrite_a_change(self, change):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            AnswerChange.objects.update(value=0)
        change.refresh_from_db()
        assert change.value == 3

    def test_database_refuses_to_erase_a_change(self, change):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            AnswerChange.objects.all().delete()
        assert AnswerChange.objects.count() == 1

    def test_only_a_transaction_that_says_so_may_erase(self, change):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL app.may_erase = 'yes'")
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                AnswerChange.objects.update(value=0)
            AnswerChange.objects.all().delete()
        assert not AnswerChange.objects.exists()


class TestAtOnce:
    """Two people, two connections, the same moment."""

    def test_same_question_one_is_stored_and_the_other_hears_of_it(self, committed, anna, lea):
        outcomes = at_once(
            lambda: save(committed, by=anna, value=1),
            lambda: save(committed, by=lea, value=4),
        )
        refused = [outcome for outcome in outcomes if isinstance(outcome, actions.NewerAnswer)]
        stored = [outcome for outcome in outcomes if isinstance(outcome, dict)]
        assert (len(refused), len(stored)) == (1, 1)
        row = get_answer(committed)
        assert row.value == stored[0]["O7"].value == refused[0].newer.value
        assert [change[2] for change in get_changes(committed)] == [row.value]

    def test_different_questions_are_all_stored(self, committed, anna):
        keys = ["I1", "I2a", "O1", "O2", "O7", "O8", "O9a", "V1"]
        outcomes = at_once(*(lambda key=key: save(committed, by=anna, key=key, value=1) for key in keys))
        assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
        assert set(committed.answers.filter(value=1).values_list("question__key", flat=True)) == set(keys)
        assert AnswerChange.objects.count() == len(keys)

    def test_many_changes_of_one_question_by_two_people_are_all_kept(self, committed, anna, lea):
        def insist(user, values):
            for value in values:
                while True:
                    try:
                        save(committed, by=user, value=value, revision=get_answer(committed).revision)
                        break
                    except actions.NewerAnswer:
                        continue

        outcomes = at_once(lambda: insist(anna, [0, 1] * 5), lambda: insist(lea, [3, 4] * 5))
        assert outcomes == [None, None]
        changes = get_changes(committed)
        assert [change[0] for change in changes] == list(range(1, len(changes) + 1))
        assert get_answer(committed).revision == len(changes)
        assert changes[-1][2] == get_answer(committed).value
        assert {change[5] for change in changes} == {anna, lea}

    def test_same_answer_twice_is_stored_once_and_nobody_is_refused(self, committed, anna, lea):
        outcomes = at_once(lambda: save(committed, by=anna), lambda: save(committed, by=lea))
        assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
        assert len(get_changes(committed)) == 1

    @pytest.mark.parametrize("attempt", range(4))
    def test_concluding_meanwhile_never_leaves_an_answer_out_of_the_frozen_score(self, attempt, committed, anna, lea):
        answer(committed, by=anna, O7=0)
        saved, _ = at_once(
            lambda: save(committed, by=lea, value=4, revision=1),
            lambda: actions.conclude_checklist(by=anna, checklist=committed),
        )
        frozen = Checklist.objects.get(pk=committed.pk).score["determinants"]["W4"]["value"]
        assert frozen == get_answer(committed).value / 4 * 100
        assert isinstance(saved, actions.AlreadyConcluded) == (frozen == 0)

    def test_starting_twice_gives_one_checklist(self, transactional_db, reference, noord, anna, lea):
        visit = make_visit(make_employer(region=noord, by=anna), by=anna)
        first, second = at_once(
            lambda: actions.start_checklist(by=anna, visit=visit, is_short=False),
            lambda: actions.start_checklist(by=lea, visit=visit, is_short=False),
        )
        assert first == second == Checklist.objects.get()
        assert first.answers.count() == len(queries.get_current_questions())
