"""What someone types to change the texts of an instrument; one line is one condition, step or name."""

from django import forms

from instruments.forms.keeping import DayField, SourceFieldsForm, read_source_date
from instruments.labels import CONFIDENCE, NEEDS
from instruments.models import AmountStatus, Category, InstrumentState

MOST_LINES = 25


class LinesField(forms.CharField):
    """A list with one item a line; empty lines are left out, and every line stays within its column."""

    def __init__(self, *, longest=400, rows=4, **kwargs):
        self.longest = longest
        hint = kwargs.pop("help_text", "Zet elk punt op een eigen regel.")
        kwargs.setdefault("validators", [check_words])
        super().__init__(max_length=12_000, widget=forms.Textarea(attrs={"rows": rows}), help_text=hint, **kwargs)
        self.error_messages["max_length"] = "Dit is te lang. Maak het korter."

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(f"Dit zijn te veel regels. Gebruik er hoogstens {MOST_LINES}.")
        for line in lines:
            if len(line) > self.longest:
                raise forms.ValidationError(f"Deze regel is te lang, hoogstens {self.longest} tekens: {line[:60]}…")
        return lines


def check_words(text):
    """Refuse an amount, which has a place of its own with its source, and words that judge an employer."""
    if "€" in text:
        raise forms.ValidationError("Noem hier geen bedrag. Zet het bij Bedragen, met een bron en een datum.")
    if "wil niet" in text.lower():
        raise forms.ValidationError(
            "Schrijf dit anders: over een werkgever zeggen wij nooit dat die iets niet zou willen."
        )


def _text(label, longest, *, required=False, rows=3, hint=""):
    messages = {"required": "Vul dit in.", "max_length": f"Dit is te lang. Gebruik hoogstens {longest} tekens."}
    widget = forms.Textarea(attrs={"rows": rows}) if longest > 250 else forms.TextInput()
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        widget=widget,
        help_text=hint,
        error_messages=messages,
        validators=[check_words],
    )


class InstrumentForm(SourceFieldsForm):
    """The texts and fields of an instrument, by the names of the model; what differs is what is stored."""

    name = _text("Naam", 120, required=True)
    abbreviation = _text("Afkorting", 20)
    category = forms.ChoiceField(label="Soort", choices=Category.choices)
    state = forms.ChoiceField(label="Stand", choices=InstrumentState.choices)
    state_text = _text("Toelichting bij de stand", 200)
    valid_from = DayField(label="Geldig vanaf", required=False)
    valid_until = DayField(label="Geldig tot en met", required=False, help_text="Leeg: zonder einde.")
    summary = _text("Wat is het", 1200, required=True, rows=4)
    executors = LinesField(
        label="Uitvoerder", longest=120, rows=2, error_messages={"required": "Noem wie dit uitvoert."}
    )
    groups = LinesField(label="Doelgroepen", longest=160, required=False)
    needs = forms.MultipleChoiceField(
        label="Waar het bij helpt",
        choices=list(NEEDS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Kies uit de lijst."},
    )
    conditions = LinesField(label="Voorwaarden", required=False, rows=6)
    yields = _text("Wat levert het op", 1200)
    duration = _text("Hoe lang", 1200)
    steps = LinesField(label="Zo vraagt u het aan", required=False, rows=6)
    deadline = _text("Termijn", 1200)
    next_step = _text("Eerste stap", 1200)
    combines_with = LinesField(
        label="Gaat samen met",
        longest=160,
        required=False,
        help_text="De korte naam van het instrument, met een opmerking erachter tussen haakjes. Elk op een eigen regel.",
    )
    excludes = LinesField(
        label="Gaat niet samen met",
        longest=200,
        required=False,
        help_text="Op dezelfde manier. Telt mee in het advies.",
    )
    notes = LinesField(label="Let op", required=False)
    local_blanks = LinesField(label="Lokaal in te vullen", longest=200, required=False)
    legal_basis = LinesField(label="Grondslag", longest=250, required=False)
    confidence = forms.ChoiceField(label="Zekerheid", choices=list(CONFIDENCE.items()))

    versie = forms.IntegerField(widget=forms.HiddenInput)
    stap = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    NOT_FIELDS = ("bron", "bron_datum", "versie", "stap")
    SECTIONS = (
        ("Het instrument", ("name", "abbreviation", "category", "state", "state_text", "valid_from", "valid_until")),
        ("Wat de werkgever leest", ("summary", "executors", "groups", "needs", "conditions", "yields", "duration")),
        ("Aanvragen", ("steps", "deadline", "next_step", "notes", "local_blanks")),
        ("Samen met andere", ("combines_with", "excludes")),
        ("Grondslag", ("legal_basis", "confidence")),
    )

    def __init__(self, data=None, *, instrument, **kwargs):
        self.instrument = instrument
        initial = {name: getattr(instrument, name) for name in self.base_fields if name not in self.NOT_FIELDS}
        initial |= {"versie": instrument.version}
        super().__init__(data, initial=initial, **kwargs)

    @property
    def sections(self):
        """Return the parts of the form: (title, fields)."""
        return [(title, [self[name] for name in names]) for title, names in self.SECTIONS]

    @property
    def typed(self):
        """Return every field with what was typed, so that the preview can send it again."""
        single = [(name, self.data.get(name, "")) for name in self.fields if name not in ("stap", "needs")]
        return [*single, *(("needs", need) for need in self.data.getlist("needs"))]

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", "De laatste dag ligt voor de eerste dag.")
        return cleaned

    def get_changed(self):
        """Return the fields that differ from the instrument, with what they become."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in self.NOT_FIELDS}
        if set(values["needs"]) == set(self.instrument.needs):
            values["needs"] = self.instrument.needs  # their order means nothing
        return {name: value for name, value in values.items() if value != getattr(self.instrument, name)}


class SourceRowForm(forms.Form):
    """One source of an instrument; an empty row is left out."""

    title = forms.CharField(label="Titel", max_length=300, required=False)
    site = forms.CharField(label="Waar gelezen", max_length=200, required=False)
    url = forms.URLField(
        label="Webadres",
        max_length=400,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Dit is geen webadres. Het begint met https://."},
    )
    date = forms.CharField(label="Datum", max_length=30, required=False)
    status = forms.ChoiceField(label="Hoe nagegaan", choices=[("", "Kies"), *AmountStatus.choices], required=False)
    code = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def clean_date(self):
        text = self.cleaned_data["date"]
        return read_source_date(text) if text and "date" in self.changed_data else text

    def clean(self):
        cleaned = super().clean()
        if not self.errors and any(cleaned.get(name) for name in ("title", "site", "url", "date")):
            if not cleaned.get("title"):
                self.add_error("title", "Noem de titel van deze bron.")
            if not cleaned.get("status"):
                self.add_error("status", "Kies hoe u deze bron bent nagegaan.")
        return cleaned


class SourceRows(forms.BaseFormSet):
    """The sources of an instrument; there is always at least one."""

    def clean(self):
        if not any(self.errors) and not self.sources:
            raise forms.ValidationError("Een instrument heeft minstens een bron.")

    @property
    def sources(self):
        """Return the sources as they are kept with an instrument."""
        names = ("code", "title", "site", "url", "date", "status")
        return [
            {name: row.cleaned_data[name] for name in names if name != "code" or row.cleaned_data["code"]}
            for row in self.forms
            if row.cleaned_data.get("title") and not row.cleaned_data.get("DELETE")
        ]

    @property
    def typed(self):
        """Return every field with what was typed, so that the preview can send it again."""
        return [(name, value) for name, value in self.data.items() if name.startswith(f"{self.prefix}-")]


SourceFormSet = forms.formset_factory(
    SourceRowForm, formset=SourceRows, extra=2, max_num=30, absolute_max=60, can_delete=True
)


class SettleForm(forms.Form):
    """Which text holds: the one of the new release, or our own."""

    keuze = forms.ChoiceField(choices=[("nieuw", "nieuw"), ("eigen", "eigen")])
    versie = forms.IntegerField()
