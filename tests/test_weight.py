"""How heavy the pages are, compressed as they are served: the scripts of each page, the styles in all, and the letters."""

import gzip
import re
from pathlib import Path

import brotli
import pytest

from wsp.device import _read_shell
from wsp.staticfiles import strip_script, strip_style

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
# Bytes, compressed. Never raise them.
MOST_JAVASCRIPT = 40_000
MOST_STYLES = 20_000
IMPORT = re.compile(r"""^\s*(?:import|export)\b[^;(]*?["'](\.[^"']+)["']""", re.MULTILINE)
LATER = re.compile(r"""\bimport\(["'](\.[^"']+)["']\)""")
SCRIPT = re.compile(r"<script src=\"\{% static '([^']+)' %\}\"")
TEMPLATES = {
    path.relative_to(ROOT / "templates").as_posix(): path.read_text(encoding="utf-8")
    for path in (ROOT / "templates").rglob("*.html")
}
PAGES = sorted(name for name, text in TEMPLATES.items() if SCRIPT.search(text))


def compressed(paths):
    return sum(len(gzip.compress(as_served(path), 9)) for path in paths)


def compressed_for_today(paths):
    """Return the bytes as a browser of today gets them: whitenoise hands out the brotli copy (tests/wsp/test_scripts.py)."""
    return sum(len(brotli.compress(as_served(path))) for path in paths)


def as_served(path):
    """Return a file as it goes over the wire before it is compressed: our own without comments and indentation."""
    if path.suffix == ".js" and "vendor" not in path.parts:
        return strip_script(path.read_text(encoding="utf-8")).encode()
    if path.suffix == ".css":
        return strip_style(path.read_text(encoding="utf-8")).encode()
    return path.read_bytes()


def follow(path, seen):
    """Add a script and all that it imports at once; what it asks for later, when it is needed, is not on every page."""
    if path in seen:
        return
    seen.add(path)
    for name in IMPORT.findall(path.read_text(encoding="utf-8")):
        follow((path.parent / name).resolve(), seen)


def scripts_of(page):
    """Return the scripts that a page loads before anybody does anything, those of base.html among them."""
    text = TEMPLATES[page] + (TEMPLATES["base.html"] if "base.html" in TEMPLATES[page] else "")
    seen = set()
    for name in SCRIPT.findall(text):
        follow((STATIC / name).resolve(), seen)
    return seen


@pytest.mark.parametrize("page", PAGES)
def test_scripts_of_a_page_fit_a_slow_network(page):
    assert 0 < compressed(scripts_of(page)) <= MOST_JAVASCRIPT


@pytest.mark.parametrize("page", PAGES)
def test_scripts_fit_with_the_privacy_guard_that_comes_with_the_first_text(page):
    scripts = scripts_of(page)
    follow((STATIC / "js" / "privacy.js").resolve(), scripts)
    assert 0 < compressed_for_today(scripts) <= MOST_JAVASCRIPT


def test_scripts_of_every_page_are_those_the_device_needs():
    names = {path.name for path in scripts_of("base.html")}
    assert {"htmx.min.js", "app.js", "start.js", "wachtrij.js", "opslag.js", "umd.js"} <= names
    assert {path.name for path in scripts_of("checklists/fill.html")} - names >= {"invullen.js", "keuze.js", "score.js"}


def test_what_is_asked_for_later_exists_and_is_kept_on_the_device():
    """A script that comes later must be there without a network: the worker keeps every file of static/js."""
    files, _ = _read_shell()
    kept = {name.removeprefix("/static/") for name in files}
    later = {
        (path.parent / name).resolve().relative_to(STATIC).as_posix()
        for path in (STATIC / "js").rglob("*.js")
        for name in LATER.findall(path.read_text(encoding="utf-8"))
    }
    assert {"js/privacy.js", "js/apparaat/uitloggen.js", "js/apparaat/stappen.js"} <= later <= kept


def test_styles_stay_light():
    assert 0 < compressed((STATIC / "css").rglob("*.css")) <= MOST_STYLES


def test_first_text_needs_no_more_than_two_font_files():
    tokens = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    latin = [f"source-sans-3-latin-{weight}-normal.woff2" for weight in (400, 600)]
    assert [name for name in latin if name not in tokens] == []
    assert sum((STATIC / "fonts" / name).stat().st_size for name in latin) <= 35_000
