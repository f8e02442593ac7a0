"""Every page of members speaks Korean, to guests and to members."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from accounts import services
from tests.accounts.joining import PASSWORD, page
from tests.factories import make_manager, make_member

pytestmark = pytest.mark.django_db

# What stays in Latin letters wherever it is said.
ALLOWED = {"id", "pw", "copyright", "powered", "by", "madang", "http", "csv", "ip"}
ALLOWED |= {"rss", "atom"}
ARGUMENT = r"\(\?P<(\w+)>[^)]*\)|<\w+:(\w+)>"
JUNK = {"key": "abc", "uidb36": "1", "token": "abc", "row_id": "0", "pk": "0"}


class _Words(HTMLParser):
    """Collects what a person reads or hears, without names of fields and files."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in {"script", "style"}
        spoken = {"placeholder", "aria-label", "title", "alt"}
        self.words += [value or "" for name, value in attrs if name in spoken]
        given = dict(attrs)
        if tag == "input" and given.get("type") in {"submit", "button"}:
            self.words.append(given.get("value") or "")

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.silent:
            self.words.append(data)


def english_in(text):
    """Return the Latin words of a page that are not names of things."""
    parser = _Words()
    parser.feed(text)
    plain = re.sub(r"\S*[@/]\S*|\b\w*[_\d]\w*\b", " ", " ".join(parser.words))
    return {w for w in re.findall(r"[A-Za-z]{2,}", plain) if w.lower() not in ALLOWED}


def said(response):
    """Return what an answer says; a script's answer says the values, not the keys."""
    if response.headers["Content-Type"] == "application/json":
        return " ".join(response.json().values())
    return page(response)


def addresses():
    """Return every address below /accounts/, made-up values in its places."""
    found = set()

    def walk(resolver, before):
        for pattern in resolver.url_patterns:
            path = before + re.sub(ARGUMENT, _fill, _bare(pattern))
            if isinstance(pattern, URLResolver):
                walk(pattern, path)
            elif path.startswith("accounts/"):
                found.add(f"/{path}")

    walk(get_resolver(), "")
    return sorted(found)


def _bare(pattern):
    return str(pattern.pattern).removeprefix("^").removesuffix("$").removesuffix("\\Z")


def _fill(match):
    return JUNK.get(match[1] or match[2], "0")


@pytest.mark.parametrize("is_member", [False, True])
@pytest.mark.parametrize("address", addresses())
def test_a_page_of_members_is_korean(client, address, is_member):
    if is_member:
        client.force_login(make_member(nickname="새봄", password=PASSWORD))

    response = client.get(address, follow=True)

    assert response.status_code in {200, 404, 405}
    assert english_in(said(response)) == set()


@pytest.mark.parametrize("address", addresses())
def test_an_empty_form_is_answered_in_korean(client, address):
    client.force_login(make_member(nickname="새봄", password=PASSWORD))

    response = client.post(address, follow=True)

    assert response.status_code in {200, 302, 404, 405}
    assert english_in(page(response)) == set()


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/signup/"])
def test_an_empty_form_of_a_guest_is_answered_in_korean(client, address):
    text = page(client.post(address))

    assert "필수 항목입니다" in text
    assert english_in(text) == set()


def test_the_first_managers_page_is_korean(client):
    link = services.invite_first_manager()

    text = page(client.get(link.removeprefix("http://127.0.0.1:8000")))

    assert "첫 관리자 만들기" in text
    assert english_in(text) == set()


@pytest.mark.parametrize("where", ["", "?q=x", "add/", "{pk}/change/", "{pk}/delete/"])
def test_the_members_in_the_admin_are_korean(client, where):
    boss = make_manager(nickname="대장")
    client.force_login(boss)

    text = page(client.get("/admin/accounts/member/" + where.format(pk=boss.pk)))

    content = text[text.index('<div id="content"') :]
    icons = {"Search", "True", "False"}  # Django writes these names itself
    assert english_in(content) <= icons


@pytest.mark.parametrize("address", addresses())
def test_a_page_of_members_has_no_inline_script_or_style(client, address):
    text = page(client.get(address, follow=True))

    assert not re.search(r"\sstyle=|\son\w+=|<style", text)
    assert not re.search(
        r"<script(?![^>]*\s(src=|type=\"application/ld\+json\"))", text
    )
