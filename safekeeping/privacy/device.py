"""The guard for the device: the same patterns as data, which static/js/privacy.js searches with in the same way."""

from safekeeping.privacy import dates, numbers, scanning
from safekeeping.privacy.wording import BREAKS_OFF, ONE_OF_THEM, SURNAME, TITLED


def describe(words):
    """Return word list and patterns as plain data, so that the device finds what the server finds."""
    return {
        "patterns": dict(words.patterns),
        "neutrals": [list(pair) for pair in words.neutrals],
        "oneOfThem": ONE_OF_THEM,
        "titled": TITLED,
        "surname": SURNAME,
        "sentenceEnd": scanning.SENTENCE_END,
        "run": numbers.RUN,
        "link": numbers.LINK,
        "shapes": sorted("-".join(map(str, shape)) for shape in numbers.SHAPES),
        "lookBack": numbers.LOOK_BACK,
        "breaksOff": BREAKS_OFF,
        "moneyBefore": numbers.MONEY_BEFORE,
        "moneyAfter": numbers.MONEY_AFTER,
        "taxAfter": numbers.TAX_AFTER,
        "fullDate": dates.FULL,
        "looseDate": dates.LOOSE,
        "ages": [dates.YOUNGEST, dates.OLDEST],
        "instead": {"bsn": numbers.NEUTRAL, "birth": dates.NEUTRAL, "name": scanning.SOMEONE, "health": "[weggelaten]"},
    }
