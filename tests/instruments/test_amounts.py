"""Amounts over time: which one holds, what runs out, what is refused, and that an administrator's own figure stays."""

import copy
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments import actions, queries
from instruments.amounts import Figure, Overlap, Source, UnknownAmount, make_table, read_figures
from instruments.calculators import CALCULATORS, get_kinds_using
from instruments.models import Amount, ReferenceChange
from instruments.series import SERIES
from instruments.wording import say_overlap
from tests.instruments.sums import REFERENCE, TABLE, TODAY

READ = Source("Staatscourant 2026, 99999", "2026-11-30", "officieel")
WML_2027 = Figure("wml_uur", "", Decimal("15.25"), READ, date(2027, 1, 1), date(2027, 6, 30))


class TestFile:
    def test_every_figure_has_a_source_with_a_date_and_a_status(self):
        for figure in read_figures(REFERENCE):
            assert figure.source.title
            assert figure.source.date
            assert figure.source.status in ("wettekst", "officieel", "secundair", "afgeleid")

    def test_every_series_is_in_the_file_and_every_series_of_a_sum_exists(self):
        assert {series["key"] for series in REFERENCE["series"]} == set(SERIES)
        for calculator in CALCULATORS.values():
            assert set(calculator.keys) <= set(SERIES)

    @pytest.mark.parametrize(
        ("on", "hour", "month"),
        [
            ("2024-01-01", "13.27", "2069.40"),
            ("2024-07-01", "13.68", "2133.60"),
            ("2025-01-01", "14.06", "2191.80"),
            ("2025-07-01", "14.40", "2245.80"),
            ("2026-01-01", "14.71", "2294.40"),
            ("2026-06-30", "14.71", "2294.40"),
            ("2026-07-01", "14.99", "2337.00"),
        ],
    )
    def test_minimum_wage_is_that_of_the_half_year(self, on, hour, month):
        table = TABLE.at(date.fromisoformat(on))
        assert table.get("wml_uur").value == Decimal(hour)
        assert table.get("wml_referentiemaandloon").value == Decimal(month)

    def test_hourly_youth_wage_is_its_percentage_of_the_hour(self):
        """The law rounds half up; every published amount was checked like this."""
        for figures in TABLE.figures.values():
            for figure in figures:
                if figure.key == "wml_jeugd_uur":
                    table = TABLE.at(figure.valid_from)
                    part = table.get("wml_jeugd_pct", figure.variant).value
                    exact = table.get("wml_uur").value * part / 100
                    assert abs(figure.value - exact) <= Decimal("0.005"), figure

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"source": "XX"}, "has no source"),
            ({"status": "gehoord"}, "unknown status 'gehoord'"),
            ({"variant": "99"}, "has no variant '99'"),
        ],
    )
    def test_figure_that_is_not_sound_is_refused(self, change, message):
        reference = copy.deepcopy(REFERENCE)
        reference["series"][0]["rows"][0].update(change)
        with pytest.raises(ValueError, match=message):
            read_figures(reference)

    def test_source_without_a_date_and_series_that_does_not_exist_are_refused(self):
        for change in (lambda it: it["sources"]["WML2401"].update(date=""), lambda it: it["series"][0].update(key="x")):
            reference = copy.deepcopy(REFERENCE)
            change(reference)
            with pytest.raises(ValueError):
                read_figures(reference)

    def test_two_figures_on_one_day_are_refused_with_both_periods(self):
        reference = copy.deepcopy(REFERENCE)
        reference["series"][0]["rows"][0]["until"] = "2024-07-01"
        with pytest.raises(Overlap) as caught:
            read_figures(reference)
        assert say_overlap(caught.value).startswith(
            "Dit loopt door elkaar: 1 januari 2024 tot en met 1 juli 2024 en 1 juli 2024 tot en met 31 december 2024."
        )


class TestUnknown:
    def test_date_after_the_last_amount_never_gets_the_old_one(self):
        with pytest.raises(UnknownAmount) as caught:
            TABLE.at(date(2027, 1, 1)).get("wml_uur")
        assert caught.value.before.valid_until == date(2026, 12, 31)
        assert TABLE.at(date(2027, 1, 1)).find("wml_uur") is None

    def test_announced_amount_is_named_and_never_used(self):
        with pytest.raises(UnknownAmount) as caught:
            TABLE.at(date(2027, 1, 1)).get("wml_jeugd_pct", "20")
        assert caught.value.announced.value == Decimal("87.5")

    def test_series_that_does_not_exist_is_a_mistake_of_ours(self):
        with pytest.raises(KeyError):
            TABLE.get("wml_dag")
        with pytest.raises(ValueError):
            TABLE.get("wml_uur", "20")

    def test_instrument_shows_what_holds_and_what_is_not_known_any_more(self):
        now, past = TABLE.of_instrument("interne-jobcoach-uwv")
        assert "ijc_pct_uren" in {one.key for one in now}
        assert {one.key for one in past} == {"ijc_bedrag"}  # of 2014; today's was not found
        assert {one.variant for one in TABLE.of_instrument("lkv-doelgroep-banenafspraak")[0] if one.variant} == {"ba"}


class TestRunningOut:
    def test_minimum_wage_of_2027_has_to_be_looked_up_today(self):
        endings = TABLE.endings()
        assert ("wml_uur", date(2027, 1, 1)) in {(one.last.key, one.needed_on) for one in endings}
        assert endings[0].last.key == "wml_uur"

    @pytest.mark.parametrize(
        ("today", "days", "shows"), [("10-31", 60, False), ("11-01", 60, True), ("11-01", 59, False)]
    )
    def test_it_shows_sixty_days_ahead_and_not_sooner(self, today, days, shows):
        endings = TABLE.at(date.fromisoformat(f"2026-{today}")).endings(days)
        assert ("wml_uur" in {one.last.key for one in endings}) is shows

    def test_it_is_gone_when_the_next_amount_is_known(self):
        known = TABLE.replace(WML_2027)
        assert "wml_uur" not in {one.last.key for one in known.endings()}
        assert known.at(date(2027, 2, 1)).get("wml_uur").value == Decimal("15.25")

    def test_announced_amount_does_not_count_as_known(self):
        announced = TABLE.replace(replace(WML_2027, is_announced=True))
        ending = next(one for one in announced.endings() if one.last.key == "wml_uur")
        assert ending.announced.value == Decimal("15.25")

    def test_abolished_scheme_asks_for_nothing(self):
        named = {one.last.key for one in [*TABLE.endings(400), *TABLE.ended()]}
        assert not {key for key in named if key.startswith(("liv_", "jliv_"))}
        assert {"ijc_bedrag", "uwv_drempel_b11"} <= {one.last.key for one in TABLE.ended()}

    def test_series_names_the_sums_that_change_with_it(self):
        assert get_kinds_using("wml_referentiemaandloon") == ["lks", "lks-forfait", "plaatsing"]
        assert get_kinds_using("uwv_km") == []


@settings(deadline=None)
@given(st.dates(date(2010, 1, 1), date(2040, 1, 1)))
def test_at_most_one_figure_of_a_series_holds_on_any_day(day):
    for figures in TABLE.figures.values():
        assert len([one for one in figures if one.holds_on(day)]) <= 1


periods = st.tuples(st.dates(date(2024, 1, 1), date(2024, 3, 1)), st.none() | st.integers(0, 60))


@settings(deadline=None)
@given(periods, periods)
def test_two_periods_overlap_exactly_when_they_share_a_day(one, other):
    first, second = (
        Figure(
            "wml_uur",
            "",
            Decimal(1),
            READ,
            start,
            date.fromordinal(start.toordinal() + days) if days is not None else None,
        )
        for start, days in (one, other)
    )
    days = [date.fromordinal(date(2024, 1, 1).toordinal() + number) for number in range(400)]
    shared = any(first.holds_on(day) and second.holds_on(day) for day in days)
    assert first.overlaps(second) == second.overlaps(first) == shared
    if shared:
        with pytest.raises(Overlap):
            make_table([first, second], TODAY)


@pytest.mark.django_db
class TestDatabase:
    def make(self, start, end=None, **fields):
        known = {"key": "wml_uur", "value": 1, "source": "Bron", "source_date": "2026", "status": "wettekst"}
        return Amount.objects.create(valid_from=start, valid_until=end, **known | fields)

    def test_database_refuses_two_on_one_day(self):
        Amount.objects.all().delete()
        self.make(date(2026, 1, 1), date(2026, 6, 30))
        self.make(date(2026, 7, 1))
        self.make(date(2026, 1, 1), key="lks_max_pct")
        self.make(date(2026, 1, 1), key="wml_jeugd_uur", variant="20")
        self.make(date(2026, 1, 1), key="wml_jeugd_uur", variant="19")
        with pytest.raises(IntegrityError, match="amounts_of_one_key_never_overlap"), transaction.atomic():
            self.make(date(2026, 12, 31))
        with pytest.raises(IntegrityError, match="amounts_of_one_key_never_overlap"), transaction.atomic():
            self.make(date(2025, 1, 1), date(2026, 1, 1))

    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"source": ""}, "amount_has_source_and_date"),
            ({"source_date": ""}, "amount_has_source_and_date"),
            ({"value": -1}, "amount_is_never_negative"),
            ({"end": date(2020, 1, 1)}, "amount_ends_after_its_start|range lower bound"),
        ],
    )
    def test_database_refuses_nonsense(self, fields, name):
        Amount.objects.all().delete()
        with pytest.raises(Exception, match=name), transaction.atomic():
            self.make(date(2026, 1, 1), **fields)


@pytest.mark.usefixtures("reference")
class TestLoading:
    def test_loading_twice_changes_nothing(self):
        before = list(Amount.objects.order_by("pk").values())
        assert actions.load_amounts(by=None, reference=REFERENCE) == len(before)
        assert list(Amount.objects.order_by("pk").values()) == before
        assert not ReferenceChange.objects.exists()

    def test_table_of_the_database_is_that_of_the_file(self):
        assert queries.get_amounts(TODAY).figures == TABLE.figures

    def test_table_costs_one_query(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            queries.get_amounts(TODAY)

    def test_expiring_shows_the_minimum_wage(self):
        assert "wml_uur" in {one.last.key for one in queries.get_expiring(TODAY)}
        assert "uwv_drempel_b11" in {one.last.key for one in queries.get_ended(TODAY)}

    def test_corrected_figure_of_the_file_replaces_the_loaded_one_and_is_remembered(self):
        reference = copy.deepcopy(REFERENCE)
        row = reference["series"][0]["rows"][-1]
        row["value"] = "15.00"
        actions.load_amounts(by=None, reference=reference)
        assert queries.get_amounts(TODAY).get("wml_uur").value == Decimal("15.00")
        change = ReferenceChange.objects.get()
        assert (change.subject, change.before["value"], change.after["value"]) == ("wml_uur 2026-07-01", "14.99", "15")

    def test_period_that_the_file_splits_is_split(self):
        reference = copy.deepcopy(REFERENCE)
        rows = next(one["rows"] for one in reference["series"] if one["key"] == "lks_werkgeverslasten_pct")
        rows[-1]["until"] = "2026-12-31"
        rows.append({"value": "26", "from": "2027-01-01", "source": "RLKS25"})
        actions.load_amounts(by=None, reference=reference)
        assert queries.get_amounts(date(2027, 1, 1)).get("lks_werkgeverslasten_pct").value == 26

    def test_own_figure_of_an_administrator_survives_the_next_load(self, anna):
        added = actions.add_amount(by=anna, figure=WML_2027)
        closed = Amount.objects.get(key="lks_werkgeverslasten_pct", valid_from=date(2025, 1, 1))
        actions.change_amount(by=anna, amount=closed, figure=replace(closed.figure, valid_until=date(2026, 12, 31)))
        actions.load_amounts(by=None, reference=REFERENCE)
        assert Amount.objects.get(pk=added.pk).value == Decimal("15.25")
        assert Amount.objects.get(pk=closed.pk).valid_until == date(2026, 12, 31)

    def test_figure_of_the_file_gives_way_to_one_that_an_administrator_entered(self, anna):
        actions.add_amount(by=anna, figure=WML_2027)
        reference = copy.deepcopy(REFERENCE)
        row = {"value": "15.10", "from": "2027-01-01", "until": "2027-06-30", "source": "WML2607"}
        reference["series"][0]["rows"].append(row)
        actions.load_amounts(by=None, reference=reference)
        assert queries.get_amounts(date(2027, 1, 1)).get("wml_uur").value == Decimal("15.25")


@pytest.mark.usefixtures("reference")
class TestEditing:
    def test_new_amount_is_used_from_its_first_day_and_remembered(self, anna):
        actions.add_amount(by=anna, figure=WML_2027)
        assert queries.get_amounts(date(2027, 1, 1)).get("wml_uur").source == READ
        change = queries.get_changes("amount", "wml_uur 2027-01-01").get()
        assert (change.before, change.after["value"], change.changed_by) == (None, "15.25", anna)

    def test_overlap_is_refused_with_the_one_that_is_in_the_way(self, anna):
        with pytest.raises(Overlap) as caught:
            actions.add_amount(by=anna, figure=replace(WML_2027, valid_from=date(2026, 12, 31)))
        assert caught.value.other.valid_from == date(2026, 7, 1)
        assert not ReferenceChange.objects.exists()

    def test_overlap_that_only_the_database_sees_is_refused_too(self, anna, monkeypatch):
        seen = []
        real = actions.amounts._check

        def check_late(figure, but):
            seen.append(figure)
            if len(seen) > 1:
                real(figure, but)

        monkeypatch.setattr(actions.amounts, "_check", check_late)
        with pytest.raises(Overlap):
            actions.add_amount(by=anna, figure=replace(WML_2027, valid_from=date(2026, 12, 31)))

    def test_announced_amount_becomes_final(self, anna):
        row = Amount.objects.get(key="wml_jeugd_pct", variant="20", is_announced=True)
        actions.change_amount(by=anna, amount=row, figure=replace(row.figure, is_announced=False))
        assert queries.get_amounts(date(2027, 1, 1)).get("wml_jeugd_pct", "20").value == Decimal("87.5")

    def test_change_without_a_difference_writes_nothing(self, anna):
        row = Amount.objects.get(key="wml_uur", valid_from=date(2026, 7, 1))
        actions.change_amount(by=anna, amount=row, figure=row.figure)
        assert not ReferenceChange.objects.exists()

    @pytest.mark.parametrize(
        "wrong",
        [
            {"source": Source("", "2026", "wettekst")},
            {"source": Source("Bron", "", "wettekst")},
            {"value": Decimal(-1)},
            {"valid_until": date(2026, 1, 1)},
            {"variant": "x"},
        ],
    )
    def test_amount_that_makes_no_sense_is_refused(self, anna, wrong):
        with pytest.raises(ValueError):
            actions.add_amount(by=anna, figure=replace(WML_2027, **wrong))
        assert not Amount.objects.filter(valid_from=date(2027, 1, 1), key="wml_uur").exists()

    def test_only_an_own_amount_can_be_taken_away(self, anna):
        own = actions.add_amount(by=anna, figure=WML_2027)
        actions.remove_amount(by=anna, amount=own)
        assert not Amount.objects.filter(key="wml_uur", valid_from=date(2027, 1, 1)).exists()
        assert queries.get_changes("amount", "wml_uur 2027-01-01").first().after is None
        with pytest.raises(ValueError):
            actions.remove_amount(by=anna, amount=Amount.objects.get(key="wml_uur", valid_from=date(2026, 7, 1)))
