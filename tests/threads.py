"""Doing things at the same moment on connections of their own, for tests of what happens when two people act at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from safekeeping.acting import acting_as_system


def at_once(*jobs):
    """Run each job (a callable) in a thread with its own connection, all let go at the same moment.

    Returns per job what it returned, or the exception it raised. Needs a test that commits (transactional_db).
    """
    gate = threading.Barrier(len(jobs))

    def run(job):
        try:
            connection.ensure_connection()
            gate.wait(timeout=30)
            with acting_as_system("tests"):
                return job()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))
