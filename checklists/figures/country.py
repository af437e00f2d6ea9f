"""The figures over all regions, for who sees the country: numbers only, and none of them small enough to point at someone."""

from dataclasses import dataclass

from checklists.figures.advised import count_advised
from checklists.figures.answers import LEAST as LEAST_ANSWERS
from checklists.figures.answers import count_answers
from checklists.figures.beside import compare_with_country
from checklists.figures.wording import GROUPS, KEY
from checklists.queries import get_current_questions, get_instrument_names
from checklists.scoring import HIGH, LOW
from employers.figures import activity, standing
from employers.figures.charts import Bars, Columns, make_bars, make_columns, make_stacks
from employers.figures.suppression import LEAST, hide_small, hide_small_columns
from employers.models import (
    DeterminantLabel,
    PlacementForm,
    SbiSection,
    SizeClass,
    StageLabel,
    StillThere,
)
from regions.queries import get_every_region

TOTAL, NOTHING = "Samen", "-"
_ZONES = ((standing.HIGH, "Willen hoog"), (standing.BORDER, "Willen grensgebied"), (standing.LOW, "Willen laag"))


@dataclass(frozen=True)
class Table:
    """One table of the page, with the picture before it when there is one; None in a row is hidden."""

    title: str
    heads: tuple
    rows: list  # (label, [number, None or "-"])
    bars: Bars | None = None
    columns: Columns | None = None
    stacks: tuple = ()
    parts: tuple = ()  # what the parts of the stacks are
    note: str = ""


def get_country(quarter, *, today):
    """Return the context of the page over all regions, in a fixed number of queries."""
    done = activity.count_done(None, quarter)
    placed = activity.count_placements(None, quarter)
    now = standing.get_standing(None, low=LOW, high=HIGH)
    tables = [
        _get_key(done.key | {"placements": placed.total} | activity.count_made(None, quarter), quarter),
        _get_open(standing.count_open(None, today)),
        _get_regions(quarter),
        _get_months(done.months),
        _get_leaving(quarter),
        _get_zones(now.zones),
        _get_mix("Profiel naar grootte", SizeClass, now.by_size),
        _get_mix("Profiel naar sector", SbiSection, now.by_sector),
        _get_lowest(now.lowest),
        _get_advised(quarter),
        _get_forms(placed.forms),
        _get_lasting(placed.lasting),
        _get_answers(quarter),
    ]
    beside = compare_with_country(now)
    one = beside.comparison
    # A share and the number it is of tell how many have someone, and how many have not.
    is_small = None in (hide(one.employing), hide(one.number - one.employing))
    return {
        "tables": tables,
        "comparison": beside,
        "is_compared": one.expected is not None and not is_small,
        "least": LEAST,
    }


def hide(number):
    """Return a number that stands alone, None when it is too small to show."""
    return None if number is None or 0 < number < LEAST else number


def _apart(rows):
    """Return (label, numbers) rows of columns that have nothing to do with each other, without what may not be known."""
    hidden = hide_small_columns([numbers for _, numbers in rows]) if rows else None
    return [(label, list(hidden.rows[place])) for place, (label, _) in enumerate(rows)]


def _crossed(rows):
    """Return the rows of a table whose cells add up to what it also shows: a total for each row, and a last row of totals."""
    if not rows:
        return []
    hidden = hide_small([numbers for _, numbers in rows])
    found = [(label, [*hidden.rows[place], hidden.row_totals[place]]) for place, (label, _) in enumerate(rows)]
    return [*found, (TOTAL, [*hidden.column_totals, hidden.total])]


def _get_key(found, quarter):
    rows = []
    for name, (label, _) in KEY.items():
        change = found[name]
        now, before = (None if one is None else round(one) for one in (change.now, change.before))
        if name == "answer_days":  # a median of few says too much of each of them
            enough = found["first_visits"]
            now, before = (
                NOTHING if not of else one if hide(of) else None
                for one, of in ((now, enough.now), (before, enough.before))
            )
        else:
            now, before = hide(now), hide(before)
        if name == "kept_in_time":  # beside all that were kept, it tells how many were late
            of = found["kept"]
            now, before = (
                one if hide(all_ - (one or 0)) is not None else None
                for one, all_ in ((now, of.now), (before, of.before))
            )
        rows.append((f"{label} (dagen)" if name == "answer_days" else label, [now, before]))
    return Table("In één oogopslag", ("Dit kwartaal", "Het kwartaal ervoor"), rows)


def _get_open(found):
    rows = [
        ("Open afspraken", [hide(found.open)]),
        ("Afspraken die te laat zijn", [hide(found.late)]),
        ("Werkgevers die wachten op een eerste bezoek", [hide(found.waiting)]),
    ]
    return Table("Wat er nu open staat", ("Aantal",), rows)


def _get_regions(quarter):
    names = dict(get_every_region().values_list("pk", "name"))
    counts = standing.count_by_region(quarter)
    found = [(name, counts.get(region, [0, 0, 0, 0, 0])) for region, name in names.items()]
    known = _crossed([(name, numbers[:2]) for name, numbers in found])
    done = _apart([(name, numbers[2:]) for name, numbers in found])
    rows = [(name, [*numbers, *others]) for (name, numbers), (_, others) in zip(known[:-1], done, strict=True)]
    heads = ("Beoordeeld", "Nog niet beoordeeld", "Werkgevers", "Bezoeken", "Adviezen", "Plaatsingen")
    return Table("Per regio", heads, rows, note="De regio's staan op naam. Dit is geen ranglijst.")


def _get_months(months):
    counts = [(month.start, [visits, advices]) for month, visits, advices in months]
    # By quarter: what the three months of one add up to is shown too.
    rows = [row for place in range(0, len(counts), 3) for row in _apart(counts[place : place + 3])]
    chart = make_columns([(label, *(number or 0 for number in numbers)) for label, numbers in rows])
    return Table("Bezoeken en adviezen per maand", ("Bezoeken", "Adviezen"), rows, columns=chart)


def _get_leaving(quarter):
    rows = [
        (StageLabel(one.stage).label, [one.onward, one.back, one.not_now, one.closed])
        for one in standing.count_leaving(None, quarter)
    ]
    heads = ("Verder", "Terug", "Nu niet", "Afgesloten", TOTAL)
    return Table("Doorstroom: wie ging uit een stap, en waarheen", heads, _crossed(rows))


def _get_zones(zones):
    kunnen = (standing.LOW, standing.BORDER, standing.HIGH)
    rows = [(label, [zones[zone, other] for other in kunnen]) for zone, label in _ZONES]
    heads = ("Kunnen laag", "Kunnen grensgebied", "Kunnen hoog", TOTAL)
    return Table("Willen en kunnen", heads, _crossed(rows), note="De stand van nu, naar het laatste bezoek.")


def _get_mix(title, labels, counters):
    groups = [*(profiles for _, profiles in GROUPS), ("",)]
    rows = [
        (label, [sum(counter[profile] for profile in profiles) for profiles in groups])
        for code, label in [*labels.choices, ("", "Niet bekend")]
        if (counter := counters.get(code))
    ]
    shown = _crossed(rows)
    parts = tuple(label for label, _ in GROUPS)
    stacks = make_stacks([(label, numbers[: len(parts)]) for label, numbers in shown[:-1] if None not in numbers])
    return Table(title, (*parts, "Nog niet beoordeeld", TOTAL), shown, stacks=stacks, parts=parts)


def _get_lowest(lowest):
    rows = _apart([(label, [lowest[code]]) for code, label in DeterminantLabel.choices])
    return Table("Wat het meest tegenhoudt", ("Werkgevers",), rows, bars=_draw(rows))


def _draw(rows):
    """Return the Bars of the first number of each row, the largest first; without what is hidden."""
    known = sorted(((label, numbers[0]) for label, numbers in rows if numbers[0]), key=lambda row: -row[1])
    return make_bars([(label, number, f"{number:,}".replace(",", ".")) for label, number in known])


def _get_advised(quarter):
    names = get_instrument_names()
    found = count_advised(None, quarter)
    rows = _crossed([(names.get(one.slug, one.slug), [one.started, one.employers - one.started]) for one in found])
    heads = ("Daarna iemand begonnen", "Nog niet", "Werkgevers")
    return Table("Geadviseerde instrumenten", heads, rows[:-1])  # one employer may have several: no sum over all


def _get_forms(forms):
    rows = [(label, [forms[form].now, forms[form].before]) for form, label in PlacementForm.choices if form in forms]
    return Table("Plaatsingen naar vorm", ("Dit kwartaal", "Het kwartaal ervoor"), _apart(rows))


def _get_lasting(lasting):
    rows = [
        (f"Na {months} maanden", [counts[answer] for answer in StillThere.values]) for months, counts in lasting.items()
    ]
    note = "Plaatsingen die begonnen in de laatste twee jaar, voor zover gevraagd."
    return Table("Nog aan het werk?", (*StillThere.labels, TOTAL), _crossed(rows)[:-1], note=note)


def _get_answers(quarter):
    rows, means = [], []
    for one in count_answers(None, quarter, get_current_questions()):
        rows.append((one.question.text, [one.low, one.answered - one.low - one.high, one.high]))
        means.append(round(one.mean, 1) if one.answered >= LEAST_ANSWERS else None)
    shown = [(label, [*numbers, mean]) for (label, numbers), mean in zip(_crossed(rows)[:-1], means, strict=True)]
    # A mean beside counts that are partly hidden would give them back.
    rows = [(label, numbers if None not in numbers[:4] else [*numbers[:4], None]) for label, numbers in shown]
    return Table("Antwoorden per vraag", ("Laag", "Midden", "Hoog", "Beantwoord", "Gemiddeld"), rows)
