"""Whoever follows the links of the site never stands before a wall."""

import re
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client

from boards.models import Board
from portal.starter import ensure_starter_site
from tests.boards.forms_sent import picture, text_file
from tests.factories import make_comment, make_manager, make_member, make_post
from uploads.services import prepare_upload

SITE = "http://testserver"
# Leaving and logging out end the walk; the admin's own helpers want a query.
NOT_FOLLOWED = re.compile(r"/accounts/logout/|^/static/|/admin/(jsi18n|autocomplete)/")
ENOUGH = 600


class Links(HTMLParser):
    """Collect what a page links to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = {"a": "href", "img": "src", "link": "href"}.get(tag)
        self.found += [value or "" for name, value in attrs if name == wanted]


@pytest.fixture
def town(db):
    """The starter site with a few posts of every kind."""
    ensure_starter_site()
    author = make_member()
    for board in Board.objects.all():
        post = make_post(
            board,
            author,
            links=["https://example.com/"],
            uploads=[prepare_upload(picture()), prepare_upload(text_file())],
        )
        make_comment(make_post(board, author, parent=post), author)
        make_comment(post, author_name="손님", guest_password="1234")
        for number in range(16):
            make_post(board, author, is_notice=number == 3)
    return author


def walk(client: Client, start: str) -> dict[str, tuple[int, str]]:
    """Follow every link from `start`; return what each answered, and who linked it."""
    seen: dict[str, tuple[int, str]] = {}
    todo = [(start, "")]
    while todo and len(seen) < ENOUGH:
        path, linked_by = todo.pop()
        if path in seen or NOT_FOLLOWED.search(path):
            continue
        response = client.get(path)
        seen[path] = (response.status_code, linked_by)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            links = Links()
            links.feed(response.text)
            # Django's admin has links of its own that only its script uses.
            assert path.startswith("/admin/") or "#" not in links.found, path
            found = (
                [response.headers["Location"]]
                if response.has_header("Location")
                else []
            )
            for link in links.found + found:
                parts = urlsplit(urldefrag(urljoin(SITE + path, link)).url)
                if f"{parts.scheme}://{parts.netloc}" == SITE:
                    query = f"?{parts.query}" if parts.query else ""
                    todo.append((parts.path + query, path))
    return seen


@pytest.mark.parametrize("role", ["guest", "member", "manager"])
def test_no_link_leads_to_a_wall(town, role, monkeypatch):
    monkeypatch.setattr("guard.throttle.throttle", lambda *args, **kwargs: None)
    client = Client()
    if role != "guest":
        client.force_login(town if role == "member" else make_manager())

    seen = walk(client, "/")

    walls = {
        path: answer
        for path, answer in seen.items()
        if answer[0] not in {200, 301, 302}
    }
    assert len(seen) > 60
    assert walls == {}
