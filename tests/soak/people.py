"""Advisers and team leads at work: what they open, what they tick, and what they see go wrong."""

import http.client
import json
import random
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from django.conf import settings

TOKEN = "t" * 32  # cookie and header carry the same
SENTENCES = ("even niet bereikbaar", "Er ging iets mis")  # of 503.html and 500.html
THINK = (0.4, 1.6)  # seconds between two taps
PATIENCE = 30  # seconds until a browser gives up


class Refusal(NamedTuple):
    """A question that got no page; times are of time.monotonic()."""

    began: float
    ended: float
    what: str
    how: str


@dataclass
class Diary:
    """What everybody met, in one list; times are of time.monotonic()."""

    done: list = field(default_factory=list)  # (started, seconds, what)
    failed: list = field(default_factory=list)  # Refusals
    wrong: list = field(default_factory=list)  # a page that should not have been there, or an error without a sentence


class Person(threading.Thread):
    """One signed-in person who goes on until the whistle, then finishes what they were sending."""

    def __init__(self, *, name, session, port, region, stranger, diary, whistle):
        super().__init__(name=name, daemon=True)
        self.port, self.region, self.stranger, self.diary, self.whistle = port, region, stranger, diary, whistle
        self.chance = random.Random(name)
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"

    def run(self):
        """Work until the whistle."""
        while not self.whistle.is_set():
            for step in self.steps():
                step()
                if self.whistle.wait(self.chance.uniform(*THINK)):
                    break

    def look(self, path, what):
        """Open a page and hold it against whose it is: mine, with my name, and nothing of the other region."""
        answer = self.ask("GET", path, what)
        if answer is None:
            return
        if self.name not in answer or self.stranger in answer:
            self.diary.wrong.append(f"{what}: a page of someone else at {path}")

    def ask(self, method, path, what, body=None):
        """Return the text of an answer, None when there was none; writes down how it went."""
        started = time.monotonic()
        headers = {"Cookie": self.cookie, "X-CSRFToken": TOKEN, "Content-Type": "application/json"}
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            connection.request(method, path, body, headers)
            reply = connection.getresponse()
            text = reply.read().decode("utf-8", "replace")
            connection.close()
        except (OSError, http.client.HTTPException) as error:
            self.diary.failed.append(Refusal(started, time.monotonic(), what, type(error).__name__))
            return None
        if reply.status == 200:
            self.diary.done.append((started, time.monotonic() - started, what))
            return text
        self.diary.failed.append(Refusal(started, time.monotonic(), what, str(reply.status)))
        if reply.status not in (500, 503) or "Traceback" in text or not any(one in text for one in SENTENCES):
            self.diary.wrong.append(f"{what}: {reply.status} without a sentence: {text[:80]!r}")
        return None


class Lead(Person):
    """Looks over the region, and takes its rows along now and then."""

    def steps(self):
        """Return one round of work."""
        here = f"/regio/{self.region.slug}"
        return [
            lambda: self.look(f"{here}/pijplijn/", "pipeline board"),
            lambda: self.look(f"{here}/pijplijn/?weergave=tabel&stil=30", "pipeline table"),
            lambda: self.look(f"{here}/afspraken/", "follow-up"),
            lambda: self.whistle.wait(8) or self.ask("GET", f"{here}/pijplijn.csv", "export"),
        ]


class Adviser(Person):
    """Sits at a table: opens pages and ticks answers, each with a number, sent again until the server has it."""

    def __init__(self, *, visit, employer, person, keys, **rest):
        super().__init__(**rest)
        self.visit, self.employer, self.person, self.keys = visit, employer, person, keys
        self.bases, self.sent, self.written = dict.fromkeys(keys, "0"), Counter(), {}

    def steps(self):
        """Return one round of work: pages, and eight answers."""
        here, visit = f"/regio/{self.region.slug}", f"/bezoeken/{self.visit}"
        pages = [
            (f"{here}/vandaag/", "today"),
            (f"{here}/werkgevers/?q=werk+{self.chance.randint(1, 400)}", "search"),
            (f"/werkgevers/{self.employer}/", "dossier"),
            (f"{visit}/checklist/", "checklist"),
            (f"{visit}/uitslag/", "result"),
        ]
        looks = [lambda path=path, what=what: self.look(path, what) for path, what in pages]
        return [*looks[:4], *([self.tick] * 8), looks[4]]

    def tick(self):
        """Answer one question and go on sending it until it is stored, as the script on a tablet does."""
        key = self.chance.choice(self.keys)
        note = f"{key} {self.sent[key] + 1}"
        fields = {"answer": str(self.chance.randint(0, 2)), "said_by": "employer", "note": note}
        change = {"id": str(uuid.uuid4()), "kind": "answer", "key": key, "base": self.bases[key], "fields": fields}
        body = json.dumps({"protocol": 2, "person": self.person, "changes": [change]})
        while (text := self.ask("POST", f"/bezoeken/{self.visit}/sync/", "answer", body)) is None:
            time.sleep(1)
        (outcome,) = json.loads(text)["changes"]
        if outcome["status"] != "saved":
            self.diary.wrong.append(f"answer: {outcome}")
            return
        self.bases[key] = outcome["revision"]
        self.sent[key] += 1
        self.written[key] = note
