"""Whose agreements someone wants to see."""

from django import forms


class FollowUpForm(forms.Form):
    """One adviser, nobody's, or everyone's; nonsense counts as everyone."""

    adviseur = forms.ChoiceField(label="Van wie", required=False)

    def __init__(self, *args, advisers, **kwargs):
        super().__init__(*args, **kwargs)
        people = ((str(person.pk), person.name) for person in advisers)
        self.fields["adviseur"].choices = [("", "Iedereen in de regio"), ("geen", "Nog niemand"), *people]
        self.is_valid()

    def get_holder(self):
        """Return the id of the fixed contact, "nobody", or None for everyone."""
        chosen = self.cleaned_data.get("adviseur")
        if chosen == "geen":
            return "nobody"
        return int(chosen) if chosen else None

    def get_query(self):
        """Return the choice as the query of an address, empty for everyone."""
        chosen = self.cleaned_data.get("adviseur")
        return f"adviseur={chosen}" if chosen else ""
