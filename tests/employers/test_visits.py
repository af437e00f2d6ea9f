"""Visits: planned, changed, cancelled, and every step written down."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from employers import actions
from employers.models import Visit, VisitState
from tests.builders import make_contact, make_employer, make_visit


@pytest.fixture
def employer(noord, anna):
    return make_employer(region=noord, by=anna)


@pytest.fixture
def typed(anna, employer):
    """What someone types who does it right."""
    day = timezone.localdate() + timedelta(days=3)
    return {
        "planned_at_0": day.isoformat(),
        "planned_at_1": "10:30",
        "place": "online",
        "location": "beeldbellen",
        "advisers": [str(anna.pk)],
        "contacts": [str(make_contact(employer, by=anna).pk)],
        "goal": "Kennismaken",
    }


def test_planned_visit_is_stored_and_moves_the_employer(as_user, anna, employer, typed):
    response = as_user(anna).post(reverse("employers:plan_visit", args=[employer.pk]), typed)
    visit, local = Visit.objects.get(), timezone.localtime(Visit.objects.get().planned_at)
    employer.refresh_from_db()
    assert response.url == reverse("employers:visit", args=[visit.pk])
    assert (local.date().isoformat(), local.hour, local.minute) == (typed["planned_at_0"], 10, 30)
    assert list(visit.advisers.all()) == [anna]
    assert visit.contacts.count() == 1
    assert [(step.to_state, step.taken_by) for step in visit.steps.all()] == [("planned", anna)]
    assert employer.stage == "visit_planned"


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"planned_at_0": ""}, "planned_at", "Kies een dag en een tijd."),
        ({"planned_at_0": "2026-02-30"}, "planned_at", "geen datum die bestaat"),
        ({"planned_at_1": "25:00"}, "planned_at", "geen tijd"),
        ({"planned_at_0": "1999-01-01"}, "planned_at", "ligt te ver weg"),
        ({"planned_at_0": "2999-01-01"}, "planned_at", "ligt te ver weg"),
        ({"place": "maan"}, "place", "Kies waar"),
        ({"advisers": []}, "advisers", "Kies wie van ons"),
        ({"advisers": ["999999"]}, "advisers", ""),
        ({"goal": "x" * 1001}, "goal", "1.000 tekens"),
    ],
)
def test_wrong_visit_gets_a_sentence_and_nothing_is_stored(wrong, field, sentence, as_user, anna, employer, typed):
    response = as_user(anna).post(reverse("employers:plan_visit", args=[employer.pk]), {**typed, **wrong})
    assert response.status_code == 422
    assert sentence in " ".join(response.context["form"].errors[field])
    assert not Visit.objects.exists()


def test_hour_that_the_clock_skips_is_refused(as_user, anna, employer, typed, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: timezone.datetime(2027, 3, 1).date())
    data = {**typed, "planned_at_0": "2027-03-28", "planned_at_1": "02:30"}
    response = as_user(anna).post(reverse("employers:plan_visit", args=[employer.pk]), data)
    assert response.status_code == 422
    assert "planned_at" in response.context["form"].errors


def test_contact_of_another_employer_cannot_be_named(as_user, anna, noord, employer, typed):
    other = make_contact(make_employer(region=noord, by=anna), by=anna)
    data = {**typed, "contacts": [str(other.pk)]}
    assert as_user(anna).post(reverse("employers:plan_visit", args=[employer.pk]), data).status_code == 422


def test_adviser_of_another_region_cannot_be_named(as_user, anna, employer, typed, chris):
    data = {**typed, "advisers": [str(chris.pk)]}
    assert as_user(anna).post(reverse("employers:plan_visit", args=[employer.pk]), data).status_code == 422


def test_change_keeps_an_adviser_who_no_longer_works_here(as_user, anna, lea, employer, typed):
    visit = make_visit(employer, by=anna, advisers=[anna, lea])
    lea.is_active = False
    lea.save()
    data = {**typed, "advisers": [str(anna.pk), str(lea.pk)], "goal": "Nieuw doel"}
    assert as_user(anna).post(reverse("employers:edit_visit", args=[visit.pk]), data).status_code == 302
    visit.refresh_from_db()
    assert (visit.goal, visit.advisers.count()) == ("Nieuw doel", 2)


def test_cancelled_visit_stays_with_its_reason(as_user, anna, employer):
    visit = make_visit(employer, by=anna)
    client = as_user(anna)
    assert client.post(reverse("employers:cancel_visit", args=[visit.pk]), {"reason": " "}).status_code == 422
    client.post(reverse("employers:cancel_visit", args=[visit.pk]), {"reason": "Werkgever is ziek"})
    visit.refresh_from_db()
    assert (visit.state, visit.cancel_reason) == (VisitState.CANCELLED, "Werkgever is ziek")
    assert "Werkgever is ziek" in client.get(reverse("employers:visit", args=[visit.pk])).content.decode()


@pytest.mark.parametrize("door", ["employers:edit_visit", "employers:cancel_visit"])
def test_cancelled_visit_changes_no_more(door, as_user, anna, employer, typed):
    visit = make_visit(employer, by=anna)
    actions.cancel_visit(by=anna, visit=visit, reason="ziek")
    client = as_user(anna)
    page = client.post(reverse(door, args=[visit.pk]), {**typed, "reason": "anders"}, follow=True).content.decode()
    visit.refresh_from_db()
    assert "al afgerond of afgezegd" in page
    assert (visit.cancel_reason, visit.goal) == ("ziek", "")


@pytest.mark.parametrize(
    ("steps", "refused"),
    [
        (["cancel"], "start"),
        (["start", "conclude"], "cancel"),
        (["start", "conclude"], "change"),
        ([], "conclude"),
        (["cancel"], "cancel"),
        ([], "reopen"),
    ],
)
def test_step_that_does_not_follow_is_refused(steps, refused, employer, anna):
    visit = make_visit(employer, by=anna)
    take = {
        "start": lambda: actions.start_visit(by=anna, visit=visit),
        "conclude": lambda: actions.conclude_visit(by=anna, visit=visit),
        "cancel": lambda: actions.cancel_visit(by=anna, visit=visit, reason="ziek"),
        "reopen": lambda: actions.reopen_visit(by=anna, visit=visit, reason="vergeten"),
        "change": lambda: actions.change_visit(by=anna, visit=visit, fields={"goal": "x", "advisers": [anna]}),
    }
    for step in steps:
        take[step]()
    before = visit.steps.count()
    with pytest.raises(actions.VisitNotAllowed):
        take[refused]()
    assert visit.steps.count() == before


def test_concluding_sets_the_last_visit_and_reopening_keeps_the_reason(employer, anna):
    visit = make_visit(employer, by=anna)
    actions.start_visit(by=anna, visit=visit)
    actions.conclude_visit(by=anna, visit=visit)
    employer.refresh_from_db()
    assert (employer.last_visit_on, employer.stage) == (timezone.localdate(visit.planned_at), "visited")
    actions.reopen_visit(by=anna, visit=visit, reason="Antwoord vergeten")
    assert visit.steps.last().reason == "Antwoord vergeten"


def test_earlier_visit_concluded_later_does_not_set_the_last_visit_back(employer, anna):
    for days in (1, -30):
        visit = make_visit(employer, by=anna, planned_at=timezone.now() + timedelta(days=days))
        actions.start_visit(by=anna, visit=visit)
        actions.conclude_visit(by=anna, visit=visit)
    employer.refresh_from_db()
    assert employer.last_visit_on == timezone.localdate() + timedelta(days=1)


def test_database_refuses_a_cancelled_visit_without_reason(employer, anna):
    visit = make_visit(employer, by=anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(state="cancelled", cancelled_at=timezone.now())


@pytest.mark.parametrize(
    ("end", "offered"),
    [
        (lambda visit, by: None, True),
        (lambda visit, by: actions.cancel_visit(by=by, visit=visit, reason="ziek"), False),
        (lambda visit, by: [step(by=by, visit=visit) for step in (actions.start_visit, actions.conclude_visit)], False),
    ],
    ids=["planned", "cancelled", "concluded"],
)
def test_only_a_visit_that_is_open_can_be_taken_along(end, offered, as_user, anna, employer):
    visit = make_visit(employer, by=anna)
    end(visit, anna)
    page = as_user(anna).get(reverse("employers:visit", args=[visit.pk])).content.decode()
    assert ("data-take-along" in page) is offered


def test_page_of_another_region_is_not_there(as_user, chris, anna, employer):
    visit = make_visit(employer, by=anna)
    assert as_user(chris).get(reverse("employers:visit", args=[visit.pk])).status_code == 404


def test_split_date_and_time_never_raise_outside_the_form():
    from employers.forms import VisitForm

    field = VisitForm.base_fields["planned_at"]
    with pytest.raises(ValidationError):
        field.clean(["0000-00-00", "99:99"])
