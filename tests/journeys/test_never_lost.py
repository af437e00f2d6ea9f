"""No answer is ever lost: faults strike while visits are filled in, then the rows of the server are held to what was typed."""

import contextlib
import json
import os
import random
import re
import signal
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from checklists import actions as checklist_actions
from checklists.models import Answer, AnswerChange, AppliedChange, Checklist
from employers.models import Agreement
from regions.actions import add_member
from regions.models import Region, Role
from tests.builders import make_employer, make_visit, start_checklist
from tests.chromium import SWITCHES, find_chromium
from tests.journeys.conftest import TABLET
from tests.journeys.tablet import STATE, Tablet, check_nothing_lost, stored
from tests.journeys.world import running_world, sign_in, until

RELEASE_1 = Path(__file__).parent / "release_1"
FULL = """() => {
    IDBObjectStore.prototype.put = () => { throw new DOMException("vol", "QuotaExceededError") };
}"""
SYNC = re.compile(r"/bezoeken/\d+/sync/$")


@pytest.fixture(scope="module")
def world(django_db_blocker):
    """A server and a database of this file's own."""
    with django_db_blocker.unblock(), running_world() as world:
        yield world


@pytest.fixture(scope="module")
def people(world):
    """Anna and Lea of the same region."""
    region = Region.objects.get(code="AM01")
    anna = add_member(by=None, email="anna@voorbeeld.nl", name="Anna de Vries", role=Role.ADVISER, region=region)
    lea = add_member(by=None, email="lea@voorbeeld.nl", name="Lea Bakker", role=Role.LEAD, region=region)
    return region, anna, lea


@pytest.fixture
def anna(people):
    return people[1]


@pytest.fixture
def lea(people):
    return people[2]


@pytest.fixture
def visit(people, anna, lea):
    """A visit with the short list: eleven questions."""
    visit = make_visit(make_employer(region=people[0], by=anna), by=anna, advisers=[anna, lea])
    start_checklist(visit, by=anna, is_short=True)
    return visit


@pytest.fixture
def take(world, browser):
    """Return a function that hands somebody a tablet; all are put away after the test."""
    tablets = []

    def hand(user, visit, **options):
        tablets.append(Tablet(world, browser, user, visit, **options))
        return tablets[-1]

    yield hand
    for tablet in tablets:
        tablet.close()


@pytest.fixture
def tablet(take, anna, visit):
    """Anna's tablet with the checklist open and taken along."""
    return take(anna, visit).open()


def fail_once(tablet, fail, times=1):
    """Let `fail(route)` answer the next batches instead of the server."""
    tablet.page.route(SYNC, fail, times=times)


def finish(visit, *tablets):
    """Everything gets through now; then nothing may be lost or double."""
    for tablet in tablets:
        tablet.is_saved()
    check_nothing_lost(visit, *tablets)


def kill_browser(profile):
    """Kill the browser of this profile, as when a tablet's battery is empty."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"--user-data-dir={profile}" in (folder / "cmdline").read_bytes().decode():
                os.kill(int(folder.name), signal.SIGKILL)


def wait_for_lock(world):
    """Wait until somebody in the database waits for a lock."""
    with world.connect() as watcher:
        watcher.autocommit = True
        query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        until(lambda: watcher.execute(query).fetchone()[0], "a request that waits for the lock")


def serve_release_1(context):
    """Give the scripts of the first release instead of today's, which had no service worker yet."""

    def give(route):
        name = re.search(r"/apparaat/(\w+)(\.[0-9a-f]{12})?\.js", route.request.url)[1]
        route.fulfill(path=RELEASE_1 / f"{name}.js", content_type="text/javascript")

    context.route(re.compile(r"/static/js/apparaat/"), give)


# The network


def test_offline_before_every_second_tap(tablet, visit):
    tablet.fill(between=lambda number, key: tablet.offline(number % 2 == 0))
    tablet.offline(False)
    finish(visit, tablet)


def test_offline_for_the_whole_list_of_questions(take, people, anna):
    visit = make_visit(make_employer(region=people[0], by=anna), by=anna)
    start_checklist(visit, by=anna)
    tablet = take(anna, visit).open().offline()
    tablet.fill()
    assert len(tablet.typed) == 41
    tablet.is_kept(41)
    assert stored(visit) == {}
    tablet.offline(False)
    finish(visit, tablet)


@pytest.mark.parametrize("status", [400, 500, 502, 503])
def test_server_error_before_anything_was_stored(status, tablet, visit):
    fail_once(tablet, lambda route: route.fulfill(status=status, body="stuk"), times=3)
    tablet.fill()
    finish(visit, tablet)


def test_timeout_after_the_server_stored_it(tablet, visit):
    def lose_reply(route):
        route.fetch()
        route.abort("timedout")

    fail_once(tablet, lose_reply, times=3)
    tablet.fill()
    finish(visit, tablet)


def test_lost_reply_and_another_choice_before_the_second_try(tablet, visit):
    """The server has the first answer without the device knowing: the second must not look like a colleague's."""

    def lose_reply(route):
        route.fetch()
        route.abort("connectionreset")

    key = tablet.keys[0]
    fail_once(tablet, lose_reply)
    tablet.tap(key, 1)
    expect(tablet.status(key)).to_contain_text("Staat op dit apparaat")
    tablet.tap(key, 4)
    finish(visit, tablet)
    assert stored(visit)[key][2] == 2


def test_request_that_is_delivered_twice(tablet, visit):
    def deliver_twice(route):
        route.fetch()
        route.fulfill(response=route.fetch())

    fail_once(tablet, deliver_twice, times=20)
    tablet.fill()
    finish(visit, tablet)


def test_old_request_that_arrives_last(tablet, visit):
    """A request hangs somewhere in the network and reaches the server when newer ones were stored already."""
    held = []

    def hold(route):
        held.append((route.request.url, route.request.post_data_buffer, route.request.headers))
        route.abort("timedout")

    key = tablet.keys[0]
    fail_once(tablet, hold)
    tablet.tap(key, 1)
    tablet.fill()
    tablet.is_saved()
    url, body, headers = held[0]
    reply = tablet.context.request.post(url, data=body, headers=headers)
    assert reply.ok
    assert json.loads(reply.body())["changes"][0]["status"] == "saved"
    finish(visit, tablet)


def test_network_that_wants_its_own_sign_in_first(tablet, visit):
    """A hotel's network answers everything with a page of its own, also with status 200."""
    fail_once(
        tablet, lambda route: route.fulfill(status=200, body="<h1>Welkom</h1>", content_type="text/html"), times=2
    )
    tablet.fill()
    finish(visit, tablet)


def test_slow_network(tablet, visit):
    wire = tablet.context.new_cdp_session(tablet.page)
    wire.send("Network.enable")
    slow = {"offline": False, "latency": 300, "downloadThroughput": 31_000, "uploadThroughput": 31_000}
    wire.send("Network.emulateNetworkConditions", slow)
    tablet.fill()
    for key in tablet.keys[:3]:
        tablet.tap(key, 0)
    finish(visit, tablet)


# The device


def test_tab_that_is_killed_after_each_tap(tablet, visit):
    tablet.offline()
    for number, key in enumerate(tablet.keys[:5]):
        tablet.tap(key, number % 5)
        tablet.is_kept(number + 1)
        tablet.page.close()
        tablet.page = tablet.context.new_page()
        tablet.page.goto(tablet.fill_url)
        expect(tablet.card(key).locator(f"input[data-step='{number % 5}']")).to_be_checked()
    tablet.offline(False)
    finish(visit, tablet)


def test_reload_without_network_also_after_answers_were_accepted(tablet, visit):
    keys = tablet.keys
    tablet.fill(keys[:4])
    tablet.is_saved()
    tablet.offline()
    tablet.page.reload()
    for number, key in enumerate(keys[:4]):
        expect(tablet.card(key).locator(f"input[data-step='{(number * 2 + 1) % 5}']")).to_be_checked()
    tablet.fill(keys[4:])
    tablet.tap(keys[0], 4)
    tablet.is_kept(8)
    tablet.page.reload()
    expect(tablet.card(keys[0]).locator("input[data-step='4']")).to_be_checked()
    tablet.offline(False)
    finish(visit, tablet)


def test_browser_that_is_killed_and_started_again(world, browser, anna, visit, tmp_path):
    def start():
        context = browser.browser_type.launch_persistent_context(
            tmp_path, executable_path=find_chromium(), args=SWITCHES, base_url=world.url, viewport=TABLET
        )
        return Tablet(world, browser, anna, visit, context=context)

    tablet = start()
    tablet.open().offline()
    tablet.fill()
    tablet.is_kept(11)
    typed = tablet.typed
    kill_browser(tmp_path)
    tablet = start()
    tablet.typed = typed
    tablet.offline()
    tablet.page.goto(tablet.fill_url)
    tablet.is_kept(11)
    tablet.offline(False)
    finish(visit, tablet)
    tablet.close()


@pytest.mark.parametrize("hours", [-2, 2])
def test_clock_that_is_two_hours_wrong(hours, take, anna, visit):
    tablet = take(anna, visit)
    tablet.context.add_init_script(f"const Now = Date.now; Date.now = () => Now() + {hours * 3_600_000};")
    tablet.open().offline()
    tablet.fill()
    tablet.offline(False)
    finish(visit, tablet)


def test_storage_that_is_full(tablet, visit):
    """The disk takes nothing more: the page says so, holds everything itself and gets it to the server."""
    tablet.page.evaluate(FULL)
    tablet.offline()
    keys = tablet.keys
    tablet.fill(keys)
    expect(tablet.status(keys[0])).to_contain_text("dit apparaat heeft geen ruimte")
    with tablet.page.expect_event("dialog") as asked:
        tablet.page.close(run_before_unload=True)
    asked.value.dismiss()
    tablet.offline(False)
    finish(visit, tablet)


def test_browser_without_storage(take, anna, visit):
    tablet = take(anna, visit)
    tablet.context.add_init_script("indexedDB.open = () => { throw new DOMException('privé', 'SecurityError') }")
    tablet.open(is_taken=False)
    tablet.fill()
    finish(visit, tablet)


def test_long_notes_with_signs_of_every_kind(tablet, visit):
    keys = tablet.keys
    tablet.offline()
    tablet.fill(keys)
    for number, key in enumerate(keys):
        tablet.write(key, ("Ünïcode 😀 & <b>vet</b>\n" * 400)[: 4000 - number * 7].strip())
    tablet.offline(False)
    finish(visit, tablet)


def test_note_that_is_too_long_stays_until_it_is_shorter(tablet, visit):
    key, other = tablet.keys[:2]
    tablet.write(key, "a" * 4001)
    tablet.tap(other, 2)
    expect(tablet.status(key)).to_contain_text("hoogstens 4000 tekens")
    expect(tablet.status(other)).to_contain_text("Opgeslagen")
    tablet.page.reload()
    expect(tablet.status(key)).to_contain_text("hoogstens 4000 tekens")
    tablet.forget_last(key)
    tablet.write(key, "a" * 4000)
    finish(visit, tablet)


# Sessions and people


def test_session_that_ended_and_signing_in_again_in_a_second_tab(world, tablet, visit, anna):
    Session.objects.all().delete()
    tablet.fill()
    expect(tablet.page.locator("[data-signed-out]")).to_contain_text("U bent uitgelogd")
    sign_in(world, tablet.context, anna)
    second = tablet.context.new_page()
    second.goto("/apparaat/")
    finish(visit, tablet)
    expect(tablet.page.locator("[data-signed-out]")).to_be_hidden()


def test_token_that_was_changed(tablet, visit):
    tablet.context.clear_cookies(name="csrftoken")
    tablet.fill()
    finish(visit, tablet)


def test_second_person_on_the_same_tablet_sees_and_sends_nothing_of_the_first(world, tablet, visit, anna, lea):
    tablet.offline()
    tablet.fill()
    tablet.is_kept(11)
    sign_in(world, tablet.context, lea)
    tablet.offline(False)
    tablet.send()  # the page of the first person is still open
    expect(tablet.page.locator("[data-signed-out]")).to_contain_text("iemand anders ingelogd")
    second = tablet.context.new_page()
    second.goto(tablet.fill_url)
    expect(second.locator(STATE).first).to_have_text("opgeslagen")
    assert second.locator("input[data-step]:checked").count() == 0
    second.goto("/apparaat/")
    expect(second.locator("[data-device]")).to_contain_text("Alles is opgeslagen")
    assert stored(visit) == {}
    sign_in(world, tablet.context, anna)
    second.goto("/apparaat/")
    finish(visit, tablet)
    assert set(
        Answer.objects.filter(checklist__visit=visit, revision__gt=0).values_list("saved_by__name", flat=True)
    ) == {"Anna de Vries"}


def test_second_device_with_a_newer_answer_lets_the_person_choose(tablet, take, visit, lea):
    other = take(lea, visit).open()
    keys = tablet.keys
    tablet.offline()
    tablet.fill(keys)
    other.tap(keys[0], 4)
    other.tap(keys[1], 4)
    other.is_saved()
    tablet.offline(False)
    tablet.send()
    expect(tablet.status(keys[0])).to_contain_text("Lea Bakker heeft deze vraag")
    expect(tablet.status(keys[0])).to_contain_text("Van u, om")
    assert stored(visit)[keys[0]][0] == other.typed[keys[0]][-1]["answer"]
    tablet.status(keys[0]).get_by_role("button", name="Bewaar mijn antwoord").click()
    tablet.status(keys[1]).get_by_role("button", name="Neem dat van Lea Bakker").click()
    tablet.is_saved()
    mine, theirs = tablet.typed, other.typed
    assert stored(visit)[keys[0]] == (mine[keys[0]][-1]["answer"], "", 2)
    assert stored(visit)[keys[1]] == (theirs[keys[1]][-1]["answer"], "", 1)
    mine[keys[0]], mine[keys[1]] = theirs[keys[0]] + mine[keys[0]][1:], theirs[keys[1]]
    finish(visit, tablet)


def test_two_tabs_of_one_person_send_nothing_twice(tablet, visit):
    second = tablet.open_second_tab()
    second.page.goto(tablet.fill_url)
    tablet.offline()
    keys = tablet.keys
    tablet.fill(keys[:6])
    second.fill(keys[6:])
    tablet.offline(False)
    second.send()
    finish(visit, tablet)


def test_visit_that_a_colleague_concluded_meanwhile(tablet, visit, lea):
    tablet.offline()
    tablet.fill()
    checklist_actions.conclude_checklist(by=lea, checklist=visit.checklist)
    tablet.offline(False)
    tablet.send()
    key = tablet.keys[0]
    expect(tablet.status(key)).to_contain_text("intussen afgerond of afgezegd")
    checklist_actions.reopen_checklist(by=lea, checklist=visit.checklist, reason="Anna is nog bezig")
    for one in tablet.keys:
        tablet.status(one).get_by_role("button", name="Probeer het opnieuw").click()
    finish(visit, tablet)


# The server


def test_server_that_is_killed_in_the_middle_of_a_batch(world, tablet, visit):
    """The batch hangs on a lock after its first answers were applied; then the server is gone, and comes back."""
    tablet.offline()
    tablet.fill()
    tablet.is_kept(11)
    with world.connect() as other:
        last = Answer.objects.filter(checklist__visit=visit).order_by("pk").last()
        other.execute("SELECT 1 FROM checklists_answer WHERE id = %s FOR UPDATE", [last.pk])
        with tablet.page.expect_request(SYNC):
            tablet.offline(False)
            tablet.send()
        wait_for_lock(world)
        world.kill_server()
        other.rollback()
    world.start_server()
    assert stored(visit) == {}
    finish(visit, tablet)


def test_server_that_is_killed_after_each_answer(world, tablet, visit):
    for number, key in enumerate(tablet.keys[:3]):
        tablet.tap(key, number)
        world.kill_server()
        world.start_server()
    finish(visit, tablet)


def test_database_that_is_killed_and_started_again(world, tablet, visit):
    keys = tablet.keys
    tablet.fill(keys[:5])
    world.kill_database()
    tablet.fill(keys)
    expect(tablet.page.locator(STATE).first).to_contain_text("op dit apparaat")
    world.start_database()
    finish(visit, tablet)


# Around the checklist


def test_new_release_takes_over_what_the_old_page_kept(take, anna, visit):
    """The page of release 1, with its own scripts and its own store, hands in its queue to the release of now."""
    tablet = take(anna, visit)
    serve_release_1(tablet.context)
    tablet.open(is_taken=False)
    keys = tablet.keys
    tablet.fill(keys[:4])
    tablet.is_saved()  # the old page still speaks to the new server
    tablet.offline()
    tablet.fill(keys[4:])
    tablet.is_kept(7)
    tablet.offline(False)
    tablet.context.unroute_all()
    newer = tablet.context.new_page()  # of the new release, while the old one is still open
    newer.goto(tablet.fill_url)
    tablet.page.close()
    tablet.page = newer
    finish(visit, tablet)


def test_whole_visit_without_network_from_the_start_to_the_conclusion(take, people, anna):
    visit = make_visit(make_employer(region=people[0], by=anna), by=anna)
    tablet = take(anna, visit)
    page = tablet.page
    page.goto(f"/bezoeken/{visit.pk}/voorbereiden/")
    page.get_by_role("button", name="Neem mee op pad").click()
    expect(page.locator("[data-take-along]")).to_contain_text("zonder netwerk openen", timeout=60_000)
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    tablet.offline()
    page.reload()
    page.get_by_label("Weinig tijd: de korte lijst").check()
    page.get_by_role("button", name="Begin met de checklist").click()
    page.wait_for_url("**/checklist/")
    expect(page.locator("#voortgang")).to_have_text("0 van 11 besproken")
    keys = page.evaluate(
        "[...document.querySelectorAll('article:not([hidden]) form[data-short]')].map((form) => form.dataset.key)"
    )
    tablet.fill(keys)
    page.locator("#notitie-tekst").fill("De eigenaar wil een rondleiding geven.")
    expect(page.locator(".scorepaneel__getal")).to_have_count(2)
    shown = page.locator(".scorepaneel__getal").all_inner_texts()
    page.get_by_role("link", name="Instrumenten", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("nstrumenten")
    page.goto(f"/bezoeken/{visit.pk}/rekenen/")
    page.locator("#paneel input:not([type=range])").first.fill("24")
    expect(page.locator("#rekenmelding")).to_contain_text("dit wacht op verbinding")
    page.get_by_text("Zonder netwerk: loonkostensubsidie per maand").click()
    expect(page.locator("#zonder-netwerk tbody tr")).to_have_count(7)
    expect(page.locator("#zonder-netwerk")).to_contain_text("Staatscourant")
    page.get_by_role("button", name="Bewaar bij dit bezoek").first.click()
    expect(page.get_by_text("Dit wacht op verbinding: er is nu geen netwerk.")).to_be_visible()
    agree(page, visit, "Belt volgende week terug")
    expect(page.locator("[data-made]")).to_contain_text("op dit apparaat")
    page.goto(f"/bezoeken/{visit.pk}/uitslag/")
    expect(page.locator("[data-stand]")).to_contain_text("11 van 11 besproken")
    page.goto(f"/bezoeken/{visit.pk}/afronden/")
    page.get_by_role("button", name="Rond het bezoek af").click()
    expect(page.locator("main")).to_contain_text("Afgerond op dit apparaat")
    page.goto(tablet.fill_url)
    expect(page.locator("main")).to_contain_text("Afgerond op dit apparaat")
    assert stored(visit) == {}
    tablet.offline(False)
    finish(visit, tablet)
    checklist = Checklist.objects.select_related("visit").get(visit=visit)
    assert checklist.is_concluded
    assert checklist.note == "De eigenaar wil een rondleiding geven."
    assert Agreement.objects.get(visit=visit).what == "Belt volgende week terug"
    assert shown == [str(round(checklist.score[side])) for side in ("willen", "kunnen")]
    assert AppliedChange.objects.filter(visit=visit).count() == 15  # start, 11 answers, note, agreement, conclusion


def agree(page, visit, what):
    """Make an agreement on its page, as somebody types it."""
    page.goto(f"/bezoeken/{visit.pk}/afspraken/")
    page.get_by_label("Wij").check()
    page.get_by_label("Naam van de persoon of het loket").fill("Anna")
    page.get_by_label("Wat spreekt u af?").fill(what)
    page.get_by_label("Uiterlijk op").fill(timezone.localdate(visit.planned_at).isoformat())
    page.get_by_role("button", name="Leg de afspraak vast").click()


@pytest.mark.parametrize("gone_at", ["begin", "answers", "note", "agreement", "conclusion"])
def test_network_that_is_gone_at_one_step_of_the_visit(gone_at, take, people, anna):
    visit = make_visit(make_employer(region=people[0], by=anna), by=anna)
    tablet = take(anna, visit)
    page = tablet.page
    page.goto(f"/bezoeken/{visit.pk}/voorbereiden/")
    page.get_by_role("button", name="Neem mee op pad").click()
    expect(page.locator("[data-take-along]")).to_contain_text("zonder netwerk openen", timeout=60_000)
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    tablet.offline(gone_at == "begin")
    page.get_by_label("Weinig tijd: de korte lijst").check()
    page.get_by_role("button", name="Begin met de checklist").click()
    page.wait_for_url("**/checklist/")
    tablet.offline(gone_at == "answers")
    keys = page.evaluate(
        "[...document.querySelectorAll('article:not([hidden]) form[data-queued=answer]')].map((form) => form.dataset.key)"
    )
    tablet.fill(keys[:5])
    tablet.offline(gone_at == "note")
    page.locator("#notitie-tekst").fill("Rustig gesprek.")
    tablet.is_kept()
    tablet.offline(gone_at == "agreement")
    agree(page, visit, "Belt terug")
    expect(page.locator("[data-made]")).to_contain_text("Belt terug")
    tablet.offline(gone_at == "conclusion")
    page.goto(f"/bezoeken/{visit.pk}/afronden/")
    page.get_by_role("button", name="Rond het bezoek af").click()
    if gone_at == "conclusion":
        expect(page.locator("main")).to_contain_text("Afgerond op dit apparaat")
        tablet.offline(False)
        tablet.is_saved()
    page.wait_for_url("**/uitslag/")
    check_nothing_lost(visit, tablet)
    checklist = Checklist.objects.get(visit=visit)
    assert (checklist.is_concluded, checklist.is_short, checklist.note) == (True, True, "Rustig gesprek.")
    assert [one.what for one in Agreement.objects.filter(visit=visit)] == ["Belt terug"]


def test_agreement_and_conclusion_whose_replies_are_lost_are_stored_once(tablet, visit):
    def lose_reply(route):
        route.fetch()
        route.abort("connectionreset")

    tablet.fill()
    tablet.is_saved()
    page = tablet.page
    fail_once(tablet, lose_reply, times=2)
    agree(page, visit, "Stuurt de folder")
    expect(page.locator("[data-made]")).to_contain_text("op dit apparaat")
    tablet.is_saved()
    fail_once(tablet, lose_reply, times=2)
    page.goto(f"/bezoeken/{visit.pk}/afronden/")
    page.get_by_role("button", name="Rond het bezoek af").click()
    expect(page.locator("main")).to_contain_text("Afgerond op dit apparaat")
    tablet.send()
    page.wait_for_url("**/uitslag/")
    check_nothing_lost(visit, tablet)
    assert Agreement.objects.filter(visit=visit).count() == 1
    assert Checklist.objects.get(visit=visit).is_concluded
    assert AppliedChange.objects.filter(visit=visit, kind__in=["agreement", "conclude"]).count() == 2


# Whatever comes


def test_two_hundred_random_sequences_of_faults_lose_nothing(world, take, people, anna):
    """The real queue against the real server, through a network and tabs that fail by chance."""
    visits = [make_visit(make_employer(region=people[0], by=anna), by=anna) for _ in range(20)]
    sequences = []
    for visit in visits:
        checklist = start_checklist(visit, by=anna)
        keys = list(checklist.answers.exclude(question__kind="bipolar").values_list("question__key", flat=True))
        sequences += [{"visit": visit.pk, "keys": keys[start : start + 3]} for start in range(0, 30, 3)]
    assert len(sequences) == 200
    seed = int(os.environ.get("FAULT_SEED") or random.randrange(2**31))
    print(f"seed {seed} (FAULT_SEED)")
    page = take(anna, visits[0]).page
    page.goto("/apparaat/")  # for the token
    page.goto("/zonder-netwerk/")
    script = (
        (Path(__file__).parent / "random_faults.js").read_text(encoding="utf-8").partition("\n")[2].strip().rstrip(";")
    )
    found = page.evaluate(script, [seed, anna.pk, sequences, "/static/js/apparaat"])
    assert len(found["counts"]) == 8, f"seed {seed}: not every fault struck: {found['counts']}"
    stored_changes = 0
    for visit, questions in found["typed"].items():
        for key, history in questions.items():
            where = f"seed {seed}, visit {visit}, {key}"
            rows = AnswerChange.objects.filter(answer__checklist__visit=visit, answer__question__key=key)
            notes = list(rows.order_by("revision").values_list("note", flat=True))
            order = [one["note"] for one in history]
            mine = [note for note in notes if next(one for one in history if one["note"] == note).get("mine")]
            assert len(notes) == len(set(notes)), f"{where}: stored twice: {notes}"
            assert mine == sorted(mine, key=order.index), f"{where}: out of order: {mine}"
            last = [one["note"] for one in history if one.get("mine")][-1:]
            assert set(last) <= set(notes), f"{where}: {last} is lost; stored {notes}"
            stored_changes += len(notes)
    for one in sequences:
        key = one["keys"][0]
        final = [entry for entry in found["typed"][str(one["visit"])][key] if entry.get("mine")][-1]
        row = Answer.objects.get(checklist__visit=one["visit"], question__key=key)
        assert (str(row.value), row.note) == (final["answer"], final["note"]), f"seed {seed}, {one}"
    assert stored_changes > 300
