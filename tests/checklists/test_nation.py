"""The figures over all regions: for the national role alone, without a name, and without a number small enough to point."""

import re

import pytest
from django.urls import reverse

from checklists.figures import country
from employers.models import Employer
from regions.actions import add_member
from regions.models import Role
from tests.builders import make_employer
from tests.checklists.test_region_figures import count_queries, make_world, read

pytestmark = pytest.mark.usefixtures("reference")
PAGE = "/nederland/cijfers/"


@pytest.fixture(autouse=True)
def no_paper(monkeypatch):
    """What stands on an advice is tested with the papers."""
    monkeypatch.setattr("checklists.actions.advice.render_paper", lambda paper, content: b"%PDF-1.7")


@pytest.fixture
def nora(db):
    """Nora sees the country and no region."""
    return add_member(by=None, email="nora@voorbeeld.nl", name="Nora Visser", role=Role.NATIONAL)


def test_national_role_comes_straight_to_the_country_and_into_no_region(noord, anna, nora, as_user):
    employer = make_employer(region=noord, by=anna)
    client = as_user(nora)
    assert client.get(reverse("regions:home")).url == PAGE
    assert client.get(PAGE).status_code == 200
    for name, argument in (
        ("employers:today", noord.slug),
        ("employers:pipeline_csv", noord.slug),
        ("checklists:figures", noord.slug),
        ("checklists:figures_report", noord.slug),
        ("employers:detail", employer.pk),
    ):
        assert client.get(reverse(name, args=[argument])).status_code == 404


def test_nobody_else_sees_the_country(noord, anna, bas, lea, ada, dana, as_user):
    for person in (anna, bas, lea, ada, dana):
        assert as_user(person).get(PAGE).status_code == 404


def test_page_names_nobody_and_shows_no_small_number(noord, zuid, anna, lea, chris, nora, as_user):
    make_world(noord, advisers=[anna, lea], seed=5)
    make_world(zuid, advisers=[chris], seed=6, employers=3)
    page = read(as_user(nora), PAGE)
    for name in [*Employer.objects.values_list("name", flat=True), anna.name, lea.name, chris.name]:
        assert name not in page
    numbers = re.findall(r'<td class="getal">([\d.,]+)</td>', page)
    assert len(numbers) > 50
    assert not {"1", "2", "3", "4"} & set(numbers)
    assert '<span class="zacht">verborgen</span>' in page
    assert "getal-link" not in page


def test_small_region_cannot_be_found_back_from_the_total(noord, zuid, anna, chris, nora, as_user):
    for _ in range(8):
        make_employer(region=noord, by=anna)
    for _ in range(3):
        make_employer(region=zuid, by=chris)
    tables = as_user(nora).get(PAGE).context["tables"]
    regions = next(table for table in tables if table.title == "Per regio")
    rows = {label: numbers[:3] for label, numbers in regions.rows}
    assert rows[zuid.name] == [0, None, None]
    assert rows[noord.name] == [0, None, None]  # 8, but 11 in all less 8 would tell the 3


def test_numbers_that_are_large_enough_are_the_sum_over_regions(noord, zuid, anna, chris, nora, as_user):
    for region, by in ((noord, anna), (zuid, chris)):
        for _ in range(6):
            make_employer(region=region, by=by, employees=5)
    tables = {table.title: table for table in as_user(nora).get(PAGE).context["tables"]}
    assert dict(tables["Per regio"].rows)[noord.name][:3] == [0, 6, 6]
    assert dict(tables["In één oogopslag"].rows)["Nieuwe dossiers"] == [12, 0]
    assert dict(tables["Profiel naar grootte"].rows)[country.TOTAL][-1] == 12


def test_share_of_a_few_is_not_compared(noord, anna, nora, as_user):
    for number in range(31):
        make_employer(region=noord, by=anna, employees=5, target_group_employees=int(number < 3))
    page = read(as_user(nora), PAGE)
    assert "Er zijn te weinig werkgevers" in page
    Employer.objects.update(target_group_employees=1)
    Employer.objects.filter(pk__in=Employer.objects.values("pk")[:10]).update(target_group_employees=0)
    assert "<b>67,7%</b>" in read(as_user(nora), PAGE)  # 21 of 31


def test_nonsense_quarter_is_said_and_left_out(nora, as_user):
    assert "Dit kwartaal kennen we niet." in read(as_user(nora), f"{PAGE}?kwartaal=2026-7")


def test_page_takes_the_same_few_queries_however_many_regions(noord, zuid, anna, chris, nora, as_user):
    few = count_queries(as_user(nora), PAGE)
    make_world(noord, advisers=[anna], seed=7, employers=4)
    make_world(zuid, advisers=[chris], seed=8, employers=4)
    assert count_queries(as_user(nora), PAGE) == few == 16
