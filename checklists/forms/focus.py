"""For which worker groups and which place the adviser looks at instruments: a group and numbers, never a person."""

from decimal import Decimal

from django import forms

from instruments.calculators.case import MOST_HOURS
from instruments.labels import GROUPS

MOST_GROUPS = 5
MOST_MONTHS = 120
_HOURS = f"Vul de uren per week in, van 1 tot en met {MOST_HOURS}."
_MONTHS = f"Vul de maanden in, van 1 tot en met {MOST_MONTHS}."
_YES_NO = {"ja": True, "nee": False}


class FocusForm(forms.Form):
    """Groups, and what is known of the place; everything may be left open."""

    groups = forms.MultipleChoiceField(
        label="Voor welke doelgroepen kijkt u?",
        required=False,
        choices=list(GROUPS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text="Een groep is geen persoon. Schrijf nergens op om wie het gaat.",
        error_messages={"invalid_choice": "Deze groep bestaat niet. Kies uit de lijst."},
    )
    hours = forms.DecimalField(
        label="Uren per week",
        required=False,
        localize=True,
        min_value=1,
        max_value=MOST_HOURS,
        max_digits=4,
        decimal_places=1,
        error_messages={
            "invalid": _HOURS,
            "min_value": _HOURS,
            "max_value": _HOURS,
            "max_decimal_places": "Hoogstens één cijfer achter de komma.",
            "max_digits": _HOURS,
            "max_whole_digits": _HOURS,
        },
    )
    months = forms.IntegerField(
        label="Contract in maanden",
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        error_messages={"invalid": _MONTHS, "min_value": _MONTHS, "max_value": _MONTHS},
    )
    is_hirer = forms.ChoiceField(
        label="Leent de werkgever in?",
        required=False,
        choices=[("", "Weten we niet"), ("nee", "Nee, eigen contract"), ("ja", "Ja, detachering")],
        error_messages={"invalid_choice": "Kies ja, nee of weten we niet."},
    )
    seen = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def clean_groups(self):
        chosen = self.cleaned_data["groups"]
        if len(chosen) > MOST_GROUPS:
            raise forms.ValidationError(f"Kies hoogstens {MOST_GROUPS} groepen. Anders zegt het overzicht niets meer.")
        return chosen

    def get_place(self):
        """Return what is known of the place, as it is stored; whole hours as a whole number."""
        typed = self.cleaned_data
        hours = typed["hours"]
        place = {
            "hours": None if hours is None else int(hours) if hours == int(hours) else float(hours),
            "months": typed["months"],
            "is_hirer": _YES_NO.get(typed["is_hirer"]),
        }
        return {name: value for name, value in place.items() if value is not None}


def make_focus_form(checklist, data=None):
    """Return the form with what is stored, or bound to what was typed."""
    place = checklist.place
    hirer = {True: "ja", False: "nee"}.get(place.get("is_hirer"), "")
    hours = place.get("hours")
    return FocusForm(
        data,
        prefix="focus",
        initial={
            "groups": checklist.groups,
            "hours": None if hours is None else Decimal(str(hours)),
            "months": place.get("months"),
            "is_hirer": hirer,
            "seen": checklist.focus_mark,
        },
    )


def describe_focus(checklist):
    """Return the groups and what is known of the place in words, to read back; an empty list: nothing was chosen."""
    place = checklist.place
    words = [GROUPS[group] for group in checklist.groups]
    if "hours" in place:
        words.append(f"{str(place['hours']).replace('.', ',')} uur per week")
    if "months" in place:
        words.append(f"contract van {place['months']} maanden")
    if "is_hirer" in place:
        words.append("inlenen" if place["is_hirer"] else "eigen contract")
    return words
