"""Changing the word list of the privacy guard and its counts."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from safekeeping.models import PrivacyCount, PrivacyWord
from safekeeping.queries.words import forget_words


@transaction.atomic
def load_privacy_words(*, by, reference):
    """Add the words of the parsed fixtures/privacy_words.json that are not there yet; those that are, are the administrator's.

    `by` is None when a command loads them. Returns the number of words in the file.
    """
    rows = [
        PrivacyWord(word=word, kind=group["kind"], neutral=group["neutral"])
        for group in reference["words"]
        for word in group["words"]
    ]
    for row in rows:
        row.clean_fields()
    PrivacyWord.objects.bulk_create(rows, ignore_conflicts=True)
    forget_words()
    return len(rows)


@transaction.atomic
def count_spoken(*, by, spoken):
    """Count what the guard said: (field, kind, outcome) each; `by` is not kept, nor is what was typed."""
    day = timezone.localdate()
    for field, kind, outcome in spoken:
        key = {"day": day, "field": field, "kind": kind, "outcome": outcome}
        PrivacyCount.objects.bulk_create([PrivacyCount(**key)], ignore_conflicts=True)
        PrivacyCount.objects.filter(**key).update(number=F("number") + 1)
