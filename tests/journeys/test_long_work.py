"""What takes some seconds says so at once, cannot be started twice, and comes back with the file or with a sentence."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.builders import answer_all, make_employer, make_visit, start_checklist

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def figures(page, sign_in, reference, anna, noord):
    """Anna at the figures of her region."""
    sign_in(page, anna)
    page.goto(reverse("checklists:figures", args=[noord.slug]))
    return page


@pytest.fixture
def report(noord):
    return f"**{reverse('checklists:figures_report', args=[noord.slug])}*"


def test_report_says_it_is_being_made_and_then_where_it_is(figures, report):
    held, asked = [], []
    figures.on("request", lambda request: asked.append(request.url) if "kwartaalbericht" in request.url else None)
    figures.route(report, lambda route: held.append(route))  # the server takes its time
    button, slot = figures.get_by_role("link", name="Kwartaalbericht (PDF)"), figures.locator("#bericht")
    expect(slot).to_have_attribute("role", "status")
    button.click()
    expect(slot).to_contain_text("Het kwartaalbericht wordt gemaakt. Dit duurt enkele seconden.")
    expect(button).to_have_attribute("aria-busy", "true")
    button.press("Enter")
    button.press("Enter")
    expect(slot.locator("progress")).to_have_js_property("hidden", False)
    assert len(held) == 1
    with figures.expect_download() as download:
        held[0].continue_()
    assert download.value.suggested_filename.startswith("kwartaalbericht-groningen-")
    expect(slot).to_contain_text("Klaar. Dit bestand staat bij uw downloads: kwartaalbericht-groningen-")
    expect(button).not_to_have_attribute("aria-busy", "true")
    with figures.expect_download():  # and it can be asked for again
        figures.unroute(report)
        button.click()


@pytest.mark.parametrize("failure", ["network", "server", "page"])
def test_report_that_fails_says_so_and_the_button_comes_back(failure, figures, report):
    answers = {
        "network": lambda route: route.abort(),
        "server": lambda route: route.fulfill(status=500, body="mis"),
        "page": lambda route: route.fulfill(status=200, content_type="text/html", body="<p>Log in</p>"),
    }
    figures.route(report, answers[failure])
    button = figures.get_by_role("link", name="Kwartaalbericht (PDF)")
    button.click()
    expect(figures.locator("#bericht")).to_contain_text("Dit lukt nu niet.")
    expect(button).not_to_have_attribute("aria-busy", "true")
    expect(figures.get_by_role("heading", name="Cijfers", exact=True)).to_be_visible()


def test_advice_is_given_once_however_often_one_taps(page, sign_in, reference, anna, noord):
    from checklists.actions import conclude_checklist
    from checklists.models import Advice

    visit = make_visit(make_employer(region=noord, by=anna), by=anna)
    checklist = start_checklist(visit, by=anna)
    answer_all(checklist, by=anna)
    conclude_checklist(by=anna, checklist=checklist)
    sign_in(page, anna)
    page.goto(reverse("checklists:advice", args=[visit.pk]))
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    # Both taps in one go, within the page: whatever Playwright asks of it after the first waits for the next page.
    said = page.evaluate(
        """() => {
            const button = document.querySelector("[data-wacht=vaststellen-bezig]");
            button.click();
            button.click();
            return document.getElementById("vaststellen-bezig").textContent;
        }"""
    )
    assert "Dit duurt enkele seconden." in said
    expect(page.get_by_text("is vastgesteld. U kunt het nu printen of mailen.")).to_be_visible()
    assert (len(asked), Advice.objects.count()) == (1, 1)


def test_without_javascript_it_is_a_plain_link(open_tab, sign_in, reference, anna, noord):
    page = open_tab(java_script_enabled=False)
    sign_in(page, anna)
    page.goto(reverse("checklists:figures", args=[noord.slug]))
    link = page.get_by_role("link", name="Kwartaalbericht (PDF)")
    answer = page.request.get(link.get_attribute("href"))
    assert answer.body().startswith(b"%PDF")
