"""The scripts of the pages: small enough for a slow network, and safe to strip for it."""

import gzip
import json
import re

import pytest
from django.conf import settings
from django.core.management import call_command

from wsp.staticfiles import strip_script

ROOM = settings.BASE_DIR / "static"
OURS = sorted((ROOM / "js").rglob("*.js"))
MOST = 40_000  # bytes of a checklist page, compressed


def imports_of(path):
    """Return a script and all it imports when it is loaded; what it asks for later, on another page, is not among them."""
    found = [path]
    for name in re.findall(r'^import (?:[^"]* from )?"([^"]+)"', path.read_text(encoding="utf-8"), re.MULTILINE):
        found += imports_of((path.parent / name).resolve())
    return found


def test_scripts_of_the_checklist_fit_a_slow_network():
    loaded = {ROOM / "vendor/htmx/htmx.min.js", *imports_of(ROOM / "js/app.js")}
    loaded |= set(imports_of(ROOM / "js/apparaat/start.js"))
    loaded -= {ROOM / "js/privacy.js"}  # has its own page of numbers: docs/decisions/0011
    assert len(loaded) > 10
    size = sum(len(gzip.compress(strip_script(path.read_text(encoding="utf-8")).encode(), 9)) for path in loaded)
    assert size <= MOST


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
