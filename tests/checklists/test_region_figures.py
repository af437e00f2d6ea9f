"""The figures of a region: every number leads to exactly its employers, in the page and in the export, and to nobody else's."""

import csv
import io
import random
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from checklists.actions import conclude_checklist
from employers.actions import close_agreement, move_stage
from employers.figures.periods import quarter_of
from employers.models import Agreement, Benchmark, Employer, Visit
from tests.builders import (
    give_advice,
    make_agreement,
    make_employer,
    make_fact,
    make_placement,
    make_visit,
    start_checklist,
)
from tests.employers.test_pipeline_export import read_xlsx

pytestmark = pytest.mark.usefixtures("reference")


def make_world(region, *, advisers, seed, employers=9):
    """Make employers that were visited, advised, agreed with and moved, in this quarter and in the ones before."""
    chance = random.Random(seed)
    for number in range(employers):
        by = advisers[number % len(advisers)]
        row = make_employer(
            region=region,
            by=by,
            name=f"Bedrijf {region.slug} {number}",
            sbi_section=chance.choice("ACFQ"),
            employees=chance.choice([None, 4, 45, 200]),
            target_group_employees=chance.choice([None, 0, 2]),
        )
        for _ in range(chance.randrange(3)):
            visit_once(row, by=by, chance=chance, days_ago=chance.randrange(200))
        if chance.random() < 0.4:
            started = timezone.localdate() - timedelta(days=chance.randrange(300))
            make_placement(row, by=by, form=chance.choice(["employed", "trial", "sroi"]), started_on=started)
        if chance.random() < 0.3:
            row.refresh_from_db()
            move_stage(by=by, employer=row, to="closed", seen=row.stage, reason="Gestopt")


def visit_once(row, *, by, chance, days_ago):
    visit = make_visit(row, by=by, planned_at=timezone.now() - timedelta(days=days_ago))
    checklist = start_checklist(visit, by=by, is_short=True)
    level = chance.randrange(5)
    scales = checklist.answers.exclude(question__kind="bipolar")
    scales.update(state="answered", value=level)
    checklist.answers.filter(question__kind="bipolar").update(state="answered", value=level - 2)
    due_on = timezone.localdate() + timedelta(days=chance.choice([-3, 0, 9]))
    agreement = make_agreement(visit, by=by, due_on=due_on)
    if chance.random() < 0.5:
        close_agreement(by=by, agreement=agreement, state="done", note="")
    if chance.random() < 0.6:
        give_advice(visit, by=by)
    else:
        conclude_checklist(by=by, checklist=checklist)


@pytest.fixture(autouse=True)
def no_paper(monkeypatch):
    """What stands on an advice is tested with the papers."""
    monkeypatch.setattr("checklists.actions.advice.render_paper", lambda paper, content: b"%PDF-1.7")


@pytest.fixture
def patient(settings):
    """Whoever checks every export one by one asks more often than a person may."""
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"export": "10000/m/user"}


@pytest.fixture
def world(noord, zuid, anna, lea, chris):
    make_world(noord, advisers=[anna, lea], seed=1)
    make_world(zuid, advisers=[chris], seed=2, employers=6)
    return noord


def page_of(region, **asked):
    return reverse("checklists:figures", args=[region.slug], query=asked)


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def links(page):
    """Return [(address, number)] of every number that leads to employers."""
    found = re.findall(r'<a class="getal-link" href="([^"]+)">([\d.]+)</a>', page)
    return [(unescape(address), int(number.replace(".", ""))) for address, number in found]


def behind(client, address):
    """Return (how often, [names]) as the page of a drill-down says."""
    page = read(client, address)
    status = re.search(r'<p role="status">(?:([\d.]+) keer, bij )?([\d.]+) werkgevers?\.</p>', page)
    names = re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]+)</a>', page)
    assert len(names) == int(status[2])
    return int(status[1] or status[2]), names


def csv_names(client, address):
    path, query = address.split("?")
    response = client.get(path.rstrip("/") + ".csv?" + query)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return [row["Werkgever"] for row in csv.DictReader(io.StringIO(text), delimiter=";")]


def xlsx_names(client, address):
    path, query = address.split("?")
    response = client.get(path.rstrip("/") + ".xlsx?" + query)
    return [cells["A"][1] for cells in read_xlsx(b"".join(response.streaming_content))[1:]]


class TestBehindEveryNumber:
    def test_every_number_leads_to_as_many_rows_and_the_export_has_them(self, world, lea, as_user, patient):
        client = as_user(lea)
        quarter = quarter_of(timezone.localdate())
        found = [
            one for back in (0, 1) for one in links(read(client, page_of(world, kwartaal=quarter.step(-back).code)))
        ]
        assert len({re.search(r"wat=(\w+)", address)[1] for address, _ in found}) >= 12
        own = set(Employer.objects.filter(region=world).values_list("name", flat=True))
        for address, number in set(found):
            times, names = behind(client, address)
            assert number in (times, len(names)), address  # some figures count visits, some count employers
            assert set(names) <= own
            assert csv_names(client, address) == names, address
        some = f"{page_of(world)}werkgevers/?wat=bezoek&kwartaal={quarter.code}"
        assert xlsx_names(client, some) == behind(client, some)[1]

        # And they equal counting by hand.
        held = Visit.objects.filter(region=world, held_on__gte=quarter.start, held_on__lt=quarter.end)
        asked = {(re.sub(r".*\?", "", address), number) for address, number in found}
        assert (f"wat=bezoek&kwartaal={quarter.code}", held.count()) in asked
        assert (f"wat=bezoek&kwartaal={quarter.code}", len(set(held.values_list("employer", flat=True)))) in asked
        assert ("wat=stand", 9) in asked
        assert ("wat=open", Agreement.objects.filter(region=world, state="open").count()) in asked


class TestWhoSeesWhat:
    def test_adviser_sees_own_numbers_only(self, world, anna, lea, as_user):
        page = read(as_user(anna), page_of(world))
        assert "Anna de Vries" in page
        assert "Lea Bakker" not in page
        quarter = quarter_of(timezone.localdate())
        of_lea = page_of(world).rstrip("/") + f"/werkgevers/?wat=bezoek&kwartaal={quarter.code}&adviseur={lea.pk}"
        assert "telt daarom niet mee: Adviseur" in read(as_user(anna), of_lea)

    def test_lead_sees_every_adviser_by_name_and_never_a_score_beside_it(self, world, lea, as_user):
        page = read(as_user(lea), page_of(world))
        table = re.search(r"<caption[^>]*>Bezoeken en adviezen per adviseur.*?</table>", page, re.S)[0]
        names = re.findall(r'<th scope="row">([^<]+)', table)
        assert names == sorted(names) == ["Anna de Vries", "Lea Bakker"]
        assert not re.search(r"willen|kunnen|score|profiel", table, re.I)

    def test_numbers_of_someone_who_left_still_lead_to_the_right_rows(self, world, anna, lea, as_user):
        Employer.objects.filter(region=world).update(account_holder=None)
        anna.memberships.all().delete()
        client = as_user(lea)
        found = links(read(client, page_of(world)))
        of_anna = [(address, number) for address, number in found if f"adviseur={anna.pk}" in address]
        assert of_anna
        for address, number in of_anna:
            assert behind(client, address)[0] == number

    def test_other_region_is_in_no_list_and_no_export(self, world, zuid, chris, as_user):
        client = as_user(chris)
        for name in ("figures", "figures_behind", "figures_csv", "figures_xlsx", "figures_report"):
            assert client.get(reverse(f"checklists:{name}", args=[world.slug]) + "?wat=stand").status_code == 404
        assert all("midden-brabant" in name for name in behind(client, page_of(zuid) + "werkgevers/?wat=stand")[1])


class TestNonsense:
    def test_unknown_quarter_is_said_and_left_out(self, noord, bas, as_user):
        page = read(as_user(bas), page_of(noord, kwartaal="2026-9"))
        assert "Dit kwartaal kennen we niet." in page

    @pytest.mark.parametrize("value", ["", "0000-1", "9999-4", "2026-1\x00", "٢٠٢٦-1", "2026-1 OR 1=1", "x" * 500])
    def test_strange_quarters_never_break_the_page(self, noord, bas, as_user, value):
        read(as_user(bas), page_of(noord, kwartaal=value))

    def test_filter_with_nonsense_is_named_and_left_out(self, world, bas, as_user):
        client = as_user(bas)
        address = page_of(world) + "werkgevers/?wat=stand&profiel=P99&sector=%00&willen=laag&antwoord=laag"
        page = read(client, address)
        assert "telt daarom niet mee: Profiel, Sector, Antwoord." in page
        assert "<dt>Willen</dt><dd>Laag</dd>" in page

    def test_half_of_what_belongs_together_is_named_and_left_out(self, world, bas, as_user):
        page = read(as_user(bas), page_of(world) + "werkgevers/?wat=antwoord&antwoord=laag")
        assert "telt daarom niet mee: Antwoord" in page

    def test_unknown_kind_is_not_found(self, noord, bas, as_user):
        assert as_user(bas).get(page_of(noord) + "werkgevers/?wat=salaris").status_code == 404
        assert as_user(bas).get(page_of(noord) + "werkgevers/").status_code == 404

    def test_formula_in_a_name_stays_text_in_the_export(self, noord, anna, as_user):
        name = '=HYPERLINK("http://x.voorbeeld.nl";"klik")'
        make_employer(region=noord, by=anna, name=name)
        address = page_of(noord) + "werkgevers/?wat=stand"
        assert csv_names(as_user(anna), address) == [f"'{name}"]
        assert xlsx_names(as_user(anna), address) == [name]  # read_xlsx refuses a sheet with a formula


class TestEmptyRegion:
    def test_page_of_a_new_region_says_that_there_is_nothing_yet(self, noord, bas, as_user):
        page = read(as_user(bas), page_of(noord))
        assert "Er is nog geen werkgever beoordeeld." in page
        assert "Er wacht nu geen werkgever op een eerste bezoek." in page
        assert "0 werkgevers weten we" in page
        assert links(page) == []


class TestBesideTheCountry:
    def add(self, region, by, number, **fields):
        for _ in range(number):
            make_employer(region=region, by=by, **fields)

    def test_fewer_than_30_employers_are_not_compared(self, noord, anna, as_user):
        self.add(noord, anna, 29, employees=5, target_group_employees=1)
        page = read(as_user(anna), page_of(noord))
        assert "Dat is te weinig om naast Nederland te leggen" in page
        assert "zou het zijn in Nederland" not in page

    def test_30_employers_are_laid_beside_their_own_mix_with_source_and_warning(self, noord, anna, as_user):
        self.add(noord, anna, 20, employees=5, target_group_employees=0)
        self.add(noord, anna, 10, employees=300, target_group_employees=2)
        page = read(as_user(anna), page_of(noord))
        assert "<b>33,3%</b>" in page  # 10 of 30
        assert "<b>26,7%</b>" in page  # 20 small of 10% and 10 large of 60%
        assert "Sociaal en Cultureel Planbureau" in page
        assert "2015" in page
        assert "Gelezen in de bron." in page
        assert "Een hoger cijfer zegt dus niet dat de regio het beter doet." in page


class TestLabourMarket:
    def test_own_fact_stands_on_the_figures_page_and_with_every_visit(self, noord, zuid, ada, anna, chris, as_user):
        make_fact(noord, by=ada)
        visit = make_visit(make_employer(region=noord, by=anna), by=anna)
        prepare = reverse("checklists:prepare", args=[visit.pk])
        for address in (page_of(noord), prepare):
            page = read(as_user(anna), address)
            assert "143 vacatures per 100 werklozen." in page
            assert "Ingevoerd door de regio" in page
            assert "ouder dan een jaar" not in page
        strange = make_visit(make_employer(region=zuid, by=chris), by=chris)
        assert "143 vacatures" not in read(as_user(chris), reverse("checklists:prepare", args=[strange.pk]))
        assert "143 vacatures" not in read(as_user(chris), page_of(zuid))

    def test_old_fact_says_that_it_is_old_wherever_it_stands(self, noord, ada, anna, as_user):
        make_fact(noord, by=ada, source_on=date(2024, 1, 1))
        visit = make_visit(make_employer(region=noord, by=anna), by=anna)
        for address in (page_of(noord), reverse("checklists:prepare", args=[visit.pk])):
            assert "ouder dan een jaar" in read(as_user(anna), address)

    def test_fact_of_a_sector_stands_only_with_visits_to_that_sector(self, noord, ada, anna, as_user):
        make_fact(noord, by=ada, sbi_section="F")
        for section, expected in (("F", True), ("C", False)):
            visit = make_visit(make_employer(region=noord, by=anna, sbi_section=section), by=anna)
            page = read(as_user(anna), reverse("checklists:prepare", args=[visit.pk]))
            assert ("143 vacatures" in page) == expected

    def test_newest_of_a_subject_is_shown(self, noord, ada, anna, as_user):
        make_fact(noord, by=ada)
        make_fact(noord, by=ada, period="2026 kwartaal 3", statement="Nu zijn het er 80.")
        page = read(as_user(anna), page_of(noord))
        assert "Nu zijn het er 80." in page
        assert "143 vacatures" not in page
        assert Benchmark.objects.filter(segment=noord.code, entered_by=ada).count() == 2


def count_queries(client, address):
    read(client, address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        read(client, address)
    return len(captured)


def test_pages_take_the_same_few_queries_however_many_employers(noord, anna, lea, as_user):
    client = as_user(lea)
    addresses = [
        page_of(noord),
        *(page_of(noord) + f"werkgevers/?wat={kind}" for kind in ("stand", "bezoek", "antwoord")),
    ]
    make_world(noord, advisers=[anna], seed=3, employers=3)
    few = [count_queries(client, address) for address in addresses]
    make_world(noord, advisers=[anna, lea], seed=4, employers=25)
    assert [count_queries(client, address) for address in addresses] == few
    assert few == [17, 5, 5, 5]
