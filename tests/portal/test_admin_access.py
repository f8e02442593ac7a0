"""Every address of the admin asked by every role, in one table."""

from typing import Any

import pytest
from allauth.socialaccount.models import SocialApp
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from accounts.models import Member
from accounts.suspending import suspend
from boards.models import Post
from boards.services import set_managers
from guard.bans import save_ban
from guard.models import AddressBan, AuditEntry
from siteconfig.models import MenuItem, Page
from siteconfig.services import publish_page, save_menu_item, save_settings, site
from tests.factories import (
    make_board,
    make_category,
    make_comment,
    make_group,
    make_manager,
    make_member,
    make_post,
)
from visitors.models import (
    DailyVisits,
    HiddenWord,
    OpeningBalance,
    SearchWord,
    Visit,
)

pytestmark = pytest.mark.django_db

ROLES = ("guest", "member", "board", "group", "site")


def answers(*managers: int, guest: int = 302, member: int = 302) -> dict[str, int]:
    """What managers of a board, of a group and of the site get; others the log-in."""
    return dict(zip(ROLES, (guest, member, *managers), strict=True))


MANAGERS = answers(200, 200, 200)
GROUPS = answers(403, 200, 200)
SITE = answers(403, 403, 200)
NOBODY = answers(403, 403, 403)
LED_ON = answers(302, 302, 302)
NO_POST = answers(405, 405, 405)

# What GET answers to each role, what an empty POST answers: 200 with the form again.
# Board and group managers have a board with a category, a post and a comment.
OF_NO_MODEL = {
    "index": (MANAGERS, MANAGERS),
    "login": (answers(302, 302, 302, member=403), answers(200, 200, 200, member=403)),
    "logout": (NO_POST, LED_ON),
    "password_change": (LED_ON, LED_ON),
    "password_change_done": (MANAGERS, NO_POST),
    "autocomplete": (NOBODY, NO_POST),  # which names no field
    "jsi18n": (MANAGERS, NO_POST),
    "app_list": (MANAGERS, MANAGERS),
    "view_on_site": (LED_ON, LED_ON),
    "visitors_dailyvisits_report": (SITE, SITE),
    "writing_report": (SITE, NO_POST),
    "siteconfig_page_version": (SITE, answers(403, 403, 302)),
}

_ALL = ("changelist", "add", "change", "delete", "history")


def pages(**others: Any) -> dict[str, Any]:
    """The pages of a model: site managers' alone, but for `others`."""
    return {page: others.get(page, (SITE, SITE)) for page in _ALL}


TO_READ = pages(add=(NOBODY, NOBODY), change=(SITE, NOBODY), delete=(NOBODY, NOBODY))
ONE_ROW = pages(
    changelist=(LED_ON, LED_ON), add=(NOBODY, NOBODY), delete=(NOBODY, NOBODY)
)
UNKNOWN = answers(404, 200, 200)
OF_MODELS = {
    "boards_boardgroup": pages(
        changelist=(GROUPS, GROUPS),
        change=(UNKNOWN, UNKNOWN),
        history=(UNKNOWN, UNKNOWN),
        delete=(answers(404, 403, 200), answers(404, 403, 200)),
    ),
    "boards_board": pages(
        changelist=(MANAGERS, MANAGERS),
        change=(MANAGERS, MANAGERS),
        history=(MANAGERS, MANAGERS),
    ),
    "boards_category": dict.fromkeys(_ALL, (MANAGERS, MANAGERS)),
    "boards_post": dict.fromkeys(_ALL, (MANAGERS, MANAGERS)),
    "boards_comment": {
        **dict.fromkeys(_ALL, (MANAGERS, MANAGERS)),
        "add": (NOBODY, NOBODY),
    },
    "visitors_dailyvisits": TO_READ,
    "visitors_openingbalance": ONE_ROW,
    "visitors_visit": TO_READ,
    "visitors_searchword": TO_READ,
    "visitors_hiddenword": pages(),
    "socialaccount_socialapp": pages(),
    "accounts_member": pages(),
    "accounts_suspension": TO_READ | {"add": (SITE, SITE)},
    "siteconfig_sitesettings": ONE_ROW,
    "siteconfig_menuitem": pages(),
    "siteconfig_page": pages(),
    "guard_addressban": pages(),
    "guard_auditentry": TO_READ,
}
ACCESS = OF_NO_MODEL | {
    f"{model}_{page}": given
    for model, of_pages in OF_MODELS.items()
    for page, given in of_pages.items()
}


@pytest.fixture
def people(db: None) -> dict[str, Member | None]:
    """One of each role, on a site where the admin has a row of every model."""
    author = make_member()
    group = make_group()
    board = make_board(group=group)
    of_board, of_group = make_member(), make_member()
    set_managers(board, [of_board])
    set_managers(group, [of_group])
    category = make_category(board)
    make_comment(make_post(board, author, category=category), author)
    save_settings(site())
    save_menu_item(MenuItem(label="첫 메뉴", url="/"))
    publish_page(Page(slug="company"), title="소개", body="<p>글</p>", author=None)
    DailyVisits.objects.create(date="2024-05-06", count=3)
    Visit.objects.create(date="2024-05-06", visitor="a")
    SearchWord.objects.create(date="2024-05-06", word="골목", visitor="a")
    HiddenWord.objects.create(word="나쁜말")
    OpeningBalance.objects.get_or_create(pk=1)
    suspend(make_member(), until=None, reason="광고", by=None)
    save_ban(AddressBan(network="203.0.113.7", reason="도배"))
    AuditEntry.objects.create(act="add", object_type="boards.post", object_repr="글")
    SocialApp.objects.create(provider="kakao", name="카카오", client_id="1")
    return {
        "guest": None,
        "member": author,
        "board": Member.objects.get(pk=of_board.pk),
        "group": Member.objects.get(pk=of_group.pk),
        "site": make_manager(),
    }


def addresses() -> dict[str, list[str]]:
    """Every named address of the admin, with the arguments it takes.

    Those without a name lead on to one that has one, or are the 404 of the rest.
    """
    found: dict[str, list[str]] = {}

    def walk(resolver: Any, is_admin: bool) -> None:
        for pattern in resolver.url_patterns:
            if not isinstance(pattern, URLPattern):
                walk(pattern, is_admin or pattern.app_name == "admin")
            elif is_admin and pattern.name:
                found[pattern.name] = list(pattern.pattern.regex.groupindex)

    walk(get_resolver(), is_admin=False)
    return found


def address(name: str, arguments: list[str]) -> str:
    """Return where an address leads on this site: to the first row of its model."""
    post = Post.objects.earliest("pk")
    given: dict[str, Any] = {
        "app_label": "boards",
        "content_type_id": ContentType.objects.get_for_model(post).pk,
        "page_id": Page.objects.earliest("pk").pk,
        "number": 1,
        "slug": "days",
        "object_id": post.pk,
    }
    model = name.rpartition("_")[0]
    if model in OF_MODELS:
        rows = apps.get_model(model.replace("_", ".", 1))._default_manager
        given["object_id"] = rows.earliest("pk").pk
    kwargs = {argument: given[argument] for argument in arguments}
    return reverse(f"admin:{name}", kwargs=kwargs)


def browser_of(person: Member | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def test_the_table_names_every_address():
    assert set(addresses()) == set(ACCESS)


def test_every_model_of_the_admin_has_its_five_pages():
    models = {
        model._meta.label_lower.replace(".", "_") for model in admin.site._registry
    }

    assert models == set(OF_MODELS)


@pytest.mark.parametrize("role", ROLES)
def test_reading_answers_as_the_table_says(people, role):
    given = {
        name: browser_of(people[role]).get(address(name, arguments)).status_code
        for name, arguments in addresses().items()
    }

    assert given == {name: read[role] for name, (read, _sent) in ACCESS.items()}


@pytest.mark.parametrize("role", ROLES)
def test_sending_answers_as_the_table_says(people, role):
    given = {
        name: browser_of(people[role]).post(address(name, arguments)).status_code
        for name, arguments in addresses().items()
    }

    assert given == {name: sent[role] for name, (_read, sent) in ACCESS.items()}


@pytest.mark.parametrize("role", ["guest", "member"])
def test_who_runs_nothing_is_led_to_the_log_in(people, role):
    response = browser_of(people[role]).get("/admin/accounts/member/")

    assert response.headers["Location"].startswith("/admin/login/?next=")


@pytest.mark.parametrize("role", ["board", "group"])
@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_rows_of_other_boards_are_not_there(people, role, page):
    others = make_post()

    url = reverse(f"admin:boards_post_{page}", args=[others.pk])

    assert browser_of(people[role]).get(url).status_code == 404
