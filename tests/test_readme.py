"""What the README shows is true: files, commands, settings, in both languages."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve

from web.version import madang_version

ROOT = Path(settings.BASE_DIR)
READMES = ["README.md", "README.ko.md"]
each_readme = pytest.mark.parametrize("readme", READMES)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def settings_table(readme: str) -> list[str]:
    return re.findall(r"^\| `([A-Z_]+)` \|", text_of(readme), re.MULTILINE)


@each_readme
def test_the_settings_table_has_exactly_the_variables_that_are_read(
    readme: str,
) -> None:
    read = set(re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', text_of("config/settings.py")))

    table = settings_table(readme)

    assert set(table) == read
    assert len(table) == len(read)


@each_readme
def test_the_example_of_an_env_file_knows_only_such_variables(readme: str) -> None:
    named = set(re.findall(r"^#([A-Z_]+)=", text_of(".env.example"), re.MULTILINE))

    assert named
    assert named <= set(settings_table(readme))


@each_readme
def test_every_file_that_is_named_exists(readme: str) -> None:
    text = text_of(readme)
    names = set(re.findall(r"\]\(([\w./-]+)\)", text))
    names |= set(re.findall(r"`([\w.-]+/[\w./-]*)`", text))
    names -= {name for name in names if name.startswith(("data/", "DATA_DIR/"))}

    assert len(names) > 20
    assert [name for name in names if not (ROOT / name).exists()] == []


@each_readme
def test_every_command_of_make_that_is_shown_exists(readme: str) -> None:
    shown = set(re.findall(r"(?:^|`)make ([a-z-]+)", text_of(readme), re.MULTILINE))
    known = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))

    assert {"run", "test", "backup", "restore"} <= shown
    assert shown <= known


@each_readme
def test_every_address_that_is_shown_leads_to_a_page(readme: str) -> None:
    shown = set(re.findall(r"`(/[a-z/]*)`", text_of(readme)))
    shown -= {path for path in shown if path.startswith(("/srv", "/etc"))}
    lost = []
    for path in shown:
        try:
            resolve(path)
        except Resolver404:
            lost.append(path)

    assert {"/", "/admin/", "/healthz", "/new/", "/search/"} <= shown
    assert lost == []


@pytest.mark.parametrize("name", ["README.md", "README.ko.md"])
def test_the_two_commands_come_first(name: str) -> None:
    first_block = text_of(name).split("```")[1].splitlines()

    assert [line.split("#")[0].strip() for line in first_block[1:3]] == [
        "make run",
        "make test",
    ]


def test_the_proxies_pass_more_than_the_site_takes() -> None:
    nginx, caddy = text_of("deploy/nginx.conf"), text_of("deploy/Caddyfile")
    largest = settings.MAX_BODY_BYTES // 1024 // 1024

    assert int(re.findall(r"client_max_body_size (\d+)m;", nginx)[0]) > largest
    assert int(re.findall(r"max_size (\d+)MB", caddy)[0]) > largest


def test_nginx_says_who_the_visitor_is_in_its_own_words() -> None:
    nginx = text_of("deploy/nginx.conf")

    assert "proxy_set_header X-Forwarded-For $remote_addr;" in nginx
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in nginx
    assert "proxy_set_header Host $host;" in nginx


def test_systemd_starts_what_is_there() -> None:
    unit = text_of("deploy/madang.service")

    assert "ExecStartPre=/usr/bin/python3 deploy/prepare.py" in unit
    assert "ExecStart=/srv/madang/.venv/bin/python manage.py serve" in unit


def test_the_changelog_has_a_place_for_what_comes() -> None:
    changelog = text_of("CHANGELOG.md")

    assert "## [Unreleased]" in changelog or f"## [{madang_version()}]" in changelog


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_library_is_locked_by_hash_and_comes_from_no_named_host(
    name: str,
) -> None:
    text = text_of(name)
    wanted = re.findall(r"^[a-z0-9].*==.*$", text, re.MULTILINE | re.IGNORECASE)

    assert len(wanted) > 20
    assert all(line.endswith("\\") for line in wanted)
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in re.sub(r"^#.*", "", text, flags=re.MULTILINE)
