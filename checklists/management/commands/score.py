"""Scores a file of answers, so that a region can check the method against its own cases; needs no database."""

import json
import sys
from dataclasses import asdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from checklists.labels import BANDS, BLOCKER, DETERMINANTS, PROFILES
from checklists.scoring import NOT_APPLICABLE, InvalidAnswer, Item, Score, UnknownQuestion, score

NOT_DISCUSSED_WORDS = {"niet besproken", "niet_besproken"}
NOT_APPLICABLE_WORDS = {"nvt", "n.v.t.", "niet van toepassing", "niet_van_toepassing"}


class Command(BaseCommand):
    """`manage.py score FILE.json`: {question key: value} in, the score with its trace out as JSON."""

    help = (
        'Berekent een score uit een JSON-bestand met {"vraag": waarde}. Een waarde is een geheel getal op de schaal '
        'van de vraag, null of "niet besproken", of "nvt". Gebruik - om van standaardinvoer te lezen.'
    )
    requires_system_checks = ()

    def create_parser(self, prog_name, subcommand, **kwargs):
        """Return a parser in which --version is the version of the question set, not Django's own."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="BESTAND", help="JSON-bestand met antwoorden, of -")
        parser.add_argument("--short", action="store_true", help="meet de dekking over de korte lijst")
        parser.add_argument("--set", dest="set_code", default="fase-1", help="vragenlijst (standaard fase-1)")
        parser.add_argument("--version", dest="set_version", default="2025-08", help="versie (standaard 2025-08)")

    def handle(self, *args, **options):
        items = read_items(options["set_code"], options["set_version"])
        answers = read_answers(options["file"])
        try:
            result = score(items, answers, short=options["short"])
        except UnknownQuestion as error:
            raise CommandError(
                f"Vraag {error.question!r} staat niet in vragenlijst {options['set_code']} {options['set_version']}."
            ) from error
        except InvalidAnswer as error:
            raise CommandError(
                f"Vraag {error.question}: {_show(error.value)} kan niet. Geef een geheel getal van {error.lowest} tot "
                f'en met {error.highest}, null, "niet besproken" of "nvt".'
            ) from error
        printed = describe(result) | {"question_set": f"{options['set_code']} {options['set_version']}"}
        self.stdout.write(json.dumps(printed, indent=2, sort_keys=True, ensure_ascii=False))


def read_items(code: str, version: str) -> list[Item]:
    """Return the questions of this set from fixtures/questions.json; CommandError when it is another set or broken."""
    path = Path(settings.BASE_DIR) / "fixtures" / "questions.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        found = (content["code"], content["version"])
        items = [
            Item(question["key"], question["kind"], question["weights"], question["short"])
            for section in content["sections"]
            for question in section["questions"]
        ]
        score(items, {})  # refuses a set with a wrong question before the answers get the blame
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CommandError(f"De vragenlijst in fixtures/questions.json is niet te gebruiken: {error}.") from error
    if found != (code, version):
        raise CommandError(f"Vragenlijst {code} {version} bestaat niet. Wel aanwezig: {found[0]} {found[1]}.")
    return items


def read_answers(name: str) -> dict[str, object]:
    """Return the answers from this file (- is standard input), with the Dutch words for no answer translated."""
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(f"Het bestand {name} is niet te lezen: {reason}.") from error
    try:
        content = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_refuse_doubles)
    except UnicodeDecodeError as error:
        raise CommandError("Het bestand is geen UTF-8-tekst.") from error
    except (ValueError, RecursionError) as error:
        where = f" (regel {error.lineno}, teken {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise CommandError(f"Het bestand is geen geldige JSON{where}.") from error
    if not isinstance(content, dict):
        raise CommandError('Het bestand moet één object zijn met {"vraag": waarde}.')
    return {question: _translate(value) for question, value in content.items()}


def _refuse_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    content = {}
    for key, value in pairs:
        if key in content:
            raise CommandError(f"Vraag {key!r} staat twee keer in het bestand.")
        content[key] = value
    return content


def _translate(value: object) -> object:
    if not isinstance(value, str):
        return value
    word = " ".join(value.casefold().split())
    if word in NOT_DISCUSSED_WORDS:
        return None
    return NOT_APPLICABLE if word in NOT_APPLICABLE_WORDS else value


def _show(value: object) -> str:
    if isinstance(value, list | dict):
        return "een lijst of object"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."


def describe(result: Score) -> dict[str, object]:
    """Return the score as JSON-able content: values at 1 decimal to read, and under `exact` at 6 to check."""
    values = {code: determinant.value for code, determinant in result.determinants.items()}
    sides = {"willen": result.willen, "kunnen": result.kunnen, "doing": result.doing}
    return {name: _round(value) for name, value in sides.items()} | {
        "exact": sides | {"determinants": values},
        "determinants": {
            code: asdict(determinant) | {"value": _round(determinant.value), "label": DETERMINANTS[code].name}
            for code, determinant in result.determinants.items()
        },
        "band": result.band,
        "band_label": BANDS[result.band].name if result.band else None,
        "profile": result.profile,
        "profile_label": PROFILES[result.profile].name,
        "candidates": {code: PROFILES[code].name for code in result.candidates},
        "border": result.border,
        "blocker": result.blocker,
        "blocker_label": BLOCKER.name if result.blocker else None,
        "concerns": result.concerns,
        "lowest": result.lowest,
        "lowest_willen": result.lowest_willen,
        "lowest_kunnen": result.lowest_kunnen,
        "coverage": {side: asdict(part) for side, part in result.coverage.items()},
        "trace": [asdict(part) | {"points": round(part.points, 6)} for part in result.trace],
        "side_trace": [asdict(part) | {"points": round(part.points, 6)} for part in result.side_trace],
        "tipping": [asdict(tip) | {"profile_label": PROFILES[tip.profile].name} for tip in result.tipping],
        "scope": result.scope,
        "scoring_version": result.version,
    }


def _round(value: float | None) -> float | None:
    """Return the value at 1 decimal, half up as the screens do it and as people do by hand."""
    return None if value is None else float(Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP))
