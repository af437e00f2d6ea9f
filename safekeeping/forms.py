"""Whose doings someone wants to see, and from where on."""

from django import forms


class TrailForm(forms.Form):
    """One person, or everyone; nonsense counts as everyone."""

    persoon = forms.ModelChoiceField(queryset=None, label="Van wie", required=False, empty_label="Iedereen")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["persoon"].queryset = people
        self.is_valid()

    def get_person(self):
        """Return who was chosen, or None."""
        return self.cleaned_data.get("persoon")

    def get_query(self):
        """Return the choice as the query of an address."""
        person = self.get_person()
        return f"persoon={person.pk}" if person else ""


class PageForm(forms.Form):
    """The line before which a page begins; nonsense counts as the newest."""

    voor = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)

    def get_before(self):
        """Return the number of that line, or None."""
        return self.cleaned_data.get("voor") if self.is_valid() else None
