"""Made-up placements of every kind, to show before and after what a figure changes. Pure: no Django, no database, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from instruments.amounts import AmountTable, UnknownAmount
from instruments.calculators import InvalidCase, Result, get_kinds_using
from instruments.what_if import work_out
from instruments.wording import KINDS, say_unknown, write_date, write_value
from instruments.wording.steps import OUTCOMES

UNKNOWN = ""  # the label of a sentence that says why nothing came out
_LKS = {"hours": "32", "group": "pwet_lks_register"}
# Kind -> what is asked; the words say which example it is. The age of a youth wage is put in where it is looked for.
_ASKED = {
    "plaatsing": [("32 uur, loonwaarde 60%", _LKS | {"wage_value": "60"})],
    "lks": [
        ("32 uur, loonwaarde 60%", _LKS | {"wage_value": "60"}),
        ("32 uur, loonwaarde 25%", _LKS | {"wage_value": "25"}),
    ],
    "lks-forfait": [("32 uur", _LKS)],
    "lkv": [
        ("doelgroep banenafspraak, 1.664 uur", {"hours_paid": "1664", "group": "pwet_lks_register"}),
        ("WIA, 1.664 uur", {"hours_paid": "1664", "group": "wia_wga"}),
    ],
    "no-risk": [("jaarloon van € 30.000", {"wage_year": "30000", "group": "pwet_lks_register"})],
    "loondispensatie": [("functieloon € 2.500, 60%", {"job_wage": "2500", "wage_value": "60"})],
    "jobcoach": [("32 uur, eerste jaar", {"hours": "32", "year": "1", "group": "wajong_arbeidsvermogen"})],
}


@dataclass(frozen=True)
class Compared:
    """One example: which sum, what was asked, and what comes out before and after; words, for reading."""

    kind: str
    example: str
    label: str
    before: str
    after: str

    @property
    def name(self):
        return KINDS[self.kind]

    @property
    def is_changed(self):
        return self.before != self.after


def work_out_in_words(kind: str, given: dict, amounts: AmountTable) -> tuple[tuple[str, str], ...]:
    """Return what comes out as (label, text) pairs; what is not known for its date is said, and so is what is refused."""
    try:
        result = work_out(kind, given, amounts).result
    except UnknownAmount as unknown:
        return ((UNKNOWN, say_unknown(unknown)),)
    except InvalidCase:
        return ()
    lines = [(OUTCOMES[one.code], write_value(one.value, one.unit)) for one in result.outcomes]
    if result.entitled == "no":
        return ((lines[0][0], "geen recht"),)
    if result.later_on is not None:
        later = result.later
        text = "nog niet bekend"
        if isinstance(later, Result):
            text = write_value(later.outcomes[0].value, later.outcomes[0].unit)
        lines.append((f"{lines[0][0]}, vanaf {write_date(result.later_on)}", text))
    return tuple(lines)


def compare_examples(key: str, variant: str, before: AmountTable, after: AmountTable, on: date) -> Sequence[Compared]:
    """Return the examples of every kind that looks into a series, worked out for a day with both tables."""
    found = []
    for kind in get_kinds_using(key):
        for words, asked in _ASKED.get(kind, ()):
            given, said = _fit(kind, asked, words, variant if key.startswith("wml_jeugd") else "")
            given = given | {"on": on.isoformat()}
            was, will = work_out_in_words(kind, given, before), work_out_in_words(kind, given, after)
            if was and will:
                label = will[0][0] or was[0][0]
                found.append(Compared(kind, said, label, was[0][1], will[0][1]))
    return found


def _fit(kind, asked, words, variant):
    """Return an example as a young worker, when the figure is one of the youth wages."""
    if not variant or kind not in ("plaatsing", "lks", "lks-forfait"):
        return asked, words
    is_learning, age = variant.startswith("bbl-"), variant.removeprefix("bbl-")
    return asked | {"age": age, "bbl": "ja" if is_learning else "nee"}, f"{words}, {age} jaar{', bbl' * is_learning}"
