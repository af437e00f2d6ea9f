"""What someone types to enter or change an amount, and to find a series; every mistake at its own field."""

import re
from dataclasses import replace

from django import forms

from instruments.amounts import Figure, Overlap, Source
from instruments.calculators.reading import read_number
from instruments.forms.keeping import DayField, SourceFieldsForm
from instruments.models import AmountStatus
from instruments.series import SERIES
from instruments.wording import say_overlap, say_unit, write_number

VIEW, SAVE, EDIT = "bekijk", "bewaar", "wijzig"
MOST = 10**8  # what the column holds
_SPLIT = re.compile(r"(?P<title>.*?)(?: \((?P<url>https?://\S+)\))?", re.S)


class SeriesFilterForm(forms.Form):
    """Words and a state to find a series by; what makes no sense is ignored."""

    STATES = [
        ("", "Alle bedragen"),
        ("loopt-af", "Loopt binnen 60 dagen af"),
        ("onbekend", "Nu geen bedrag bekend"),
        ("eigen", "In de app gewijzigd"),
        ("vervallen", "Afgeschaft"),
    ]
    q = forms.CharField(label="Zoek op naam, variant of bron", required=False, max_length=80)
    stand = forms.ChoiceField(label="Stand", required=False, choices=STATES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"

    def get_filters(self):
        self.is_valid()
        return {"text": self.cleaned_data.get("q", ""), "state": self.cleaned_data.get("stand", "")}


def _say_required(text):
    return {"required": text}


class AmountForm(SourceFieldsForm):
    """One figure of one series; `table` is what is known now and `old` the figure that is changed, None for a new one.

    After `is_valid`: `figure` is what was typed, `after` the table as it would be.
    """

    waarde = forms.CharField(
        label="Bedrag",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages=_say_required("Vul het bedrag in."),
    )
    vanaf = DayField(label="Geldt vanaf", error_messages=_say_required("Vul in vanaf welke dag dit geldt."))
    tot = DayField(label="Tot en met", required=False, help_text="Leeg: geldt tot er iets anders bekend is.")
    sluit_af = forms.BooleanField(label="Laat het vorige bedrag de dag ervoor aflopen", required=False)
    voorlopig = forms.BooleanField(
        label="Aangekondigd, nog niet definitief",
        required=False,
        help_text="Dan noemen wij het wel, en rekenen wij er niet mee.",
    )
    webadres = forms.URLField(
        label="Webadres van de bron",
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": "Dit is geen webadres. Het begint met https://."},
    )
    status = forms.ChoiceField(
        label="Hoe nagegaan",
        choices=[("", "Kies"), *AmountStatus.choices],
        error_messages=_say_required("Kies hoe u dit bent nagegaan."),
    )
    opmerking = forms.CharField(label="Opmerking", required=False, max_length=300)
    gezien = forms.CharField(widget=forms.HiddenInput, max_length=64)
    stap = forms.ChoiceField(
        required=False, widget=forms.HiddenInput, choices=[(one, one) for one in (VIEW, SAVE, EDIT)]
    )

    field_order = ("waarde", "vanaf", "tot", "sluit_af", "voorlopig", "bron", "webadres", "bron_datum", "status")

    def __init__(self, data=None, *, table, key, variant, old=None, **kwargs):
        self.table, self.key, self.variant, self.old = table, key, variant, old
        known = table.figures.get((key, variant), ())
        self.open_one = next((one for one in known if one.valid_until is None and not one.is_announced), None)
        super().__init__(data, **kwargs)
        self.fields["waarde"].help_text = f"Met een komma, bijvoorbeeld 12,50. In {say_unit(SERIES[key].unit)}."
        if old is not None or self.open_one is None:
            del self.fields["sluit_af"]
        self.figure, self.after = None, None
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.error_messages["max_length"] = f"Dit is te lang. Gebruik hoogstens {field.max_length} tekens."

    @classmethod
    def describe(cls, figure):
        """Return a figure as the first values of the form."""
        parts = _SPLIT.fullmatch(figure.source.title)
        return {
            "waarde": write_number(figure.value),
            "vanaf": figure.valid_from.isoformat(),
            "tot": figure.valid_until.isoformat() if figure.valid_until else "",
            "voorlopig": figure.is_announced,
            "bron": parts["title"],
            "webadres": parts["url"] or "",
            "bron_datum": figure.source.date,
            "status": figure.source.status,
            "opmerking": figure.note,
        }

    @property
    def typed(self):
        """Return every field with what was typed, so that the preview can send it again."""
        return [(name, self.data[name]) for name in self.fields if name != "stap" and self.data.get(name)]

    def clean_waarde(self):
        try:
            value = read_number(self.cleaned_data["waarde"])
        except ValueError as error:
            raise forms.ValidationError("Dit is geen getal. Schrijf het met een komma, bijvoorbeeld 12,50.") from error
        if value < 0:
            raise forms.ValidationError("Een bedrag is nooit minder dan nul.")
        if value >= MOST or value != round(value, 4):
            raise forms.ValidationError("Vul een bedrag in onder de honderd miljoen, met hoogstens vier decimalen.")
        return value

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("vanaf"), cleaned.get("tot")
        if start and end and end < start:
            self.add_error("tot", "De laatste dag ligt voor de eerste dag.")
        if SERIES[self.key].unit == "%" and cleaned.get("waarde", 0) > 100:
            self.add_error("waarde", "Een percentage is hoogstens 100.")
        if not self.errors:
            self._place(cleaned)
        return cleaned

    def _place(self, cleaned):
        """Put the figure in the table, and say with both periods when it does not fit."""
        url = f" ({cleaned['webadres']})" if cleaned["webadres"] else ""
        source = Source(f"{cleaned['bron']}{url}", cleaned["bron_datum"], cleaned["status"])
        if len(source.title) > 250:
            self.add_error("bron", "Bron en webadres zijn samen te lang. Maak de bron korter.")
            return
        self.figure = Figure(
            key=self.key,
            variant=self.variant,
            value=cleaned["waarde"],
            source=source,
            valid_from=cleaned["vanaf"],
            valid_until=cleaned["tot"],
            is_announced=cleaned["voorlopig"],
            note=cleaned["opmerking"],
        )
        try:
            table = self._close(self.table, cleaned)
            self.after = table.replace(self.figure, self.old)
        except Overlap as overlap:
            other = overlap.other if overlap.figure == self.figure else overlap.figure
            self.add_error("vanaf", say_overlap(Overlap(self.figure, other)))

    def _close(self, table, cleaned):
        """Return the table in which the open figure before this one ends the day before."""
        if not cleaned.get("sluit_af") or self.open_one.valid_from >= self.figure.valid_from:
            return table
        return table.replace(replace(self.open_one, valid_until=_day_before(self.figure.valid_from)), self.open_one)


def _day_before(day):
    return day.fromordinal(day.toordinal() - 1)


class RemoveForm(forms.Form):
    """The mark of the series as it was when someone chose to take a figure away."""

    gezien = forms.CharField(widget=forms.HiddenInput, max_length=64)
