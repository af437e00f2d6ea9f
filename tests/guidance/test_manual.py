"""The guide, the sheet with keys and the accessibility statement."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from guidance.manual import PAGES

pytestmark = pytest.mark.django_db


def test_guide_leads_to_every_page(client, anna):
    client.force_login(anna)
    shown = client.get(reverse("guidance:manual")).content.decode()
    assert [
        page.slug for page in PAGES if f'href="{reverse("guidance:manual_page", args=[page.slug])}"' not in shown
    ] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_page_of_the_guide_has_text_and_pictures_that_exist(page, client, anna):
    client.force_login(anna)
    shown = client.get(reverse("guidance:manual_page", args=[page.slug])).content.decode()
    assert f"<h1>{page.title}</h1>" in shown
    assert shown.count("<h2>") >= 2
    pictures = re.findall(r'src="/static/(handleiding/[\w-]+\.png)"', shown)
    assert pictures
    assert [picture for picture in pictures if finders.find(picture) is None] == []
    assert len(re.findall(r'<img [^>]*alt="[^"]{10,}"', shown)) == len(pictures)


def test_guide_has_no_page_outside_its_list(client, anna):
    client.force_login(anna)
    assert client.get("/handleiding/onzin/").status_code == 404


def test_pages_of_the_guide_follow_each_other(client, anna):
    client.force_login(anna)
    first, second, *_ = PAGES
    shown = client.get(reverse("guidance:manual_page", args=[first.slug])).content.decode()
    assert f"Volgende: {second.title}" in shown
    assert "Vorige:" not in shown


def test_anyone_can_read_the_accessibility_statement(client):
    shown = client.get(reverse("guidance:accessibility")).content.decode()
    assert "Wat wij nog niet hebben gedaan" in shown
    assert "Handleiding" not in shown  # leads nowhere for who is not signed in
