"""The calculate command: a file of facts in, the whole sum out as JSON, and a Dutch sentence for a bad file."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

PROJECT = Path(__file__).resolve().parents[2]
LKS = {"datum": "2026-07-01", "uren": 32, "loonwaarde": 60}


@pytest.fixture
def run(tmp_path):
    """Return a function that calculates this content (facts, or the bytes of a file) and returns what was printed."""

    def calculate(kind, content, *options):
        path = tmp_path / "gegevens.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        printed = io.StringIO()
        call_command("calculate", kind, str(path), *options, stdout=printed)
        return json.loads(printed.getvalue())

    return calculate


def test_result_comes_with_steps_sources_and_the_origin_of_the_amounts(run):
    printed = run("lks", LKS)
    assert printed["outcomes"][0]["value"] == "1121.76"
    assert printed["exact"] == {"per_month": "1121.76"}
    assert printed["amounts"] == {"from": "fixtures/amounts.json", "date": "2026-11-23"}
    assert len(printed["steps"]) == 8
    assert {one["status"] for one in printed["sources"]} == {"wettekst"}
    assert printed["given"] == LKS


def test_decimal_of_the_file_stays_exact(run):
    printed = run("lks", b'{"datum": "2026-07-01", "uren": 12.3, "loonwaarde": 60}')
    assert printed["given"]["uren"] == "12.3"
    assert next(one["text"] for one in printed["input"] if one["field"] == "hours") == "12,3"


def test_comma_as_decimal_sign_is_right(run):
    assert run("lks", LKS | {"uren": "12,50"})["outcomes"][0]["value"] == "438.19"


@pytest.mark.parametrize(
    ("kind", "content", "message"),
    [
        ("lks", LKS | {"loonwaarde": 101}, "loonwaarde: Vul een heel percentage in van 1 tot en met 99."),
        ("lks", LKS | {"uren": 0}, "uren: Vul een aantal uren per week in van 1 tot en met 48."),
        ("lks", LKS | {"datum": "2040-01-01"}, "datum: Kies een datum van 1 januari 2015"),
        ("lks", LKS | {"groep": "x"}, "groep: Deze groep kennen wij niet."),
        ("lks", {}, "datum: Vul een datum in."),
        ("lks", LKS | {"datum": "2027-01-01"}, "Voor 1 januari 2027 is niet bekend: minimumloon per maand"),
        ("winst", LKS, "De soort 'winst' bestaat niet. Kies een van: lks, lks-forfait, lkv"),
        ("lks", [1], "Het bestand moet één object zijn"),
        ("lks", b"{", "geen geldige JSON \\(regel 1"),
        ("lks", b"\xff", "geen UTF-8"),
        ("lks", b'{"uren": 1, "uren": 2}', "uren staat twee keer"),
    ],
)
def test_bad_input_gets_a_sentence(run, kind, content, message):
    with pytest.raises(CommandError, match=message):
        run(kind, content)


def test_missing_file_gets_a_sentence():
    with pytest.raises(CommandError, match="is niet te lezen"):
        call_command("calculate", "lks", "/bestaat/niet.json")


def test_reads_standard_input_without_a_database():
    done = subprocess.run(
        [sys.executable, "manage.py", "calculate", "lkv", "-"],
        cwd=PROJECT,
        input=b'{"jaar": 2026, "uren": 1664, "groep": "pwet_lks_register"}',
        capture_output=True,
        check=True,
        env={"WSP_ENV": "test", "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "PATH": ""},
    )
    assert json.loads(done.stdout)["outcomes"][0]["value"] == "1680.64"


@pytest.mark.usefixtures("reference")
def test_database_gives_the_same_amounts(run):
    printed = run("lks", LKS, "--database")
    assert printed["amounts"] == {"from": "database"}
    assert printed["outcomes"] == run("lks", LKS)["outcomes"]
