"""What a change of the catalogue does at open visits, counted before it is stored, and never with the name of an employer."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from checklists.actions import adjust, withdraw_scenario
from checklists.advising import recommend
from checklists.foreseeing import foresee_amounts, foresee_rules
from checklists.models import Checklist
from checklists.queries import get_case, get_instruments, get_tips
from employers.actions import cancel_visit
from instruments.actions import change_instrument
from instruments.amounts import Figure, Source
from instruments.queries import get_amounts, get_instrument
from instruments.rules import holds
from tests.builders import answer_all, give_advice, keep_scenario, make_employer, make_visit, start_checklist

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


def changed(slug, **fields):
    """Return an instrument before and after a change that is not stored."""
    before, after = get_instrument(slug), get_instrument(slug)
    for name, value in fields.items():
        setattr(after, name, value)
    return before, after


def recommended(checklist):
    """Return what the tips page shows now: (first, also)."""
    found = recommend(get_case(checklist), get_tips(), get_instruments(), timezone.localdate())
    return [one.key for one in found.instruments], [one.key for one in found.also]


RULE = {"rank": "blocker", "all": [{"fact": "answer.O7", "at_most": 1}], "because": "u zoekt begeleiding"}


class TestRules:
    @pytest.fixture
    def visits(self, visit_of, anna, chris):
        """Three open visits: two in Noord, of which one says O7 is low, and one in Zuid that says so too."""
        found = []
        for by, low in ((anna, True), (anna, False), (chris, True)):
            visit = visit_of(by)
            answer_all(start_checklist(visit, by=by), by=by, level=3, O7=1 if low else 3)
            found.append(visit)
        return found

    def test_new_rule_counts_the_visits_it_touches_by_region(self, visits):
        before, after = changed("ips", rules=[RULE])
        found = foresee_rules(before, after)
        assert (found.changed, found.total) == (2, 3)
        assert found.regions == (("Groningen", 1), ("Midden-Brabant", 1))
        own = next(one for one in found.shifts if one.label == str(after))
        assert (own.before, own.after, own.count) == ("niet genoemd", "bij de eerste drie", 2)

    def test_it_foretells_what_the_tips_page_shows_after_saving(self, visits, nora):
        before, after = changed("ips", rules=[RULE])
        checklists = [visit.checklist for visit in visits]
        was = [recommended(one) for one in checklists]
        expected = foresee_rules(before, after).changed
        change_instrument(
            by=nora, instrument=before, version=1, fields={"rules": [RULE]}, source="Wet", source_date="2026"
        )
        will = [recommended(one) for one in checklists]
        assert sum(one != two for one, two in zip(was, will, strict=True)) == expected == 2

    def test_rule_on_the_score_is_worked_out_with_the_real_score(self, visits):
        high = RULE | {"all": [{"fact": "side.willen", "at_least": 60}]}
        low = RULE | {"all": [{"fact": "side.willen", "below": 60}]}
        assert foresee_rules(*changed("ips", rules=[high])).changed == 3
        assert foresee_rules(*changed("ips", rules=[low])).changed == 0

    def test_instrument_that_ends_disappears_from_open_visits(self, visits, nora):
        change_instrument(
            by=nora,
            instrument=get_instrument("ips"),
            version=1,
            fields={"rules": [RULE]},
            source="W",
            source_date="2026",
        )
        found = foresee_rules(*changed("ips", state="ended"))
        own = found.shifts[0]
        assert (found.changed, own.after) == (2, "niet genoemd")

    def test_other_reason_alone_is_told(self, visits, nora):
        change_instrument(
            by=nora,
            instrument=get_instrument("ips"),
            version=1,
            fields={"rules": [RULE]},
            source="W",
            source_date="2026",
        )
        found = foresee_rules(*changed("ips", rules=[RULE | {"because": "u hulp op de werkvloer zoekt"}]))
        assert found.changed == 2
        assert [(one.before, one.after) for one in found.shifts] == [("om deze reden", "om een andere reden")]

    def test_group_of_a_visit_and_the_table_count_too(self, visits, nora):
        stored = {"by": nora, "source": "Wet", "source_date": "2026"}
        granted = {"ww": {"outcome": "yes", "status": "officieel"}}
        refused = {"ww": {"outcome": "no", "why": "Niet voor deze groep.", "status": "officieel"}}
        fields = {"rules": [RULE], "eligibility": granted}
        change_instrument(instrument=get_instrument("ips"), version=1, fields=fields, **stored)
        Checklist.objects.filter(visit=visits[0]).update(groups=["ww"])
        was = recommended(Checklist.objects.get(visit=visits[0]))
        assert foresee_rules(*changed("ips", eligibility=refused)).changed == 1
        change_instrument(instrument=get_instrument("ips"), version=2, fields={"eligibility": refused}, **stored)
        assert recommended(Checklist.objects.get(visit=visits[0])) != was

    def test_change_of_words_only_changes_nothing(self, visits):
        assert foresee_rules(*changed("ips", summary="Anders.")).changed == 0

    def test_what_the_adviser_chose_by_hand_does_not_count(self, visits, anna):
        adjust(
            by=anna,
            checklist=visits[0].checklist,
            kind="instrument",
            removed_key="",
            added_key="ips",
            reason="Past goed",
        )
        assert foresee_rules(*changed("ips", rules=[RULE])).changed == 1

    def test_given_and_cancelled_visits_do_not_count(self, visits, anna, chris, monkeypatch):
        monkeypatch.setattr("checklists.actions.advice.render_paper", lambda paper, content: b"%PDF-1.7")
        give_advice(visits[0], by=anna)
        found = foresee_rules(*changed("ips", rules=[RULE]))
        assert (found.changed, found.total) == (1, 2)

    def test_number_of_queries_does_not_grow_with_the_visits(self, visits, django_assert_max_num_queries):
        pair = changed("ips", rules=[RULE])
        foresee_rules(*pair)
        with django_assert_max_num_queries(7):
            foresee_rules(*pair)

    @pytest.mark.parametrize(
        "condition",
        [
            {"at_most": 1},
            {"at_most": 0.5},
            {"at_least": 3},
            {"at_least": 2.5},
            {"below": 2},
            {"above": 2},
            {"above": -0.5},
            {"is": 3},
            {"in": [1, 2]},
        ],
    )
    def test_database_leaves_out_only_what_no_rule_can_touch(self, visits, condition):
        """Whatever is asked of an answer, the count is that of looking at every visit."""
        rule = RULE | {"all": [{"fact": "answer.O7", **condition}]}
        expected = sum(holds(rule["all"][0], {"answer.O7": value}) for value in (1, 3, 1))
        assert foresee_rules(*changed("ips", rules=[rule])).changed == expected

    def test_too_many_scores_are_bounded_and_said(self, visits, monkeypatch):
        monkeypatch.setattr("checklists.foreseeing.rules.MOST_WORKED_OUT", 1)
        found = foresee_rules(*changed("ips", rules=[RULE]))
        assert (found.changed, found.looked_at, found.total, found.is_partial) == (1, 2, 3, True)
