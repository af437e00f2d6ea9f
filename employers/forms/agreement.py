"""What people type about an agreement."""

from django import forms
from django.utils import timezone

from employers.forms.dates import check_between, make_date_field, years_from
from employers.models import Agreement, AgreementState, Side
from safekeeping.guarding import Guarded


class AgreementForm(Guarded, forms.ModelForm):
    """Who does what, and by when."""

    side = forms.ChoiceField(
        label="Wie doet het?",
        choices=Side,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies wie het doet: de werkgever of wij.",
            "invalid_choice": "Kies wie het doet: de werkgever of wij.",
        },
    )
    due_on = make_date_field("Uiterlijk op", "Kies een dag waarop het klaar is.")
    only_numbers = ("who",)

    class Meta:
        model = Agreement
        fields = ["side", "who", "what", "due_on"]
        labels = {"who": "Naam van de persoon of het loket", "what": "Wat spreekt u af?"}
        widgets = {"who": forms.TextInput(attrs={"list": "namen", "autocomplete": "off"})}
        error_messages = {
            "who": {"required": "Vul in wie het doet."},
            "what": {
                "required": "Schrijf op wat u afspreekt.",
                "max_length": "Houd de afspraak korter dan 300 tekens. Maak er anders twee van.",
            },
        }

    def __init__(self, *args, first_day=None, **kwargs):
        """`first_day` is the day of the visit: what was promised there may have been due before today."""
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.first_day = min(first_day or today, today)

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        check_between(day, self.first_day, years_from(timezone.localdate(), 3), "Deze dag kan niet.")
        return day


class CloseAgreementForm(Guarded, forms.Form):
    """Whether a promise was kept."""

    state = forms.ChoiceField(
        label="Wat is er gebeurd?",
        choices=[(AgreementState.DONE, "Het is gedaan"), (AgreementState.DROPPED, "Het gaat niet door")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies of het gedaan is of niet doorgaat.",
            "invalid_choice": "Kies of het gedaan is of niet doorgaat.",
        },
    )
    note = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=300,
        help_text="Verplicht als het niet doorgaat.",
        error_messages={"max_length": "Houd de toelichting korter dan 300 tekens."},
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("state") == AgreementState.DROPPED and not cleaned.get("note"):
            self.add_error("note", "Schrijf op waarom het niet doorgaat.")
        return cleaned
