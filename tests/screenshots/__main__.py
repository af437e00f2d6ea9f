"""`make screenshots [ARGS="--docs"]`: every page as a picture in .data/screenshots; with --docs the few that the docs show."""

import io
import os
import shutil
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wsp.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in this thread

ROOT = Path(__file__).resolve().parents[2]
WIDTHS = {"phone": (390, 844), "tablet": (820, 1180), "desktop": (1280, 900)}
ADVISER, LEAD, ADMIN = "anna@voorbeeld.nl", "lea@voorbeeld.nl", "wim@voorbeeld.nl"
KEEPER = "nora@voorbeeld.nl"
MANUAL = {
    "vandaag",
    "voorbereiden",
    "checklist",
    "tonen",
    "uitslag",
    "tips",
    "pijplijn",
    "catalogus",
    "apparaat",
}  # shown in the guide
DOCS = {"uitslag", "checklist", "pijplijn"}  # shown on a tablet, the top of the page only
GALLERY = "componenten"  # there while developing only; the docs have all of it, by day and by night


def get_pages():
    """Return who looks at what: {e-mail: {name: address}}, found in the made-up employers."""
    from django.urls import reverse

    from checklists.models import Advice
    from employers.models import Contact, Visit

    slug = "groningen"
    visits = Visit.objects.filter(employer__region__slug=slug)
    done = Advice.objects.filter(checklist__visit__in=visits).latest("pk").checklist.visit
    busy = visits.filter(state="under_way").first()
    planned = visits.filter(state="planned").first()
    contact = Contact.objects.filter(employer=done.employer).first()
    adviser = {
        "vandaag": reverse("employers:today", args=[slug]),
        "werkgevers": reverse("employers:list", args=[slug]),
        "werkgever-nieuw": reverse("employers:create", args=[slug]),
        "dossier": reverse("employers:detail", args=[done.employer_id]),
        "profiel": reverse("employers:edit", args=[done.employer_id]),
        "contactpersoon": reverse("employers:edit_contact", args=[contact.pk]),
        "bezoek-plannen": reverse("employers:plan_visit", args=[done.employer_id]),
        "bezoek": reverse("employers:visit", args=[planned.pk]),
        "afspraken-bezoek": reverse("employers:agreements", args=[done.pk]),
        "voorbereiden": reverse("checklists:prepare", args=[done.pk]),
        "checklist": reverse("checklists:fill", args=[busy.pk]),
        "uitslag": reverse("checklists:result", args=[done.pk]),
        "tips": reverse("checklists:recommend", args=[done.pk]),
        "tonen": reverse("checklists:present", args=[done.pk]),
        "advies": reverse("checklists:advice", args=[done.pk]),
        "afronden": reverse("checklists:conclude", args=[busy.pk]),
        "cijfers": reverse("checklists:figures", args=[slug]),
        "cijfers-werkgevers": reverse("checklists:figures_behind", args=[slug]) + "?wat=stand",
        "hoe-rekenen-we": reverse("checklists:method"),
        "begrippen": reverse("guidance:terms"),
        "apparaat": reverse("checklists:device"),
        "handleiding": reverse("guidance:manual"),
        "handleiding-aan-tafel": reverse("guidance:manual_page", args=["aan-tafel"]),
        "toegankelijkheid": reverse("guidance:accessibility"),
        "instrumenten": reverse("instruments:list"),
        "instrument": reverse("instruments:detail", args=["loonkostensubsidie"]),
        GALLERY: reverse("guidance:gallery"),
    }
    kept = ["loonkostensubsidie"]
    keeper = {
        "catalogus": reverse("catalogue:start"),
        "catalogus-loopt-af": reverse("catalogue:expiring"),
        "catalogus-bedragen": reverse("catalogue:amounts"),
        "catalogus-reeks": reverse("catalogue:series", args=["wml_referentiemaandloon"]),
        "catalogus-bedrag-erbij": reverse("catalogue:add_amount", args=["wml_referentiemaandloon"]),
        "catalogus-versies": reverse("catalogue:versions", args=kept),
        "catalogus-regels": reverse("catalogue:edit_rules", args=kept),
    }
    return {ADVISER: adviser, LEAD: {"pijplijn": reverse("employers:pipeline", args=[slug])}, KEEPER: keeper}


def shoot(browser, address, email, pages, scheme, folder):
    """Sign in and take a picture of each page at each width."""
    from django.conf import settings

    from checklists.demo import PASSWORD

    context = browser.new_context(base_url=address, locale="nl-NL", color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/inloggen/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_load_state()
    for name, url in pages.items():
        settings.DEBUG = name == GALLERY
        for width, (across, down) in WIDTHS.items():
            page.set_viewport_size({"width": across, "height": down})
            response = page.goto(url)
            assert response.status == 200, (url, response.status)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
        if scheme == "light" and name in DOCS and "--docs" in sys.argv:
            page.set_viewport_size({"width": 820, "height": 1180})
            page.screenshot(path=ROOT / "docs" / "screenshots" / f"{name}.png")
        if name == GALLERY and "--docs" in sys.argv:
            page.set_viewport_size({"width": 820, "height": 1180})
            page.screenshot(path=ROOT / "docs" / "screenshots" / f"{name}-{scheme}.png", full_page=True)
        if scheme == "light" and name in MANUAL and "--docs" in sys.argv:
            page.set_viewport_size({"width": 820, "height": 760})
            page.screenshot(path=ROOT / "static" / "handleiding" / f"{name}.png")
    context.close()


def run():
    """Fill the test database with the made-up employers, serve it, and take the pictures."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.management import call_command
    from django.test.testcases import LiveServerThread
    from playwright.sync_api import sync_playwright

    from tests.journeys.conftest import SWITCHES

    call_command("load_reference", verbosity=0)
    call_command("load_demo", stdout=io.StringIO())
    folder = ROOT / ".data" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    server = LiveServerThread("localhost", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
            for email, pages in get_pages().items():
                for scheme in ("light", "dark"):
                    shoot(browser, f"http://localhost:{server.port}", email, pages, scheme, folder)
    finally:
        server.terminate()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder.relative_to(ROOT)}")


def main():
    import django

    django.setup()
    from django.conf import settings
    from django.db import connections
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    from safekeeping.acting import acting_as_system

    setup_test_environment(debug=False)
    connections.settings["default"]["CONN_MAX_AGE"] = (
        0  # a thread of the server would keep the database from being dropped
    )
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with acting_as_system("screenshots"):
            run()
    finally:
        connections.close_all()
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
