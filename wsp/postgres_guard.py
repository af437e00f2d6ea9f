"""Ends what a launcher started, however the launcher itself ends: a process of its own, out of reach of Ctrl-C.

    python -m wsp.postgres_guard FOLDER HANDLE

HANDLE is a copy of the launcher's share in the lock of the users: the database stays until the command has ended.
"""

import contextlib
import os
import signal
import sys
import time
from pathlib import Path

from wsp.postgres_server import leave

PATIENCE = {signal.SIGTERM: 10, signal.SIGKILL: 2}  # seconds after each signal


def clean_up(folder, users, groups):
    """End what is left of the process groups of the command, then leave the database."""
    for group in groups:
        end_group(group)
    leave(folder, users)


def end_group(group):
    """End a process group, kindly first; one that only has zombies left is waited for in vain, so not for ever."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        for number, patience in PATIENCE.items():
            os.killpg(group, number)
            give_up_at = time.monotonic() + patience
            while time.monotonic() < give_up_at:
                os.killpg(group, 0)
                time.sleep(0.02)


def main():
    """Wait for the end of the launcher, which is the end of the pipe, and clean up."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    folder, users = sys.argv[1:]
    groups = [int(line) for line in sys.stdin.buffer]
    clean_up(Path(folder), int(users), groups)


if __name__ == "__main__":
    main()
