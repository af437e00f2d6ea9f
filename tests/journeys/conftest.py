"""A real browser against a real server and database: what every journey stands on."""

import os
import threading
from collections import deque

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection, connections
from playwright.sync_api import expect, sync_playwright

from tests.chromium import SWITCHES, find_chromium
from tests.journeys.world import make_session

# Playwright runs an event loop in this thread, and Django would refuse its plain database calls there; the server that
# the browser talks to runs in another thread and keeps the check.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

expect.set_options(timeout=20_000)  # milliseconds; a machine that is busy is no failure
PASSWORD = "een-lange-zin-voor-de-proef"
TABLET, PHONE = {"width": 820, "height": 1180}, {"width": 390, "height": 844}
# The narrowest screen that WCAG 2.2 asks for (1.4.10): also what a tablet shows at 200% and more.
NARROW = {"width": 320, "height": 700}


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium for all journeys; make sees to it that there is one.

    While Playwright's event loop runs, this thread has database connections of their own (asgiref's Local): those of
    before are closed first, and those of meanwhile at the end, or the test database could not be thrown away.
    """
    connections.close_all()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=SWITCHES)
        yield browser
        browser.close()
        connections.close_all()


def wait_until_quiet():
    """Wait until the server is done with what pages sent last: emptying the tables would get in its way.

    First its connections end, each in a thread of its own: their browser is gone. Then nobody is busy in the database; with
    a moment's rest between two looks, else looking takes the time that the server needs.
    """
    while waiting := [one for one in threading.enumerate() if "process_request_thread" in one.name]:
        for one in waiting:
            one.join()
    others = "datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    query = f"SELECT count(*) FROM pg_stat_activity, pg_sleep(0.01) WHERE {others} AND state <> 'idle'"
    with connection.cursor() as cursor:
        busy = 1
        while busy:
            cursor.execute(query)
            busy = cursor.fetchone()[0]


@pytest.fixture
def open_tab(browser, live_server, reference):
    """Return a function that opens a tab of somebody's own (own cookies); what the page complains of fails the test."""
    contexts, complaints = [], []

    def open_one(viewport=TABLET, **options):
        context = browser.new_context(
            base_url=live_server.url, viewport=viewport, locale="nl-NL", timezone_id="Europe/Amsterdam", **options
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None,
        )
        return page

    yield open_one
    for context in contexts:
        context.close()
    wait_until_quiet()
    assert complaints == []


@pytest.fixture
def page(open_tab):
    """One tab on a tablet."""
    return open_tab()


@pytest.fixture
def sign_in_by_hand():
    """Return a function that signs a member of the cast in, as they would themselves."""

    def go(page, user):
        user.set_password(PASSWORD)
        user.save()
        page.goto("/inloggen/")
        page.get_by_label("E-mailadres").fill(user.email)
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("button", name="Log in")).to_have_count(0)

    return go


@pytest.fixture
def sign_in(live_server):
    """Return a function that lets a member of the cast in by the cookie that signing in leaves, and opens their first page.

    Signing in itself has journeys of its own: doing it again for each of the others is most of a second every time.
    """

    def go(page, user):
        user.set_password(PASSWORD)
        user.save()
        page.context.add_cookies([{**make_session(user), "url": live_server.url}])
        page.goto("/")

    return go


# What sticks to an edge lies over what scrolls below it, and axe cannot see what stands behind it.
UNPIN = """document.querySelectorAll("body *").forEach((one) => {
    if (getComputedStyle(one).position === "sticky") one.style.position = "static";
})"""


def is_drawn(node):
    """Tell whether it is about words in a drawing, whose ground axe cannot see: tests/checklists/test_matrix.py holds them."""
    return node["html"].startswith(("<text", "<tspan"))


@pytest.fixture
def check_axe():
    """Return a function that holds a page to the axe rules (WCAG 2.2 A and AA among them) and to its own width.

    `to_the_last`: and zero that axe leaves for a person to look at; not where a dialog lies over the page, or a menu that
    scrolls is cut off by the edge of the screen.
    """

    def look(page, kinds, options):
        # Straight into the page, past its content policy, as a browser extension does; once a page, it is half a megabyte.
        if not page.evaluate("'axe' in window"):
            page.evaluate(Axe().axe_script)
        response = page.evaluate("(options) => axe.run(options)", options)
        nodes = [(kind, one["id"], node) for kind in kinds for one in response[kind] for node in one["nodes"]]
        return [(k, rule, node["html"][:200]) for k, rule, node in nodes if k == "violations" or not is_drawn(node)]

    def check(page, *, to_the_last=False, rules=()):
        if to_the_last:
            page.evaluate(UNPIN)
        options = {"resultTypes": ["violations", "incomplete"]} | ({"runOnly": list(rules)} if rules else {})
        kinds = ("violations", "incomplete") if to_the_last else ("violations",)
        # A page that still moves while axe looks, such as the state in the header that appears, is looked at once more.
        found = look(page, kinds, options) and look(page, kinds, options)
        assert found == [], f"on {page.url}"
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert too_wide <= 0, f"{page.url} is {too_wide} px too wide"

    return check


COLOURS = ("color-contrast", "link-in-text-block")  # what another theme can change


@pytest.fixture
def check_themes(check_axe):
    """Return a function that holds a page to axe by day, and its colours by night; zero findings, nothing left to a person."""

    def check(page):
        page.emulate_media(color_scheme="light")
        check_axe(page, to_the_last=True)
        page.emulate_media(color_scheme="dark")
        check_axe(page, to_the_last=True, rules=COLOURS)

    return check


class Keyboard:
    """Someone who uses only the keyboard: goes on with Tab until what they want has the focus."""

    def __init__(self, page, most=400):
        self.page, self.most = page, most
        self.passed = deque(maxlen=8)

    def go_to(self, locator):
        """Press Tab until `locator` has the focus, and see that the focus shows.

        It is looked up at every step: a page that draws itself again meanwhile puts another button in its place.
        """
        for _ in range(self.most):
            if locator.evaluate_all("found => found.includes(document.activeElement)"):
                assert self._shows_focus(), f"the focus does not show on {locator}"
                return self
            self.page.keyboard.press("Tab")
            self.passed.append(self.page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))
        raise AssertionError(f"Tab never reaches {locator}; the last ones were {list(self.passed)}")

    def press(self, key):
        self.page.keyboard.press(key)
        return self

    def write(self, text):
        self.page.keyboard.type(text)
        return self

    def write_date(self, day):
        """Type a date in the browser's own date field, whose order follows the language of the browser, not of the page."""
        for order in ("%d%m%Y", "%m%d%Y"):
            self.write(day.strftime(order))
            if self.page.evaluate("document.activeElement.value") == day.isoformat():
                return self
            self.press("ArrowLeft").press("ArrowLeft")
        raise AssertionError(f"the date field does not take {day}")

    def _shows_focus(self):
        return self.page.evaluate(
            """() => {
                const one = document.activeElement;
                const shown = [one, one.nextElementSibling].filter(Boolean);
                return shown.some((element) => getComputedStyle(element).outlineStyle !== "none");
            }"""
        )


@pytest.fixture
def keyboard():
    """The class of someone who uses only the keyboard."""
    return Keyboard
