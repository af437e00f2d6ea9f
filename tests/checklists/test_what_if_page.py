"""The what-if page over HTTP: what it calculates, what it says of bad input, and what it keeps with the visit."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from checklists.actions.scenarios import MOST_KEPT
from checklists.models import Scenario
from employers.actions import cancel_visit
from instruments.actions import save_supplement
from instruments.models import Instrument
from tests.builders import answer_all, keep_scenario, make_employer, make_visit, start_checklist

pytestmark = pytest.mark.usefixtures("reference")
LKS = {"a-soort": "lks", "a-datum": "2026-07-01", "a-uren": "32", "a-loonwaarde": "60", "a-groep": "pwet_lks_register"}
FORFAIT = {"b-soort": "lks-forfait", "b-datum": "2026-07-01", "b-uren": "32", "b-groep": "pwet_lks_register"}


@pytest.fixture
def visit(noord, anna):
    return make_visit(make_employer(region=noord, by=anna), by=anna)


@pytest.fixture
def url(visit):
    return reverse("checklists:what_if", args=[visit.pk])


@pytest.fixture
def get(as_user, anna, url):
    """Return a function that opens the page with these fields and returns the response."""

    def open_page(data=None, **headers):
        return as_user(anna).get(url, data or {}, headers=headers)

    return open_page


def read(response):
    """Return the words of a page, every run of white space one space."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def errors_at(response, name):
    """Return what stands in the slot for mistakes of one field."""
    (slot,) = re.findall(rf'id="id_{name}_error"[^>]*>(.*?)</div>', response.content.decode(), re.S)
    return re.sub(r"<[^>]+>", "", slot).strip()


class TestCalculating:
    def test_page_opens_with_an_example_worked_out_for_today(self, get):
        response = get()
        assert response.status_code == 200
        assert f'value="{timezone.localdate().isoformat()}"' in response.content.decode()
        assert "Wat kost deze plaatsing u?" in read(response)
        assert "per maand" in read(response)

    def test_subsidy_says_amount_steps_sources_and_who_decides(self, get):
        words = read(get(LKS))
        assert "Subsidie € 1.121,76 per maand" in words
        assert "€ 2.523,96 x 70% € 1.766,77" in words
        assert "Participatiewet artikel 10d, 1 juli 2026" in words
        assert "Minimumloon per 1 juli 2026, Staatscourant 2026, 16505, 28 april 2026" in words
        assert "Dit is een indicatie. De gemeente beslist." in words
        assert "de bedragen die gelden tot en met 31 december 2026" in words

    def test_bar_has_a_title_and_a_table_that_say_the_same(self, get):
        page = get(LKS).content.decode()
        assert "<title>Van de kosten van € 2.804,40 per maand betaalt u zelf € 1.682,64 en de gemeente" in page
        assert re.search(r"Loonkostensubsidie van de gemeente</th><td[^>]*>€ 1.121,76</td><td[^>]*>40%</td>", page)

    def test_two_scenarios_stand_side_by_side_with_their_difference(self, get):
        words = read(get(LKS | FORFAIT))
        assert "€ 1.121,76 per maand" in words
        assert "€ 1.402,20 per maand" in words
        assert "Het verschil: € 280,44 per maand" in words

    def test_second_scenario_starts_as_a_copy_of_the_first(self, get):
        page = get(LKS | {"a-uren": "24", "vergelijk": "ja"}).content.decode()
        assert re.search(r'<input type="text" name="b-uren" value="24"', page)
        assert '<option value="lks-forfait" selected>' in page

    def test_second_scenario_can_be_left_out_again(self, get):
        assert "De tweede berekening" not in read(get(LKS | FORFAIT | {"vergelijk": "nee"}))

    @pytest.mark.parametrize(
        ("given", "outcome"),
        [
            ({"a-soort": "lkv", "a-datum": "2026-01-01", "a-verloonde_uren": "1.664"}, "€ 1.680,64 per jaar"),
            ({"a-soort": "no-risk", "a-datum": "2026-07-01", "a-jaarloon": "31320"}, "€ 84,00 per dag"),
            (
                {
                    "a-soort": "loondispensatie",
                    "a-datum": "2026-07-01",
                    "a-functieloon": "2.000,50",
                    "a-loonwaarde": "60",
                },
                "€ 1.200,30 per maand",
            ),
            ({"a-soort": "jobcoach", "a-datum": "2026-07-01", "a-uren": "32"}, "249,6 uur per jaar"),
            (LKS | {"a-soort": "plaatsing"}, "€ 1.542,59 per maand"),
        ],
        ids=lambda value: value["a-soort"] if isinstance(value, dict) else "",
    )
    def test_every_kind_can_be_worked_out(self, given, outcome, get):
        response = get(given)
        assert response.status_code == 200
        assert outcome in read(response)

    def test_decimal_comma_is_right(self, get):
        assert "€ 1.121,76 per maand" in read(get(LKS | {"a-uren": "32,0"}))
        assert "€ 438,19 per maand" in read(get(LKS | {"a-uren": "12,50"}))

    def test_group_without_a_right_gets_a_reason_and_no_amount(self, get):
        words = read(get(LKS | {"a-groep": "geen_groep"}))
        assert "Geen bedrag Voor deze groep is deze regeling er niet." in words

    def test_kind_that_was_just_chosen_asks_for_what_is_missing_without_complaining(self, get):
        response = get({"a-soort": "no-risk"})
        assert response.status_code == 200
        assert "Vul eerst in: jaarloon." in read(response)

    def test_reader_may_calculate_and_not_keep(self, as_user, bas, url):
        response = as_user(bas).get(url, LKS)
        assert "€ 1.121,76 per maand" in read(response)
        assert "Bewaar bij dit bezoek" not in read(response)


class TestUnknownAmount:
    def test_date_after_the_last_known_amount_says_so_in_words(self, get):
        response = get(LKS | {"a-datum": "2027-01-01"})
        assert response.status_code == 200
        words = read(response)
        assert "Voor 1 januari 2027 is niet bekend: minimumloon per maand" in words
        assert "Het laatste dat wij kennen geldt tot en met 31 december 2026." in words
        assert "€ 1.121,76" not in words

    def test_nothing_unknown_is_kept(self, as_user, anna, visit):
        data = LKS | {"a-datum": "2027-01-01", "bewaar": "a"}
        response = as_user(anna).post(reverse("checklists:keep_scenario", args=[visit.pk]), data)
        assert response.status_code == 422
        assert not Scenario.objects.exists()


class TestBadInput:
    @pytest.mark.parametrize("value", ["0", "100", "101", "zestig", "60,5", "-3"])
    def test_wage_value_that_makes_no_sense(self, value, get):
        response = get(LKS | {"a-loonwaarde": value})
        assert response.status_code == 422
        assert errors_at(response, "a-loonwaarde").startswith("Vul een heel percentage in van 1 tot en met 99.")

    @pytest.mark.parametrize("value", ["0", "60"])
    def test_hours_that_make_no_sense(self, value, get):
        response = get(LKS | {"a-uren": value})
        assert response.status_code == 422
        assert errors_at(response, "a-uren") == "Vul een aantal uren per week in van 1 tot en met 48."

    @pytest.mark.parametrize("value", ["1999-05-01", "2040-01-01"])
    def test_date_outside_what_makes_sense(self, value, get):
        response = get(LKS | {"a-datum": value})
        assert response.status_code == 422
        assert errors_at(response, "a-datum") == "Kies een datum van 1 januari 2015 tot en met 31 december 2035."

    def test_date_that_is_no_date(self, get):
        response = get(LKS | {"a-datum": "2026-02-30"})
        assert response.status_code == 422
        assert "een datum" in errors_at(response, "a-datum")

    def test_unknown_group(self, get):
        response = get(LKS | {"a-groep": "astronauten"})
        assert response.status_code == 422
        assert errors_at(response, "a-groep").startswith("Deze groep kennen wij niet.")

    def test_unknown_sum(self, get):
        response = get({"a-soort": "loterij"})
        assert response.status_code == 422
        assert errors_at(response, "a-soort") == "Deze som kennen wij niet. Kies een van de lijst."

    @pytest.mark.parametrize("value", ["1e999999", "9" * 400, "<script>", "\x00"])
    def test_nonsense_is_refused_and_shown_escaped(self, value, get):
        response = get(LKS | {"a-uren": value})
        assert response.status_code == 422
        assert errors_at(response, "a-uren")
        assert "<script>" not in response.content.decode().replace('<script src="', "")

    def test_mistake_in_one_scenario_leaves_the_other_worked_out(self, get):
        response = get(LKS | FORFAIT | {"b-uren": "60"})
        assert response.status_code == 422
        assert "€ 1.121,76 per maand" in read(response)
        assert errors_at(response, "b-uren")
        assert not errors_at(response, "a-uren")


class TestWhileTyping:
    def test_only_outcome_and_mistakes_come_back_and_never_the_field(self, get):
        headers = {"HX-Request": "true", "HX-Target": "uitkomsten"}
        page = get(LKS | {"a-uren": "60"}, **headers)
        assert page.status_code == 422
        text = page.content.decode()
        assert 'id="id_a-uren_error" hx-swap-oob="innerHTML"' in text
        assert 'name="a-uren" id=' not in text
        assert "<h1>" not in text

    def test_outcome_is_said_in_one_line(self, get):
        page = get(LKS, **{"HX-Request": "true", "HX-Target": "uitkomsten"}).content.decode()
        said = '<div id="gezegd" hx-swap-oob="innerHTML">Loonkostensubsidie op loonwaarde: € 1.121,76 per maand.</div>'
        assert said in page

    def test_other_kind_brings_its_own_fields(self, get):
        page = get({"a-soort": "lkv"}, **{"HX-Request": "true", "HX-Target": "paneel"}).content.decode()
        assert 'name="a-verloonde_uren"' in page
        assert "<h1>" not in page


class TestKeeping:
    @pytest.fixture
    def keep(self, as_user, anna, visit):
        """Return a function that keeps a calculation with the visit and returns the page after it."""

        def send(data, which="a"):
            address = reverse("checklists:keep_scenario", args=[visit.pk])
            return as_user(anna).post(address, data | {"bewaar": which}, follow=True)

        return send

    def test_keeps_what_was_filled_in_what_came_out_when_and_by_whom(self, keep, visit, anna):
        response = keep(LKS)
        assert response.status_code == 200
        row = Scenario.objects.get()
        assert (row.visit, row.kind, row.calculated_by) == (visit, "lks", anna)
        assert row.input["uren"] == "32"
        assert row.result["outcomes"][0]["value"] == "1121.76"
        assert all(step["sources"] for step in row.result["steps"])
        assert "Loonkostensubsidie op loonwaarde is bij dit bezoek bewaard en komt in het advies." in read(response)

    def test_page_stays_as_it_was_filled_in(self, keep):
        page = keep(LKS | FORFAIT | {"a-uren": "24"}, "b").content.decode()
        assert re.search(r'name="a-uren" value="24"', page)
        assert Scenario.objects.get().kind == "lks-forfait"

    def test_same_one_twice_is_kept_once(self, keep):
        keep(LKS)
        keep(LKS)
        assert Scenario.objects.count() == 1

    def test_what_is_kept_holds_no_name_of_a_person(self, keep):
        keep(LKS | {"a-naam": "Jan de Wit"})
        row = Scenario.objects.get()
        assert "Jan" not in str(row.input) + str(row.result)

    def test_more_than_the_paper_can_bear_is_refused(self, keep):
        for hours in range(20, 20 + MOST_KEPT):
            keep(LKS | {"a-uren": str(hours)})
        response = keep(LKS)
        assert response.status_code == 422
        assert "Bij dit bezoek staan al vier berekeningen. Haal er eerst een weg." in read(response)
        assert Scenario.objects.count() == MOST_KEPT

    @pytest.mark.parametrize("which", ["b", "c", ""])
    def test_one_that_is_not_there_is_refused(self, which, keep):
        assert keep(LKS, which).status_code == 422
        assert not Scenario.objects.exists()

    def test_cancelled_visit_takes_no_more(self, keep, visit, anna):
        cancel_visit(by=anna, visit=visit, reason="De werkgever is ziek")
        response = keep(LKS)
        assert response.status_code == 422
        assert "Dit bezoek is afgezegd." in read(response)
        assert not Scenario.objects.exists()

    def test_taking_away_hides_it_and_keeps_the_row(self, keep, as_user, anna, visit):
        keep(LKS)
        row = Scenario.objects.get()
        address = reverse("checklists:withdraw_scenario", args=[visit.pk])
        response = as_user(anna).post(address, {"berekening": row.pk}, follow=True)
        assert "De berekening is weggehaald." in read(response)
        assert "Nog niets." in read(response)
        row.refresh_from_db()
        assert row.withdrawn_by == anna

    def test_taking_away_is_undone_with_one_button(self, visit, anna, as_user):
        scenario, client = keep_scenario(visit, by=anna), as_user(anna)
        address = reverse("checklists:withdraw_scenario", args=[visit.pk])
        page = client.post(address, {"berekening": scenario.pk}, follow=True).content.decode()
        assert "Maak ongedaan" in page
        page = client.post(address, {"berekening": scenario.pk, "terug": "1"}, follow=True).content.decode()
        row = Scenario.objects.get()
        assert (row.withdrawn_at, row.withdrawn_by, row.result) == (None, None, scenario.result)
        assert "Maak ongedaan" not in page

    def test_undo_is_not_offered_for_nonsense_or_for_what_is_kept(self, visit, anna, as_user):
        scenario, address = keep_scenario(visit, by=anna), reverse("checklists:what_if", args=[visit.pk])
        for number in ("x", "0", "999999", "9" * 30, scenario.pk):
            assert "Maak ongedaan" not in as_user(anna).get(f"{address}?weg={number}").content.decode()

    def test_taking_away_of_another_visit_is_refused(self, keep, as_user, anna, noord):
        keep(LKS)
        other = make_visit(make_employer(region=noord, by=anna), by=anna)
        address = reverse("checklists:withdraw_scenario", args=[other.pk])
        response = as_user(anna).post(address, {"berekening": Scenario.objects.get().pk})
        assert response.status_code == 422
        assert Scenario.objects.get().withdrawn_at is None


class TestSocialReturn:
    GIVEN = {"a-soort": "sroi", "a-datum": "2026-07-01", "a-opdrachtwaarde": "500.000", "a-percentage": "5"}
    BLOCKS = [
        {"name": "Wajong", "value": "40000", "source": "Bouwblokken van de regio", "source_date": "2026-01-01"},
        {"name": "Leerplek", "value": "5000", "source": "Bouwblokken van de regio", "source_date": "2026-01-01"},
    ]

    @pytest.fixture
    def blocks(self, noord, lea):
        instrument = Instrument.objects.get(slug="social-return")
        save_supplement(by=lea, region=noord, instrument=instrument, revision=0, fields={"blocks": self.BLOCKS})

    def test_without_blocks_says_whom_to_ask(self, get):
        words = read(get(self.GIVEN))
        assert "Voor Groningen zijn nog geen bouwblokken ingevuld." in words
        assert "Nog in te vullen € 25.000,00" in words

    @pytest.mark.usefixtures("blocks")
    def test_blocks_of_the_region_fill_the_obligation_with_their_source(self, get):
        words = read(get(self.GIVEN | {"a-blok-1": "3"}))
        assert "Nog in te vullen € 10.000,00" in words
        assert "Bouwblokken van de regio, 1 januari 2026" in words

    @pytest.mark.usefixtures("blocks")
    def test_blocks_of_another_region_are_not_offered(self, as_user, chris, zuid):
        visit = make_visit(make_employer(region=zuid, by=chris), by=chris)
        words = read(as_user(chris).get(reverse("checklists:what_if", args=[visit.pk]), self.GIVEN))
        assert "Leerplek" not in words

    @pytest.mark.usefixtures("blocks")
    @pytest.mark.parametrize("count", ["-1", "1001", "anderhalf", "1,5"])
    def test_number_that_makes_no_sense(self, count, get):
        response = get(self.GIVEN | {"a-blok-0": count})
        assert response.status_code == 422
        assert errors_at(response, "a-blok-0") == "Vul een heel aantal in van 0 tot en met 1.000."


class TestTooEarly:
    def test_money_is_no_beginning_without_an_intention(self, get, visit, anna):
        checklist = start_checklist(visit, by=anna)
        answer_all(checklist, by=anna, level=1, O6a=2)
        assert "Begin dan niet over geld" in read(get())

    def test_nothing_is_said_where_there_is_an_intention(self, get, visit, anna):
        answer_all(start_checklist(visit, by=anna), by=anna, level=3)
        assert "Begin dan niet over geld" not in read(get())
