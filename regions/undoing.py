"""A message that can be taken back: a sentence with the button that undoes what was just done."""

import json

from django.contrib import messages


def say_with_undo(request, sentence, *, url, label="Maak ongedaan", **fields):
    """Say that something was done; the message has a button that posts `fields` to `url`, with or without JavaScript."""
    undo = {"url": url, "label": label, "fields": fields}
    messages.success(request, sentence, extra_tags=json.dumps(undo))


def read_undo(message):
    """Return {url, label, fields} of a message that can be taken back, else None."""
    tags = getattr(message, "extra_tags", "") or ""
    return json.loads(tags) if tags.startswith("{") else None
