"""What an administrator enters about the labour market of a region: one figure, or many from a file."""

import csv
import io
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import cached_property

from employers.forms.dates import check_between, make_date_field
from employers.models import UNITS, RegionSubject, SbiSection
from safekeeping.guarding import Guarded

FIRST_YEAR = 2015
MOST_LINES, MOST_BYTES = 200, 100_000
COLUMNS = ("onderwerp", "sector", "waarde", "jaar", "kwartaal", "bron", "datum")
# What a subject is called in a file.
SUBJECTS = {
    "krapte": RegionSubject.TIGHTNESS,
    "moeilijk vervulbaar": RegionSubject.HARD_TO_FILL,
    "doelgroepregister": RegionSubject.REGISTER_WORKS,
    "vacatures": RegionSubject.VACANCIES,
    "werklozen": RegionSubject.UNEMPLOYED,
    "banenafspraak": RegionSubject.BANENAFSPRAAK_JOBS,
}
_WITH_SECTOR = {RegionSubject.TIGHTNESS, RegionSubject.HARD_TO_FILL, RegionSubject.VACANCIES}
_STATEMENTS = {
    RegionSubject.TIGHTNESS: "{when} waren er in {region}{sector} {value} vacatures per 100 werklozen.",
    RegionSubject.HARD_TO_FILL: "{when} was in {region}{sector} {value} van de vacatures moeilijk te vervullen.",
    RegionSubject.REGISTER_WORKS: "{when} had in {region} {value} van de mensen in het doelgroepregister werk.",
    RegionSubject.VACANCIES: "{when} stonden er in {region}{sector} {value} vacatures open.",
    RegionSubject.UNEMPLOYED: "{when} waren er in {region} {value} werklozen.",
    RegionSubject.BANENAFSPRAAK_JOBS: "{when} waren er in {region} {value} banen voor de banenafspraak.",
}


class FactForm(Guarded, forms.Form):
    """One figure with its period, source and the date of that source."""

    only_numbers = ("source",)

    key = forms.ChoiceField(
        label="Onderwerp",
        choices=[("", "Kies …"), *RegionSubject.choices],
        error_messages={"required": "Kies een onderwerp.", "invalid_choice": "Kies een onderwerp uit de lijst."},
    )
    sbi_section = forms.ChoiceField(
        label="Sector",
        required=False,
        choices=[("", "Alle sectoren"), *SbiSection.choices],
        error_messages={"invalid_choice": "Kies een sector uit de lijst."},
    )
    value = forms.DecimalField(
        label="Waarde",
        min_value=0,
        max_digits=10,
        decimal_places=1,
        localize=True,
        error_messages={
            "required": "Vul het getal in.",
            "invalid": "Vul een getal in, bijvoorbeeld 58 of 58,3.",
            "min_value": "Vul een getal in van 0 of meer.",
            "max_digits": "Dit getal is te groot.",
            "max_whole_digits": "Dit getal is te groot.",
            "max_decimal_places": "Gebruik ten hoogste één cijfer achter de komma.",
        },
    )
    year = forms.IntegerField(
        label="Jaar",
        min_value=FIRST_YEAR,
        max_value=2100,
        localize=False,
        error_messages={
            "required": "Vul het jaar in waar het cijfer over gaat.",
            "invalid": "Vul een jaar in, bijvoorbeeld 2026.",
            "min_value": f"Vul een jaar in vanaf {FIRST_YEAR}.",
            "max_value": "Dit jaar ligt te ver weg.",
        },
    )
    quarter = forms.ChoiceField(
        label="Kwartaal",
        required=False,
        choices=[("", "Heel het jaar"), *((str(number), f"Kwartaal {number}") for number in range(1, 5))],
        error_messages={"invalid_choice": "Een kwartaal is 1, 2, 3 of 4. Laat het leeg voor heel het jaar."},
    )
    source = forms.CharField(
        label="Bron",
        max_length=300,
        help_text="Waar staat dit cijfer? Bijvoorbeeld: UWV, Regio in Beeld Groningen.",
        error_messages={
            "required": "Vul de bron in: geen cijfer zonder bron.",
            "max_length": "Houd de bron korter dan 300 tekens.",
        },
    )
    source_on = make_date_field("Datum van de bron", "Vul de datum van de bron in.")

    def __init__(self, *args, region, **kwargs):
        super().__init__(*args, **kwargs)
        self.region = region
        self.fields["value"].widget.attrs["inputmode"] = "decimal"

    def clean_source_on(self):
        day = self.cleaned_data["source_on"]
        check_between(day, date(FIRST_YEAR, 1, 1), timezone.localdate(), "Deze datum kan niet.")
        return day

    def clean(self):
        cleaned = super().clean()
        key, value, year = cleaned.get("key"), cleaned.get("value"), cleaned.get("year")
        if cleaned.get("sbi_section") and key and key not in _WITH_SECTOR:
            self.add_error("sbi_section", "Dit onderwerp geldt voor alle sectoren samen.")
        if key and value is not None and UNITS[key] == "%" and value > 100:
            self.add_error("value", "Een percentage is ten hoogste 100.")
        if year and "quarter" in cleaned:
            start = date(year, 3 * int(cleaned["quarter"] or 1) - 2, 1)
            if start > timezone.localdate():
                self.add_error("year", "Deze periode moet nog beginnen.")
        return cleaned

    @property
    def period(self):
        """Return the period as it is stored, such as "2026 kwartaal 2"."""
        quarter = self.cleaned_data["quarter"]
        return f"{self.cleaned_data['year']} kwartaal {quarter}" if quarter else str(self.cleaned_data["year"])

    def get_row(self):
        """Return the figure as actions.enter_facts wants it, with the sentence an adviser can say."""
        cleaned = self.cleaned_data
        key, section, quarter = cleaned["key"], cleaned["sbi_section"], cleaned["quarter"]
        value = number_format(cleaned["value"].normalize(), use_l10n=True, force_grouping=True)
        if UNITS[key] == "%":
            value = f"{value}%"
        when = f"In {cleaned['year']}"
        if quarter:
            when = f"In het {('1e', '2e', '3e', '4e')[int(quarter) - 1]} kwartaal van {cleaned['year']}"
        sector = f" in de sector {SbiSection(section).label.lower()}" if section else ""
        statement = _STATEMENTS[key].format(when=when, region=self.region.name, sector=sector, value=value)
        return {
            "key": key,
            "sbi_section": section,
            "year": cleaned["year"],
            "period": self.period,
            "value": cleaned["value"],
            "value_text": value,
            "statement": statement,
            "source": cleaned["source"],
            "source_on": cleaned["source_on"],
        }


def describe_fact(fact):
    """Return a figure of a region as it is typed into the form."""
    year, _, quarter = fact.period.partition(" kwartaal ")
    typed = {"key": fact.key, "sbi_section": fact.sbi_section, "value": number_format(fact.value.normalize())}
    return typed | {"year": year, "quarter": quarter, "source": fact.source, "source_on": fact.source_on.isoformat()}


class FactsFileForm(forms.Form):
    """A file with a figure on each line; first looked at, then sent again as text to be stored."""

    file = forms.FileField(
        label="Bestand (CSV)",
        required=False,
        allow_empty_file=True,
        error_messages={"invalid": "Kies een bestand."},
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    text = forms.CharField(required=False, max_length=MOST_BYTES, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args, region, **kwargs):
        super().__init__(*args, **kwargs)
        self.region = region

    def clean(self):
        cleaned = super().clean()
        file = cleaned.get("file")
        if file is not None:
            if file.size > MOST_BYTES:
                raise ValidationError({"file": f"Dit bestand is te groot. Gebruik ten hoogste {MOST_LINES} regels."})
            cleaned["text"] = _decode(file.read())
        if "text" in self.errors or "\x00" in (cleaned.get("text") or ""):
            raise ValidationError({"file": "Dit is geen tekstbestand. Sla het op als CSV en probeer het opnieuw."})
        if not (cleaned.get("text") or "").strip():
            raise ValidationError({"file": "Kies een bestand met ten minste één regel."})
        return cleaned

    @cached_property
    def lines(self):
        """Return [FactLine] of the file; a heading that is not right gives one line with that mistake."""
        return read_facts(self.cleaned_data["text"], self.region)

    @property
    def is_sound(self):
        """Tell whether every line can be stored."""
        return bool(self.lines) and not any(line.errors for line in self.lines)


def _decode(content):
    """Return the text of a file as spreadsheets save it: UTF-8, or the old Western European signs."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


class FactLine:
    """One line of the file: what stands there, what it means, and what is wrong with it."""

    def __init__(self, number, cells, form=None, errors=()):
        self.number, self.cells, self.form = number, cells, form
        self.errors = list(errors)
        if form is not None and not form.is_valid():
            self.errors += [
                f"{form.fields[name].label}: {error}" if name in form.fields else error
                for name, found in form.errors.items()
                for error in found
            ]


def read_facts(text, region):
    """Return a FactLine for every line of figures; the first line of the file has to name the columns."""
    heading = text.splitlines()[0]
    delimiter = max(";,\t", key=heading.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        return [FactLine(1, [], errors=[f"Dit is geen CSV-bestand: {error}."])]
    names = [name.strip().lower() for name in rows[0]]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        return [FactLine(1, rows[0], errors=[f"Deze kolommen ontbreken: {', '.join(missing)}."])]
    lines, seen = [], {}
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(lines) == MOST_LINES:
            return [*lines, FactLine(number, cells, errors=[f"Er passen ten hoogste {MOST_LINES} regels in één keer."])]
        lines.append(_read_line(number, cells, names, region, seen))
    return lines or [FactLine(1, rows[0], errors=["Er staan geen cijfers onder de kolommen."])]


def _read_line(number, cells, names, region, seen):
    if len(cells) != len(names):
        return FactLine(number, cells, errors=[f"Hier staan {len(cells)} cellen; het moeten er {len(names)} zijn."])
    found = {name: cell.strip() for name, cell in zip(names, cells, strict=True)}
    subject = SUBJECTS.get(found["onderwerp"].lower(), found["onderwerp"])
    form = FactForm(
        {
            "key": subject,
            "sbi_section": found["sector"].upper(),
            "value": found["waarde"].removesuffix("%").strip(),
            "year": found["jaar"],
            "quarter": found["kwartaal"].upper().removeprefix("K").removeprefix("Q"),
            "source": found["bron"],
            "source_on": found["datum"],
        },
        region=region,
    )
    line = FactLine(number, cells, form)
    if not line.errors:
        same = (subject, form.cleaned_data["sbi_section"], form.period)
        if same in seen:
            line.errors.append(f"Dit cijfer staat al op regel {seen[same]}.")
        seen.setdefault(same, number)
    return line
