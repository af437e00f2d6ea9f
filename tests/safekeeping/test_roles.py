"""The two roles of production, made by docs/roles.sql on a server of this test's own: what the web server's role cannot do."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
HOLD = "import os, sys; print(os.environ['DATABASE_URL'], flush=True); sys.stdin.read()"
# One visit in one region, by an adviser of that region.
FILL = """
import django
django.setup()
from django.core.management import call_command
from regions.actions import add_member
from regions.models import Region, Role
from safekeeping.acting import acting_as_system
with acting_as_system("tests"):
    from tests.builders import make_employer, make_visit
    call_command("migrate", verbosity=0)
    region = Region.objects.create(code="AM01", name="Groningen", slug="groningen")
    anna = add_member(by=None, email="anna@gemeente.nl", name="Anna de Vries", role=Role.ADVISER, region=region)
    make_visit(make_employer(region=region, by=anna), by=anna)
"""


class Server:
    """A server with both roles, and one visit; `url(role)` is its address for a role."""

    def __init__(self, place):
        command = [sys.executable, "-m", "wsp.local_postgres", "--data", place / "pg", "--", sys.executable, "-c", HOLD]
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes)
        self.address = self.process.stdout.readline().strip()

    def fill(self):
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute((ROOT / "docs" / "roles.sql").read_text())
        code, said = self.run("kompas_owner", "-c", FILL)
        assert code == 0, said

    def url(self, role):
        return self.address.replace("//werkgeverskompas@", f"//{role}@")

    def run(self, role, *words, **variables):
        """Run Python as a role; return (exit code, what was said)."""
        environment = {**os.environ, "WSP_ENV": "test", "DJANGO_SETTINGS_MODULE": "wsp.settings", **variables}
        environment |= {"DATABASE_URL": self.url(role), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, *words]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def count(self, role, question="SELECT count(*) FROM employers_visit"):
        with psycopg.connect(self.url(role)) as connection:
            return connection.execute(question).fetchone()[0]

    def stop(self):
        self.process.stdin.close()
        self.process.wait(timeout=60)
        self.process.stdout.close()


@pytest.fixture(scope="module")
def server():
    place = Path(tempfile.mkdtemp(prefix="roles-"))
    server = Server(place)
    try:
        server.fill()
        yield server
    finally:
        server.stop()
        shutil.rmtree(place)


def test_web_servers_role_reads_and_writes_what_the_application_needs(server):
    assert server.count("kompas") == 1
    with psycopg.connect(server.url("kompas")) as connection:
        connection.execute("UPDATE employers_visit SET goal = 'anders'")
        connection.execute("INSERT INTO safekeeping_event (what, subject) VALUES ('view', 'employers_visit')")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE safekeeping_event SET user_id = NULL",
        "DELETE FROM safekeeping_event",
        "TRUNCATE safekeeping_event",
        "ALTER TABLE safekeeping_event DISABLE TRIGGER ALL",
        "DROP TRIGGER event_is_kept ON safekeeping_event",
        "DROP TABLE safekeeping_event",
        "ALTER TABLE employers_visit DISABLE TRIGGER employers_visit_trail",
        "DROP TRIGGER employers_visit_trail ON employers_visit",
        "CREATE OR REPLACE FUNCTION safekeeping_note_event() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "SET ROLE kompas_owner",
        "SET session_replication_role = replica",
    ],
)
def test_web_servers_role_takes_no_trigger_and_no_line_away(server, statement):
    with psycopg.connect(server.url("kompas")) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)
    assert server.count("kompas", "SELECT count(*) FROM safekeeping_event") > 0


def test_nightly_job_runs_as_the_owner(server):
    code, said = server.run("kompas_owner", "manage.py", "retention", "--run")
    assert code == 0, said


@pytest.mark.parametrize(
    ("role", "code", "sentence"),
    [
        ("kompas", 0, ""),
        ("kompas_owner", 0, "makes a plainer one for the web server"),
        ("postgres", 1, "The role in DATABASE_URL is a superuser"),
    ],
)
def test_production_starts_with_a_plain_role_only(server, role, code, sentence):
    key = "Vn3xk9Lr7Qw2Zt5Bp8Hd4Jf6Mc1Ys0Ga-Vn3xk9Lr7Qw2Zt5Bp8Hd4Jf6"
    production = {"WSP_ENV": "production", "WSP_SECRET_KEY": key, "WSP_ALLOWED_HOSTS": "kompas.gemeente.nl"}
    found, said = server.run(role, "-c", "import wsp.wsgi", **production)
    assert (found, sentence in said) == (code, True)
    assert ("docs/roles.sql" in said) == bool(sentence)
