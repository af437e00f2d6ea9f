"""The colours of a region: readable or refused with a sentence, served as a file of their own, gone when asked."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from regions.actions import change_theme
from regions.theme import DEFAULT, HEX, WANTED, Colours, contrast, weakest_contrasts, write_stylesheet

PURPLE = {"brand": "#7a1f5c", "header": "#4a1038", "accent": "#8a4b00"}
COLOUR = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),  # the lightest grey that passes on white
        ("#777777", "#ffffff", 4.48),  # the first that does not
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_follows_the_formula_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


@given(COLOUR, COLOUR)
def test_contrast_is_the_same_both_ways_and_within_bounds(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


@given(COLOUR)
def test_tint_is_a_colour_between_white_and_the_brand(colour):
    tint = Colours(colour, colour, colour).tint
    assert HEX.fullmatch(tint)
    assert contrast(tint, "#ffffff") <= contrast(colour, "#ffffff")


def test_plain_colours_pass_their_own_check():
    assert min(weakest_contrasts(DEFAULT).values()) >= WANTED


def test_stylesheet_leaves_the_night_alone():
    text = write_stylesheet(Colours(**PURPLE))
    assert text.startswith("@media (prefers-color-scheme: light)")
    assert text.count("@media") == 1
    assert "--kleur-merk: #7a1f5c;" in text


@pytest.fixture
def address(noord):
    return reverse("regions:change_theme", args=[noord.slug])


@pytest.mark.django_db
def test_new_colours_are_stored_and_loaded_by_every_page_of_the_region(address, noord, ada, client):
    client.force_login(ada)
    assert client.post(address, PURPLE).status_code == 302
    noord.refresh_from_db()
    assert noord.colours == Colours(**PURPLE)
    link = f"{reverse('regions:theme', args=[noord.slug])}?7a1f5c4a10388a4b00"
    assert link in client.get(reverse("employers:today", args=[noord.slug])).content.decode()
    sheet = client.get(link)
    assert sheet.headers["Content-Type"].startswith("text/css")
    assert "immutable" in sheet.headers["Cache-Control"]
    assert sheet.content.decode() == write_stylesheet(Colours(**PURPLE))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["brand", "header", "accent"])
def test_colour_that_cannot_be_read_is_refused_at_its_field(name, address, noord, ada, client):
    client.force_login(ada)
    response = client.post(address, PURPLE | {name: "#e0a0c0"})
    assert response.status_code == 422
    [sentence] = response.context["form"].errors[name]
    assert "nodig is 4,5. Kies een donkerder kleur." in sentence
    noord.refresh_from_db()
    assert noord.theme_version == ""


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["", "rood", "#12345", "#1234567", "red;} body {display:none", "#12345g"])
def test_what_is_no_colour_is_refused(wrong, address, noord, ada, client):
    client.force_login(ada)
    response = client.post(address, PURPLE | {"brand": wrong})
    assert response.status_code == 422
    assert response.context["form"].errors["brand"]
    noord.refresh_from_db()
    assert noord.theme_version == ""


@pytest.mark.django_db
def test_going_back_to_the_plain_colours_leaves_no_token_file(address, noord, ada, client):
    change_theme(by=ada, region=noord, **PURPLE)
    client.force_login(ada)
    assert client.post(address, {"gewoon": "1"}).status_code == 302
    noord.refresh_from_db()
    assert noord.theme_version == ""
    assert client.get(reverse("regions:theme", args=[noord.slug])).status_code == 404


@pytest.mark.django_db
def test_database_refuses_half_a_theme(noord):
    noord.brand_colour = "#7a1f5c"
    with pytest.raises(IntegrityError), transaction.atomic():
        noord.save()
