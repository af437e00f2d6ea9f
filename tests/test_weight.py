"""How heavy the pages are: all JavaScript together, compressed as it is served."""

import gzip
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MOST_JAVASCRIPT = 40_000  # bytes
MOST_STYLES = 20_000


def compressed(pattern):
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in (ROOT / "static").rglob(pattern))


@pytest.mark.parametrize(("pattern", "most"), [("*.js", MOST_JAVASCRIPT), ("*.css", MOST_STYLES)])
def test_scripts_and_styles_stay_light(pattern, most):
    assert 0 < compressed(pattern) <= most


def test_first_text_needs_no_more_than_three_font_files():
    tokens = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    latin = [f"source-sans-3-latin-{weight}-normal.woff2" for weight in (400, 600, 700)]
    assert [name for name in latin if name not in tokens] == []
    assert sum((ROOT / "static" / "fonts" / name).stat().st_size for name in latin) <= 55_000
