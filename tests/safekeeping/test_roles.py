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
# One visit in one region, by an adviser of that region; prints who.
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
    print(anna.pk)
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
        self.anna = int(said)

    def url(self, role):
        return self.address.replace("//werkgeverskompas@", f"//{role}@")

    def run(self, role, *words, **variables):
        """Run Python as a role; return (exit code, what was said)."""
        environment = {**os.environ, "WSP_ENV": "test", "DJANGO_SETTINGS_MODULE": "wsp.settings", **variables}
        environment |= {"DATABASE_URL": self.url(role), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, *words]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def count(self, role, question="SELECT count(*) FROM employers_visit", **settings):
        with psycopg.connect(self.url(role)) as connection:
            for name, value in settings.items():
                connection.execute("SELECT set_config(%s, %s, false)", [f"app.{name}", str(value)])
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


def test_web_servers_role_gets_what_its_person_may_see_and_without_a_person_nothing(server):
    assert server.count("kompas", user=server.anna) == 1
    assert server.count("kompas", user=server.anna + 1) == 0
    assert server.count("kompas") == 0


def test_web_servers_role_is_not_believed_when_it_says_that_it_is_the_system(server):
    assert server.count("kompas", system="on") == 0
    assert server.count("kompas_owner", system="on") == 1


def test_owner_of_the_tables_gets_nothing_without_saying_so(server):
    assert server.count("kompas_owner") == 0


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
        "ALTER TABLE employers_visit DISABLE ROW LEVEL SECURITY",
        "DROP POLICY wall ON employers_visit",
        "CREATE POLICY mine ON employers_visit USING (true)",
        "SET row_security = off; SELECT * FROM employers_visit",
        "CREATE OR REPLACE FUNCTION safekeeping_is_system() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "SET ROLE kompas_owner",
        "SET session_replication_role = replica",
    ],
)
def test_web_servers_role_takes_no_wall_and_no_line_away(server, statement):
    with psycopg.connect(server.url("kompas")) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)
    assert server.count("kompas", "SELECT count(*) FROM safekeeping_event") > 0


def test_command_with_the_web_servers_role_stops_with_a_sentence_instead_of_finding_nothing(server):
    code, said = server.run("kompas", "manage.py", "retention", "--run")
    assert code != 0
    assert "give it the address of the role that owns the tables" in said
    assert server.run("kompas_owner", "manage.py", "retention", "--run")[0] == 0


@pytest.mark.parametrize(
    ("role", "code", "sentence"),
    [
        ("kompas", 0, ""),
        ("kompas_owner", 0, "makes a plainer one for the web server"),
        ("postgres", 1, "walls between regions do not hold"),
        ("kompas_backup", 1, "walls between regions do not hold"),
    ],
)
def test_production_starts_with_a_plain_role_only(server, role, code, sentence):
    key = "Vn3xk9Lr7Qw2Zt5Bp8Hd4Jf6Mc1Ys0Ga-Vn3xk9Lr7Qw2Zt5Bp8Hd4Jf6"
    production = {"WSP_ENV": "production", "WSP_SECRET_KEY": key, "WSP_ALLOWED_HOSTS": "kompas.gemeente.nl"}
    found, said = server.run(role, "-c", "import wsp.wsgi", **production)
    assert (found, sentence in said) == (code, True)
    assert ("docs/roles.sql" in said) == bool(sentence)


def test_backup_reads_everything(server):
    assert server.count("kompas_backup") == 1
