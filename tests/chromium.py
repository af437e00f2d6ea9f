"""Which browser the journeys, pictures and measurements run in, and how it is started."""

import os
import shutil

# The first has no windows to draw: what Playwright takes for a browser nobody looks at, and a third less work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium(names=NAMES):
    """Return the path of the first of `names` there is, or of CHROMIUM; raises AssertionError when there is none."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert found, "No Chromium: run `make browser`, or set CHROMIUM to the path of one."
    return found
