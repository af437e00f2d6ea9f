"""Two people change one employer in the same instant: nobody's work is lost and nobody meets an error."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from employers import actions
from employers.actions import agreements as agreement_actions
from employers.models import Agreement, Employer, StageChange
from safekeeping.acting import acting_as_system
from tests.builders import make_employer, make_visit

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Run each of `works` in a thread and a connection of its own; return what each returned or raised."""
    outcomes = [None] * len(works)

    def run(place, work):
        try:
            with acting_as_system("tests"):
                outcomes[place] = work()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture
def employer(reference, noord, anna):
    return make_employer(region=noord, by=anna, account_holder=anna)


def test_two_agreements_at_once_are_both_kept_and_the_first_one_counts(employer, anna, lea, monkeypatch):
    both_wrote = threading.Barrier(2, timeout=20)
    lock = agreement_actions.lock_employer

    def lock_when_both_wrote(**arguments):
        both_wrote.wait()  # each has its own row by now, and both want the employer's
        return lock(**arguments)

    monkeypatch.setattr(agreement_actions, "lock_employer", lock_when_both_wrote)
    today = timezone.localdate()
    days = {anna: 9, lea: 3}

    def make(person):
        fields = {"side": "desk", "who": "WSP", "what": "belt", "due_on": today + timedelta(days=days[person])}
        return lambda: actions.make_agreement(by=person, employer=employer, fields=fields)

    outcomes = at_once(*(make(person) for person in days))
    assert [type(one) for one in outcomes] == [Agreement, Agreement], outcomes
    assert Employer.objects.get(pk=employer.pk).next_due_on == today + timedelta(days=3)


def test_of_two_moves_at_once_one_is_made_and_the_other_hears_who_was_first(employer, anna, lea):
    def move(person, to, **fields):
        return lambda: actions.move_stage(by=person, employer=employer, to=to, seen="new", **fields)

    outcomes = at_once(move(anna, "first_contact"), move(lea, "closed", reason="Gestopt"))
    (stale,) = [one for one in outcomes if isinstance(one, actions.StaleStage)]
    change = StageChange.objects.get(employer=employer)
    assert stale.change == change
    assert Employer.objects.get(pk=employer.pk).stage == change.to_stage


def test_move_by_hand_and_by_an_event_at_once_leave_one_history_without_gaps(employer, anna, lea):
    def plan():
        return make_visit(employer, by=anna)

    def move():
        return actions.move_stage(by=lea, employer=employer, to="first_contact", seen="new")

    at_once(plan, move)
    moves = list(StageChange.objects.filter(employer=employer).values_list("from_stage", "to_stage"))
    stages = ["new", *(to for _, to in moves)]
    assert [before for before, _ in moves] == stages[:-1]
    assert Employer.objects.get(pk=employer.pk).stage == stages[-1]
