"""Moving an employer on the page: what is written down, what is refused and how, and who was first."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from employers import actions
from employers.models import Employer, StageChange, StageLabel, TimelineEntry
from tests.builders import make_agreement, make_contact, make_employer, make_visit


@pytest.fixture
def employer(noord, anna):
    return make_employer(region=noord, by=anna, account_holder=anna)


@pytest.fixture
def move(as_user, anna, employer):
    """Return a function that posts a move as Anna."""
    client = as_user(anna)

    def post(to, *, htmx=None, **fields):
        known = {"to": to, "seen": Employer.objects.get(pk=employer.pk).stage}
        headers = {"HX-Request": "true", "HX-Target": htmx} if htmx else {}
        return client.post(reverse("employers:move", args=[employer.pk]), {**known, **fields}, headers=headers)

    return post


def text(response):
    return response.content.decode()


def test_move_is_written_down_with_who_when_from_to_and_why(move, employer, anna):
    assert move("closed", reason="Vestiging gaat dicht").status_code == 302
    change = StageChange.objects.get(employer=employer)
    assert (change.from_stage, change.to_stage, change.reason, change.moved_by) == (
        "new",
        "closed",
        "Vestiging gaat dicht",
        anna,
    )
    row = Employer.objects.get(pk=employer.pk)
    assert (row.stage, row.previous_stage, row.stage_since_on) == ("closed", "new", timezone.localdate())
    assert "Afgesloten: Vestiging gaat dicht" in TimelineEntry.objects.filter(employer=employer).first().detail


def test_undo_is_a_new_move(move, employer):
    move("closed", reason="Verkeerde kaart")
    assert move("new", reason="Vergissing").status_code == 302
    moves = StageChange.objects.filter(employer=employer).values_list("from_stage", "to_stage")
    assert list(moves) == [("new", "closed"), ("closed", "new")]


def test_reason_that_is_missing_is_asked_for_at_its_field(move, employer):
    response = move("closed")
    assert response.status_code == 422
    assert "Schrijf in een paar woorden op waarom." in text(response)
    assert Employer.objects.get(pk=employer.pk).stage == "new"


@pytest.mark.parametrize("day", ["", "2026-02-30", "1999-01-01", "9999-01-01", "morgen"])
def test_not_now_without_a_day_that_can_be_is_not_stored(day, move, employer):
    assert move("not_now", reason="Te druk", come_back_on=day).status_code == 422
    assert not StageChange.objects.filter(employer=employer).exists()


def test_not_now_keeps_when_to_come_back_and_forgets_it_when_taken_up_again(move, employer):
    day = timezone.localdate() + timedelta(days=40)
    move("not_now", reason="Te druk", come_back_on=day.isoformat())
    assert Employer.objects.get(pk=employer.pk).come_back_on == day
    assert move("first_contact").status_code == 302
    assert Employer.objects.get(pk=employer.pk).come_back_on is None
    assert StageChange.objects.get(to_stage="not_now").come_back_on == day


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("visit_planned", "Plan het bezoek"),
        ("visited", "Rond de checklist"),
        ("advised", "Stel het advies vast"),
        ("agreed", "Leg de afspraak vast"),
        ("to_preparation", "Naar voorbereiding kan pas na een advies"),
        ("new", "staat al in de stap Nieuw"),
    ],
)
@pytest.mark.parametrize("htmx", [None, "bord-melding"])
def test_move_that_is_not_allowed_gets_409_and_says_why(to, sentence, htmx, move, employer):
    response = move(to, htmx=htmx)
    assert response.status_code == 409
    assert sentence in text(response)
    assert not StageChange.objects.filter(employer=employer).exists()


def test_second_of_two_people_hears_who_was_first(move, employer, lea):
    actions.move_stage(by=lea, employer=employer, to="first_contact", seen="new")
    response = move("closed", seen="new", reason="Vestiging gaat dicht")
    assert response.status_code == 409
    assert "Lea Bakker was u voor" in text(response)
    assert "van Nieuw naar Eerste contact" in text(response)
    assert Employer.objects.get(pk=employer.pk).stage == "first_contact"


def test_stage_nobody_heard_of_is_no_choice(move):
    assert move("married").status_code == 422


def test_reader_and_stranger_cannot_move(client, employer, bas, chris):
    for person, status in ((bas, 403), (chris, 404)):
        client.force_login(person)
        answer = client.post(reverse("employers:move", args=[employer.pk]), {"to": "first_contact", "seen": "new"})
        assert answer.status_code == status
    assert Employer.objects.get(pk=employer.pk).stage == "new"


def test_moved_card_comes_back_in_its_column_with_all_sums(move, employer):
    response = move("first_contact", htmx="bord-melding", filters="weergave=bord")
    page = text(response)
    assert response.headers["HX-Retarget"] == f"#kaart-{employer.pk}"
    assert response.headers["HX-Reswap"] == "delete"
    assert '<ul hx-swap-oob="afterbegin:#kolom-first_contact">' in page
    for stage in StageLabel.values:
        assert f'id="telling-{stage}" hx-swap-oob="true"' in page


def test_filters_lead_back_to_the_same_pipeline_and_nowhere_else(move, employer):
    back = move("first_contact", filters="weergave=tabel&stil=30").url
    assert back == f"{reverse('employers:pipeline', args=[employer.region.slug])}?weergave=tabel&stil=30"
    evil = move("new", reason="Vergissing", filters="https://elders.voorbeeld/")
    assert evil.url.startswith(reverse("employers:pipeline", args=[employer.region.slug]))


def test_move_page_offers_only_what_is_allowed(as_user, anna, employer):
    page = text(as_user(anna).get(reverse("employers:move", args=[employer.pk])))
    offered = [stage for stage in StageLabel.values if f'name="to" value="{stage}"' in page]
    assert offered == ["first_contact", "not_now", "closed"]


def test_cancelling_the_only_visit_takes_the_employer_back(employer, anna):
    make_contact(employer, by=anna)
    visit, other = make_visit(employer, by=anna), make_visit(employer, by=anna)
    actions.cancel_visit(by=anna, visit=visit, reason="Ziek")
    assert Employer.objects.get(pk=employer.pk).stage == "visit_planned"
    actions.cancel_visit(by=anna, visit=other, reason="Ziek")
    assert Employer.objects.get(pk=employer.pk).stage == "first_contact"
    assert StageChange.objects.filter(employer=employer).last().event == "visit_cancelled"


def test_agreement_of_before_the_advice_counts_after_it(employer, anna):
    visit = make_visit(employer, by=anna)
    make_agreement(visit, by=anna)
    actions.start_visit(by=anna, visit=visit)
    actions.conclude_visit(by=anna, visit=visit)
    actions.record_advice(by=anna, visit=visit, number="2026-001")
    stages = StageChange.objects.filter(employer=employer).values_list("to_stage", flat=True)
    assert list(stages) == ["visit_planned", "visited", "advised", "agreed"]


def test_next_agreement_is_always_the_first_that_is_open(employer, anna):
    visit, today = make_visit(employer, by=anna), timezone.localdate()
    later = make_agreement(visit, by=anna, due_on=today + timedelta(days=9))
    first = make_agreement(visit, by=anna, due_on=today + timedelta(days=3))
    assert Employer.objects.get(pk=employer.pk).next_due_on == first.due_on
    actions.close_agreement(by=anna, agreement=first, state="done", note="")
    assert Employer.objects.get(pk=employer.pk).next_due_on == later.due_on
    actions.close_agreement(by=anna, agreement=later, state="dropped", note="Te druk")
    assert Employer.objects.get(pk=employer.pk).next_due_on is None
    actions.reopen_agreement(by=anna, agreement=first)
    assert Employer.objects.get(pk=employer.pk).next_due_on == first.due_on


def test_visit_that_is_recorded_afterwards_counts_as_contact_on_its_own_day(employer, anna):
    Employer.objects.filter(pk=employer.pk).update(last_contact_on="2020-01-01")
    visit = make_visit(employer, by=anna, planned_at=timezone.now() - timedelta(days=30))
    Employer.objects.filter(pk=employer.pk).update(last_contact_on="2020-01-01")
    actions.start_visit(by=anna, visit=visit)
    actions.conclude_visit(by=anna, visit=visit)
    assert Employer.objects.get(pk=employer.pk).last_contact_on == timezone.localdate(visit.planned_at)


@pytest.mark.parametrize("fields", [{"stage": "not_now"}, {"come_back_on": "2030-01-01"}])
def test_database_refuses_not_now_without_a_day_and_a_day_without_not_now(fields, employer):
    with pytest.raises(IntegrityError, match="not_now_says_when_to_come_back"), transaction.atomic():
        Employer.objects.filter(pk=employer.pk).update(**fields)


def test_move_that_needs_a_reason_is_refused_by_the_action_too(employer, anna):
    with pytest.raises(ValueError, match="reason"):
        actions.move_stage(by=anna, employer=employer, to="closed", seen="new")


def test_reason_about_somebodys_health_is_asked_about_first(move, employer):
    response = move("closed", reason="De eigenaar heeft kanker", htmx="verplaats-inhoud")
    assert response.status_code == 422
    assert "gezondheid" in text(response)
    assert Employer.objects.get(pk=employer.pk).stage == "new"
