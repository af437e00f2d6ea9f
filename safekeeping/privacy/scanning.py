"""Reading a text sentence by sentence for what is about a person."""

import re
import unicodedata

from safekeeping.privacy.dates import find_dates
from safekeeping.privacy.finding import Finding, Found
from safekeeping.privacy.numbers import find_numbers, level_digits
from safekeeping.privacy.wording import Kind

# A full stop ends a sentence when white space and no small letter follow: "geb. in" goes on, and so does "dhr. Pol".
_SHORT = "".join(rf"(?<!{word})" for word in ["[Dd]hr", "[Mm]w", "[Mm]evr", "[Gg]eb", "[ (][A-Z]", "[Nn]r", "[Tt]el"])
SENTENCE_END = rf"[!?;\n]+|{_SHORT}\.(?=\s+[^a-z\s]|\s*$)"
_ORDER = [Found.BSN, Found.BIRTH, Found.HEALTH, Found.NAME]
SOMEONE = "iemand"


def scan(text, words, today):
    """Return what in a text is about a person, in the order of the text: BSN, dates of birth, health, and names next to those.

    `today` is the day by which an age is reckoned. Places are those in the text as NFC.
    """
    text = level_digits(unicodedata.normalize("NFC", text))
    numbers = find_numbers(text, words)
    found = list(numbers)
    for start, end in _sentences(text):
        sentence = text[start:end]
        about = [*find_dates(sentence, start, words, today), *_find_health(sentence, start, words)]
        if about or any(start <= one.start < end for one in numbers):
            about += _find_names(sentence, start, words)
        found += about
    return _without_overlap(found)


def _sentences(text):
    start = 0
    for match in re.finditer(SENTENCE_END, text):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _find_health(sentence, offset, words):
    """Return the health words of a sentence: weak ones only about one person, diagnoses unless about a group."""
    is_general = words.has(Kind.GROUP, sentence) and not words.has_person(sentence)
    if is_general:
        return []
    matches = words.find(Kind.DIAGNOSIS, sentence)
    if words.has_person(sentence) or words.has(Kind.ROLE, sentence):
        matches += words.find(Kind.HEALTH, sentence)
    return [
        Finding(Found.HEALTH, one.start() + offset, one.end() + offset, one.group(), words.get_neutral(one.group()))
        for one in matches
    ]


def _find_names(sentence, offset, words):
    return [
        Finding(Found.NAME, one.start() + offset, one.end() + offset, one.group(), SOMEONE)
        for one in words.find_names(sentence)
    ]


def _without_overlap(found):
    """Return the findings in the order of the text; where two overlap, the graver kind counts, then the longer."""
    kept = []
    for one in sorted(found, key=lambda one: (_ORDER.index(one.kind), one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
