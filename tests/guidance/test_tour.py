"""The tour: offered with made-up employers only, from stop to stop along one visit, and stopped at any of them."""

import re

import pytest
from django.urls import reverse

from employers.models import Employer
from guidance.tour import STEPS, find_step
from regions.actions import add_member
from regions.models import Role
from tests.builders import make_employer, make_visit, start_checklist

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def visit(noord, anna):
    visit = make_visit(make_employer(region=noord, by=anna), by=anna)
    start_checklist(visit, by=anna)
    return visit


def test_tour_leads_along_every_stop_and_back_to_the_plain_page(visit, noord, anna, as_user):
    client = as_user(anna)
    page = client.get(reverse("employers:today", args=[noord.slug])).content.decode()
    address = re.search(r'href="([^"]+\?rondleiding=1)"', page)[1]
    for number, step in enumerate(STEPS, 1):
        place = noord.slug if step.is_of_region else visit.pk
        assert address == f"{reverse(step.url_name, args=[place])}?rondleiding={number}"
        page = client.get(address).content.decode()
        assert f"Rondleiding {number} van {len(STEPS)}" in page
        assert f'href="{reverse(step.url_name, args=[place])}">Stop de rondleiding' in page
        after = re.search(r'href="([^"]+)">Volgende: ', page)
        assert bool(after) == (number < len(STEPS))
        address = after and after[1]


def test_page_without_the_tour_says_nothing_of_it(visit, anna, as_user):
    assert "Rondleiding" not in as_user(anna).get(reverse("checklists:prepare", args=[visit.pk])).content.decode()


@pytest.mark.parametrize("text", ["", "0", "8", "-1", "x", "²", "1 OR 1=1", "111111111111"])
def test_nonsense_is_no_stop(text):
    assert find_step(text) is None


def test_tour_is_not_offered_where_real_employers_are(visit, noord, anna, as_user):
    other = add_member(by=None, email="echt@gemeente.nl", name="Iemand", role=Role.ADVISER, region=noord)
    make_employer(region=noord, by=other)
    assert Employer.objects.filter(created_by=other).exists()
    assert "rondleiding" not in as_user(anna).get(reverse("employers:today", args=[noord.slug])).content.decode()


def test_who_reads_along_is_not_led_to_fill_in(visit, noord, bas, as_user):
    assert "rondleiding" not in as_user(bas).get(reverse("employers:today", args=[noord.slug])).content.decode()
