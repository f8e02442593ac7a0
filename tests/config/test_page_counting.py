"""The wrapper around Django counts the pages that people were given, and only those."""

import logging
from collections.abc import Iterable, Iterator
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
import time_machine
from django.db import OperationalError, connection

from boards.services import views
from config import page_counting
from config.page_cache import PageCache
from config.page_store import PageStore
from tests.factories import make_member
from visitors import presence
from visitors.models import DailyVisits, Presence, SearchWord, Visit
from visitors.services import counts

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) Mobile/15E148"
HTML = ("Content-Type", "text/html; charset=utf-8")
PRIVATE = ("Cache-Control", "private, no-cache")

pytestmark = pytest.mark.django_db


class Body:
    """What Django gives the server: an iterable that wants to be closed."""

    def __init__(self, *parts: bytes) -> None:
        self.parts = parts
        self.closed_with: list[int] = []

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.parts)

    def close(self) -> None:
        self.closed_with.append(counts().today)


class Server:
    """Asks as a server does: iterates, then closes; keeps what was sent."""

    def __init__(self, status: str, *headers: tuple[str, str]) -> None:
        self.status = status
        self.headers = list(headers)
        self.body: Any = Body(b"one", b"two")
        self.sent_headers: list[tuple[str, str]] = []

    def application(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start(self.status, self.headers)
        body: Iterable[bytes] = self.body
        return body

    def start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> None:
        assert status == self.status
        self.sent_headers = headers

    def ask(self, **fields: str) -> bytes:
        environ: dict[str, Any] = {}
        setup_testing_defaults(environ)
        environ |= {"REMOTE_ADDR": "192.0.2.1", "HTTP_USER_AGENT": PHONE, **fields}
        answer: Any = PageCache(self.application, PageStore(0))(
            environ, self.start_response
        )
        content = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return content


@pytest.fixture(autouse=True)
def no_flusher(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Views wait until the test looks."""
    monkeypatch.setattr(views._queue.flusher, "keep_running", lambda: None)
    monkeypatch.setattr(presence._flusher, "keep_running", lambda: None)
    yield
    views.forget_views()
    presence.forget()


def noted() -> list[tuple[int, int]]:
    return [(view.post, len(view.visitor)) for view in views._queue.waiting]


def test_a_page_counts_its_reader_and_arrives_whole() -> None:
    server = Server("200 OK", HTML)

    content = server.ask()

    assert content == b"onetwo"
    assert server.sent_headers == [HTML, PRIVATE]
    assert counts().today == 1


def test_the_same_reader_counts_once() -> None:
    server = Server("200 OK", HTML)

    server.ask()
    server.ask(PATH_INFO="/boards/free/")

    assert counts().today == 1


@pytest.mark.parametrize("headers", [[], [HTML]])
def test_a_page_that_has_not_changed_counts_too(headers: list[Any]) -> None:
    Server("304 Not Modified", *headers).ask()

    assert counts().today == 1


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("404 Not Found", [HTML]),
        ("500 Internal Server Error", [HTML]),
        ("302 Found", [HTML]),
        ("206 Partial Content", [HTML]),
        ("200 OK", []),
        ("200 OK", [("content-type", "application/json")]),
        ("200 OK", [("Content-Type", "image/webp")]),
        ("304 Not Modified", [("Content-Type", "image/webp")]),
    ],
)
def test_what_is_no_page_does_not_count(status: str, headers: list[Any]) -> None:
    Server(status, *headers).ask()

    assert counts().today == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "POST"},
        {"PATH_INFO": "/admin/boards/post/"},
        {"PATH_INFO": "/static/page.html"},
        {"PATH_INFO": "/media/page.html"},
        {"PATH_INFO": "/healthz"},
        {"HTTP_HX_REQUEST": "true"},
        {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
        {"HTTP_USER_AGENT": "Googlebot/2.1"},
        {"HTTP_USER_AGENT": ""},
        {"REMOTE_ADDR": ""},
    ],
)
def test_a_request_that_no_reader_made_does_not_count(fields: dict[str, str]) -> None:
    Server("200 OK", HTML, ("Madang-Post", "5")).ask(**fields)

    assert counts().today == 0
    assert noted() == []


def test_a_request_without_address_and_user_agent_is_answered() -> None:
    server = Server("200 OK", HTML)
    answer: Any = PageCache(server.application, PageStore(0))(
        {"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, server.start_response
    )

    answer.close()

    assert counts().today == 0


def test_django_closes_its_answer_once_and_after_the_count() -> None:
    server = Server("200 OK", HTML)

    server.ask()

    assert server.body.closed_with == [1]


def test_an_answer_that_is_no_page_is_handed_on_as_it_is() -> None:
    server = Server("200 OK", ("Content-Type", "image/webp"))
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/media/a.webp"}

    assert (
        PageCache(server.application, PageStore(0))(environ, server.start_response)
        is server.body
    )


def test_a_body_that_cannot_be_closed_is_fine() -> None:
    server = Server("200 OK", HTML)
    server.body = [b"one"]

    assert server.ask() == b"one"
    assert counts().today == 1


def test_pages_that_wait_are_counted_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page_counting.queue.flusher, "keep_running", lambda: None)
    for post in "565":
        Server("200 OK", HTML, ("Madang-Post", post)).ask(
            PATH_INFO=f"/boards/a/{post}/"
        )
    Server("200 OK", HTML).ask(REMOTE_ADDR="192.0.2.2", PATH_INFO="/new/")
    Server("200 OK", HTML, ("Madang-Post", "no number")).ask(REMOTE_ADDR="192.0.2.3")
    assert counts().today == 0

    page_counting.queue.flush()
    presence.flush()

    assert counts().today == 3
    assert [post for post, _length in noted()] == [5, 6]
    assert DailyVisits.objects.get().views == 5
    assert set(Presence.objects.values_list("path", flat=True)) == {
        *("/boards/a/5/", "/new/", "/"),
    }


def test_a_page_counts_for_the_day_it_was_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page_counting.queue.flusher, "keep_running", lambda: None)
    with time_machine.travel("2026-03-01T23:59:59+09:00"):
        Server("200 OK", HTML, ("Madang-Post", "5"), ("Madang-Search", "x")).ask()

    with time_machine.travel("2026-03-02T00:00:01+09:00"):
        for post in "56":
            Server("200 OK", HTML, ("Madang-Post", post)).ask()
        page_counting.queue.flush()
        presence.flush()

    days = DailyVisits.objects.order_by("date")
    assert [(str(day.date), day.count, day.views) for day in days] == [
        ("2026-03-01", 1, 1),
        ("2026-03-02", 1, 2),
    ]
    seen = sorted((str(view.day), view.post) for view in views._queue.waiting)
    assert seen == [("2026-03-01", 5), ("2026-03-02", 5), ("2026-03-02", 6)]
    assert str(SearchWord.objects.get().date) == "2026-03-01"


def test_a_search_is_noted_with_its_words() -> None:
    Server("200 OK", HTML, ("Madang-Search", "%EA%B3%A8%EB%AA%A9")).ask()

    assert SearchWord.objects.get().word == "골목"


def test_a_robots_search_is_not_noted() -> None:
    server = Server("200 OK", HTML, ("Madang-Search", "x"))
    server.ask(HTTP_USER_AGENT="Googlebot/2.1")

    assert not SearchWord.objects.exists()


def test_a_page_tells_who_is_here_and_where() -> None:
    member = make_member()
    server = Server("200 OK", HTML, ("Madang-Member", str(member.pk)))
    server.ask(PATH_INFO="/boards/\xea\xb0\x80/")

    presence.flush()

    row = Presence.objects.get()
    assert (row.member, row.path, row.address) == (member, "/boards/가/", "192.0.*.*")
    assert server.sent_headers == [HTML, PRIVATE]


def test_who_hides_is_not_told() -> None:
    headers = [("Madang-Member", str(make_member().pk)), ("Madang-Hidden", "1")]
    server = Server("200 OK", HTML, *headers)
    server.ask()

    presence.flush()

    assert not Presence.objects.exists()
    assert server.sent_headers == [HTML, PRIVATE]


@pytest.mark.parametrize(("hides", "shown"), [("01", []), ("10", ["m7"])])
def test_of_pages_counted_together_the_last_tells_who_hides(
    hides: str, shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_counting.queue.flusher, "keep_running", lambda: None)
    member = make_member(pk=7)
    for is_hidden in map(int, hides):
        hidden = [("Madang-Hidden", "1")] * is_hidden
        Server("200 OK", HTML, ("Madang-Member", str(member.pk)), *hidden).ask()

    page_counting.queue.flush()
    presence.flush()

    assert list(Presence.objects.values_list("key", flat=True)) == shown


def test_a_referrer_and_the_first_page_are_kept() -> None:
    server = Server("200 OK", HTML)
    server.ask(PATH_INFO="/new/", HTTP_REFERER="https://example.com/<script>")

    visit = Visit.objects.get()
    assert (visit.entry, visit.referrer) == ("/new/", "example.com/<script>")


@pytest.mark.parametrize("name", ["Madang-Post", "madang-post"])
def test_a_page_names_its_post_to_us_and_to_nobody_else(name: str) -> None:
    server = Server("200 OK", HTML, (name, "5"), ("X-Other", "kept"))

    server.ask()

    assert noted() == [(5, 32)]
    assert server.sent_headers == [HTML, ("X-Other", "kept"), PRIVATE]


def test_the_name_of_the_post_is_taken_off_robots_answers_too() -> None:
    server = Server("200 OK", HTML, ("Madang-Post", "5"))

    server.ask(HTTP_USER_AGENT="Googlebot/2.1")

    assert server.sent_headers == [HTML, PRIVATE]


def test_a_page_without_a_post_is_no_view() -> None:
    Server("200 OK", HTML).ask()

    assert noted() == []


def test_a_broken_database_breaks_no_page(caplog: pytest.LogCaptureFixture) -> None:
    server = Server("200 OK", HTML, ("Madang-Post", "5"))

    def refuse(*args: Any) -> None:
        raise OperationalError("gone away")

    with connection.execute_wrapper(refuse), caplog.at_level(logging.ERROR):
        server.body = [b"whole"]
        assert server.ask() == b"whole"

    assert "gone away" in caplog.text
    assert noted() == []


def test_whatever_fails_is_logged_and_django_is_closed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    server = Server("200 OK", HTML, ("Madang-Post", "no number"))

    assert server.ask() == b"onetwo"

    assert "A page could not be counted" in caplog.text
    assert len(server.body.closed_with) == 1
