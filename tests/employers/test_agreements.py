"""Agreements: who does what by when, until they are closed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from employers import actions
from employers.models import Agreement
from tests.builders import make_agreement, make_contact, make_employer, make_visit


@pytest.fixture
def visit(noord, anna):
    return make_visit(make_employer(region=noord, by=anna), by=anna)


def typed(**changes):
    day = timezone.localdate() + timedelta(days=7)
    return {"side": "desk", "who": "WSP", "what": "Stuurt drie profielen", "due_on": day.isoformat(), **changes}


def test_agreement_of_a_visit_is_stored_and_shown(as_user, anna, visit):
    client, url = as_user(anna), reverse("employers:agreements", args=[visit.pk])
    assert client.post(url, typed()).url == url
    assert "Stuurt drie profielen" in client.get(url).content.decode()
    assert Agreement.objects.get().visit == visit


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"side": "ander"}, "side", "Kies wie het doet"),
        ({"side": ""}, "side", "Kies wie het doet"),
        ({"who": ""}, "who", "Vul in wie het doet"),
        ({"what": ""}, "what", "Schrijf op wat u afspreekt"),
        ({"what": "x" * 301}, "what", "korter dan 300"),
        ({"due_on": "31-02-2027"}, "due_on", "geen datum die bestaat"),
        ({"due_on": "2020-01-01"}, "due_on", "Deze dag kan niet"),
        ({"due_on": "2099-01-01"}, "due_on", "Deze dag kan niet"),
    ],
)
def test_wrong_agreement_gets_a_sentence_and_nothing_is_stored(wrong, field, sentence, as_user, anna, visit):
    response = as_user(anna).post(reverse("employers:agreements", args=[visit.pk]), typed(**wrong))
    assert response.status_code == 422
    assert sentence in " ".join(response.context["form"].errors[field])
    assert not Agreement.objects.exists()


def test_names_to_choose_from_are_those_who_work_there_now_and_the_desk(as_user, anna, visit):
    make_contact(visit.employer, by=anna, name="Henk Wiersma")
    make_contact(visit.employer, by=anna, name="Oud Collega", is_current=False)
    page = as_user(anna).get(reverse("employers:agreements", args=[visit.pk])).content.decode()
    assert '<option value="Henk Wiersma">' in page
    assert f'<option value="{visit.employer.region.desk}">' in page
    assert "Oud Collega" not in page


def test_open_agreement_returns_at_the_next_visit_until_it_is_closed(as_user, anna, visit):
    agreement = make_agreement(visit, by=anna, what="Belt over de taken")
    following = make_visit(visit.employer, by=anna)
    client, url = as_user(anna), reverse("employers:agreements", args=[following.pk])
    assert client.get(url).context["earlier"] == [agreement]
    client.post(reverse("employers:close_agreement", args=[agreement.pk]), {"state": "done"})
    assert client.get(url).context["earlier"] == []


def test_dropped_agreement_needs_a_reason(as_user, anna, visit):
    agreement = make_agreement(visit, by=anna)
    client, url = as_user(anna), reverse("employers:close_agreement", args=[agreement.pk])
    assert client.post(url, {"state": "dropped"}).status_code == 422
    assert client.post(url, {"state": "weg"}).status_code == 422
    agreement.refresh_from_db()
    assert agreement.state == "open"
    assert client.post(url, {"state": "dropped", "note": "Werkgever heeft geen tijd"}).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.state, agreement.closing_note, agreement.closed_by) == (
        "dropped",
        "Werkgever heeft geen tijd",
        anna,
    )


def test_agreement_closed_by_a_colleague_is_told_and_stays_as_it_is(as_user, anna, lea, visit):
    agreement = make_agreement(visit, by=anna)
    actions.close_agreement(by=lea, agreement=agreement, state="done", note="")
    response = as_user(anna).post(
        reverse("employers:close_agreement", args=[agreement.pk]), {"state": "dropped", "note": "te laat"}, follow=True
    )
    agreement.refresh_from_db()
    assert "was al afgesloten" in response.content.decode()
    assert (agreement.state, agreement.closed_by) == ("done", lea)


def test_agreement_outside_a_visit_moves_a_visited_employer(as_user, anna, noord):
    employer = make_employer(region=noord, by=anna)
    visit = make_visit(employer, by=anna)
    actions.start_visit(by=anna, visit=visit)
    actions.conclude_visit(by=anna, visit=visit)
    as_user(anna).post(reverse("employers:add_agreement", args=[employer.pk]), typed())
    employer.refresh_from_db()
    assert employer.stage == "agreed"


def test_reader_sees_agreements_but_no_form(as_user, bas, anna, visit):
    make_agreement(visit, by=anna, what="Belt over de taken")
    page = as_user(bas).get(reverse("employers:agreements", args=[visit.pk])).content.decode()
    assert "Belt over de taken" in page
    assert "Nieuwe afspraak" not in page
    assert "Sluit af" not in page
