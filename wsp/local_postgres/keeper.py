"""The process that keeps one server: PostgreSQL's parent, which stops it when the last launcher is gone.

It has a session of its own, so that no Ctrl-C or closed terminal reaches it, and it learns from a lock that nobody
uses the database any more; a lock is given back even when its holder is killed. Nothing is left running.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from . import cluster
from .binaries import Binaries
from .errors import LocalPostgresError
from .identity import Identity
from .locks import ALONE, Lock
from .parent import end_with_parent
from .place import Place

LOOK_EVERY = 0.1  # seconds between two looks at the locks and at the server
PATIENCE = 60  # seconds that a clean stop may take before the server stops at once and recovers at the next start
LEFT_OVERS = 60  # seconds to wait for the last processes of a server that was killed
LARGEST_LOG = 5_000_000  # bytes; at the next start a longer one begins anew
# What the server says when processes of its killed predecessor still live, or when a stranger just took the port.
BUSY = ("is still in use", "already exists", "Address already in use")


class Keeper:
    """One server and the locks around it."""

    def __init__(self, binaries, place):
        self.binaries, self.place = binaries, place
        self.users = Lock(place, "users")
        self.server = None
        self.told_to_stop = False

    def is_needed(self):
        """Tell whether anybody uses the database; once nobody does, nobody new is let in until we are gone."""
        return not (self.told_to_stop or self.place.stop.exists() or self.users.try_to_take(ALONE))

    def run(self):
        """Start the server, keep it as long as it is needed, stop it; return the exit code."""
        signal.signal(signal.SIGTERM, self._hear)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        self.place.ready.unlink(missing_ok=True)
        try:
            if cluster.read_major(self.place) is None:
                cluster.make_cluster(self.binaries, self.place)
            self._stop_orphan()
            self._start()
            while self.is_needed() and self.server.poll() is None:
                time.sleep(LOOK_EVERY)
        finally:
            self.place.ready.unlink(missing_ok=True)
            code = self._stop()
        return code

    def _hear(self, *_):
        self.told_to_stop = True

    def _start(self):
        """Start the server and wait until it takes connections: recovery after an abrupt end may take minutes."""
        give_up_at = time.monotonic() + LEFT_OVERS
        while True:
            port = choose_port(self.place)
            said = self._start_once(port)
            if said is None:
                cluster.write_private(self.place.port, str(port), self.place.identity)
                cluster.write_private(self.place.ready, str(port), self.place.identity)
                return
            if not any(words in said for words in BUSY) or time.monotonic() > give_up_at or not self.is_needed():
                raise LocalPostgresError(f"PostgreSQL did not start:\n{said}")
            time.sleep(LOOK_EVERY)

    def _start_once(self, port):
        """Start the server; return None when it takes connections, else what it said before it ended."""
        cluster.forget_dead_postmaster(self.place)
        begin = self.place.log.stat().st_size if self.place.log.exists() else 0
        if begin > LARGEST_LOG:
            os.truncate(self.place.log, 0)
            begin = 0
        with self.place.log.open("a") as log:
            self.place.identity.own(self.place.log)
            self.server = subprocess.Popen(
                cluster.server_command(self.binaries, self.place, port),
                cwd=self.place.home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
                preexec_fn=end_cleanly_with_keeper,
                **self.place.identity.popen_arguments(),
            )
        while self.server.poll() is None:
            lines = cluster.read_postmaster(self.place)
            if lines[:1] == [str(self.server.pid)] and lines[7:8] and lines[7].strip() == "ready":
                return None
            if not self.is_needed():
                return None  # the last user left during a long recovery
            time.sleep(LOOK_EVERY / 4)
        with self.place.log.open() as log:
            log.seek(begin)
            return log.read()[-2000:]

    def _stop_orphan(self):
        """Stop a server whose keeper was killed where the system could not stop it along (not Linux)."""
        orphan = cluster.find_postmaster(self.place)
        if orphan is None:
            return
        with suppress(ProcessLookupError):
            os.kill(orphan, signal.SIGINT)
        while cluster.find_postmaster(self.place) == orphan:
            time.sleep(LOOK_EVERY)

    def _stop(self):
        """Stop the server cleanly and wait for it; return 0 when that is how it ended."""
        if self.server is None:
            return 1
        if self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)
            try:
                self.server.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.server.send_signal(signal.SIGQUIT)
                self.server.wait()
        return 0 if self.server.returncode == 0 else 1


def choose_port(place):
    """Return the port of last time when it is still free, so that a bookmark keeps working; else any free one."""
    last = place.port.read_text().strip() if place.port.exists() else ""
    for port in [int(last), 0] if last.isdigit() else [0]:
        with socket.socket() as trial, suppress(OSError):
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(("127.0.0.1", port))
            return trial.getsockname()[1]
    raise LocalPostgresError("No free port on 127.0.0.1.")


def end_cleanly_with_keeper():
    """In the server, before it begins and after it became another user: stop when the keeper is killed."""
    end_with_parent(signal.SIGINT)


def main():
    """Keep the server that the launcher describes on the command line."""
    told = json.loads(sys.argv[1])
    place = Place(Path(told["home"]), Identity(told["uid"], told["gid"]))
    lock = Lock(place, "keeper")
    if not lock.try_to_take(ALONE):
        return 0  # somebody was first; the launcher finds him
    try:
        return Keeper(Binaries(Path(told["binaries"]), told["version"]), place).run()
    except (LocalPostgresError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
