"""The walls of the house: rules that a newcomer would not see are held here."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("wsp", "regions", "safekeeping", "employers", "instruments", "guidance", "checklists")
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "manager", "data", "info", "process"}
MODULES = sorted(
    path
    for app in APPS
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts and path.stat().st_size
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def name_of(path):
    return str(path.relative_to(ROOT))


def parse(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def is_room(path, *rooms):
    """Tell whether a module is one of these rooms: rooms.py, or any module of the folder rooms/."""
    inside_app = path.relative_to(ROOT).with_suffix("").parts[1:]
    return bool(inside_app) and inside_app[0] in rooms


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node):
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return node.end_lineno - first + 1


@pytest.mark.parametrize("path", MODULES, ids=name_of)
class TestEveryModule:
    def test_module_says_what_it_is_for(self, path):
        assert ast.get_docstring(parse(path)), "the first line is a sentence that says what the module is for"

    def test_module_stays_under_300_lines(self, path):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300

    def test_functions_stay_under_40_lines(self, path):
        assert [f"{node.name} ({length(node)})" for node in functions(parse(path)) if length(node) > 40] == []

    def test_name_says_something(self, path):
        assert path.stem not in FORBIDDEN_NAMES


@pytest.mark.parametrize("path", [path for path in MODULES if is_room(path, "views", "forms", "urls")], ids=name_of)
def test_views_forms_and_urls_never_touch_objects(path):
    found = [
        node.lineno
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}
    ]
    assert found == []


@pytest.mark.parametrize("path", [path for path in MODULES if is_room(path, "views", "urls")], ids=name_of)
def test_views_never_save_or_read_post_fields(path):
    found = []
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"save", "delete"}:
            found.append(f"{node.lineno}: {node.func.attr}()")
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr == "POST":
            found.append(f"{node.lineno}: POST[...]")
    assert found == []


@pytest.mark.parametrize("path", [path for path in MODULES if is_room(path, "actions")], ids=name_of)
def test_actions_are_keyword_only_with_by(path):
    wrong = []
    for node in parse(path).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        named = [argument.arg for argument in node.args.kwonlyargs]
        if node.args.args or node.args.posonlyargs or "by" not in named:
            wrong.append(node.name)
    assert wrong == []


@pytest.mark.parametrize("path", [path for path in MODULES if not is_room(path, "actions", "management")], ids=name_of)
def test_only_actions_and_the_gate_name_memberships_or_roles(path):
    """Who may do what is decided in one place; a second place would one day disagree with it."""
    if path.parent.name == "regions":
        return
    source = path.read_text(encoding="utf-8")
    assert "Membership" not in source
    assert "is_superuser" not in source


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
class TestEveryTemplate:
    def test_template_has_no_inline_script_or_style(self, path):
        source = path.read_text(encoding="utf-8")
        assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", source) == []

    def test_template_never_switches_escaping_off(self, path):
        source = path.read_text(encoding="utf-8")
        assert re.findall(r"\|\s*safe\b|autoescape\s+off|safeseq", source) == []

    def test_template_never_calls_an_employer_unwilling(self, path):
        assert "wil niet" not in path.read_text(encoding="utf-8").lower()

    def test_notes_of_a_template_end_on_their_line(self, path):
        """Else Django prints them on the page."""
        lines = path.read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if "{#" in line and "#}" not in line] == []


def test_every_post_form_carries_a_csrf_token():
    without = [
        name_of(path)
        for path in TEMPLATES
        for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", path.read_text(encoding="utf-8"), re.S | re.I)
        if "csrf_token" not in form
    ]
    assert without == []
