"""The labelled sentences: how much of what is about a person the guard finds, and how often it cries wolf."""

import pytest

from safekeeping.privacy import Kind, build_words, is_usable, rewrite, scan
from tests.safekeeping.labelled import LABELS, SENTENCES, TODAY, find_kinds, measure, read_rows

WORDS = build_words(read_rows())
ABOUT_SOMEONE = [(label, sentence) for label in LABELS for sentence in SENTENCES[label]]


def test_set_is_large_enough_to_say_something():
    assert len(ABOUT_SOMEONE) >= 100
    assert len(SENTENCES["none"]) >= 100
    every = [sentence for _, sentence in ABOUT_SOMEONE] + SENTENCES["none"]
    assert len(every) == len(set(every))


def test_guard_finds_enough_and_seldom_cries_wolf():
    shares, false_alarms = measure(WORDS)
    assert shares["bsn"] >= 0.95
    assert shares["health"] >= 0.90
    assert shares["birth"] >= 0.90
    assert false_alarms <= 0.05


@pytest.mark.parametrize(("label", "sentence"), ABOUT_SOMEONE)
def test_neutral_text_is_about_nobody_any_more(label, sentence):
    neutral = rewrite(sentence, scan(sentence, WORDS, TODAY))
    assert find_kinds(neutral, WORDS) == set()


def test_every_word_of_the_list_can_be_searched_for_and_stands_there_once():
    rows = [(kind, word) for word, kind, _ in read_rows()]
    assert [word for _, word in rows if not is_usable(word)] == []
    assert len(rows) == len(set(rows))
    assert {kind for kind, _ in rows} == set(Kind)
