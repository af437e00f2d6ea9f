"""The small forms on the page of tips and instruments: one per proposal, and one to add an instrument."""

from checklists.advising.recommending import is_usable
from checklists.forms import AdjustmentForm
from checklists.models import AdjustmentKind


class AdjustmentForms:
    """All forms of the page; the one that was sent in can be bound, so that its errors stand where it stands."""

    def __init__(self, recommendation, tips, instruments, today):
        self._names = {tip.key: tip.title for tip in tips} | {row.slug: str(row) for row in instruments}
        self._tips_in = [one.key for one in recommendation.tips]
        self._instruments_in = [one.key for one in recommendation.instruments]
        self._other_tips = [
            (tip.key, tip.title) for tip in tips if tip.audience == "employer" and tip.key not in self._tips_in
        ]
        self._other_instruments = [
            (row.slug, str(row))
            for row in instruments
            if row.slug not in self._instruments_in and is_usable(row, today)
        ]
        self.forms = {
            **{key: self._make(AdjustmentKind.TIP, key) for key in self._tips_in},
            **{key: self._make(AdjustmentKind.INSTRUMENT, key) for key in self._instruments_in},
            "": self._make(AdjustmentKind.INSTRUMENT, ""),
        }

    def _make(self, kind, key, data=None):
        present = self._tips_in if kind == AdjustmentKind.TIP else self._instruments_in
        others = self._other_tips if kind == AdjustmentKind.TIP else self._other_instruments
        return AdjustmentForm(data, kind=kind, removed=key, present=present, choices=others)

    def bind(self, data):
        """Return the form that was sent in, bound to `data`; without a form that fits, the one to add is bound."""
        for key, form in self.forms.items():
            if form.add_prefix("kind") in data:
                self.forms[key] = self._make(form.initial["kind"], key, data)
                return self.forms[key]
        self.forms[""] = self._make(AdjustmentKind.INSTRUMENT, "", data)
        return self.forms[""]

    @property
    def to_add(self):
        """Return the form that adds an instrument."""
        return self.forms[""]

    def pair(self, proposals):
        """Return each proposal with the form that changes it."""
        return [(proposal, self.forms.get(proposal.key)) for proposal in proposals]

    def describe(self, adjustments):
        """Return the adjustments in force with the names of what went out and came in."""
        return [
            {"row": one, "removed": self._names.get(one.removed_key), "added": self._names.get(one.added_key)}
            for one in adjustments
            if not one.is_withdrawn
        ]
