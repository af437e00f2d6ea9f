"""The page of tips and instruments: each with its because, changed only with a reason, and every change can be undone."""

import re

import pytest
from django.urls import reverse

from checklists.models import Adjustment
from tests.builders import answer_all, make_employer, make_visit, start_checklist

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def checklist(noord, anna):
    """A willing employer that does not believe it will work out."""
    checklist = start_checklist(make_visit(make_employer(region=noord, by=anna), by=anna), by=anna)
    answer_all(checklist, by=anna, level=3, O7=0, O9a=0, O9b=0, O9c=0, I5a=0)
    return checklist


def url_of(checklist, name="recommend"):
    return reverse(f"checklists:{name}", args=[checklist.visit_id])


def show(client, checklist):
    response = client.get(url_of(checklist))
    assert response.status_code == 200
    return response.content.decode()


def first_tip(page):
    """Return the key of the first tip that can be swapped."""
    return re.search(r'name="tip-(\w+)-removed_key"', page).group(1)


def swap(client, checklist, key, **data):
    typed = {f"tip-{key}-{name}": value for name, value in {"kind": "tip", "removed_key": key, **data}.items()}
    return client.post(url_of(checklist, "adjust"), typed)


def test_each_tip_says_because_of_what_and_leads_to_the_answers(checklist, anna, as_user):
    page = show(as_user(anna), checklist)
    cards = page.split('class="kaart voorstel"')[1:]
    assert cards
    for card in cards[:3]:
        assert "<strong>Omdat</strong>" in card
        assert f"{url_of(checklist, 'fill')}#vraag-" in card


def test_swap_without_reason_gets_a_sentence_and_changes_nothing(checklist, anna, as_user):
    client = as_user(anna)
    key = first_tip(show(client, checklist))
    response = swap(client, checklist, key, added_key="", reason="")
    assert response.status_code == 422
    assert "Schrijf in een paar woorden op waarom u dit wijzigt." in response.content.decode()
    assert not Adjustment.objects.exists()


def test_swap_is_shown_with_its_reason_and_can_be_undone_whatever_its_number(checklist, anna, as_user):
    client = as_user(anna)
    page = show(client, checklist)
    key = first_tip(page)
    other = re.search(rf'id="id_tip-{key}-added_key".*?<option value="(\w+)"', page, re.S).group(1)
    assert swap(client, checklist, key, added_key=other, reason="Past beter bij dit gesprek").status_code == 302
    Adjustment.objects.update(id=1234)  # a thousands sign would send another number back
    page = show(client, checklist)
    assert "Past beter bij dit gesprek" in page
    number = re.search(r'name="adjustment" value="([^"]*)"', page).group(1)
    assert client.post(url_of(checklist, "withdraw"), {"adjustment": number}).status_code == 302
    assert Adjustment.objects.get().is_withdrawn


def test_reader_sees_the_tips_and_nothing_to_change_them_with(checklist, bas, as_user):
    page = show(as_user(bas), checklist)
    assert 'class="kaart voorstel"' in page
    assert "removed_key" not in page
