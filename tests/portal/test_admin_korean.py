"""The admin speaks Korean: every page of it is opened and searched for English."""

import gettext
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import allauth
import django
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as translate

from boards import services
from siteconfig.models import MenuItem, Page
from siteconfig.services import publish_page, save_menu_item, save_settings, site
from tests.boards.admin_pages import address, post_form, run_action
from tests.factories import (
    make_board,
    make_category,
    make_comment,
    make_group,
    make_manager,
    make_member,
    make_post,
)
from visitors.models import DailyVisits

CATALOGUES = Path(settings.BASE_DIR, "locale/ko/LC_MESSAGES")
LATIN = re.compile(r"[A-Za-z]+")
OPEN_PARTICLE = re.compile(
    r"[을은이와과]\s*[(/]\s*[를는가과와]|[를는가]\s*/\s*[을은이]|\((?:이|가|은|는|을|를|으)\)"
)
ADDRESS = re.compile(r"(https?:/)?/[\w/.-]*")
KEYS = re.compile(
    r"\b(?:Ctrl|Alt)\+[\w+]+|\b(?:Esc|Tab)\b", re.A
)  # as keyboards name them
# Signs, a tag that the help names, and the yes/no icons' names.
ALLOWED = {"HTML", "IP", "URL", "N", "content", "Copyright", "True", "False"}
ALLOWED |= {"REST", "API"}  # what Kakao calls its key
ALLOWED |= {"KB", "MB", "GB", "TB", "CSV"}  # as everybody writes them
# What people typed may be Latin.
TYPED = {"pre", "textarea", "script", "style", "code"}


class Words(HTMLParser):
    """Collects what a page says: its text, and the labels of buttons and links."""

    SAYING = {"title", "placeholder", "alt", "aria-label"}
    BUTTONS = {"submit", "button", "reset"}
    EMPTY = {"input", "br", "img", "link", "meta", "hr", "path", "use"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag not in self.EMPTY:
            self._open.append(tag)
        self.said += [values[name] or "" for name in self.SAYING & values.keys()]
        if tag == "input" and values.get("type") in self.BUTTONS:
            self.said.append(values.get("value") or "")

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if not TYPED & set(self._open):
            self.said.append(data)


def english_in(html: str) -> set[str]:
    """Return the Latin words a page says that nobody typed into it."""
    said = KEYS.sub("", ADDRESS.sub("", " ".join(Words(html).said)))
    return set(LATIN.findall(said)) - ALLOWED


@pytest.fixture
def client(db) -> Client:
    """A manager, on a site where every kind of row exists and is named in Korean."""
    client = Client()
    manager = make_manager(username="1001", nickname="운영자")
    client.force_login(manager)
    save_settings(site())
    group = make_group(slug="10", name="커뮤니티")
    board = make_board(slug="11", name="자유게시판", group=group)
    author = make_member(username="1002", nickname="홍길동")
    category = make_category(board, name="잡담")
    post = make_post(board, author, title="제목", category=category)
    make_comment(post, author, body="댓글")
    hidden = make_post(make_board(slug="12", group=group), author, title="숨긴 글")
    services.hide_post(hidden, by=manager)
    save_menu_item(MenuItem(label="첫 메뉴", url="/"))
    publish_page(Page(slug="13"), title="소개", body="글", author=manager)
    DailyVisits.objects.create(date="2024-05-06", count=3)
    client.post(address(post), post_form(post, title="고친 제목"))
    return client


def pages_of_models() -> list[tuple[str, str]]:
    return [
        (model._meta.label_lower.replace(".", "_"), page)
        for model in admin.site._registry
        for page in ("changelist", "add", "change", "delete", "history")
    ]


@pytest.mark.parametrize(
    "url",
    [
        *("/admin/", "/admin/password_change/"),
        *("/admin/writing/days/", "/admin/writing/boards/"),
    ],
)
def test_pages_that_belong_to_no_model_are_korean(client, url):
    response = client.get(url, follow=True)

    assert response.status_code == 200
    assert english_in(response.text) == set()


@pytest.mark.parametrize(
    "app", sorted({m._meta.app_label for m in admin.site._registry})
)
def test_the_list_of_an_app_is_korean(client, app):
    response = client.get(f"/admin/{app}/")

    assert english_in(response.text) == set()


@pytest.mark.parametrize(("model", "page"), pages_of_models())
def test_every_page_of_a_model_is_korean(client, model, page):
    row = apps.get_model(model.replace("_", ".", 1)).objects.first()
    needs_row = page in {"change", "delete", "history"}
    args = [row.pk if row else 1] if needs_row else []

    response = client.get(reverse(f"admin:{model}_{page}", args=args), follow=True)

    assert response.status_code in {200, 403}
    assert english_in(response.text) == set()


@pytest.mark.parametrize("model", list(admin.site._registry))
def test_names_of_apps_models_and_fields_are_korean(model):
    options = model._meta
    names = [options.app_config.verbose_name, options.verbose_name]
    names += [options.verbose_name_plural]
    names += [
        field.verbose_name
        for field in options.get_fields()
        if getattr(field, "editable", False) and not field.auto_created
    ]

    said = " ".join(str(name) for name in names)

    assert set(LATIN.findall(said)) - ALLOWED == set()


@pytest.mark.parametrize(
    "action",
    [
        *("hide_chosen", "restore_chosen", "delete_chosen"),
        *("move_chosen", "recategorise_chosen", ""),
    ],
)
def test_actions_ask_and_answer_in_korean(client, action):
    from boards.models import Post

    posts = Post.objects.filter(board__slug="11")

    for chosen in (posts, []):
        page = run_action(client, Post, action, chosen, index=0).text
        assert english_in(page) == set()


def test_errors_of_forms_are_korean(client):
    from boards.models import Board, Post

    post = Post.objects.first()
    wrong = [
        (address(post), {"created_at_0": "x", "category": 99, "body_format": "x"}),
        (address(Board, "add"), {"slug": "!", "posts_per_page": 0, "managers": [77]}),
        (address(Board, "add"), {"slug": "11", "name": "가" * 99}),
    ]

    for url, typed in wrong:
        empty = {"categories-TOTAL_FORMS": 0, "categories-INITIAL_FORMS": 0}
        page = client.post(url, {**empty, **typed}).text
        assert "errorlist" in page
        assert english_in(page) <= {"x"}


def test_a_list_that_cannot_be_read_says_so_in_korean(client):
    page = client.get("/admin/boards/post/?e=1").text

    assert english_in(page) == set()


def test_header_and_title_carry_the_name_of_the_site(client):
    settings_row = site()
    settings_row.site_name = "우리 마당"
    save_settings(settings_row)

    page = client.get("/admin/").text

    assert page.count("우리 마당 관리") == 2


def test_the_history_tells_what_happened_in_korean(client):
    entries = [entry.get_change_message() for entry in LogEntry.objects.all()]

    assert entries
    assert not any(LATIN.search(entry) for entry in entries)


def catalogue(path: Path) -> dict:
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


def their_catalogue(domain: str) -> dict:
    """The Korean of Django and django-allauth where we show it, before ours."""
    root = Path(django.__file__).parent
    packages = [root / "conf", root / "contrib/admin", root / "contrib/auth"]
    words = {}
    for package in [*packages, Path(allauth.__file__).parent]:
        path = package / f"locale/ko/LC_MESSAGES/{domain}.mo"
        if path.exists():
            words |= catalogue(path)
    return words


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_they_still_say_what_we_say_better(domain):
    known = their_catalogue(domain).keys()

    assert catalogue(CATALOGUES / f"{domain}.mo").keys() - known == set()


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_compiled_catalogue_is_that_of_the_source(domain):
    source = (CATALOGUES / f"{domain}.po").read_text()
    words = re.findall(r'^msgstr(?:\[0\])? "(.+)"$', source, re.MULTILINE)
    compiled = catalogue(CATALOGUES / f"{domain}.mo")
    del compiled[""]

    assert sorted(words) == sorted(compiled.values())


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_particles_are_never_left_open(domain):
    words = their_catalogue(domain) | catalogue(CATALOGUES / f"{domain}.mo")

    assert not [word for word in words.values() if OPEN_PARTICLE.search(word)]


def test_pages_and_scripts_use_our_words(client):
    assert translate("Home") == "처음"
    assert json.dumps("날짜 고르기") in client.get("/admin/jsi18n/").text


def test_dates_in_lists_are_short(client):
    page = client.get("/admin/boards/post/").text

    assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d</td>", page)
