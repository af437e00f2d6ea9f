"""Costly doors open only so often: the refusal is a sentence, counts per person, and never stands before an answer."""

import pytest
from django.urls import reverse

from tests.builders import make_contact, make_employer, make_visit, start_checklist
from tests.test_access_matrix import url_names
from wsp.limits import COSTLY


@pytest.fixture
def narrow(settings):
    """Two times a minute is enough to be refused."""
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {
        "paper": "2/m/user",
        "export": "2/m/user",
        "search": "2/m/user",
        "calendar": "2/m/ip",
    }


def test_every_costly_door_exists_and_has_a_limit(settings):
    assert set(COSTLY) <= set(url_names())
    assert set(COSTLY.values()) <= set(settings.ACCOUNT_RATE_LIMITS)


@pytest.mark.usefixtures("narrow", "reference")
class TestRefusal:
    def test_third_export_in_a_minute_is_refused_with_a_sentence_and_a_time(self, as_user, anna, noord):
        client, address = as_user(anna), reverse("employers:pipeline_csv", args=[noord.slug])
        assert [client.get(address).status_code for _ in range(3)] == [200, 200, 429]
        refused = client.get(address)
        assert "Wacht een paar minuten" in refused.content.decode()
        assert refused.headers["Retry-After"] == "60"

    def test_two_kinds_of_export_count_together(self, as_user, anna, noord):
        client = as_user(anna)
        doors = ["employers:pipeline_csv", "employers:pipeline_xlsx", "employers:pipeline_csv"]
        assert [client.get(reverse(door, args=[noord.slug])).status_code for door in doors] == [200, 200, 429]

    def test_one_person_does_not_use_up_the_turns_of_another(self, client, anna, lea, noord):
        address = reverse("employers:pipeline_csv", args=[noord.slug])
        client.force_login(anna)
        assert [client.get(address).status_code for _ in range(3)][-1] == 429
        client.force_login(lea)
        assert client.get(address).status_code == 200

    def test_search_is_counted_and_looking_at_the_list_is_not(self, as_user, anna, noord):
        client, address = as_user(anna), reverse("employers:list", args=[noord.slug])
        assert {client.get(address).status_code for _ in range(5)} == {200}
        assert [client.get(address, {"q": "bakker"}).status_code for _ in range(3)] == [200, 200, 429]
        assert client.get(address).status_code == 200

    def test_search_while_typing_gets_one_sentence_in_the_place_of_the_list(self, as_user, anna, noord):
        client, address = as_user(anna), reverse("employers:list", args=[noord.slug])
        part = [client.get(address, {"q": "bakker"}, headers={"HX-Request": "true"}) for _ in range(3)][-1]
        assert part.status_code == 429
        assert "Wacht een paar minuten" in part.content.decode()
        assert "<html" not in part.content.decode()
        page = client.get(reverse("employers:list", args=[noord.slug])).content.decode()
        assert "409|422|429" in page  # htmx shows it

    def test_refused_paper_is_not_made(self, as_user, anna, noord, monkeypatch):
        made = []
        monkeypatch.setattr("employers.views.persons.render_about", lambda *a, **k: made.append(1) or b"%PDF-1.7")
        contact = make_contact(make_employer(region=noord, by=anna), by=anna)
        client, address = as_user(anna), reverse("employers:contact_pdf", args=[contact.pk])
        assert [client.get(address).status_code for _ in range(3)] == [200, 200, 429]
        assert len(made) == 2

    def test_stranger_is_sent_to_sign_in_and_not_counted(self, client, noord):
        address = reverse("employers:pipeline_csv", args=[noord.slug])
        assert {client.get(address).status_code for _ in range(5)} == {302}

    def test_answers_are_never_refused_for_being_quick(self, as_user, anna, noord):
        visit = make_visit(make_employer(region=noord, by=anna), by=anna)
        start_checklist(visit, by=anna)
        client, address = as_user(anna), reverse("checklists:save_answer", args=[visit.pk, "O7"])
        codes = [
            client.post(address, {"answer": "3", "revision": number}, headers={"HX-Request": "true"}).status_code
            for number in range(40)
        ]
        assert 429 not in codes
