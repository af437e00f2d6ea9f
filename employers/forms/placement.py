"""What people type about a placement: nothing that could be about a person."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone

from employers.forms.dates import check_between, make_date_field
from employers.models import Placement, PlacementForm, StillThere
from employers.placing import is_answer_due

_LATER = "Dit kunt u pas na {} maanden invullen."


class PlacementEntryForm(forms.ModelForm):
    """The form of the placement, the hours, the start, and whether it lasted."""

    form = forms.ChoiceField(
        label="Vorm",
        choices=[("", "Kies …"), *PlacementForm.choices],
        error_messages={"required": "Kies de vorm.", "invalid_choice": "Kies een vorm uit de lijst."},
    )
    hours = forms.IntegerField(
        label="Uren per week",
        min_value=1,
        max_value=40,
        help_text="Een heel getal van 1 tot en met 40.",
        error_messages={
            "required": "Vul in voor hoeveel uur per week.",
            "invalid": "Vul een heel getal in, bijvoorbeeld 24.",
            "min_value": "Vul een getal in van 1 tot en met 40.",
            "max_value": "Vul een getal in van 1 tot en met 40.",
        },
    )
    started_on = make_date_field("Begonnen op", "Kies de dag waarop het werk begon.")

    class Meta:
        model = Placement
        fields = ["form", "hours", "started_on", "after_6_months", "after_12_months"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, months in (("after_6_months", 6), ("after_12_months", 12)):
            field = self.fields[name]
            field.choices = [("", "Nog niet gevraagd"), *StillThere.choices]
            field.widget = forms.RadioSelect(choices=field.choices)
            field.error_messages["invalid_choice"] = "Kies Ja, Nee of Weet ik niet."
            field.label = f"Na {months} maanden nog aan het werk?"
        if not self.instance.pk:
            del self.fields["after_6_months"], self.fields["after_12_months"]

    def clean_started_on(self):
        day, today = self.cleaned_data["started_on"], timezone.localdate()
        check_between(day, date(2015, 1, 1), today + timedelta(days=92), "Deze dag kan niet.")
        return day

    def clean(self):
        cleaned = super().clean()
        started_on = cleaned.get("started_on")
        for name, months in (("after_6_months", 6), ("after_12_months", 12)):
            if cleaned.get(name) and started_on and not is_answer_due(started_on, months, timezone.localdate()):
                self.add_error(name, _LATER.format(months))
        if cleaned.get("after_6_months") == StillThere.NO and cleaned.get("after_12_months") == StillThere.YES:
            self.add_error("after_12_months", "Wie na 6 maanden weg was, is er na 12 maanden niet nog. Kijk beide na.")
        return cleaned
