"""What a page needs to score without a network: the questions, and every number and name of the method."""

from checklists.labels import DETERMINANTS, PROFILES
from checklists.queries.scores import get_items
from checklists.scoring import (
    BLOCKED_CAP,
    COVERAGE_PERCENT,
    DOES_IT,
    HIGH,
    LOW,
    RANGES,
    SCORING_VERSION,
    WEIGHTS,
)
from checklists.scoring.answers import natural_key
from checklists.scoring.doing import OPENINGS, SUITABLE_WORK


def build_kit(question_set, is_short):
    """Return the kit of one checklist as plain data; static/js/apparaat/score.js holds the sums, this the numbers."""
    items = sorted(
        get_items(question_set), key=lambda item: (natural_key(item.key), item.key)
    )  # in the order of the sums
    return {
        "version": SCORING_VERSION,
        "short": is_short,
        "items": [[item.key, RANGES[item.kind][0], item.short, dict(item.weights)] for item in items],
        "weights": {code: [weight.side, weight.share] for code, weight in WEIGHTS.items()},
        "low": LOW,
        "high": HIGH,
        "does_it": DOES_IT,
        "cap": BLOCKED_CAP,
        "percent": COVERAGE_PERCENT,
        "work": SUITABLE_WORK,
        "openings": list(OPENINGS),
        "profiles": {code: label.name for code, label in PROFILES.items()},
        "determinants": {code: label.name for code, label in DETERMINANTS.items()},
    }
