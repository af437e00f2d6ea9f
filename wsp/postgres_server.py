"""One local PostgreSQL server: made when it is not there, started by its first user, stopped by its last.

A pid file says nothing certain: the process may be gone, a zombie that nobody reaps, or somebody else by now. So
two locks in the server's folder tell how things are, and the system takes them back from whoever dies:
`users.lock` is shared by the launchers, and who gets it alone was the last; `server.lock` is held by whoever starts
the server and inherited by all processes of the server, so it is free when not one of them is left.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from wsp.postgres_binaries import SHARED, PostgresFailed, find_binaries

ROOT = Path(__file__).resolve().parent.parent
NAME = "werkgeverskompas"  # of the database and of its owner, who is no superuser
NOBODY = 65534  # his number and that of his group: an account that owns nothing, also where it has no name
SOCKET_LIMIT = 88  # bytes of the folder of the socket; with the file's name in it the system allows 103 or 107
SETTINGS = {
    # No answer is ever lost: what was committed survives a power cut, on a laptop too.
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    # Reached through a socket that only its owner (and root) can open, never through the network.
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": "5432",
    "jit": "off",  # compiling costs more than the short queries of this application take
    # The log says what went wrong without the words of a statement: those are about employers.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "logging_collector": "off",
}


def say(words):
    """Tell the person at the keyboard what goes on; a terminal that is gone is no reason to stop."""
    with contextlib.suppress(OSError):
        print(f"[postgres] {words}", file=sys.stderr, flush=True)


def waiting(what, tick=lambda: None):
    """Yield as often as the caller needs, without any limit, and say every ten seconds what it is waiting for."""
    started = said = time.monotonic()
    while True:
        yield
        tick()
        time.sleep(0.02)
        if time.monotonic() - said > 10:
            said = time.monotonic()
            say(f"waiting for {what} ({said - started:.0f} s)")


def take(lock, kind):
    """Take a lock when it is free; tell whether that worked."""
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def leave(folder, users):
    """Stop using the server of `folder`; the last one stops it, and whoever comes meanwhile waits for that."""
    # Letting go first makes sure that of two who leave at once, the second sees that the first has left.
    fcntl.flock(users, fcntl.LOCK_UN)
    if take(users, fcntl.LOCK_EX):
        with contextlib.suppress(FileNotFoundError), open(folder / "server.lock") as lock:
            _stop(_find_cluster(folder), lock)
    os.close(users)


def _stop(cluster, lock):
    """Ask the server to break off sessions and write everything, and wait until its last process is gone."""
    asked = socket_folder = None
    for _ in waiting("PostgreSQL to stop"):
        if take(lock, fcntl.LOCK_EX):
            break
        lines = _read_pid_file(cluster)  # not there yet when the server has only just been started
        if lines and lines[0] != asked:
            asked, socket_folder = lines[0], "".join(lines[4:5])
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(asked), signal.SIGINT)
    if socket_folder and socket_folder != str(cluster):
        with contextlib.suppress(OSError):
            os.rmdir(socket_folder)


def _find_cluster(folder):
    elsewhere = folder / "elsewhere"
    return Path(elsewhere.read_text()) if elsewhere.exists() else folder / "cluster"


def _read_pid_file(cluster):
    """Return the lines in which the server says: pid, folder, start, port, folder of the socket, address, key, state."""
    try:
        return (cluster / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


class LocalPostgres:
    """The server of one folder; `tick` is called while waiting and may raise to end that."""

    def __init__(self, folder, tick=lambda: None):
        self.folder = Path(folder).resolve()
        self.tick = tick
        self.owner = self._choose_owner()
        self.users = self.process = None

    @property
    def cluster(self):
        """Return the folder of the database itself."""
        return _find_cluster(self.folder)

    @property
    def url(self):
        """Return the address of the running database, as DATABASE_URL wants it."""
        lines = _read_pid_file(self.cluster)
        return f"postgres://{NAME}@/{NAME}?{urlencode({'host': lines[4], 'port': lines[3]})}"

    def enter(self):
        """Become one of the users: from here on nobody else stops the server."""
        if not self.folder.exists():
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            self._make_folder(self.folder)
        self.users = self._open("users.lock")
        for _ in waiting("the database of an earlier command to stop", self.tick):
            if take(self.users, fcntl.LOCK_SH):
                return

    def start(self):
        """Return when the server takes connections, started here or by another, however long its recovery takes.

        Raises PostgresFailed without programs to run and when the server ends before it is ready.
        """
        lock = self._open("server.lock")
        try:
            for _ in waiting("PostgreSQL; after an abrupt end it first repairs itself", self.tick):
                if self._is_ready():
                    return
                if self.process is None and take(lock, fcntl.LOCK_EX):
                    self.process = self._launch(lock)
                    os.close(lock)  # the server has it now
                if self.process is not None and self.process.poll() is not None:
                    said = (self.folder / "server.log").read_text(errors="replace")
                    raise PostgresFailed(f"PostgreSQL stopped with code {self.process.returncode}:\n{said[-2000:]}")
        finally:
            if self.process is None:
                os.close(lock)

    def _choose_owner(self):
        """Return subprocess arguments for whose the server is: PostgreSQL refuses root, so root lends it to another.

        That is the owner of the database or the checkout, who can then start it without root too, else `nobody`.
        """
        if os.geteuid() != 0:
            return {}
        found = (self.cluster if self.cluster.exists() else ROOT).stat()
        uid, gid = (found.st_uid, found.st_gid) if found.st_uid else (NOBODY, NOBODY)
        return {"user": uid, "group": gid, "extra_groups": []}

    def _own(self, path):
        if self.owner:
            os.chown(path, self.owner["user"], self.owner["group"])

    def _make_folder(self, path):
        path.mkdir(mode=0o700, exist_ok=True)
        self._own(path)

    def _open(self, name):
        lock = os.open(self.folder / name, os.O_RDWR | os.O_CREAT, 0o600)
        self._own(self.folder / name)
        return lock

    def _is_ready(self):
        """Tell whether the server says that it is ready and really answers: the words of a dead one stay behind."""
        lines = _read_pid_file(self.cluster)
        if len(lines) < 8 or lines[7].strip() != "ready":
            return False
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(1)
            try:
                probe.connect(f"{lines[4]}/.s.PGSQL.{lines[3]}")
            except OSError:
                return False
        return True

    def _launch(self, lock):
        """Start the server with `lock` in its hands, and return its process."""
        self._choose_place()
        version = self.cluster / "PG_VERSION"
        binaries, major = find_binaries(self.owner, int(version.read_text()) if version.exists() else None)
        if not version.exists():
            self._make_cluster(binaries, major, lock)
        self._forget_dead_server()
        settings = {**SETTINGS, "unix_socket_directories": self._choose_socket_folder()}
        options = [f"--{name}={value}" for name, value in settings.items()]
        command = [binaries / "postgres", "-D", self.cluster, *options]
        with open(self.folder / "server.log", "wb") as log:
            self._own(self.folder / "server.log")
            arguments = self._arguments(lock)
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **arguments)

    def _arguments(self, lock):
        """Return how to run a program of PostgreSQL: as the owner, out of reach of Ctrl-C, with the lock in its hands."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return {
            "cwd": self.cluster.parent,
            "env": {**environment, "LC_ALL": "C", "TZ": "UTC"},
            "pass_fds": [lock],
            "start_new_session": True,
            **self.owner,
        }

    def _choose_place(self):
        """Put a new database where its owner can go; the folders above are not ours to open for him."""
        if self.cluster.exists() or not self.owner:
            return
        can_enter = ["/bin/sh", "-c", 'test -x "$1"', "sh", self.folder]
        if subprocess.run(can_enter, cwd="/", **self.owner).returncode == 0:
            return
        SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix="database-", dir=SHARED))
        self._own(place)
        (self.folder / "elsewhere").write_text(str(place / "cluster"))
        say(f"the database lives in {place}: PostgreSQL, which may not be root, cannot enter {self.folder}")

    def _choose_socket_folder(self):
        """Return the folder of the database, or a short one when its path is too long for the name of a socket."""
        if len(os.fsencode(self.cluster)) <= SOCKET_LIMIT and "," not in str(self.cluster):
            return self.cluster
        # Not in TMPDIR, which may be long or out of reach.
        short = tempfile.mkdtemp(prefix=f"{NAME}-", dir="/tmp")  # nosec B108
        self._own(short)
        return short

    def _make_cluster(self, binaries, major, lock):
        """Make the database beside its place and move it there, so that a half-made one is never used."""
        fresh = self.cluster.with_name("cluster.new")
        shutil.rmtree(fresh, ignore_errors=True)
        self._make_folder(fresh)
        locale = ["--locale=C.UTF-8"] if sys.platform == "linux" else ["--locale=C"]
        if major >= 17:  # the same order of letters and the same capitals on every machine
            locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        options = ["--encoding=UTF8", "--data-checksums", "--auth-local=trust", "--auth-host=reject", *locale]
        self._run([binaries / "initdb", "-D", fresh, "-U", "postgres", *options], lock)
        statements = f"CREATE ROLE {NAME} LOGIN CREATEDB\nCREATE DATABASE {NAME} OWNER {NAME}\n"
        said = self._run([binaries / "postgres", "--single", "-D", fresh, "postgres"], lock, statements)
        if "ERROR:" in said:
            raise PostgresFailed(f"The new database could not be set up:\n{said}")
        fresh.rename(self.cluster)
        parent = os.open(self.cluster.parent, os.O_RDONLY)
        os.fsync(parent)  # else a power cut could take the new name back, with all that was written since
        os.close(parent)

    def _run(self, command, lock, typed=""):
        arguments = self._arguments(lock)
        done = subprocess.run(command, input=typed, stdout=-1, stderr=subprocess.STDOUT, text=True, **arguments)
        if done.returncode:
            raise PostgresFailed(f"{command[0].name} failed:\n{done.stdout[-2000:]}")
        return done.stdout

    def _forget_dead_server(self):
        """Keep what a killed server left behind from stopping the next one; the lock in our hands says that it is gone.

        PostgreSQL refuses to start while any process has the pid in postmaster.pid, a zombie too, unless that is its
        parent: us. The other lines stay, by which it makes sure itself that nobody still uses the dead one's memory.
        """
        lines = _read_pid_file(self.cluster)
        if lines:
            (self.cluster / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
        for socket_file in self.cluster.glob(".s.PGSQL.*"):
            socket_file.unlink()
