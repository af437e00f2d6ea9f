"""What a change of the catalogue does at open visits, counted before it is stored, and never with the name of an employer."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from checklists.actions import withdraw_scenario
from checklists.foreseeing import foresee_amounts
from employers.actions import cancel_visit
from instruments.amounts import Figure, Source
from instruments.queries import get_amounts
from tests.builders import give_advice, keep_scenario, make_employer, make_visit, start_checklist

READ = Source("Staatscourant 2026, 99999", "2026-11-30", "officieel")
TODAY = date(2026, 11, 25)

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def tables():
    """The amounts of today, and the same with a minimum wage of € 2.400 in the second half of 2026."""
    before = get_amounts(TODAY)
    old = next(one for one in before.figures["wml_referentiemaandloon", ""] if one.valid_from == date(2026, 7, 1))
    new = Figure(old.key, "", Decimal("2400"), READ, old.valid_from, old.valid_until)
    return before, before.replace(new, old)


@pytest.fixture
def visit_of(noord, zuid, anna, chris):
    """Return a function that gives a new visit in one of the two regions."""

    def make(by=anna):
        region = noord if by is anna else zuid
        return make_visit(make_employer(region=region, by=by, name=f"Bakkerij {region.name}"), by=by)

    return make


class TestAmounts:
    def test_kept_sums_of_open_visits_are_worked_out_again(self, tables, visit_of, anna, chris):
        for by in (anna, anna, chris):
            keep_scenario(visit_of(by), by=by)
        found = foresee_amounts(["lks", "plaatsing"], *tables)
        assert (found.changed, found.looked_at, found.total) == (3, 3, 3)
        assert found.regions == (("Groningen", 2), ("Midden-Brabant", 1))
        (shift,) = found.shifts
        assert (shift.before, shift.after, shift.count) == ("€ 1.121,76 per maand", "€ 1.152,00 per maand", 3)

    def test_sum_about_another_date_does_not_change(self, tables, visit_of, anna):
        keep_scenario(visit_of(), by=anna, on="2026-02-01")
        found = foresee_amounts(["lks"], *tables)
        assert (found.changed, found.looked_at, found.shifts) == (0, 1, ())

    def test_what_was_given_cancelled_or_taken_away_does_not_count(self, tables, visit_of, anna, monkeypatch):
        monkeypatch.setattr("checklists.actions.advice.render_paper", lambda paper, content: b"%PDF-1.7")
        given, cancelled, taken = visit_of(), visit_of(), visit_of()
        scenarios = [keep_scenario(one, by=anna) for one in (given, cancelled, taken)]
        start_checklist(given, by=anna)
        give_advice(given, by=anna)
        cancel_visit(by=anna, visit=cancelled, reason="Ziek")
        withdraw_scenario(by=anna, scenario=scenarios[2])
        assert foresee_amounts(["lks"], *tables).total == 0

    def test_two_sums_of_one_visit_count_as_one_visit(self, tables, visit_of, anna):
        visit = visit_of()
        keep_scenario(visit, by=anna)
        keep_scenario(visit, by=anna, hours="16")
        found = foresee_amounts(["lks"], *tables)
        assert (found.changed, found.looked_at, len(found.shifts)) == (1, 2, 2)

    def test_sum_as_the_panel_keeps_it_is_read_too(self, tables, visit_of, anna, as_user):
        visit = visit_of()
        panel = {"a-soort": "lks", "a-datum": "2026-07-01", "a-uren": "32", "a-loonwaarde": "60", "a-leeftijd": "21"}
        sent = panel | {"a-groep": "pwet_lks_register", "bewaar": "a"}
        assert as_user(anna).post(reverse("checklists:keep_scenario", args=[visit.pk]), sent).status_code == 302
        assert foresee_amounts(["lks"], *tables).shifts[0].after == "€ 1.152,00 per maand"

    def test_number_of_queries_does_not_grow_with_the_visits(self, tables, visit_of, anna, django_assert_num_queries):
        for _ in range(4):
            keep_scenario(visit_of(), by=anna)
        with django_assert_num_queries(2):
            foresee_amounts(["lks"], *tables)

    def test_preview_page_gives_counts_and_no_employer(self, visit_of, anna, chris, nora, as_user):
        for by in (anna, chris):
            keep_scenario(visit_of(by), by=by)
        client = as_user(nora)
        address = reverse("catalogue:series", args=["wml_referentiemaandloon"])
        page = client.get(address).content.decode()
        edit = re.search(rf'"({address}\d+/)"', page)[1]
        form = client.get(edit).content.decode()
        seen = re.search(r'name="gezien" value="(\w+)"', form)[1]
        typed = {
            "waarde": "2400",
            "vanaf": "2026-07-01",
            "tot": "2026-12-31",
            "bron": "Stcrt",
            "bron_datum": "2026-11-30",
        }
        page = client.post(edit, typed | {"status": "officieel", "gezien": seen, "stap": "bekijk"}).content.decode()
        assert "Bij 2 open bezoeken komt een bewaarde som anders uit" in page
        assert "€ 1.152,00 per maand" in page
        assert "Bakkerij" not in page
