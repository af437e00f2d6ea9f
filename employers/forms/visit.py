"""What people type to plan, change or cancel a visit."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from employers.forms.dates import NOT_A_DATE, check_between, years_from
from employers.models import Visit, VisitPlace
from safekeeping.guarding import Guarded

NOT_A_TIME = "Dit is geen tijd. Typ bijvoorbeeld 14:30."


class VisitForm(Guarded, forms.ModelForm):
    """When, where, with whom and why."""

    planned_at = forms.SplitDateTimeField(
        label="Wanneer",
        widget=forms.SplitDateTimeWidget(  # the browser's own pickers
            date_attrs={"type": "date", "aria-label": "Dag"},
            time_attrs={"type": "time", "aria-label": "Tijd"},
            date_format="%Y-%m-%d",
            time_format="%H:%M",
        ),
        error_messages={
            "required": "Kies een dag en een tijd.",
            "invalid_date": NOT_A_DATE,
            "invalid_time": NOT_A_TIME,
        },
    )
    place = forms.ChoiceField(
        label="Waar",
        choices=VisitPlace,
        widget=forms.RadioSelect,
        initial=VisitPlace.AT_EMPLOYER,
        error_messages={"required": "Kies waar u elkaar spreekt.", "invalid_choice": "Kies waar u elkaar spreekt."},
    )

    only_numbers = ("location",)

    class Meta:
        model = Visit
        fields = ["planned_at", "place", "location", "advisers", "contacts", "goal"]
        widgets = {
            "advisers": forms.CheckboxSelectMultiple,
            "contacts": forms.CheckboxSelectMultiple,
            "goal": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"goal": "Wat wilt u na dit gesprek weten of hebben afgesproken?"}
        error_messages = {
            "advisers": {"required": "Kies wie van ons het gesprek voert."},
            "goal": {"max_length": "Houd het doel korter dan 1.000 tekens."},
        }

    def __init__(self, *args, advisers, contacts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["advisers"].queryset = advisers
        self.fields["contacts"].queryset = contacts
        for field in self.fields.values():
            field.label = field.label[:1].upper() + field.label[1:]

    def clean_planned_at(self):
        moment = self.cleaned_data["planned_at"]
        if not self.instance.pk or moment != self.instance.planned_at:
            today = timezone.localdate()
            first, last = today - timedelta(days=365), years_from(today, 2)
            check_between(timezone.localtime(moment).date(), first, last, "Deze dag ligt te ver weg.")
        return moment

    def get_fields(self):
        """Return what was typed as the `fields` of actions.plan_visit and change_visit."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class CancelForm(Guarded, forms.Form):
    """Why a visit does not go on."""

    reason = forms.CharField(
        label="Waarom gaat het bezoek niet door?",
        max_length=300,
        error_messages={
            "required": "Schrijf in een paar woorden op waarom het bezoek niet doorgaat.",
            "max_length": "Houd de reden korter dan 300 tekens.",
        },
    )
