"""What guards the people in our files: the privacy guard's words and counts, what is due to be destroyed, and the trail."""

from safekeeping.models.destruction import DestructionLine, DestructionList, ListState
from safekeeping.models.event import Event, What
from safekeeping.models.privacy import PrivacyCount, PrivacyWord, WordKind

__all__ = [
    "DestructionLine",
    "DestructionList",
    "Event",
    "ListState",
    "PrivacyCount",
    "PrivacyWord",
    "What",
    "WordKind",
]
