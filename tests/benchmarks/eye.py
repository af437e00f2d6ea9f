"""`make bench-eye`: what someone sees and feels, in Chromium with a processor four times slower, on the made-up employers.

Bytes of a first page over the wire, the same page again with a warm cache, layout shift, the largest paint, and how long
the screen takes to answer a tap. Served as in production: gunicorn, hashed and compressed files.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SLOWER = 4
MOST_BYTES, MOST_PAINT, MOST_SHIFT, MOST_ANSWER = 100_000, 1000, 0.1, 100  # bytes, milliseconds, score, milliseconds
WATCH = """
window.seen = {shift: 0, paint: 0, answer: 0};
new PerformanceObserver(l => l.getEntries().forEach(e => { if (!e.hadRecentInput) seen.shift += e.value; }))
  .observe({type: "layout-shift", buffered: true});
new PerformanceObserver(l => l.getEntries().forEach(e => { seen.paint = e.startTime; }))
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(l => l.getEntries().filter(e => e.interactionId)
  .forEach(e => { seen.answer = Math.max(seen.answer, e.duration); }))
  .observe({type: "event", durationThreshold: 16, buffered: true});
"""


def get_addresses():
    """Return name -> address of the pages that are measured, found in the made-up employers."""
    import django

    django.setup()
    from django.urls import reverse

    from checklists.models import Advice
    from employers.models import Visit

    visits = Visit.objects.filter(employer__region__slug="groningen")
    done = Advice.objects.filter(checklist__visit__in=visits).latest("pk").checklist.visit
    return {
        "vandaag": reverse("employers:today", args=["groningen"]),
        "werkgevers": reverse("employers:list", args=["groningen"]),
        "dossier": reverse("employers:detail", args=[done.employer_id]),
        "checklist": reverse("checklists:fill", args=[visits.filter(state="under_way").first().pk]),
        "uitslag": reverse("checklists:result", args=[done.pk]),
        "tonen": reverse("checklists:present", args=[done.pk]),
        "pijplijn": reverse("employers:pipeline", args=["groningen"]),
    }


def serve():
    """Start the server of `make run` on a free port; return its process and address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "wsp.wsgi", "--bind", f"127.0.0.1:{port}", "--log-level", "warning"],
        cwd=ROOT,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{address}/inloggen/", timeout=5)
            return process, address
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    process.terminate()
    raise SystemExit("the server does not answer")


def sign_in(context):
    """Sign in as the adviser of the demo; return the tab."""
    from checklists.demo import PASSWORD

    page = context.new_page()
    page.goto("/inloggen/")
    page.get_by_label("E-mailadres").fill("anna@voorbeeld.nl")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_load_state("networkidle")
    return page


def look(page, session, address):
    """Open a page and tap something on it; return what was seen, and how many bytes came over the wire."""
    received = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    target = page.locator(".schaal__keuze, summary").first
    if target.count():
        target.click()
    page.wait_for_timeout(300)
    return page.evaluate("window.seen") | {"bytes": sum(received)}


def measure(browser, address, pages):
    """Return name -> (first visit, bytes of the second visit)."""
    options = {"base_url": address, "locale": "nl-NL", "viewport": {"width": 820, "height": 1180}}
    cookies = sign_in(browser.new_context(**options)).context.cookies()
    found = {}
    for name, url in pages.items():
        fresh = browser.new_context(**options)
        fresh.add_cookies(cookies)
        fresh.add_init_script(WATCH)
        page = fresh.new_page()
        session = fresh.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        first = look(page, session, url)
        again = look(page, session, url)["bytes"]
        found[name] = (first, again)
        fresh.close()
    return found


def main():
    """Print the table; the status says whether every page stays under what is asked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wsp.settings")
    from playwright.sync_api import sync_playwright

    from tests.journeys.conftest import SWITCHES

    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    pages = get_addresses()
    process, address = serve()
    try:
        with sync_playwright() as playwright:
            chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
            found = measure(browser, address, pages)
            browser.close()
    finally:
        process.terminate()
        process.wait()
    print(f"{'page':12} {'first KB':>9} {'again KB':>9} {'shift':>7} {'paint ms':>9} {'answer ms':>10}")
    is_fine = True
    for name, (first, again) in found.items():
        fine = (
            first["bytes"] <= MOST_BYTES
            and first["shift"] <= MOST_SHIFT
            and first["paint"] <= MOST_PAINT
            and first["answer"] <= MOST_ANSWER
        )
        is_fine &= fine
        print(
            f"{name:12} {first['bytes'] / 1000:9.1f} {again / 1000:9.1f} {first['shift']:7.3f} {first['paint']:9.0f} "
            f"{first['answer']:10.0f}{'' if fine else '  over'}"
        )
    return 0 if is_fine else 1


if __name__ == "__main__":
    sys.exit(main())
