"""Where the local database lives: the folder that was asked for or, when PostgreSQL may not enter it, one it may.

Folders further up are never changed: opening /root to everybody is too high a price for a database.
"""

import hashlib
import os
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .errors import LocalPostgresError
from .identity import Identity

SYSTEM_FOLDER = Path("/var/lib/werkgeverskompas")


@dataclass(frozen=True)
class Place:
    """One folder with everything of one database: cluster, password, port, log and the locks."""

    home: Path
    identity: Identity

    @property
    def cluster(self):
        return self.home / "cluster"

    @property
    def unfinished(self):
        """Where a new cluster is made; only a whole one gets the name `cluster`."""
        return self.home / "cluster.new"

    @property
    def log(self):
        return self.home / "server.log"

    @property
    def password(self):
        return self.home / "password"

    @property
    def port(self):
        return self.home / "port"

    @property
    def ready(self):
        """There while the server takes connections."""
        return self.home / "ready"

    @property
    def stop(self):
        """There once the last user asked the server to stop."""
        return self.home / "stop"


def find_place(wanted, identity):
    """Return the Place of the database that was asked for at `wanted`, made and owned by `identity`.

    A database that exists wins over a better place, so that nobody ever looks at an empty one by surprise.
    """
    wanted = Path(os.path.abspath(wanted))
    candidates = [Place(wanted, identity)]
    if identity.is_other:
        candidates += [Place(folder / _name_of(wanted), identity) for folder in shared_folders()]
    for place in candidates:
        if os.path.exists(place.cluster):
            return _reopen(place)
    for place in candidates:
        if _prepare(place):
            return place
    raise LocalPostgresError(
        f"No place found for the database: {wanted} cannot be used by user number {identity.uid}. "
        "Give another folder with --data, or set DATABASE_URL to a PostgreSQL of your own."
    )


def _reopen(place):
    """Return the place of an existing database, run as its owner when root may choose."""
    if os.geteuid() == 0:
        owner = place.cluster.stat()
        place = Place(place.home, Identity(owner.st_uid, owner.st_gid))
    if not place.identity.can("-x", place.cluster):
        raise LocalPostgresError(
            f"There is a database in {place.home}, but user number {place.identity.uid}, who must run it, cannot "
            "reach it. Start it as the user who made it, or give another folder with --data."
        )
    return place


def shared_folders():
    """Return the folders of root's that every identity may enter, best first; they need not exist yet."""
    return [SYSTEM_FOLDER, Path(tempfile.gettempdir()) / f"werkgeverskompas-{os.geteuid()}"]


def make_shared_folder(folder):
    """Make a folder of shared_folders(); False when that cannot be done or when somebody else was there first."""
    with suppress(OSError):
        with suppress(FileExistsError):
            os.mkdir(folder, 0o755)
        found = os.lstat(folder)
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
            return False  # a temporary folder is everybody's: never trust a name that another user took there
        if not found.st_mode & stat.S_IXOTH:
            os.chmod(folder, 0o755)  # our own folder, made under a strict umask
        return True
    return False


def _prepare(place):
    """Make the folder of `place`; tell whether its identity can really work in it."""
    if place.home.parent in shared_folders():
        if not make_shared_folder(place.home.parent):
            return False
    elif not _make_parents(place):
        return False
    with suppress(OSError):
        place.home.mkdir(mode=0o700, exist_ok=True)
        if place.home.stat().st_uid != place.identity.uid:
            place.identity.own(place.home)
        return place.identity.can("-w", place.home)
    return False


def _make_parents(place):
    """Make what is missing above the folder of `place`; False when its identity may not pass there."""
    missing = [folder for folder in place.home.parents if not folder.exists()]
    existing = missing[-1].parent if missing else place.home.parent
    if not place.identity.can("-x", existing):
        return False
    try:
        for folder in reversed(missing):
            folder.mkdir(mode=0o755, exist_ok=True)
    except OSError:
        return False
    return place.identity.can("-x", place.home.parent)


def _name_of(wanted):
    """Return a name for `wanted` that is the same every time and differs from any other checkout's."""
    digest = hashlib.sha256(str(wanted.resolve()).encode()).hexdigest()[:10]
    return f"{wanted.name}-{digest}"
