"""The words of the sums: everything a calculator can say has a sentence, plain and with u, with every figure and its source."""

import ast
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from instruments.amounts import Source
from instruments.calculators import CALCULATORS
from instruments.groups import AGES, GROUPS
from instruments.labels import AGES as AGE_LABELS
from instruments.labels import GROUPS as GROUP_LABELS
from instruments.wording import (
    FIELDS,
    KINDS,
    explain,
    say_ending,
    write_date,
    write_euro,
    write_number,
    write_source_date,
    write_value,
)
from instruments.wording.notices import NOTICES, REMARKS
from instruments.wording.problems import PROBLEMS
from instruments.wording.steps import OUTCOMES, PARTS, STEPS
from tests.instruments.sums import TABLE, run

ROOT = Path(__file__).resolve().parents[2] / "instruments"
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "calculators").glob("*.py")))
DECISION = (ROOT / "decision.py").read_text(encoding="utf-8")
SENTENCES = [
    *NOTICES.values(),
    *REMARKS.values(),
    *PROBLEMS.values(),
    *(line.text for line in STEPS.values()),
    *PARTS.values(),
    *OUTCOMES.values(),
    *KINDS.values(),
    *FIELDS.values(),
    *GROUP_LABELS.values(),
]


def strings(node):
    """Return every text inside a piece of code."""
    return [one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def codes(*methods):
    """Return the codes that the calculators hand to these methods of Working, as they stand in the code."""
    found = set()
    for node in ast.walk(ast.parse(CODE)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods:
            found.update(one.partition(":")[0] for one in strings(node.args[0]) if one)
    return found


def chosen():
    """Return the codes that are handed on in a variable: why there is no LKV, and the limits of a job coach."""
    found = set()
    for node in ast.walk(ast.parse(CODE)):
        if isinstance(node, ast.FunctionDef) and node.name == "_refuse":
            found.update(text for one in ast.walk(node) if isinstance(one, ast.Return) for text in strings(one))
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "limits":
            found.update(strings(one.elts[0])[0] for one in node.value.elts)
    return found


def test_every_step_of_a_calculator_has_words():
    assert codes("step") == set(STEPS)


def test_every_notice_of_a_calculator_has_a_sentence():
    assert codes("notice", "refuse") | chosen() == set(NOTICES)


def test_every_remark_of_the_decision_table_has_words():
    said = set(re.findall(r"Remark\(\"([a-z_]+)\"", DECISION)) | {"local", "group", "demand"}
    assert said - set(REMARKS) == {"local", "group", "demand"}  # these three have their own words in the catalogue
    assert set(REMARKS) <= said


def test_every_problem_and_field_has_words():
    said = set(re.findall(r"Problem\([^)]*?\"([a-z_]+)\"(?:,|\))", CODE))
    by_code = {key if isinstance(key, str) else key[1] for key in PROBLEMS}
    assert {"range", "choice", "missing", "not_a_number", "wage_value", "never_together"} <= by_code
    assert {"after_date", "below_minimum", "unknown_block", "never_together"} <= by_code
    assert said
    for calculator in CALCULATORS.values():
        assert set(calculator.case.__dataclass_fields__) <= set(FIELDS)


def test_every_group_age_and_kind_has_a_name():
    assert set(GROUP_LABELS) == set(GROUPS)
    assert set(AGE_LABELS) == set(AGES)
    assert set(KINDS) == set(CALCULATORS)


@pytest.mark.parametrize("text", SENTENCES)
def test_sentence_is_plain_and_says_u(text):
    assert not re.search(r"\b(je|jij|jouw|jullie|wil niet)\b", text, re.IGNORECASE)
    assert max(len(sentence.split()) for sentence in re.split(r"[.?!:;]", text)) <= 28


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1234567.891", "1.234.567,891"),
        ("39.5", "39,5"),
        ("36", "36"),
        ("0.00", "0"),
        ("-3.5", "-3,5"),
        ("1000", "1.000"),
    ],
)
def test_number_is_written_as_the_dutch_do(value, text):
    assert write_number(Decimal(value)) == text


def test_value_is_written_in_its_unit():
    assert write_euro(Decimal("1261.975")) == "€ 1.261,98"
    assert write_value(Decimal("14.99"), "EUR/uur") == "€ 14,99 per uur"
    assert write_value(Decimal("39.5000"), "%") == "39,5%"
    assert write_value(Decimal(36), "uur/week") == "36 uur per week"
    assert write_value(Decimal("93.6"), "uur/jaar") == "93,6 uur per jaar"
    assert write_date(date(2026, 7, 1)) == "1 juli 2026"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-07-01", "1 juli 2026"),
        ("2025-11", "november 2025"),
        ("2026", "2026"),
        ("gelezen 2026-11-23", "gelezen op 23 november 2026"),
    ],
)
def test_source_date_is_written_as_people_do(text, said):
    assert write_source_date(text) == said


CASES = {
    "lks": {"datum": "2026-07-01", "uren": 32, "loonwaarde": 60, "groep": "pwet_lks_register", "leeftijd": 19},
    "lks-forfait": {"datum": "2026-07-01", "uren": 32},
    "lkv": {"jaar": 2026, "uren": 1664, "varianten": ["ag", "ba"]},
    "liv": {"jaar": 2024, "jaarloon": 21750, "uren": 1500},
    "no-risk": {"datum": "2026-07-01", "jaarloon": 31320, "groep": "wia_wga"},
    "loondispensatie": {"datum": "2026-07-01", "functieloon": 2000, "loonwaarde": 60},
    "jobcoach": {"datum": "2026-07-01", "uren": 24},
    "sroi": {
        "datum": "2026-07-01",
        "opdrachtwaarde": 1_000_000,
        "percentage": 5,
        "bouwblokken": [{"naam": "Bijstand", "waarde": 40000, "bron": "Eigen regio", "datum": "2026-01-01"}],
        "invulling": [{"blok": "Bijstand"}],
    },
    "plaatsing": {"datum": "2026-11-25", "uren": 32, "loonwaarde": 60, "groep": "pwet_lks_register"},
}


@pytest.mark.parametrize("kind", CALCULATORS)
def test_explained_result_is_json_and_names_every_source_with_its_date(kind):
    explained = explain(run(kind, **CASES[kind]))
    assert json.loads(json.dumps(explained)) == explained
    assert explained["indication"].startswith("Dit is een indicatie. ")
    assert explained["steps"]
    for step in explained["steps"]:
        assert step["sources"]
        assert all(one["title"] and one["date_text"] and one["status_text"] for one in step["sources"])
        assert "{" not in step["text"] + step["formula"]
    assert all("{" not in sentence for sentence in explained["notices"])


def test_sum_can_be_followed_by_an_employer():
    steps = explain(run("lks", **CASES["lks"]))["steps"]
    assert [(one["formula"], one["value_text"]) for one in steps] == [
        ("€ 2.337,00 x 60%", "€ 1.402,20"),
        ("€ 1.402,20 + 8%", "€ 1.514,38"),
        ("€ 1.402,20 x 60% + 8%", "€ 908,63"),
        ("€ 1.514,38 - € 908,63", "€ 605,75"),
        ("€ 1.514,38 x 70%", "€ 1.060,06"),
        ("", "€ 605,75"),
        ("€ 605,75 x 32 / 36 uur", "€ 538,44"),
        ("€ 538,44 + 25%", "€ 673,06"),
    ]


def test_later_that_is_not_known_is_said_and_not_calculated():
    explained = explain(run("plaatsing", **CASES["plaatsing"]))
    assert explained["later"] is None
    assert explained["later_unknown"] == (
        "Voor 1 januari 2027 is niet bekend: minimumloon per maand (referentiemaandloon). Het laatste dat wij kennen geldt "
        "tot en met 31 december 2026. Daarom rekenen wij voor deze datum niets uit."
    )


def test_result_that_rests_on_memory_is_not_for_an_employer():
    result = run("lks", **CASES["lks"])
    remembered = replace(result.steps[0], basis=Source("Uit het hoofd", "2026-11-23", "geheugen"))
    assert explain(result)["is_printable"]
    assert not explain(replace(result, steps=(remembered, *result.steps[1:])))["is_printable"]


def test_amount_that_runs_out_says_until_when():
    first = TABLE.endings()[0]
    assert say_ending(first) == (
        "Minimumloon per uur, 21 jaar en ouder: € 14,99 per uur geldt tot en met 31 december 2026. Wat daarna geldt, is nog "
        "niet bekend."
    )
    youth = next(one for one in TABLE.endings() if one.last.key == "wml_jeugd_pct" and one.last.variant == "20")
    assert say_ending(youth).endswith("Aangekondigd vanaf 1 januari 2027: 87,5%.")
