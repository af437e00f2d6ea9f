"""The checklist page in a real browser: what its script adds to htmx so that no answer is lost and no count runs back."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from checklists import actions
from checklists.models import Answer, Checklist
from tests.builders import answer, make_employer, make_visit, start_checklist
from tests.journeys.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def checklist(reference, noord, anna, lea):
    visit = make_visit(make_employer(region=noord, by=anna), by=anna, advisers=[anna, lea])
    return start_checklist(visit, by=anna)


@pytest.fixture
def filling(page, sign_in, checklist, anna):
    """Anna has the checklist before her."""
    sign_in(page, anna)
    page.goto(f"/bezoeken/{checklist.visit_id}/checklist/")
    return page


def choose(page, key, step):
    page.locator(f"#vraag-{key} .schaal label:has(input[data-step='{step}'])").click()


def status_of(page, key):
    return page.locator(f"#stand-{key}")


def write_note(page, key, text):
    card = page.locator(f"#vraag-{key}")
    card.get_by_text("Notitie, en wie dit zegt").click()
    card.get_by_role("textbox").fill(text)


def stored(checklist, key):
    return Answer.objects.get(checklist=checklist, question__key=key)


def sign_in_again(page, user):
    user.set_password(PASSWORD)
    user.save()
    page.goto("/inloggen/?next=" + page.url.partition("/bezoeken/")[1] + page.url.partition("/bezoeken/")[2])
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/checklist/**")


def test_what_goes_along_waits_for_the_page_and_comes_once(page, sign_in, checklist, anna):
    sign_in(page, anna)
    address = f"/bezoeken/{checklist.visit_id}/"
    seen = []
    page.on("load", lambda _: seen.append("load"))
    page.on(
        "request", lambda one: seen.append(one.url) if one.resource_type == "fetch" and address in one.url else None
    )
    page.goto(f"{address}checklist/")
    expect(page.get_by_text("Dit bezoek gaat mee op pad, zonder de instrumenten.")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    assert seen[0] == "load"
    assert [one.rpartition(address)[2] for one in seen].count("voorbereiden/") == 1
    assert len(set(seen)) == len(seen)


def test_note_is_saved_while_typing_and_the_field_stays_as_it_is(filling, checklist):
    write_note(filling, "O7", "Ziet er niet tegenop")
    expect(status_of(filling, "O7")).to_contain_text("Opgeslagen")
    assert stored(checklist, "O7").note == "Ziet er niet tegenop"
    assert filling.evaluate("document.activeElement.name") == "note"


def test_count_and_score_change_with_each_tap(filling, checklist):
    expect(filling.locator("#voortgang")).to_have_text("0 van 41 besproken")
    choose(filling, "I1", 3)
    expect(filling.locator("#voortgang")).to_have_text("1 van 41 besproken")
    expect(filling.locator("#voortgang-bedrijf")).to_have_text("1 van 13")


def test_number_key_answers_the_question_that_has_the_focus(filling, checklist):
    filling.locator("#vraag-V1 input:checked").focus()
    filling.keyboard.press("1")
    expect(status_of(filling, "V1")).to_contain_text("Opgeslagen")
    assert stored(checklist, "V1").value == -1
    expect(filling.locator("#vraag-V1 input[data-step='1']")).to_be_focused()


def test_number_typed_in_a_note_answers_nothing(filling, checklist):
    write_note(filling, "O7", "")
    filling.locator("#notitie-O7").press_sequentially("4 mensen")
    expect(status_of(filling, "O7")).to_contain_text("Opgeslagen")
    row = stored(checklist, "O7")
    assert (row.note, row.value) == ("4 mensen", None)


def test_late_reply_never_turns_an_answer_back(filling, checklist):
    held = []

    def hold(route):
        held.append((route, route.fetch()))

    filling.route("**/sync/", hold, times=1)
    choose(filling, "V3", 4)
    while not held:
        filling.title()  # every call lets the handler go on
    choose(filling, "V3", 0)
    route, reply = held[0]
    route.fulfill(response=reply)
    expect(status_of(filling, "V3")).to_contain_text("Opgeslagen")
    expect(filling.locator("#vraag-V3 input[data-step='0']")).to_be_checked()
    expect(filling.locator("[data-device-state]").first).to_have_text("opgeslagen")
    assert stored(checklist, "V3").value == -2


def test_answer_is_sent_again_by_itself_when_the_server_was_away(page, sign_in, checklist, anna):
    page.clock.install()
    sign_in(page, anna)
    page.goto(f"/bezoeken/{checklist.visit_id}/checklist/")
    page.route("**/sync/", lambda route: route.abort(), times=1)
    choose(page, "I1", 3)
    expect(status_of(page, "I1")).to_contain_text("Staat op dit apparaat")
    page.clock.fast_forward(15_000)
    expect(status_of(page, "I1")).to_contain_text("Opgeslagen om")
    assert stored(checklist, "I1").value == 3


def test_answer_of_an_ended_session_is_saved_after_signing_in(filling, checklist, anna):
    Session.objects.all().delete()
    choose(filling, "I1", 3)
    expect(status_of(filling, "I1")).to_contain_text("Staat op dit apparaat")
    sign_in_again(filling, anna)
    expect(status_of(filling, "I1")).to_contain_text("Opgeslagen")
    assert stored(checklist, "I1").value == 3


def test_answer_of_an_ended_session_is_never_saved_under_another_name(filling, checklist, lea):
    Session.objects.all().delete()
    choose(filling, "I1", 3)
    expect(status_of(filling, "I1")).to_contain_text("Staat op dit apparaat")
    sign_in_again(filling, lea)
    choose(filling, "I2a", 2)
    expect(status_of(filling, "I2a")).to_contain_text("Opgeslagen")
    assert stored(checklist, "I1").revision == 0


def test_answer_of_an_ended_session_meets_a_newer_one_as_a_conflict(filling, checklist, anna, lea):
    Session.objects.all().delete()
    choose(filling, "I1", 3)
    expect(status_of(filling, "I1")).to_contain_text("Staat op dit apparaat")
    answer(checklist, by=lea, I1=1)
    sign_in_again(filling, anna)
    expect(status_of(filling, "I1")).to_contain_text("Lea Bakker heeft deze vraag")
    assert stored(checklist, "I1").value == 1


def test_choice_between_two_notes_works_right_after_typing(filling, checklist, lea):
    actions.save_note(by=lea, checklist=checklist, note="Van Lea", seen=checklist.note_mark)
    note = filling.locator("#notitie")
    note.get_by_role("textbox").fill("Van Anna")
    expect(note.get_by_role("status")).to_contain_text("Lea Bakker heeft de notitie")
    note.get_by_role("button", name="Neem die van Lea Bakker").click()
    expect(note.get_by_role("textbox")).to_have_value("Van Lea")
    assert Checklist.objects.get(pk=checklist.pk).note == "Van Lea"


def test_keyboard_goes_on_at_the_answer_after_a_choice(filling, checklist, lea):
    answer(checklist, by=lea, I1=1)
    choose(filling, "I1", 3)
    filling.get_by_role("button", name="Bewaar mijn antwoord").focus()
    filling.keyboard.press("Enter")
    expect(status_of(filling, "I1")).to_contain_text("Opgeslagen")
    expect(filling.locator("#vraag-I1 input[data-step='3']")).to_be_focused()


def test_leaving_with_an_answer_on_this_device_asks_nothing_and_it_is_still_there(filling, checklist):
    filling.route("**/sync/", lambda route: route.fulfill(status=500, body="stuk"))
    choose(filling, "I1", 3)
    expect(status_of(filling, "I1")).to_contain_text("Staat op dit apparaat")
    filling.on("dialog", lambda dialog: pytest.fail(f"asked: {dialog.type}"))
    filling.get_by_role("link", name="Bekijk de uitslag").click()
    filling.wait_for_url("**/uitslag/")
    expect(filling.locator("[data-stand]")).to_contain_text("1 van 41 besproken")
    filling.unroute("**/sync/")
    filling.go_back()
    expect(status_of(filling, "I1")).to_contain_text("Opgeslagen")
    assert stored(checklist, "I1").value == 3


def test_leaving_with_everything_saved_asks_nothing(filling):
    choose(filling, "I1", 3)
    expect(status_of(filling, "I1")).to_contain_text("Opgeslagen")
    filling.on("dialog", lambda dialog: pytest.fail(f"asked: {dialog.type}"))
    filling.get_by_role("link", name="Bekijk de uitslag").click()
    filling.wait_for_url("**/uitslag/")


def test_going_back_shows_the_last_answer(filling):
    choose(filling, "I1", 3)
    expect(status_of(filling, "I1")).to_contain_text("Opgeslagen")
    filling.get_by_role("link", name="Bekijk de uitslag").click()
    filling.wait_for_url("**/uitslag/")
    filling.go_back()
    expect(filling.locator("#vraag-I1 input[data-step='3']")).to_be_checked()


def test_score_that_was_folded_away_stays_away(filling):
    panel = filling.locator(".scorepaneel")
    panel.locator("summary").click()
    filling.reload()
    expect(panel).not_to_have_attribute("open", "")
    expect(filling.locator("#tussenstand")).not_to_be_visible()
