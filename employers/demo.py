"""What the made-up employers did after their visits: placements, moves by hand and hand-overs, through the app's own actions."""

import contextlib
from datetime import timedelta
from unittest import mock

from django.utils import timezone

from employers import actions


@contextlib.contextmanager
def at(moment):
    """Let the clock stand still at `moment`, so that what is made up about last month is stored as of last month."""
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield


def make_follow_up(*, employer, row, by, people, now):
    """Make what a row of fixtures/demo.json tells under "placements", "moved" and "handed_over"; `people` are by e-mail."""
    for placement in row.get("placements", []):
        started_on = timezone.localdate(now) - timedelta(days=placement["days_ago"])
        fields = {name: value for name, value in placement.items() if name != "days_ago"}
        with at(now - timedelta(days=min(placement["days_ago"], 100))):
            actions.add_placement(by=by, employer=employer, fields={**fields, "started_on": started_on})
    if moved := row.get("moved"):
        come_back_on = None
        if "come_back" in moved:
            come_back_on = timezone.localdate(now) + timedelta(days=moved["come_back"])
        with at(now - timedelta(days=moved["days_ago"])):
            actions.move_stage(
                by=by,
                employer=employer,
                to=moved["to"],
                seen=type(employer).objects.get(pk=employer.pk).stage,
                reason=moved.get("reason", ""),
                come_back_on=come_back_on,
            )
    if handed := row.get("handed_over"):
        with at(now - timedelta(days=handed["days_ago"])):
            actions.hand_over(
                by=people[handed["by"]], employers=[employer], to=people[handed["to"]], note=handed["note"]
            )
