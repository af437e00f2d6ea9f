"""What goes wrong on a bad day, each with the moment it began and the moment its cause was taken away."""

import contextlib
import os
import signal
import subprocess
import time

import psycopg

TABLE = "employers_employer"


def kill_a_worker(world):
    """Kill one web process in the middle of its work; the server starts another by itself."""
    children = subprocess.run(
        ["pgrep", "-P", str(world.server.pid)], capture_output=True, text=True, check=True
    ).stdout.split()
    os.kill(int(children[0]), signal.SIGKILL)


def kill_the_database(world):
    """Kill the database as a power cut would; it comes back after three seconds."""
    world.kill_database()
    time.sleep(3)
    world.start_database()


def use_up_the_connections(world):
    """Take every connection the database has, and cut those of the web processes, for five seconds."""
    taken = []
    try:
        with contextlib.suppress(psycopg.OperationalError):
            while True:
                taken.append(psycopg.connect(world.postgres.url, autocommit=True))
        others = [one.info.backend_pid for one in taken]
        taken[0].execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND pid <> ALL(%s)",
            [others],
        )
        give_up_at = time.monotonic() + 5
        while time.monotonic() < give_up_at:
            with contextlib.suppress(psycopg.OperationalError):
                taken.append(psycopg.connect(world.postgres.url, autocommit=True))
    finally:
        for one in taken:
            one.close()


def hold_everybody_up(world):
    """Lock the table of employers for eight seconds, as a clumsy query would."""
    with psycopg.connect(world.postgres.url) as connection:
        connection.execute(f"LOCK TABLE {TABLE} IN ACCESS EXCLUSIVE MODE")
        time.sleep(8)


def fill_the_disk(world):
    """Leave the database no room for ten seconds; then start it again when it gave up, as a service manager does."""
    filler = world.disk / "filler"
    with open(filler, "wb") as file, contextlib.suppress(OSError):
        while True:
            file.write(b"0" * 65536)
    time.sleep(10)
    filler.unlink()
    if world.postgres.process.poll() is not None:
        world.start_database()


FAULTS = {
    "a web process killed": kill_a_worker,
    "the database killed": kill_the_database,
    "no connection left": use_up_the_connections,
    "a query that holds everyone up": hold_everybody_up,
    "no room on the disk": fill_the_disk,
}
