"""A server and a database of our own, to be killed and started again, and tablets that are used at a table."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import Client

from wsp.environment import get_database
from wsp.postgres_server import LocalPostgres, leave

ROOT = Path(__file__).resolve().parents[2]


def until(condition, what):
    """Wait for a condition, generously: how fast the machine is, is not what is tested."""
    give_up_at = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < give_up_at, f"waited a minute in vain: {what}"
        time.sleep(0.02)


class World:
    """The app as it runs in production, with its own PostgreSQL; the test's own queries go to that database too."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="never-lost-"))
        self.postgres = LocalPostgres(self.folder / "postgres")
        (self.folder / "postgres").mkdir()
        self.server = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://localhost:{self.port}"

    def start_database(self):
        """Start the database, or start it again after it was killed."""
        self.postgres.process = None
        if self.postgres.users is None:
            self.postgres.enter()
        self.postgres.start()

    def kill_database(self):
        """Kill the database as a power cut would."""
        self.postgres.process.kill()
        self.postgres.process.wait()
        connections["default"].close()

    @contextlib.contextmanager
    def in_use(self):
        """Let the test's own queries go to this world's database, filled with the reference data."""
        connection = connections["default"]
        before = dict(connection.settings_dict)
        connection.close()
        connection.settings_dict.update(get_database(self.postgres.url, name="NOT_SET"))
        connection.settings_dict["CONN_HEALTH_CHECKS"] = True
        try:
            call_command("migrate", verbosity=0, interactive=False)
            call_command("load_reference", verbosity=0)
            yield
        finally:
            connection.close()
            connection.settings_dict.clear()
            connection.settings_dict.update(before)

    def _environment(self):
        """As on a laptop: static files named by their content, plain http, and the key that the test signs sessions with."""
        return {
            **os.environ,
            "DATABASE_URL": self.postgres.url,
            "DJANGO_SETTINGS_MODULE": "wsp.settings",
            "WSP_ENV": "local",
            "WSP_DEBUG": "0",
            "WSP_SECRET_KEY": settings.SECRET_KEY,
            "PYTHONWARNINGS": "default",
        }

    def collect_static(self):
        """Collect the static files, unless that was done before."""
        code = "import django; django.setup(); from checklists.management.commands import prepare; prepare.collect_static()"
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=self._environment(), check=True)

    def start_server(self):
        """Start the web server of production and wait until it answers."""
        command = [sys.executable, "-m", "gunicorn", "wsp.wsgi", "--bind", f"127.0.0.1:{self.port}", "--workers", "2"]
        with open(self.folder / "server.log", "ab") as log:
            self.server = subprocess.Popen(
                [*command, "--preload", "--no-control-socket", "--log-level", "warning", "--timeout", "300"],
                cwd=ROOT,
                env=self._environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until(self._answers, "the web server")

    def _answers(self):
        assert self.server.poll() is None, (self.folder / "server.log").read_text()[-3000:]
        try:
            with urllib.request.urlopen(f"{self.url}/sw.js", timeout=5) as reply:
                return reply.status == 200
        except OSError:
            return False

    def kill_server(self):
        """Kill the web server with everything it was doing."""
        if self.server is not None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
            self.server = None

    def stop(self):
        self.kill_server()
        if self.postgres.users is not None:
            leave(self.postgres.folder, self.postgres.users)
            self.postgres.process.wait()
        shutil.rmtree(self.postgres.cluster.parent, ignore_errors=True)  # as root it stands elsewhere
        shutil.rmtree(self.folder, ignore_errors=True)

    def connect(self):
        """Return a plain connection to the database, to hold a lock with; the walls let it see the rows to lock."""
        return psycopg.connect(self.postgres.url, options="-c app.system=on")


def make_session(user):
    """Return the cookie of a new session of someone, as Playwright takes it."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "httpOnly": True}


def sign_in(world, context, user):
    """Sign somebody in on a device: the cookies that signing in would leave there."""
    context.add_cookies([{**make_session(user), "url": world.url}])


@contextlib.contextmanager
def running_world():
    """Run a world for the tests of a module."""
    world = World()
    try:
        world.start_database()
        with world.in_use():
            world.collect_static()
            world.start_server()
            yield world
    finally:
        world.stop()
