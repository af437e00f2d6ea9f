"""`make bench`: medians and 95th percentiles of the pages at 10,000 employers, beside a bare view in the same run."""

import os
import platform
import statistics
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wsp.settings")

RUNS, WARM_UP = 60, 8
EMPLOYERS = int(os.environ.get("BENCH_EMPLOYERS", "10000"))
# name -> what to stay under, in milliseconds, at 10,000 employers on 2 cores
TARGETS = {
    "list": 60,
    "search": 60,
    "dossier": 40,
    "pipeline board": 80,
    "pipeline table": 80,
    "checklist page": None,
    "autosave": 20,
    "what-if": 20,
    "two-page PDF": 150,
}
WALLED = [name for name in TARGETS if name != "two-page PDF"]  # the pages that ask the database
TARGETS |= {"matching": 5, "three groups": None, "placement sum": None, "tips page": None}


def milliseconds(work):
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def measure(work, floor):
    """Return (median, p95, median of the floor) of `work`, taking turns with the floor so that both meet the same noise."""
    for _ in range(WARM_UP):
        work()
        floor()
    pairs = [(milliseconds(work), milliseconds(floor)) for _ in range(RUNS)]
    return summarise(*zip(*pairs, strict=True))


def summarise(times, floors):
    """Return (median, p95, median of the floor) of what was measured in turns."""
    return statistics.median(times), statistics.quantiles(times, n=20)[18], statistics.median(floors)


def make_works(client, region, employer, checklist, advice):
    """Return name -> what to measure."""
    from django.urls import reverse

    from checklists.models import Paper
    from checklists.papers import render_paper

    listing = reverse("employers:list", args=[region.slug])
    dossier = reverse("employers:detail", args=[employer.pk])
    pipeline = reverse("employers:pipeline", args=[region.slug])
    page = reverse("checklists:fill", args=[checklist.visit_id])
    panel = reverse("checklists:what_if", args=[checklist.visit_id])
    tips = reverse("checklists:recommend", args=[checklist.visit_id])
    typed = {"HX-Request": "true", "HX-Target": "uitkomsten"}
    sums = "a-soort=lks&a-datum=2026-07-01&a-uren=32&a-loonwaarde=60&b-soort=lks-forfait&b-datum=2026-07-01&b-uren=32"
    save = reverse("checklists:save_answer", args=[checklist.visit_id, "I1"])
    answer = checklist.answers.get(question__key="I1")
    revisions = iter(range(answer.revision, 1_000_000))

    def get(url, **headers):
        response = client.get(url, headers=headers)
        assert response.status_code == 200, (url, response.status_code)

    def autosave():
        revision = next(revisions)
        data = {"answer": str(revision % 5), "said_by": "employer", "note": "", "revision": revision}
        response = client.post(save, data, headers={"HX-Request": "true"})
        assert response.status_code == 200, response.content
        assert f'value="{revision + 1}"' in response.content.decode(), "the answer was not stored"

    return {
        "list": lambda: get(listing),
        "search": lambda: get(f"{listing}?q=hoog bak", **{"HX-Request": "true"}),
        "dossier": lambda: get(dossier),
        "pipeline board": lambda: get(pipeline),
        "pipeline table": lambda: get(f"{pipeline}?weergave=tabel&stil=60"),
        "checklist page": lambda: get(page),
        "autosave": autosave,
        "what-if": lambda: get(f"{panel}?{sums}", **typed),
        "tips page": lambda: get(tips),
        "two-page PDF": lambda: render_paper(Paper.EMPLOYER, advice.content),
        **make_sums(checklist),
    }


def make_sums(checklist):
    """Return name -> what to measure of the pure rooms: the whole catalogue for one visit, and the largest sum with its words."""
    from datetime import date
    from decimal import Decimal

    from checklists.queries import get_case
    from instruments import queries
    from instruments.calculators import PlacementCase, placement
    from instruments.choosing import choose
    from instruments.wording import explain

    today = date(2026, 7, 1)
    rows, facts, amounts = queries.get_decision_rows(), get_case(checklist).facts, queries.get_amounts(today)
    place = {"placement.hours": 32, "placement.months": 12}
    groups = ["pwet_lks_register", "wajong_arbeidsvermogen", "ww"]
    case = PlacementCase(on=today, hours=Decimal(32), group="pwet_lks_register", wage_value=60)
    assert len(rows) == 42
    return {
        "matching": lambda: choose(rows, facts, today=today, groups=["pwet_lks_register"], placement=place),
        "three groups": lambda: choose(rows, facts, today=today, groups=groups, placement=place),
        "placement sum": lambda: explain(placement(case, amounts)),
    }


def run():
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from tests.benchmarks import eye, tablets, walls
    from tests.benchmarks.population import make_employers, make_history, make_region

    region, adviser = make_region()
    if "tablets" in sys.argv:
        return tablets.run(region)
    if not {"walls", "pages"} & set(sys.argv):
        eye.run()
    if "eye" in sys.argv:
        return
    make_employers(region, adviser, EMPLOYERS)
    employer, checklist, advice = make_history(region, adviser, visits=5)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a database that lives knows its tables
    client = Client()
    client.force_login(adviser)
    works = make_works(client, region, employer, checklist, advice)
    if "walls" in sys.argv:
        return walls.run({name: works[name] for name in WALLED})
    bare = reverse("floor")
    print(f"{EMPLOYERS} employers, {RUNS} runs, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{'what':<16}{'median ms':>11}{'p95 ms':>9}{'floor ms':>10}{'x floor':>9}{'target':>8}")
    missed = []
    for name, work in works.items():
        median, p95, floor = measure(work, lambda: client.get(bare))
        target = TARGETS[name]
        print(f"{name:<16}{median:>11.1f}{p95:>9.1f}{floor:>10.2f}{median / floor:>9.1f}{target or '-':>8}", flush=True)
        if target and median > target and EMPLOYERS <= 10_000:
            missed.append(name)
    if missed:
        print(f"Slower than the target: {', '.join(missed)}")
    if "pages" not in sys.argv:
        tablets.run(region)


def main():
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    from safekeeping.acting import acting_as_system

    setup_test_environment(debug=False)
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    # Counting what one person does is measured along; being refused for it is not.
    settings.ACCOUNT_RATE_LIMITS = dict.fromkeys(("search", "paper", "export"), "100000/m/user")
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with acting_as_system("bench"):
            run()
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
