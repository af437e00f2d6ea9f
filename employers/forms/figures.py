"""What an address asks of the figures: a quarter, and the employers behind one number. Nonsense is left out, never an error."""

from django import forms
from django.core.exceptions import ValidationError

from employers.figures.behind import BACK, NOT_KNOWN, ONWARD
from employers.figures.periods import Quarter, quarter_of, read_month, read_quarter
from employers.figures.standing import BORDER, HIGH, LOW
from employers.models import (
    DeterminantLabel,
    PlacementForm,
    ProfileLabel,
    SbiSection,
    SizeClass,
    StageLabel,
    StillThere,
)

QUARTERS_SHOWN = 12
_ORDINALS = ("1e", "2e", "3e", "4e")
KINDS = {
    "bezoek": "Bezoeken",
    "advies": "Adviezen",
    "afspraak": "Afspraken gemaakt",
    "nagekomen": "Afspraken nagekomen",
    "optijd": "Afspraken op tijd nagekomen",
    "open": "Open afspraken",
    "telaat": "Afspraken die te laat zijn",
    "dossier": "Nieuwe dossiers",
    "eerste": "Eerste bezoeken",
    "wacht": "Wachten op een eerste bezoek",
    "plaatsing": "Plaatsingen",
    "gebleven": "Plaatsingen van de laatste twee jaar",
    "stap": "Stappen in de pijplijn",
    "stand": "Werkgevers",
    "beoordeeld": "Werkgevers met een beoordeling",
    "doelgroep": "Werkgevers van wie grootte en doelgroep bekend zijn",
    "instrument": "Geadviseerde instrumenten",
    "antwoord": "Antwoorden",
}
_ZONES = [(LOW, "Laag"), (BORDER, "Grensgebied"), (HIGH, "Hoog"), (NOT_KNOWN, "Onvoldoende beeld")]


def say_quarter(quarter):
    """Return a quarter as people write it."""
    return f"{_ORDINALS[quarter.number - 1]} kwartaal {quarter.year}"


class QuarterForm(forms.Form):
    """Which quarter; this one when nothing sensible is asked."""

    kwartaal = forms.ChoiceField(label="Kwartaal", required=False)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.current = quarter_of(today)
        asked = read_quarter(self.data.get("kwartaal", ""))
        self.chosen = asked if asked and asked <= self.current else self.current
        quarters = [self.current.step(-step) for step in range(QUARTERS_SHOWN)]
        if self.chosen not in quarters:
            quarters.append(self.chosen)
        self.fields["kwartaal"].choices = [(one.code, say_quarter(one)) for one in quarters]
        self.is_ignored = bool(self.data.get("kwartaal")) and asked != self.chosen
        self.data = {"kwartaal": self.chosen.code}


def _choices(label, choices, *extra):
    return forms.ChoiceField(label=label, required=False, choices=[("", ""), *choices, *extra])


class PeriodField(forms.Field):
    """A quarter or month as an address names it."""

    def __init__(self, read, **options):
        super().__init__(**options)
        self.read = read

    def to_python(self, value):
        period = self.read(value) if value else None
        if value and period is None:
            raise ValidationError("Deze periode kennen we niet.")
        return period


class BehindForm(forms.Form):
    """Which employers: the kind of figure, its period, and what it is narrowed down by."""

    wat = forms.ChoiceField(choices=list(KINDS.items()))
    kwartaal = PeriodField(read_quarter, label="Kwartaal", required=False)
    maand = PeriodField(read_month, label="Maand", required=False)
    adviseur = _choices("Adviseur", [])
    profiel = _choices("Profiel", ProfileLabel.choices, (NOT_KNOWN, "Nog niet beoordeeld"))
    remt = _choices("Wat het meest tegenhoudt", DeterminantLabel.choices)
    sector = _choices("Sector", SbiSection.choices)
    grootte = _choices("Grootte", SizeClass.choices, (NOT_KNOWN, "Niet bekend"))
    willen = _choices("Willen", _ZONES)
    kunnen = _choices("Kunnen", _ZONES)
    van = _choices("Uit de stap", StageLabel.choices)
    naar = _choices("Naar", [(ONWARD, "Verder"), (BACK, "Terug")], *StageLabel.choices)
    vorm = _choices("Vorm", PlacementForm.choices)
    na6 = _choices("Na 6 maanden nog aan het werk", StillThere.choices)
    na12 = _choices("Na 12 maanden nog aan het werk", StillThere.choices)
    heeft = _choices("Heeft iemand uit de doelgroep", [("ja", "Ja"), ("nee", "Nee")])
    instrument = _choices("Instrument", [])
    daarna = _choices("Daarna", [("ja", "Iemand begonnen"), ("vorm", "Iemand begonnen in deze vorm")])
    vraag = _choices("Vraag", [])
    antwoord = _choices(
        "Antwoord",
        [
            ("laag", "Laag"),
            ("hoog", "Hoog"),
            ("not_discussed", "Niet besproken"),
            ("not_applicable", "Niet van toepassing"),
        ],
    )

    def __init__(self, *args, today, advisers, instruments, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["adviseur"].choices += [(str(number), name) for number, name in advisers]
        self.fields["instrument"].choices += instruments
        self.fields["vraag"].choices += questions

    def get_period(self):
        """Return the quarter or month that is asked for; the quarter of today when none is."""
        return self.cleaned_data.get("maand") or self.cleaned_data.get("kwartaal") or quarter_of(self.today)

    def get_options(self, source):
        """Return what the list is narrowed down by, as far as this kind of figure knows it."""
        return source.pick(self.cleaned_data)

    def get_ignored(self, source):
        """Return the labels of what was asked and does not count: nonsense, and what this kind of figure does not know."""
        fits = {"wat", *self.get_options(source), *(("kwartaal", "maand") if source.has_period else ())}
        return [
            str(field.label)
            for name, field in self.fields.items()
            if self.data.get(name) and (name in self.errors or name not in fits)
        ]

    def describe(self, source):
        """Return [(label, words)] of what the list is narrowed down by."""
        options = self.get_options(source)
        return [(self.fields[name].label, dict(self.fields[name].choices)[value]) for name, value in options.items()]

    def get_query(self, source):
        """Return {name: value} that asks for the same list again, without what does not count."""
        period = self.get_period()
        asked = {"wat": self.cleaned_data["wat"]}
        if source.has_period:
            asked["kwartaal" if isinstance(period, Quarter) else "maand"] = period.code
        return asked | self.get_options(source)
