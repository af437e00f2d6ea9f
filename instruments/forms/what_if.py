"""One scenario of the what-if panel: which sum, and its numbers; never a name, and every mistake at its own field."""

from django import forms

from instruments.amounts import UnknownAmount
from instruments.calculators import InvalidCase
from instruments.calculators.reading import read_date, read_whole
from instruments.forms.inputs import INPUTS
from instruments.what_if import KINDS, work_out
from instruments.wording import KINDS as NAMES
from instruments.wording import say_problem, say_unknown

KIND = "soort"
MOST_SIGNS = 40  # of one field; no number or choice is longer


class WhatIfForm(forms.Form):
    """The fields of one kind of sum; what was not sent starts with its first value, so that a page can open anywhere.

    After `calculate`: `worked` is the result, `unknown` a sentence when an amount is not known for the date, `waiting` the
    labels of what is still to be filled in for a sum that was just chosen.
    """

    def __init__(self, data, *, prefix, today, blocks=(), kind=KINDS[0]):
        self.blocks = list(blocks)  # of social return in this region
        asked = data.get(f"{prefix}-{KIND}", kind)
        self.kind = asked if asked in INPUTS else kind
        self.first, self.more = INPUTS[self.kind]
        self.sent = {name for name in data if name.startswith(f"{prefix}-")}
        values = {f"{prefix}-{KIND}": asked}
        for one in (*self.first, *self.more):
            name = f"{prefix}-{one.param}"
            values[name] = _tidy(one, data.get(name, today.isoformat() if one.name == "on" else one.start))
        for name in self.block_params():
            values[f"{prefix}-{name}"] = data.get(f"{prefix}-{name}", "").strip()
        super().__init__(values, prefix=prefix)
        self._make_fields()
        self.worked, self.unknown, self.waiting = None, "", []

    def _make_fields(self):
        self.fields[KIND] = forms.ChoiceField(
            label="Wat wilt u uitrekenen?",
            choices=[(kind, NAMES[kind]) for kind in KINDS],
            error_messages={"invalid_choice": "Deze som kennen wij niet. Kies een van de lijst."},
        )
        for one in (*self.first, *self.more):
            self.fields[one.param] = self._make_field(one)
        for number, block in enumerate(self.blocks if self.kind == "sroi" else ()):
            attrs = {"inputmode": "numeric", "aria-describedby": f"id_{self.add_prefix(f'blok-{number}')}_error"}
            self.fields[f"blok-{number}"] = forms.CharField(
                label=f"Aantal: {block['name']}", required=False, widget=forms.TextInput(attrs=attrs)
            )

    def _make_field(self, one):
        described = f"id_{self.add_prefix(one.param)}_error"
        attrs = {"aria-describedby": f"id_{self.add_prefix(one.param)}_helptext {described}" if one.hint else described}
        if one.kind == "choice":
            widget = forms.Select(attrs=attrs, choices=one.choices)
        elif one.kind == "date":
            widget = forms.DateInput(attrs=attrs | {"type": "date"})
        else:
            widget = forms.TextInput(attrs=attrs | {"inputmode": "decimal", "autocomplete": "off"})
        field = forms.CharField(
            label=one.title,
            required=False,
            max_length=MOST_SIGNS,
            help_text=one.hint,
            widget=widget,
            error_messages={"max_length": "Dit is te lang om te lezen. Vul een getal of datum in."},
        )
        field.input = one
        return field

    def block_params(self):
        """Return the names of the fields of the region's blocks, for a sum about social return."""
        return [f"blok-{number}" for number in range(len(self.blocks))] if self.kind == "sroi" else []

    @property
    def kind_field(self):
        return self[KIND]

    @property
    def first_fields(self):
        return [self[one.param] for one in self.first]

    @property
    def more_fields(self):
        return [self[one.param] for one in self.more]

    @property
    def block_fields(self):
        return [self[name] for name in self.block_params()]

    @property
    def more_is_open(self):
        """Tell whether something in the fold was changed or is wrong, so that the fold has to stand open."""
        changed = any(self.data.get(self.add_prefix(one.param)) != one.start for one in self.more)
        return changed or any(one.param in self.errors for one in self.more)

    @property
    def given(self):
        """Return what was filled in, by the names that a file for `manage.py calculate` has; empty is kept as empty."""
        return {name: value for name, value in self.cleaned_data.items() if name != KIND}

    def calculate(self, amounts):
        """Work the sum out with an AmountTable and return whether there is nothing wrong with what was filled in."""
        if not self.is_valid():
            return False
        try:
            self.worked = work_out(self.kind, self._get_case(), amounts)
        except InvalidCase as invalid:
            self._tell(invalid.problems)
        except UnknownAmount as unknown:
            self.unknown = say_unknown(unknown)
        return not self.errors

    def _get_case(self):
        """Return what the sum is asked, by the names of its fields."""
        case = {one.name: self.cleaned_data[one.param] for one in (*self.first, *self.more)}
        if self.kind != "sroi":
            return case
        fills = []
        for name, block in zip(self.block_params(), self.blocks, strict=True):
            count = self.cleaned_data[name]
            if count and read_whole(count):
                fills.append({"block": block["name"], "count": count})
        return case | {"blocks": self.blocks, "fills": fills}

    def clean(self):
        cleaned = super().clean()
        for name in self.block_params():
            try:
                wrong = cleaned.get(name) and not 0 <= read_whole(cleaned[name]) <= 1000
            except ValueError:
                wrong = True
            if wrong:
                self.add_error(name, "Vul een heel aantal in van 0 tot en met 1.000.")
        return cleaned

    def _tell(self, problems):
        """Put each sentence at its field; what a sum that was just chosen still needs is asked for, not complained about."""
        params = {one.name: one for one in (*self.first, *self.more)}
        for problem in problems:
            one = params.get(problem.field)
            if one is None:
                self.add_error(None, say_problem(problem))
            elif problem.code == "missing" and self.add_prefix(one.param) not in self.sent:
                self.waiting.append(one.title)
            else:
                self.add_error(one.param, say_problem(problem))


def _tidy(one, value):
    """Return a value as its field shows it: a date as the browser's date field wants it, when it can be read."""
    value = value.strip()
    if one.kind == "date" and value:
        try:
            return read_date(value).isoformat()
        except ValueError:
            return value
    return value
