"""Bodies that come in drops or stop halfway, over a socket of our own to the web server that serves the app.

A network that goes in the middle of a note does the same as someone who means harm.
"""

import itertools
import json
import re
import socket
import struct
import time
import urllib.request
import uuid
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from checklists.models import Answer
from employers.models import Employer
from regions.actions import add_member
from regions.models import Region, Role
from tests.builders import make_employer, make_visit, start_checklist
from tests.journeys.world import make_session, running_world, until

TOKEN = "a" * 32
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing the socket cuts the connection off, as a network that is gone
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=grens"
END = "de werkgever wil het in het voorjaar proberen"


@pytest.fixture(scope="module")
def world(django_db_blocker):
    """A server and a database of this file's own."""
    with django_db_blocker.unblock(), running_world() as world:
        yield world


@pytest.fixture(scope="module")
def anna(world):
    region = Region.objects.get(code="AM01")
    return add_member(by=None, email="anna@voorbeeld.nl", name="Anna de Vries", role=Role.ADVISER, region=region)


@pytest.fixture(scope="module")
def session(anna):
    return "{name}={value}".format(**make_session(anna))


@pytest.fixture
def checklist(world, anna):
    employer = make_employer(region=Region.objects.get(code="AM01"), by=anna)
    return start_checklist(make_visit(employer, by=anna), by=anna)


@pytest.fixture
def knock(world, session):
    """Return a function that opens a connection and says which body will come."""
    opened = []

    def begin(path, kind, length):
        connection = socket.create_connection(("127.0.0.1", world.port), timeout=60)
        opened.append(connection)
        lines = (
            f"POST {path} HTTP/1.1",
            f"Host: localhost:{world.port}",
            f"Origin: http://localhost:{world.port}",
            f"Cookie: {session}; csrftoken={TOKEN}",
            f"X-CSRFToken: {TOKEN}",
            "HX-Request: true",
            f"Content-Type: {kind}",
            f"Content-Length: {length}",
        )
        connection.sendall("".join(f"{line}\r\n" for line in [*lines, ""]).encode())
        return connection

    yield begin
    for connection in opened:
        connection.close()


def read_reply(connection):
    """Return the status and the words of a reply, read to its end."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    reply = b"".join(parts).decode()
    return int(re.match(r"HTTP/1\.1 (\d+)", reply)[1]), reply


def get_states(checklist):
    """Return what a body could have changed."""
    answers = Answer.objects.filter(checklist=checklist).order_by("pk")
    return [*answers.values_list("value", "note", "revision"), Employer.objects.count()]


def get_ends(checklist):
    """Return the texts that were stored last, to see whether their end is there."""
    notes = Answer.objects.filter(checklist=checklist).values_list("note", flat=True)
    return {*notes, Employer.objects.latest("pk").collective_agreement}


def make_answer(checklist, anna):
    body = f"answer=3&said_by=employer&revision=0&note={END.replace(' ', '+')}".encode()
    return reverse("checklists:save_answer", args=[checklist.visit_id, "I1"]), FORM, body


def make_changes(checklist, anna):
    fields = {"answer": "3", "said_by": "employer", "note": END}
    change = {"id": str(uuid.uuid4()), "kind": "answer", "key": "I1", "base": "0", "fields": fields}
    body = json.dumps({"protocol": 2, "person": anna.pk, "changes": [change]}).encode()
    return reverse("checklists:sync", args=[checklist.visit_id]), "application/json", body


KVK_NUMBERS = itertools.count(20_000_000)
NEW = {
    "name": "Kwekerij 't Zand",
    "city": "Bedum",
    "sector": "market",
    "sbi_section": "A",
    "employees": "19",
    "website": "https://www.kwekerij.voorbeeld",
}


def make_row(checklist, anna):
    body = urlencode({**NEW, "kvk_number": next(KVK_NUMBERS), "collective_agreement": END}).encode()
    return reverse("employers:create", args=["groningen"]), FORM, body


def make_parts(checklist, anna, filling=""):
    fields = {**NEW, "kvk_number": next(KVK_NUMBERS), "collective_agreement": END}
    file = f'--grens\r\nContent-Disposition: form-data; name="x"; filename="x.txt"\r\n\r\n{filling}\r\n'
    part = '--grens\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    body = file + "".join(part.format(*field) for field in fields.items()) + "--grens--\r\n"
    return reverse("employers:create", args=["groningen"]), MULTIPART, body.encode()


def make_large_parts(checklist, anna):
    """More than is held in memory: the file goes to the disk while it is read."""
    return make_parts(checklist, anna, filling="x" * 2_700_000)


SENT = [make_answer, make_changes, make_row, make_parts, make_large_parts]
CUT = len(END) // 2  # bytes that do not come: what did come would be a valid form


@pytest.mark.parametrize("make", SENT)
class TestHalfABody:
    def test_is_refused_in_words_and_changes_nothing(self, make, knock, checklist, anna):
        path, kind, body = make(checklist, anna)
        before = get_states(checklist)
        connection = knock(path, kind, len(body))
        connection.sendall(body[: -CUT - 20])
        connection.shutdown(socket.SHUT_WR)
        status, reply = read_reply(connection)
        assert status == 400
        assert "Er is niets van opgeslagen" in reply
        assert get_states(checklist) == before

    def test_of_a_network_that_is_gone_changes_nothing(self, make, knock, checklist, anna, world):
        path, kind, body = make(checklist, anna)
        before, log = get_states(checklist), world.folder / "server.log"
        seen = log.read_text().count("Bad Request")
        connection = knock(path, kind, len(body))
        connection.sendall(body[: -CUT - 20])
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        connection.close()
        until(lambda: log.read_text().count("Bad Request") > seen, "the server to be done with it")
        assert get_states(checklist) == before
        assert "Internal Server Error" not in log.read_text()

    def test_same_body_in_drops_is_stored_whole(self, make, knock, checklist, anna):
        path, kind, body = make(checklist, anna)
        before = get_states(checklist)
        connection = knock(path, kind, len(body))
        size = max(1, len(body) // 20)
        for start in range(0, len(body), size):
            connection.sendall(body[start : start + size])
            time.sleep(0.02)
        status, _ = read_reply(connection)
        assert status in (200, 302)
        assert get_states(checklist) != before
        assert END in get_ends(checklist)


def test_everyone_is_served_as_soon_as_slow_bodies_are_gone(knock, checklist, anna, world):
    """While they hold a process each, others wait: a front that takes in bodies first keeps them off (docs/security.md)."""
    path, kind, body = make_answer(checklist, anna)
    slow = [knock(path, kind, len(body)) for _ in range(10)]
    for connection in slow:
        connection.sendall(body[:10])
    for connection in slow:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        connection.close()
    with urllib.request.urlopen(f"{world.url}/inloggen/", timeout=30) as reply:
        assert reply.status == 200
    assert Answer.objects.get(checklist=checklist, question__key="I1").revision == 0
