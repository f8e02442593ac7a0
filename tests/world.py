"""A site with one of everything, and every address of it outside the admin."""

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from accounts.models import Member
from boards.services import set_managers
from portal.sitemaps import PART_SIZE
from siteconfig.models import Page
from siteconfig.services import publish_page
from tests.boards.forms_sent import text_file
from tests.factories import (
    make_board,
    make_comment,
    make_group,
    make_manager,
    make_member,
    make_post,
)
from uploads.services import prepare_upload

ROLES = ("guest", "member", "author", "board", "group", "site")


@dataclass
class World:
    """A site with one of everything, and a client per role."""

    people: dict[str, Member | None]
    arguments: dict[str, Any]

    def client(self, role: str) -> Client:
        client = Client()
        person = self.people[role]
        if person is not None:
            client.force_login(person)
        return client

    def address(self, name: str, converters: list[str]) -> str:
        return reverse(name, kwargs={key: self.arguments[key] for key in converters})


def make_world() -> World:
    """Make the site."""
    group, (member, author) = (
        make_group(),
        (
            make_member(password="pw"),
            make_member(password="pw"),
        ),
    )
    board = make_board(group=group, slug=group.slug)  # one {slug} names both
    of_board, of_group = make_member(password="pw"), make_member(password="pw")
    set_managers(board, [of_board])
    set_managers(group, [of_group])
    post = make_post(
        board,
        author,
        links=["https://example.com/"],
        uploads=[prepare_upload(text_file())],
    )
    publish_page(Page(slug=board.slug), title="소개", body="<p>글</p>", author=None)
    return World(
        people={
            "guest": None,
            "member": member,
            "author": author,
            "board": of_board,
            "group": of_group,
            "site": make_manager(password="pw"),
        },
        arguments={
            "slug": board.slug,
            "post_id": post.pk,
            "comment_id": make_comment(post, author).pk,
            "number": 1,
            "row_id": 0,
            "pk": 0,
            "draft_id": 1,
            "part": post.pk // PART_SIZE,
            "token": "no-such-token",
            "path": "pictures/none.webp",
            "host": "youtube",
            "code": "abcdefghijk",
            "key": "no-such-key",
            "uidb36": "1",
        },
    )


def addresses() -> dict[str, list[str]]:
    """Every named address outside the admin, with the arguments it takes."""
    found: dict[str, list[str]] = {}

    def walk(resolver: Any, namespace: str = "", outer: tuple[str, ...] = ()) -> None:
        for pattern in resolver.url_patterns:
            names = (*outer, *pattern.pattern.regex.groupindex)
            if isinstance(pattern, URLPattern):
                found[f"{namespace}{pattern.name}"] = list(names)
            elif pattern.app_name != "admin":
                inner = f"{pattern.namespace}:" if pattern.namespace else ""
                walk(pattern, inner or namespace, names)

    walk(get_resolver())
    return found
