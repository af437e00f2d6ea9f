"""`make bench-national`: medians of what a region asks most at national scale, in the largest and the smallest region.

Runs on the database that `make bench-data` filled, and refuses any other. Concluding a visit is real: the visit is made and
reopened around each turn, outside the clock. Names of works (ARGS="figures export") measure only those.
"""

import os
import platform
import sys
import time
from functools import partial
from itertools import cycle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wsp.settings")

LEAST_EMPLOYERS = 100_000
RUNS = int(os.environ.get("BENCH_RUNS", "60"))
# name -> what to stay under, in milliseconds, on 2 cores
TARGETS = {
    "pipeline board": 80,
    "pipeline table": 80,
    "figures": 150,
    "search, database": 20,
    "drill-down, visits": 80,
    "drill-down, stand": 80,
    "drill-down, answers": 80,
    "conclude a visit": 60,
}
SEARCHES = ("hoog bak", "bouw", "zorggroep jan", "hotel noord utr")


class Stopwatch:
    """Adds up the milliseconds that statements with a full-text search take."""

    def __init__(self):
        self.spent = 0.0

    def __call__(self, execute, sql, params, many, context):
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            if "@@" in sql:
                self.spent += (time.perf_counter() - started) * 1000


def get_regions():
    """Return the regions with the most and the fewest employers, each with the number and someone who leads it."""
    from django.db.models import Count

    from employers.models import Employer
    from regions.models import Region, User

    sizes = list(Employer.objects.order_by().values_list("region").annotate(number=Count("*")).order_by("-number"))
    for pk, number in (sizes[0], sizes[-1]):
        yield (
            Region.objects.get(pk=pk),
            number,
            User.objects.filter(memberships__region=pk, memberships__role="lead").first(),
        )


def make_conclusion(client, region, lead):
    """Return a function that concludes a visit and says how many milliseconds it took."""
    from django.urls import reverse

    from checklists.actions import reopen_checklist
    from checklists.models import Checklist
    from employers.models import Employer
    from safekeeping.acting import acting_as_system
    from tests.builders import make_visit, start_checklist

    employer = Employer.objects.filter(region=region, stage="visit_planned").first()
    with acting_as_system("bench"):
        checklist = start_checklist(make_visit(employer, by=lead), by=lead, is_short=True)
        checklist.answers.filter(question__kind="scale").update(state="answered", value=3)
    address = reverse("checklists:conclude", args=[checklist.visit_id])

    def conclude():
        started = time.perf_counter()
        response = client.post(address)
        spent = (time.perf_counter() - started) * 1000
        row = Checklist.objects.get(pk=checklist.pk)
        assert response.status_code == 302, response.content
        assert row.concluded_at is not None, "the visit was not concluded"
        with acting_as_system("bench"):
            reopen_checklist(by=lead, checklist=row, reason="Meting")
        return spent

    return conclude


def measure_export(client, region):
    """Return (rows, seconds, megabytes that Python held at most) of the whole region as CSV, while nobody keeps what is sent."""
    import tracemalloc

    from django.urls import reverse

    tracemalloc.start()
    started, lines = time.perf_counter(), -1
    for piece in client.get(reverse("checklists:figures_csv", args=[region.slug]), {"wat": "stand"}).streaming_content:
        lines += piece.count(b"\r\n")
    spent = time.perf_counter() - started
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return lines, spent, peak


def make_works(client, region, lead):
    """Return name -> a function that does it once and says how many milliseconds it took."""
    from django.db import connection
    from django.urls import reverse
    from django.utils import timezone

    from employers.figures.periods import quarter_of

    quarter = quarter_of(timezone.localdate()).before.code
    pipeline = reverse("employers:pipeline", args=[region.slug])
    behind = reverse("checklists:figures_behind", args=[region.slug])
    listing = reverse("employers:list", args=[region.slug])
    words = cycle(SEARCHES)

    def page(url):
        def get():
            started = time.perf_counter()
            response = client.get(url)
            assert response.status_code == 200, (url, response.status_code)
            return (time.perf_counter() - started) * 1000

        return get

    def search():
        watch = Stopwatch()
        with connection.execute_wrapper(watch):
            response = client.get(listing, {"q": next(words)}, headers={"HX-Request": "true"})
        assert response.status_code == 200
        return watch.spent

    return {
        "pipeline board": page(pipeline),
        "pipeline table": page(f"{pipeline}?weergave=tabel&stil=60"),
        "figures": page(reverse("checklists:figures", args=[region.slug]) + f"?kwartaal={quarter}"),
        "search, database": search,
        "drill-down, visits": page(f"{behind}?wat=bezoek&kwartaal={quarter}"),
        "drill-down, stand": page(f"{behind}?wat=stand&profiel=P2&sector=F"),
        "drill-down, answers": page(f"{behind}?wat=antwoord&kwartaal={quarter}&vraag=I1&antwoord=laag"),
        "conclude a visit": make_conclusion(client, region, lead),
    }


def run():
    from django.test import Client
    from django.urls import reverse

    from tests.benchmarks.__main__ import WARM_UP, milliseconds, summarise

    bare, asked, missed = reverse("floor"), sys.argv[1:], []
    for region, number, lead in get_regions():
        client = Client()
        client.force_login(lead)
        print(f"\n{region.name}: {number:,} employers", flush=True)
        for name, work in make_works(client, region, lead).items():
            if asked and name not in asked:
                continue
            for _ in range(WARM_UP):
                work()
                client.get(bare)
            times, floors = zip(*[(work(), milliseconds(partial(client.get, bare))) for _ in range(RUNS)], strict=True)
            median, p95, floor = summarise(times, floors)
            target = TARGETS[name]
            print(f"{name:<22}{median:>9.1f}{p95:>9.1f}{floor:>10.2f}{median / floor:>9.1f}{target:>8}", flush=True)
            if median > target:
                missed.append(f"{name} in {region.name}")
        if asked and "export" not in asked:
            continue
        print("export of the region: {:,} rows, {:.1f} s, {:.1f} MB at most".format(*measure_export(client, region)))
    print(f"\nSlower than the target: {', '.join(missed)}" if missed else "\nEverything stayed under its target.")


def main():
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connection

    from employers.models import Employer
    from tests.benchmarks.national_data import MARK

    made = get_user_model().objects.filter(email__endswith=MARK).exists()
    if not made or Employer.objects.count() < LEAST_EMPLOYERS:
        return "This database was not filled by `make bench-data`; nothing was measured."
    call_command("migrate", verbosity=0)
    settings.ROOT_URLCONF, settings.ALLOWED_HOSTS = "tests.benchmarks.urls", ["testserver"]
    settings.ACCOUNT_RATE_LIMITS = dict.fromkeys(("search", "paper", "export"), "100000/m/user")
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.1f}, Python {platform.python_version()}, PostgreSQL {version}")
    print(f"{'what':<22}{'median ms':>9}{'p95 ms':>9}{'floor ms':>10}{'x floor':>9}{'target':>8}")
    from safekeeping.acting import acting_as_system

    with acting_as_system("bench"):
        return run()


if __name__ == "__main__":
    sys.exit(main())
