"""Calculates from a file, so that an administrator can check us against another calculator."""

import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from instruments.amounts import UnknownAmount, make_table, read_figures
from instruments.calculators import CALCULATORS, InvalidCase, calculate, read_case
from instruments.calculators.reading import get_names
from instruments.queries import get_amounts
from instruments.wording import KINDS, explain, say_problem, say_unknown, write_exact

FIXTURE = "fixtures/amounts.json"


class Command(BaseCommand):
    """`manage.py calculate KIND FILE.json`: facts in, the result with its steps and sources out as JSON."""

    help = (
        "Rekent een regeling uit met de gegevens uit een JSON-bestand, bijvoorbeeld "
        '{"datum": "2026-07-01", "uren": 32, "loonwaarde": 60}. Drukt de uitkomst af met elke stap en bron. '
        f"De bedragen komen uit {FIXTURE}; met --database uit de database van deze omgeving. "
        "Gebruik - om van standaardinvoer te lezen."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("kind", metavar="SOORT", help=f"een van: {', '.join(CALCULATORS)}")
        parser.add_argument("file", metavar="BESTAND", help="JSON-bestand met gegevens, of -")
        parser.add_argument("--database", action="store_true", help="gebruik de bedragen uit de database")

    def handle(self, *args, **options):
        kind = options["kind"]
        if kind not in CALCULATORS:
            raise CommandError(f"De soort {kind!r} bestaat niet. Kies een van: {', '.join(CALCULATORS)}.")
        given = read_given(options["file"])
        try:
            case = read_case(CALCULATORS[kind].case, given)
            amounts, origin = read_amounts(options["database"], case.on)
            result = calculate(kind, case, amounts)
        except InvalidCase as invalid:
            names = {field: name for name, field in get_names(CALCULATORS[kind].case).items()}
            lines = [f"{names.get(one.field, one.field)}: {say_problem(one)}" for one in invalid.problems]
            raise CommandError("\n".join(lines)) from invalid
        except UnknownAmount as unknown:
            raise CommandError(say_unknown(unknown)) from unknown
        exact = {one.code: write_exact(one.exact) for one in result.outcomes}
        printed = {"kind": kind, "name": KINDS[kind], "given": given, "amounts": origin, "exact": exact} | explain(
            result
        )
        self.stdout.write(json.dumps(printed, indent=2, ensure_ascii=False, default=str))


def read_amounts(from_database: bool, on: date):
    """Return the table of amounts and a line that says where it came from."""
    if from_database:
        return get_amounts(on), {"from": "database"}
    try:
        reference = json.loads((Path(settings.BASE_DIR) / FIXTURE).read_text(encoding="utf-8"))
        return make_table(read_figures(reference), on), {"from": FIXTURE, "date": reference["amounts_date"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(f"De bedragen in {FIXTURE} zijn niet te gebruiken: {error}.") from error


def read_given(name: str) -> dict[str, object]:
    """Return the facts from this file (- is standard input); numbers stay exact."""
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(f"Het bestand {name} is niet te lezen: {reason}.") from error
    try:
        content = json.loads(raw.decode("utf-8-sig"), parse_float=Decimal, object_pairs_hook=_refuse_doubles)
    except UnicodeDecodeError as error:
        raise CommandError("Het bestand is geen UTF-8-tekst.") from error
    except (ValueError, RecursionError) as error:
        where = f" (regel {error.lineno}, teken {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise CommandError(f"Het bestand is geen geldige JSON{where}.") from error
    if not isinstance(content, dict):
        raise CommandError('Het bestand moet één object zijn, bijvoorbeeld {"datum": "2026-07-01", "uren": 32}.')
    return content


def _refuse_doubles(pairs):
    content = {}
    for key, value in pairs:
        if key in content:
            raise CommandError(f"{key} staat twee keer in het bestand.")
        content[key] = value
    return content
