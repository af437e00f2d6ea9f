"""Finding a date of birth in a sentence: announced as one, or a date on which someone of working age could be born."""

import re

from safekeeping.privacy.finding import Finding, Found
from safekeeping.privacy.wording import LETTER, Kind

_MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    "|jan|feb|mrt|apr|jun|jul|aug|sept|sep|okt|nov|dec"
)
_EDGE, _END = rf"(?<![{LETTER}0-9])", rf"(?![{LETTER}0-9])"
# Year, month in words or figures, day; JavaScript uses the same patterns.
FULL = (
    rf"{_EDGE}(?:(?:[0-3]?[0-9])[ ]?[-/.–][ ]?(?:[01]?[0-9])[ ]?[-/.–][ ]?(?:19|20)[0-9]{{2}}"
    rf"|(?:19|20)[0-9]{{2}}-[01][0-9]-[0-3][0-9]"
    rf"|[0-3]?[0-9][ -](?:{_MONTHS})\.?[ -](?:19|20)[0-9]{{2}}"
    rf"|(?:[0-3]?[0-9]) (?:[01]?[0-9]) (?:19|20)[0-9]{{2}}){_END}"
)
LOOSE = (
    rf"{_EDGE}(?:[0-3]?[0-9][-/.–][01]?[0-9][-/.–]['’]?[0-9]{{2}}|[0-3]?[0-9][ -](?:{_MONTHS})(?: ['’][0-9]{{2}})?"
    rf"|(?:19|20)[0-9]{{2}}|['’][0-9]{{2}}|[0-3]?[0-9][-/][01]?[0-9]){_END}"
)
YEAR = r"(?:19|20)[0-9]{2}"
YOUNGEST, OLDEST = 14, 100
NEUTRAL = "[datum weggelaten]"
_FULL, _ANY = re.compile(FULL, re.IGNORECASE), re.compile(f"{FULL}|{LOOSE}", re.IGNORECASE)


def find_dates(sentence, offset, words, today):
    """Return the findings of one sentence that starts at `offset` of the text."""
    if words.has(Kind.BIRTH, sentence):
        matches = list(_ANY.finditer(sentence))
    elif words.has(Kind.DATE_EXCUSE, sentence):
        matches = []
    else:
        matches = [match for match in _FULL.finditer(sentence) if _is_age(match.group(), today)]
    return [
        Finding(Found.BIRTH, match.start() + offset, match.end() + offset, match.group(), NEUTRAL) for match in matches
    ]


def _is_age(date, today):
    (year,) = re.findall(YEAR, date)[-1:] or [str(today.year)]
    return YOUNGEST <= today.year - int(year) <= OLDEST
