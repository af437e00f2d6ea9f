"""Search keys: text as it is compared, without accents, capitals or punctuation. Pure: no Django, no database."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^0-9a-z]+")
_LETTERS = str.maketrans(
    {"ĳ": "ij", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "'": "", "’": ""}
)


def search_key(text):
    """Return `text` in lower case, accents removed, every run of other signs one space: "Café 't Hoekje" -> "cafe t hoekje"."""
    # Taken apart before and after: some capitals only show themselves when a sign is taken apart, some accents only after.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _NOT_WORD.sub(" ", letters).strip()


def search_words(text, most=8):
    """Return the words someone typed as search keys, at most `most` of them, in the order typed and each once."""
    return list(dict.fromkeys(search_key(text).split()))[:most]
