"""What people type about someone they speak at an employer."""

from django import forms
from django.utils import timezone

from employers.forms.dates import check_between, make_date_field, years_from
from employers.models import Contact
from safekeeping.guarding import Guarded

KEPT_YEARS, MOST_YEARS = 2, 5


class ContactForm(Guarded, forms.ModelForm):
    """A contact person: only what is needed to reach them, and until when we may keep it."""

    keep_until = make_date_field(
        "Bewaren tot",
        "Kies tot wanneer we deze gegevens mogen bewaren.",
        help_text="Daarna wissen we deze gegevens. Gewoonlijk is dat 2 jaar na het laatste gesprek.",
    )

    only_numbers = ("name", "phone")

    class Meta:
        model = Contact
        fields = ["name", "job_title", "email", "phone", "keep_until", "is_current"]
        error_messages = {
            "name": {"required": "Vul de naam van de contactpersoon in."},
            "email": {"invalid": "Dit is geen e-mailadres. Typ het bijvoorbeeld zo: naam@bedrijf.nl."},
        }
        widgets = {"phone": forms.TextInput(attrs={"type": "tel"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = field.label[:1].upper() + field.label[1:]
        if not self.instance.pk:
            self.fields["keep_until"].initial = years_from(timezone.localdate(), KEPT_YEARS)
            del self.fields["is_current"]

    def clean_keep_until(self):
        day, today = self.cleaned_data["keep_until"], timezone.localdate()
        if day != self.instance.keep_until:
            check_between(
                day,
                today,
                years_from(today, MOST_YEARS),
                "Zo lang mogen we deze gegevens niet bewaren, of de datum is al voorbij.",
            )
        return day
