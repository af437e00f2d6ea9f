"""The environment: what is missing or odd stops the start with a sentence, and every variable has its line in the example."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from wsp.environment import get_choice, get_database, get_flag, get_list, get_number, get_text

ROOT = Path(__file__).resolve().parents[2]
NAME = "WSP_OF_A_TEST"


@pytest.fixture
def say(monkeypatch):
    """A function that sets the variable of these tests; None takes it away."""

    def set_it(value, name=NAME):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)

    set_it(None)
    return set_it


class TestReading:
    @pytest.mark.parametrize("value", [None, "", "   "])
    def test_required_text_that_is_missing_or_empty_says_which(self, value, say):
        say(value)
        with pytest.raises(ImproperlyConfigured, match=f"Set {NAME} in the environment"):
            get_text(NAME)
        assert get_text(NAME, "usual") == "usual"

    def test_text_comes_without_the_space_around_it(self, say):
        say("  secret ")
        assert get_text(NAME) == "secret"

    def test_choice_is_one_of_the_list(self, say):
        assert get_choice(NAME, ("a", "b"), "a") == "a"
        say("b")
        assert get_choice(NAME, ("a", "b"), "a") == "b"
        say("c")
        with pytest.raises(ImproperlyConfigured, match=f"{NAME} must be one of a, b, not 'c'"):
            get_choice(NAME, ("a", "b"), "a")

    @pytest.mark.parametrize(("value", "flag"), [("1", True), ("0", False), (None, True)])
    def test_flag_is_one_or_zero(self, value, flag, say):
        say(value)
        assert get_flag(NAME, True) is flag

    @pytest.mark.parametrize("value", ["true", "yes", "2", "ja"])
    def test_flag_of_anything_else_is_refused(self, value, say):
        say(value)
        with pytest.raises(ImproperlyConfigured, match="must be one of 1, 0"):
            get_flag(NAME, False)

    def test_number_is_a_whole_number(self, say):
        assert get_number(NAME, 587) == 587
        say("25")
        assert get_number(NAME, 587) == 25

    @pytest.mark.parametrize("value", ["twee", "2.5", "-1", "²"])
    def test_number_that_is_none_is_refused(self, value, say):
        say(value)
        with pytest.raises(ImproperlyConfigured, match="must be a whole number"):
            get_number(NAME, 1)

    def test_list_is_split_at_commas_without_empty_parts(self, say):
        assert get_list(NAME) == []
        say("a.nl, b.nl,,")
        assert get_list(NAME) == ["a.nl", "b.nl"]


class TestDatabase:
    def test_address_is_read_part_by_part(self, say):
        say("postgres://kompas:p%40ss%2Fword@db.example:5433/wsp?sslmode=require")
        found = get_database(None, NAME)
        assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
            "kompas",
            "p@ss/word",
            "db.example",
            "5433",
            "wsp",
        )
        assert found["OPTIONS"] == {"connect_timeout": 5, "sslmode": "require"}

    def test_socket_folder_and_port_may_stand_in_the_query(self, say):
        say("postgresql:///wsp?host=/run/postgresql&port=5434")
        found = get_database(None, NAME)
        assert (found["HOST"], found["PORT"], found["NAME"]) == ("/run/postgresql", "5434", "wsp")
        assert found["OPTIONS"] == {"connect_timeout": 5}

    def test_address_without_name_takes_the_usual_one(self, say):
        say("postgres://localhost")
        assert get_database(None, NAME)["NAME"] == "postgres"

    @pytest.mark.parametrize("address", ["mysql://localhost/wsp", "localhost/wsp", "sqlite:///wsp.db"])
    def test_other_database_is_refused(self, address, say):
        say(address)
        with pytest.raises(ImproperlyConfigured, match="must start with postgres://"):
            get_database(None, NAME)

    @pytest.mark.parametrize("address", ["postgres://localhost:often/wsp", "postgres://localhost:99999999/wsp"])
    def test_port_that_is_no_port_is_refused_without_the_password(self, address, say):
        say(address.replace("localhost", "kompas:geheim@localhost"))
        with pytest.raises(ImproperlyConfigured, match="port") as refused:
            get_database(None, NAME)
        assert "geheim" not in str(refused.value)


def start(**environment):
    """Start Django in a process of its own with this environment only; return its exit code and what it said."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("WSP_", "DATABASE_URL", "DJANGO"))
    }
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import django; django.setup(); from django.conf import settings; print(settings.DEBUG)",
        ],
        env={**clean, "DJANGO_SETTINGS_MODULE": "wsp.settings", **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


PRODUCTION = {
    "WSP_SECRET_KEY": "".join(chr(97 + number * 7 % 26) for number in range(60)),
    "WSP_ALLOWED_HOSTS": "kompas.voorbeeld.nl",
    "DATABASE_URL": "postgres://localhost/wsp",
}


class TestStart:
    def test_production_is_the_default_and_starts_with_all_it_needs(self):
        assert start(**PRODUCTION) == (0, "False\n")

    @pytest.mark.parametrize("missing", PRODUCTION)
    def test_production_without_what_it_needs_says_what(self, missing):
        code, said = start(**{name: value for name, value in PRODUCTION.items() if name != missing})
        assert code != 0
        assert f"Set {missing} in the environment; .env.example says what it is for." in said

    def test_production_never_shows_debug_pages(self):
        code, said = start(**PRODUCTION, WSP_DEBUG="1")
        assert code != 0
        assert "WSP_DEBUG=1 shows secrets to visitors" in said

    def test_laptop_needs_nothing(self):
        assert start(WSP_ENV="local", WSP_DEBUG="1") == (0, "True\n")

    def test_odd_environment_is_refused(self):
        code, said = start(**PRODUCTION, WSP_ENV="acceptance")
        assert code != 0
        assert "WSP_ENV must be one of production, local, test" in said


def test_every_variable_the_app_reads_has_its_line_in_the_example():
    sources = [
        path.read_text(encoding="utf-8") for path in [*ROOT.glob("wsp/*.py"), *ROOT.glob("*/management/commands/*.py")]
    ]
    read = set(re.findall(r"get_(?:text|choice|flag|number|list)\(\s*\"([A-Z_]+)\"", "".join(sources)))
    read |= set(re.findall(r"environ(?:\.get)?[(\[]\"([A-Z_]+)\"", "".join(sources))) | {"DATABASE_URL"}
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert read - set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) == set()
    assert len(read) >= 10
