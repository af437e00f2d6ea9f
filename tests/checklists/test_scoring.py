"""The score by hand: a table of worked examples, each with the sum in its comment."""

from dataclasses import dataclass

import pytest

from checklists.scoring import score
from tests.checklists.scoring_items import BENEFITS, FULL, GOOD_KUNNEN, GOOD_WILLEN, SHORT_LIST, SMALL, N, fill


@dataclass(frozen=True)
class Example:
    """One worked example: the answers and what comes out of them by hand."""

    name: str
    answers: dict
    willen: float | None
    kunnen: float | None
    doing: float | None
    band: str | None
    profile: str
    candidates: tuple = ()
    blocker: bool = False
    items: tuple = SMALL
    short: bool = False


# Willen = .175 W1 + .175 W2 + .40 W3 + .25 W4, and with an observed intention half of that + half INT.
# Kunnen = .30 K1 + .40 K2 + .30 K3. Doing = root of willen x kunnen. One level is 25 points.
EXAMPLES = [
    # everything 75; root(75 x 75) = 75
    Example("P2", fill(GOOD_WILLEN, GOOD_KUNNEN), 75, 75, 75, "groot", "P2"),
    # W 75 50 75 75: 13.125 + 8.75 + 30 + 18.75 = 70.625; INT 100: 35.3125 + 50 = 85.3125
    # K 25 50 and (2+0+1)/12 = 25: 7.5 + 20 + 7.5 = 35; root(2985.9375) = 54.643733; D 75: kunnen does not matter
    Example("P1", fill((3, 2, 3, 3, 4), (1, 2, 2, 0, 1), 3), 85.3125, 35, 54.643733, "midden", "P1"),
    # W 0 25 25 50: 0 + 4.375 + 10 + 12.5 = 26.875; INT 25: 13.4375 + 12.5 = 25.9375; root(1945.3125) = 44.105697
    Example("P1b", fill((0, 1, 1, 2, 1), GOOD_KUNNEN, 4), 25.9375, 75, 44.105697, "klein", "P1b"),
    # D exactly 2 of 4 is doing it: W1 0, W2 50, W3 and W4 100: 8.75 + 40 + 25 = 73.75; INT 100: 36.875 + 50 = 86.875
    # root(86.875 x 75) = root(6515.625) = 80.719422
    Example("P1 from 2", fill((0, 2, 4, 4, 4), GOOD_KUNNEN, 2), 86.875, 75, 80.719422, "groot", "P1"),
    # K 25 25 and (1+1+2)/12 = 33.3333: 7.5 + 10 + 10 = 27.5; root(2750) = 52.440442; behaviour not discussed
    Example("P3", fill((4, 4, 4, 4, 4), (1, 1, 1, 1, 2), None), 100, 27.5, 52.440442, "midden", "P3"),
    # K 100 75 100: 30 + 30 + 30 = 90; root(2250) = 47.434165
    Example("P4", fill((1, 1, 1, 1, 1), (4, 3, 4, 4, 4)), 25, 90, 47.434165, "midden", "P4"),
    # W 25 0 25 50: 4.375 + 0 + 10 + 12.5 = 26.875, with INT 25: 25.9375
    # K 0 25 and 5/12 = 41.6667: 0 + 10 + 12.5 = 22.5; root(583.59375) = 24.157685
    Example("P5", fill((1, 0, 1, 2, 1), (0, 1, 2, 1, 2)), 25.9375, 22.5, 24.157685, "klein", "P5"),
    Example("P6 nothing discussed", {}, None, None, None, None, "P6"),
    # 4 of 5 questions of willen, but nothing on the norm; kunnen keeps its score
    Example("P6 empty norm", fill((3, 3, None, 3, 3), GOOD_KUNNEN), None, 75, None, None, "P6"),
    # both K3 questions that apply are open: K3 has no answer
    Example("P6 empty work", fill(GOOD_WILLEN, (3, 3, N, None, None)), 75, None, None, None, "P6"),
    # exactly 45: .40 x 50 + .25 x 100, no intention; root(45 x 75) = root(3375) = 58.094750
    Example("45 willen", fill((0, 0, 2, 4, None), GOOD_KUNNEN), 45, 75, 58.09475, "groot", "grens", ("P2", "P4")),
    # exactly 55: .40 x 75 + .25 x 100; root(55 x 75) = root(4125) = 64.226163
    Example("55 willen", fill((0, 0, 3, 4, None), GOOD_KUNNEN), 55, 75, 64.226163, "groot", "P2"),
    # just under: 8.75 + 8.75 + 20 + 6.25 = 43.75; root(43.75 x 75) = root(3281.25) = 57.282196
    Example("under 45 willen", fill((2, 2, 2, 1, None), GOOD_KUNNEN), 43.75, 75, 57.282196, "groot", "P4"),
    # exactly 45: K 25 75 and (2+0+1)/12 = 25: 7.5 + 30 + 7.5
    Example("45 kunnen", fill(GOOD_WILLEN, (1, 3, 2, 0, 1)), 75, 45, 58.09475, "groot", "grens", ("P2", "P3")),
    # exactly 55: K 75 25 75: 22.5 + 10 + 22.5
    Example("55 kunnen", fill(GOOD_WILLEN, (3, 1, 3, 3, 3)), 75, 55, 64.226163, "groot", "P2"),
    # willen 25, kunnen exactly 45: root(1125) = 33.541020
    Example("low, 45", fill((1,) * 5, (1, 3, 2, 0, 1)), 25, 45, 33.54102, "klein", "grens", ("P4", "P5")),
    # willen exactly 45, K 25 25 33.3333 = 27.5: root(1237.5) = 35.178118
    Example("45, low", fill((0, 0, 2, 4, None), (1, 1, 1, 1, 2)), 45, 27.5, 35.178118, "klein", "grens", ("P3", "P5")),
    # both exactly 45; root(2025) = 45, the lower edge of the middle band
    Example(
        "45 both",
        fill((0, 0, 2, 4, None), (1, 3, 2, 0, 1)),
        *(45, 45, 45, "midden", "grens"),
        candidates=("P2", "P3", "P4", "P5"),
    ),
    # both exactly 55; root(3025) = 55, the lower edge of the high band
    Example("55 both", fill((0, 0, 3, 4, None), (3, 1, 3, 3, 3)), 55, 55, 55, "groot", "P2"),
    # willen 50 while doing it already; root(50 x 75) = root(3750) = 61.237244
    Example("does it, border", fill((2,) * 5, GOOD_KUNNEN, 2), 50, 75, 61.237244, "groot", "grens", ("P1", "P1b")),
    # K 100 100 and (1+0+1)/12 = 16.6667: 30 + 40 + 5 = 75; root(7500) = 86.6, held at 40
    Example("blocker", fill((4,) * 5, (4, 4, 1, 0, 1)), 100, 75, 40, "klein", "P2", blocker=True),
    # a doing under the cap stays: K 0 0 and 1/12 = 8.3333: 2.5; root(250) = 15.811388
    Example("blocker low", fill((4,) * 5, (0, 0, 1, 0, 0)), 100, 2.5, 15.811388, "klein", "P3", blocker=True),
    # growth not discussed: nothing blocks. K3 (1+1)/8 = 25: 30 + 40 + 7.5 = 77.5; root(7750) = 88.034084
    Example("growth unknown", fill((4,) * 5, (4, 4, 1, None, 1)), 100, 77.5, 88.034084, "groot", "P2"),
    # no vacancy and no growth by "does not apply": K3 is suitable work alone, 1/4 = 25
    Example("blocker nvt", fill((4,) * 5, (4, 4, N, N, 1)), 100, 77.5, 40, "klein", "P2", blocker=True),
    # suitable work 2: K3 (1+0+2)/12 = 25
    Example("work to offer", fill((4,) * 5, (4, 4, 1, 0, 2)), 100, 77.5, 88.034084, "groot", "P2"),
    # vacancy 2: K3 (2+0+1)/12 = 25
    Example("vacancy", fill((4,) * 5, (4, 4, 2, 0, 1)), 100, 77.5, 88.034084, "groot", "P2"),
    # suitable work does not apply is not an answer: K3 (1+0)/8 = 12.5: 30 + 40 + 3.75 = 73.75; root = 85.877820
    Example("work nvt", fill((4,) * 5, (4, 4, 1, 0, N)), 100, 73.75, 85.87782, "groot", "P2"),
    # without an intention the other four carry willen alone
    Example("no INT", fill((3, 3, 3, 3, None), GOOD_KUNNEN), 75, 75, 75, "groot", "P2"),
    # the same with an intention of 0: 37.5 + 0; root(37.5 x 75) = root(2812.5) = 53.033009
    Example("INT 0", fill((3, 3, 3, 3, 0), GOOD_KUNNEN), 37.5, 75, 53.033009, "midden", "P4"),
    # vacancy and growth out: K3 is 3/4 = 75
    Example("nvt", fill(GOOD_WILLEN, (3, 3, N, N, 3)), 75, 75, 75, "groot", "P2"),
    # W1 (2 + 0 + 3 + .5 x 4) / 3.5 = 2 -> 50; W2 (1 + .5 x 4) / 1.5 = 2 -> 50; the rest 50
    Example(
        "benefits",
        fill((2, 1, 2, 2, 2), GOOD_KUNNEN, V1=-2, V2=2, V3=1),
        *(50, 75, 61.237244, "groot", "grens"),
        candidates=("P2", "P4"),
        items=BENEFITS,
    ),
]

EXAMPLES += [
    # willen: 6 answers of 20 questions, kunnen 4 of 14: too few on the whole list
    Example("short answers, whole list", SHORT_LIST, None, None, None, None, "P6", items=FULL),
    # on the short list that is 6 of 6 and 4 of 4. W1 (2+4)/8 = 75, W2 W3 W4 INT 75: 75
    # K1 50, K2 75, K3 (2+1)/8 = 37.5: 15 + 30 + 11.25 = 56.25; root(4218.75) = 64.951905
    Example("short list", SHORT_LIST, 75, 56.25, 64.951905, "groot", "P2", items=FULL, short=True),
    # an answer off the list counts in the mean: K1 (2+4)/8 = 75: 22.5 + 30 + 11.25 = 63.75; root(4781.25) = 69.146584
    Example(
        "short list and more", SHORT_LIST | {"O9b": 4}, 75, 63.75, 69.146584, "groot", "P2", items=FULL, short=True
    ),
    # 3 of 6 of the short list, and nothing for W2 and W3; kunnen as above
    Example(
        "short list half",
        SHORT_LIST | {"O1": None, "O4c": None, "O8": None},
        None,
        56.25,
        None,
        None,
        "P6",
        items=FULL,
        short=True,
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_worked_example_gives_the_numbers_computed_by_hand(example):
    result = score(example.items, example.answers, short=example.short)
    assert (result.willen, result.kunnen) == (example.willen, example.kunnen)
    assert result.doing == (None if example.doing is None else pytest.approx(example.doing, abs=1e-6))
    assert (result.band, result.profile, result.candidates) == (example.band, example.profile, example.candidates)
    assert result.blocker is example.blocker
