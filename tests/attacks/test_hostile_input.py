"""Addresses, parameters and bodies made to break something: SQL, template code, paths, headers, size. None gives a 500."""

import json
import uuid

import pytest
from django.urls import reverse

from checklists.models import Answer
from employers.models import Employer
from tests.attacks.conftest import READ_DOORS, WRITE_DOORS
from tests.builders import make_employer, make_visit, start_checklist

NASTY = [
    "' OR '1'='1",
    "'; DROP TABLE employers_employer; --",
    "1) UNION SELECT null,null--",
    "\\",
    "%",
    "_" * 50,
    "\x00",
    "a\x00b",
    "\ud83d",
    "\u202e\u0000",
    "{{ settings.SECRET_KEY }}",
    "{% debug %}",
    "${7*7}",
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "x\r\nSet-Cookie: sessionid=kwaad",
    "-1",
    "9" * 40,
    "1e309",
    "NaN",
    "[]",
    "x" * 5000,
]
PART = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n'
PARAMETERS = (
    "q", "pagina", "sector", "grootte", "stap", "adviseur", "gemeente", "profiel", "stil", "te-laat", "laagste", "weergave",
    "next", "alles", "kwartaal", "soort", "hours", "wage_value", "on", "group",
)  # fmt: skip


# The pages that read what stands behind the question mark; the rest does not look at it.
LISTS = [door for door in READ_DOORS if door.at in ("", "region", "stage", "employer", "visit", "instrument")]


@pytest.mark.parametrize("nasty", NASTY, ids=lambda text: ascii(text)[:30])
class TestParameters:
    def test_every_page_stands(self, nasty, address, browser_of, lea):
        client, sent = browser_of(lea), nasty.encode("utf-8", "surrogatepass").decode("latin-1")
        before = Employer.objects.count()
        for door in LISTS:
            answer = client.get(address(door), dict.fromkeys(PARAMETERS, sent))
            assert answer.status_code < 500, f"{door} broke on {nasty!r}"
            assert "Set-Cookie: sessionid=kwaad" not in str(answer.headers)
            assert answer.status_code != 302 or answer.url.startswith("/")
        assert Employer.objects.count() == before

    def test_every_form_says_no_and_stands(self, nasty, address, browser_of, lea):
        client = browser_of(lea)
        for door in WRITE_DOORS:
            fields = dict.fromkeys(
                [*PARAMETERS, *door.data, "name", "note", "answer", "reason", "email", "goal"], nasty
            )
            try:
                answer = client.post(address(door), fields)
            except UnicodeEncodeError:
                continue  # no browser can send it either
            assert answer.status_code < 500, f"{door} broke on {nasty!r}"

    def test_note_of_a_device_is_stored_as_it_is_or_refused(self, nasty, browser_of, anna, noord, reference):
        visit = make_visit(make_employer(region=noord, by=anna), by=anna)
        checklist = start_checklist(visit, by=anna)
        fields = {"answer": "3", "said_by": "employer", "note": nasty[:4000]}
        change = {"id": str(uuid.uuid4()), "kind": "answer", "key": "I1", "base": "0", "fields": fields}
        body = json.dumps({"protocol": 2, "person": anna.pk, "changes": [change]})
        place = reverse("checklists:sync", args=[visit.pk])
        answer = browser_of(anna).post(place, body, content_type="application/json")
        assert answer.status_code < 500
        stored = Answer.objects.get(checklist=checklist, question__key="I1")
        if stored.note:
            half = nasty.encode("utf-8", "surrogatepass").decode("utf-8", "replace")  # half a letter is no letter
            assert stored.note in {
                one[:4000].strip().replace("\r\n", "\n") for one in (nasty, half, "\N{REPLACEMENT CHARACTER}")
            }


@pytest.mark.parametrize(
    "path",
    [
        "/static/../pyproject.toml",
        "/static/..%2f..%2fpyproject.toml",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static//etc/passwd",
        "/adviezen/..%2f..%2fmanage/werkgever.pdf",
        "/adviezen/x/../../../etc/passwd.pdf",
        "/instrumenten/..%2f..%2fetc%2fpasswd/",
        "/handleiding/..%2f..%2fwsp%2fsettings/",
        "/agenda/%00.ics",
        "/agenda/..%2f..%2fetc.ics",
        "/agenda/" + "a" * 4000 + ".ics",
        "/werkgevers/99999999999999999999999999/",
        "/bezoeken/0/checklist/O7/",
        "/bezoeken/-1/",
        "/regio/groningen%00/werkgevers/",
        "/regio/%F0%9F%92%A9/werkgevers/",
        "/regio/groningen/pijplijn/kaarten/visited%0d%0aX:1/",
        "/uitnodiging/%00/",
        "/.env",
        "/.git/config",
        "/wsp/settings.py",
        "/%c0%ae%c0%ae/etc/passwd",
        "//kwaad.voorbeeld/",
        "/\\kwaad.voorbeeld/",
    ],
)
def test_path_leads_nowhere(path, browser_of, anna, reference):
    answer = browser_of(anna).get(path)
    assert answer.status_code in (302, 400, 403, 404, 405)
    assert b"root:" not in answer.content
    assert answer.status_code != 302 or not answer.url.startswith(("//", "http", "/\\"))


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "kwaad.voorbeeld"},
        {"Host": "localhost\r\nX: 1"},
        {"X-Forwarded-Host": "kwaad.voorbeeld"},
        {"X-Forwarded-For": "1.1.1.1, " * 500},
        {"Cookie": "sessionid=" + "x" * 5000},
        {"Cookie": "sessionid=\x00; csrftoken=\x01"},
        {"Accept-Language": "../../x," * 300},
        {"Accept": "\x7f"},
        {"Range": "bytes=0-,-1,9-0"},
        {"If-Modified-Since": "gisteren"},
        {"If-None-Match": '"' * 900},
        {"HX-Request": "true", "HX-Current-URL": "https://kwaad.voorbeeld/"},
        {"HX-Request": "true", "HX-Current-URL": "\r\nX: 1"},
        {"HX-Request": "true", "HX-Target": "<script>"},
        {"HX-Boosted": "true", "HX-History-Restore-Request": "misschien"},
        {"Content-Length": "-5"},
        {"Referer": "javascript:alert(1)"},
    ],
    ids=lambda headers: next(iter(headers)) + str(list(headers.values())[-1][:12]),
)
def test_header_gives_no_error_and_no_way_out(headers, browser_of, anna, noord, reference):
    for client in (browser_of(anna), browser_of()):
        answer = client.get(reverse("employers:list", args=[noord.slug]), headers=headers)
        assert answer.status_code < 500
        assert "kwaad" not in str(answer.headers)
        assert b"kwaad" not in answer.content


class TestBodies:
    @pytest.fixture
    def form(self, noord):
        return reverse("employers:create", args=[noord.slug])

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            (b"name=" + b"x" * 1_100_000, "application/x-www-form-urlencoded"),
            (b"&".join(b"f%d=1" % number for number in range(700)), "application/x-www-form-urlencoded"),
            (PART + b"x" * 1_100_000 + b"\r\n--x--", "multipart/form-data; boundary=x"),
            (b"geen grens", "multipart/form-data"),
            (b"--y", "multipart/form-data; boundary=x"),
            (b"\xff\xfe\x00", "application/x-www-form-urlencoded; charset=utf-16"),
            (b"name=x", "application/x-www-form-urlencoded; charset=bestaat-niet"),
            (b"{" * 50_000, "application/json"),
            (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>", "text/xml"),
        ],
        ids=["long", "fields", "long part", "no boundary", "no end", "utf-16", "no such charset", "deep", "entity"],
    )  # fmt: skip
    def test_body_is_refused_and_makes_nothing(self, body, kind, form, browser_of, anna, reference):
        answer = browser_of(anna).generic("POST", form, body, content_type=kind)
        assert answer.status_code in (400, 413, 422)
        assert not Employer.objects.exists()

    def test_file_that_nobody_asked_for_is_left_alone(self, form, browser_of, anna, reference):
        body = b'--x\r\nContent-Disposition: form-data; name="name"; filename="../../kwaad.html"\r\n\r\n<script>\r\n--x--\r\n'
        answer = browser_of(anna).generic("POST", form, body, content_type="multipart/form-data; boundary=x")
        assert answer.status_code == 422
        assert b"kwaad.html" not in answer.content
