"""What someone types to search the catalogue, and which instruments are laid side by side; everything may be left empty."""

from django import forms

from instruments.labels import GROUPS, NEEDS
from instruments.models import Category

MOST_COMPARED = 3
_UNKNOWN = "Een van deze instrumenten kennen wij niet. Kies uit de lijst."


class CatalogueForm(forms.Form):
    """Words, kind, executor, worker group and need; a value that does not exist counts as empty."""

    q = forms.CharField(label="Zoek op naam of onderwerp", required=False, max_length=80)
    vraag = forms.ChoiceField(
        label="Wat heeft de werkgever nodig?", required=False, choices=[("", "Alles"), *NEEDS.items()]
    )
    doelgroep = forms.ChoiceField(label="Doelgroep", required=False, choices=[("", "Alle groepen"), *GROUPS.items()])
    soort = forms.ChoiceField(label="Soort", required=False, choices=[("", "Alle soorten"), *Category.choices])
    uitvoerder = forms.ChoiceField(label="Uitvoerder", required=False)
    met = forms.MultipleChoiceField(required=False)

    def __init__(self, *args, executors, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"
        self.fields["uitvoerder"].choices = [("", "Alle uitvoerders"), *((name, name) for name in executors)]
        self.fields["met"].choices = names
        self.is_valid()

    def get_filters(self):
        """Return the filters that make sense as arguments of queries.get_catalogue; nonsense counts as empty."""
        return {
            "text": self.cleaned_data.get("q", ""),
            "category": self.cleaned_data.get("soort", ""),
            "executor": self.cleaned_data.get("uitvoerder", ""),
            "need": self.cleaned_data.get("vraag", ""),
        }

    @property
    def group(self):
        """Return the worker group that was chosen; empty: none."""
        return self.cleaned_data.get("doelgroep", "")

    @property
    def chosen(self):
        """Return what is ticked to lay side by side."""
        return self.cleaned_data.get("met", [])

    def more(self):
        """Return the fields that stand behind "Meer filters"."""
        return [self[name] for name in ("vraag", "doelgroep", "soort", "uitvoerder")]

    @property
    def narrows(self):
        """Tell whether one of those is in use."""
        return any(self.cleaned_data.get(field.name) for field in self.more())


class CompareForm(forms.Form):
    """Two or three instruments to lay side by side; fewer asks for more, more is refused."""

    met = forms.MultipleChoiceField(
        label="Instrumenten",
        required=False,
        error_messages={"invalid_choice": _UNKNOWN},
    )

    def __init__(self, *args, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["met"].choices = [("", ""), *names]  # a list that was left empty is sent as nothing

    def clean_met(self):
        chosen = [slug for slug in dict.fromkeys(self.cleaned_data["met"]) if slug]
        if len(chosen) > MOST_COMPARED:
            raise forms.ValidationError(
                f"U koos er {len(chosen)}. Er passen er hoogstens drie naast elkaar. Haal er een paar weg."
            )
        return chosen

    def get_chosen(self):
        """Return the slugs that were chosen; what does not exist is left out."""
        known = dict(self.fields["met"].choices)
        return [slug for slug in dict.fromkeys(self.data.getlist("met")) if slug and slug in known]
