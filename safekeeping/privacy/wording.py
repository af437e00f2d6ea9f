"""The word list as patterns that Python and JavaScript read alike."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

LETTER = "A-Za-zÀ-ÖØ-öø-ÿĀ-ž"
# "Collega's" is another word than "collega": what follows an apostrophe belongs to the word.
_BEFORE, _AFTER = rf"(?<![{LETTER}0-9])", rf"(?!['’]?[{LETTER}0-9])"
_USABLE = re.compile(rf"\*?[{LETTER}0-9'’ .\-/]*[{LETTER}0-9][{LETTER}0-9'’ .\-/]*\*?")
# "Ze is" is one person, "ze zijn" are more: the verb tells.
_SINGULAR = "is|was|heeft|had|kan|kon|wil|moet|mag|gaat|komt|doet|werkt|zit|krijgt|kreeg|slikt|gebruikt|heet|wordt|zegt"
ONE_OF_THEM = rf"{_BEFORE}(?:(?:zij|ze) (?:{_SINGULAR})|(?:{_SINGULAR}) (?:zij|ze)){_AFTER}"
_PREFIXES = (
    "[Vv]an der|[Vv]an den|[Vv]an de|[Vv]an 't|[Vv]an het|[Oo]p de|[Vv]an|[Dd]e|[Dd]en|[Dd]er|[Tt]en|[Tt]er"
    "|[Ee]l|[Aa]l|[Bb]en|'t"
)
SURNAME = rf"(?:(?:{_PREFIXES}) )*[A-ZÀ-ÖØ-Þ][{LETTER}'’\-]+"
TITLED = rf"{_BEFORE}(?:[Mm]eneer|[Mm]evrouw|[Dd]hr\.?|[Mm]w\.?|[Mm]evr\.?|[Dd]e heer) (?:[A-Z]\. ?)*{SURNAME}"

BREAKS_OFF = r"[0-9;!?]|\.\s|, "  # between a word and the number that it would announce


class Kind(StrEnum):
    """What a word of the list tells the guard."""

    DIAGNOSIS = "diagnosis"  # always about someone's health, unless the sentence speaks of a group
    HEALTH = "health"  # about someone's health when the sentence is about one person
    PERSON = "person"  # points to one person
    ROLE = "role"  # someone by what they do: one person, unless the sentence speaks of a group
    GROUP = "group"  # makes a sentence speak of people in general
    BIRTH = "birth"  # announces a date of birth
    DATE_EXCUSE = "date_excuse"  # says that an old date is not a date of birth
    BSN = "bsn"  # announces a BSN
    OTHER_NUMBER = "other_number"  # announces another number
    FIRST_NAME = "first_name"


def is_usable(word):
    """Tell whether a word can stand in the list: letters and digits, and a * at its begin or end."""
    return bool(_USABLE.fullmatch(word))


def make_pattern(words):
    """Return one pattern that finds any of the words as a whole word; nothing matches an empty list."""
    parts = sorted({_make_part(word) for word in words}, key=lambda part: (-len(part), part))
    return f"{_BEFORE}(?:{'|'.join(parts)}){_AFTER}" if parts else r"(?!)"


def _make_part(word):
    """Return the pattern of one word; a hyphen may be written as a space or left out, a space may be any white space.

    A * at the end is for what may follow ("depressi*"), one at the begin for what must stand before ("*stoornis").
    """
    if word.startswith("*"):
        return f"[{LETTER}]+{_make_part(word[1:])}"
    signs = {
        "*": f"[{LETTER}]*",
        "-": r"[-\u2010\u2011 ]?",
        " ": r"\s+",
        ".": r"\.?",
        "’": "['’]",
        "'": "['’]",
        "/": "[/]",
    }
    return "".join(signs.get(sign, sign) for sign in word)


@dataclass(frozen=True)
class Words:
    """The word list, made ready to search with; `neutrals` are (pattern, words to say instead), the longest first."""

    patterns: dict
    neutrals: tuple

    @cached_property
    def _compiled(self):
        # First names are told from other words by their capital.
        flags = {kind: 0 if kind == Kind.FIRST_NAME else re.IGNORECASE for kind in Kind}
        return {kind: re.compile(self.patterns[kind], flags[kind]) for kind in Kind}

    @cached_property
    def _neutrals(self):
        return [(re.compile(pattern, re.IGNORECASE), neutral) for pattern, neutral in self.neutrals]

    @cached_property
    def _name(self):
        return re.compile(f"{TITLED}|(?:{self.patterns[Kind.FIRST_NAME]})(?: {SURNAME})?")

    @cached_property
    def _person(self):
        return re.compile(f"{self.patterns[Kind.PERSON]}|{ONE_OF_THEM}", re.IGNORECASE)

    def find(self, kind, text):
        """Return the matches of the words of a kind."""
        return list(self._compiled[kind].finditer(text))

    def has(self, kind, text):
        return self._compiled[kind].search(text) is not None

    def find_names(self, text):
        """Return the matches of names: a known first name with its surname, or a title with one."""
        return list(self._name.finditer(text))

    def has_person(self, text):
        """Tell whether a sentence points to one person beyond doubt, by a word or a name."""
        return self._person.search(text) is not None or self._name.search(text) is not None

    def get_neutral(self, text):
        """Return what could stand instead of a word of the list."""
        return next((neutral for pattern, neutral in self._neutrals if pattern.fullmatch(text)), "[weggelaten]")

    def ends_with_bsn_word(self, before):
        return self._ends_with(Kind.BSN, before)

    def ends_with_other_number(self, before):
        return self._ends_with(Kind.OTHER_NUMBER, before)

    def _ends_with(self, kind, before):
        """Tell whether the last words before a number announce it: no other digits and no full stop in between."""
        matches = self.find(kind, before)
        return bool(matches) and re.search(BREAKS_OFF, before[matches[-1].end() :]) is None


def build_words(rows):
    """Return the Words of rows (word, kind, neutral); a kind without words finds nothing."""
    rows = sorted(rows)
    patterns = {kind: make_pattern(word for word, of_kind, _ in rows if of_kind == kind) for kind in Kind}
    by_neutral = {}
    for word, kind, neutral in rows:
        if kind in (Kind.DIAGNOSIS, Kind.HEALTH) and neutral:
            by_neutral.setdefault(neutral, []).append(word)
    return Words(patterns, tuple((make_pattern(words), neutral) for neutral, words in by_neutral.items()))
