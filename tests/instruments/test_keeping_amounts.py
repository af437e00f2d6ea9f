"""The screens of the amounts: find a series, add, change and take away a figure, and see beforehand what it changes."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from instruments import actions, queries
from instruments.amounts import Figure, Source, make_mark
from instruments.models import Amount, ReferenceChange
from instruments.series import SERIES
from tests.instruments.sums import REFERENCE
from tests.undoing import press_undo

TODAY = date(2026, 11, 25)
MONTH = "wml_referentiemaandloon"
READ = Source("Staatscourant 2026, 99999", "2026-11-30", "officieel")
TYPED = {
    "waarde": "2.400,60",
    "vanaf": "2027-01-01",
    "tot": "2027-06-30",
    "bron": "Staatscourant 2026, 99999",
    "webadres": "https://zoek.officielebekendmakingen.nl/stcrt-2026-99999.html",
    "bron_datum": "30-11-2026",
    "status": "officieel",
    "opmerking": "",
}

pytestmark = pytest.mark.usefixtures("reference", "today")


@pytest.fixture
def today(monkeypatch):
    """The day this was written, so that what runs out stays what it was."""
    real = timezone.localdate
    monkeypatch.setattr(
        "django.utils.timezone.localdate", lambda value=None, zone=None: real(value, zone) if value else TODAY
    )


@pytest.fixture
def keeper(as_user, nora):
    return as_user(nora)


def mark(key=MONTH, variant=""):
    return make_mark(queries.get_amounts(TODAY).figures.get((key, variant), ()))


def add(client, step="bewaar", key=MONTH, variant="", **typed):
    address = reverse("catalogue:add_amount", args=[key]) + (f"?variant={variant}" if variant else "")
    return client.post(address, TYPED | {"gezien": mark(key, variant), "stap": step} | typed)


def change(client, row, step="bewaar", **typed):
    address = reverse("catalogue:change_amount", args=[row.key, row.pk])
    return client.post(address, TYPED | {"gezien": mark(row.key, row.variant), "stap": step} | typed)


def last(key=MONTH, variant=""):
    return Amount.objects.filter(key=key, variant=variant).latest("valid_from")


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


class TestFinding:
    def test_every_series_is_listed_in_a_few_queries(self, keeper, django_assert_max_num_queries):
        with django_assert_max_num_queries(6):  # session, user, right, amounts, own ones, savepoint
            response = keeper.get(reverse("catalogue:amounts"))
        assert f"{len(SERIES)} reeksen" in text(response)
        assert "€ 2.337,00 per maand" in text(response)
        assert "loopt af op 31 december 2026" in text(response)

    @pytest.mark.parametrize(
        ("query", "found", "not_found"),
        [
            ({"q": "minimumloon uur"}, "Minimumloon per uur", "Loonkostenvoordeel per verloond uur"),
            ({"q": "statushouder"}, "Subsidie per statushouder", "Minimumloon per uur"),
            ({"q": "Staatscourant 2017"}, "Opslag voor werkgeverslasten", "Minimumloon per uur"),
            ({"stand": "loopt-af"}, "Minimumloon per uur", "Volle werkweek"),
            ({"stand": "vervallen"}, "Jeugd-LIV", "Minimumloon per uur"),
            ({"stand": "onbekend"}, "Vergoeding per kilometer", "Minimumloon per uur,"),
        ],
    )
    def test_words_and_state_narrow_the_list(self, keeper, query, found, not_found):
        page = text(keeper.get(reverse("catalogue:amounts"), query))
        assert found in page
        assert not_found not in page

    def test_nothing_found_says_what_to_do(self, keeper):
        page = text(keeper.get(reverse("catalogue:amounts"), {"q": "zonnepanelen"}))
        assert "Niets gevonden" in page

    def test_series_shows_periods_sources_and_what_counts_with_it(self, keeper):
        page = text(keeper.get(reverse("catalogue:series", args=[MONTH])))
        assert "1 juli 2026 tot en met 31 december 2026" in page
        assert "gelezen op een officiële site" in page
        assert "geldt nu" in page
        assert "Loonkostensubsidie op loonwaarde" in page

    def test_series_or_variant_that_does_not_exist_is_404(self, keeper):
        assert keeper.get(reverse("catalogue:series", args=["wml_dag"])).status_code == 404
        assert keeper.get(reverse("catalogue:add_amount", args=[MONTH]), {"variant": "99"}).status_code == 404


class TestAdding:
    def test_form_starts_on_the_day_after_the_last_amount(self, keeper):
        page = keeper.get(reverse("catalogue:add_amount", args=[MONTH])).content.decode()
        assert 'value="2027-01-01"' in page

    def test_preview_works_the_sums_out_and_stores_nothing(self, keeper):
        response = add(keeper, step="bekijk")
        page = text(response)
        assert response.status_code == 200
        assert "Loonkostensubsidie op loonwaarde" in page
        assert "€ 1.152,29 per maand" in page  # 2400.60 x 1.08 x 40% x 32/36 x 1.25
        assert "Voor 1 januari 2027 is niet bekend" in page
        assert not Amount.objects.filter(key=MONTH, valid_from=date(2027, 1, 1)).exists()

    def test_preview_carries_all_that_was_typed_to_the_next_step(self, keeper):
        page = add(keeper, step="bekijk").content.decode()
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
        assert {name: hidden.get(name, "") for name in TYPED} == TYPED

    def test_back_to_the_form_loses_nothing(self, keeper):
        page = add(keeper, step="wijzig", opmerking="Voorlopig cijfer").content.decode()
        assert 'value="2.400,60"' in page
        assert "Voorlopig cijfer" in page

    def test_saved_amount_has_its_source_person_and_history(self, keeper, nora):
        response = add(keeper)
        assert response.url == reverse("catalogue:series", args=[MONTH])
        row = last()
        assert (row.value, row.valid_from, row.valid_until) == (Decimal("2400.60"), date(2027, 1, 1), date(2027, 6, 30))
        assert row.source == f"{TYPED['bron']} ({TYPED['webadres']})"
        assert (row.source_date, row.status, row.changed_by) == ("2026-11-30", "officieel", nora)
        page = text(keeper.get(response.url))
        assert "Nora Tromp: bedrag erbij" in page
        assert "€ 2.400,60 per maand, 1 januari 2027 tot en met 30 juni 2027" in page

    def test_overlap_is_refused_with_both_periods(self, keeper):
        response = add(keeper, vanaf="2026-12-01")
        assert response.status_code == 422
        assert (
            "Dit loopt door elkaar: 1 december 2026 tot en met 30 juni 2027 en 1 juli 2026 tot en met 31 december 2026."
            in text(response)
        )
        assert last().valid_until == date(2026, 12, 31)

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("waarde", "", "Vul het bedrag in."),
            ("waarde", "veel", "Dit is geen getal. Schrijf het met een komma"),
            ("waarde", "-1", "Een bedrag is nooit minder dan nul."),
            ("waarde", "1,23456", "hoogstens vier decimalen"),
            ("waarde", "999999999", "onder de honderd miljoen"),
            ("waarde", "1e999999", "Dit is geen getal"),
            ("vanaf", "", "Vul in vanaf welke dag dit geldt."),
            ("vanaf", "morgen", "Vul een datum in, bijvoorbeeld 1-7-2026."),
            ("vanaf", "1999-01-01", "Kies een datum van 1 januari 2000"),
            ("vanaf", "2040-01-01", "tot en met 31 december 2035"),
            ("tot", "2026-01-01", "De laatste dag ligt voor de eerste dag."),
            ("bron", "", "Zonder bron bewaren wij niets."),
            ("bron", "x" * 201, "Gebruik hoogstens 200 tekens."),
            ("webadres", "geen adres", "Dit is geen webadres."),
            ("bron_datum", "", "Vul in van welke datum de bron is."),
            ("bron_datum", "gisteren", "Vul een datum in, bijvoorbeeld 24-11-2026"),
            ("status", "", "Kies hoe u dit bent nagegaan."),
        ],
    )
    def test_bad_input_is_told_at_its_field_and_nothing_typed_is_lost(self, keeper, field, value, sentence):
        response = add(keeper, **{field: value})
        page = response.content.decode()
        assert response.status_code == 422
        block = re.search(rf'id="id_{field}_error">(.*?)</div>', page, re.S)[1]
        assert sentence in block
        assert "Staatscourant 2026, 99999" in page or field == "bron"
        assert not Amount.objects.filter(valid_from__gte=date(2027, 1, 1), key=MONTH).exists()

    def test_percentage_above_a_hundred_is_refused(self, keeper):
        response = add(keeper, key="lks_max_pct", waarde="170")
        assert "Een percentage is hoogstens 100." in text(response)

    def test_comma_and_point_are_both_read(self, keeper):
        add(keeper, key="wml_uur", waarde="15,25")
        assert last("wml_uur").value == Decimal("15.25")

    @pytest.mark.parametrize(
        ("typed", "stored"), [("2026-11", "2026-11"), ("gelezen 1-11-2026", "gelezen 2026-11-01"), ("2026", "2026")]
    )
    def test_source_may_be_dated_less_precisely(self, keeper, typed, stored):
        add(keeper, bron_datum=typed)
        assert last().source_date == stored

    def test_open_amount_is_ended_on_the_day_before_when_asked(self, keeper):
        before = last("vakantiebijslag_pct")
        assert before.valid_until is None
        assert add(keeper, key="vakantiebijslag_pct", waarde="8,5", tot="").status_code == 422
        assert add(keeper, key="vakantiebijslag_pct", waarde="8,5", tot="", sluit_af="on").status_code == 302
        before.refresh_from_db()
        assert before.valid_until == date(2026, 12, 31)
        assert ReferenceChange.objects.filter(subject__startswith="vakantiebijslag_pct").count() == 2

    def test_what_was_changed_here_survives_the_next_load(self, keeper):
        add(keeper, key="vakantiebijslag_pct", waarde="8,5", tot="", sluit_af="on")
        change(keeper, last(), waarde="2.340,00", vanaf="2026-07-01", tot="2026-12-31")
        kept = sorted(map(str, Amount.objects.exclude(changed_by=None).values_list("key", "value", "valid_until")))
        number = Amount.objects.count()
        actions.load_amounts(by=None, reference=REFERENCE)
        assert Amount.objects.count() == number
        assert kept == sorted(
            map(str, Amount.objects.exclude(changed_by=None).values_list("key", "value", "valid_until"))
        )
        assert queries.get_amounts(TODAY).get(MONTH).value == Decimal("2340.00")
        assert queries.get_amounts(date(2027, 1, 1)).get("vakantiebijslag_pct").value == Decimal("8.5")

    def test_amount_far_from_the_one_before_is_asked_about(self, keeper):
        assert "hoger dan het vorige" not in text(add(keeper, step="bekijk"))
        assert "927% hoger dan het vorige" in text(add(keeper, step="bekijk", waarde="24.006"))

    def test_figure_no_sum_uses_says_so(self, keeper):
        assert "Geen som rekent met dit bedrag" in text(add(keeper, step="bekijk", key="wml_uur", waarde="15,25"))


class TestChanging:
    def test_form_shows_what_is_there_and_splits_the_source(self, keeper):
        add(keeper)
        page = keeper.get(reverse("catalogue:change_amount", args=[MONTH, last().pk])).content.decode()
        assert 'value="2.400,6"' in page
        assert 'value="Staatscourant 2026, 99999"' in page
        assert f'value="{TYPED["webadres"]}"' in page

    def test_period_can_be_ended_and_the_history_says_what_it_was(self, keeper):
        add(keeper)
        change(keeper, last(), tot="2027-03-31")
        assert last().valid_until == date(2027, 3, 31)
        page = text(keeper.get(reverse("catalogue:series", args=[MONTH])))
        assert "Was: € 2.400,60 per maand, 1 januari 2027 tot en met 30 juni 2027" in page
        assert "Werd: € 2.400,60 per maand, 1 januari 2027 tot en met 31 maart 2027" in page

    def test_announced_figure_becomes_final(self, keeper):
        row = last("wml_jeugd_pct", "20")
        assert row.is_announced
        change(keeper, row, waarde="87,5", tot="")
        assert queries.get_amounts(date(2027, 1, 1)).get("wml_jeugd_pct", "20").value == Decimal("87.5")

    def test_preview_shows_before_and_after_of_the_real_sum(self, keeper):
        page = text(change(keeper, last(), step="bekijk", waarde="2.400,00", vanaf="2026-07-01", tot="2026-12-31"))
        assert "€ 1.121,76 per maand" in page
        assert "€ 1.152,00 per maand" in page

    def test_someone_else_was_first_and_nothing_is_written_over(self, keeper, nora):
        seen = mark()
        figure = Figure(MONTH, "", Decimal("2410"), READ, date(2027, 1, 1), date(2027, 6, 30))
        actions.add_amount(by=nora, figure=figure)
        for step in ("bekijk", "bewaar"):
            response = add(keeper, step=step, vanaf="2027-07-01", tot="2027-12-31", gezien=seen)
            assert response.status_code == 409
            assert "Iemand anders heeft deze reeks net gewijzigd" in text(response)
            assert "€ 2.410,00 per maand" in text(response)
            assert 'value="2.400,60"' in response.content.decode()
        assert last().value == Decimal("2410")
        again = re.search(r'name="gezien" value="(\w+)"', response.content.decode())[1]
        assert add(keeper, vanaf="2027-07-01", tot="2027-12-31", gezien=again).status_code == 302

    def test_action_itself_refuses_a_stale_mark(self, nora):
        seen, row = mark(), last()
        actions.change_amount(by=nora, amount=row, figure=replace(row.figure, value=Decimal("2338")))
        with pytest.raises(actions.NewerAmounts):
            actions.change_amount(by=nora, amount=row, figure=row.figure, seen=seen)
        assert last().value == Decimal("2338")


class TestTakingAway:
    def test_amount_entered_here_is_taken_away_and_stays_in_the_history(self, keeper):
        add(keeper)
        address = reverse("catalogue:remove_amount", args=[MONTH, last().pk])
        page = keeper.get(address)
        assert "weg: voor deze periode is dan niets bekend" in text(page)
        assert "€ 1.152,29 per maand" in text(page)
        keeper.post(address, {"gezien": mark()})
        assert last().valid_from == date(2026, 7, 1)
        assert "bedrag weggehaald" in text(keeper.get(reverse("catalogue:series", args=[MONTH])))

    def test_loaded_amount_is_never_taken_away(self, keeper):
        address = reverse("catalogue:remove_amount", args=[MONTH, last().pk])
        assert keeper.post(address, {"gezien": mark()}).status_code == 404
        assert address not in keeper.get(reverse("catalogue:series", args=[MONTH])).content.decode()

    def test_stale_page_takes_nothing_away(self, keeper):
        add(keeper)
        response = keeper.post(reverse("catalogue:remove_amount", args=[MONTH, last().pk]), {"gezien": "oud"})
        assert response.status_code == 409
        assert last().valid_from == date(2027, 1, 1)

    def take_away(self, keeper):
        add(keeper)
        address = reverse("catalogue:remove_amount", args=[MONTH, last().pk])
        return keeper.post(address, {"gezien": mark()}, follow=True).content.decode()

    def test_taken_away_by_mistake_it_comes_back_with_its_source(self, keeper, nora):
        page = self.take_away(keeper)
        assert "Het bedrag staat er weer." in text(press_undo(keeper, page))
        assert (last().value, last().valid_from, last().changed_by) == (Decimal("2400.60"), date(2027, 1, 1), nora)
        assert last().source.startswith("Staatscourant 2026, 99999")

    def test_history_keeps_offering_it_until_the_series_changes(self, keeper):
        self.take_away(keeper)
        address = reverse("catalogue:series", args=[MONTH])
        door = reverse("catalogue:restore_amount", args=[MONTH, queries.get_series_changes(MONTH)[0].pk])
        assert door in keeper.get(address).content.decode()
        add(keeper, waarde="2.410")
        assert door not in keeper.get(address).content.decode()
        assert "Deze reeks is intussen gewijzigd." in text(keeper.post(door, follow=True))
        assert last().value == Decimal("2410")


class TestRunningOut:
    def test_minimum_wage_of_2027_is_asked_for_today(self, keeper):
        page = text(keeper.get(reverse("catalogue:start")))
        assert "Minimumloon per uur, 21 jaar en ouder: nodig vanaf 1 januari 2027, nog niet bekend." in page
        page = text(keeper.get(reverse("catalogue:expiring")))
        assert "Minimumloon per uur, 21 jaar en ouder € 14,99 per uur 1 januari 2027" in page

    def test_notice_goes_when_the_amount_is_known(self, keeper):
        add(keeper, key="wml_uur", waarde="15,25")
        assert "Minimumloon per uur, 21 jaar" not in text(keeper.get(reverse("catalogue:start")))

    def test_announced_amount_is_named_and_still_asked_for(self, keeper):
        page = text(keeper.get(reverse("catalogue:expiring")))
        assert "Aangekondigd, nog niet definitief: 87,5%" in page

    def test_scheme_that_stops_is_told_apart(self, keeper):
        page = text(keeper.get(reverse("catalogue:expiring")))
        needed, stops, missing = re.split("Dit stopt, en dat klopt|Al afgelopen, en", page)
        assert "oudere werknemer, begonnen voor 2024" in stops
        assert "oudere werknemer" not in needed
        assert "Vergoeding per kilometer" in missing

    def test_other_date_looks_ahead_from_there(self, keeper):
        page = text(keeper.get(reverse("catalogue:expiring"), {"vanaf": "2026-02-01"}))
        assert "Er loopt in deze 60 dagen geen bedrag af zonder opvolger." in page

    @pytest.mark.parametrize("day", ["gisteren", "1999-01-01", "2040-01-01"])
    def test_date_that_makes_no_sense_is_told(self, keeper, day):
        response = keeper.get(reverse("catalogue:expiring"), {"vanaf": day})
        assert response.status_code == 422
        assert "datum" in re.search(r'id="id_vanaf_error">(.*?)</div>', response.content.decode(), re.S)[1]
