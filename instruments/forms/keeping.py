"""What someone who keeps the catalogue chooses to see; everything may be left empty."""

import re
from datetime import date

from django import forms

from instruments.calculators.case import LAST_DAY
from instruments.calculators.reading import read_date
from instruments.wording import write_date

_PART_OF_A_DATE = re.compile(r"(?:gelezen )?\d{4}(?:-(?:0[1-9]|1[0-2]))?")
NOT_A_DATE = "Vul een datum in, bijvoorbeeld 1-7-2026."


FIRST_DAY = date(2000, 1, 1)  # what began earlier is in force and is not entered any more


class DayField(forms.Field):
    """A day as the browser's date field sends it or as people write it, within what makes sense for a law of now."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}), **kwargs)

    def prepare_value(self, value):
        """Return the day as a date field of a browser reads it; written otherwise it would show nothing and be lost."""
        return value.isoformat() if isinstance(value, date) else value

    def to_python(self, value):
        text = str(value or "").strip()
        if not text:
            return None
        try:
            day = read_date(text)
        except ValueError as error:
            raise forms.ValidationError(NOT_A_DATE) from error
        if not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(
                f"Kies een datum van {write_date(FIRST_DAY)} tot en met {write_date(LAST_DAY)}."
            )
        return day


class SourceFieldsForm(forms.Form):
    """What a change rests on: where it was read and of which date; nothing is stored without."""

    bron = forms.CharField(
        label="Bron",
        max_length=200,
        help_text="De wet, het document of de pagina waar u dit las, met nummer of webadres.",
        error_messages={
            "required": "Noem de bron. Zonder bron bewaren wij niets.",
            "max_length": "Dit is te lang. Gebruik hoogstens 200 tekens.",
        },
    )
    bron_datum = forms.CharField(
        label="Datum van de bron",
        max_length=30,
        help_text="Bijvoorbeeld 24-11-2026. Weet u alleen de maand: 2026-11.",
        error_messages={
            "required": "Vul in van welke datum de bron is.",
            "max_length": "Dit is te lang. Gebruik hoogstens 30 tekens.",
        },
    )

    def clean_bron_datum(self):
        return read_source_date(self.cleaned_data["bron_datum"])


def read_source_date(text):
    """Return the date of a source as it is kept: a day, a month, a year, or "gelezen" and one of these."""
    text = text.strip()
    word, _, day = text.rpartition(" ")
    if word in ("", "gelezen"):
        try:
            return f"{word} {read_date(day).isoformat()}".strip()
        except ValueError:
            if _PART_OF_A_DATE.fullmatch(text):
                return text
    raise forms.ValidationError("Vul een datum in, bijvoorbeeld 24-11-2026, of een maand: 2026-11.")


class OutlookForm(forms.Form):
    """From which day to look ahead."""

    vanaf = DayField(label="Bekeken vanaf", required=False)

    def __init__(self, data, *, today):
        super().__init__({"vanaf": data.get("vanaf", today.isoformat())})
        self.today = today

    @property
    def day(self):
        """Return the chosen day, today without one that makes sense."""
        return (self.cleaned_data.get("vanaf") if self.is_valid() else None) or self.today
