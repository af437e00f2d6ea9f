"""What people type on the pages of a visit: answers, notes, choices, and changes to the advice."""

from django import forms
from django.core.exceptions import ValidationError

from checklists.labels import PROFILES
from checklists.models import AdjustmentKind, AnswerState, QuestionKind, SaidBy
from safekeeping.guarding import Guarded

NOT_DISCUSSED, NOT_APPLICABLE = "niet_besproken", "nvt"
_STATES = {NOT_DISCUSSED: AnswerState.NOT_DISCUSSED, NOT_APPLICABLE: AnswerState.NOT_APPLICABLE}
_TOO_LONG = "Een notitie mag hoogstens %(limit_value)d tekens lang zijn. Deze heeft er %(show_value)d."


def get_values(kind):
    """Return the numbers a question of this kind is answered with, lowest first."""
    return range(-2, 3) if kind == QuestionKind.BIPOLAR else range(5)


class LinesField(forms.CharField):
    """Text of several lines; a line break counts as one sign, as it is stored, though browsers send two."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class AnswerForm(Guarded, forms.Form):
    """The answer to one question, as it is sent by every tap."""

    answer = forms.ChoiceField(
        error_messages={
            "required": "Kies een antwoord, of kies Niet besproken.",
            "invalid_choice": "Dit antwoord bestaat niet bij deze vraag. Kies een van de knoppen.",
        }
    )
    said_by = forms.ChoiceField(
        choices=SaidBy,
        required=False,
        error_messages={"invalid_choice": "Kies wie dit zegt: de werkgever, de leidinggevende of uzelf."},
    )
    note = LinesField(required=False, max_length=4000, error_messages={"max_length": _TOO_LONG})
    revision = forms.IntegerField(
        min_value=0,
        max_value=2_000_000_000,
        error_messages={
            "required": "Deze pagina is verouderd. Ververs de pagina en kies het antwoord nog een keer.",
            "invalid": "Deze pagina is verouderd. Ververs de pagina en kies het antwoord nog een keer.",
            "max_value": "Deze pagina is verouderd. Ververs de pagina en kies het antwoord nog een keer.",
            "min_value": "Deze pagina is verouderd. Ververs de pagina en kies het antwoord nog een keer.",
        },
    )

    def __init__(self, *args, question, **kwargs):
        super().__init__(*args, **kwargs)
        numbers = [(str(value), str(value)) for value in get_values(question.kind)]
        self.fields["answer"].choices = [*numbers, (NOT_DISCUSSED, ""), (NOT_APPLICABLE, "")]

    def wants_theirs(self):
        """Tell whether, after a conflict, the person chose the other one's answer."""
        return self.data.get("keep") == "theirs"

    def get_change(self):
        """Return the answer as arguments of actions.save_answer."""
        answer = self.cleaned_data["answer"]
        return {
            "state": _STATES.get(answer, AnswerState.ANSWERED),
            "value": None if answer in _STATES else int(answer),
            "said_by": self.cleaned_data["said_by"] or SaidBy.EMPLOYER,
            "note": self.cleaned_data["note"],
            "revision": self.cleaned_data["revision"],
        }


class StartForm(forms.Form):
    """Which list to ask."""

    lijst = forms.ChoiceField(
        label="Hoeveel tijd heeft u?",
        choices=[("volledig", "Een heel gesprek: alle vragen"), ("kort", "Weinig tijd: de korte lijst")],
        widget=forms.RadioSelect,
        initial="volledig",
        required=False,
    )

    def is_short(self):
        """Return whether the short list was asked; anything odd counts as the full list."""
        return self.is_valid() and self.cleaned_data["lijst"] == "kort"


class NoteForm(Guarded, forms.Form):
    """The general note of a visit; `seen` marks the note it was written over, so that a newer one is not lost."""

    note = LinesField(
        label="Notitie bij het gesprek",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _TOO_LONG},
        help_text="Over het bedrijf, nooit over een persoon.",
    )
    seen = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def wants_theirs(self):
        """Tell whether, after a conflict, the person chose the other one's note."""
        return self.data.get("keep") == "theirs"


class ReopenForm(Guarded, forms.Form):
    """Why a concluded visit is opened again."""

    reason = forms.CharField(
        label="Waarom opent u het bezoek weer?",
        max_length=300,
        error_messages={
            "required": "Schrijf in een paar woorden op waarom u het bezoek weer opent.",
            "max_length": "Houd de reden korter dan 300 tekens.",
        },
    )


class ProfileForm(Guarded, forms.Form):
    """The adviser's choice in the border zone."""

    profile = forms.ChoiceField(
        label="Welk profiel past volgens u het best?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies een van de profielen.",
            "invalid_choice": "Dit profiel past niet bij deze score. Kies een van de profielen.",
        },
    )
    reason = LinesField(
        label="Waarom?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Schrijf op waarom u dit profiel kiest.",
            "max_length": "Houd de uitleg korter dan 500 tekens.",
        },
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["profile"].choices = [(code, f"{PROFILES[code]}. {PROFILES[code].meaning}") for code in candidates]


class AdjustmentForm(Guarded, forms.Form):
    """Take a tip or instrument out, put one in, or swap; never without a reason."""

    kind = forms.ChoiceField(choices=AdjustmentKind, widget=forms.HiddenInput)
    removed_key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    added_key = forms.ChoiceField(
        label="Kies wat erin komt",
        required=False,
        error_messages={"invalid_choice": "Dit kan er niet bij: het staat er al of het bestaat niet."},
    )
    reason = forms.CharField(
        label="Waarom?",
        max_length=300,
        error_messages={
            "required": "Schrijf in een paar woorden op waarom u dit wijzigt.",
            "max_length": "Houd de reden korter dan 300 tekens.",
        },
    )

    def __init__(self, *args, kind, removed="", present, choices, **kwargs):
        """`present` are the keys now in the advice; `choices` what may come in, as (key, name)."""
        super().__init__(*args, initial={"kind": kind, "removed_key": removed}, prefix=f"{kind}-{removed}", **kwargs)
        self.present = present
        self.fields["added_key"].choices = [("", "Kies …"), *choices]

    def clean_removed_key(self):
        key = self.cleaned_data["removed_key"]
        if key and key not in self.present:
            raise ValidationError("Dit staat niet meer in het advies. Ververs de pagina.")
        return key

    def clean(self):
        cleaned = super().clean()
        removed, added = cleaned.get("removed_key"), cleaned.get("added_key")
        if added or self.errors:
            return cleaned
        if cleaned.get("kind") == AdjustmentKind.TIP and removed:
            self.add_error("added_key", "Kies de tip die ervoor in de plaats komt.")
        elif not removed:
            self.add_error("added_key", "Kies wat u wilt toevoegen.")
        return cleaned


class WithdrawForm(forms.Form):
    """Undo one adjustment."""

    adjustment = forms.IntegerField(widget=forms.HiddenInput)


class ClosingWordsForm(Guarded, forms.Form):
    """The adviser's own words at the end of the advice; empty means the usual words."""

    closing_words = LinesField(
        label="Slotwoord",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "max_length": "Het slotwoord mag hoogstens %(limit_value)d tekens lang zijn. Nu zijn het er %(show_value)d."
        },
    )


class KeepForm(forms.Form):
    """Which of the two calculations on the page is kept with the visit."""

    bewaar = forms.ChoiceField(choices=[("a", "De eerste"), ("b", "De tweede")])


class TakeAwayForm(forms.Form):
    """Which calculation is taken away from the visit, or brought back."""

    berekening = forms.IntegerField(widget=forms.HiddenInput)
    terug = forms.BooleanField(required=False, widget=forms.HiddenInput)


class TakenAwayForm(forms.Form):
    """Which calculation was taken away just now; nonsense in an address is none."""

    weg = forms.IntegerField(min_value=1, max_value=2**63 - 1)
