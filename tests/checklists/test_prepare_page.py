"""The page to read in the car: the visit, last time, open agreements, figures with their source, and the start."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from checklists import actions, queries
from checklists.labels import PROFILES
from checklists.models import Checklist
from checklists.views.figures import MOST, split_figures
from employers import actions as employers
from tests.builders import answer, answer_all, make_agreement, make_contact, make_employer, make_visit, start_checklist

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def employer(noord, anna):
    return make_employer(region=noord, by=anna, employees=45, sbi_section="C", vacancies=3, hard_vacancies=1)


@pytest.fixture
def visit(employer, anna):
    henk = make_contact(employer, by=anna, phone="050 123 45 67")
    return make_visit(employer, by=anna, contacts=[henk], goal="Kennismaken en werk bekijken")


def url_of(visit, name="prepare"):
    return reverse(f"checklists:{name}", args=[visit.pk])


def show(client, visit):
    response = client.get(url_of(visit))
    assert response.status_code == 200
    return response.content.decode()


def make_earlier_visit(employer, *, by, level=1, **exceptions):
    visit = make_visit(employer, by=by, planned_at=timezone.now() - timedelta(days=60))
    checklist = start_checklist(visit, by=by)
    answer_all(checklist, by=by, level=level, **exceptions)
    actions.conclude_checklist(by=by, checklist=checklist)
    return visit


class TestRead:
    def test_who_when_where_and_why_are_on_the_page(self, visit, anna, as_user):
        page = show(as_user(anna), visit)
        assert "Henk Wiersma (Eigenaar)" in page
        assert 'href="tel:0501234567"' in page
        assert "Kennismaken en werk bekijken" in page
        assert "Bij de werkgever" in page
        assert timezone.localtime(visit.planned_at).strftime("%H:%M uur") in page

    def test_profile_is_on_the_page(self, visit, anna, as_user):
        page = show(as_user(anna), visit)
        assert "Industrie, markt" in page
        assert "3, waarvan 1 moeilijk te vervullen" in page

    def test_first_visit_says_there_was_none_and_opens_with_the_short_list(self, visit, anna, as_user):
        page = show(as_user(anna), visit)
        assert "Dit is het eerste gesprek met een checklist." in page
        openers = page.split('class="openers"')[1].split("</ol>")[0]
        assert openers.count("<li>") == 5
        assert "Vorige keer" not in openers

    def test_last_time_is_shown_with_its_answers_and_its_result(self, employer, visit, anna, as_user):
        make_earlier_visit(employer, by=anna, level=4, I5a=0)
        page = show(as_user(anna), visit)
        assert f"De uitslag toen: <strong>{PROFILES['P2'].name}</strong>" in page
        assert "Lees de antwoorden (41)" in page

    def test_result_of_last_time_is_the_one_the_adviser_chose(self, employer, visit, anna, as_user):
        earlier = make_earlier_visit(employer, by=anna, level=2, I5a=0)
        Checklist.objects.filter(visit=earlier).update(chosen_profile="P4", chosen_reason="Zo ziet het eruit")
        assert f"De uitslag toen: <strong>{PROFILES['P4'].name}</strong>" in show(as_user(anna), visit)

    def test_low_answers_of_last_time_open_the_conversation(self, employer, visit, anna, as_user):
        make_earlier_visit(employer, by=anna, level=3, O7=0, V3=-2)
        openers = show(as_user(anna), visit).split('class="openers"')[1].split("</ol>")[0]
        first, second = re.findall(r"<li>“(.*?)”", openers)[:2]
        assert first.startswith("Hoeveel vertrouwen heeft u")
        assert second.startswith("Denkt u dat iemand die via ons komt langer blijft")
        assert "Vorige keer: 0" in openers

    def test_open_agreements_come_back_and_closed_ones_do_not(self, employer, visit, anna, as_user):
        earlier = make_earlier_visit(employer, by=anna)
        make_agreement(earlier, by=anna, what="stuurt twee profielen", due_on=timezone.localdate() - timedelta(days=3))
        done = make_agreement(earlier, by=anna, what="belt de gemeente")
        employers.close_agreement(by=anna, agreement=done, state="done", note="")
        page = show(as_user(anna), visit)
        assert "stuurt twee profielen" in page
        assert "te laat" in page
        assert "belt de gemeente" not in page.split('id="afspraken-kop"')[1].split("</section>")[0]

    def test_cancelled_visit_says_so_and_cannot_begin(self, visit, anna, as_user):
        employers.cancel_visit(by=anna, visit=visit, reason="De werkgever is ziek")
        page = show(as_user(anna), visit)
        assert "Dit bezoek is afgezegd" in page
        assert "De werkgever is ziek" in page
        assert "Begin met de checklist" not in page


class TestFigures:
    def test_figures_fit_size_and_sector_and_each_has_year_source_and_how_sure_we_are(self, visit, anna, as_user):
        page = show(as_user(anna), visit)
        own = page.split('id="cijfers-kop"')[1].split("<details")[0]
        assert "In 2015 had 30% van de middelgrote werkgevers" in own
        assert "landbouw en industrie" in own or "industrie en landbouw" in own
        rows = own.split('<li class="cijfer">')[1:]
        assert 0 < len(rows) <= MOST
        for row in rows:
            assert re.search(r"Bron: .+; (19|20)\d\d", row)
            assert re.search(r"Gelezen in de bron|Uit een betrouwbare tweede bron|Niet nagegaan", row)

    def test_year_is_written_without_a_thousands_sign(self, visit, anna, as_user):
        assert not re.search(
            r"[12]\.\d{3}[;,. ]", show(as_user(anna), visit).split('id="cijfers-kop"')[1].split("<details")[0]
        )

    def test_figures_of_other_sizes_and_sectors_stay_away(self, visit, anna, as_user):
        page = show(as_user(anna), visit)
        assert "van de kleine werkgevers" not in page
        assert "van de grote werkgevers" not in page
        assert "overheidswerkgevers" not in page

    def test_government_gets_its_own_figures(self, noord, anna, as_user):
        town = make_employer(region=noord, by=anna, sector="government", sbi_section="O", employees=400)
        assert "overheidswerkgevers" in show(as_user(anna), make_visit(town, by=anna))

    def test_newest_figure_of_a_subject_counts(self, employer):
        by_subject = {row.key: row for row in queries.get_benchmarks(employer) if row.segment_kind == "total"}
        assert by_subject["has_disabled"].year == 2022
        assert by_subject["banenafspraak_jobs"].period == "2023 kwartaal 4"

    def test_unknown_size_gets_figures_without_it(self, noord, anna, as_user):
        unknown = make_employer(region=noord, by=anna, employees=None)
        own, _ = split_figures(queries.get_benchmarks(unknown))
        assert {one.segment_kind for one in own} == {"sector"}


class TestStart:
    def test_start_makes_the_checklist_and_goes_to_it(self, visit, anna, as_user):
        response = as_user(anna).post(url_of(visit, "start"), {"lijst": "kort"})
        assert response.url == url_of(visit, "fill")
        assert Checklist.objects.get(visit=visit).is_short

    def test_started_checklist_offers_to_go_on_and_to_change_the_list(self, visit, anna, as_user):
        start_checklist(visit, by=anna, is_short=True)
        client = as_user(anna)
        page = show(client, visit)
        assert "Verder met de checklist" in page
        assert re.search(r'value="kort"[^>]*checked', page)
        client.post(url_of(visit, "start"), {"lijst": "volledig"})
        assert not Checklist.objects.get(visit=visit).is_short

    def test_odd_choice_of_list_asks_everything(self, visit, anna, as_user):
        as_user(anna).post(url_of(visit, "start"), {"lijst": "raar"})
        assert not Checklist.objects.get(visit=visit).is_short

    def test_cancelled_visit_starts_nothing(self, visit, anna, as_user):
        employers.cancel_visit(by=anna, visit=visit, reason="Ziek")
        response = as_user(anna).post(url_of(visit, "start"), {"lijst": "volledig"}, follow=True)
        assert "U kunt de checklist nu niet beginnen" in response.content.decode()
        assert not Checklist.objects.exists()

    def test_reader_sees_the_page_without_a_start(self, visit, bas, as_user):
        page = show(as_user(bas), visit)
        assert "Begin met de checklist" not in page
        assert "De checklist is nog niet begonnen." in page


def test_queries_do_not_grow_with_earlier_visits_and_agreements(employer, visit, anna, as_user):
    client = as_user(anna)

    def count(more):
        for number in range(more):
            earlier = make_visit(employer, by=anna, planned_at=timezone.now() - timedelta(days=number + 1))
            checklist = start_checklist(earlier, by=anna)
            answer(checklist, by=anna, I1=number % 5)
            actions.conclude_checklist(by=anna, checklist=checklist)
            make_agreement(earlier, by=anna)
        show(client, visit)
        with CaptureQueriesContext(connection) as captured:
            show(client, visit)
        return len(captured)

    assert count(1) == count(20) <= 12
