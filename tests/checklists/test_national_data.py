"""The made-up country that speed is measured in: it still fits the tables, in the proportions it promises."""

import pytest
from django.db.models import Count

from checklists.actions import rebuild_summaries
from checklists.models import AdvisedInstrument, Answer
from employers.models import Employer, StageChange, Visit
from regions.models import Region, User
from tests.benchmarks.national_data import MARK, fill

pytestmark = pytest.mark.usefixtures("reference")


def test_country_is_made_in_proportion_and_its_counts_are_right():
    fill(700)
    assert Employer.objects.count() == 700
    assert Employer.objects.values("region").distinct().count() > Region.objects.count() / 2
    visits = Visit.objects.count()
    assert 1.7 < visits / 700 < 2.5
    concluded = Visit.objects.filter(state="concluded").count()
    assert 0.7 < concluded / visits < 0.95
    assert 8 < Answer.objects.count() / visits < 12
    assert AdvisedInstrument.objects.exists()
    assert StageChange.objects.exists()
    assert User.objects.filter(email__endswith=MARK).count() == 35 * 15 + 45
    largest = Employer.objects.values("region__code").annotate(number=Count("pk")).order_by("-number").first()
    assert largest["region__code"] == "AM01"
    assert rebuild_summaries(by=None) == 0


def test_second_country_goes_on_after_the_first():
    fill(40)
    fill(40)
    assert Employer.objects.count() == 80
    assert rebuild_summaries(by=None) == 0
