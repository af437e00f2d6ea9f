"""What someone who keeps the catalogue chooses to see; everything may be left empty."""

from django import forms

from instruments.calculators.case import FIRST_DAY, LAST_DAY
from instruments.calculators.reading import read_date
from instruments.wording import write_date

NOT_A_DATE = "Vul een datum in, bijvoorbeeld 1-7-2026."


class DayField(forms.Field):
    """A day as the browser's date field sends it or as people write it, within the days that the sums know."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}), **kwargs)

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
