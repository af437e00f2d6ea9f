"""The score command: a file of answers in, the whole score out as JSON, and a Dutch sentence for a bad file."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from checklists.management.commands.score import read_items
from checklists.scoring import RANGES, score
from tests.checklists.scoring_items import FULL, SHORT_LIST

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def question_file(tmp_path, settings):
    """A question set of our own in fixtures/questions.json, so that these tests do not move with the real one."""
    settings.BASE_DIR = tmp_path
    path = tmp_path / "fixtures" / "questions.json"
    path.parent.mkdir()
    questions = [
        {"key": item.key, "kind": item.kind, "weights": dict(item.weights), "short": item.short} for item in FULL
    ]
    sections = [{"key": "een", "questions": questions[:20]}, {"key": "twee", "questions": questions[20:]}]
    path.write_text(json.dumps({"code": "fase-1", "version": "2025-08", "sections": sections}), encoding="utf-8")
    return path


@pytest.fixture
def run(question_file, tmp_path):
    """Return a function that scores this content (answers, or the bytes of a file) and returns what was printed."""

    def run_score(content, *options):
        path = tmp_path / "antwoorden.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        printed = io.StringIO()
        call_command("score", str(path), *options, stdout=printed)
        return json.loads(printed.getvalue())

    return run_score


def test_short_visit_gives_sides_profile_and_labels(run):
    result = run(SHORT_LIST, "--short")
    # By hand in test_scoring: willen 75, kunnen 56.25, doing root(4218.75).
    assert (result["willen"], result["kunnen"], result["doing"]) == (75.0, 56.3, 65.0)
    assert result["exact"]["kunnen"] == 56.25
    assert result["exact"]["doing"] == pytest.approx(64.951905, abs=1e-6)
    assert (result["profile"], result["profile_label"]) == ("P2", "Wil en kan, doet nog niet")
    assert (result["band"], result["scope"], result["blocker"], result["lowest"]) == ("groot", "kort", False, "K3")
    assert result["question_set"] == "fase-1 2025-08"
    assert result["scoring_version"] == "2026-11"


def test_result_carries_determinants_trace_coverage_and_tipping(run):
    result = run(SHORT_LIST, "--short")
    assert result["determinants"]["K3"] == {
        "code": "K3",
        "label": "Werk en randvoorwaarden",
        "value": 37.5,
        "weight": 0.3,
        "answered": 2,
        "asked": 2,
    }
    work = [part for part in result["trace"] if part["determinant"] == "K3"]
    assert work == [
        {"question": "I2a", "determinant": "K3", "points": 25.0},
        {"question": "I2d", "determinant": "K3", "points": 12.5},
    ]
    assert {"side": "kunnen", "determinant": "K3", "points": 11.25} in result["side_trace"]
    assert result["coverage"]["willen"] == {
        "side": "willen",
        "answered": 6,
        "asked": 6,
        "share": 1.0,
        "enough": True,
        "missing": [],
    }
    # Kunnen 56.25: one step less on knowledge is 7.5 points, so 48.75; on a K3 question 3.75, so 52.5.
    tips = {tip["question"]: tip for tip in result["tipping"]}
    assert tips["O9a"] == {
        "question": "O9a",
        "from_value": 2,
        "to_value": 1,
        "profile": "grens",
        "profile_label": "Grensgebied",
    }
    assert tips["I2a"]["to_value"] == 1


def test_whole_list_without_enough_answers_says_what_to_ask(run):
    result = run(SHORT_LIST)
    assert (result["profile"], result["profile_label"]) == ("P6", "Onvoldoende beeld")
    assert (result["willen"], result["band"], result["band_label"], result["scope"]) == (None, None, None, "volledig")
    assert "O9b" in result["coverage"]["kunnen"]["missing"]


def test_border_zone_names_the_candidates_in_dutch(run):
    result = run(SHORT_LIST | {"O9a": 1}, "--short")
    assert (result["profile"], result["border"]) == ("grens", ["kunnen"])
    assert result["candidates"] == {"P2": "Wil en kan, doet nog niet", "P3": "Wil, loopt nog vast"}


def test_blocker_is_said_in_dutch(run):
    result = run(SHORT_LIST | {"I2a": "niet van toepassing", "I2c": 0}, "--short")
    assert (result["blocker"], result["blocker_label"]) == (True, "Eerst werk vinden of maken")
    assert (result["doing"], result["band_label"]) == (40.0, "Klein")


@pytest.mark.parametrize("word", [None, "niet besproken", "niet_besproken", "Niet besproken "])
def test_words_for_not_discussed_are_the_same_as_leaving_it_out(run, word):
    rest = {key: value for key, value in SHORT_LIST.items() if key != "O2"}
    assert run(rest | {"O2": word}) == run(rest)


@pytest.mark.parametrize("word", ["nvt", "NVT", "n.v.t.", "niet van toepassing", "niet_van_toepassing"])
def test_words_for_not_applicable_leave_the_question_out_of_the_coverage(run, word):
    coverage = run(SHORT_LIST | {"O2": word}, "--short")["coverage"]["willen"]
    assert (coverage["answered"], coverage["asked"]) == (5, 5)


def test_output_has_sorted_keys_and_is_the_same_for_any_order(question_file, tmp_path):
    printed = []
    for answers in (SHORT_LIST, dict(reversed(SHORT_LIST.items()))):
        path = tmp_path / "antwoorden.json"
        path.write_text(json.dumps(answers), encoding="utf-8")
        out = io.StringIO()
        call_command("score", str(path), stdout=out)
        printed.append(out.getvalue())
    assert printed[0] == printed[1]
    assert list(json.loads(printed[0])) == sorted(json.loads(printed[0]))


def test_dash_reads_standard_input(question_file, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'\xef\xbb\xbf{"O1": 3}')))
    out = io.StringIO()
    call_command("score", "-", stdout=out)
    assert json.loads(out.getvalue())["determinants"]["W2"]["value"] == 75.0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Het bestand is geen geldige JSON (regel 1, teken 1)."),
        (b'{"O1": 3,\n}', "Het bestand is geen geldige JSON (regel 2, teken 1)."),
        (b'{"O1": ' + b"9" * 5000 + b"}", "Het bestand is geen geldige JSON."),
        (b"[" * 200_000, "Het bestand is geen geldige JSON."),
        (b'{"O1": "\xff"}', "Het bestand is geen UTF-8-tekst."),
        (b"[1, 2]", 'Het bestand moet één object zijn met {"vraag": waarde}.'),
        (b"null", 'Het bestand moet één object zijn met {"vraag": waarde}.'),
        (b'{"O1": 1, "O1": 3}', "Vraag 'O1' staat twee keer in het bestand."),
        ({"O99": 1}, "Vraag 'O99' staat niet in vragenlijst fase-1 2025-08."),
        ({"O99": None}, "Vraag 'O99' staat niet in vragenlijst fase-1 2025-08."),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_bad_file_stops_with_a_dutch_sentence(run, content, sentence):
    with pytest.raises(CommandError) as stopped:
        run(content)
    assert str(stopped.value) == sentence
    assert stopped.value.returncode == 1


@pytest.mark.parametrize(
    ("question", "value", "shown", "scale"),
    [
        ("O1", 5, "5", "0 tot en met 4"),
        ("O1", -1, "-1", "0 tot en met 4"),
        ("V1", 3, "3", "-2 tot en met 2"),
        ("E1", 5, "5", "0 tot en met 4"),
        ("O1", 2.0, "2.0", "0 tot en met 4"),
        ("O1", True, "true", "0 tot en met 4"),
        ("O1", "vier", '"vier"', "0 tot en met 4"),
        ("O1", "x" * 500, '"' + "x" * 56 + "...", "0 tot en met 4"),
        ("O1", [1], "een lijst of object", "0 tot en met 4"),
        ("O1", {"waarde": 1}, "een lijst of object", "0 tot en met 4"),
        ("O1", float("nan"), "NaN", "0 tot en met 4"),
    ],
)
def test_impossible_value_stops_with_the_question_and_its_scale(run, question, value, shown, scale):
    with pytest.raises(CommandError) as stopped:
        run({question: value})
    assert str(stopped.value) == (
        f'Vraag {question}: {shown} kan niet. Geef een geheel getal van {scale}, null, "niet besproken" of "nvt".'
    )


def test_file_that_is_not_there_stops_with_a_dutch_sentence(question_file, tmp_path):
    with pytest.raises(CommandError, match=r"^Het bestand .*weg\.json is niet te lezen: "):
        call_command("score", str(tmp_path / "weg.json"))
    with pytest.raises(CommandError, match="is niet te lezen"):
        call_command("score", str(tmp_path))
    with pytest.raises(CommandError, match="is niet te lezen"):
        call_command("score", "a\0b")


@pytest.mark.parametrize("options", [("--set", "fase-2"), ("--version", "2019-01")])
def test_other_question_set_stops_and_names_the_one_there_is(run, options):
    with pytest.raises(CommandError, match=r"bestaat niet\. Wel aanwezig: fase-1 2025-08\.$"):
        run(SHORT_LIST, *options)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"code": "fase-1", "version": "2025-08"}',
        b'{"code": "fase-1", "version": "2025-08", "sections": [{"questions": [1]}]}',
        b'{"code": "fase-1", "version": "2025-08", "sections": [{"questions": '
        b'[{"key": "O1", "kind": "scale", "weights": {"W9": 1}, "short": true}]}]}',
    ],
)
def test_broken_question_set_gets_the_blame_and_not_the_answers(run, question_file, content):
    question_file.write_bytes(content)
    with pytest.raises(CommandError, match=r"^De vragenlijst in fixtures/questions.json is niet te gebruiken: "):
        run(SHORT_LIST)


def test_real_question_set_can_be_scored_short_and_whole_and_can_be_blocked():
    items = read_items("fase-1", "2025-08")
    middle = {item.key: sum(RANGES[item.kind]) // 2 for item in items}
    whole = score(items, middle)
    assert (whole.willen, whole.kunnen, whole.determinants["D"].value) == (50, 50, 50)
    short = score(items, {item.key: middle[item.key] for item in items if item.short}, short=True)
    assert (short.willen, short.kunnen, short.determinants["D"].value) == (50, 50, 50)
    assert score(items, {"I2a": 0, "I2c": 0, "I2d": 0}).blocker


def test_bad_file_on_the_command_line_exits_one_without_a_traceback(tmp_path):
    path = tmp_path / "fout.json"
    path.write_text("geen json", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "manage.py", "score", str(path), "--set", "fase-1", "--version", "2025-08"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip() == "CommandError: Het bestand is geen geldige JSON (regel 1, teken 1)."
