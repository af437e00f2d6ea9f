"""Saying it without: the text with every finding replaced by neutral words."""

import re
import unicodedata

# What belongs to the word that goes: "een zware depressie" becomes "een beperking", not "een zware een beperking".
_ARTICLES = re.compile(
    r"(?:\b(?:een|de|het|zware|lichte|ernstige|chronische|flinke|acute|heftige)\s+)+$", re.IGNORECASE
)


def rewrite(text, findings):
    """Return the text with neutral words in the place of the findings of scanning.scan of that same text."""
    text = unicodedata.normalize("NFC", text)
    written, end = "", 0
    for one in findings:
        written += text[end : one.start]
        if one.neutral.startswith("een "):
            written = _ARTICLES.sub("", written)
        written += _fit(written, one.neutral)
        end = one.end
    return (written + text[end:]).strip()


def _fit(before, neutral):
    """Return the neutral words with a capital where a sentence starts."""
    starts = not before.strip() or re.search(r"[.!?\n]\s*$", before)
    return neutral[:1].upper() + neutral[1:] if starts else neutral
