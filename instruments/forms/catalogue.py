"""What someone types to search the catalogue; everything may be left empty."""

from django import forms

from instruments.models import Category


class CatalogueForm(forms.Form):
    """Words, kind and executor; a value that does not exist is ignored and said."""

    q = forms.CharField(label="Zoek op naam of onderwerp", required=False, max_length=80)
    soort = forms.ChoiceField(label="Soort", required=False, choices=[("", "Alle soorten"), *Category.choices])
    uitvoerder = forms.ChoiceField(label="Uitvoerder", required=False)

    def __init__(self, *args, executors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"
        self.fields["uitvoerder"].choices = [("", "Alle uitvoerders"), *((name, name) for name in executors)]

    def get_filters(self):
        """Return the filters that make sense as arguments of queries.get_catalogue; nonsense counts as empty."""
        self.is_valid()
        return {
            "text": self.cleaned_data.get("q", ""),
            "category": self.cleaned_data.get("soort", ""),
            "executor": self.cleaned_data.get("uitvoerder", ""),
        }
