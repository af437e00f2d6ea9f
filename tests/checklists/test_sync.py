"""The JSON door by which devices hand in what they kept: each change once, in order, and a choice instead of an overwrite."""

import gzip
import json
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from checklists import actions
from checklists.batches import MOST_BYTES, MOST_CHANGES, BadBatch, read_batch
from checklists.models import Answer, AnswerChange, AppliedChange, Checklist
from employers import actions as employers
from employers.models import Agreement
from safekeeping.queries.retention import get_line
from tests.builders import answer, make_contact, make_employer, make_visit, start_checklist
from tests.threads import at_once

pytestmark = pytest.mark.usefixtures("reference")
HEALTH = "Ahmed heeft epilepsie, dus geen heftruck"


@pytest.fixture
def visit(noord, anna):
    return make_visit(make_employer(region=noord, by=anna), by=anna)


@pytest.fixture
def checklist(visit, anna):
    return start_checklist(visit, by=anna)


def change(kind="answer", key="I1", base="0", *, number=None, **fields):
    """Return one change as a device makes it."""
    if kind == "answer":
        fields = {"answer": "3", "said_by": "employer", "note": "", **fields}
    return {"id": str(number or uuid.uuid4()), "kind": kind, "key": key, "base": base, "fields": fields}


def send(client, visit, person, *changes, **more):
    """Hand a batch in as the scripts do; returns the response."""
    body = {"protocol": 2, "person": person.pk, "changes": changes, **more}
    url = reverse("checklists:sync", args=[visit.pk])
    return client.post(url, json.dumps(body), content_type="application/json")


def outcomes(response):
    assert response.status_code == 200, response.content
    return [one["status"] for one in response.json()["changes"]]


def stored(checklist, key="I1"):
    return Answer.objects.get(checklist=checklist, question__key=key)


class TestOnce:
    def test_change_is_stored_with_its_revision_and_person(self, checklist, visit, anna, as_user):
        reply = send(as_user(anna), visit, anna, change(note="Rustig gesprek")).json()
        assert reply["changes"][0] | {"id": ""} == {"id": "", "status": "saved", "revision": 1}
        row = stored(checklist)
        assert (row.value, row.note, row.revision, row.saved_by) == (3, "Rustig gesprek", 1, anna)

    def test_same_change_again_gives_the_same_reply_and_stores_nothing(self, checklist, visit, anna, as_user):
        one = change()
        first = send(as_user(anna), visit, anna, one).json()["changes"]
        answer(checklist, by=anna, I1=0)
        assert send(as_user(anna), visit, anna, one).json()["changes"] == first
        assert stored(checklist).value == 0
        assert AnswerChange.objects.filter(answer__checklist=checklist).count() == 2
        assert AppliedChange.objects.count() == 1

    def test_same_change_twice_in_one_batch_is_stored_once(self, checklist, visit, anna, as_user):
        one = change("agreement", "", **agreement())
        assert outcomes(send(as_user(anna), visit, anna, one, one)) == ["saved", "saved"]
        assert Agreement.objects.count() == 1

    def test_number_of_another_visit_is_refused(self, checklist, visit, anna, as_user, noord):
        other = make_visit(make_employer(region=noord, by=anna), by=anna)
        start_checklist(other, by=anna)
        one = change()
        send(as_user(anna), visit, anna, one)
        reply = send(as_user(anna), other, anna, one).json()["changes"][0]
        assert (reply["status"], reply["reason"]) == ("refused", "unknown")
        assert stored(other.checklist).revision == 0

    def test_number_that_a_colleague_used_tells_and_blocks_nothing(self, checklist, visit, anna, lea, as_user):
        number = uuid.uuid4()
        send(as_user(anna), visit, anna, change(number=number))
        reply = send(as_user(lea), visit, lea, change(key="O7", number=number))
        assert outcomes(reply) == ["saved"]
        assert stored(checklist, "O7").saved_by == lea

    def test_database_refuses_the_same_number_twice(self, visit, anna):
        row = {"visit": visit, "uuid": uuid.uuid4(), "kind": "note", "reply": {}, "applied_by": anna}
        AppliedChange.objects.create(**row)
        with pytest.raises(IntegrityError), transaction.atomic():
            AppliedChange.objects.create(**row)

    @pytest.mark.django_db(transaction=True)
    def test_same_batch_at_the_same_moment_is_stored_once(self, checklist, visit, anna, client_of):
        batch = [change(key=key) for key in ("I1", "O7", "O8")] + [change("agreement", "", **agreement())]
        clients = [client_of(anna) for _ in range(4)]
        replies = at_once(*(lambda client=client: send(client, visit, anna, *batch) for client in clients))
        assert [outcomes(reply) for reply in replies] == [["saved"] * 4] * 4
        assert AnswerChange.objects.filter(answer__checklist=checklist).count() == 3
        assert Agreement.objects.count() == 1


@pytest.fixture
def client_of():
    """Return a function that gives a person a client of their own."""
    from django.test import Client

    def make(user):
        client = Client()
        client.force_login(user)
        return client

    return make


def agreement(**fields):
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    return {"side": "desk", "who": "WSP", "what": "stuurt de brochure", "due_on": day, **fields}


class TestOrder:
    def test_changes_are_applied_in_the_order_of_the_batch(self, checklist, visit, anna, as_user):
        batch = [change(base="0", answer="1"), change(base="1", answer="2"), change(base="2", answer="4")]
        assert outcomes(send(as_user(anna), visit, anna, *batch)) == ["saved"] * 3
        assert list(AnswerChange.objects.order_by("revision").values_list("value", flat=True)) == [1, 2, 4]

    def test_one_bad_change_does_not_keep_the_others_out(self, checklist, visit, anna, as_user):
        batch = [change(), change(key="O7", answer="9"), change(key="bestaat_niet"), change(key="V1", answer="-2")]
        reply = send(as_user(anna), visit, anna, *batch)
        assert outcomes(reply) == ["saved", "refused", "refused", "saved"]
        assert "Kies een van de knoppen" in reply.json()["changes"][1]["sentence"]
        assert (stored(checklist, "O7").revision, stored(checklist, "V1").value) == (0, -2)

    def test_concluding_comes_after_everything_else(self, checklist, visit, anna, as_user):
        assert outcomes(send(as_user(anna), visit, anna, change(), change("conclude", ""))) == ["saved", "saved"]
        assert Checklist.objects.get(pk=checklist.pk).is_concluded

    def test_concluding_waits_for_a_choice(self, checklist, visit, anna, lea, as_user):
        answer(checklist, by=lea, I1=1)
        assert outcomes(send(as_user(anna), visit, anna, change(), change("conclude", ""))) == ["conflict", "waiting"]
        assert not Checklist.objects.get(pk=checklist.pk).is_concluded

    def test_answer_after_the_conclusion_in_one_batch_is_refused(self, checklist, visit, anna, as_user):
        batch = change(key="O7"), change("conclude", ""), change(key="I1")
        assert outcomes(send(as_user(anna), visit, anna, *batch)) == ["saved", "saved", "refused"]
        assert stored(checklist).revision == 0

    def test_concluding_what_a_colleague_concluded_is_fine(self, checklist, visit, anna, lea, as_user):
        actions.conclude_checklist(by=lea, checklist=checklist)
        assert outcomes(send(as_user(anna), visit, anna, change("conclude", ""))) == ["saved"]

    def test_whole_visit_in_one_batch_from_start_to_conclusion(self, visit, anna, as_user):
        batch = [
            change("start", "", lijst="kort"),
            change(),
            change("note", "", Checklist().note_mark, note="Goed gesprek"),
            change("agreement", "", **agreement()),
            change("conclude", ""),
        ]
        assert outcomes(send(as_user(anna), visit, anna, *batch)) == ["saved"] * 5
        checklist = Checklist.objects.get(visit=visit)
        assert (checklist.is_short, checklist.is_concluded, checklist.note) == (True, True, "Goed gesprek")
        assert checklist.note_saved_by == anna

    def test_answer_without_a_start_is_refused(self, visit, anna, as_user):
        assert outcomes(send(as_user(anna), visit, anna, change())) == ["refused"]
        assert not Checklist.objects.exists()


class TestConflict:
    def test_newer_answer_of_a_colleague_is_shown_and_stays(self, checklist, visit, anna, lea, as_user):
        answer(checklist, by=lea, I1=1, note="Volgens Lea")
        reply = send(as_user(anna), visit, anna, change()).json()["changes"][0]
        theirs = reply["theirs"]
        assert reply["status"] == "conflict"
        assert (theirs["answer"], theirs["note"], theirs["by"], theirs["revision"]) == ("1", "Volgens Lea", lea.name, 1)
        assert theirs["at"].startswith(timezone.localdate().isoformat())
        assert stored(checklist).value == 1

    def test_choosing_mine_over_theirs_is_stored(self, checklist, visit, anna, lea, as_user):
        answer(checklist, by=lea, I1=1)
        assert outcomes(send(as_user(anna), visit, anna, change(base="1"))) == ["saved"]
        assert (stored(checklist).value, stored(checklist).revision) == (3, 2)

    def test_same_answer_as_a_colleague_is_no_conflict(self, checklist, visit, anna, lea, as_user):
        answer(checklist, by=lea, I1=3)
        reply = send(as_user(anna), visit, anna, change()).json()["changes"][0]
        assert (reply["status"], reply["revision"]) == ("saved", 1)
        assert AnswerChange.objects.count() == 1

    def test_newer_note_is_shown_with_name_and_time(self, checklist, visit, anna, lea, as_user):
        actions.save_note(by=lea, checklist=checklist, note="Van Lea", seen=checklist.note_mark)
        reply = send(as_user(anna), visit, anna, change("note", "", checklist.note_mark, note="Van Anna")).json()
        theirs = reply["changes"][0]["theirs"]
        assert (theirs["note"], theirs["by"], bool(theirs["at"])) == ("Van Lea", lea.name, True)
        assert Checklist.objects.get(pk=checklist.pk).note == "Van Lea"

    def test_conflict_is_not_remembered_as_applied(self, checklist, visit, anna, lea, as_user):
        answer(checklist, by=lea, I1=1)
        one = change()
        send(as_user(anna), visit, anna, one)
        assert not AppliedChange.objects.exists()


class TestClosed:
    def test_change_on_a_concluded_visit_is_refused_with_a_sentence(self, checklist, visit, anna, as_user):
        actions.conclude_checklist(by=anna, checklist=checklist)
        reply = send(as_user(anna), visit, anna, change()).json()["changes"][0]
        assert (reply["status"], reply["reason"]) == ("refused", "closed")
        assert "afgerond of afgezegd" in reply["sentence"]
        assert stored(checklist).revision == 0

    def test_same_change_is_stored_after_reopening(self, checklist, visit, anna, as_user):
        one = change()
        actions.conclude_checklist(by=anna, checklist=checklist)
        send(as_user(anna), visit, anna, one)
        actions.reopen_checklist(by=anna, checklist=checklist, reason="Nog niet klaar")
        assert outcomes(send(as_user(anna), visit, anna, one)) == ["saved"]

    def test_agreement_on_a_concluded_visit_is_stored_as_the_page_does(self, checklist, visit, anna, as_user):
        actions.conclude_checklist(by=anna, checklist=checklist)
        assert outcomes(send(as_user(anna), visit, anna, change("agreement", "", **agreement()))) == ["saved"]

    def test_starting_a_cancelled_visit_is_refused(self, visit, anna, as_user):
        employers.cancel_visit(by=anna, visit=visit, reason="Ziek")
        assert outcomes(send(as_user(anna), visit, anna, change("start", "", lijst="kort"))) == ["refused"]


class TestForms:
    def test_agreement_that_is_not_right_comes_back_per_field(self, visit, anna, as_user):
        fields = agreement(who="", due_on="2001-01-01")
        reply = send(as_user(anna), visit, anna, change("agreement", "", **fields)).json()["changes"][0]
        assert set(reply["errors"]) == {"who", "due_on"}
        assert not Agreement.objects.exists()

    def test_note_that_is_too_long_is_refused_with_a_sentence(self, checklist, visit, anna, as_user):
        reply = send(as_user(anna), visit, anna, change(note="a" * 4001)).json()["changes"][0]
        assert "hoogstens 4000 tekens" in reply["sentence"]
        assert stored(checklist).revision == 0

    def test_bsn_is_refused_here_too(self, checklist, visit, anna, as_user):
        reply = send(as_user(anna), visit, anna, change(note="Zijn nummer is 999768426")).json()["changes"][0]
        assert "burgerservicenummer" in reply["sentence"]
        assert stored(checklist).revision == 0

    def test_privacy_guard_asks_and_takes_the_answer(self, checklist, visit, anna, as_user):
        asked = send(as_user(anna), visit, anna, change(note=HEALTH)).json()["changes"][0]
        notice = asked["notices"]["note"]
        assert stored(checklist).revision == 0
        kept = change(note=HEALTH, **{notice["name"]: notice["keep"]})
        assert outcomes(send(as_user(anna), visit, anna, kept)) == ["saved"]
        assert stored(checklist).note == HEALTH

    def test_text_that_was_there_before_is_not_asked_about_again(self, checklist, visit, anna, as_user):
        answer(checklist, by=anna, I1=1, note=HEALTH)
        assert outcomes(send(as_user(anna), visit, anna, change(base="1", note=HEALTH))) == ["saved"]

    def test_half_a_character_becomes_a_replacement_sign(self, checklist, visit, anna, as_user):
        assert outcomes(send(as_user(anna), visit, anna, change(note="kapot \ud83d teken"))) == ["saved"]
        assert stored(checklist).note == "kapot \ufffd teken"


class TestNewer:
    def test_device_hears_what_others_changed_since(self, checklist, visit, anna, lea, as_user):
        answer(checklist, by=lea, O7=4)
        reply = send(as_user(anna), visit, anna, change(), known={"I1": 0, "O7": 0}, known_note=checklist.note_mark)
        newer = reply.json()["newer"]
        assert set(newer) == {"I1", "O7"}
        assert (newer["O7"]["answer"], newer["O7"]["by"]) == ("4", lea.name)
        assert "newer_note" not in reply.json()

    def test_device_that_shows_no_answers_hears_none(self, checklist, visit, anna, lea, as_user):
        answer(checklist, by=lea, O7=4)
        assert "newer" not in send(as_user(anna), visit, anna, change()).json()

    def test_number_of_queries_of_a_batch_grows_by_a_few_per_change(
        self, checklist, visit, anna, as_user, django_assert_max_num_queries
    ):
        keys = [row.question.key for row in checklist.answers.select_related("question")][:20]
        client = as_user(anna)
        with django_assert_max_num_queries(25 + 4 * len(keys)):
            assert (
                outcomes(send(client, visit, anna, *(change(key=key, answer="nvt") for key in keys))) == ["saved"] * 20
            )


class TestWire:
    def post(self, client, visit, body, **headers):
        return client.post(
            reverse("checklists:sync", args=[visit.pk]), body, content_type="application/json", headers=headers
        )

    def test_packed_body_is_understood(self, checklist, visit, anna, as_user):
        body = json.dumps({"protocol": 2, "person": anna.pk, "changes": [change()]}).encode()
        assert outcomes(self.post(as_user(anna), visit, gzip.compress(body), **{"Content-Encoding": "gzip"})) == [
            "saved"
        ]

    def test_body_of_release_1_is_understood(self, checklist, visit, anna, as_user):
        body = json.dumps({"protocol": 1, "person": anna.pk, "changes": [change()]})
        assert outcomes(self.post(as_user(anna), visit, body)) == ["saved"]

    def test_newer_protocol_is_refused_and_the_page_told_to_refresh(self, checklist, visit, anna, as_user):
        body = json.dumps({"protocol": 3, "person": anna.pk, "changes": [change()]})
        response = self.post(as_user(anna), visit, body)
        assert (response.status_code, response.json()["reason"]) == (400, "protocol")
        assert "Ververs de pagina" in response.json()["sentence"]

    def test_form_with_files_is_no_batch(self, checklist, visit, anna, as_user):
        response = as_user(anna).post(reverse("checklists:sync", args=[visit.pk]), {"protocol": "2"})
        assert (response.status_code, response.json()["reason"]) == (400, "malformed")

    @pytest.mark.parametrize("packed", [False, True])
    def test_too_much_is_refused_with_a_sentence(self, packed, checklist, visit, anna, as_user):
        body = json.dumps({"protocol": 2, "person": anna.pk, "changes": [change(note="a" * MOST_BYTES)]}).encode()
        headers = {"Content-Encoding": "gzip"} if packed else {}
        response = self.post(as_user(anna), visit, gzip.compress(body) if packed else body, **headers)
        assert response.status_code == 413
        assert "te veel in één keer" in response.json()["sentence"]
        assert stored(checklist).revision == 0

    def test_somebody_elses_changes_are_refused(self, checklist, visit, anna, lea, as_user):
        response = send(as_user(lea), visit, anna, change())
        assert (response.status_code, response.json()["reason"]) == (403, "other_person")
        assert stored(checklist).revision == 0

    def test_reader_and_other_region_are_kept_out(self, checklist, visit, bas, chris, as_user):
        assert send(as_user(bas), visit, bas, change()).status_code == 403
        assert send(as_user(chris), visit, chris, change()).status_code == 404

    def test_form_of_another_site_is_refused(self, checklist, visit, anna):
        from django.test import Client

        client = Client(enforce_csrf_checks=True)
        client.force_login(anna)
        assert send(client, visit, anna, change()).status_code == 403

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"[]",
            b"null",
            b"{}",
            b'{"protocol": 2}',
            b'{"protocol": 2, "person": true, "changes": []}',
            b'{"protocol": 2, "person": 1, "changes": {}}',
            b'{"protocol": 2, "person": 1, "changes": [1]}',
            b'{"protocol": 2, "person": 1, "changes": [{"id": "x", "kind": "answer"}]}',
            b'{"protocol": 2, "person": 1, "known": [], "changes": []}',
            b'{"protocol": 2, "person": 1, "changes": [{"id": 5, "kind": "note", "fields": {"note": []}}]}',
            b'{"protocol": "2"}',
            b"\xff\xfe",
            b"[" * 100_000,
        ],
    )
    def test_nonsense_is_no_batch(self, body):
        with pytest.raises(BadBatch) as bad:
            read_batch(body, "")
        assert bad.value.code == "malformed"

    @pytest.mark.parametrize("body", [b"not packed", gzip.compress(b"{}", mtime=0)[:-4], b""])
    def test_body_that_is_not_packed_as_it_says_is_no_batch(self, body):
        with pytest.raises(BadBatch):
            read_batch(body, "gzip")

    def test_unknown_packing_is_no_batch(self):
        with pytest.raises(BadBatch):
            read_batch(b"{}", "br")

    def test_more_changes_than_a_batch_holds_are_too_many(self):
        body = json.dumps({"protocol": 2, "person": 1, "changes": [change() for _ in range(MOST_CHANGES + 1)]})
        with pytest.raises(BadBatch, match="too_large"):
            read_batch(body.encode(), "")


class TestTakeAlong:
    def test_pages_of_a_visit_all_open(self, checklist, visit, anna, as_user):
        client = as_user(anna)
        plan = client.get(reverse("checklists:take_along", args=[visit.pk])).json()
        assert plan["is_open"]
        own = [page for page in plan["pages"] if page.get("own")]
        assert {page["url"].rsplit("/", 2)[1] for page in own} >= {
            "rekenen",
            "checklist",
            "uitslag",
            "tips",
            "afronden",
            "afspraken",
        }
        assert [client.get(page.get("from", page["url"])).status_code for page in plan["pages"]] == [200] * len(
            plan["pages"]
        )

    def test_visit_that_was_not_started_brings_empty_pages(self, visit, anna, as_user):
        client = as_user(anna)
        plan = client.get(reverse("checklists:take_along", args=[visit.pk])).json()
        for page in plan["pages"]:
            assert client.get(page.get("from", page["url"])).status_code == 200, page
        assert not Checklist.objects.exists()

    def test_concluded_visit_is_said_to_be_closed(self, checklist, visit, anna, as_user):
        actions.conclude_checklist(by=anna, checklist=checklist)
        assert not as_user(anna).get(reverse("checklists:take_along", args=[visit.pk])).json()["is_open"]

    @pytest.mark.parametrize(
        ("contacts", "days"),
        [
            ([], 14),  # nobody opens it for two weeks
            ([400], 14),
            ([400, 3], 3),  # the first contact that may no longer be kept
            ([-2], 14),  # their day has passed: two people decide, and the server shows them until then
        ],
    )
    def test_device_is_told_until_when_it_may_keep_the_pages(self, contacts, days, visit, anna, as_user):
        today = timezone.localdate()
        for keep in contacts:
            make_contact(visit.employer, by=anna, keep_until=today + timedelta(days=keep))
        plan = as_user(anna).get(reverse("checklists:take_along", args=[visit.pk])).json()
        assert plan["keep_until"] == (today + timedelta(days=days)).isoformat()

    def test_pages_of_an_old_visit_stay_no_longer_than_its_notes(self, noord, anna, as_user):
        planned_at = timezone.now() - timedelta(days=5 * 365)
        visit = make_visit(make_employer(region=noord, by=anna), by=anna, planned_at=planned_at)
        plan = as_user(anna).get(reverse("checklists:take_along", args=[visit.pk])).json()
        last = get_line("answer").get_last_day(timezone.localdate(planned_at))
        assert last < timezone.localdate() + timedelta(days=14)
        assert plan["keep_until"] == last.isoformat()

    def test_page_of_a_visit_says_until_when_a_device_may_keep_what_is_typed(self, checklist, visit, anna, as_user):
        text = as_user(anna).get(reverse("checklists:fill", args=[visit.pk])).content.decode()
        last = get_line("answer").get_last_day(timezone.localdate(visit.planned_at))
        assert f'data-keep-until="{last.isoformat()}"' in text

    def test_pages_never_come_from_the_browsers_own_store(self, checklist, visit, anna, as_user):
        response = as_user(anna).get(reverse("checklists:take_along", args=[visit.pk]))
        assert "no-store" in response.headers["Cache-Control"]


class TestWorker:
    def test_worker_names_every_file_of_the_shell(self, client, db):
        text = client.get("/sw.js").content.decode()
        shell = json.loads(text.partition("const SHELL = ")[2].partition(";\n")[0])
        assert {"/static/js/apparaat/start.js", "/static/vendor/htmx/htmx.min.js", "/static/css/tokens.css"} <= set(
            shell["files"]
        )
        assert "/static/js/apparaat/sw.js" not in shell["files"]
        assert not [name for name in shell["files"] if "/print/" in name]

    def test_worker_is_asked_for_again_every_time(self, client, db):
        response = client.get("/sw.js")
        assert "no-cache" in response.headers["Cache-Control"]
        assert response.headers["Content-Type"].startswith("text/javascript")
        assert "worker-src 'self'" in response.headers["Content-Security-Policy"]

    def test_manifest_names_icons_that_exist(self, client, db, settings):
        manifest = client.get("/manifest.webmanifest").json()
        assert manifest["lang"] == "nl"
        for icon in manifest["icons"]:
            assert (settings.BASE_DIR / icon["src"].lstrip("/")).is_file()

    def test_page_without_network_is_about_nobody(self, client, db, anna):
        client.force_login(anna)
        assert anna.name not in client.get("/zonder-netwerk/").content.decode()

    def test_page_that_was_kept_hears_who_is_signed_in_and_a_fresh_token(self, client, anna):
        client.force_login(anna)
        reply = client.get("/apparaat/wie/")
        assert (reply.json()["person"], reply.json()["name"], bool(reply.json()["token"])) == (anna.pk, anna.name, True)
        assert "no-store" in reply.headers["Cache-Control"]
