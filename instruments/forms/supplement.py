"""What a region's administrator types about one instrument: contact, route, lead time, what is left open, and blocks."""

from datetime import date
from decimal import Decimal

from django import forms

from instruments.queries import SOCIAL_RETURN
from safekeeping.guarding import Guarded

MOST_BLOCKS = 12
SPARE = 3  # empty rows below those that are filled
_BIG = Decimal(10_000_000)


class LinesField(forms.CharField):
    """Text of several lines; a line break counts as one sign, as it is stored, though browsers send two."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class SupplementForm(Guarded, forms.Form):
    """What a region adds; every field may be left empty, and an empty form takes the addition away."""

    revision = forms.IntegerField(required=False, min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)
    contact = forms.CharField(
        label="Contact",
        required=False,
        max_length=300,
        help_text="Wie kan de werkgever bellen of mailen? Liever een afdeling dan een naam.",
        error_messages={"max_length": "Houd het contact korter dan 300 tekens."},
    )
    route = LinesField(
        label="Zo vraagt u het hier aan",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "Houd deze tekst korter dan 1000 tekens. Nu zijn het er %(show_value)d."},
    )
    lead_time = forms.CharField(
        label="Hoe lang het duurt",
        required=False,
        max_length=200,
        error_messages={"max_length": "Houd dit korter dan 200 tekens."},
    )
    terms = LinesField(
        label="Bedragen en voorwaarden in deze regio",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Zet bij een bedrag altijd de bron en de datum.",
        error_messages={"max_length": "Houd deze tekst korter dan 2000 tekens. Nu zijn het er %(show_value)d."},
    )

    def __init__(self, *args, instrument, supplement=None, **kwargs):
        self.supplement = supplement
        super().__init__(*args, initial=self._get_initial(), **kwargs)
        # What the catalogue no longer leaves open is kept and can still be changed: a text is never lost silently.
        kept = [blank["name"] for blank in (supplement.blanks if supplement else [])]
        self.blanks = list(dict.fromkeys([*instrument.local_blanks, *kept]))
        for number, name in enumerate(self.blanks):
            self.fields[f"blank-{number}"] = forms.CharField(
                label=f"{name[0].upper()}{name[1:]}",
                required=False,
                max_length=300,
                initial=self._find_blank(name),
                error_messages={"max_length": "Houd dit korter dan 300 tekens."},
            )
        # These texts are about a scheme and name the groups it is for: there only a BSN counts.
        self.only_numbers = tuple(self.fields)

    def _get_initial(self):
        if self.supplement is None:
            return {"revision": 0}
        return {name: getattr(self.supplement, name) for name in ("revision", "contact", "route", "lead_time", "terms")}

    def _find_blank(self, name):
        blanks = self.supplement.blanks if self.supplement else []
        return next((blank["text"] for blank in blanks if blank["name"] == name), "")

    def list_blanks(self):
        """Return the bound fields of what the catalogue leaves open."""
        return [self[f"blank-{number}"] for number in range(len(self.blanks))]

    def get_fields(self):
        """Return what was typed as the fields of actions.save_supplement, without the blocks."""
        typed = {name: self.cleaned_data[name] for name in ("contact", "route", "lead_time", "terms")}
        answers = [(name, self.cleaned_data[f"blank-{number}"]) for number, name in enumerate(self.blanks)]
        return typed | {"blanks": [{"name": name, "text": text} for name, text in answers if text]}

    def get_differences(self, current):
        """Return (label, what stands there now) of every field in which `current` differs from what was typed."""
        now = {name: getattr(current, name) for name in ("contact", "route", "lead_time", "terms")}
        texts = {blank["name"]: blank["text"] for blank in current.blanks}
        now |= {f"blank-{number}": texts.get(name, "") for number, name in enumerate(self.blanks)}
        return [
            (self.fields[name].label, value or "leeg")
            for name, value in now.items()
            if value != self.cleaned_data.get(name)
        ]


class BlockForm(Guarded, forms.Form):
    """One building block of social return: never a value without a source and its date."""

    name = forms.CharField(
        label="Wat", required=False, max_length=120, error_messages={"max_length": "Houd dit korter dan 120 tekens."}
    )
    value = forms.DecimalField(
        label="Waarde in euro's",
        required=False,
        localize=True,
        min_value=Decimal("0.01"),
        max_value=_BIG,
        decimal_places=2,
        error_messages={
            "invalid": "Vul een bedrag in, bijvoorbeeld 40000 of 12,50.",
            "min_value": "De waarde is meer dan nul.",
            "max_value": "Dit bedrag is te hoog.",
            "max_decimal_places": "Hoogstens twee cijfers achter de komma.",
        },
    )
    source = forms.CharField(label="Bron", required=False, max_length=250)
    source_date = forms.CharField(
        label="Datum van de bron", required=False, max_length=30, help_text="Bijvoorbeeld 2026 of 2026-07-01."
    )

    only_numbers = ("name", "source", "source_date")

    def clean_source_date(self):
        typed = self.cleaned_data["source_date"].strip()
        if typed and not _is_day(typed):
            raise forms.ValidationError("Schrijf de datum als 2026, 2026-07 of 2026-07-01.")
        return typed

    def clean(self):
        cleaned = super().clean()
        asked = {
            "name": "Schrijf op wat het is.",
            "value": "Vul de waarde in.",
            "source": "Noem de bron. Een bedrag zonder bron bewaren wij niet.",
            "source_date": "Noem de datum van de bron.",
        }
        if any(cleaned.get(name) for name in asked):
            for name, sentence in asked.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned


def _is_day(text):
    """Tell whether a text is a year, a month or a day: what a source may be dated with."""
    try:
        date.fromisoformat(f"{text}-01-01"[:10] if len(text) in (4, 7) else text)
    except ValueError:
        return False
    return len(text) in (4, 7, 10) and text[:4].isdigit()


BlockFormSet = forms.formset_factory(
    BlockForm, extra=SPARE, max_num=MOST_BLOCKS, absolute_max=2 * MOST_BLOCKS, validate_max=True
)


def make_blocks(instrument, supplement, data=None):
    """Return the form set of the building blocks, or None for an instrument that has none."""
    if instrument.slug != SOCIAL_RETURN:
        return None
    rows = supplement.blocks if supplement else []
    initial = [row | {"value": Decimal(row["value"])} for row in rows]
    return BlockFormSet(data, initial=initial, prefix="blok")


def list_blocks(blocks):
    """Return the blocks that were filled in, as they are stored."""
    filled = [form.cleaned_data for form in blocks.forms if form.cleaned_data.get("name")]
    return [{name: str(one[name]) for name in ("name", "value", "source", "source_date")} for one in filled]
