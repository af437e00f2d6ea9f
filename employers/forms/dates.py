"""Dates as people pick them, and which of them can be meant."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

NOT_A_DATE = "Dit is geen datum die bestaat. Kies er een in de kalender, of typ bijvoorbeeld 31-12-2026."


class DateInput(forms.DateInput):
    """The browser's own date picker; it wants ISO dates whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


def make_date_field(label, required, **options):
    """Return a date field with the picker and a sentence for every mistake; `required` is the one for leaving it empty."""
    messages = {"required": required, "invalid": NOT_A_DATE}
    return forms.DateField(label=label, widget=DateInput, error_messages=messages, **options)


def check_between(day: date, first: date, last: date, what: str):
    """Raise ValidationError when `day` lies outside `first` to `last`, with a sentence that says what fits."""
    if not first <= day <= last:
        shown = [date_format(one, "j F Y") for one in (first, last)]
        raise ValidationError(f"{what} Kies een datum van {shown[0]} tot en met {shown[1]}.")


def years_from(day: date, years: int) -> date:
    """Return the date that many years (of 365.25 days) later."""
    return day + timedelta(days=round(years * 365.25))
