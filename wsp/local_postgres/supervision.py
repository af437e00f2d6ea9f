"""Running one command beside the database, so that none of it outlives the launcher, however that ends."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress

FORWARDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

# Reads the number of the command's process group and then waits. A second line means: it ended by itself. The end of
# the pipe without that line means: the launcher was killed, so end the command, kindly first. In sh, because it
# must cost nothing and be there. It holds a copy of the database's lock, so the database outlives the command.
WATCHDOG = """
trap '' INT TERM HUP
read -r group || exit 0
read -r done && exit 0
kill -s TERM -- "-$group" 2>/dev/null || exit 0
for second in 1 2 3 4 5 6 7 8 9 10; do
    sleep 0.2
    kill -s 0 -- "-$group" 2>/dev/null || exit 0
    sleep 0.8
done
kill -s KILL -- "-$group" 2>/dev/null
"""


class Interrupted(Exception):
    """A signal to end arrived while no command ran; `code` is the exit code by which a shell tells that."""

    def __init__(self, number):
        super().__init__(signal.Signals(number).name)
        self.code = 128 + number


class Supervisor:
    """Forwards the signals that end things to the command, or raises Interrupted when none runs yet."""

    def __init__(self):
        self.command = None
        self.is_starting, self.heard = False, []
        for number in FORWARDED:
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup stays nohup
                signal.signal(number, self._hear)
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)  # a stopped server with a running launcher looks like a hang

    def run(self, words, url, lock_handle):
        """Run the command `words` with DATABASE_URL; return its exit code as a shell would."""
        with watchdog(lock_handle) as tell:
            self._start(words, {**os.environ, "DATABASE_URL": url})
            tell(self.command.pid)
            try:
                with terminal_lent_to(self.command.pid):
                    code = self.command.wait()
            finally:
                _end_left_overs(self.command.pid)
        return code if code >= 0 else 128 - code

    def ignore_further(self):
        """From here on only cleaning up is left: let nothing cut that short."""
        for number in FORWARDED:
            signal.signal(number, signal.SIG_IGN)

    def _start(self, words, environment):
        """Start the command; a signal in the middle waits until there is somebody to forward it to."""
        self.is_starting = True
        try:
            self.command = subprocess.Popen(words, env=environment, process_group=0)
        finally:
            self.is_starting = False
        for number in self.heard:
            self._hear(number, None)

    def _hear(self, number, _):
        if self.is_starting:
            self.heard.append(number)
            return
        if self.command is None:
            raise Interrupted(number)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.command.pid, number)


@contextmanager
def watchdog(lock_handle):
    """Have the command ended when this process is killed; yields the function that says which group to watch."""
    dog = subprocess.Popen(
        ["/bin/sh", "-c", WATCHDOG, "watchdog"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        pass_fds=[lock_handle],
        text=True,
        bufsize=1,
    )

    def tell(group):
        dog.stdin.write(f"{group}\n")

    try:
        yield tell
        tell("done")
    finally:
        dog.stdin.close()
        dog.wait()


@contextmanager
def terminal_lent_to(group):
    """Let the command read the keyboard (a debugger in a test): in a group of its own the terminal would stop it."""
    lent = False
    with suppress(OSError, ValueError):
        if os.tcgetpgrp(0) == os.getpgrp():
            _give_terminal_to(group)
            lent = True
            os.killpg(group, signal.SIGCONT)  # it may have read already
    try:
        yield
    finally:
        if lent:
            with suppress(OSError):
                _give_terminal_to(os.getpgrp())


def _give_terminal_to(group):
    saved = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    try:
        os.tcsetpgrp(0, group)
    finally:
        signal.signal(signal.SIGTTOU, saved)


def _end_left_overs(group):
    """End what the command left running in the background: its database is about to stop."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGTERM)


def say(words):
    """Tell the person at the keyboard what is going on, apart from what the command prints."""
    print(f"[postgres] {words}", file=sys.stderr, flush=True)
