"""The embedded PostgreSQL of `make run` and `make test`: runs a command beside a server of our own, then stops both.

    python -m wsp.local_postgres [--data FOLDER] [--parent PID] -- COMMAND ...

With DATABASE_URL set nothing is started or touched and the command simply runs. Why not the launcher that comes with
the PostgreSQL programs: docs/decisions/0001-embedded-postgres.md.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from wsp.postgres_binaries import PostgresFailed
from wsp.postgres_guard import clean_up
from wsp.postgres_server import ROOT, LocalPostgres, say

PARENT_CHECK = 0.5  # seconds


class Interrupted(Exception):
    """A signal to end arrived before there was a command to pass it on to."""


class Signals:
    """Hears the signals that end things, and passes them on to the command once there is one."""

    def __init__(self):
        self.heard, self.group = [], None
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup stays nohup
                signal.signal(number, self._hear)

    def check(self):
        """Raise Interrupted when one was heard."""
        if self.heard:
            raise Interrupted(self.heard[0])

    def pass_on_to(self, group):
        """Pass on what was heard and will be heard to this process group."""
        self.group = group
        for number in self.heard:
            self._pass_on(number)

    def _hear(self, number, _):
        self.heard.append(number)
        if self.group is not None:
            self._pass_on(number)

    def _pass_on(self, number):
        # A web server takes SIGHUP for "read your settings again"; here it means that the terminal is gone.
        for each in (number, signal.SIGTERM) if number == signal.SIGHUP else (number,):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.group, each)


def main():
    """Run the command of the command line and return its exit code, as a shell would."""
    options = read_options()
    while os.open(os.devnull, os.O_RDWR) < 3:
        pass  # somebody started us without the standard streams: no lock may get their numbers
    try:
        if os.environ.get("DATABASE_URL", "").strip():
            os.execvp(options.command[0], options.command)
        return run(options)
    except Interrupted as interrupted:
        return 128 + interrupted.args[0]
    except PostgresFailed as failed:
        say(failed)
    except OSError as error:
        say(error)
        return 127 if isinstance(error, FileNotFoundError) else 126
    return 1


def read_options():
    """Return the folder of the database, the process to end with, and the command."""
    parser = argparse.ArgumentParser(prog="python -m wsp.local_postgres", description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=ROOT / ".data" / "postgres", help="folder of the database")
    parser.add_argument("--parent", type=int, help="stop when this parent process (make) is killed")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="-- and the command to run")
    options = parser.parse_args()
    options.command = options.command[1:] if options.command[:1] == ["--"] else options.command
    if not options.command:
        parser.error("give a command after --")
    return options


def run(options):
    """Start or join the server, run the command, clean up; return the exit code."""
    signals = Signals()
    if options.parent:
        end_with(options.parent, signals)
    server = LocalPostgres(options.data, tick=signals.check)
    server.enter()
    with guarded(server, signals) as announce:
        server.start()
        signals.check()
        # A session of its own: Ctrl-C reaches it once, through us, and what it leaves behind can be found.
        environment = {**os.environ, "DATABASE_URL": server.url}
        command = subprocess.Popen(options.command, env=environment, start_new_session=True, preexec_fn=announce)
        signals.pass_on_to(command.pid)
        code = command.wait()
    return code if code >= 0 else 128 - code


@contextlib.contextmanager
def guarded(server, signals):
    """Have a guard clean up afterwards, also when this process is killed; yields how the command makes itself known."""
    guard = subprocess.Popen(
        [sys.executable, "-m", "wsp.postgres_guard", server.folder, str(server.users)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        start_new_session=True,
        pass_fds=[server.users],
    )

    def announce():
        """Run in the new process itself, before it becomes the command: there is no moment that the guard misses."""
        os.write(guard.stdin.fileno(), b"%d\n" % os.getpid())

    try:
        yield announce
    finally:
        guard.stdin.close()
        if guard.wait() != 0:  # somebody killed the guard
            clean_up(server.folder, server.users, [signals.group] if signals.group else [])


def end_with(parent, signals):
    """End when the parent was killed or waits for that: GNU make does not pass SIGINT or SIGHUP of its own on to us."""

    def check(*_):
        if os.getppid() != parent:
            os._exit(128 + signal.SIGTERM)  # nobody waits for an exit code any more, and the guard does the rest
        if not signals.heard and is_ending(parent):
            signal.raise_signal(signal.SIGINT)

    signal.signal(signal.SIGALRM, check)
    signal.setitimer(signal.ITIMER_REAL, PARENT_CHECK, PARENT_CHECK)


def is_ending(pid):
    """Tell whether a process is in the middle of its last SIGINT or SIGHUP: blocked, not caught again (Linux only)."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return False
    masks = {line[:6]: int(line[7:], 16) for line in lines if line.startswith(("SigBlk", "SigCgt"))}
    return bool(masks["SigBlk"] & ~masks["SigCgt"] & (1 << signal.SIGINT - 1 | 1 << signal.SIGHUP - 1))


if __name__ == "__main__":
    sys.exit(main())
