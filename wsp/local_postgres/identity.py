"""As whom PostgreSQL runs: it refuses root, so root lends it another identity, by number and without making a user."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

NOBODY = 65534  # the number of `nobody` on Linux, for a machine that does not list the name


@dataclass(frozen=True)
class Identity:
    """Whose processes and files the database has; `is_other` when that is somebody else than the caller (root)."""

    uid: int
    gid: int

    @property
    def is_other(self):
        return self.uid != os.geteuid()

    def popen_arguments(self):
        """Return what subprocess needs to run a command as this identity, without the caller's other groups."""
        if not self.is_other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can(self, test, path):
        """Tell whether this identity passes `test` (-x, -r, -w as in sh) on `path`, asked of the kernel itself.

        Reading modes would overlook access lists, read-only mounts and folders further up.
        """
        command = ["/bin/sh", "-c", 'test "$1" "$2"', "sh", test, str(path)]
        return subprocess.run(command, cwd="/", check=False, **self.popen_arguments()).returncode == 0

    def own(self, path):
        """Make `path` this identity's own."""
        if self.is_other:
            os.chown(path, self.uid, self.gid)


def choose_identity(project):
    """Return as whom the database of the checkout `project` runs.

    A plain user: as himself. Root: as the owner of the checkout, so that he can later start the same database himself
    (a folder mounted in a container); when that is root too, as nobody.
    """
    if os.geteuid() != 0:
        return Identity(os.geteuid(), os.getegid())
    owner = Path(project).stat()
    if owner.st_uid != 0:
        return Identity(owner.st_uid, owner.st_gid)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return Identity(NOBODY, NOBODY)
    return Identity(nobody.pw_uid, nobody.pw_gid)
