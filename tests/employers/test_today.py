"""Vandaag: what waits for someone, and for nobody else."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from employers import actions
from tests.builders import make_agreement, make_employer, make_visit


def ask(as_user, person, region):
    response = as_user(person).get(reverse("employers:today", args=[region.slug]))
    assert response.status_code == 200
    return response


def at_noon(days):
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    return noon + timedelta(days=days)


def test_visits_stand_under_what_is_to_be_done_with_them(as_user, anna, noord):
    employer = make_employer(region=noord, by=anna)
    late, today, soon, far = [make_visit(employer, by=anna, planned_at=at_noon(days)) for days in (-2, 0, 5, 40)]
    begun = make_visit(employer, by=anna, planned_at=at_noon(-20))
    actions.start_visit(by=anna, visit=begun)
    done = make_visit(employer, by=anna, planned_at=at_noon(-1))
    actions.cancel_visit(by=anna, visit=done, reason="ziek")
    context = ask(as_user, anna, noord).context
    assert context["late"] == [late]
    assert context["due_today"] == [today]
    assert context["ahead"] == [soon]
    assert context["under_way"] == [begun]
    assert far not in context["ahead"]


def test_visits_of_a_colleague_are_not_mine(as_user, anna, lea, noord):
    make_visit(make_employer(region=noord, by=anna), by=lea, planned_at=at_noon(0))
    assert ask(as_user, anna, noord).context["due_today"] == []


def test_promises_show_when_they_are_due_soon_or_late(as_user, anna, noord):
    visit = make_visit(make_employer(region=noord, by=anna, account_holder=anna), by=anna)
    late = make_agreement(visit, by=anna, due_on=timezone.localdate() - timedelta(days=1))
    soon = make_agreement(visit, by=anna, due_on=timezone.localdate() + timedelta(days=10))
    make_agreement(visit, by=anna, due_on=timezone.localdate() + timedelta(days=60))
    response = ask(as_user, anna, noord)
    assert response.context["promises"] == [late, soon]
    assert "te laat" in response.content.decode()


def test_nothing_to_do_says_what_to_do(as_user, anna, noord):
    assert "Zoek een werkgever en plan een bezoek" in ask(as_user, anna, noord).content.decode()
