"""The labelled sentences and how well the privacy guard does on them; needs no database."""

import json
from datetime import date
from pathlib import Path

from safekeeping.privacy import scan
from safekeeping.privacy.finding import Found

HERE = Path(__file__).parent
REFERENCE = json.loads((HERE.parents[1] / "fixtures" / "privacy_words.json").read_text(encoding="utf-8"))
SENTENCES = json.loads((HERE / "privacy_sentences.json").read_text(encoding="utf-8"))
LABELS = {"bsn": Found.BSN, "health": Found.HEALTH, "birth": Found.BIRTH}
TODAY = date(2026, 11, 24)


def read_rows():
    """Return the rows (word, kind, neutral) of the reference list."""
    return [(word, group["kind"], group["neutral"]) for group in REFERENCE["words"] for word in group["words"]]


def find_kinds(sentence, words):
    return {one.kind for one in scan(sentence, words, TODAY)}


def measure(words):
    """Return label -> share of its sentences in which the guard finds what the label says, and the share of false alarms."""
    shares = {
        label: sum(kind in find_kinds(sentence, words) for sentence in SENTENCES[label]) / len(SENTENCES[label])
        for label, kind in LABELS.items()
    }
    return shares, sum(bool(find_kinds(sentence, words)) for sentence in SENTENCES["none"]) / len(SENTENCES["none"])
