import pytest
from playwright.sync_api import expect
from checklists.models import Answer
from tests.builders import make_employer, make_visit, start_checklist
pytestmark = pytest.mark.django_db(transaction=True)

@pytest.fixture
def checklist(reference, noord, anna, lea):
    visit = make_visit(make_employer(region=noord, by=anna), by=anna, advisers=[anna, lea])
    return start_checklist(visit, by=anna, is_short=True)

def choose(page, key, step):
    page.locator(f"#vraag-{key} .schaal label:has(input[data-step='{step}'])").click()

def test_smoke(page, sign_in, checklist, anna):
    page.on("console", lambda m: print("CONSOLE", m.text))
    sign_in(page, anna)
    page.goto(f"/bezoeken/{checklist.visit_id}/checklist/")
    choose(page, "O8", 3)
    expect(page.locator("#stand-O8")).to_contain_text("Opgeslagen")
    expect(page.locator("[data-device-state]")).to_have_text("opgeslagen")
    expect(page.locator("[data-take-along]")).to_contain_text("gaat mee")
    page.context.set_offline(True)
    choose(page, "O7", 2)
    expect(page.locator("#stand-O7")).to_contain_text("Staat op dit apparaat")
    expect(page.locator("[data-device-state]")).to_have_text("op dit apparaat (1)")
    page.screenshot(path="/tmp/dev/shots-h7/offline.png")
    page.reload()
    expect(page.locator("#stand-O7")).to_contain_text("Staat op dit apparaat")
    expect(page.locator("#stand-O8")).to_contain_text("Opgeslagen")
    expect(page.locator("#vraag-O8 input[data-step='3']")).to_be_checked()
    expect(page.locator("#vraag-O7 input[data-step='2']")).to_be_checked()
    page.context.set_offline(False)
    expect(page.locator("#stand-O7")).to_contain_text("Opgeslagen")
    print(Answer.objects.filter(checklist=checklist, revision__gt=0).values_list("question__key", "value", "revision"))
    page.goto("/apparaat/")
    page.screenshot(path="/tmp/dev/shots-h7/apparaat.png")
