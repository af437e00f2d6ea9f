"""Taking the cancelling of a visit back: the visit, the employer's stage, and what happened in the meantime."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from checklists.models import Answer
from employers import actions
from employers.models import Employer, StageChange, TimelineEntry
from tests.builders import answer, make_contact, make_employer, make_visit, start_checklist

BUTTON = "Zet het bezoek terug"


@pytest.fixture
def employer(noord, anna):
    employer = make_employer(region=noord, by=anna)
    make_contact(employer, by=anna)
    return employer


@pytest.fixture
def visit(employer, anna):
    return make_visit(employer, by=anna)


@pytest.fixture
def cancel(as_user, anna):
    """Return a function that cancels a visit on the screen as Anna does, and returns the page she lands on."""
    return lambda visit: as_user(anna).post(
        reverse("employers:cancel_visit", args=[visit.pk]), {"reason": "Vergissing"}, follow=True
    )


@pytest.fixture
def restore(as_user, anna):
    return lambda visit: as_user(anna).post(reverse("employers:restore_visit", args=[visit.pk]), follow=True)


def text(response):
    return response.content.decode()


def stages(employer):
    return list(StageChange.objects.filter(employer=employer).values_list("to_stage", "event"))


def test_message_after_cancelling_has_the_button_that_takes_it_back(cancel, restore, visit):
    page = text(cancel(visit))
    assert BUTTON in page
    assert f'action="{reverse("employers:restore_visit", args=[visit.pk])}"' in page
    after = restore(visit)
    visit.refresh_from_db()
    assert "Het bezoek staat weer op gepland." in text(after)
    assert (visit.state, visit.cancelled_at, visit.cancel_reason) == ("planned", None, "")


def test_page_of_a_cancelled_visit_keeps_offering_it_to_who_may(cancel, as_user, anna, bas, visit):
    cancel(visit)
    url = reverse("employers:visit", args=[visit.pk])
    as_user(anna).get(url)  # the message is gone after this
    assert "Zet dit bezoek terug" in text(as_user(anna).get(url))
    assert "Zet dit bezoek terug" not in text(as_user(bas).get(url))


def test_restoring_is_a_step_of_the_visit_and_a_line_of_the_dossier(cancel, restore, visit, anna, employer):
    cancel(visit)
    page = text(restore(visit))
    step = visit.steps.last()
    assert (step.from_state, step.to_state, step.taken_by) == ("cancelled", "planned", anna)
    assert TimelineEntry.objects.filter(employer=employer, visit=visit).first().kind == "visit_restored"
    assert "Gepland (teruggezet)" in page


def test_employer_that_cancelling_moved_comes_back_by_a_new_move(cancel, restore, visit, employer):
    cancel(visit)
    assert Employer.objects.get(pk=employer.pk).stage == "first_contact"
    restore(visit)
    assert Employer.objects.get(pk=employer.pk).stage == "visit_planned"
    assert stages(employer)[-2:] == [("first_contact", "visit_cancelled"), ("visit_planned", "visit_restored")]


def test_employer_that_cancelling_left_alone_does_not_move(cancel, restore, visit, employer, anna):
    make_visit(employer, by=anna)  # another one that goes on
    before = stages(employer)
    cancel(visit)
    restore(visit)
    assert stages(employer) == before


def test_employer_that_a_colleague_moved_back_by_hand_before_stays_there(visit, employer, anna, lea):
    actions.move_stage(by=lea, employer=employer, to="first_contact", seen="visit_planned", reason="Nog geen dag")
    actions.cancel_visit(by=anna, visit=visit, reason="Vergissing")
    before = stages(employer)
    actions.restore_visit(by=anna, visit=visit)
    assert stages(employer) == before


def test_visit_that_was_under_way_is_under_way_again_with_its_answers(reference, cancel, restore, visit, anna, as_user):
    checklist = start_checklist(visit, by=anna)
    answer(checklist, by=anna, I1=3)
    cancel(visit)
    assert "Het bezoek staat weer op bezig." in text(restore(visit))
    visit.refresh_from_db()
    assert (visit.state, Answer.objects.get(checklist=checklist, question__key="I1").value) == ("under_way", 3)
    answer(checklist, by=anna, I1=2)  # and it can be filled in again
    assert Answer.objects.get(checklist=checklist, question__key="I1").value == 2


def test_second_tap_says_that_it_is_back_already(cancel, restore, visit):
    cancel(visit)
    restore(visit)
    before = visit.steps.count()
    second = restore(visit)
    assert second.status_code == 409
    assert "Dit bezoek is niet (meer) afgezegd." in text(second)
    assert visit.steps.count() == before


def test_employer_whom_a_colleague_put_aside_since_is_not_pulled_back(cancel, restore, visit, employer, lea):
    cancel(visit)
    day = timezone.localdate() + timedelta(days=90)
    actions.move_stage(
        by=lea, employer=employer, to="not_now", seen="first_contact", reason="Verbouwing", come_back_on=day
    )
    refused = restore(visit)
    visit.refresh_from_db()
    assert refused.status_code == 409
    assert f"{lea} zette deze werkgever na het afzeggen in de stap Nu niet: Verbouwing" in text(refused)
    assert (visit.state, Employer.objects.get(pk=employer.pk).stage) == ("cancelled", "not_now")


def test_who_reads_along_and_who_works_elsewhere_take_nothing_back(cancel, visit, as_user, bas, chris):
    cancel(visit)
    url = reverse("employers:restore_visit", args=[visit.pk])
    assert [as_user(one).post(url).status_code for one in (bas, chris)] == [403, 404]
    visit.refresh_from_db()
    assert visit.state == "cancelled"
