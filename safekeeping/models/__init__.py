"""What guards the people in our files: the word list of the privacy guard and how often it spoke."""

from safekeeping.models.privacy import PrivacyCount, PrivacyWord, WordKind

__all__ = ["PrivacyCount", "PrivacyWord", "WordKind"]
