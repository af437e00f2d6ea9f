"""`make soak`: 55 people at work for three minutes while things break; says what was lost, wrong, and how long it took."""

import os
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wsp.settings")
os.environ.setdefault("WSP_ENV", "test")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from checklists.models import Answer, AnswerChange, AppliedChange  # noqa: E402
from employers.models import Employer  # noqa: E402
from employers.search import search_key  # noqa: E402
from regions.actions import add_member  # noqa: E402
from regions.models import Region, Role  # noqa: E402
from safekeeping.acting import acting_as_system  # noqa: E402
from tests.builders import make_employer, make_visit, start_checklist  # noqa: E402
from tests.journeys.world import World  # noqa: E402
from tests.soak.faults import FAULTS, fill_the_disk  # noqa: E402
from tests.soak.people import Adviser, Diary, Lead  # noqa: E402

SECONDS = int(os.environ.get("SOAK_SECONDS", "180"))
ADVISERS, LEADS, EMPLOYERS = 50, 5, 400
RECOVERY = 5.0  # seconds after its cause is gone that a fault may still be felt
DISK = "700m"
NAMES = {"AM01": "Noordwerk", "AM26": "Zuidwerk"}


class SmallDisk(World):
    """A world whose database lives on a small disk of its own, so that it can be filled; only root can make one."""

    def __init__(self):
        super().__init__()
        self.disk = self.folder / "postgres"
        self.is_small = os.geteuid() == 0 and self._mount()
        self.folder.chmod(0o755)

    def _mount(self):
        command = ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=755", "tmpfs", self.disk]
        return subprocess.run(command, capture_output=True).returncode == 0

    def stop(self):
        """Stop everything and take the disk away."""
        self.kill_server()
        if self.postgres.users is not None:
            os.close(self.postgres.users)
        self.postgres.process.terminate()
        self.postgres.process.wait()
        if self.is_small:
            subprocess.run(["umount", "--lazy", self.disk], check=True)
        subprocess.run(["rm", "-rf", self.folder], check=True)


def fill(region, by):
    """Make the employers of a region in bulk; returns nothing."""
    name = NAMES[region.code]
    start = 50_000_000 + int(region.code[2:]) * 1000
    Employer.objects.bulk_create(
        Employer(
            region=region,
            name=f"{name} {number}",
            name_key=search_key(f"{name} {number}"),
            search_text=search_key(f"{name} {number}"),
            kvk_number=str(start + number),
            city="Plaats",
            sbi_section="C",
            created_by=by,
            changed_by=by,
            account_holder=by,
        )
        for number in range(EMPLOYERS)
    )


def sign_in(user):
    """Return the session of someone who signed in."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def make_people(world, diary, whistle):
    """Return everybody, signed in and with work to do, over two regions."""
    regions = [Region.objects.get(code=code) for code in NAMES]
    people = []
    for number in range(ADVISERS + LEADS):
        region, other = regions[number % 2], regions[1 - number % 2]
        role, name = (Role.ADVISER, "Adviseur") if number < ADVISERS else (Role.LEAD, "Teamleider")
        user = add_member(
            by=None, email=f"soak{number}@voorbeeld.nl", name=f"{name} Nummer{number:03}", role=role, region=region
        )
        if number < 2:
            fill(region, user)
        shared = {
            "name": user.name,
            "session": sign_in(user),
            "port": world.port,
            "region": region,
            "stranger": NAMES[other.code],
            "diary": diary,
            "whistle": whistle,
        }
        if role == Role.LEAD:
            people.append(Lead(**shared))
            continue
        employer = make_employer(region=region, by=user, name=f"{NAMES[region.code]} van {number}", account_holder=user)
        visit = make_visit(employer, by=user)
        checklist = start_checklist(visit, by=user)
        keys = list(checklist.answers.values_list("question__key", flat=True))
        people.append(Adviser(visit=visit.pk, employer=employer.pk, person=user.pk, keys=keys, **shared))
    return people


def break_things(world, began):
    """Let each fault happen at its time; returns [(name, started, cause gone)], and the names of what could not be."""
    happened, left_out = [], []
    faults = [(name, fault) for name, fault in FAULTS.items() if world.is_small or fault is not fill_the_disk]
    left_out = [name for name in FAULTS if name not in dict(faults)]
    for number, (name, fault) in enumerate(faults):
        moment = began + SECONDS * (number + 0.5) / len(FAULTS)
        time.sleep(max(0, moment - time.monotonic()))
        started = time.monotonic()
        fault(world)
        happened.append((name, started, time.monotonic()))
        print(f"{started - began:5.0f} s  {name}", flush=True)
    return happened, left_out


def check_answers(people):
    """Return sentences about answers that are lost, double or not what was written last."""
    problems = []
    for person in people:
        if not isinstance(person, Adviser):
            continue
        answers = Answer.objects.filter(checklist__visit=person.visit)
        there = dict(answers.values_list("question__key", "note"))
        problems += [
            f"{key}: {there[key]!r} for {note!r}" for key, note in person.written.items() if there[key] != note
        ]
        made = AnswerChange.objects.filter(answer__checklist__visit=person.visit, revision__gt=0)
        counted = Counter(made.values_list("answer__question__key", flat=True))
        applied = AppliedChange.objects.filter(visit=person.visit).count()
        if counted != +person.sent or applied != person.sent.total():
            problems.append(
                f"visit {person.visit}: {person.sent.total()} sent, {counted.total()} changes, {applied} applied"
            )
    return problems


def report(diary, happened, began):
    """Print the table; returns sentences about what is not as it should be."""
    problems, ends = list(dict.fromkeys(diary.wrong)), [started for _, started, _ in happened[1:]] + [float("inf")]
    print(f"\n{'what':<18}{'times':>7}{'median ms':>11}{'p95 ms':>9}")
    for what in sorted({what for _, _, what in diary.done}):
        times = [seconds * 1000 for _, seconds, one in diary.done if one == what]
        p95 = statistics.quantiles(times, n=20)[18] if len(times) > 1 else times[0]
        print(f"{what:<18}{len(times):>7}{statistics.median(times):>11.0f}{p95:>9.0f}")
    print(f"\n{'fault':<34}{'lasted s':>9}{'refused':>9}{'felt after s':>14}")
    explained = set()
    for (name, started, gone), end in zip(happened, ends, strict=True):
        # Who asked before the fault and was still waiting when it came, met it too; whoever asks after it still feels it.
        met = {one for one in diary.failed if one.ended >= started and one.ended < end}
        explained |= met
        felt = max((one.began - gone for one in met), default=0)
        print(f"{name:<34}{gone - started:>9.1f}{len(met):>9}{max(felt, 0):>14.1f}")
        if felt > RECOVERY:
            problems.append(f"{name}: felt {felt:.1f} s after its cause was gone")
    rest = [one for one in diary.failed if one not in explained]
    problems += [f"{one.what}: {one.how} at {one.began - began:.0f} s, when nothing was wrong" for one in rest]
    refusals = dict(Counter(one.how for one in diary.failed))
    print(f"\n{len(diary.done)} answers of the server, {len(diary.failed)} refused: {refusals}")
    return problems


def run():
    """Soak, print, and return the exit code."""
    world, diary, whistle = SmallDisk(), Diary(), threading.Event()
    try:
        world.start_database()
        with world.in_use():
            world.collect_static()
            people = make_people(world, diary, whistle)
            world.start_server()
            began = time.monotonic()
            for person in people:
                person.start()
            happened, left_out = break_things(world, began)
            time.sleep(max(0, began + SECONDS - time.monotonic()))
            whistle.set()
            for person in people:
                person.join(120)
            problems = report(diary, happened, began) + check_answers(people)
            problems += [f"{person.name} is still waiting" for person in people if person.is_alive()]
    finally:
        world.stop()
    sent = sum(person.sent.total() for person in people if isinstance(person, Adviser))
    print(f"{sent} answers sent until they were stored; {len(problems)} problems")
    for problem in problems[:20]:
        print(f"  {problem}")
    for name in left_out:
        print(f"  not tried, it takes root to make a small disk: {name}")
    return 1 if problems else 0


if __name__ == "__main__":
    with acting_as_system("soak"):
        sys.exit(run())
