"""One instrument as an employer may read it: amounts of today with source and date, whom to ask, and no internal note."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from instruments import queries
from instruments.actions import save_supplement
from instruments.amounts import Figure, Source
from instruments.sheet import make_sheet, printable_sources
from regions.actions import add_member
from regions.models import Role

pytestmark = pytest.mark.usefixtures("reference")
TODAY = date(2026, 11, 25)
SEEN = Source("Regeling", "2026-07-01", "wettekst")
COACH = Figure("ijc_pct_uren", "1", Decimal(15), SEEN, date(2026, 1, 1), None)


def sheet_of(slug, on=TODAY):
    row = queries.get_instrument(slug)
    return make_sheet(row, *queries.get_instrument_amounts(row, on))


def text_of(response):
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


class TestSheet:
    def test_amount_carries_value_source_date_and_last_day(self):
        lines = {line.name: line for line in sheet_of("loonkostensubsidie").amounts}
        wage = lines["Minimumloon per uur, 21 jaar en ouder"]
        assert wage.values == (("", "€ 14,99 per uur"),)
        assert "2026" in wage.source
        assert wage.until == "31 december 2026"

    def test_ages_of_one_series_stand_on_one_line_in_their_order(self):
        lines = sheet_of("bbl").amounts
        assert len(lines) <= 4
        assert [variant for variant, _ in lines[0].values][:2] == ["20 jaar", "19 jaar"]

    def test_what_has_no_current_amount_says_whom_to_ask_and_shows_no_old_one(self):
        found = sheet_of("vervoersvoorziening")
        assert found.amounts == ()
        assert found.unknown == ("vergoeding per kilometer, eigen auto",)
        assert found.ask == "Vraag het na bij: UWV, Gemeente."

    def test_money_without_any_known_amount_says_whom_to_ask(self):
        assert sheet_of("gemeentelijke-plaatsingssubsidie").ask == "Vraag het na bij: Gemeente."

    def test_complete_one_has_nothing_to_ask(self):
        assert sheet_of("loonkostensubsidie").ask == ""
        assert sheet_of("harrie-training").ask == ""

    @pytest.mark.parametrize("slug", ["lage-inkomensvoordeel", "lkv-oudere-werknemer", "quotum-inclusiviteitsopslag"])
    def test_what_is_not_there_today_names_no_amount(self, slug):
        assert sheet_of(slug).amounts == ()
        assert sheet_of(slug).ask == ""

    def test_amount_from_memory_is_not_shown_and_has_to_be_asked(self):
        row = queries.get_instrument("interne-jobcoach-uwv")
        remembered = replace(COACH, source=Source("Hoofd", "2026", "geheugen"))
        found = make_sheet(row, [COACH], [])
        assert [line.values for line in found.amounts] == [(("eerste jaar", "15%"),)]
        found = make_sheet(row, [remembered], [])
        assert found.amounts == ()
        assert found.ask == "Vraag het na bij: UWV."

    def test_source_from_memory_is_left_out_and_the_law_comes_first(self):
        sources = [
            {"title": "Site", "date": "2026", "status": "secundair"},
            {"title": "Hoofd", "date": "2026", "status": "geheugen"},
            {"title": "Wet", "date": "", "status": "wettekst"},
        ]
        assert [one["title"] for one in printable_sources(sources)] == ["Wet", "Site"]


class TestTurnedRound:
    @pytest.fixture
    def supplement(self, noord, ada):
        return save_supplement(
            by=ada,
            region=noord,
            instrument=queries.get_instrument("loonkostensubsidie"),
            revision=0,
            fields={
                "contact": "Team Werk, 050 123 45 60",
                "route": "Bel ons eerst.",
                "lead_time": "Drie weken",
                "blanks": [{"name": "aanvraagtermijn", "text": "Voor de start"}],
            },
        )

    def test_employer_sees_what_it_brings_with_source_and_nothing_internal(self, as_user, anna):
        page = text_of(as_user(anna).get(reverse("instruments:show", args=["loonkostensubsidie"])))
        row = queries.get_instrument("loonkostensubsidie")
        assert "€ 14,99 per uur" in page
        assert row.yields in page
        assert "Hoofdmenu" not in page
        assert anna.email not in page
        for line in (row.local_blanks[-1], "Vraag dit na bij uw gemeente", "Voor welke groep?", "geheugen"):
            assert line not in page
        assert [one["claim"] for one in row.verification if one["status"] == "geheugen" and one["claim"] in page] == []

    def test_addition_of_the_region_is_shown_with_its_own_date(self, as_user, anna, supplement):
        page = text_of(as_user(anna).get(reverse("instruments:show", args=["loonkostensubsidie"])))
        for words in ("Team Werk, 050 123 45 60", "Bel ons eerst.", "Drie weken", "Aanvraagtermijn: Voor de start"):
            assert words in page
        assert f"Bijgewerkt op {timezone.localdate(supplement.changed_at).day} " in page

    def test_addition_of_another_region_is_never_shown(self, as_user, chris, dana, supplement):
        for person in (chris, dana):
            for name in ("show", "detail"):
                page = text_of(as_user(person).get(reverse(f"instruments:{name}", args=["loonkostensubsidie"])))
                assert "Team Werk" not in page

    def test_region_in_the_address_passes_the_gate(self, as_user, chris, noord, supplement):
        for name in ("show", "leaflet"):
            address = f"{reverse(f'instruments:{name}', args=['loonkostensubsidie'])}?regio={noord.slug}"
            assert as_user(chris).get(address).status_code == 404

    def test_who_has_two_regions_chooses_which_one_is_shown(self, as_user, anna, zuid, noord, supplement):
        add_member(by=None, email=anna.email, name=anna.name, role=Role.ADVISER, region=zuid)
        client = as_user(anna)
        address = reverse("instruments:show", args=["loonkostensubsidie"])
        assert "Team Werk" not in text_of(client.get(address))
        assert "Team Werk" in text_of(client.get(f"{address}?regio={noord.slug}"))
        assert "Team Werk" not in text_of(client.get(f"{address}?regio={zuid.slug}"))
        detail = client.get(reverse("instruments:detail", args=["loonkostensubsidie"])).content.decode()
        assert f"{address}?regio={noord.slug}" in detail

    def test_unknown_instrument_is_not_found(self, as_user, anna):
        for name in ("show", "leaflet"):
            assert as_user(anna).get(reverse(f"instruments:{name}", args=["zeppelin"])).status_code == 404

    def test_detail_takes_a_fixed_number_of_queries(self, as_user, anna, supplement, django_assert_max_num_queries):
        client = as_user(anna)
        with django_assert_max_num_queries(11):
            client.get(reverse("instruments:detail", args=["loonkostensubsidie"]))
