"""The gallery of components: there while developing only, and complete."""

import re

import pytest
from django.conf import settings as project
from django.urls import reverse

from guidance.gallery import get_components

COMPONENTS = sorted((project.BASE_DIR / "templates" / "components").glob("*.html"))


@pytest.mark.django_db
def test_gallery_does_not_exist_outside_development(client, anna):
    client.force_login(anna)
    assert client.get(reverse("guidance:gallery")).status_code == 404


@pytest.mark.django_db
def test_gallery_shows_its_components_while_developing(client, anna, settings):
    settings.DEBUG = True
    client.force_login(anna)
    response = client.get(reverse("guidance:gallery"))
    assert response.status_code == 200
    shown = {template.name for template in response.templates if template.name}
    assert {f"components/{path.name}" for path in COMPONENTS} <= shown


def test_every_component_opens_with_what_it_is_and_its_inputs():
    assert [one["name"] for one in get_components() if not re.search(r"\. .*Input|Inputs?:", one["plate"])] == []


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_component_is_used_by_a_page(path):
    pages = (page for page in (project.BASE_DIR / "templates").rglob("*.html") if page != path)
    name = f'"components/{path.name}"'
    tags = (project.BASE_DIR / "guidance" / "templatetags").glob("*.py")
    assert any(name in tag.read_text(encoding="utf-8") for tag in tags) or any(
        name in page.read_text(encoding="utf-8") for page in pages
    )
