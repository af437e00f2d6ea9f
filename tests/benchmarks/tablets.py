"""Two hundred tablets that come back to the network at the same moment, each with fifty changes: all stored exactly once."""

import gzip
import http.client
import json
import os
import statistics
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from tests.benchmarks.serving import WORKERS, serving

TABLETS = int(os.environ.get("BENCH_TABLETS", "200"))
TOKEN = "t" * 32  # cookie and header carry the same
AGREEMENTS = 8  # beside 41 answers and a note: fifty changes


def run(region):
    """Measure and print; raises AssertionError when anything was lost or stored twice."""
    tablets = _make_tablets(region)
    with serving() as address:
        port = int(address.rpartition(":")[2])
        _at_once([lambda: _ask(port, "GET", "/ondergrens/")] * 20)  # every process awake before anything is measured
        floor = _at_once([lambda: _ask(port, "GET", "/ondergrens/")] * TABLETS)
        first = _at_once([lambda one=one: _hand_in(port, *one) for one in tablets])
        again = _at_once([lambda one=one: _hand_in(port, *one) for one in tablets])  # as if every reply was lost
    _check(tablets)
    changes = len(tablets[0][2]["changes"])
    print(f"{TABLETS} tablets at once, {changes} changes each, {WORKERS} web processes")
    print(f"{'what':<16}{'total s':>9}{'p95 s':>8}{'per second':>12}")
    print(f"{'bare view':<16}{floor[0]:>9.2f}{floor[1]:>8.2f}{TABLETS / floor[0]:>12.0f} requests")
    print(f"{'hand in':<16}{first[0]:>9.2f}{first[1]:>8.2f}{TABLETS * changes / first[0]:>12.0f} changes")
    print(f"{'the same again':<16}{again[0]:>9.2f}{again[1]:>8.2f}{TABLETS * changes / again[0]:>12.0f} changes")
    print(f"{TABLETS * changes} changes stored exactly once")


def _make_tablets(region):
    """Return (session, visit, batch) per tablet, each of another adviser at another employer."""
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from checklists.models import Checklist
    from regions.actions import add_member
    from regions.models import Role
    from tests.builders import make_employer, make_visit, start_checklist

    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    tablets = []
    for number in range(TABLETS):
        adviser = add_member(
            by=None, email=f"tablet{number}@voorbeeld.nl", name=f"Adviseur {number}", role=Role.ADVISER, region=region
        )
        visit = make_visit(make_employer(region=region, by=adviser, kvk_number=f"{70_000_000 + number}"), by=adviser)
        checklist = start_checklist(visit, by=adviser)
        client = Client()
        client.force_login(adviser)
        changes = [
            _change("answer", row.question.key, "0", answer="1", said_by="employer", note=f"Notitie {row.pk}")
            for row in checklist.answers.select_related("question")
        ]
        changes.append(_change("note", "", Checklist().note_mark, note="Goed gesprek"))
        changes += [
            _change("agreement", str(one), "", side="desk", who="WSP", what=f"Afspraak {one}", due_on=day)
            for one in range(AGREEMENTS)
        ]
        batch = {"protocol": 2, "person": adviser.pk, "changes": changes}
        tablets.append((client.cookies[settings.SESSION_COOKIE_NAME].value, visit.pk, batch))
    return tablets


def _change(kind, key, base, **fields):
    return {"id": str(uuid.uuid4()), "kind": kind, "key": key, "base": base, "fields": fields}


def _ask(port, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    connection.request(method, path, body, headers or {})
    reply = connection.getresponse()
    text = reply.read()
    connection.close()
    assert reply.status == 200, (path, reply.status, text[:300])
    return text


def _hand_in(port, session, visit, batch):
    from django.conf import settings

    headers = {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Content-Type": "application/json",
        "Content-Encoding": "gzip",
    }
    body = gzip.compress(json.dumps(batch).encode())
    reply = json.loads(_ask(port, "POST", f"/bezoeken/{visit}/sync/", body, headers))
    assert {one["status"] for one in reply["changes"]} == {"saved"}, reply


def _at_once(jobs):
    """Let all jobs go at the same moment; return (seconds until the last was done, 95th percentile of each)."""
    gate = Barrier(len(jobs))

    def timed(job):
        gate.wait()
        started = time.perf_counter()
        job()
        return time.perf_counter() - started

    with ThreadPoolExecutor(len(jobs)) as pool:
        times = list(pool.map(timed, jobs))
    return max(times), statistics.quantiles(times, n=20)[18]


def _check(tablets):
    """Hold every row of these visits against what the tablets sent: each change there once, and nothing else."""
    from collections import Counter

    from checklists.models import Answer, AnswerChange, AppliedChange, Checklist
    from employers.models import Agreement

    visits = [visit for _, visit, _ in tablets]
    sent = [(visit, one) for _, visit, batch in tablets for one in batch["changes"]]
    asked = Counter(
        (visit, one["kind"], "" if one["kind"] == "agreement" else one["key"], _text(one)) for visit, one in sent
    )
    changes = AnswerChange.objects.filter(answer__checklist__visit__in=visits, revision__gt=0)
    there = Counter(
        (visit, "answer", key, note)
        for visit, key, note in changes.values_list("answer__checklist__visit", "answer__question__key", "note")
    )
    there += Counter(
        (visit, "note", "", note)
        for visit, note in Checklist.objects.filter(visit__in=visits).values_list("visit", "note")
    )
    there += Counter(
        (visit, "agreement", "", what)
        for visit, what in Agreement.objects.filter(visit__in=visits).values_list("visit", "what")
    )
    assert there == asked, f"lost: {list(asked - there)[:5]}, too much: {list(there - asked)[:5]}"
    answers = Answer.objects.filter(checklist__visit__in=visits)
    assert set(answers.values_list("revision", "value")) == {(1, 1)}
    numbers = AppliedChange.objects.filter(visit__in=visits).values_list("visit", "uuid")
    assert Counter((visit, str(number)) for visit, number in numbers) == Counter(
        (visit, one["id"]) for visit, one in sent
    )


def _text(change):
    return change["fields"].get("note") or change["fields"]["what"]
