"""Handing employers over: who may, what both sides see, and what nobody loses."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from employers import actions
from employers.models import Employer, HandOver, TimelineEntry
from regions.actions import add_member
from regions.models import Role
from tests.builders import make_agreement, make_employer, make_visit


@pytest.fixture
def mehmet(noord):
    return add_member(by=None, email="mehmet@voorbeeld.nl", name="Mehmet Kaya", role=Role.ADVISER, region=noord)


@pytest.fixture
def three(noord, anna, mehmet):
    """Three employers of Anna; Mehmet advises the first one already."""
    advisers = {0: [mehmet]}
    return [
        make_employer(
            region=noord, by=anna, name=f"Werkgever {place}", account_holder=anna, advisers=advisers.get(place, [])
        )
        for place in range(3)
    ]


@pytest.fixture
def hand_over(as_user, lea, noord):
    """Return a function that posts a hand-over as Lea."""
    client = as_user(lea)

    def post(employers, to, note="Mehmet kent de buurt", **fields):
        data = {"employers": [getattr(one, "pk", one) for one in employers], "to": getattr(to, "pk", to), "note": note}
        return client.post(reverse("employers:hand_over", args=[noord.slug]), {**data, **fields})

    return post


def today_of(client, person, region):
    client.force_login(person)
    return client.get(reverse("employers:today", args=[region.slug])).content.decode()


def test_selected_employers_get_another_fixed_contact_with_a_note_in_each_dossier(hand_over, three, mehmet, lea, anna):
    assert hand_over(three[:2], mehmet).status_code == 302
    for row in Employer.objects.filter(pk__in=[one.pk for one in three[:2]]):
        assert row.account_holder == mehmet
        assert mehmet not in row.advisers.all()
        entry = TimelineEntry.objects.filter(employer=row).first()
        assert (entry.detail, entry.happened_by) == ("Mehmet Kaya: Mehmet kent de buurt", lea)
    assert Employer.objects.get(pk=three[2].pk).account_holder == anna


def test_both_see_the_note_today_and_a_third_does_not(hand_over, client, three, mehmet, anna, lea, noord):
    hand_over(three[:1], mehmet)
    assert "Van Anna de Vries naar u, door Lea Bakker" in today_of(client, mehmet, noord)
    giver = today_of(client, anna, noord)
    assert "Van u naar Mehmet Kaya" in giver
    assert "Mehmet kent de buurt" in giver
    assert "Mehmet kent de buurt" not in today_of(client, lea, noord)


def test_agreements_go_along_to_who_keeps_them_now(hand_over, client, three, mehmet, anna, noord):
    make_agreement(make_visit(three[0], by=anna), by=anna, what="stuurt de folder", due_on=timezone.localdate())
    hand_over(three[:1], mehmet)
    assert "stuurt de folder" in today_of(client, mehmet, noord)
    assert "stuurt de folder" not in today_of(client, anna, noord)


def test_who_is_fixed_contact_already_changes_nothing(hand_over, three, anna):
    assert hand_over(three, anna).status_code == 302
    assert not HandOver.objects.exists()


def test_profile_form_of_before_the_hand_over_does_not_put_the_old_contact_back(hand_over, three, mehmet, anna):
    before = Employer.objects.get(pk=three[0].pk)
    hand_over(three[:1], mehmet)
    with pytest.raises(actions.StaleEmployer):
        actions.change_employer(by=anna, employer=before, fields={"account_holder": anna}, revision=before.revision)
    assert Employer.objects.get(pk=three[0].pk).account_holder == mehmet


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"employers": []}, "Vink eerst de werkgevers aan"),
        ({"employers": ["999999"]}, "staat niet meer in deze lijst"),
        ({"employers": ["x"]}, "staat niet meer in deze lijst"),
        ({"to": ""}, "Kies een adviseur."),
        ({"to": "999999"}, "Kies een adviseur uit de lijst."),
        ({"note": "  "}, "Schrijf een korte notitie"),
        ({"note": "x" * 301}, "Houd de notitie korter dan 300 tekens."),
    ],
)
def test_hand_over_that_cannot_be_keeps_what_was_ticked_and_says_why(change, sentence, hand_over, three, mehmet):
    known = {"employers": three[:2], "to": mehmet, "note": "Kent de buurt"}
    response = hand_over(**{**known, **change})
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert not HandOver.objects.exists()
    if "employers" not in change:
        assert page.count('form="overdragen" checked') == 2


def test_filters_stay_on_after_a_hand_over(hand_over, three, mehmet, noord):
    back = hand_over(three[:1], mehmet, filters="sector=C").url
    assert back == f"{reverse('employers:pipeline', args=[noord.slug])}?weergave=tabel&sector=C"


def test_employer_of_another_region_cannot_be_taken_along(hand_over, three, mehmet, zuid, chris):
    theirs = make_employer(region=zuid, by=chris, account_holder=chris)
    assert hand_over([three[0], theirs], mehmet).status_code == 422
    assert Employer.objects.get(pk=theirs.pk).account_holder == chris
    assert not HandOver.objects.exists()


@pytest.mark.parametrize("person", ["bas", "chris"])
def test_receiver_must_be_an_adviser_of_this_region(person, hand_over, three, request):
    assert hand_over(three[:1], request.getfixturevalue(person)).status_code == 422


def test_adviser_sees_no_boxes_and_may_not_hand_over(client, anna, mehmet, three, noord):
    client.force_login(anna)
    page = client.get(reverse("employers:pipeline", args=[noord.slug]), {"weergave": "tabel"}).content.decode()
    assert "Draag over" not in page
    data = {"employers": [three[0].pk], "to": mehmet.pk, "note": "x"}
    assert client.post(reverse("employers:hand_over", args=[noord.slug]), data).status_code == 403


def test_employers_of_who_left_can_still_be_found_to_hand_over(client, lea, anna, three, noord):
    anna.is_active = False
    anna.save()
    client.force_login(lea)
    url = reverse("employers:pipeline", args=[noord.slug])
    context = client.get(url, {"weergave": "tabel", "adviseur": anna.pk}).context
    assert context["total"] == 3


def test_hand_over_of_a_month_ago_is_no_longer_news(hand_over, client, three, mehmet, noord):
    hand_over(three[:1], mehmet)
    HandOver.objects.update(handed_at=timezone.now() - timedelta(days=30))
    assert "Overgedragen" not in today_of(client, mehmet, noord)
