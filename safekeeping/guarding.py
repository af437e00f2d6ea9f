"""Holding what people type to the privacy rules: a BSN is refused, the rest is asked about before it is kept."""

import hashlib
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from safekeeping.models.privacy import Outcome
from safekeeping.privacy import rewrite, scan
from safekeeping.privacy.finding import Found
from safekeeping.queries.words import get_words

NEUTRAL, KEEP = "neutraal", "toch"
NO_BSN = (
    "Hier staat een burgerservicenummer (BSN). Dat mogen wij niet bewaren. Haal het nummer weg."
    " Is het een ander nummer? Zet er dan voor wat het is, bijvoorbeeld: factuurnummer."
)
_ABOUT = {Found.HEALTH: "iemands gezondheid", Found.BIRTH: "iemands geboortedatum", Found.NAME: "wie het is"}
_NOT_TEXT = (forms.EmailField, forms.URLField, forms.RegexField, forms.SlugField, forms.UUIDField, forms.JSONField)

_spoken = ContextVar("spoken", default=None)


@contextmanager
def listening():
    """Collect what the guard says meanwhile as (field, kind, outcome); never the text itself."""
    token = _spoken.set([])
    try:
        yield _spoken.get()
    finally:
        _spoken.reset(token)


@dataclass(frozen=True)
class Notice:
    """What the guard asks about one field: what it found, what could stand there instead, and how to say "keep it"."""

    name: str  # of the field that answers
    sentence: str
    neutral: str  # empty when that does not fit in the field
    mark: str

    @property
    def keep(self):
        """Return the answer that keeps the text as it is: with other findings in it, it is asked again."""
        return f"{KEEP}:{self.mark}"


class Guarded:
    """For forms, before forms.Form or forms.ModelForm: every free text passes the privacy guard.

    `only_numbers` are names of things and people: there only a BSN counts. `not_text` are codes. What was in the stored
    text before is not asked about again: `stored` is {field name: text} or a function (field name) -> text for a plain
    form, a ModelForm has its instance.
    """

    only_numbers = ()
    not_text = ()

    def __init__(self, *args, stored=None, **kwargs):
        super().__init__(*args, **kwargs)
        self._stored = stored
        self.rewritten = set()  # names of the fields that are kept with the neutral text instead of what was typed

    def clean(self):
        cleaned = super().clean()
        for name in self.get_guarded():
            text = self.cleaned_data.get(name)
            if text and isinstance(text, str):
                self._guard(name, text)
        return cleaned

    def get_guarded(self):
        """Return the names of the fields that take free text."""
        return [
            name
            for name, field in self.fields.items()
            if isinstance(field, forms.CharField)
            and not isinstance(field, _NOT_TEXT)
            and not field.widget.is_hidden
            and name not in self.not_text
        ]

    def get_notices(self):
        """Return what the guard asks, by field name; empty when it has nothing to ask."""
        return {
            name: self[name].notice for name in self.errors if name in self.fields and hasattr(self[name], "notice")
        }

    def _guard(self, name, text):
        findings = scan(text, get_words(), timezone.localdate())
        if any(one.kind == Found.BSN for one in findings):
            self._say(name, [Found.BSN], Outcome.REFUSED)
            self.add_error(name, ValidationError(NO_BSN, code="bsn"))
            return
        if not findings or name in self.only_numbers or _signs(findings) <= _signs(self._scan_stored(name)):
            return
        self._ask(name, text, findings)

    def _ask(self, name, text, findings):
        kinds = sorted({one.kind for one in findings})
        notice = self._make_notice(name, text, findings)
        answer = self.data.get(notice.name, "")
        if answer == notice.keep:
            self._say(name, kinds, Outcome.KEPT)
        elif answer == NEUTRAL and notice.neutral:
            self.cleaned_data[name] = notice.neutral
            self.rewritten.add(name)
            self._say(name, kinds, Outcome.NEUTRAL)
        else:
            self._say(name, kinds, Outcome.WARNED)
            self[name].notice = notice
            self.add_error(name, ValidationError(notice.sentence, code="privacy"))

    def _make_notice(self, name, text, findings):
        words = "”, “".join(dict.fromkeys(one.text for one in findings if one.kind != Found.NAME))
        about = " en ".join(_ABOUT[kind] for kind in _ABOUT if kind in {one.kind for one in findings})
        neutral = rewrite(text, findings)
        most = self.fields[name].max_length
        signs = "\n".join(sorted(":".join(sign) for sign in _signs(findings)))
        return Notice(
            name=self.add_prefix(f"privacy-{name}"),
            sentence=f"Nog niet opgeslagen: hier staat iets over {about} (“{words}”). Schrijf liever op wat het werk vraagt.",
            neutral=neutral if not most or len(neutral) <= most else "",
            mark=hashlib.sha256(signs.encode()).hexdigest()[:16],
        )

    def _scan_stored(self, name):
        if callable(self._stored):
            text = self._stored(name)
        elif self._stored is not None:
            text = self._stored.get(name)
        else:
            text = getattr(getattr(self, "instance", None), name, "")
        return scan(text, get_words(), timezone.localdate()) if text else []

    def _say(self, name, kinds, outcome):
        spoken = _spoken.get()
        if spoken is not None:
            spoken += [(f"{type(self).__name__}.{name}", kind.value, outcome.value) for kind in kinds]


def _signs(findings):
    """Return by what findings are known again when the text around them changes."""
    return {(one.kind.value, one.text.lower()) for one in findings}
