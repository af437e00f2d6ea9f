"""The amounts of fixtures/amounts.json and a short way to calculate with them, for the tests of the sums."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from instruments.amounts import make_table, read_figures
from instruments.calculators import CALCULATORS, calculate, read_case

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
REFERENCE = json.loads((FIXTURES / "amounts.json").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 25)
TABLE = make_table(read_figures(REFERENCE), TODAY)


def run(kind, **given):
    """Return the result of a calculation; what is given goes by the names of a file, such as datum and uren."""
    return calculate(kind, read_case(CALCULATORS[kind].case, given), TABLE)


def notices(result):
    """Return the codes of the notices of a result."""
    return [one.code for one in result.notices]


def euro(text):
    return Decimal(text)
