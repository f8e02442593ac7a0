"""The worked example of docs/themes.ko.md, put where it says and looked at."""

import copy
import re
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.core.management import call_command
from django.test import Client, override_settings
from pytest_django import Settings

DOCUMENT = Path(site_settings.BASE_DIR, "docs", "themes.ko.md")
TOKENS = Path(site_settings.BASE_DIR, "static", "css", "tokens.css")


def example_files() -> dict[str, str]:
    """Return the files that the document shows, by their paths below data/."""
    shown = re.findall(
        r"^`data/(\S+)`\n\n```\w+\n(.*?)^```", DOCUMENT.read_text("utf-8"), re.M | re.S
    )
    return dict(shown)


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A data folder with the files of the example."""
    for name, text in example_files().items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_the_document_shows_a_sheet_and_a_template() -> None:
    assert set(example_files()) == {
        "static/css/theme.css",
        "templates/errors/404.html",
        "templates/portal/front.html",
    }


def test_colours_of_the_example_go_into_the_sites_sheet(
    theme: Path, tmp_path: Path, settings: Settings
) -> None:
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_DIRS = [theme / "static", *site_settings.STATICFILES_DIRS]
    settings.STORAGES = {
        **site_settings.STORAGES,
        "staticfiles": {"BACKEND": "config.storage.SiteStaticFilesStorage"},
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    sheet = (settings.STATIC_ROOT / "css" / "site.css").read_text("utf-8")
    assert sheet.rstrip().endswith(example_files()["static/css/theme.css"].strip())


def test_every_name_the_document_gives_is_one_of_the_tokens() -> None:
    named = set(re.findall(r"--[a-z-]+\b(?=`|:)", DOCUMENT.read_text("utf-8")))

    assert len(named) > 5
    assert named <= set(re.findall(r"--[a-z0-9-]+(?=:)", TOKENS.read_text("utf-8")))


@pytest.mark.django_db
def test_the_template_of_the_example_takes_the_place_of_ours(theme: Path) -> None:
    templates = copy.deepcopy(site_settings.TEMPLATES)
    templates[0]["DIRS"].insert(0, theme / "templates")

    with override_settings(TEMPLATES=templates):
        page = Client().get("/nowhere/")

    assert page.status_code == 404
    assert "은행나무 앞에서 다시 시작해 보세요." in page.content.decode()
    assert "사이트 정보" in page.content.decode()


@pytest.mark.django_db
def test_the_widgets_of_the_example_stand_on_the_front_page(theme: Path) -> None:
    templates = copy.deepcopy(site_settings.TEMPLATES)
    templates[0]["DIRS"].insert(0, theme / "templates")

    with override_settings(TEMPLATES=templates):
        text = Client().get("/").text

    aside = text.partition("<aside")[2].partition("</aside>")[0]
    assert aside.count("인기글") == aside.count("새 댓글") == 1
    assert 'class="visits"' in aside
    assert 'class="sparkline"' in aside
    assert 'name="password"' in aside


def test_every_widget_is_in_the_document() -> None:
    from portal import widgets
    from portal.templatetags.widgets import MOST_DAYS, register

    text = DOCUMENT.read_text("utf-8")
    example = example_files()["templates/portal/front.html"]
    assert all(f"`{{% {name} " in text for name in register.tags)
    assert all(f"{{% {name} " in example for name in register.tags)
    for number in (widgets.MOST_LINES, widgets.MOST_DAYS, MOST_DAYS):
        assert f"{number}" in text
    for number in (widgets.POSTS_WEIGHED, widgets.COMMENTS_WEIGHED):
        assert f"{number:,}개" in text
