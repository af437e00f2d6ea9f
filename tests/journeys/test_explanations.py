"""An explanation beside a word: by touch, by keyboard, and without JavaScript."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.builders import answer_all, make_employer, make_visit, start_checklist
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def result(reference, noord, anna):
    """The address of a result page."""
    visit = make_visit(make_employer(region=noord, by=anna), by=anna)
    answer_all(start_checklist(visit, by=anna), by=anna, level=3)
    return reverse("checklists:result", args=[visit.pk])


def test_determinant_is_explained_by_keyboard(result, page, sign_in, keyboard, check_axe, anna):
    sign_in(page, anna)
    page.goto(result)
    question = page.get_by_role("button", name="Wat is Sociale norm?")
    explanation = page.get_by_role("dialog", name="Sociale norm")
    expect(explanation).to_be_hidden()
    keyboard(page).go_to(question).press("Enter")
    expect(explanation).to_be_visible()
    check_axe(page)
    keyboard(page).press("Escape")
    expect(explanation).to_be_hidden()
    expect(question).to_be_focused()


def test_word_is_explained_without_javascript_on_a_phone(open_tab, sign_in, reference, anna):
    page = open_tab(viewport=PHONE, java_script_enabled=False, has_touch=True)
    sign_in(page, anna)
    page.goto(reverse("instruments:detail", args=["loonkostensubsidie"]))
    page.get_by_role("button", name="Loonwaarde", exact=True).tap()
    explanation = page.get_by_role("dialog", name="Loonwaarde")
    expect(explanation).to_contain_text("Bron: Participatiewet")
    explanation.get_by_role("button", name="Sluit").tap()
    expect(explanation).to_be_hidden()


def test_question_mark_opens_the_sheet_with_keys(page, sign_in, reference, noord, anna, keyboard):
    sign_in(page, anna)
    page.goto(reverse("employers:today", args=[noord.slug]))
    sheet = page.get_by_role("dialog", name="Toetsen")
    keyboard(page).press("?")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_role("button", name="Sluit")).to_be_focused()
    keyboard(page).press("Escape")
    expect(sheet).to_be_hidden()


def test_question_mark_in_a_field_is_just_typed(page, sign_in, reference, noord, anna, keyboard):
    sign_in(page, anna)
    page.goto(reverse("employers:list", args=[noord.slug]))
    search = page.get_by_label("Zoek op naam, plaats of KVK-nummer")
    search.focus()
    keyboard(page).press("?")
    expect(search).to_have_value("?")
    expect(page.get_by_role("dialog", name="Toetsen")).to_be_hidden()
