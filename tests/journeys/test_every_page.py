"""Every page on a phone by night and on a tablet by day: the axe rules, and never wider than the screen."""

import pytest
from django.urls import reverse

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
from tests.journeys.conftest import TABLET

pytestmark = pytest.mark.django_db(transaction=True)
# The narrowest screen that WCAG 2.2 asks for (1.4.10): also what a tablet shows at 200% and more.
NARROW = {"width": 320, "height": 700}


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
        reverse("checklists:method"),
        reverse("guidance:terms"),
        reverse("guidance:manual"),
        reverse("guidance:manual_page", args=["aan-tafel"]),
        reverse("guidance:accessibility"),
        reverse("instruments:list"),
        reverse("instruments:list") + "?doelgroep=ww&met=bbl",
        reverse("instruments:detail", args=["loonkostensubsidie"]),
        reverse("instruments:show", args=["loonkostensubsidie"]),
        reverse("instruments:compare") + "?met=loonkostensubsidie&met=no-riskpolis&met=bbl",
        reverse("account_change_password"),
        "/bestaat-niet/",
    ]


@pytest.mark.parametrize(("viewport", "scheme"), [(NARROW, "dark"), (TABLET, "light")], ids=["phone", "tablet"])
def test_every_page_passes_axe_and_fits(viewport, scheme, pages, open_tab, sign_in, check_axe, anna):
    page = open_tab(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    page.goto("/inloggen/")
    check_axe(page)
    sign_in(page, anna)
    for address in pages:
        page.goto(address)
        check_axe(page)


@pytest.mark.parametrize(("viewport", "scheme"), [(NARROW, "dark"), (TABLET, "light")], ids=["phone", "tablet"])
def test_gallery_passes_axe_and_fits(viewport, scheme, open_tab, sign_in, check_axe, anna, settings):
    settings.DEBUG = True
    page = open_tab(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    sign_in(page, anna)
    page.goto(reverse("guidance:gallery"))
    check_axe(page)
