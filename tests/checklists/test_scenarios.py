"""Calculations kept with a visit: frozen on their day, in both papers, and never changed in an advice that was given."""

import hashlib
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.utils import timezone

from checklists import actions, advising, queries
from checklists.models import Paper, Scenario
from employers.actions import VisitNotAllowed, cancel_visit
from instruments.actions import change_amount
from instruments.models import Amount
from tests.builders import answer_all, give_advice, keep_scenario, make_employer, make_visit, start_checklist

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def visit(noord, anna):
    """A visit with every question answered."""
    visit = make_visit(make_employer(region=noord, by=anna), by=anna)
    answer_all(start_checklist(visit, by=anna), by=anna, level=3, I5a=0)
    return visit


def compose(visit, *, by):
    """Return the content of the advice as it would be given now."""
    case, today = queries.get_case(visit.checklist), timezone.localdate()
    recommendation = advising.recommend(case, queries.get_tips(), queries.get_instruments(), today)
    return advising.compose(case, recommendation, number=None, given_on=today, adviser=by)


def raise_minimum_wage(by):
    """Enter another minimum wage for the second half of 2026."""
    row = Amount.objects.get(key="wml_referentiemaandloon", valid_from=date(2026, 7, 1))
    figure = row.figure
    change_amount(by=by, amount=row, figure=figure.__class__(**{**figure.__dict__, "value": Decimal(2400)}))


class TestInTheAdvice:
    def test_kept_calculation_stands_in_it_with_its_day_steps_and_sources(self, visit, anna):
        row = keep_scenario(visit, by=anna)
        (found,) = compose(visit, by=anna)["scenarios"]
        assert found == row.result | {"calculated_on": timezone.localdate().isoformat()}
        assert found["outcomes"][0]["value"] == "1121.76"
        assert {source["status"] for source in found["sources"]} == {"wettekst"}

    def test_one_that_was_taken_away_does_not(self, visit, anna):
        actions.withdraw_scenario(by=anna, scenario=keep_scenario(visit, by=anna))
        assert compose(visit, by=anna)["scenarios"] == []

    def test_changed_amount_leaves_what_was_kept_as_it_was(self, visit, anna):
        keep_scenario(visit, by=anna)
        raise_minimum_wage(anna)
        assert compose(visit, by=anna)["scenarios"][0]["outcomes"][0]["value"] == "1121.76"
        keep_scenario(visit, by=anna)
        assert compose(visit, by=anna)["scenarios"][1]["outcomes"][0]["value"] == "1152.00"

    def test_what_rests_on_memory_is_for_colleagues_only(self, visit, anna):
        row = keep_scenario(visit, by=anna)
        Scenario.objects.filter(pk=row.pk).update(result=row.result | {"is_printable": False})
        content = compose(visit, by=anna)
        assert content["scenarios"] == []
        assert [one["name"] for one in content["internal"]["scenarios"]] == ["Loonkostensubsidie op loonwaarde"]

    def test_given_advice_never_changes_whatever_happens_after(self, visit, anna):
        row = keep_scenario(visit, by=anna)
        advice = give_advice(visit, by=anna)
        content = advice.content
        papers = {one.paper: one.sha256 for one in advice.documents.all()}
        actions.withdraw_scenario(by=anna, scenario=row)
        raise_minimum_wage(anna)
        keep_scenario(visit, by=anna, hours="16")
        advice.refresh_from_db()
        assert advice.content == content
        assert [one["outcomes"][0]["value"] for one in advice.content["scenarios"]] == ["1121.76"]
        assert set(papers) == set(Paper)
        for one in advice.documents.all():
            assert hashlib.sha256(bytes(one.pdf)).hexdigest() == papers[one.paper]

    def test_next_advice_has_what_is_kept_then(self, visit, anna):
        keep_scenario(visit, by=anna)
        give_advice(visit, by=anna)
        keep_scenario(visit, by=anna, kind="lks-forfait")
        second = actions.give_advice(by=anna, checklist=visit.checklist)
        assert [one["kind"] for one in second.content["scenarios"]] == ["lks", "lks-forfait"]


class TestRefused:
    def test_database_refuses_a_result_without_steps_and_sources(self, visit, anna):
        with pytest.raises(IntegrityError, match="scenario_has_steps_sources_and_date"):
            Scenario.objects.create(
                visit=visit, kind="lks", input={}, result={"outcomes": [], "on": ""}, calculated_by=anna
            )

    def test_calculations_of_another_region_are_not_seen(self, visit, anna, chris):
        keep_scenario(visit, by=anna)
        assert Scenario.objects.for_user(anna, "view").count() == 1
        assert not Scenario.objects.for_user(chris, "view").exists()


def test_bringing_back_a_fifth_is_refused(visit, anna):
    first = keep_scenario(visit, by=anna, hours="8")
    actions.withdraw_scenario(by=anna, scenario=first)
    for hours in ("16", "20", "24", "28"):
        keep_scenario(visit, by=anna, hours=hours)
    with pytest.raises(actions.TooManyScenarios):
        actions.restore_scenario(by=anna, scenario=first)
    assert Scenario.objects.filter(withdrawn_at=None).count() == 4


def test_bringing_back_at_a_cancelled_visit_is_refused(visit, anna):
    row = actions.withdraw_scenario(by=anna, scenario=keep_scenario(visit, by=anna))
    cancel_visit(by=anna, visit=visit, reason="De werkgever is ziek")
    with pytest.raises(VisitNotAllowed):
        actions.restore_scenario(by=anna, scenario=row)
