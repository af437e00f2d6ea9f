"""When things go wrong: a plain page in Dutch that says what to do, the right status, and not a word about the inside."""

import socket

import pytest
from django.db import OperationalError, connections
from django.test import Client
from django.urls import reverse

from instruments import queries
from tests.builders import make_employer


@pytest.fixture
def quiet_client():
    """A client that gets the error page, as a browser does, where the test client would raise."""
    return Client(raise_request_exception=False)


def fail(error):
    def raise_it(*args, **kwargs):
        raise error

    return raise_it


class TestDatabaseDown:
    @pytest.fixture
    def without_database(self, django_db_blocker):
        """Point the app at a port where no database listens."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        real = connections["default"]
        broken = real.copy()
        broken.settings_dict |= {"HOST": "127.0.0.1", "PORT": str(port)}
        connections["default"] = broken
        with django_db_blocker.unblock():
            yield
        connections["default"] = real

    @pytest.mark.parametrize("path", ["/", "/regio/groningen/vandaag/", "/instrumenten/", "/beheer/"])
    def test_visitor_gets_a_plain_page_that_says_to_try_again(self, path, without_database, quiet_client):
        quiet_client.cookies["sessionid"] = "abcdefghijklmnopqrstuvwxyz012345"
        response = quiet_client.get(path)
        page = response.content.decode()
        assert response.status_code == 503
        assert response.headers["Retry-After"] == "30"
        assert "Het Werkgeverskompas is even niet bereikbaar" in page
        assert "Wat al was opgeslagen, is er nog." in page
        assert "127.0.0.1" not in page
        assert "Traceback" not in page
        assert "Content-Security-Policy" in response.headers

    def test_tap_gets_the_status_by_which_the_page_knows_that_nothing_was_saved(self, without_database, quiet_client):
        quiet_client.cookies["sessionid"] = "abcdefghijklmnopqrstuvwxyz012345"
        response = quiet_client.post("/bezoek/1/vraag/O7/", {"answer": "3"}, headers={"HX-Request": "true"})
        assert response.status_code == 503

    def test_signing_in_gets_the_same_page(self, without_database, quiet_client):
        response = quiet_client.post(reverse("account_login"), {"username": "anna@voorbeeld.nl", "password": "x"})
        assert response.status_code == 503


def test_database_that_breaks_off_halfway_is_unreachable_too(monkeypatch, reference, anna, quiet_client):
    quiet_client.force_login(anna)
    monkeypatch.setattr(queries, "get_executors", fail(OperationalError("server closed the connection unexpectedly")))
    monkeypatch.setattr("wsp.views.connection.close", lambda: None)  # it belongs to this test
    response = quiet_client.get(reverse("instruments:list"))
    assert response.status_code == 503
    assert "server closed" not in response.content.decode()


def test_mistake_of_ours_gets_a_page_that_says_so_and_nothing_of_the_inside(monkeypatch, reference, anna, quiet_client):
    quiet_client.force_login(anna)
    monkeypatch.setattr(queries, "get_executors", fail(ZeroDivisionError("of the inside")))
    response = quiet_client.get(reverse("instruments:list"))
    page = response.content.decode()
    assert response.status_code == 500
    assert "Dat ligt aan ons, niet aan u." in page
    assert "of the inside" not in page
    assert "ZeroDivisionError" not in page
    assert "Retry-After" not in response.headers


class TestRefused:
    @pytest.mark.parametrize(
        "sent",
        [{"data": {"name": "x" * 1_100_000}}, {"headers": {"Host": "kwaad.voorbeeld"}}],
        ids=["larger than any form", "for another address"],
    )
    def test_what_cannot_be_read_is_refused_in_words(self, sent, reference, noord, anna, quiet_client):
        quiet_client.force_login(anna)
        response = quiet_client.post(reverse("employers:create", args=[noord.slug]), **sent)
        assert response.status_code == 400
        assert "Er is niets van opgeslagen" in response.content.decode()

    def test_form_of_a_page_that_stood_open_too_long_is_refused_in_words(self, reference, anna):
        client = Client(enforce_csrf_checks=True)
        client.force_login(anna)
        response = client.post(reverse("account_change_password"), {"old_password": "x"})
        page = response.content.decode()
        assert response.status_code == 403
        assert "Deze pagina stond te lang open" in page
        assert "Uw laatste wijziging is niet opgeslagen" in page

    def test_reader_who_changes_something_is_refused_in_words(self, reference, noord, anna, as_user, bas):
        employer = make_employer(region=noord, by=anna)
        response = as_user(bas).get(reverse("employers:edit", args=[employer.pk]))
        assert response.status_code == 403
        assert "Dit mag u niet wijzigen" in response.content.decode()

    def test_employer_of_another_region_is_not_found_in_words(self, reference, noord, anna, as_user, chris):
        employer = make_employer(region=noord, by=anna)
        response = as_user(chris).get(reverse("employers:detail", args=[employer.pk]))
        page = response.content.decode()
        assert response.status_code == 404
        assert employer.name not in page
        assert "<h1>" in page
