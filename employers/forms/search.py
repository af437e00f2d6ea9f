"""What someone types to search the list of employers; everything may be left empty."""

from django import forms

from employers.models import SbiSection, SizeClass, StageLabel


class ListForm(forms.Form):
    """Words and filters; nonsense in a link that was passed on counts as empty."""

    q = forms.CharField(
        label="Zoek op naam, plaats of KVK-nummer",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    sector = forms.ChoiceField(label="Sector", required=False, choices=[("", "Alle sectoren"), *SbiSection.choices])
    grootte = forms.ChoiceField(label="Grootte", required=False, choices=[("", "Elke grootte"), *SizeClass.choices])
    stap = forms.ChoiceField(label="Stap", required=False, choices=[("", "Alle stappen"), *StageLabel.choices])
    adviseur = forms.TypedChoiceField(label="Adviseur", required=False, coerce=int, empty_value=None)

    def __init__(self, *args, advisers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["adviseur"].choices = [("", "Alle adviseurs"), *((person.pk, person.name) for person in advisers)]

    def count_filters(self):
        """Return how many filters are on, the words left out: those stand in sight."""
        return sum(1 for name, value in self.get_filters().items() if value and name != "text")

    def get_filters(self):
        """Return the filters as arguments of queries.get_employers."""
        self.is_valid()
        cleaned = self.cleaned_data
        return {
            "text": cleaned.get("q", ""),
            "sbi_section": cleaned.get("sector", ""),
            "size_class": cleaned.get("grootte", ""),
            "stage": cleaned.get("stap", ""),
            "adviser": cleaned.get("adviseur"),
        }
