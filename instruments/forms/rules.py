"""What someone types to change the rules of an instrument: when it fits, when not, for which groups, and what has to be true."""

from django import forms

from instruments.decision import OTHERWISE, UNKNOWN, get_condition
from instruments.differences import OTHERWISE as OTHERWISE_NAME
from instruments.differences import RANKS
from instruments.forms.instruments import LinesField, check_words
from instruments.forms.keeping import SourceFieldsForm
from instruments.labels import GROUPS, OUTCOMES
from instruments.models import AmountStatus
from instruments.rules import DETERMINANTS
from instruments.wording import Unreadable, read_condition, read_unless, say_unreadable, write_condition, write_unless

LIKE_THIS = "Een voorwaarde per regel, bijvoorbeeld: antwoord O6a hoogstens 1. Alle regels moeten kloppen."
STATUSES = [("", "Kies"), *AmountStatus.choices]
_TOO_LONG = "Dit is te lang. Gebruik hoogstens {} tekens."


class ConditionsField(LinesField):
    """Conditions in words, one a line; `read` and `write` turn a line into data and back."""

    def __init__(self, *, read=read_condition, write=write_condition, **kwargs):
        self.read, self.write = read, write
        super().__init__(longest=200, validators=[], **kwargs)

    def prepare_value(self, value):
        return "\n".join(self.write(one) for one in value) if isinstance(value, list) else value

    def clean(self, value):
        found, wrong = [], []
        for line in super().clean(value):
            try:
                found.append(self.read(line))
            except Unreadable as error:
                wrong.append(say_unreadable(error))
        if wrong:
            raise forms.ValidationError(wrong)
        return found


class RuleForm(forms.Form):
    """One rule: the conditions that raise the instrument, and because of what; an empty one is left out."""

    conditions = ConditionsField(label="Als", required=False, rows=3, help_text=LIKE_THIS)
    because = forms.CharField(
        label="Omdat",
        max_length=200,
        required=False,
        validators=[check_words],
        help_text="Maak de zin af: dit past, omdat … Dit staat op het papier van de werkgever. Schrijf het neutraal, met u.",
        error_messages={"max_length": _TOO_LONG.format(200)},
    )
    rank = forms.ChoiceField(label="Soort regel", choices=list(RANKS.items()), required=False, initial="determinant")
    determinant = forms.ChoiceField(
        label="Over welke determinant", choices=[("", "Geen"), *((one, one) for one in DETERMINANTS)], required=False
    )

    @classmethod
    def describe(cls, rule):
        """Return a rule as the first values of the form."""
        return {
            "conditions": rule["all"],
            "because": rule["because"],
            "rank": rule["rank"],
            "determinant": rule.get("for") or "",
        }

    @property
    def is_empty(self):
        return not (self.cleaned_data.get("conditions") or self.cleaned_data.get("because"))

    def clean(self):
        cleaned = super().clean()
        if self.errors or self.is_empty or cleaned.get("DELETE"):
            return cleaned
        if not cleaned["conditions"]:
            self.add_error("conditions", "Zeg wanneer deze regel geldt.")
        if not cleaned["because"]:
            self.add_error("because", "Zeg omdat wat: zonder reden adviseren wij niets.")
        if cleaned["rank"] == "determinant" and not cleaned["determinant"]:
            self.add_error("determinant", "Kies over welke determinant deze regel gaat.")
        return cleaned

    @property
    def rule(self):
        """Return the rule as it is kept with an instrument."""
        values = self.cleaned_data
        about = {"for": values["determinant"]} if values["determinant"] else {}
        return {"rank": values["rank"], **about, "all": values["conditions"], "because": values["because"]}


class DemandForm(forms.Form):
    """One thing a placement has to meet; an empty one is left out."""

    must = forms.CharField(
        label="Wat er moet kloppen",
        max_length=250,
        required=False,
        validators=[check_words],
        error_messages={"max_length": _TOO_LONG.format(250)},
    )
    condition = ConditionsField(
        label="Na te gaan met", required=False, rows=1, help_text="Bijvoorbeeld: uren per week minstens 12. Mag leeg."
    )
    status = forms.ChoiceField(label="Hoe nagegaan", choices=STATUSES, required=False)

    @classmethod
    def describe(cls, demand):
        condition = get_condition(demand)
        return {"must": demand["must"], "condition": [condition] if condition else [], "status": demand["status"]}

    @property
    def is_empty(self):
        return not (self.cleaned_data.get("must") or self.cleaned_data.get("condition"))

    def clean(self):
        cleaned = super().clean()
        if self.errors or self.is_empty or cleaned.get("DELETE"):
            return cleaned
        if not cleaned["must"]:
            self.add_error("must", "Zeg wat er moet kloppen.")
        if len(cleaned["condition"]) > 1:
            self.add_error("condition", "Gebruik hier hoogstens een voorwaarde.")
        if not cleaned["status"]:
            self.add_error("status", "Kies hoe u dit bent nagegaan.")
        return cleaned

    @property
    def demand(self):
        condition = self.cleaned_data["condition"]
        return {
            **(condition[0] if condition else {}),
            "must": self.cleaned_data["must"],
            "status": self.cleaned_data["status"],
        }


class Rows(forms.BaseFormSet):
    """A list of rules or demands; `kept` are those that were filled in and not taken away."""

    @property
    def kept(self):
        return [row for row in self.forms if not row.is_empty and not row.cleaned_data.get("DELETE")]

    @property
    def typed(self):
        """Return every field with what was typed, so that the preview can send it again."""
        return [(name, value) for name, value in self.data.items() if name.startswith(f"{self.prefix}-")]


# However many rows someone says they send, no more are made than `absolute_max`: the default is a thousand, seconds of work.
_ROWS = {"formset": Rows, "extra": 1, "max_num": 20, "absolute_max": 40, "can_delete": True}
RuleFormSet = forms.formset_factory(RuleForm, **_ROWS)
DemandFormSet = forms.formset_factory(DemandForm, **_ROWS)


class RulesForm(SourceFieldsForm):
    """When the instrument does not fit, and for which worker groups it is; with what the change rests on."""

    unless = ConditionsField(
        label="Nooit als",
        required=False,
        rows=2,
        read=read_unless,
        write=write_unless,
        help_text="Een uitzondering per regel. Moeten er twee dingen tegelijk zo zijn, zet er dan “en” tussen.",
    )
    versie = forms.IntegerField(widget=forms.HiddenInput)
    stap = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    def __init__(self, data=None, *, instrument, **kwargs):
        self.instrument = instrument
        super().__init__(data, initial={"unless": instrument.unless, "versie": instrument.version}, **kwargs)
        for code in self.codes:
            cell = instrument.eligibility.get(code, {})
            self.fields[f"{code}-uitkomst"] = forms.ChoiceField(
                label="Uitkomst",
                choices=[("", OUTCOMES[UNKNOWN]), *((one, name) for one, name in OUTCOMES.items() if one != UNKNOWN)],
                required=False,
                initial=cell.get("outcome", ""),
            )
            for name, label, longest in (
                ("waarom", "Waarom", 250),
                ("uitvoerder", "Uitvoerder, als die anders is", 120),
            ):
                self.fields[f"{code}-{name}"] = forms.CharField(
                    label=label,
                    max_length=longest,
                    required=False,
                    validators=[check_words],
                    initial=cell.get({"waarom": "why", "uitvoerder": "executor"}[name], ""),
                    error_messages={"max_length": _TOO_LONG.format(longest)},
                )
            self.fields[f"{code}-status"] = forms.ChoiceField(
                label="Hoe nagegaan", choices=STATUSES, required=False, initial=cell.get("status", "")
            )

    codes = (*GROUPS, OTHERWISE)

    @property
    def groups(self):
        """Return per worker group: its name, what stands there, its four fields, and whether one of them is wrong."""
        found = []
        for code in self.codes:
            fields = [self[f"{code}-{name}"] for name in ("uitkomst", "waarom", "uitvoerder", "status")]
            now = OUTCOMES.get(fields[0].value(), OUTCOMES[UNKNOWN]).lower()
            name = GROUPS.get(code, OTHERWISE_NAME.capitalize())
            found.append((name, now, fields, any(field.errors for field in fields)))
        return found

    @property
    def typed(self):
        return [(name, self.data.get(name, "")) for name in self.fields if name != "stap"]

    def clean(self):
        cleaned = super().clean()
        for code in self.codes:
            outcome = cleaned.get(f"{code}-uitkomst")
            if outcome and outcome != "yes" and not cleaned.get(f"{code}-waarom"):
                self.add_error(f"{code}-waarom", "Zeg waarom, of onder welke voorwaarde.")
            if outcome and not cleaned.get(f"{code}-status"):
                self.add_error(f"{code}-status", "Kies hoe u dit bent nagegaan.")
        return cleaned

    @property
    def eligibility(self):
        """Return the table of worker groups as it is kept with an instrument."""
        table = {}
        for code in self.codes:
            values = {
                name: self.cleaned_data[f"{code}-{name}"] for name in ("uitkomst", "waarom", "uitvoerder", "status")
            }
            if values["uitkomst"]:
                cell = {"outcome": values["uitkomst"], "why": values["waarom"], "executor": values["uitvoerder"]}
                table[code] = {name: value for name, value in cell.items() if value} | {"status": values["status"]}
        return table


def get_changed_rules(form, rules, demands):
    """Return the fields of the instrument that differ, with what they become; all three were found right."""
    instrument = form.instrument
    wanted = {
        "rules": [row.rule for row in rules.kept],
        "unless": form.cleaned_data["unless"],
        "eligibility": form.eligibility,
        "demands": [row.demand for row in demands.kept],
    }
    known = {
        "rules": [{name: value for name, value in rule.items() if value is not None} for rule in instrument.rules],
        "unless": instrument.unless,
        "eligibility": {
            code: {name: text for name, text in cell.items() if text} for code, cell in instrument.eligibility.items()
        },
        "demands": instrument.demands,
    }
    return {name: value for name, value in wanted.items() if value != known[name]}
