"""`python -m wsp.local_postgres [--data DIR] -- COMMAND...`: run a command beside a local database."""

import argparse
import os
import signal
import sys
from pathlib import Path

from .database import PROJECT, LocalPostgres
from .errors import LocalPostgresError
from .parent import end_with_parent
from .supervision import Interrupted, Supervisor, say

NOT_FOUND = 127  # what a shell answers for a command that is not there


def main(words):
    """Run the command of `words`; return its exit code."""
    arguments = read_arguments(words)
    if arguments.end_with_parent:
        end_with_parent(signal.SIGTERM)
    if os.environ.get("DATABASE_URL", "").strip():
        return become(arguments.command)
    supervisor = Supervisor()
    database = LocalPostgres(arguments.data, tell=say)
    try:
        database.start()
        return supervisor.run(arguments.command, database.url, database.lock_handle)
    except LocalPostgresError as error:
        say(error)
        return 1
    except Interrupted as interrupted:
        return interrupted.code
    except FileNotFoundError as error:
        say(f"{error.filename}: not found")
        return NOT_FOUND
    finally:
        supervisor.ignore_further()
        database.stop()


def read_arguments(words):
    """Return where the database lives and the command to run."""
    parser = argparse.ArgumentParser(prog="python -m wsp.local_postgres", description=__doc__)
    parser.add_argument("--data", type=Path, default=PROJECT / ".data" / "postgres", help="folder of the database")
    parser.add_argument("--end-with-parent", action="store_true", help="stop when make is killed (Linux)")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="after --")
    arguments = parser.parse_args(words)
    arguments.command = arguments.command[1:] if arguments.command[:1] == ["--"] else arguments.command
    if not arguments.command:
        parser.error("no command; write it after --")
    return arguments


def become(command):
    """Replace this process by the command: DATABASE_URL names a database that is not ours to touch."""
    try:
        os.execvp(command[0], command)
    except FileNotFoundError:
        say(f"{command[0]}: not found")
        return NOT_FOUND


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
