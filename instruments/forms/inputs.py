"""What each kind of calculation asks on the screen: its fields in order, with their limits, units and first values."""

from dataclasses import dataclass

from instruments.calculators.reading import NAMES
from instruments.labels import AGES, GROUPS
from instruments.wording import FIELDS

UNKNOWN, YES, NO = "", "ja", "nee"


@dataclass(frozen=True)
class Input:
    """One field: what it is read as, the slider beside it (lowest, highest, step), its unit, and what it starts with."""

    name: str
    kind: str = "number"  # number, date, choice
    slider: tuple = ()
    unit: str = ""
    start: str = ""
    hint: str = ""
    choices: tuple = ()
    label: str = ""

    @property
    def param(self):
        """Return the Dutch name it goes by in an address and in a file for `manage.py calculate`."""
        return NAMES[self.name][0]

    @property
    def title(self):
        """Return its label."""
        text = self.label or FIELDS[self.name]
        return text[0].upper() + text[1:]


def _choose(name, *choices, start="", hint="", label=""):
    return Input(name, "choice", choices=choices, start=start, hint=hint, label=label)


def _ask(name, *, start="", hint=""):
    """Return a question with yes, no and, unless it starts with one of these, not known."""
    unknown = () if start else ((UNKNOWN, "Weten we niet"),)
    return _choose(name, *unknown, (YES, "Ja"), (NO, "Nee"), start=start, hint=hint)


ON = Input("on", "date", hint="De eerste dag waarvoor u rekent.")
STARTED = Input("started_on", "date", hint="Alleen als de baan al eerder begon.")
HOURS = Input("hours", slider=(1, 40, 1), unit="uur per week", start="32")
WAGE_VALUE = Input("wage_value", slider=(1, 99, 1), unit="% van het minimumloon", start="60")
WAGE_VALUE_LATER = Input(
    "wage_value", slider=(1, 99, 1), unit="% van het minimumloon", start="60", hint="Leeg als er nog niet gemeten is."
)
WAGE = Input(
    "wage",
    slider=(1500, 4500, 50),
    unit="euro per maand",
    hint="Leeg: het minimumloon voor deze uren. Zonder toeslagen.",
)
GROUP = _choose("group", ("", "Nog niet bekend"), *GROUPS.items(), start="pwet_lks_register")
WAJONG = _choose("group", ("", "Nog niet bekend"), *GROUPS.items(), start="wajong_arbeidsvermogen")
AGE = _choose("age", *AGES.items(), start="21")
CONTRACT = Input("contract_months", slider=(1, 36, 1), unit="maanden", hint="Leeg: zonder einddatum.")
FULL_WEEK = Input(
    "full_time_hours", slider=(30, 40, 1), unit="uur", start="36", hint="In uw cao, van 30 tot en met 40."
)
HOLIDAY = Input("holiday_pct", unit="%", hint="Alleen als die in uw cao hoger is dan 8%.")
CHARGES = Input("charges_pct", slider=(0, 60, 1), unit="%", hint="Leeg: het percentage van de loonkostensubsidie.")
BBL = _ask("bbl", start=NO, hint="Leert en werkt via de beroepsbegeleidende leerweg, 18 tot en met 20 jaar.")
REGISTER = _ask("in_register")
OWN = _ask("own_employee", start=NO)

# Kind -> (what is asked first, what stands in the fold).
INPUTS = {
    "plaatsing": (
        (ON, HOURS, GROUP, WAGE_VALUE_LATER, WAGE, AGE),
        (_ask("forfait", start=NO), CONTRACT, STARTED, CHARGES, HOLIDAY, FULL_WEEK, BBL, REGISTER, OWN),
    ),
    "lks": ((ON, HOURS, WAGE_VALUE, GROUP, AGE), (WAGE, CHARGES, STARTED, HOLIDAY, FULL_WEEK, BBL)),
    "lks-forfait": ((ON, HOURS, GROUP, AGE), (WAGE, CHARGES, STARTED, FULL_WEEK, BBL)),
    "lkv": (
        (
            ON,
            Input("hours_paid", slider=(52, 2080, 4), unit="uur per jaar", start="1664"),
            GROUP,
            Input("started_on", "date", hint="De eerste dag van de baan. Leeg: de datum hierboven."),
        ),
        (
            *(AGE, REGISTER, OWN),
            *(_ask("declaration", start=YES), _ask("requested", start=YES), _ask("employed_before", start=NO)),
        ),
    ),
    "no-risk": (
        (
            Input("on", "date", hint="De eerste ziektedag.", label="eerste ziektedag"),
            Input("wage_year", slider=(5000, 60000, 500), unit="euro per jaar"),
            GROUP,
        ),
        (
            Input("holiday_allowance", unit="euro"),
            _ask("full", start=NO, hint="In de eerste 52 weken kunt u UWV om meer dan 70% vragen."),
            Input(
                "wage_a_day", unit="euro per dag", hint="Wat u per dag moet doorbetalen. UWV betaalt niet meer dan dat."
            ),
            Input("days", unit="dagen", hint="Alleen als de baan korter dan een jaar duurt."),
            STARTED,
        ),
    ),
    "loondispensatie": (
        (
            ON,
            Input("job_wage", slider=(500, 4500, 50), unit="euro per maand"),
            WAGE_VALUE,
            WAJONG,
        ),
        (CONTRACT,),
    ),
    "jobcoach": (
        (
            ON,
            Input("hours", slider=(1, 40, 1), unit="uur per week", start="32"),
            _choose("year", ("1", "Eerste jaar"), ("2", "Tweede jaar"), ("3", "Derde jaar of later"), start="1"),
            WAJONG,
        ),
        (
            CONTRACT,
            Input("wage_pct", slider=(1, 150, 1), unit="%"),
            Input("weeks", slider=(1, 52, 1), unit="weken", start="52"),
        ),
    ),
    "sroi": (
        (
            ON,
            Input("contract_value", slider=(10000, 1000000, 10000), unit="euro"),
            Input("pct", slider=(1, 20, 1), unit="%", hint="Het percentage staat in uw opdracht."),
        ),
        (),
    ),
}
