"""Collecting static files: skipped when nothing changed, never when something did."""

import os
import time

import pytest

from checklists.management.commands.prepare import collect_static


@pytest.fixture
def sources(settings, tmp_path):
    """Static files of our own, collected once."""
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_DIRS = [tmp_path / "sources"]
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "page.css").write_text("a { color: black }")
    collect_static()
    return tmp_path / "sources"


def test_unchanged_files_are_not_collected_again(sources, settings):
    collected = settings.STATIC_ROOT / "page.css"
    assert collected.read_text() == "a { color: black }"
    collected.unlink()
    collect_static()
    assert not collected.exists()


def test_changed_file_is_collected_again(sources, settings):
    (sources / "page.css").write_text("a { color: green }")
    later = time.time() + 60  # collectstatic tells old from new by whole seconds
    os.utime(sources / "page.css", (later, later))
    collect_static()
    assert (settings.STATIC_ROOT / "page.css").read_text() == "a { color: green }"


def test_thrown_away_files_are_collected_again(sources, settings):
    for path in sorted(settings.STATIC_ROOT.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    settings.STATIC_ROOT.rmdir()
    collect_static()
    assert (settings.STATIC_ROOT / "page.css").exists()
