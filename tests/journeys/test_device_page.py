"""The page "Op dit apparaat": the queue as a file and back by its owner, letting go with undo, signing out with a queue."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from checklists.actions import conclude_checklist, reopen_checklist
from checklists.models import Answer, AnswerChange, AppliedChange
from regions.models import Membership
from tests.builders import make_contact, make_employer, make_visit, start_checklist
from tests.journeys.conftest import TABLET

pytestmark = pytest.mark.django_db(transaction=True)

SYNC = re.compile(r"/sync/$")
STATE = "[data-device-state]"
NARROW = {"width": 320, "height": 700}


@pytest.fixture
def checklist(reference, noord, anna, lea):
    visit = make_visit(make_employer(region=noord, by=anna), by=anna, advisers=[anna, lea])
    return start_checklist(visit, by=anna)


@pytest.fixture
def fill(checklist):
    """Return a function that lets somebody answer three questions where the server cannot be reached."""

    def go(page):
        page.route(SYNC, lambda route: route.abort())
        page.goto(f"/bezoeken/{checklist.visit_id}/checklist/")
        for key, step in (("I1", 3), ("O7", 1), ("O9a", 2)):
            page.locator(f"#vraag-{key} .schaal label:has(input[data-step='{step}'])").click()
        expect(page.locator(STATE).first).to_have_text("op dit apparaat (3)")
        return page

    return go


@pytest.fixture
def waiting(page, sign_in, fill, anna):
    """Anna's tablet with three answers that wait, and the page about it before her."""
    sign_in(page, anna)
    fill(page).goto("/apparaat/")
    expect(page.get_by_role("heading", name="Nog niet op de server (3)")).to_be_visible()
    return page


@pytest.fixture
def second_device(open_tab):
    """Return a function that gives whoever is at `page` another device, on which they are signed in as well."""

    def give(page):
        other = open_tab()
        other.context.add_cookies(page.context.cookies())
        other.goto("/apparaat/")
        return other

    return give


def stored(checklist):
    rows = Answer.objects.filter(checklist=checklist, revision__gt=0)
    return dict(rows.values_list("question__key", "value"))


def save_file(page, path, name="Bewaar als bestand"):
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    download.value.save_as(path)
    return path


def load(page, path):
    page.get_by_label("Laad een bestand").set_input_files(path)
    return page.locator("[data-device] section", has_text="Red mijn bezoek").get_by_role("status")


class TestFile:
    def test_saved_on_one_device_and_loaded_on_another_by_its_owner(self, waiting, second_device, checklist, tmp_path):
        path = save_file(waiting, tmp_path / "bezoek.json")
        expect(waiting.get_by_text("3 wijzigingen bewaard in werkgeverskompas-")).to_be_visible()
        other = second_device(waiting)
        waiting.context.close()  # the first device is gone for good
        expect(load(other, path)).to_have_text("3 wijzigingen geladen.")
        expect(other.get_by_role("heading", name="Alles is opgeslagen")).to_be_visible()
        assert stored(checklist) == {"I1": 3, "O7": 1, "O9a": 2}

    def test_loading_twice_on_two_devices_stores_each_answer_once(self, waiting, second_device, checklist, tmp_path):
        path = save_file(waiting, tmp_path / "bezoek.json")
        for _ in range(2):
            other = second_device(waiting)
            expect(load(other, path)).to_have_text("3 wijzigingen geladen.")
            expect(other.get_by_role("heading", name="Alles is opgeslagen")).to_be_visible()
        waiting.unroute_all()
        waiting.get_by_role("button", name="Verstuur nu").click()
        expect(waiting.get_by_role("heading", name="Alles is opgeslagen")).to_be_visible()
        assert AnswerChange.objects.filter(answer__checklist=checklist).count() == 3
        assert AppliedChange.objects.filter(visit=checklist.visit_id).count() == 3

    def test_what_is_on_the_device_already_is_not_loaded_over(self, waiting, checklist, tmp_path):
        path = save_file(waiting, tmp_path / "bezoek.json")
        expect(load(waiting, path)).to_contain_text(
            "3 wijzigingen niet geladen: op dit apparaat staat al iets nieuwers."
        )
        expect(waiting.get_by_role("heading", name="Nog niet op de server (3)")).to_be_visible()

    def test_file_of_another_person_is_refused(self, waiting, open_tab, sign_in, checklist, lea, tmp_path):
        path = save_file(waiting, tmp_path / "bezoek.json")
        other = open_tab()
        sign_in(other, lea)
        other.goto("/apparaat/")
        expect(load(other, path)).to_have_text("Dit bestand is van iemand anders. Alleen die kan het laden.")
        expect(other.get_by_role("heading", name="Alles is opgeslagen")).to_be_visible()
        assert stored(checklist) == {}

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            ('{"format": "werkgeverskompas-wachtrij", "person": 1, "chang', "Dit bestand is beschadigd"),
            ("", "Dit bestand is beschadigd"),
            ('{"format": "een ander programma", "changes": []}', "Dit is geen bestand van het Werkgeverskompas."),
        ],
        ids=["cut off", "empty", "of something else"],
    )
    def test_file_that_is_no_queue_is_refused(self, content, sentence, waiting, tmp_path):
        path = tmp_path / "stuk.json"
        path.write_text(content, encoding="utf-8")
        expect(load(waiting, path)).to_contain_text(sentence)
        expect(load(waiting, path)).to_contain_text("Er is niets geladen.")
        expect(waiting.get_by_role("heading", name="Nog niet op de server (3)")).to_be_visible()

    def test_change_that_cannot_be_read_is_counted_and_the_rest_is_loaded(
        self, waiting, second_device, checklist, tmp_path
    ):
        path = save_file(waiting, tmp_path / "bezoek.json")
        saved = json.loads(path.read_text(encoding="utf-8"))
        saved["changes"][0]["fields"] = None
        path.write_text(json.dumps(saved), encoding="utf-8")
        other = second_device(waiting)
        expect(load(other, path)).to_have_text(
            "2 wijzigingen geladen. 1 wijziging niet te lezen: het bestand is beschadigd."
        )
        expect(other.get_by_role("heading", name="Alles is opgeslagen")).to_be_visible()
        assert stored(checklist) == {"O7": 1, "O9a": 2}

    def test_nothing_to_save_is_said(self, page, sign_in, anna, reference):
        sign_in(page, anna)
        page.goto("/apparaat/")
        page.get_by_role("button", name="Bewaar als bestand").click()
        expect(page.get_by_text("Er is niets om te bewaren")).to_be_visible()


class TestLettingGo:
    @pytest.fixture
    def refused(self, waiting, checklist, lea):
        """The server does not want these three: a colleague concluded the visit."""
        conclude_checklist(by=lea, checklist=checklist)
        waiting.unroute_all()
        waiting.get_by_role("button", name="Verstuur nu").click()
        expect(waiting.get_by_text("intussen afgerond")).to_have_count(3)
        return waiting

    def test_undo_brings_the_change_back(self, refused):
        refused.get_by_role("button", name=re.compile(r"Laat dit vervallen ?: Antwoord O7")).click()
        expect(refused.get_by_text("Vervallen: Antwoord O7.")).to_be_visible()
        expect(refused.get_by_role("heading", name="Nog niet op de server (2)")).to_be_visible()
        refused.get_by_role("button", name="Maak ongedaan").click()
        expect(refused.get_by_role("heading", name="Nog niet op de server (3)")).to_be_focused()
        refused.reload()
        expect(refused.get_by_role("button", name=re.compile(r"Laat dit vervallen ?: Antwoord O7"))).to_be_visible()

    def test_change_is_sent_again_from_here(self, refused, checklist, lea):
        reopen_checklist(by=lea, checklist=checklist, reason="Anna was nog bezig")
        refused.get_by_role("button", name=re.compile(r"Probeer het opnieuw ?: Antwoord O7")).click()
        expect(refused.get_by_role("heading", name="Nog niet op de server (2)")).to_be_visible()
        assert stored(checklist) == {"O7": 1}

    def test_undo_on_the_checklist_brings_what_was_typed_back(self, page, sign_in, checklist, anna):
        sign_in(page, anna)
        page.goto(f"/bezoeken/{checklist.visit_id}/checklist/")
        card, slot = page.locator("#vraag-O7"), page.locator("#stand-O7")
        card.get_by_text("Notitie, en wie dit zegt").click()
        card.get_by_role("textbox").fill("a" * 4001)
        slot.get_by_role("button", name="Laat dit vervallen").click()
        expect(slot).to_contain_text("Vervallen.")
        expect(card.get_by_role("textbox", include_hidden=True)).to_have_value("")
        slot.get_by_role("button", name="Maak ongedaan").click()
        expect(slot).to_contain_text("hoogstens 4000 tekens")
        expect(card.get_by_role("textbox")).to_have_value("a" * 4001)
        card.get_by_role("textbox").fill("Te lang, nu kort")
        expect(slot).to_contain_text("Opgeslagen")
        assert Answer.objects.get(checklist=checklist, question__key="O7").note == "Te lang, nu kort"

    def test_agreement_that_was_thrown_away_comes_back(self, page, sign_in, checklist, anna):
        sign_in(page, anna)
        page.goto(f"/bezoeken/{checklist.visit_id}/afspraken/")
        page.route(SYNC, lambda route: route.abort())
        page.context.set_offline(True)
        page.get_by_label("Wij").check()
        page.get_by_label("Naam van de persoon of het loket").fill("Anna")
        page.get_by_label("Wat spreekt u af?").fill("Belt terug")
        page.get_by_label("Uiterlijk op").fill(timezone.localdate(checklist.visit.planned_at).isoformat())
        page.evaluate("navigator.locks.request('kompas-verzenden', () => new Promise(() => {})); null")
        page.get_by_role("button", name="Leg de afspraak vast").click()
        page.get_by_role("button", name="Gooi weg").click()
        back = page.get_by_role("button", name="Maak ongedaan")
        expect(back).to_be_focused()
        expect(page.locator("[data-made]")).not_to_contain_text("Belt terug")
        back.press("Enter")
        expect(page.locator("[data-made]")).to_contain_text("Belt terug")


class TestSigningOut:
    @pytest.fixture
    def asked(self, waiting):
        """Anna wants to sign out while three answers wait."""
        waiting.locator(".kop summary").click()
        waiting.get_by_role("button", name="Uitloggen").click()
        dialog = waiting.get_by_role("dialog")
        expect(dialog).to_contain_text("Er staan nog 3 wijzigingen op dit apparaat")
        return dialog

    def test_warning_keeps_whoever_stays(self, asked, waiting):
        asked.get_by_role("button", name="Blijf ingelogd").click()
        expect(asked).to_have_count(0)
        waiting.reload()
        expect(waiting.get_by_role("heading", name="Nog niet op de server (3)")).to_be_visible()

    def test_escape_is_staying(self, asked, waiting):
        waiting.keyboard.press("Escape")
        expect(asked).to_have_count(0)
        expect(waiting.get_by_role("heading", name="Nog niet op de server (3)")).to_be_visible()

    def test_file_can_be_saved_first(self, asked, waiting, tmp_path):
        saved = json.loads(save_file(waiting, tmp_path / "eerst.json", "Red ze eerst als bestand").read_text("utf-8"))
        assert [one["key"] for one in saved["changes"]] == ["I1", "O7", "O9a"]
        expect(asked).to_contain_text("3 wijzigingen bewaard")

    def test_queue_waits_for_its_owner_after_signing_out(self, asked, waiting, sign_in, checklist, anna, lea):
        asked.get_by_role("button", name="Log toch uit").click()
        expect(waiting.get_by_label("E-mailadres")).to_be_visible()
        waiting.unroute_all()
        sign_in(waiting, lea)
        waiting.goto("/apparaat/")
        expect(waiting.get_by_role("heading", name="Alles is opgeslagen")).to_be_visible()
        assert stored(checklist) == {}
        waiting.context.clear_cookies()
        sign_in(waiting, anna)
        waiting.goto("/apparaat/")
        expect(waiting.locator(STATE).first).to_have_text("opgeslagen")
        assert stored(checklist) == {"I1": 3, "O7": 1, "O9a": 2}


@pytest.mark.parametrize(("viewport", "scheme"), [(NARROW, "dark"), (TABLET, "light")], ids=["phone", "tablet"])
def test_page_and_warning_pass_axe_with_and_without_a_queue(
    viewport, scheme, open_tab, sign_in, fill, check_axe, checklist, anna, lea
):
    page = open_tab(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    sign_in(page, anna)
    page.goto("/apparaat/")
    expect(page.get_by_role("heading", name="Alles is opgeslagen")).to_be_visible()
    check_axe(page)
    fill(page).goto("/apparaat/")
    expect(page.get_by_role("heading", name="Nog niet op de server (3)")).to_be_visible()
    check_axe(page)
    page.locator(".kop summary").click()
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    check_axe(page)
    page.get_by_role("button", name="Blijf ingelogd").click()
    conclude_checklist(by=lea, checklist=checklist)
    page.unroute_all()
    page.get_by_role("button", name="Verstuur nu").click()
    expect(page.get_by_role("button", name="Laat dit vervallen")).to_have_count(3)
    check_axe(page)
    page.get_by_role("button", name="Laat dit vervallen").first.click()
    expect(page.get_by_text("Vervallen: Antwoord I1.")).to_be_visible()
    check_axe(page)


def test_whole_page_by_keyboard(waiting, keyboard, checklist, lea, tmp_path):
    """Send, save, load, let go and undo: with Tab, Enter and the focus always somewhere."""
    hands = keyboard(waiting)
    hands.go_to(waiting.get_by_role("button", name="Verstuur nu")).press("Enter")
    expect(waiting.get_by_text("Er is geen verbinding met de server.")).to_be_visible()
    expect(waiting.get_by_role("button", name="Verstuur nu")).to_be_focused()
    hands.go_to(waiting.get_by_role("button", name="Bewaar als bestand"))
    with waiting.expect_download() as download:
        hands.press("Enter")
    download.value.save_as(tmp_path / "bezoek.json")
    chooser = waiting.get_by_label("Laad een bestand")
    hands.go_to(chooser)
    chooser.set_input_files(tmp_path / "bezoek.json")  # what Enter opens here is the browser's own
    expect(waiting.get_by_text("3 wijzigingen niet geladen")).to_be_visible()
    conclude_checklist(by=lea, checklist=checklist)
    waiting.unroute_all()
    hands.press("Shift+Tab")
    waiting.evaluate("document.querySelector('#inhoud').focus()")
    hands.go_to(waiting.get_by_role("button", name="Verstuur nu")).press("Enter")
    expect(waiting.get_by_role("button", name="Laat dit vervallen")).to_have_count(3)
    expect(waiting.get_by_role("button", name="Verstuur nu")).to_be_focused()
    waiting.evaluate("document.querySelector('#inhoud').focus()")
    hands.go_to(waiting.get_by_role("button", name=re.compile(r"Laat dit vervallen ?: Antwoord O7"))).press("Enter")
    expect(waiting.get_by_role("heading", name="Nog niet op de server (2)")).to_be_focused()
    hands.press("Shift+Tab")
    expect(waiting.get_by_role("button", name="Maak ongedaan")).to_be_focused()
    hands.press("Enter")
    expect(waiting.get_by_role("heading", name="Nog niet op de server (3)")).to_be_focused()


class TestKeeping:
    """Nothing stays on a device that the server has, and nothing for longer than the server would keep it."""

    COUNTS = """async () => {
        const ready = (request) => new Promise((done) => { request.onsuccess = () => done(request.result) });
        const db = await ready(indexedDB.open("werkgeverskompas"));
        const count = (store) => ready(db.transaction(store).objectStore(store).count());
        const found = [await count("changes"), await count("mirror"), await count("visits")];
        db.close();
        const pages = await caches.open("kompas-paginas").then((cache) => cache.keys());
        return [...found, pages.filter(({ url }) => url.includes("/bezoeken/")).length];
    }"""
    AGE = """(day) => new Promise((done) => {
        indexedDB.open("werkgeverskompas").onsuccess = ({ target: { result: db } }) => {
            const tx = db.transaction("changes", "readwrite");
            tx.objectStore("changes").openCursor().onsuccess = ({ target: { result: cursor } }) => {
                if (!cursor) return;
                cursor.update({ ...cursor.value, keep_until: day });
                cursor.continue();
            };
            tx.oncomplete = () => { db.close(); done() };
        };
    })"""

    @pytest.fixture
    def taken(self, page, sign_in, checklist, anna):
        """Anna's tablet with the visit on it."""
        sign_in(page, anna)
        page.goto(f"/bezoeken/{checklist.visit_id}/checklist/")
        expect(page.locator("[data-take-along]")).to_contain_text("gaat mee op pad", timeout=60_000)
        return page

    def go_away_and_come(self, page):
        """Open the page about the device and wait until it has tidied up."""
        page.goto("/apparaat/")
        expect(page.get_by_role("heading", name="Gaat mee op pad")).to_be_visible()

    def test_accepted_answers_and_a_concluded_visit_leave_the_device(self, taken, checklist, anna):
        taken.locator("#vraag-I1 .schaal label:has(input[data-step='3'])").click()
        expect(taken.locator("#stand-I1")).to_contain_text("Opgeslagen")
        taken.reload()
        expect(taken.locator(STATE).first).to_have_text("opgeslagen")
        changes, accepted, _, pages = taken.evaluate(self.COUNTS)
        assert (changes, accepted) == (0, 0)
        assert pages > 3
        conclude_checklist(by=anna, checklist=checklist)
        self.go_away_and_come(taken)
        expect(taken.get_by_text("Er gaat nu geen bezoek mee.")).to_be_visible()
        assert taken.evaluate(self.COUNTS) == [0, 0, 0, 0]

    def test_visit_of_a_region_one_left_leaves_the_device(self, taken, checklist, anna):
        Membership.objects.filter(user=anna).delete()
        self.go_away_and_come(taken)
        expect(taken.get_by_text("Er gaat nu geen bezoek mee.")).to_be_visible()
        assert taken.evaluate(self.COUNTS) == [0, 0, 0, 0]

    def test_pages_go_when_a_contact_on_them_may_no_longer_be_kept(self, page, sign_in, checklist, anna):
        today = timezone.localdate()
        make_contact(checklist.visit.employer, by=anna, keep_until=today + timedelta(days=2))
        sign_in(page, anna)
        page.goto(f"/bezoeken/{checklist.visit_id}/checklist/")
        expect(page.locator("[data-take-along]")).to_contain_text("gaat mee op pad", timeout=60_000)
        page.clock.set_fixed_time(timezone.now() + timedelta(days=2))
        self.go_away_and_come(page)
        expect(page.get_by_role("link", name="Bakkerij De Gouden Korenaar").first).to_be_visible()
        page.clock.set_fixed_time(timezone.now() + timedelta(days=3))
        self.go_away_and_come(page)
        expect(page.get_by_text("Er gaat nu geen bezoek mee.")).to_be_visible()
        assert page.evaluate(self.COUNTS) == [0, 0, 0, 0]

    def test_answer_that_was_never_accepted_goes_when_its_term_is_over(self, waiting, checklist):
        waiting.evaluate(self.AGE, "2020-01-01")
        waiting.reload()
        expect(waiting.get_by_role("heading", name="Alles is opgeslagen")).to_be_visible()
        assert stored(checklist) == {}

    def test_clock_that_is_years_wrong_costs_no_answer(self, waiting, checklist):
        waiting.clock.set_fixed_time(timezone.now() + timedelta(days=30 * 365))
        waiting.reload()
        expect(waiting.get_by_text("Er gaat nu geen bezoek mee.")).to_be_visible()
        expect(waiting.get_by_role("heading", name="Nog niet op de server (3)")).to_be_visible()
        waiting.unroute_all()
        waiting.get_by_role("button", name="Verstuur nu").click()
        expect(waiting.get_by_role("heading", name="Alles is opgeslagen")).to_be_visible()
        assert stored(checklist) == {"I1": 3, "O7": 1, "O9a": 2}
