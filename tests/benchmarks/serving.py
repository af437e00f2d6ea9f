"""The web server of `make run` beside the benchmark's database: gunicorn, its own processes, files named by their content."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2


def get_environment():
    """Return the environment of a server on the database that is connected now, with the key that sessions are signed with."""
    from django.conf import settings
    from django.db import connection

    known = connection.settings_dict
    place = f"host={quote(known['HOST'], safe='')}&port={known['PORT'] or 5432}"
    login = f"{quote(known['USER'], safe='')}:{quote(known['PASSWORD'], safe='')}"
    return {
        **os.environ,
        "DATABASE_URL": f"postgres://{login}@/{known['NAME']}?{place}",
        "WSP_ENV": "local",
        "WSP_DEBUG": "0",
        "WSP_SECRET_KEY": settings.SECRET_KEY,
    }


def collect_static():
    """Collect the static files, unless that was done before."""
    code = "import django; django.setup(); from checklists.management.commands import prepare; prepare.collect_static()"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=get_environment(), check=True)


@contextlib.contextmanager
def serving():
    """Run the web server with the bare view at /ondergrens/; yields its address."""
    collect_static()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "tests.benchmarks.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += [
        "--workers",
        str(WORKERS),
        "--timeout",
        "180",
        "--preload",
        "--no-control-socket",
        "--log-level",
        "error",
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=get_environment(), start_new_session=True)
    address = f"http://localhost:{port}"
    try:
        while not _answers(address):
            assert server.poll() is None, "the web server did not start"
            time.sleep(0.1)
        yield address
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def _answers(address):
    try:
        with urllib.request.urlopen(f"{address}/ondergrens/", timeout=5) as reply:
            return reply.status == 200
    except (urllib.error.URLError, OSError):
        return False
