"""The week of an adviser: from the mail of Monday morning by a visit to her own numbers, of which another region gets nothing."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import expect

from checklists.actions import conclude_checklist
from employers.models import Visit
from tests.builders import answer_all, make_agreement, make_employer, make_visit, start_checklist
from tests.journeys.conftest import PHONE, TABLET

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "Bakkerij De Gouden Korenaar"


@pytest.fixture
def employer(reference, noord, anna):
    """An employer of Anna with a promise that is due today."""
    row = make_employer(region=noord, by=anna, name=NAME, account_holder=anna)
    earlier = make_visit(row, by=anna, planned_at=timezone.now() - timedelta(days=20))
    make_agreement(earlier, by=anna, what="stuurt de folder", due_on=timezone.localdate())
    return row


def get_mails():
    call_command("send_digest", verbosity=0)
    found = {message.to[0]: f"{message.subject}\n{message.body}" for message in mail.outbox}
    mail.outbox.clear()
    return found


def test_week_of_an_adviser_of_which_another_region_sees_nothing(
    open_tab, employer, noord, zuid, anna, chris, sign_in, check_axe
):
    # Monday: the mail says what is due; Chris, who has an employer of his own, reads nothing of it in his.
    mine = make_employer(region=zuid, by=chris, name="Garage Zuid", account_holder=chris)
    make_agreement(make_visit(mine, by=chris), by=chris, due_on=timezone.localdate())
    mails = get_mails()
    assert NAME in mails[anna.email]
    assert "Garage Zuid" not in mails[anna.email]
    assert "Garage Zuid" in mails[chris.email]
    assert NAME not in mails[chris.email]

    # On her phone she keeps the promise and plans a visit.
    page = open_tab(PHONE)
    sign_in(page, anna)
    page.locator(".kop summary").click()
    page.get_by_role("link", name="Afspraken", exact=True).click()
    page.get_by_role("button", name=re.compile("^Gedaan.*stuurt de folder")).click()
    expect(page.get_by_role("button", name=re.compile("^Toch niet.*stuurt de folder"))).to_be_focused()
    page.goto(reverse("employers:plan_visit", args=[employer.pk]))
    tomorrow = timezone.localtime() + timedelta(days=1)
    page.get_by_label("Dag").fill(tomorrow.date().isoformat())
    page.get_by_label("Tijd").fill("10:30")
    page.get_by_role("button", name="Plan het bezoek").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    visit = Visit.objects.filter(employer=employer).latest("pk")
    assert timezone.localtime(visit.planned_at).date() == tomorrow.date()

    # Her calendar program knows it; the address of Chris knows only his own.
    feeds = {}
    for person, tab in ((anna, page), (chris, open_tab())):
        if person is chris:
            sign_in(tab, chris)
        tab.goto(reverse("employers:my_calendar"))
        tab.get_by_role("button", name="Maak een adres").click()
        address = tab.get_by_label("Uw agenda-adres").input_value()
        body = open_tab().request.get(address[address.index("/agenda/") :]).body()
        feeds[person] = "\n".join(str(event["summary"]) for event in Calendar.from_ical(body).walk("VEVENT"))
    assert NAME in feeds[anna]
    assert NAME not in feeds[chris]

    # At the table the answers are given; on Friday she sees her own numbers, and follows one to the employer.
    Visit.objects.filter(pk=visit.pk).update(planned_at=timezone.now())
    checklist = start_checklist(visit, by=anna)
    answer_all(checklist, by=anna, level=3)
    conclude_checklist(by=anna, checklist=checklist)
    tablet = open_tab(TABLET)
    sign_in(tablet, anna)
    tablet.get_by_role("link", name="Cijfers", exact=True).click()
    expect(tablet.get_by_role("heading", name=re.compile("^Van uzelf"))).to_be_visible()
    check_axe(tablet)
    table = tablet.get_by_role("table", name="Bezoeken en adviezen per adviseur en maand")
    expect(table.get_by_role("rowheader")).to_have_text(["Anna de Vries"])
    table.get_by_role("link", name="1", exact=True).first.click()
    expect(tablet.get_by_role("rowheader")).to_contain_text([NAME])

    # Chris gets no page, no list, no export and no calendar of it.
    stranger = open_tab()
    sign_in(stranger, chris)
    behind = reverse("checklists:figures_behind", args=[noord.slug])
    for forbidden in (
        reverse("employers:detail", args=[employer.pk]),
        reverse("employers:visit_calendar", args=[visit.pk]),
        reverse("checklists:result", args=[visit.pk]),
        reverse("checklists:figures", args=[noord.slug]),
        f"{behind}?wat=bezoek",
        reverse("checklists:figures_csv", args=[noord.slug]) + "?wat=bezoek",
        reverse("employers:pipeline_csv", args=[noord.slug]),
    ):
        assert stranger.request.get(forbidden).status == 404, forbidden
    own = stranger.request.get(reverse("checklists:figures_behind", args=[zuid.slug]) + "?wat=stand").text()
    assert "Garage Zuid" in own
    assert NAME not in own
