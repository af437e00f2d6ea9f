"""One PostgreSQL cluster on disk: making it whole, the options it runs with, and telling whether it is running."""

import locale
import os
import secrets
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from .errors import LocalPostgresError

ROLE = DATABASE = "werkgeverskompas"
SUPERUSER = "postgres"  # cannot sign in: no connection of the application is ever a superuser's

# Nobody but the application's role, over loopback, with the password; the server has no Unix socket, whose path
# may be at most 107 bytes long.
HBA = f"host all {ROLE} 127.0.0.1/32 scram-sha-256\n"

OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    # No answer is ever lost: what was committed survives a power cut, on a laptop too.
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "jit": "off",  # compiling costs more than the short queries of this application take
    "password_encryption": "scram-sha-256",
    "log_destination": "stderr",
    "logging_collector": "off",
    # The log says what went wrong, without the words of a statement: those are about employers.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


def server_command(binaries, place, port):
    """Return the command that runs the server of `place` in the foreground."""
    command = [str(binaries.folder / "postgres"), "-D", str(place.cluster), "-p", str(port)]
    for name, value in OPTIONS.items():
        command += ["-c", f"{name}={value}"]
    return command


def read_major(place):
    """Return the major version of PostgreSQL that made the cluster of `place`; None when there is none."""
    try:
        return int((place.cluster / "PG_VERSION").read_text().strip())
    except FileNotFoundError:
        return None


def make_cluster(binaries, place):
    """Make the cluster with the application's role and database; a half-made one of an earlier try is thrown away."""
    shutil.rmtree(place.unfinished, ignore_errors=True)
    password = secrets.token_urlsafe(24)
    write_private(place.password, password, place.identity)
    initdb = [str(binaries.folder / "initdb"), "-D", str(place.unfinished), "-U", SUPERUSER]
    _run([*initdb, *_initdb_options(binaries)], place)
    (place.unfinished / "pg_hba.conf").write_text(HBA)
    _run_statements(
        binaries,
        place,
        f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}'",
        f"CREATE DATABASE {DATABASE} OWNER {ROLE}",
    )
    place.unfinished.rename(place.cluster)


def write_private(path, text, identity):
    """Write a file that only `identity` may read, whole or not at all."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
    identity.own(new)
    new.replace(path)


def read_postmaster(place):
    """Return the lines of postmaster.pid (first the pid, eighth the state); an empty list when there is none."""
    with suppress(FileNotFoundError):
        return (place.cluster / "postmaster.pid").read_text().splitlines()
    return []


def find_postmaster(place):
    """Return the pid of a server that really runs on this cluster; None when the file names a dead or another one."""
    lines = read_postmaster(place)
    if not lines or not lines[0].strip("-").isdigit():
        return None
    pid = abs(int(lines[0]))
    return pid if _runs_on(pid, place.cluster) else None


def forget_dead_postmaster(place):
    """Keep the pid of a dead server from stopping the next start.

    PostgreSQL takes any live process with that number for its own, also a zombie that nobody reaps (a container
    without init) or a stranger who got the number. It accepts the number of its parent, us. The other lines stay:
    by them it makes sure that no left-over child of the dead server still uses its memory.
    """
    lines = read_postmaster(place)
    if lines and find_postmaster(place) is None:
        (place.cluster / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")


def _initdb_options(binaries):
    """Return options that make the same cluster on every machine: UTF-8, sorted by code point, checksums."""
    options = ["--encoding=UTF8", "--data-checksums", "--auth=reject", "--text-search-config=simple"]
    if binaries.major >= 17:
        return [*options, "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    saved = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return [*options, "--locale=C"]  # an old macOS
    finally:
        locale.setlocale(locale.LC_CTYPE, saved)
    return [*options, "--locale=C.UTF-8"]


def _run_statements(binaries, place, *statements):
    """Run SQL on the new cluster in single-user mode, before anybody can connect."""
    command = [str(binaries.folder / "postgres"), "--single", "-D", str(place.unfinished), "postgres"]
    for statement in statements:
        output = _run(command, place, statement + "\n")
        if "ERROR:" in output or "FATAL:" in output:
            raise LocalPostgresError(f"The new database could not be set up:\n{output}")


def _run(command, place, words=None):
    """Run one of PostgreSQL's programs as the identity of `place`; return what it printed."""
    done = subprocess.run(
        command,
        cwd=place.home,
        input=words,
        stdin=subprocess.DEVNULL if words is None else None,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
        **place.identity.popen_arguments(),
    )
    if done.returncode != 0:
        raise LocalPostgresError(f"{Path(command[0]).name} failed:\n{done.stdout[-2000:]}")
    return done.stdout


def _runs_on(pid, cluster):
    """Tell whether `pid` is a live postgres that works in the folder `cluster`."""
    folder = Path("/proc") / str(pid)
    if Path("/proc/self").exists():
        try:
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
            return state not in "ZX" and os.path.realpath(folder / "cwd") == os.path.realpath(cluster)
        except OSError:
            return False
    answer = subprocess.run(
        ["ps", "-o", "stat=,command=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.strip()
    return bool(answer) and not answer.startswith("Z") and str(cluster) in answer
