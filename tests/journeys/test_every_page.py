"""Every page on a tablet, and on the narrowest screen what varies: the axe rules by day and by night, and never too wide."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from checklists.actions import conclude_checklist
from tests.builders import (
    answer_all,
    give_advice,
    make_agreement,
    make_contact,
    make_employer,
    make_visit,
    start_checklist,
)
from tests.journeys.conftest import NARROW, PHONE, TABLET

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pages(reference, noord, anna):
    """One of everything; returns the addresses of the pages, by what they show."""
    employer = make_employer(
        region=noord, by=anna, name="Handelsonderneming Van der Lindenhoutkamp-Schimmelpenninck B.V."
    )
    contact = make_contact(employer, by=anna, email="h.wiersma@een-heel-lange-naam-van-een-bedrijf.voorbeeld.nl")
    done = make_visit(employer, by=anna, contacts=[contact])
    answer_all(start_checklist(done, by=anna), by=anna, level=3, O9a=0)
    agreement = make_agreement(done, by=anna)
    give_advice(done, by=anna)
    border = make_visit(employer, by=anna)
    answer_all(start_checklist(border, by=anna), by=anna, level=2)
    empty = make_visit(employer, by=anna)
    start_checklist(empty, by=anna)
    planned = make_visit(employer, by=anna, contacts=[contact])
    concluded = make_visit(employer, by=anna)
    conclude_checklist(by=anna, checklist=start_checklist(concluded, by=anna))
    return [
        *(
            reverse(f"employers:{name}", args=[noord.slug])
            for name in ("today", "list", "create", "pipeline", "follow_up")
        ),
        reverse("employers:pipeline", args=[noord.slug]) + "?weergave=tabel&sector=onzin",
        *(reverse(f"employers:{name}", args=[employer.pk]) for name in ("move", "add_placement")),
        reverse("employers:my_calendar"),
        *(reverse(f"employers:{name}", args=[employer.pk]) for name in ("detail", "edit", "add_contact", "plan_visit")),
        reverse("employers:add_agreement", args=[employer.pk]),
        reverse("employers:edit_contact", args=[contact.pk]),
        reverse("employers:close_agreement", args=[agreement.pk]),
        *(
            reverse(f"employers:{name}", args=[planned.pk])
            for name in ("visit", "edit_visit", "cancel_visit", "agreements")
        ),
        reverse("checklists:prepare", args=[planned.pk]),
        reverse("checklists:what_if", args=[planned.pk]),
        f"{reverse('checklists:what_if', args=[done.pk])}?a-soort=lks&b-soort=lks-forfait&b-uren=60",
        *(
            reverse(f"checklists:{name}", args=[visit.pk])
            for visit in (done, border, empty)
            for name in ("fill", "result", "recommend", "present", "advice")
        ),
        reverse("checklists:conclude", args=[border.pk]),
        reverse("checklists:figures", args=[noord.slug]) + "?kwartaal=onzin",
        reverse("checklists:figures_behind", args=[noord.slug]) + "?wat=stand&profiel=onzin",
        reverse("checklists:method"),
        reverse("guidance:terms"),
        reverse("guidance:manual"),
        reverse("guidance:manual_page", args=["aan-tafel"]),
        reverse("guidance:manual_page", args=["zonder-netwerk"]),
        reverse("checklists:device"),
        reverse("guidance:accessibility"),
        reverse("instruments:list"),
        reverse("instruments:list") + "?doelgroep=ww&met=bbl",
        reverse("instruments:detail", args=["loonkostensubsidie"]),
        reverse("instruments:show", args=["loonkostensubsidie"]),
        reverse("instruments:compare") + "?met=loonkostensubsidie&met=no-riskpolis&met=bbl",
        reverse("account_change_password"),
        "/bestaat-niet/",
    ]


@pytest.fixture
def signed_in(open_tab, sign_in, anna):
    """Return a function that opens a tab of Anna's."""

    def go(**options):
        page = open_tab(reduced_motion="reduce", **options)
        sign_in(page, anna)
        return page

    return go


def vary(pages):
    """Keep the pages that look different with other answers or another address; test_every_door.py has them all once."""
    return [address for address in pages if "?" in address or address.startswith("/bezoeken/")]


MOVING = """[...document.querySelectorAll("*")].filter((one) => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one);
    return transitionDuration !== "0s" || animationName !== "none" || scrollBehavior === "smooth";
}).map((one) => one.outerHTML.slice(0, 200))"""
FLAT = """[...document.querySelectorAll(".knop, .invoer, .kaart, .melding, .schaal__knop")].filter((one) => {
    const { borderTopStyle, borderLeftStyle } = getComputedStyle(one);
    return one.checkVisibility() && borderTopStyle === "none" && borderLeftStyle === "none";
}).map((one) => one.outerHTML.slice(0, 200))"""


def test_page_that_varies_passes_axe_by_day_and_by_night_and_fits_on_a_phone(pages, signed_in, check_themes):
    page = signed_in(viewport=NARROW)
    for address in vary(pages):
        page.goto(address)
        check_themes(page)


def test_every_page_passes_axe_and_fits_moves_nothing_and_keeps_its_edges(pages, open_tab, signed_in, check_themes):
    """By day and by night, for who asked for less motion, and with forced colours; one visit to a page is enough for all."""
    stranger = open_tab(viewport=TABLET, reduced_motion="reduce")  # else axe meets colours halfway from day to night
    stranger.goto("/inloggen/")
    check_themes(stranger)
    page = signed_in(viewport=TABLET)
    for address in pages:
        page.goto(address)
        assert page.evaluate(MOVING) == [], address
        check_themes(page)
        # Backgrounds and shadows are gone: a button, a field and a card must still be told from the page.
        page.emulate_media(forced_colors="active")
        assert page.evaluate(FLAT) == [], address
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", address
        page.emulate_media(forced_colors="none")


def test_pages_of_the_catalogue_pass_axe_by_day_and_by_night_and_fit(reference, open_tab, sign_in, check_themes, nora):
    page = open_tab(viewport=TABLET, reduced_motion="reduce")
    sign_in(page, nora)
    names = ("catalogue:start", "catalogue:expiring", "catalogue:amounts", "catalogue:instruments", "catalogue:rules")
    series, kept = ["wml_jeugd_pct"], ["loonkostensubsidie"]
    for address in (
        *(reverse(name) for name in (*names, "regions:editors")),
        reverse("catalogue:series", args=series),
        reverse("catalogue:add_amount", args=series) + "?variant=20",
        *(reverse(f"catalogue:{name}", args=kept) for name in ("versions", "edit_instrument", "edit_rules")),
    ):
        page.goto(address)
        check_themes(page)


def test_gallery_passes_axe_by_day_and_by_night_and_fits(signed_in, check_themes, settings):
    settings.DEBUG = True
    page = signed_in(viewport=TABLET)
    page.goto(reverse("guidance:gallery"))
    check_themes(page)


def test_phone_has_one_line_of_header_and_leaves_axe_nothing_to_look_at(pages, signed_in, check_themes):
    """Whether it is stored stands beside the name, and nothing of the menu is half out of sight."""
    page = signed_in(viewport=PHONE)
    for address in [pages[0], pages[1], *(one for one in pages if one.endswith(("/checklist/", "/rekenen/")))][:5]:
        page.goto(address)
        stand = page.locator(".kop [data-device-state]")
        expect(stand).to_have_text("opgeslagen")
        name, state, menu = (page.locator(one).bounding_box() for one in (".kop__naam", ".kop .stand", ".kop summary"))
        assert name["x"] + name["width"] <= state["x"]
        assert state["x"] + state["width"] <= menu["x"]
        assert page.locator(".kop").bounding_box()["height"] <= 2 * name["height"]
        check_themes(page)
    page.locator(".kop summary").click()
    page.get_by_role("link", name="Pijplijn", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pijplijn")


def test_page_stands_as_it_will_while_its_scripts_are_on_their_way(pages, signed_in):
    """What is there for who has no scripts comes only when they stay away: nothing moves when they come."""
    page = signed_in(viewport=TABLET)
    held = []
    page.route("**/js/app.js", lambda route: held.append(route))
    page.goto(pages[1], wait_until="commit")
    button = page.get_by_role("button", name="Zoeken", include_hidden=True)
    expect(button).to_be_attached()
    expect(button).to_be_hidden()
    held[0].abort()
    expect(button).to_be_visible()


def test_every_page_fits_and_cuts_no_text_at_200_percent(pages, signed_in):
    """Somebody set the letters of their browser to twice the size (WCAG 1.4.4)."""
    page = signed_in(viewport=TABLET)
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    page.goto("/handleiding/")
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 32
    for address in pages:
        page.goto(address)
        too_wide, cut = page.evaluate(
            """() => {
                const html = document.documentElement;
                const hides = (one) => one.clientWidth > 1 && getComputedStyle(one).overflowX === "hidden";
                const cut = [...document.querySelectorAll("header *, main *")].filter(
                    (one) => hides(one) && one.scrollWidth > one.clientWidth + 1 && !one.closest("svg, .alleen-voorlezen"));
                return [html.scrollWidth - html.clientWidth, cut.map((one) => one.outerHTML.slice(0, 200))];
            }"""
        )
        assert (too_wide, cut) == (0, []), address
