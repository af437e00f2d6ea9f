"""Employers keep codes of a score that they may not ask for the words of: the words stand twice, and are held equal here."""

from checklists.labels import DETERMINANTS, PROFILES, SIDES
from checklists.scoring import WEIGHTS
from employers.models import DeterminantLabel, ProfileLabel


def test_profiles_of_the_pipeline_have_the_words_of_the_score():
    assert dict(ProfileLabel.choices) == {code: label.name for code, label in PROFILES.items()}


def test_determinants_of_the_pipeline_are_those_that_weigh_with_the_words_of_the_score():
    weighing = [code for code, weight in WEIGHTS.items() if weight.side in SIDES]
    assert dict(DeterminantLabel.choices) == {code: DETERMINANTS[code].name for code in weighing}
