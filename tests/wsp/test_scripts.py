"""The scripts of the pages: safe to strip for a slow network, and served whole."""

import json
import re

import brotli
import pytest
from django.conf import settings
from django.core.management import call_command

from wsp.staticfiles import strip_script, strip_style

ROOM = settings.BASE_DIR / "static"
OURS = sorted((ROOM / "js").rglob("*.js"))


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_script_has_no_text_over_several_lines(path):
    """Stripping takes the blanks at the beginning of a line: inside such a text they would be part of it."""
    for line in path.read_text(encoding="utf-8").splitlines():
        assert line.count("`") % 2 == 0, line
        assert not line.rstrip().endswith("\\"), line


@pytest.mark.parametrize("path", sorted((ROOM / "js" / "apparaat").glob("*.js")), ids=lambda path: path.name)
def test_script_of_the_device_stays_under_300_lines_and_says_what_it_is_for(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 300
    assert lines[0].startswith("// ")


def test_stripping_keeps_everything_but_comments_and_indentation():
    source = '// For readers.\nconst one = "a // b"; // stays\n  // gone\n\tif (one) {\n    two();\n\t}\n'
    assert strip_script(source) == 'const one = "a // b"; // stays\nif (one) {\ntwo();\n}\n'


def test_stripping_a_stylesheet_keeps_every_rule():
    source = '/* For readers. */\na { color: red; } /* why */\n@media print {\n  b { content: "x  y"; }\n}\n'
    assert strip_style(source) == 'a { color: red; } @media print {\nb { content: "x  y"; }\n}\n'


@pytest.mark.parametrize("path", sorted((ROOM / "css").rglob("*.css")), ids=lambda path: path.name)
def test_stylesheet_has_no_comment_inside_a_text(path):
    texts = re.findall(r'"[^"\n]*"', re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL))
    assert [text for text in texts if "/*" in text] == []


def test_collected_script_is_whole_under_the_name_of_its_content(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_DIRS = [("js", ROOM / "js"), ("vendor", ROOM / "vendor")]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "wsp.staticfiles.NamedByContent"}}
    call_command("collectstatic", verbosity=0, interactive=False)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    for path in OURS:
        served = (tmp_path / names[path.relative_to(ROOM).as_posix()]).read_text(encoding="utf-8")
        as_written = re.sub(r"\.[0-9a-f]{12}(?=\.js)", "", served)
        assert as_written == strip_script(path.read_text(encoding="utf-8")), path.name
        handed_out = tmp_path / f"{names[path.relative_to(ROOM).as_posix()]}.br"
        if handed_out.exists():  # not of the smallest ones: whitenoise keeps a copy only when it gains by it
            assert brotli.decompress(handed_out.read_bytes()).decode() == served
    assert len(list(tmp_path.rglob("*.js.br"))) >= len(OURS)  # what tests/test_weight.py weighs is what goes out
