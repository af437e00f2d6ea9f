"""Finding one person's name in a text and taking it out. Knows no Django."""

import re

GONE = "[naam gewist]"
_PREFIXES = {"van", "de", "den", "der", "ten", "ter", "het", "'t", "op", "el", "al"}


def make_name_pattern(name):
    """Return a pattern that finds the whole name or the surname alone, as words of their own, whatever the capitals.

    The surname alone counts from four letters: a shorter one is too often another word. It works in PostgreSQL's ~* too.
    """
    words = name.split()
    surname = words[-1] if len(words) > 1 and len(words[-1]) >= 4 and words[-1].lower() not in _PREFIXES else ""
    parts = [r"\s+".join(re.escape(word) for word in words), *([re.escape(surname)] if surname else [])]
    return rf"(?:^|[^[:alnum:]])(?:{'|'.join(parts)})(?![[:alnum:]])"


def redact(text, name):
    """Return the text without the name; what stood around it stays."""
    pattern = make_name_pattern(name).replace("[:alnum:]", r"\w")
    return re.sub(pattern, lambda found: found.group()[: _lead(found.group())] + GONE, text, flags=re.IGNORECASE)


def _lead(found):
    """Return 1 when the match took along the sign before the name."""
    return 0 if re.match(r"\w", found) else 1
