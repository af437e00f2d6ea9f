"""How heavy the pages are, compressed as they are served: the scripts that every page loads, and the styles in all."""

import gzip
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
# Bytes. The aim is 40,000 and is not met: the scripts for working without a network load on every page. Never raise it.
MOST_JAVASCRIPT = 48_000
MOST_STYLES = 20_000
IMPORT = re.compile(r"""^\s*(?:import|export)\b[^;]*?["'](\.[^"']+)["']""", re.MULTILINE)


def compressed(paths):
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def follow(path, seen):
    """Add a script and all that it imports at once; what it asks for later, when it is needed, is not on every page."""
    if path in seen:
        return
    seen.add(path)
    for name in IMPORT.findall(path.read_text(encoding="utf-8")):
        follow((path.parent / name).resolve(), seen)


def scripts_of_every_page():
    seen = set()
    base = (ROOT / "templates" / "base.html").read_text(encoding="utf-8")
    for name in re.findall(r"<script src=\"\{% static '([^']+)' %\}\"", base):
        follow((STATIC / name).resolve(), seen)
    return seen


def test_scripts_of_every_page_grow_no_further():
    scripts = scripts_of_every_page()
    assert {"htmx.min.js", "app.js", "privacy.js"} <= {path.name for path in scripts}
    assert compressed(scripts) <= MOST_JAVASCRIPT


def test_styles_stay_light():
    assert 0 < compressed((STATIC / "css").rglob("*.css")) <= MOST_STYLES


def test_first_text_needs_no_more_than_three_font_files():
    tokens = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    latin = [f"source-sans-3-latin-{weight}-normal.woff2" for weight in (400, 600, 700)]
    assert [name for name in latin if name not in tokens] == []
    assert sum((STATIC / "fonts" / name).stat().st_size for name in latin) <= 55_000
