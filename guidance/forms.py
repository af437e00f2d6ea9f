"""The sample form of the gallery: one field of each kind."""

from django import forms


class SampleForm(forms.Form):
    """What the field component can show; it is never sent anywhere."""

    name = forms.CharField(label="Naam", help_text="Zoals de naam in het handelsregister staat.")
    size = forms.ChoiceField(
        label="Grootte", choices=[("", "Kies"), ("small", "Klein"), ("large", "Groot")], required=False
    )
    day = forms.DateField(label="Datum", widget=forms.DateInput(attrs={"type": "date"}))
    place = forms.CharField(
        label="Plaats",
        help_text="Begin te typen, of kies een plaats uit de lijst.",
        widget=forms.TextInput(attrs={"list": "plaatsen", "autocomplete": "off"}),
        required=False,
    )
    words = forms.CharField(label="Toelichting", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    who = forms.ChoiceField(
        label="Wie doet het?", choices=[("us", "Wij"), ("employer", "De werkgever")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Dit is met de werkgever besproken", required=False)
