"""Static files as they are collected for serving."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.core.management import call_command
from django.test import override_settings


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """Collect the static files as the site does; return their folder."""
    folder = tmp_path_factory.mktemp("static")
    storages = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "config.storage.SiteStaticFilesStorage"},
    }
    with override_settings(STATIC_ROOT=folder, STORAGES=storages):
        for _time in range(2):  # the second finds the files of the first
            call_command("collectstatic", interactive=False, verbosity=0)
    return folder


def source(name):
    return Path(find(name)).read_text(encoding="utf-8")


def only(folder, pattern):
    [path] = folder.glob(pattern)
    return path.read_text(encoding="utf-8")


def test_the_sites_sheet_holds_every_sheet_it_names(collected):
    named = re.findall(r'@import url\("(.+)"\)', source("css/site.css"))
    sheet = only(collected, "css/site.????????????.css")

    assert "@import" not in sheet
    places = [sheet.index(source(f"css/{name}").strip()) for name in named]
    assert len(places) > 20
    assert places == sorted(places)


def test_our_modules_import_each_other_by_their_hashed_names(collected):
    for module in collected.rglob("js/**/*.????????????.js"):
        for name in re.findall(r'\bfrom\s*"(\./[^"]+)"', module.read_text("utf-8")):
            assert re.search(r"\.[0-9a-f]{12}\.js$", name)


def test_static_files_lie_compressed_beside_the_plain_ones(collected):
    names = {path.name for path in collected.glob("css/site.????????????.css*")}

    assert {name.rsplit(".css", 1)[1] for name in names} == {"", ".br", ".gz"}


def test_of_the_editors_package_its_module_alone_is_collected(collected):
    folder = collected / "django_prose_editor"

    names = {path.name.split(".", 1)[0] for path in folder.iterdir()}
    modules = {path.name for path in folder.glob("*.js")}

    assert names == {"editor"}
    assert len(modules) == 2  # under its own name and the hashed one
    assert "sourceMappingURL" not in only(folder, "editor.????????????.js")


def test_the_editor_imports_the_module_by_its_hashed_name(collected):
    [module] = collected.glob("django_prose_editor/editor.????????????.js")

    for path in ["js/editor", "js/editor/schema"]:
        assert f"django_prose_editor/{module.name}" in only(
            collected, f"{path}.????????????.js"
        )
