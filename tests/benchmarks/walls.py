"""What the walls in the database cost: the same pages with and without them, taking turns in blocks."""

import statistics
import time
from contextlib import contextmanager

from django.db import connection

BLOCKS, RUNS, WARM_UP = 8, 15, 3
MOST = 10  # percent


def get_walled():
    """Return the tables that have walls."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity ORDER BY relname")
        return [name for (name,) in cursor.fetchall()]


@contextmanager
def without_walls(tables):
    """Take the walls down meanwhile, in the database of the measurement only."""
    _alter(tables, "DISABLE")
    try:
        yield
    finally:
        _alter(tables, "ENABLE")


def _alter(tables, change):
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} {change} ROW LEVEL SECURITY")


def _block(work):
    for _ in range(WARM_UP):
        work()
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return times


def run(works):
    """Print the medians of each page with and without walls."""
    tables = get_walled()
    assert tables, "there are no walls to measure"
    print(f"{'what':<16}{'with ms':>10}{'without':>10}{'more %':>9}   (walls around {len(tables)} tables)")
    for name, work in works.items():
        inside, outside = [], []
        for _ in range(BLOCKS):
            inside += _block(work)
            with without_walls(tables):
                outside += _block(work)
        here, there = statistics.median(inside), statistics.median(outside)
        more = (here / there - 1) * 100
        print(
            f"{name:<16}{here:>10.1f}{there:>10.1f}{more:>9.1f}{'  over the limit' if more > MOST else ''}", flush=True
        )
