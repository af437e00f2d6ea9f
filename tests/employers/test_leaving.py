"""Handing over all the work of someone who leaves: employers, visits and promises, with a line in each dossier."""

import pytest
from django.urls import reverse

from employers import actions, queries
from employers.leaving import count_open_work
from employers.models import HandOver, OpenWork, TimelineEntry, TimelineKind, VisitState
from tests.builders import make_agreement, make_employer, make_visit, start_checklist

NOTE = "Anna werkt vanaf juli ergens anders."


@pytest.fixture
def work(noord, anna, lea, reference):
    """What Anna has in hand: an employer of hers, a visit to one of Lea's, and a promise to one that nobody holds."""
    own = make_employer(region=noord, by=anna, account_holder=anna, name="Van Anna")
    shared = make_employer(region=noord, by=lea, account_holder=lea, name="Van Lea", advisers=[anna])
    loose = make_employer(region=noord, by=anna, name="Van niemand")
    planned, under_way = make_visit(own, by=anna), make_visit(shared, by=anna)
    start_checklist(under_way, by=anna)
    make_agreement(planned, by=anna)
    make_agreement(make_visit(loose, by=lea), by=anna)
    return {"own": own, "shared": shared, "loose": loose, "planned": planned, "under_way": under_way}


def hand_over(by, to, region, leaver):
    return actions.hand_over_work(by=by, region=region, leaver=leaver, to=to, note=NOTE)


def test_everything_is_counted(work, noord, anna, lea):
    assert count_open_work(anna, noord) == {
        OpenWork.EMPLOYERS.label: 1,
        OpenWork.VISITS.label: 2,
        OpenWork.AGREEMENTS.label: 2,
    }
    assert count_open_work(lea, noord)[OpenWork.VISITS.label] == 1


def test_nothing_is_left_and_the_colleague_has_it(work, noord, anna, bas, lea, ada):
    assert hand_over(ada, lea, noord, anna) == (2, 2)
    assert not any(count_open_work(anna, noord).values())
    for row in work.values():
        row.refresh_from_db()
    assert work["own"].account_holder == lea
    assert work["loose"].account_holder == lea  # its promise is kept by whom it is fixed to
    assert list(work["planned"].advisers.all()) == [lea]
    assert list(work["under_way"].advisers.all()) == [lea]
    assert work["under_way"].state == VisitState.UNDER_WAY
    assert anna not in work["shared"].advisers.all()
    promised = [one.what for one in queries.get_agenda(lea, noord)["promises"]]
    assert len(promised) == 2


def test_every_dossier_tells_it(work, noord, anna, lea, ada):
    hand_over(ada, lea, noord, anna)
    handed = HandOver.objects.filter(to_user=lea)
    assert {(row.employer.name, row.note, row.handed_by) for row in handed} == {
        ("Van Anna", NOTE, ada),
        ("Van niemand", NOTE, ada),
    }
    told = TimelineEntry.objects.filter(kind=TimelineKind.HANDED_OVER).values_list("employer__name", "visit_id")
    assert sorted(told, key=str) == [("Van Anna", None), ("Van Lea", work["under_way"].pk), ("Van niemand", None)]


def test_handing_over_is_no_contact_with_the_employer(work, noord, anna, lea, ada):
    before = work["shared"].last_contact_on
    hand_over(ada, lea, noord, anna)
    work["shared"].refresh_from_db()
    assert work["shared"].last_contact_on == before


def test_what_is_done_stays_with_who_did_it(work, noord, anna, lea, ada):
    done = make_visit(work["own"], by=anna)
    start_checklist(done, by=anna)
    actions.conclude_visit(by=anna, visit=done)
    hand_over(ada, lea, noord, anna)
    assert list(done.advisers.all()) == [anna]


def test_work_in_another_region_stays(work, noord, zuid, anna, chris, lea, ada):
    elsewhere = make_employer(region=zuid, by=chris, account_holder=anna)
    hand_over(ada, lea, noord, anna)
    elsewhere.refresh_from_db()
    assert elsewhere.account_holder == anna


class TestPage:
    def address(self, user, region):
        return reverse("employers:hand_over_work", args=[region.slug, user.memberships.get().pk])

    def test_administrator_hands_over_and_is_told_what(self, work, noord, anna, lea, ada, as_user):
        client = as_user(ada)
        page = client.get(self.address(anna, noord)).content.decode()
        assert "Open afspraken: 2" in page
        response = client.post(self.address(anna, noord), {"to": lea.pk, "note": NOTE}, follow=True)
        assert "Overgedragen aan Lea Bakker: werkgevers 2, bezoeken 2" in response.content.decode()

    @pytest.mark.parametrize("name", ["anna", "bas", "chris", "ada"])
    def test_only_a_colleague_who_does_visits_here_can_take_it(
        self, name, request, work, noord, anna, bas, chris, ada, as_user
    ):
        to = request.getfixturevalue(name)
        response = as_user(ada).post(self.address(anna, noord), {"to": to.pk, "note": NOTE})
        assert response.status_code == 422
        assert "Kies een adviseur uit de lijst" in response.content.decode()
        assert count_open_work(anna, noord)[OpenWork.EMPLOYERS.label] == 1

    def test_note_is_asked_for(self, work, noord, anna, lea, ada, as_user):
        response = as_user(ada).post(self.address(anna, noord), {"to": lea.pk, "note": ""})
        assert response.status_code == 422
        assert "Schrijf een korte notitie" in response.content.decode()

    def test_member_without_work_has_nothing_to_hand_over(self, noord, bas, ada, as_user):
        assert "niets meer in handen" in as_user(ada).get(self.address(bas, noord)).content.decode()
