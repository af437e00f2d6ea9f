"""The embedded PostgreSQL of `make run` and `make test`: starts a server of our own, runs a command on it, stops it again.

    python -m wsp.local_postgres [--data DIR] -- COMMAND ...

With DATABASE_URL set nothing is started and the command runs as it is. The server listens on a Unix socket in a folder
that only its owner can enter, never on the network. See docs/decisions/0001-embedded-postgres.md.
"""

import argparse
import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from wsp.postgres_binaries import MissingPostgres, find_binaries, get_major_version

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "werkgeverskompas"
SOCKET_LIMIT = 90  # bytes of the folder's path; the system allows 107 for the whole name of the socket
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
SETTINGS = {**DURABLE, "listen_addresses": "", "jit": "off", "max_connections": "60", "timezone": "UTC"}

# Reads the pids to stop and the lock of the data folder from its arguments, then waits until the launcher is gone: the
# pipe closes however it died. What is still used by another launcher stays.
WATCHDOG = """
import fcntl, os, signal, sys
sys.stdin.buffer.read()
lock, server, *commands = sys.argv[1:]
for pid in commands:
    try: os.kill(int(pid), signal.SIGTERM)
    except ProcessLookupError: pass
handle = open(lock)
try: fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
except OSError: sys.exit()
try: os.kill(int(server), signal.SIGINT)
except ProcessLookupError: pass
"""


class PostgresFailed(Exception):
    """The server did not start; the message says why and where its log is."""


def is_running(pid):
    """Tell whether `pid` is a living PostgreSQL; a zombie that nobody reaped and a reused pid are not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
        name, state = status[status.index("(") + 1 : status.rindex(")")], status[status.rindex(")") + 2]
    except FileNotFoundError:
        if Path("/proc/self").exists():
            return False
        line = subprocess.run(["ps", "-o", "stat=,comm=", "-p", str(pid)], capture_output=True, text=True).stdout
        name, state = line, line[:1]
    return state != "Z" and "postgres" in name


def is_reachable(path, uid):
    """Tell whether the user `uid` may walk to `path`: every folder above it lets others (or that user) through."""
    for folder in [*path.parents][::-1]:
        if folder.exists():
            facts = folder.stat()
            if not (facts.st_mode & 0o001 or (facts.st_uid == uid and facts.st_mode & 0o100)):
                return False
    return True


class LocalPostgres:
    """One server on one data folder; several launchers may share it, and the last one to leave stops it."""

    def __init__(self, data):
        self.owner = self._choose_owner(Path(data).resolve())
        self.data = self._choose_folder(Path(data).resolve())
        self.home = self.data.parent
        self.lock_file = self.home / f"{self.data.name}.lock"
        self.log = self.home / f"{self.data.name}.log"
        self.users = None

    @staticmethod
    def _choose_owner(data):
        """Return the user to run as: PostgreSQL refuses root, so root lends it to an account that owns nothing."""
        if os.geteuid() != 0:
            return None
        if data.exists() and data.stat().st_uid != 0:
            with contextlib.suppress(KeyError):
                return pwd.getpwuid(data.stat().st_uid)
        return pwd.getpwnam("nobody")

    def _choose_folder(self, data):
        """Return `data`, or as root a folder under /var/lib when that account could not walk to it; no chmod of what is not ours."""
        if self.owner is None or is_reachable(data, self.owner.pw_uid):
            return data
        name = hashlib.sha256(str(data).encode()).hexdigest()[:12]
        other = Path("/var/lib/werkgeverskompas") / name / data.name
        print(f"The database lives in {other}: {self.owner.pw_name} cannot reach {data}.", file=sys.stderr)
        return other

    @property
    def socket_folder(self):
        """Return the folder of the socket; a data folder with a long name gets a short one in the temporary folder."""
        if len(os.fsencode(self.data)) <= SOCKET_LIMIT:
            return self.data
        name = hashlib.sha256(str(self.data).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"werkgeverskompas-{name}"

    @property
    def url(self):
        """Return the address of the database, as DATABASE_URL wants it."""
        return f"postgres://postgres@/{DATABASE}?host={self.socket_folder}"

    def start(self):
        """Make the cluster when there is none, and start or join its server; return its pid.

        Raises MissingPostgres without binaries and PostgresFailed when the server stops before it is ready.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        with self._turn():
            self.users = open(self.lock_file, "a")  # noqa: SIM115 - held until stop()
            fcntl.flock(self.users, fcntl.LOCK_SH)
            pid = self.read_pid()
            if pid is None:
                self.binaries = self._reachable_binaries()
                self._make_cluster()
                pid = self._launch()
                self._make_database()
        return pid

    def stop(self):
        """Leave; the last one to leave stops the server and waits until it has written everything."""
        with self._turn():
            self.users.close()
            with open(self.lock_file, "a") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    return
                pid = self.read_pid()
                if pid is None:
                    return
                os.kill(pid, signal.SIGINT)  # fast shutdown: break off sessions, write a checkpoint
                while is_running(pid):
                    with contextlib.suppress(ChildProcessError):
                        os.waitpid(pid, os.WNOHANG)
                    time.sleep(0.02)

    @contextlib.contextmanager
    def _turn(self):
        """Let starting and stopping take turns, whoever does it."""
        with open(self.home / f"{self.data.name}.turn", "a") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield

    def read_pid(self):
        """Return the pid of the living server of this data folder, or None; a stale pid file is taken away."""
        file = self.data / "postmaster.pid"
        try:
            pid = int(file.read_text().split("\n")[0])
        except (FileNotFoundError, ValueError):
            return None
        if is_running(pid):
            return pid
        file.unlink(missing_ok=True)
        return None

    def _reachable_binaries(self):
        """Return the folder of the binaries, copied once when the server's account cannot walk to where they are."""
        found = find_binaries()
        if self.owner is None or is_reachable(found / "postgres", self.owner.pw_uid):
            return found
        copy = Path("/var/lib/werkgeverskompas") / f"postgresql-{hashlib.sha256(str(found).encode()).hexdigest()[:12]}"
        if not copy.exists():
            partial = Path(tempfile.mkdtemp(dir=copy.parent))
            shutil.copytree(found.parent, partial / "tree", symlinks=True)
            (partial / "tree").rename(copy)
            partial.rmdir()
        return copy / "bin"

    def _run(self, command, **options):
        """Return subprocess arguments that run `command` as the owner, in its own session, in a folder it may be in."""
        who = {} if self.owner is None else {"user": self.owner.pw_uid, "group": self.owner.pw_gid, "extra_groups": []}
        command = [str(self.binaries / command[0]), *command[1:]]
        return {"args": command, "cwd": self.home, "start_new_session": True, "stdin": subprocess.DEVNULL, **who, **options}

    def _make_folder(self, folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.owner is not None:
            os.chown(folder, self.owner.pw_uid, self.owner.pw_gid)

    def _make_cluster(self):
        """Run initdb beside the data folder and move it in place, so that a half-made cluster is never used."""
        made_by = self.data / "PG_VERSION"
        major = get_major_version(self.binaries)
        if made_by.exists():
            if made_by.read_text().strip() != str(major):
                raise PostgresFailed(f"{self.data} was made by PostgreSQL {made_by.read_text().strip()}, not {major}.")
            return
        fresh = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        self._make_folder(fresh)
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"] if major >= 17 else ["--locale=C.UTF-8"]
        command = ["initdb", "-D", str(fresh), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--data-checksums", *locale]
        made = subprocess.run(**self._run(command, capture_output=True, text=True))
        if made.returncode:
            raise PostgresFailed(f"initdb failed: {made.stderr.strip()}")
        fresh.rename(self.data)

    def _launch(self):
        """Start the server and wait until it says that it is ready, however long recovery takes."""
        self._make_folder(self.socket_folder)
        settings = {**SETTINGS, "unix_socket_directories": str(self.socket_folder), "unix_socket_permissions": "0700"}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with open(self.log, "ab") as log:
            server = subprocess.Popen(**self._run(["postgres", "-D", str(self.data), *options], stdout=log, stderr=log))
        started = said = time.monotonic()
        while not self._is_ready(server.pid):
            if server.poll() is not None:
                last = "\n".join(self.log.read_text(errors="replace").splitlines()[-5:])
                raise PostgresFailed(f"PostgreSQL stopped with code {server.returncode}. {self.log} ends with:\n{last}")
            if time.monotonic() - said > 10:
                said = time.monotonic()
                print(f"PostgreSQL is still starting ({said - started:.0f} s) ...", file=sys.stderr)
            time.sleep(0.02)
        return server.pid

    def _is_ready(self, pid):
        """Read the eighth line of postmaster.pid, where the server itself says so."""
        try:
            lines = (self.data / "postmaster.pid").read_text().split("\n")
        except FileNotFoundError:
            return False
        return lines[0] == str(pid) and len(lines) > 7 and lines[7].strip() == "ready"

    def _make_database(self):
        """Make the application's database, the first time."""
        mark = self.data / f"{DATABASE}.made"
        if not mark.exists():
            command = ["createdb", "-h", str(self.socket_folder), "-U", "postgres", DATABASE]
            made = subprocess.run(**self._run(command, capture_output=True, text=True))
            if made.returncode and "already exists" not in made.stderr:
                raise PostgresFailed(f"createdb failed: {made.stderr.strip()}")
            mark.touch()


def run_with_database(data, command):
    """Run `command` with DATABASE_URL set to the local server, pass signals on, and return its exit code."""
    server = LocalPostgres(data)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)  # not half-way starting
    pid = server.start()
    try:
        child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": server.url}, preexec_fn=_hear_signals)
        watchdog = subprocess.Popen(
            [sys.executable, "-c", WATCHDOG, str(server.lock_file), str(pid), str(child.pid)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        # Ctrl-C in a terminal reaches the command by itself; what comes from elsewhere is passed on.
        passed_on = [signal.SIGTERM, signal.SIGHUP] + ([] if sys.stdin.isatty() else [signal.SIGINT])
        for number in passed_on:
            signal.signal(number, lambda number, frame: child.send_signal(number))
        code = child.wait()
        watchdog.kill()
        watchdog.wait()
        return code if code >= 0 else 128 - code
    finally:
        server.stop()


def _hear_signals():
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


def main():
    parser = argparse.ArgumentParser(prog="python -m wsp.local_postgres", description=__doc__.split("\n")[0])
    parser.add_argument("--data", default=str(ROOT / ".data" / "postgres"), help="the folder of the database")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="-- and the command to run")
    options = parser.parse_args()
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    if not command:
        parser.error("give a command after --")
    if os.environ.get("DATABASE_URL"):
        os.execvp(command[0], command)
    try:
        return run_with_database(options.data, command)
    except (MissingPostgres, PostgresFailed) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
