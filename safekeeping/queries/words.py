"""Reading the word list of the privacy guard."""

import json
import time
from functools import lru_cache

from django.conf import settings

from safekeeping.models import PrivacyWord
from safekeeping.privacy import build_words

_FRESH = 60  # seconds after which a change by the administrator is known in every process


def get_words():
    """Return the word list of the privacy guard; another process sees a change within a minute."""
    return _read_words(int(time.monotonic() // _FRESH))


def forget_words():
    """Read the word list again at the next text."""
    _read_words.cache_clear()


@lru_cache(maxsize=1)
def _read_words(_minute):
    rows = list(PrivacyWord.objects.filter(is_active=True).values_list("word", "kind", "neutral"))
    # Before anything was loaded the guard watches already, by the list that comes along.
    return build_words(rows or read_reference_words())


def read_reference_words():
    """Return the rows (word, kind, neutral) of fixtures/privacy_words.json."""
    reference = json.loads((settings.BASE_DIR / "fixtures" / "privacy_words.json").read_text(encoding="utf-8"))
    return [(word, group["kind"], group["neutral"]) for group in reference["words"] for word in group["words"]]
