"""Locks between processes, that the operating system gives back by itself when their holder dies, however it dies.

- users:  every launcher holds it shared; who gets it alone knows that nobody uses the database any more.
- start:  one launcher at a time looks whether the server runs and starts it.
- keeper: held by the one process that keeps the server.
"""

import fcntl
import os
import time
from contextlib import contextmanager, suppress

SHARED, ALONE = fcntl.LOCK_SH, fcntl.LOCK_EX
PAUSE = 0.05  # seconds between two tries


class Lock:
    """A lock on a file of a Place; closed files and ended processes hold none."""

    def __init__(self, place, name):
        path = place.home / f"{name}.lock"
        self.file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        place.identity.own(path)

    def take(self, kind, meanwhile=None):
        """Wait for the lock, however long; `meanwhile` is called between the tries."""
        while not self.try_to_take(kind):
            if meanwhile:
                meanwhile()
            time.sleep(PAUSE)

    def try_to_take(self, kind):
        """Take the lock when it is free; tell whether that worked."""
        try:
            fcntl.flock(self.file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self):
        """Give the lock back."""
        with suppress(OSError):
            os.close(self.file)


@contextmanager
def held(place, name, kind, meanwhile=None):
    """Hold a lock for the length of a `with` block."""
    lock = Lock(place, name)
    try:
        lock.take(kind, meanwhile)
        yield lock
    finally:
        lock.close()


def is_taken(place, name):
    """Tell whether some process holds this lock now."""
    lock = Lock(place, name)
    try:
        return not lock.try_to_take(ALONE)
    finally:
        lock.close()
