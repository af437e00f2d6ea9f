"""What people type about an employer."""

from django import forms
from django.core.exceptions import ValidationError

from employers.models import Employer
from safekeeping.guarding import Guarded

_MOST_PEOPLE = 1_000_000  # more than the largest employer of the country has
_NUMBERS = ["employees", "vacancies", "hard_vacancies", "target_group_employees"]
_YES_NO_FIELDS = ["expects_growth", "has_sroi_obligation", "has_csr_policy", "knows_desk", "uses_desk"]

GROUPS = [
    ("Bedrijf", ["name", "kvk_number", "branch_number", "sector", "sbi_section"]),
    ("Plaats", ["street", "postcode", "city", "municipality", "website"]),
    ("Mensen en werk", [*_NUMBERS, "expects_growth", "collective_agreement"]),
    ("Beleid en samenwerking", ["has_sroi_obligation", "has_csr_policy", "knows_desk", "uses_desk", "is_ambassador"]),
    ("Wie van ons", ["account_holder", "advisers"]),
]


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or nobody knows yet; "not known" is never a no."""

    def __init__(self, label, **options):
        super().__init__(
            label=label,
            required=False,
            widget=forms.RadioSelect,
            choices=[("", "Weet ik niet"), ("ja", "Ja"), ("nee", "Nee")],
            coerce=lambda word: word == "ja",
            empty_value=None,
            error_messages={"invalid_choice": "Kies Ja, Nee of Weet ik niet."},
            **options,
        )

    def prepare_value(self, value):
        return {True: "ja", False: "nee", None: ""}.get(value, value)


class EmployerForm(Guarded, forms.ModelForm):
    """The profile of an employer; `revision` is the one the person saw, so that nobody overwrites a colleague unseen."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    website = forms.URLField(
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": "Dit is geen webadres. Typ het bijvoorbeeld zo: https://www.bedrijf.nl."},
    )

    only_numbers = ("name", "street", "postcode", "city", "collective_agreement")
    not_text = ("kvk_number", "branch_number")

    class Meta:
        model = Employer
        fields = [field for _, fields in GROUPS for field in fields]
        widgets = {
            "advisers": forms.CheckboxSelectMultiple,
            "sector": forms.RadioSelect,
            "kvk_number": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            "branch_number": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        }
        help_texts = {
            "kvk_number": "8 cijfers.",
            "branch_number": "12 cijfers. Mag leeg blijven als er maar één vestiging is.",
            "employees": "Bij deze vestiging. Minder dan 20 is klein, 20 tot en met 100 middelgroot, meer dan 100 groot.",
        }
        error_messages = {
            "name": {"required": "Vul de naam van de werkgever in."},
            "kvk_number": {"required": "Vul het KVK-nummer in. Het staat op de website of factuur van de werkgever."},
            "city": {"required": "Vul de plaats in."},
            "sbi_section": {"required": "Kies de sector waarin de werkgever het meest doet."},
        }

    def __init__(self, *args, municipalities, advisers, **kwargs):
        super().__init__(*args, **kwargs)
        for name in _YES_NO_FIELDS:
            self.fields[name] = YesNoField(self.fields[name].label[:1].upper() + self.fields[name].label[1:])
        for name in _NUMBERS:
            self._describe_number(self.fields[name])
        self.fields["municipality"].queryset = municipalities
        self.fields["municipality"].empty_label = "Weet ik niet"
        self.fields["account_holder"].queryset = advisers
        self.fields["account_holder"].empty_label = "Nog niemand"
        self.fields["advisers"].queryset = advisers
        self.fields["sbi_section"].choices = [("", "Kies …"), *self.fields["sbi_section"].choices[1:]]
        self.fields["sector"].choices = self.fields["sector"].choices
        for field in self.fields.values():
            if field.label:
                field.label = field.label[:1].upper() + field.label[1:]
        self.fields["revision"].initial = self.instance.revision

    @staticmethod
    def _describe_number(field):
        field.min_value, field.max_value = 0, _MOST_PEOPLE
        field.widget.attrs |= {"min": 0, "max": _MOST_PEOPLE, "inputmode": "numeric"}
        field.validators = [_check_number]
        field.error_messages["invalid"] = "Vul een heel getal in, bijvoorbeeld 12. Weet u het niet? Laat het dan leeg."

    def clean_kvk_number(self):
        return self.cleaned_data["kvk_number"].replace(" ", "").replace(".", "")

    def clean(self):
        cleaned = super().clean()
        self._check_at_most(
            "hard_vacancies", "vacancies", "Er kunnen niet meer moeilijke vacatures zijn dan vacatures ({})."
        )
        self._check_at_most(
            "target_group_employees",
            "employees",
            "Er kunnen niet meer mensen uit de doelgroep werken dan er medewerkers zijn ({}).",
        )
        if cleaned.get("account_holder") and cleaned.get("advisers"):
            cleaned["advisers"] = [one for one in cleaned["advisers"] if one != cleaned["account_holder"]]
        return cleaned

    def _check_at_most(self, part, whole, sentence):
        few, many = self.cleaned_data.get(part), self.cleaned_data.get(whole)
        if few is not None and many is not None and few > many:
            self.add_error(part, sentence.format(many))

    def get_groups(self):
        """Return the fieldsets of the page: (title, bound fields)."""
        return [(title, [self[name] for name in names]) for title, names in GROUPS]

    def get_fields(self):
        """Return what was typed as the `fields` of actions.create_employer and change_employer."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def get_differences(self, current):
        """Return (label, value) of what stands in `current` and was typed otherwise here."""
        found = []
        for name in self.Meta.fields:
            if name == "advisers" or getattr(current, name) == self.cleaned_data[name]:
                continue
            display = getattr(current, f"get_{name}_display", None)
            value = display() if display else getattr(current, name)
            words = {True: "ja", False: "nee", None: "niet ingevuld", "": "niet ingevuld"}
            found.append((self.fields[name].label, words.get(value, value)))
        return found


def _check_number(value):
    if not 0 <= value <= _MOST_PEOPLE:
        raise ValidationError("Vul een getal in van 0 tot en met 1.000.000.")
