"""What every request passes: the content policy on every answer, and a session that is gone in the middle of a tap."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from tests.builders import make_employer, make_visit, start_checklist

TEMPLATES = sorted((Path(__file__).resolve().parents[2] / "templates").rglob("*.html"))
HTMX = {"HX-Request": "true"}


def get_policy(response):
    """Return the content policy of a response as {directive: values}."""
    parts = response.headers["Content-Security-Policy"].split("; ")
    return {part.split(" ", 1)[0]: part.split(" ", 1)[1] for part in parts}


class TestPolicy:
    def test_policy_lets_in_our_own_files_and_nothing_else(self, client, db):
        policy = get_policy(client.get(reverse("account_login")))
        assert policy.pop("default-src") == "'none'"
        assert set(policy.values()) == {"'self'", "'none'"}
        assert policy["script-src"] == policy["style-src"] == "'self'"
        assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"

    @pytest.mark.parametrize(
        ("path", "status"),
        [("/inloggen/", 200), ("/", 302), ("/bestaat/niet/", 404), ("/beheer/login/", 302)],
    )
    def test_every_answer_carries_it(self, path, status, as_user, dana, client):
        if status == 404:
            client = as_user(dana)
        response = client.get(path)
        assert response.status_code == status
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        assert response.headers["Permissions-Policy"] == "camera=(), microphone=(), geolocation=()"
        assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["X-Content-Type-Options"] == "nosniff"

    def test_file_carries_a_short_policy_that_lets_nothing_in(self, settings):
        headers = {}
        settings.WHITENOISE_ADD_HEADERS_FUNCTION(headers, "/static/js/app.js", "/static/js/app.js")
        assert headers == {"Content-Security-Policy": "default-src 'none'"}

    def test_page_is_compressed_and_never_twice_of_the_same_length_by_its_secret_alone(self, client, db):
        """Padding of a random length (Django's) hides how well a guessed secret compresses."""
        replies = [client.get(reverse("account_login"), headers={"Accept-Encoding": "gzip"}) for _ in range(20)]
        assert {reply.headers["Content-Encoding"] for reply in replies} == {"gzip"}
        assert len({len(reply.content) for reply in replies}) > 1

    @pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
    def test_no_template_asks_for_something_from_elsewhere(self, path):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"(?:src|href|action)=\"(?:https?:)?//", text) == []


class TestPartOrPage:
    def test_browser_keeps_a_part_apart_from_the_page_at_the_same_address(self, as_user, anna, noord):
        """Else the way back, or a bookmark, shows what htmx once asked for: a part without its page."""
        client, url = as_user(anna), reverse("employers:pipeline", args=[noord.slug])
        part, page = client.get(url, headers=HTMX), client.get(url)
        assert "<html" not in part.content.decode()
        assert "<html" in page.content.decode()
        for response in (part, page):
            assert "HX-Request" in response.headers["Vary"]


class TestSessionGone:
    @pytest.fixture
    def closed(self, reference, noord, anna):
        """The address of a tap on a question, for someone whose session is gone."""
        visit = make_visit(make_employer(region=noord, by=anna), by=anna)
        start_checklist(visit, by=anna)
        return reverse("checklists:save_answer", args=[visit.pk, "O7"]), reverse("checklists:fill", args=[visit.pk])

    def post(self, client, address, **headers):
        return client.post(address, {"answer": "3", "revision": "0"}, headers={**HTMX, **headers})

    def test_tap_sends_the_whole_page_to_sign_in_and_back_to_where_it_was(self, closed, client):
        address, page = closed
        response = self.post(client, address, **{"HX-Current-URL": f"http://testserver{page}#vraag-O7"})
        assert response.status_code == 204
        assert response.content == b""
        target = urlsplit(response.headers["HX-Redirect"])
        assert target.path == reverse("account_login")
        assert parse_qs(target.query) == {"next": [f"{page}#vraag-O7"], "verlopen": ["1"]}

    @pytest.mark.parametrize("elsewhere", ["http://evil.example/x", "javascript:alert(1)", "", "//evil.example"])
    def test_page_of_elsewhere_is_never_the_way_back(self, elsewhere, closed, client):
        response = self.post(client, closed[0], **{"HX-Current-URL": elsewhere})
        assert response.status_code == 204
        assert parse_qs(urlsplit(response.headers["HX-Redirect"]).query)["next"] == ["/"]

    def test_ordinary_form_gets_an_ordinary_redirect(self, closed, client):
        response = client.post(closed[0], {"answer": "3", "revision": "0"})
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))

    def test_someone_who_is_signed_in_is_left_alone(self, closed, as_user, anna):
        response = self.post(as_user(anna), closed[0])
        assert response.status_code == 200
        assert "HX-Redirect" not in response.headers

    def test_someone_who_may_no_longer_sign_in_is_sent_away_too(self, closed, as_user, anna):
        client = as_user(anna)
        anna.is_active = False
        anna.save()
        assert self.post(client, closed[0]).status_code == 204
