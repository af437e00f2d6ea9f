"""How numbers and dates are written for Dutch readers."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)
PER = {
    "uur": "per uur",
    "dag": "per dag",
    "week": "per week",
    "maand": "per maand",
    "jaar": "per jaar",
    "km": "per kilometer",
}


def write_number(value: Decimal, places: int | None = None) -> str:
    """Return a number with a comma and dots between thousands; without `places` as many decimals as it has, at most four."""
    if places is None:
        value = Decimal(value).quantize(Decimal("0.0001"), ROUND_HALF_UP)
        places = max(0, -value.normalize().as_tuple().exponent)
    text = f"{Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,.{places}f}"
    return text.translate(str.maketrans(",.", ".,"))


def write_euro(value: Decimal) -> str:
    """Return an amount in euros and cents, half up."""
    return f"€ {write_number(value, 2)}"


def write_exact(value: Decimal) -> str:
    """Return an unrounded value for another program: 1121.76 and not 1121.7600."""
    return f"{value.normalize():f}"


def write_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def write_source_date(text: str) -> str:
    """Return "2026-07-01", "2026-07", "2026" or "gelezen 2026-11-23" as people write it."""
    word, _, day = text.rpartition(" ")
    parts = [int(part) for part in day.split("-")] if day.replace("-", "").isdigit() else []
    if len(parts) == 3:
        day = write_date(date(*parts))
    elif len(parts) == 2:
        day = f"{MONTHS[parts[1] - 1]} {parts[0]}"
    return f"{word} op {day}" if word and len(parts) == 3 else f"{word} {day}".strip()


def say_unit(unit: str) -> str:
    """Return a unit in words: euro per uur, procent, uur per week."""
    kind, _, per = unit.partition("/")
    text = {"EUR": "euro", "%": "procent"}.get(kind, kind)
    return f"{text} {PER[per]}" if per else text


def write_value(value: Decimal, unit: str) -> str:
    """Return a value in its unit: € 14,99 per uur, 39,5%, 36 uur per week."""
    kind, _, per = unit.partition("/")
    if kind == "EUR":
        text = write_euro(value)
    elif kind == "%":
        text = f"{write_number(value)}%"
    else:
        places = None if value == value.to_integral_value() else 1
        text = f"{write_number(value, places)} {kind}"
    return f"{text} {PER[per]}" if per else text
