"""What someone sees and feels: Chromium with a processor four times slower, the made-up employers, served as by `make run`.

Bytes of a first page over the wire and of the same page again, what goes along for later once the page is at rest (the
pages of the visit, and the shell that the service worker keeps), layout shift, the largest paint, and how long the screen takes
to answer a tap or a key.
"""

import io
from urllib.parse import urlsplit

from tests.benchmarks.serving import serving

SLOWER = 4
AT_REST = 4000  # milliseconds in which what goes along comes
TIMES = 3  # fresh visits per page; the middle one counts
MOST = {"bytes": 100_000, "paint": 1000, "shift": 0.01, "answer": 100}  # bytes, milliseconds, score, milliseconds
WATCH = """
window.seen = { shift: 0, paint: 0, answer: 0 };
const watch = (type, see, more) => {
  new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true, ...more });
};
watch("layout-shift", (one) => { if (!one.hadRecentInput) seen.shift += one.value; });
watch("largest-contentful-paint", (one) => { seen.paint = one.startTime; });
watch("event", (one) => { if (one.interactionId) seen.answer = Math.max(seen.answer, one.duration); }, { durationThreshold: 16 });
"""
# What is tapped or typed on each page: what people do there most.
TAPS = {
    "employers": [("type", "input[type=search]", "hoog")],
    "checklist": [
        ("tap", f"#vraag-{key} label:has(input[data-step='{step}'])", "") for key, step in (("I1", 3), ("O7", 1))
    ]
    + [("tap", "#vraag-O9a label:has(input[data-step='2'])", ""), ("tap", "#vraag-O9a details summary", "")],
}


def run():
    """Load the made-up employers, measure and print; tells whether every page stays under what is asked."""
    from django.core.management import call_command
    from playwright.sync_api import sync_playwright

    from regions.models import User
    from tests.chromium import NAMES, SWITCHES, find_chromium
    from tests.journeys.world import make_session

    call_command("load_reference", verbosity=0)
    call_command("load_demo", stdout=io.StringIO())
    cookie = make_session(User.objects.get(email="anna@voorbeeld.nl"))
    chromium = find_chromium(NAMES[1:] + NAMES[:1])  # the whole browser, when there is one: it is what people have
    pages = get_pages()
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        found = {name: measure(browser, address, {**cookie, "url": address}, name, url) for name, url in pages.items()}
        browser.close()
    return show(found)


def get_pages():
    """Return name -> address of the pages that are measured, found in the made-up employers."""
    from django.urls import reverse

    from checklists.models import Advice
    from employers.models import Visit

    visits = Visit.objects.filter(employer__region__slug="groningen")
    done = Advice.objects.filter(checklist__visit__in=visits).latest("pk").checklist.visit
    busy = visits.filter(state="under_way").first()
    return {
        "sign in": reverse("account_login"),
        "today": reverse("employers:today", args=["groningen"]),
        "employers": reverse("employers:list", args=["groningen"]),
        "dossier": reverse("employers:detail", args=[done.employer_id]),
        "checklist": reverse("checklists:fill", args=[busy.pk]),
        "result": reverse("checklists:result", args=[done.pk]),
        "present": reverse("checklists:present", args=[done.pk]),
        "what-if": reverse("checklists:what_if", args=[done.pk]),
        "pipeline": reverse("employers:pipeline", args=["groningen"]),
    }


def measure(browser, address, cookie, name, url):
    """Return what the middle one of some first visits of a page saw, and the bytes of the same page again."""
    seen = sorted((_visit(browser, address, cookie, name, url) for _ in range(TIMES)), key=lambda one: one["paint"])
    return seen[TIMES // 2]


def _visit(browser, address, cookie, name, url):
    context = browser.new_context(base_url=address, locale="nl-NL", viewport={"width": 820, "height": 1180})
    if name != "sign in":
        context.add_cookies([cookie])
    context.add_init_script(WATCH)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    received = Received(wire, context)
    page.goto(url, wait_until="load")
    page.wait_for_timeout(700)  # what comes after the page itself: later shifts, the state of the device
    first = received.of_page()
    for kind, query, text in TAPS.get(name, [("tap", "summary:visible", "")]):
        _touch(page, kind, query, text)
    page.wait_for_timeout(500)
    seen = page.evaluate("window.seen")
    page.wait_for_timeout(AT_REST)
    along = received.along()
    received.forget()
    page.goto(url, wait_until="load")
    page.wait_for_timeout(300)
    again = received.of_page() + received.of_worker()  # once it is there, the worker fetches the page
    context.close()
    return seen | {"bytes": first, "again": again, "along": along}


class Received:
    """What came over the wire, told apart: the page with all it needs, and what the device takes along for later."""

    def __init__(self, wire, context):
        self.kinds, self.sizes, self.workers = {}, {}, []
        wire.on("Network.responseReceived", self._note)
        wire.on(
            "Network.loadingFinished", lambda event: self.sizes.update({event["requestId"]: event["encodedDataLength"]})
        )
        context.on("requestfinished", lambda request: self.workers.append(request) if request.service_worker else None)

    def _note(self, event):
        response = event["response"]
        is_visit = response["mimeType"] == "text/html" or urlsplit(response["url"]).path.endswith("/mee/")
        self.kinds[event["requestId"]] = event["type"] == "Fetch" and is_visit

    def of_page(self):
        """Return the bytes of the page itself, whenever they came."""
        return sum(size for one, size in self.sizes.items() if not self.kinds.get(one))

    def along(self):
        """Return the bytes of the pages of a visit that a script fetches for later, and of what the service worker fetched."""
        return self.of_worker() + sum(size for one, size in self.sizes.items() if self.kinds.get(one))

    def of_worker(self):
        """Return the bytes of what the service worker fetched; what the browser had already weighs nothing."""
        sizes = [one.sizes() for one in self.workers]
        return sum(max(0, one["responseHeadersSize"] + one["responseBodySize"]) for one in sizes)

    def forget(self):
        """Begin again."""
        self.sizes.clear()
        self.workers.clear()


def _touch(page, kind, query, text):
    place = page.locator(query).first
    if not place.count():
        return
    if kind == "tap":
        place.click()
    else:
        place.press_sequentially(text, delay=80)
    page.wait_for_timeout(200)


def show(found):
    """Print the table; tell whether every page stays under what is asked."""
    print(f"first visit on a processor {SLOWER} times slower, the middle one of {TIMES}")
    print(f"{'page':12}{'KB':>8}{'along KB':>10}{'again KB':>10}{'paint ms':>10}{'shift':>8}{'answer ms':>11}")
    missed = []
    for name, one in found.items():
        over = [what for what, most in MOST.items() if one[what] > most]
        weight = "".join(
            f"{one[what] / 1000:>{wide}.1f}" for what, wide in (("bytes", 8), ("along", 10), ("again", 10))
        )
        line = f"{name:12}{weight}{one['paint']:>10.0f}{one['shift']:>8.3f}{one['answer']:>11.0f}"
        print(f"{line}{'  over: ' + ', '.join(over) if over else ''}", flush=True)
        missed += over
    return not missed
