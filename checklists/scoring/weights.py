"""The weights of the method: which determinant counts on which side, how heavily, and on whose evidence."""

from dataclasses import dataclass

SCORING_VERSION = "2026-11"
"""Version of everything in this module. A change here is a new version, and never an edit of a score already given."""

SIDES = ("willen", "kunnen")


@dataclass(frozen=True)
class Weight:
    """What one determinant weighs on its side.

    `share` is a fraction 0..1; the shares of a side add up to 1 without the intention. `side` is None for behaviour,
    which says what the employer does already and therefore counts on neither side.
    """

    determinant: str
    side: str | None
    share: float
    source: str


WEIGHTS: dict[str, Weight] = {
    weight.determinant: weight
    for weight in (
        Weight(
            "W1",
            "willen",
            0.175,
            "Half of attitude .35: between 26% of the explained intention (Fraser e.a. 2011) and first place "
            "(McDonnall & Lund 2020). Expert default.",
        ),
        Weight(
            "W2",
            "willen",
            0.175,
            "Half of attitude .35: between 26% of the explained intention (Fraser e.a. 2011) and first place "
            "(McDonnall & Lund 2020). Expert default.",
        ),
        Weight(
            "W3",
            "willen",
            0.40,
            "Norm is 51% of the explained intention (Fraser e.a. 2011), second in McDonnall & Lund 2020; an inclusive "
            "stance lowers reluctance most, beta -0.64 (Janssens e.a. 2021). Expert default.",
        ),
        Weight(
            "W4",
            "willen",
            0.25,
            "Perceived control is 23% of the explained intention (Fraser e.a. 2011), third in McDonnall & Lund 2020. "
            "Expert default.",
        ),
        Weight(
            "INT",
            "willen",
            0.50,
            "Intention is the nearest predictor of behaviour: odds ratio 6.09 (Hulsegge e.a. 2022). Takes half of "
            "willen when it was observed, else nothing. Expert default.",
        ),
        Weight(
            "K1",
            "kunnen",
            0.30,
            "Lack of knowledge is barrier three of the review by Nagtegaal e.a. 2023, but knowledge alone does not "
            "move behaviour (Mentorwijs study, Schaap e.a.). Expert default.",
        ),
        Weight(
            "K2",
            "kunnen",
            0.40,
            "Inclusive HR practices have odds ratios 4.83 and 4.45 (Hulsegge e.a. 2022): 83% of the summed ln(OR) of "
            "skills and barriers. Expert default.",
        ),
        Weight(
            "K3",
            "kunnen",
            0.30,
            "Tasks, openings and finances have odds ratios 1.3 to 1.4 (Hulsegge e.a. 2022), but no suitable work is "
            "the reason named most (SCP, Arbeidsmarkt in kaart: werkgevers, edition 3). Expert default.",
        ),
        Weight(
            "D",
            None,
            0.0,
            "Behaviour is what the model explains, so it does not explain itself; employers that do it already are "
            "more negative, odds ratio 0.81 (Hulsegge e.a. 2022), and need aftercare, not a lower score.",
        ),
    )
}

DETERMINANTS = tuple(WEIGHTS)
INTENTION = "INT"
BEHAVIOUR = "D"

LOW = 45.0
"""Below this a side is low (0..100). From LOW up to HIGH is the border zone: 41% of synthetic employers lie in it."""

HIGH = 55.0
"""From this on a side is high (0..100)."""

DOES_IT = 50.0
"""Behaviour from this on (0..100; 2 on the answer scale of 0..4) means: employs people from the target group."""

BLOCKED_CAP = 40.0
"""Highest chance of doing (0..100) as long as there is no suitable work, no vacancy and no growth."""

COVERAGE_PERCENT = 60
"""Share of the questions of a side, in whole percents, that must have an answer before the side gets a score."""


def get_shares(side: str, has_intention: bool) -> dict[str, float]:
    """Return determinant -> share of its side (fractions that add up to 1).

    `has_intention` says whether the intention was observed. Without it the other determinants carry willen alone.
    """
    shares = {code: weight.share for code, weight in WEIGHTS.items() if weight.side == side}
    observed = shares.pop(INTENTION, None)
    if observed is None or not has_intention:
        return shares
    return {code: share * (1 - observed) for code, share in shares.items()} | {INTENTION: observed}
