"""The Dutch words of a score: one for everything the score can say, and none that calls an employer unwilling."""

import pytest

from checklists import labels, scoring


def test_everything_a_score_can_say_has_a_label():
    assert set(labels.DETERMINANTS) == set(scoring.DETERMINANTS)
    assert set(labels.SOURCES) == set(scoring.DETERMINANTS)
    assert set(labels.PROFILES) == set(scoring.PROFILES)
    assert set(labels.SIDES) == set(scoring.SIDES)
    assert set(labels.BANDS) == {scoring.get_band(value) for value in (0, 50, 100)}
    assert set(labels.SCOPES) == {scoring.score((), {}, short=short).scope for short in (True, False)}


@pytest.mark.parametrize("group", [labels.DETERMINANTS, labels.PROFILES, labels.SIDES, labels.BANDS, labels.SCOPES])
def test_label_names_itself_explains_in_one_sentence_and_never_says_unwilling(group):
    names = [label.name for label in group.values()]
    assert len(set(names)) == len(names)
    for label in group.values():
        assert str(label) == label.name
        assert label.meaning.endswith(".")
        assert "wil niet" not in f"{label.name} {label.meaning}".lower()
