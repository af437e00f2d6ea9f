"""`make screenshots [ARGS="--docs"]`: every page as a picture in .data/screenshots; with --docs the few that the docs show."""

import io
import os
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
    "afspraken",
    "instrument",
    "rekenen",
    "cijfers",
    "account",
    "leden",
    "toezicht",
}  # shown in the guide
DOCS = {"uitslag", "checklist", "pijplijn"}  # shown on a tablet, the top of the page only
GALLERY = "componenten"  # there while developing only; the docs have all of it, by day and by night


def get_pages():
    """Return who looks at what: {e-mail: {name: address}}, found in the made-up employers."""
    from django.urls import reverse

    from checklists.models import Advice
    from employers.models import Agreement, Contact, Visit
    from guidance.manual import PAGES
    from regions.models import Membership

    slug = "groningen"
    visits = Visit.objects.filter(employer__region__slug=slug)
    done = Advice.objects.filter(checklist__visit__in=visits).latest("pk").checklist.visit
    busy = visits.filter(state="under_way").first()
    planned = visits.filter(state="planned").first()
    contact = Contact.objects.filter(employer=done.employer).first()
    agreement = Agreement.objects.filter(employer__region__slug=slug, state="open").first()
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
        "afspraken": reverse("employers:follow_up", args=[slug]),
        "afspraak-afsluiten": reverse("employers:close_agreement", args=[agreement.pk]),
        "afspraak-erbij": reverse("employers:add_agreement", args=[done.employer_id]),
        "agenda": reverse("employers:my_calendar"),
        "stap": reverse("employers:move", args=[done.employer_id]),
        "plaatsing": reverse("employers:add_placement", args=[done.employer_id]),
        "inzage": reverse("employers:contact_about", args=[contact.pk]),
        "bezoek-wijzigen": reverse("employers:edit_visit", args=[planned.pk]),
        "bezoek-afzeggen": reverse("employers:cancel_visit", args=[planned.pk]),
        "rekenen": reverse("checklists:what_if", args=[done.pk]) + "?a-soort=lks&b-soort=lks&b-uren=36",
        "cijfers": reverse("checklists:figures", args=[slug]),
        "cijfers-werkgevers": reverse("checklists:figures_behind", args=[slug]) + "?wat=stand",
        "hoe-rekenen-we": reverse("checklists:method"),
        "begrippen": reverse("guidance:terms"),
        "apparaat": reverse("checklists:device"),
        "handleiding": reverse("guidance:manual"),
        "toegankelijkheid": reverse("guidance:accessibility"),
        "instrumenten": reverse("instruments:list"),
        "instrument": reverse("instruments:detail", args=["loonkostensubsidie"]),
        GALLERY: reverse("guidance:gallery"),
        "instrument-tonen": reverse("instruments:show", args=["loonkostensubsidie"]),
        "vergelijken": reverse("instruments:compare") + "?met=loonkostensubsidie&met=no-riskpolis&met=bbl",
        "account": reverse("mfa_index"),
        "wachtwoord": reverse("account_change_password"),
        "apparaten": reverse("usersessions_list"),
        **{f"handleiding-{page.slug}": reverse("guidance:manual_page", args=[page.slug]) for page in PAGES},
    }
    lead = {
        "pijplijn": reverse("employers:pipeline", args=[slug]),
        "pijplijn-tabel": reverse("employers:pipeline", args=[slug]) + "?weergave=tabel",
        "toezicht-privacy": reverse("safekeeping:oversight", args=[slug]),
        "toezicht": reverse("safekeeping:trail", args=[slug]),
        "wie-deed-wat": reverse("employers:trail", args=[done.employer_id]),
        "cijfers-teamleider": reverse("checklists:figures", args=[slug]),
    }
    member = Membership.objects.get(user__email=ADVISER, region__slug=slug)
    admin = {
        "leden": reverse("regions:members", args=[slug]),
        "uitnodigen": reverse("regions:invite", args=[slug]),
        "rol": reverse("regions:change_role", args=[slug, member.pk]),
        "toegang-stoppen": reverse("regions:end_membership", args=[slug, member.pk]),
        "tweede-stap-wissen": reverse("regions:reset_second_factor", args=[slug, member.pk]),
        "werk-overdragen": reverse("employers:hand_over_work", args=[slug, member.pk]),
        "kleuren": reverse("regions:change_theme", args=[slug]),
        "arbeidsmarkt": reverse("employers:facts", args=[slug]),
        "inlezen": reverse("employers:import_facts", args=[slug]),
        "aanvulling": reverse("instruments:supplement", args=[slug, "loonkostensubsidie"]),
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
        "catalogus-instrumenten": reverse("catalogue:instruments"),
        "catalogus-instrument": reverse("catalogue:edit_instrument", args=kept),
        "catalogus-regels-overzicht": reverse("catalogue:rules"),
        "catalogus-beheerders": reverse("regions:editors"),
    }
    return {ADVISER: adviser, LEAD: lead, ADMIN: admin, KEEPER: keeper}


def shoot(browser, address, email, pages, scheme, folder):
    """Sign in and take a picture of each page at each width."""
    from django.conf import settings
    from PIL import Image

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
            path = ROOT / "docs" / "screenshots" / f"{name}-{scheme}.png"
            page.screenshot(path=path, full_page=True)
            Image.open(path).quantize(256).save(path, optimize=True)  # flat colours: a third of the weight
        if scheme == "light" and name in MANUAL and "--docs" in sys.argv:
            page.set_viewport_size({"width": 820, "height": 760})
            page.screenshot(path=ROOT / "static" / "handleiding" / f"{name}.png")
    if email == ADVISER:
        shoot_undo(page, scheme, folder)
    context.close()


def shoot_undo(page, scheme, folder):
    """Take a picture of what one sees after cancelling a visit, and take that back."""
    from django.urls import reverse

    from employers.models import Visit

    visit = Visit.objects.filter(employer__region__slug="groningen", state="planned").first()
    page.goto(reverse("employers:cancel_visit", args=[visit.pk]))
    page.get_by_label("Waarom gaat het bezoek niet door?").fill("De werkgever is ziek")
    page.get_by_role("button", name="Zeg het bezoek af").click()
    back = page.get_by_role("button", name="Zet het bezoek terug")
    back.wait_for()
    for width, (across, down) in WIDTHS.items():
        page.set_viewport_size({"width": across, "height": down})
        page.screenshot(path=folder / f"terugdraaien-{width}-{scheme}.png", full_page=True)
    if scheme == "light" and "--docs" in sys.argv:
        page.set_viewport_size({"width": 820, "height": 760})
        page.screenshot(path=ROOT / "static" / "handleiding" / "terugdraaien.png")
    back.click()
    page.get_by_text("Het afzeggen is teruggedraaid.").wait_for()


def run():
    """Fill the test database with the made-up employers, serve it, and take the pictures."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.management import call_command
    from django.test.testcases import LiveServerThread
    from playwright.sync_api import sync_playwright

    from tests.chromium import SWITCHES, find_chromium

    call_command("load_reference", verbosity=0)
    call_command("load_demo", stdout=io.StringIO())
    folder = ROOT / ".data" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    server = LiveServerThread("localhost", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=SWITCHES)
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
        with connections["default"].cursor() as cursor:  # what a page asked last may still be under way
            others = "datname = current_database() AND pid <> pg_backend_pid()"
            cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
        connections.close_all()
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
