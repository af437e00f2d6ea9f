"""The buttons of the browser itself: back, refresh, a bookmark, and two tabs; and the last steps of a visit by keyboard."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from checklists.actions import conclude_checklist
from checklists.queries import get_current_questions
from tests.builders import answer_all, make_agreement, make_employer, make_visit, start_checklist

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def visit(reference, noord, anna):
    """A visit of an hour ago with every question answered, to a bakery."""
    visit = make_visit(
        make_employer(region=noord, by=anna, name="Bakkerij Vers"),
        by=anna,
        planned_at=timezone.now() - timedelta(hours=1),
    )
    answer_all(start_checklist(visit, by=anna), by=anna, level=3, O6a=0)
    return visit


def twin_of(page):
    """Return a second tab of the same person."""
    return page.context.new_page()


class TestChecklist:
    def test_bookmark_of_one_question_and_a_refresh_show_the_last_answer(self, page, sign_in, visit, anna):
        sign_in(page, anna)
        key = get_current_questions()[20].key
        page.goto(f"{reverse('checklists:fill', args=[visit.pk])}#vraag-{key}")
        question = page.locator(f"#vraag-{key}")
        expect(question).to_be_in_viewport()
        question.locator(".schaal label:has(input[data-step='1'])").click()
        expect(question.locator("[data-status]")).to_contain_text("Opgeslagen")
        page.reload()
        expect(question.locator("input[data-step='1']")).to_be_checked()
        expect(question).to_be_in_viewport()

    def test_second_tab_of_the_same_person_hears_of_the_newer_answer(self, page, sign_in, visit, anna):
        sign_in(page, anna)
        url = reverse("checklists:fill", args=[visit.pk])
        other = twin_of(page)
        for tab in (page, other):
            tab.goto(url)
        for tab, step in ((page, 0), (other, 2)):
            tab.locator(f"#vraag-I1 .schaal label:has(input[data-step='{step}'])").click()
            expect(tab.locator("#vraag-I1 [data-status]")).to_contain_text(re.compile("Opgeslagen|intussen|nieuwer"))
        other.reload()
        shown = other.locator("#vraag-I1 .schaal input:checked").get_attribute("data-step")
        page.reload()
        assert page.locator("#vraag-I1 .schaal input:checked").get_attribute("data-step") == shown


class TestPipeline:
    @pytest.fixture
    def board(self, page, sign_in, visit, noord, anna):
        make_employer(region=noord, by=anna, name="Hotel Ver", sbi_section="I")
        sign_in(page, anna)
        page.goto(reverse("employers:pipeline", args=[noord.slug]))
        return page

    def choose(self, page, section):
        filters = page.locator("details.filters")
        if filters.get_attribute("open") is None:
            filters.locator("summary").click()
        page.get_by_label("Sector", exact=True).select_option(section)
        expect(page.get_by_text("1 werkgever past bij deze filters.")).to_be_visible()

    def test_filter_is_still_on_after_back_refresh_and_from_a_bookmark(self, board):
        self.choose(board, "I")
        board.get_by_role("link", name="Hotel Ver", exact=True).click()
        expect(board.get_by_role("heading", level=1)).to_have_text("Hotel Ver")
        board.go_back()
        expect(board.get_by_text("1 werkgever past bij deze filters.")).to_be_visible()
        expect(board.get_by_role("link", name="Bakkerij Vers", exact=True)).to_have_count(0)
        expect(board.get_by_label("Sector", exact=True)).to_have_value("I")
        board.reload()
        expect(board.get_by_text("1 werkgever past bij deze filters.")).to_be_visible()
        bookmark = twin_of(board)
        bookmark.goto(board.url)
        expect(bookmark.get_by_role("link", name="Hotel Ver", exact=True)).to_be_visible()
        expect(bookmark.get_by_label("Sector", exact=True)).to_have_value("I")

    def test_back_takes_one_filter_off_at_a_time(self, board):
        self.choose(board, "I")
        self.choose(board, "C")
        expect(board.get_by_role("link", name="Bakkerij Vers", exact=True)).to_be_visible()
        board.go_back()
        expect(board.get_by_role("link", name="Hotel Ver", exact=True)).to_be_visible()
        expect(board.get_by_label("Sector", exact=True)).to_have_value("I")
        board.go_back()
        expect(board.get_by_text("2 werkgevers in deze regio.")).to_be_visible()
        expect(board.get_by_label("Sector", exact=True)).to_have_value("")

    def test_two_tabs_keep_their_own_filters(self, board):
        other = twin_of(board)
        other.goto(board.url)
        self.choose(board, "I")
        self.choose(other, "C")
        for tab, name in ((board, "Hotel Ver"), (other, "Bakkerij Vers")):
            tab.reload()
            expect(tab.get_by_role("link", name=name, exact=True)).to_be_visible()
            expect(tab.get_by_text("1 werkgever past bij deze filters.")).to_be_visible()


class TestWhatIf:
    @pytest.fixture
    def sums(self, page, sign_in, visit, anna):
        sign_in(page, anna)
        page.goto(f"{reverse('checklists:what_if', args=[visit.pk])}?a-soort=lks&a-datum=2026-07-01&a-loonwaarde=60")
        page.locator(".rekenkolom [name=a-uren]").fill("30")
        page.wait_for_url("**a-uren=30**")
        return page

    def test_numbers_are_still_there_after_a_refresh_back_and_from_a_bookmark(self, sums):
        outcome = sums.locator("section[aria-labelledby=uitkomst-a] .uitkomst__groot").inner_text()
        assert "€" in outcome
        bookmark = twin_of(sums)
        bookmark.goto(sums.url)
        sums.reload()
        there = sums.url
        sums.get_by_role("navigation", name="Stappen van het bezoek").get_by_role("link", name="Afspraken").click()
        sums.wait_for_url("**/afspraken/")
        sums.go_back()
        assert sums.url == there
        for tab in (sums, bookmark):
            expect(tab.locator(".rekenkolom [name=a-uren]")).to_have_value("30")
            expect(tab.locator("section[aria-labelledby=uitkomst-a] .uitkomst__groot")).to_have_text(outcome)

    def test_two_tabs_work_out_their_own_sum(self, sums):
        other = twin_of(sums)
        other.goto(sums.url)
        other.locator(".rekenkolom [name=a-uren]").fill("10")
        other.wait_for_url("**a-uren=10**")
        sums.reload()
        expect(sums.locator(".rekenkolom [name=a-uren]")).to_have_value("30")


class TestCatalogue:
    ADDRESS = "catalogue:add_amount"

    @pytest.fixture
    def keeper(self, page, sign_in, reference, nora):
        sign_in(page, nora)
        return page

    def fill(self, page):
        page.goto(reverse(self.ADDRESS, args=["wml_referentiemaandloon"]))
        page.get_by_label("Bedrag", exact=False).first.fill("2.400,60")
        page.get_by_label("Geldt vanaf").fill("2034-01-01")
        page.get_by_label("Tot en met").fill("2034-06-30")
        page.get_by_label(re.compile("^Bron ")).fill("Staatscourant 2039, 1")
        page.get_by_label("Datum van de bron").fill("24-11-2026")
        page.get_by_label("Hoe nagegaan").select_option("officieel")
        page.get_by_role("button", name="Bekijk wat dit verandert").click()
        expect(page.get_by_role("heading", name="Wat dit verandert")).to_be_visible()

    def test_back_from_the_preview_has_what_was_typed(self, keeper):
        self.fill(keeper)
        keeper.go_back()
        expect(keeper.get_by_label("Bedrag", exact=False).first).to_have_value("2.400,60")
        expect(keeper.get_by_label(re.compile("^Bron "))).to_have_value("Staatscourant 2039, 1")

    def test_second_tab_that_saves_last_is_told_and_writes_nothing_over(self, keeper):
        other = twin_of(keeper)
        for tab in (keeper, other):
            self.fill(tab)
        keeper.get_by_role("button", name="Bewaar dit bedrag").click()
        expect(keeper.get_by_text("Opgeslagen. Vanaf nu rekent iedereen hiermee.")).to_be_visible()
        other.get_by_role("button", name="Bewaar dit bedrag").click()
        expect(other.get_by_role("alert")).to_contain_text("Dit loopt door elkaar")
        expect(other.get_by_label("Bedrag", exact=False).first).to_have_value("2.400,60")

    def test_refresh_after_saving_saves_nothing_twice(self, keeper):
        self.fill(keeper)
        keeper.get_by_role("button", name="Bewaar dit bedrag").click()
        expect(keeper.get_by_text("Opgeslagen. Vanaf nu rekent iedereen hiermee.")).to_be_visible()
        keeper.reload()
        expect(keeper.get_by_text("bedrag erbij")).to_have_count(1)


class TestByKeyboard:
    def test_adviser_turns_the_tablet_and_goes_on(self, page, sign_in, keyboard, visit, anna):
        """The page for the employer: every part of it can be reached and opened, and there is a way back to the talk."""
        make_agreement(visit, by=anna, what="stuurt de folder")
        sign_in(page, anna)
        page.goto(reverse("checklists:result", args=[visit.pk]))
        hands = keyboard(page)
        hands.go_to(page.get_by_role("link", name="Laat het de werkgever zien").first).press("Enter")
        page.wait_for_url("**/tonen/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Bakkerij Vers")
        expect(page.locator("main")).not_to_contain_text("Kunnen")
        hands.go_to(page.get_by_role("link", name="Afspraken", exact=True)).press("Enter")
        expect(page.get_by_role("heading", name="Wat wij afspreken")).to_be_in_viewport()
        hands.go_to(page.locator("summary").first).press("Enter")
        expect(page.locator("main details").first).to_have_attribute("open", "")
        hands.go_to(page.get_by_role("link", name="Terug naar het gesprek")).press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Tips")

    def test_visit_that_was_cancelled_by_mistake_is_put_back(self, page, sign_in, keyboard, visit, anna):
        sign_in(page, anna)
        page.goto(reverse("employers:visit", args=[visit.pk]))
        hands = keyboard(page)
        hands.go_to(page.get_by_role("link", name="Zeg af")).press("Enter")
        page.wait_for_url("**/afzeggen/")
        hands.go_to(page.get_by_label("Waarom gaat het bezoek niet door?")).write("Verkeerde dag")
        hands.go_to(page.get_by_role("button", name="Zeg het bezoek af")).press("Enter")
        expect(page.get_by_role("heading", name="Dit bezoek ging niet door")).to_be_visible()
        hands.go_to(page.get_by_role("button", name="Zet het bezoek terug")).press("Enter")
        expect(page.get_by_text("Het bezoek staat weer op bezig.")).to_be_visible()
        expect(page.get_by_text("Bezig (teruggezet)")).to_be_visible()

    def test_concluded_too_soon_it_goes_on_where_it_was(self, page, sign_in, keyboard, visit, anna):
        conclude_checklist(by=anna, checklist=visit.checklist)
        sign_in(page, anna)
        page.goto(reverse("checklists:fill", args=[visit.pk]))
        hands = keyboard(page)
        hands.go_to(page.locator("summary").filter(has_text="Open het bezoek weer")).press("Enter")
        hands.go_to(page.get_by_label(re.compile("Waarom"))).write("Nog een vraag")
        hands.go_to(page.get_by_role("button", name="Open het bezoek weer")).press("Enter")
        expect(page.get_by_text("Het bezoek is weer open.", exact=False)).to_be_visible()
        expect(page.locator("#vraag-I1 input[data-step='3']")).to_be_checked()
