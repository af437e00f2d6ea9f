"""The main job of the product: from a new employer to the advice on paper, on a tablet, and once more with keys alone."""

import hashlib
import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from checklists.models import Advice, Answer, AnswerChange
from checklists.queries import get_current_questions
from employers.models import Employer, Visit

pytestmark = pytest.mark.django_db(transaction=True)

# Willing, and able in most ways: what this employer lacks is knowledge of the instruments.
LOW = {"O9a": 1, "O9b": 0, "O9c": 1}


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def level_of(question):
    """Return the step (0 to 4, from the left) that this employer answers."""
    return LOW.get(question.key, 0 if "D" in question.weights else 3)


def read_pdf(page, link):
    """Open a paper as the person would, in their own session; return its text with every run of blanks as one."""
    response = page.request.get(link.get_attribute("href"))
    assert response.headers["content-type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(response.body()))
    text = re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in reader.pages))
    return reader, text, response.body()


def test_adviser_walks_from_a_new_employer_to_a_printed_advice(page, anna, sign_in, check_axe):
    sign_in(page, anna)
    check_axe(page)
    steps = page.get_by_role("navigation", name="Stappen van het bezoek")
    step = lambda name: steps.get_by_role("link", name=name)  # noqa: E731

    # A new employer, with someone to speak to.
    page.get_by_role("link", name="Werkgevers", exact=True).first.click()
    page.get_by_role("link", name="Nieuwe werkgever").first.click()
    page.get_by_label("Naam (verplicht)").fill("Kwekerij 't Zonneveld")
    page.get_by_label("KVK-nummer").fill("1234")
    page.get_by_label("Plaats (verplicht)").fill("Bedum")
    page.get_by_label("Sector (SBI)").select_option("A")
    page.get_by_label("Aantal medewerkers").fill("45")
    page.get_by_label("Openstaande vacatures").fill("4")
    page.get_by_label("Waarvan moeilijk te vervullen").fill("3")
    page.get_by_role("button", name="Voeg de werkgever toe").click()
    expect(page.get_by_role("alert")).to_contain_text("precies 8 cijfers")
    page.get_by_label("KVK-nummer").fill("12345678")
    page.get_by_role("button", name="Voeg de werkgever toe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kwekerij 't Zonneveld")
    check_axe(page)
    page.get_by_role("link", name="Voeg een contactpersoon toe").click()
    page.get_by_label("Naam").fill("Ria Zonneveld")
    page.get_by_label("Functie").fill("Directeur")
    page.get_by_role("button", name="Voeg toe").click()

    # Plan and prepare.
    page.get_by_role("link", name="Plan een bezoek").first.click()
    page.get_by_label("Dag").fill(day(0))
    page.get_by_label("Tijd").fill("09:30")
    page.get_by_label("Doel van het gesprek").fill("Horen of er passend werk is")
    check_axe(page)
    page.get_by_role("button", name="Plan het bezoek").click()
    page.get_by_role("link", name="Bereid voor en begin").click()
    expect(page.locator("main")).to_contain_text("Horen of er passend werk is")
    expect(page.locator("main")).to_contain_text("SCP")
    check_axe(page)
    page.get_by_role("button", name="Begin met de checklist").click()

    # Fill in: each tap is stored before the next page is asked for.
    questions = get_current_questions()
    for question in questions:
        card = page.locator(f"#vraag-{question.key}")
        card.locator(f".schaal label:has(input[data-step='{level_of(question)}'])").click()
        expect(card.locator("[data-status]")).to_contain_text("Opgeslagen")
    first = page.locator(f"#vraag-{questions[0].key}")
    first.locator("summary").click()
    first.get_by_label("Notitie").fill("Wil graag een rondleiding geven.")
    first.get_by_label("Notitie").blur()
    page.wait_for_load_state("networkidle")
    expect(first.locator("[data-status]")).to_contain_text("Opgeslagen")
    expect(page.locator("#voortgang")).to_have_text(f"{len(questions)} van {len(questions)} besproken")
    check_axe(page)
    assert Answer.objects.filter(
        checklist__visit__employer__name__startswith="Kwekerij", state="answered"
    ).count() == len(questions)
    assert AnswerChange.objects.filter(note="Wil graag een rondleiding geven.").exists()

    # Result, conclude, tips and instruments with their because.
    page.get_by_role("link", name="Bekijk de uitslag").click()
    expect(page.locator("main")).to_contain_text("Wil en kan, doet nog niet")
    check_axe(page)
    step("Checklist").click()
    page.get_by_role("link", name="Rond het bezoek af").click()
    page.get_by_role("button", name="Rond het bezoek af").click()
    expect(page.get_by_role("status").first).to_contain_text("afgerond")
    step("Tips en instrumenten").click()
    expect(page.locator(".omdat").first).to_contain_text("Omdat")
    check_axe(page)
    tips = page.locator("section[aria-labelledby=tips-kop] .kaart__titel").all_inner_texts()
    instruments = page.locator("section[aria-labelledby=instrumenten-kop] .kaart__titel").all_inner_texts()
    assert 1 <= len(tips) <= 3
    assert instruments

    # An agreement, the advice, and the papers.
    step("Afspraken").click()
    page.get_by_label("De werkgever").check()
    page.get_by_label("Naam van de persoon of het loket").fill("Ria Zonneveld")
    page.get_by_label("Wat spreekt u af?").fill("Maakt een lijst van taken in de kas")
    page.get_by_label("Uiterlijk op").fill(day(14))
    page.get_by_role("button", name="Leg de afspraak vast").click()
    check_axe(page)
    page.get_by_role("link", name="Verder naar het advies").click()
    page.get_by_role("textbox", name="Slotwoord").fill("Fijn dat we de kas mochten zien.")
    expect(page.locator("[data-status]").first).to_contain_text("Opgeslagen")
    page.get_by_role("button", name="Stel het advies vast").click()
    advice = Advice.objects.get()
    expect(page.get_by_role("status").first).to_contain_text(advice.number)
    check_axe(page)

    reader, text, paper = read_pdf(page, page.get_by_role("link", name="Advies voor de werkgever (PDF)"))
    assert len(reader.pages) == 2
    assert reader.root_object["/Lang"].lower().startswith("nl")
    for told in (
        "Kwekerij 't Zonneveld",
        advice.number,
        "Ria Zonneveld",
        "Maakt een lijst van taken in de kas",
        "Anna de Vries",
    ):
        assert told.replace("'", "") in text.replace("'", "").replace("’", "")
    assert "Fijn dat we de kas mochten zien." in text
    for title in [*tips, instruments[0].split(" (")[0]]:
        assert title.split(" LKS")[0] in text
    assert "Willen" not in text
    assert "€" not in text
    assert hashlib.sha256(paper).hexdigest() == advice.documents.get(paper="employer").sha256
    _, internal, _ = read_pdf(page, page.get_by_role("link", name="Intern verslag (PDF)"))
    assert "Wil graag een rondleiding geven." in internal
    assert "Willen" in internal

    # Back at the dossier: everything happened to this employer, in order.
    page.get_by_role("link", name="Kwekerij 't Zonneveld").first.click()
    expect(page.get_by_role("region", name="Wat er gebeurde")).to_contain_text(advice.number)
    expect(page.locator("main")).to_contain_text("Afspraak gemaakt")
    employer = Employer.objects.get()
    assert (employer.stage, employer.profile) == ("agreed", "P2")


def test_adviser_does_the_same_with_the_keyboard_alone(page, anna, sign_in, keyboard):
    sign_in(page, anna)
    hands = keyboard(page)
    steps = page.get_by_role("navigation", name="Stappen van het bezoek")
    link = lambda name: page.get_by_role("link", name=name, exact=True).first  # noqa: E731
    button = lambda name: page.get_by_role("button", name=name).first  # noqa: E731

    hands.go_to(link("Werkgevers")).press("Enter")
    page.wait_for_url("**/werkgevers/")
    hands.go_to(link("Nieuwe werkgever")).press("Enter")
    page.wait_for_url("**/nieuw/")
    hands.go_to(page.get_by_label("Naam (verplicht)")).write("Drukkerij Toets")
    hands.go_to(page.get_by_label("KVK-nummer")).write("87654321")
    hands.go_to(page.get_by_label("Sector (SBI)")).write("Industrie")
    hands.go_to(page.get_by_label("Plaats (verplicht)")).write("Leek")
    hands.go_to(button("Voeg de werkgever toe")).press("Enter")
    page.wait_for_url(re.compile(r"/werkgevers/\d+/$"))
    hands.go_to(link("Plan een bezoek")).press("Enter")
    page.wait_for_url("**/bezoek-plannen/")
    hands.go_to(page.get_by_label("Dag")).write_date(timezone.localdate())
    hands.go_to(page.get_by_label("Tijd")).write("0930A")  # the A only counts in a browser that asks for AM or PM
    hands.go_to(button("Plan het bezoek")).press("Enter")
    page.wait_for_url(re.compile(r"/bezoeken/\d+/$"))
    visit = Visit.objects.get()
    hands.go_to(link("Bereid voor en begin")).press("Enter")
    page.wait_for_url("**/voorbereiden/")
    hands.go_to(page.get_by_label("Een heel gesprek")).press("ArrowDown")
    hands.go_to(button("Begin met de checklist")).press("Enter")
    page.wait_for_url("**/checklist/")
    short = [question for question in get_current_questions() if question.is_short]
    for question in short:
        card = page.locator(f"#vraag-{question.key}")
        hands.go_to(card.locator("input[type=radio]:checked"))
        hands.press(str(level_of(question)))
        expect(card.locator("[data-status]")).to_contain_text("Opgeslagen")
    values = {row.question.key: row.value for row in visit.checklist.answers.filter(state="answered")}
    assert values == {one.key: level_of(one) - (2 if one.kind == "bipolar" else 0) for one in short}
    hands.go_to(link("Rond het bezoek af")).press("Enter")
    page.wait_for_url("**/afronden/")
    hands.go_to(button("Rond het bezoek af")).press("Enter")
    page.wait_for_url("**/uitslag/")
    hands.go_to(steps.get_by_role("link", name="Afspraken")).press("Enter")
    page.wait_for_url("**/afspraken/")
    hands.go_to(page.get_by_label("De werkgever")).press("Space")
    hands.go_to(page.get_by_label("Naam van de persoon of het loket")).write("De eigenaar")
    hands.go_to(page.get_by_label("Wat spreekt u af?")).write("Belt terug")
    hands.go_to(page.get_by_label("Uiterlijk op")).write_date(timezone.localdate() + timedelta(days=7))
    hands.go_to(button("Leg de afspraak vast")).press("Enter")
    expect(page.locator("main")).to_contain_text("Belt terug")
    hands.go_to(link("Verder naar het advies")).press("Enter")
    page.wait_for_url("**/advies/")
    hands.go_to(button("Stel het advies vast")).press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("vastgesteld")
    _, text, _ = read_pdf(page, page.get_by_role("link", name="Advies voor de werkgever (PDF)"))
    assert "Drukkerij Toets" in text
    assert "Belt terug" in text
