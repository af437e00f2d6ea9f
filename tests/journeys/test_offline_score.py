"""The score on the device is the score of the server: the same answers go through both, and every number must agree."""

import json
import random

import pytest
from playwright.sync_api import expect

from checklists import queries
from checklists.kit import build_kit
from checklists.scoring import score
from tests.builders import make_employer, make_visit, start_checklist

pytestmark = pytest.mark.django_db(transaction=True)
RUNS = 600
SCORE = """async ([kits, cases, address]) => {
    const { score } = await import(address);
    return cases.map(([kit, answers]) => score(kits[kit], answers));
}"""


def make_cases(items, chance):
    """Return made-up checklists of every kind: empty, whole, half, at the borders, with much that does not apply."""
    cases = [{}]
    for level in range(5):
        cases.append({item.key: level - 2 if item.kind == "bipolar" else level for item in items})
    for _ in range(RUNS):
        share, away = chance.choice([0.3, 0.6, 0.8, 1]), chance.choice([0, 0, 0.1, 0.4])
        tilt = [chance.random() for _ in range(5)]
        answers = {}
        for item in items:
            if chance.random() > share:
                continue
            value = chance.choices(range(5), tilt)[0]
            answers[item.key] = "nvt" if chance.random() < away else value - 2 if item.kind == "bipolar" else value
        cases.append(answers)
    return cases


def as_form(answers):
    return {key: str(value) for key, value in answers.items()}


def test_device_scores_exactly_as_the_server(page, live_server, reference):
    question_set = queries.get_current_questions()[0].section.question_set
    items = queries.get_items(question_set)
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    cases = make_cases(items, random.Random(seed))
    sent = [[short, as_form(answers)] for answers in cases for short in (0, 1)]
    page.goto("/inloggen/")
    kits = [build_kit(question_set, False), build_kit(question_set, True)]
    found = page.evaluate(SCORE, [kits, sent, "/static/js/apparaat/score.js"])
    profiles = set()
    for (short, _), answers, on_device in zip(sent, [one for one in cases for _ in (0, 1)], found, strict=True):
        on_server = score(items, answers, short=bool(short))
        profiles.add(on_server.profile)
        assert on_device == {
            "willen": on_server.willen,
            "kunnen": on_server.kunnen,
            "doing": on_server.doing,
            "blocker": on_server.blocker,
            "profile": on_server.profile,
            "candidates": list(on_server.candidates),
            "lowest": on_server.lowest,
            "coverage": {
                side: {"answered": one.answered, "asked": one.asked, "enough": one.enough}
                for side, one in on_server.coverage.items()
            },
        }, (seed, short, json.dumps(answers))
    assert len(profiles) >= 7, f"the cases reach too few profiles: {profiles}"


def test_device_rounds_as_the_server(page, live_server):
    values = [k / 128 for k in range(0, 12_801, 7)] + [54.9999995, 45.0000005, 44.99999949, 100 / 3]
    page.goto("/inloggen/")
    found = page.evaluate(
        "async (values) => { const { round6 } = await import('/static/js/apparaat/score.js'); return values.map(round6) }",
        values,
    )
    assert found == [round(value, 6) for value in values]


def test_score_of_another_version_waits_and_says_so(page, sign_in, noord, anna, reference):
    visit = make_visit(make_employer(region=noord, by=anna), by=anna)
    start_checklist(visit, by=anna)
    sign_in(page, anna)

    def age(route):
        reply = route.fetch()
        route.fulfill(response=reply, body=reply.text().replace("2026-11", "1999-01"))

    page.route("**/checklist/", age)
    page.goto(f"/bezoeken/{visit.pk}/checklist/")
    expect(page.locator("#tussenstand")).to_have_text("De score volgt zodra deze pagina is ververst.")
