"""Static files are collected again only when one of them has changed."""

import os
from pathlib import Path

import pytest
from pytest_django import Settings

from web.static_files import collect_changed


@pytest.fixture
def theme(tmp_path: Path, settings: Settings) -> Path:
    """The site's own static folder, with collected files beside it."""
    folder = tmp_path / "static"
    folder.mkdir()
    settings.STATICFILES_DIRS = [folder]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_FINDERS = [
        "django.contrib.staticfiles.finders.FileSystemFinder"
    ]
    (folder / "theme.css").write_text("a {}")
    return folder


def test_files_are_collected_once(theme: Path, settings: Settings) -> None:
    first, second = collect_changed(), collect_changed()

    assert (first, second) == (True, False)
    assert (settings.STATIC_ROOT / "theme.css").read_text() == "a {}"


def test_a_changed_file_is_collected(theme: Path, settings: Settings) -> None:
    collect_changed()
    (theme / "theme.css").write_text("b {}")
    os.utime(theme / "theme.css", (2_000_000_000, 2_000_000_000))

    assert collect_changed()
    assert (settings.STATIC_ROOT / "theme.css").read_text() == "b {}"


def test_a_new_file_is_collected(theme: Path, settings: Settings) -> None:
    collect_changed()
    (theme / "more.css").write_text("c {}")

    assert collect_changed()
    assert (settings.STATIC_ROOT / "more.css").exists()


def test_an_interrupted_collection_is_done_again(
    theme: Path, settings: Settings
) -> None:
    collect_changed()
    (settings.STATIC_ROOT / ".collected").unlink()

    assert collect_changed()
