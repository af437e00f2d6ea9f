"""What guards the people in our files: the privacy guard's words and counts, and what is due to be destroyed."""

from safekeeping.models.destruction import DestructionLine, DestructionList, ListState
from safekeeping.models.privacy import PrivacyCount, PrivacyWord, WordKind

__all__ = ["DestructionLine", "DestructionList", "ListState", "PrivacyCount", "PrivacyWord", "WordKind"]
