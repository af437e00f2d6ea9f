"""What someone chooses on the pipeline page: filters in the address, a move, and a hand-over."""

from datetime import timedelta

from django import forms
from django.http import QueryDict
from django.utils import timezone

from employers.forms.dates import NOT_A_DATE, DateInput, check_between, years_from
from employers.models import DeterminantLabel, ProfileLabel, SbiSection, SizeClass, StageLabel
from employers.pipeline import ORDERS
from employers.stages import get_moves, may_move
from safekeeping.guarding import Guarded

_NOBODY = "geen"
_ORDER_LABELS = {
    "wacht": "Langst in de stap",
    "naam": "Naam",
    "stil": "Langst geen contact",
    "afspraak": "Eerste afspraak",
}
_EXACT = {
    "gemeente": "municipality_id",
    "sector": "sbi_section",
    "grootte": "size_class",
    "profiel": "profile",
    "remt": "lowest_determinant",
    "stap": "stage",
}


class PipelineForm(forms.Form):
    """The filters of the pipeline; they live in the address, so that a link shows a colleague the same."""

    gemeente = forms.TypedChoiceField(label="Gemeente", required=False, coerce=int, empty_value=None)
    sector = forms.ChoiceField(label="Sector", required=False, choices=[("", "Alle sectoren"), *SbiSection.choices])
    grootte = forms.ChoiceField(label="Grootte", required=False, choices=[("", "Elke grootte"), *SizeClass.choices])
    adviseur = forms.ChoiceField(label="Adviseur", required=False)
    profiel = forms.ChoiceField(label="Profiel", required=False, choices=[("", "Elk profiel"), *ProfileLabel.choices])
    remt = forms.ChoiceField(
        label="Wat het meest tegenhoudt", required=False, choices=[("", "Alles"), *DeterminantLabel.choices]
    )
    stap = forms.ChoiceField(label="Stap", required=False, choices=[("", "Alle stappen"), *StageLabel.choices])
    stil = forms.IntegerField(label="Geen contact sinds (dagen)", required=False, min_value=1, max_value=3650)
    volgorde = forms.ChoiceField(
        label="Volgorde in de tabel", required=False, choices=[(name, _ORDER_LABELS[name]) for name in ORDERS]
    )
    telaat = forms.BooleanField(label="Alleen met een afspraak die te laat is", required=False)

    def __init__(self, *args, municipalities, advisers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = [("", "Alle gemeenten"), *((one.pk, one.name) for one in municipalities)]
        people = ((str(person.pk), person.name) for person in advisers)
        self.fields["adviseur"].choices = [("", "Alle adviseurs"), (_NOBODY, "Nog niemand"), *people]

    def get_filters(self):
        """Return the filters as queries want them; what does not fit counts as not chosen."""
        cleaned = self.cleaned_data
        adviser = cleaned.get("adviseur")
        return {
            "exact": {column: cleaned[name] for name, column in _EXACT.items() if cleaned.get(name)},
            "adviser": "nobody" if adviser == _NOBODY else int(adviser) if adviser else None,
            "silent_days": cleaned.get("stil"),
            "is_overdue": cleaned.get("telaat", False),
        }

    def get_order(self):
        """Return the name of the order of the table and the export."""
        return self.cleaned_data.get("volgorde") or "wacht"

    def get_query(self):
        """Return the filters that are on as the query of an address, without what was nonsense."""
        query = QueryDict(mutable=True)
        for name, value in self.cleaned_data.items():
            if value and not (name == "volgorde" and value == "wacht"):
                query[name] = "1" if value is True else str(value)
        return query.urlencode()

    def count_filters(self):
        """Return how many filters are on; the order is not one."""
        return sum(bool(value) for name, value in self.cleaned_data.items() if name != "volgorde")


def read_filters(typed, *, municipalities, advisers):
    """Return (form, labels of what was ignored) of the filters in an address: nonsense is left out, never an error."""
    lists = {"municipalities": list(municipalities), "advisers": list(advisers)}
    form = PipelineForm(typed, **lists)
    if form.is_valid():
        return form, []
    sound = {name: typed.get(name) for name in form.fields if name not in form.errors and name in typed}
    ignored = [form.fields[name].label for name in form.errors]
    form = PipelineForm(sound, **lists)
    form.is_valid()
    return form, ignored


class MoveForm(Guarded, forms.Form):
    """To which stage an employer goes, and why; only the moves that are allowed can be chosen."""

    not_text = ("filters",)
    to = forms.ChoiceField(
        label="Naar welke stap?",
        choices=StageLabel,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een stap.", "invalid_choice": "Kies een stap uit de lijst."},
    )
    reason = forms.CharField(
        label="Waarom?",
        required=False,
        max_length=300,
        error_messages={"max_length": "Houd de reden korter dan 300 tekens."},
    )
    come_back_on = forms.DateField(
        label="Terugkomen op",
        required=False,
        widget=DateInput,
        help_text="Alleen bij 'Nu niet': dan komt deze werkgever die dag terug.",
        error_messages={"invalid": NOT_A_DATE},
    )
    seen = forms.ChoiceField(choices=StageLabel, widget=forms.HiddenInput)
    filters = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    def __init__(self, *args, employer, **kwargs):
        super().__init__(*args, **kwargs)
        self.employer = employer
        self.fields["seen"].initial = employer.stage
        moves = get_moves(employer.stage, employer.previous_stage or None)
        # Every stage may be sent, so that the answer can be why a move is not allowed; only these can be chosen.
        self.fields["to"].widget.choices = [(to.value, _describe(to, move)) for to, move in moves.items()]

    def clean_come_back_on(self):
        day, today = self.cleaned_data["come_back_on"], timezone.localdate()
        if day:
            check_between(day, today + timedelta(days=1), years_from(today, 3), "Op deze dag kunt u niet terugkomen.")
        return day

    def clean(self):
        cleaned = super().clean()
        to, day = cleaned.get("to"), cleaned.get("come_back_on")
        if not to:
            return cleaned
        move = may_move(self.employer.stage, to, self.employer.previous_stage or None)
        if move.is_allowed and move.needs_reason and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Schrijf in een paar woorden op waarom.")
        if move.is_allowed and move.needs_date and not day and "come_back_on" not in self.errors:
            self.add_error("come_back_on", "Kies wanneer u weer contact opneemt.")
        if not move.needs_date:
            cleaned["come_back_on"] = None
        return cleaned

    def get_fields(self):
        """Return what was chosen as the arguments of actions.move_stage."""
        return {name: self.cleaned_data[name] for name in ("to", "seen", "reason", "come_back_on")}


def _describe(to, move):
    label = StageLabel(to.value).label
    if move.needs_date:
        return f"{label} (met een reden en een dag om terug te komen)"
    return f"{label} (met een reden)" if move.needs_reason else label


class HandOverForm(Guarded, forms.Form):
    """Which employers go to whom, with a note for both."""

    not_text = ("filters",)
    employers = forms.ModelMultipleChoiceField(
        queryset=None,
        label="Werkgevers",
        error_messages={
            "required": "Vink eerst de werkgevers aan die u wilt overdragen.",
            "invalid_choice": "Een van de werkgevers staat niet meer in deze lijst. Vink ze opnieuw aan.",
            "invalid_pk_value": "Een van de werkgevers staat niet meer in deze lijst. Vink ze opnieuw aan.",
        },
    )
    to = forms.ModelChoiceField(
        queryset=None,
        label="Aan wie draagt u over?",
        empty_label="Kies een adviseur",
        error_messages={"required": "Kies een adviseur.", "invalid_choice": "Kies een adviseur uit de lijst."},
    )
    note = forms.CharField(
        label="Notitie voor allebei",
        max_length=300,
        help_text="Bijvoorbeeld waarom, en wat als eerste moet gebeuren. Dit komt in elk dossier te staan.",
        error_messages={
            "required": "Schrijf een korte notitie voor uw collega's.",
            "max_length": "Houd de notitie korter dan 300 tekens.",
        },
    )
    filters = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    def __init__(self, *args, employers, advisers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["employers"].queryset = employers
        self.fields["to"].queryset = advisers


class TakeBackForm(Guarded, forms.Form):
    """Which hand-over is taken back: its first and last row, and the filters one came with."""

    not_text = ("filters",)
    eerste = forms.IntegerField(min_value=1, max_value=2**62)
    laatste = forms.IntegerField(min_value=1, max_value=2**62)
    filters = forms.CharField(required=False, max_length=1000)

    def get_range(self):
        """Return the numbers as the arguments of queries.get_hand_overs."""
        return {"first": self.cleaned_data["eerste"], "last": self.cleaned_data["laatste"]}

    def get_filters(self):
        """Return the filters as the query of an address."""
        return QueryDict(self.cleaned_data.get("filters", "")).urlencode()
