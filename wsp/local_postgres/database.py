"""The database as its users see it: start, url, stop. The first user starts the server, the last one stops it."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

from . import cluster
from .binaries import find_binaries
from .errors import LocalPostgresError
from .identity import choose_identity
from .locks import ALONE, PAUSE, SHARED, Lock, held, is_taken
from .place import find_place

PROJECT = Path(__file__).resolve().parent.parent.parent
FIRST_WORD_AFTER, NEXT_WORD_AFTER = 3, 10  # seconds of waiting


class LocalPostgres:
    """A PostgreSQL of this checkout's own, in `data_dir` or, where the server may not enter that, near /var/lib.

    `tell` gets a sentence now and then while there is something to wait for. Also a context manager.
    """

    def __init__(self, data_dir, tell=None):
        self.data_dir = Path(data_dir)
        self.tell = tell or (lambda words: None)
        self.place = None
        self._use = self._keeper = None

    @property
    def url(self):
        """The address for DATABASE_URL, with the password; only while started."""
        if self._use is None:
            raise LocalPostgresError("The local database is not started.")
        password, port = self.place.password.read_text(), self.place.port.read_text()
        return f"postgres://{cluster.ROLE}:{quote(password, safe='')}@127.0.0.1:{port}/{cluster.DATABASE}"

    @property
    def lock_handle(self):
        """The file handle whose copies, in other processes too, keep the server running."""
        return self._use.file

    def start(self):
        """Start the server, or use the one that runs; returns when it takes connections. No time limit."""
        if self._use is not None:
            return self
        if os.name != "posix":
            raise LocalPostgresError(
                "The local database needs Linux or macOS; set DATABASE_URL to a PostgreSQL of your own."
            )
        self.place = find_place(self.data_dir, choose_identity(PROJECT))
        if self.place.home != Path(os.path.abspath(self.data_dir)):
            self.tell(f"the database lives in {self.place.home}: PostgreSQL may not enter {self.data_dir}")
        try:
            self._use = Lock(self.place, "users")
            self._use.take(SHARED, Waiting(self.tell, "the database of an earlier start to stop"))
            with held(self.place, "start", ALONE, Waiting(self.tell, "another start")):
                self._ensure_running()
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self):
        """Stop using the server; the last user waits until it has stopped cleanly."""
        use, self._use = self._use, None
        if use is None:
            return
        try:
            if use.try_to_take(ALONE):  # nobody else uses it, and nobody can begin to until we let go
                self._stop_keeper()
        finally:
            use.close()
            if self._keeper is not None:
                self._keeper.poll()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()

    def _ensure_running(self):
        """Start a keeper unless there is one, and wait until its server takes connections."""
        waiting = Waiting(self.tell, "PostgreSQL (after an abrupt end it first repairs itself)")
        while not self.place.ready.exists() or not is_taken(self.place, "keeper"):
            if self._keeper is None and not is_taken(self.place, "keeper"):
                self._keeper = self._start_keeper()
            elif self._keeper is not None and self._keeper.poll() is not None:
                said = (self.place.home / "keeper.log").read_text().strip()
                raise LocalPostgresError(said or f"PostgreSQL ended while starting; see {self.place.log}.")
            waiting()
            time.sleep(PAUSE / 5)

    def _start_keeper(self):
        identity = self.place.identity
        binaries = find_binaries(identity, cluster.read_major(self.place))
        if cluster.read_major(self.place) is None:
            self.tell(f"making a new database with PostgreSQL {binaries.version} in {self.place.home}")
        self.place.ready.unlink(missing_ok=True)
        self.place.stop.unlink(missing_ok=True)
        told = {
            "home": str(self.place.home),
            "uid": identity.uid,
            "gid": identity.gid,
            "binaries": str(binaries.folder),
            "version": binaries.version,
        }
        paths = [str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
        with (self.place.home / "keeper.log").open("w") as log:
            identity.own(self.place.home / "keeper.log")
            return subprocess.Popen(
                [sys.executable, "-m", "wsp.local_postgres.keeper", json.dumps(told)],
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            )

    def _stop_keeper(self):
        """Ask the keeper to stop the server and wait for both; we hold the lock of the users alone."""
        self.place.stop.touch()
        self.place.identity.own(self.place.stop)
        waiting = Waiting(self.tell, "PostgreSQL to stop")
        while is_taken(self.place, "keeper"):
            waiting()
            time.sleep(PAUSE / 5)
        if self._keeper is not None:
            self._keeper.wait()


class Waiting:
    """Tells what is being waited for, not at once and not too often."""

    def __init__(self, tell, what):
        self.tell, self.what = tell, what
        self.since = time.monotonic()
        self.next_word = self.since + FIRST_WORD_AFTER

    def __call__(self):
        now = time.monotonic()
        if now >= self.next_word:
            self.tell(f"waiting for {self.what}, {now - self.since:.0f} s so far")
            self.next_word = now + NEXT_WORD_AFTER
