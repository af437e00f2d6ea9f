"""The picture of willen and kunnen: every word in it can be read on every colour behind it."""

import re
from itertools import product

import pytest
from django.conf import settings

from regions.theme import WANTED, contrast

TEMPLATES = settings.BASE_DIR / "templates"
GROUND = "components/matrix_ground.html"
SVG = (TEMPLATES / "components" / "matrix.html").read_text(encoding="utf-8")
SVG = SVG.replace(f'{{% include "{GROUND}" %}}', (TEMPLATES / GROUND).read_text(encoding="utf-8"))
GROUNDS = re.findall(r'<rect [^>]*fill="(#[0-9a-f]{6})"', SVG)
WORDS = re.findall(r'<(?:svg|g) [^>]*fill="(#[0-9a-f]{6})"', SVG)


def test_picture_has_grounds_and_words():
    assert len(GROUNDS) == 7
    assert len(WORDS) == 3


@pytest.mark.parametrize(("word", "ground"), list(product(WORDS, GROUNDS)))
def test_word_can_be_read_on_the_colour_behind_it(word, ground):
    assert contrast(word, ground) >= WANTED


def test_words_are_drawn_over_the_trail_of_earlier_visits():
    assert SVG.index("<polyline") < SVG.index("<text")
