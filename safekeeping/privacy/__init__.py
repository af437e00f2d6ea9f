"""The privacy guard: what in a text is about a person, and how to say it without. Knows no Django, no database, no clock."""

from safekeeping.privacy.device import describe
from safekeeping.privacy.rewriting import rewrite
from safekeeping.privacy.scanning import scan
from safekeeping.privacy.wording import Kind, Words, build_words, is_usable

__all__ = ["Kind", "Words", "build_words", "describe", "is_usable", "rewrite", "scan"]
