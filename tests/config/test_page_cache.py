"""Guests are given ready pages: the right ones, to the right people, never too old."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from boards.services import (
    create_comment,
    create_post,
    delete_post,
    save_board,
    views,
)
from config import page_cache
from config.page_store import LEAST_OF_MAX_AGE, Page, PageStore
from guard.bans import ban_of, save_ban
from guard.models import AddressBan
from tests.config.asking import MEGABYTE, Site
from tests.factories import make_board, make_category, make_member, make_post
from visitors import presence
from web import generations
from web.pages import FRESH_COOKIE, MAX_AGE, MAX_AGE_UNCHANGED

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quiet(settings: Any) -> Iterator[None]:
    settings.PAGE_CACHE_DEBUG = True
    yield
    views.forget_views()
    presence.forget()


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """A clock that the test moves."""
    now = [1000.0]
    monkeypatch.setattr("config.page_store.time.monotonic", lambda: now[0])
    return now


def session_of(member: Any) -> str:
    client = Client()
    client.force_login(member)
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


class TestWhoIsGivenAReadyPage:
    def test_the_second_stranger_gets_the_first_ones_bytes(self, site):
        board = make_board()
        first = site.ask(board.get_absolute_url())
        second = site.ask(
            board.get_absolute_url(),
            REMOTE_ADDR="203.0.113.9",
            HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/130.0",
            HTTP_ACCEPT_LANGUAGE="en",
            HTTP_REFERER="https://example.com/",
        )

        assert (first.found, second.found) == ("miss", "hit")
        assert second.body == first.body
        assert len(site.asked) == 1

    @pytest.mark.parametrize("name", ["messages", FRESH_COOKIE, "sessionid"])
    def test_whoever_has_a_cookie_of_his_own_is_answered_by_django(self, site, name):
        site.ask("/")
        answer = site.ask("/", HTTP_COOKIE=f"theme=dark; {name}=x")

        assert answer.found == ""
        assert len(site.asked) == 2

    @pytest.mark.parametrize(
        "fields",
        [
            {"HTTP_HX_REQUEST": "true"},
            {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
            {"CONTENT_LENGTH": "5"},
            {"SCRIPT_NAME": "/inside"},
        ],
    )
    def test_an_unusual_request_is_answered_by_django(self, site, fields):
        site.ask("/")

        assert site.ask("/", **fields).found == ""

    def test_a_members_page_is_never_given_to_a_guest(self, site):
        member = make_member(nickname="새벽두부")
        cookie = session_of(member)

        assert "새벽두부" in site.ask("/", HTTP_COOKIE=cookie).text
        assert "새벽두부" not in site.ask("/").text
        assert "새벽두부" in site.ask("/", HTTP_COOKIE=cookie).text

    def test_a_banned_address_is_shown_the_ban(self, site, settings):
        site.ask("/")
        save_ban(
            AddressBan(
                network="192.0.2.0/24", reason="광고", scope=AddressBan.Scope.ALL
            )
        )

        assert site.ask("/").status == 403
        assert site.ask("/", REMOTE_ADDR="198.51.100.1").found == "hit"

    def test_a_page_that_does_not_opt_in_is_never_kept(self, site):
        for _ in range(2):
            assert site.ask("/search/").found == ""
        assert site.store.bytes == 0

    def test_without_a_store_all_is_made_anew(self):
        site = Site(PageStore(0))
        for _ in range(2):
            assert site.ask("/").status == 200
        assert len(site.asked) == 2


class TestWhatAPageDependsOn:
    def test_parameters_it_does_not_know_are_no_matter(self, site):
        board = make_board()
        plain = site.ask(board.get_absolute_url())
        junk = site.ask(f"{board.get_absolute_url()}?utm_source=x&fbclid=%00&=&%ff")

        assert junk.found == "hit"
        assert junk.body == plain.body

    def test_the_first_ones_junk_is_not_in_the_page(self, site):
        board = make_board()
        page = site.ask(f"{board.get_absolute_url()}?page=1&from=my-secret-place")

        assert page.found == "miss"
        assert "my-secret-place" not in page.text

    def test_those_it_knows_are(self, site):
        board = make_board(posts_per_page=1)
        category = make_category(board)
        for title in ("첫째", "둘째"):
            make_post(board, title=title, category=category)
        place = board.get_absolute_url()

        assert "첫째" not in site.ask(f"{place}?page=1").text
        assert "첫째" in site.ask(f"{place}?page=2").text
        swapped = site.ask(f"{place}?page=2&category={category.pk}")
        assert site.ask(f"{place}?category={category.pk}&page=2").body == swapped.body
        assert site.ask(f"{place}?page=1&page=2").found == "hit"  # the last one counts
        assert len(site.asked) == 3

    @pytest.mark.parametrize("query", ["page=" + "9" * 600, "&".join(["a=1"] * 3000)])
    def test_a_query_of_any_size_is_answered(self, site, query):
        answer = site.ask(f"{make_board().get_absolute_url()}?{query}")

        assert answer.status in {200, 400}
        assert site.store.bytes == 0

    def test_the_host_must_be_ours(self, site):
        site.ask("/")

        assert site.ask("/", HTTP_HOST="evil.example").status == 400
        assert site.ask("/", HTTP_HOST="").status == 400 or site.store.bytes
        assert site.ask("/", HTTP_HOST="TESTSERVER:8123").found == "hit"

    def test_https_has_pages_of_its_own(self, site):
        site.ask("/")

        assert site.ask("/", **{"wsgi.url_scheme": "https"}).found == "miss"

    def test_how_one_likes_to_read(self, site):
        auto = site.ask("/")
        dark = site.ask("/", HTTP_COOKIE="theme=dark; text_size=3")

        assert 'data-theme="dark" data-text-size="3"' in dark.text
        assert 'data-theme="auto" data-text-size="1"' in auto.text
        odd = site.ask("/", HTTP_COOKIE='theme=<b>; text_size=99; other="; =')
        assert (odd.found, odd.body) == ("hit", auto.body)

    def test_the_encoding_that_the_browser_takes(self, site):
        asked = {
            "br": "gzip, br",
            "gzip": "gzip;q=0.5, br;q=0",
            "": "zstd, *;q=0",
        }
        answers = {
            encoding: site.ask("/", HTTP_ACCEPT_ENCODING=header)
            for encoding, header in asked.items()
        }

        for encoding, answer in answers.items():
            assert answer.headers.get("content-encoding", "") == encoding
            assert int(answer.headers["content-length"]) == len(answer.body)
            assert answer.headers["vary"] == "Accept-Encoding, Cookie"
        assert len({answer.text for answer in answers.values()}) == 1
        assert len({answer.headers["etag"] for answer in answers.values()}) == 3
        assert len(site.asked) == 1


class TestAnswers:
    def test_the_browser_may_keep_a_page_but_asks_each_time(self, site):
        answer = site.ask("/")

        assert answer.headers["cache-control"] == "private, no-cache"
        assert "x-request-id" not in answer.headers

    @pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
    def test_what_has_not_changed_is_not_sent_again(self, site, form):
        etag = site.ask("/").headers["etag"]
        answer = site.ask("/", HTTP_IF_NONE_MATCH=form.format(etag))

        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["etag"] == etag

    def test_what_has_changed_is(self, site):
        assert site.ask("/", HTTP_IF_NONE_MATCH='"other"').status == 200

    def test_a_range_is_no_matter(self, site):
        whole = site.ask("/")
        for fields in ({"HTTP_RANGE": "bytes=0-9"}, {"HTTP_IF_RANGE": '"x"'}):
            answer = site.ask("/", **fields)
            assert (answer.status, answer.body) == (200, whole.body)

    def test_head_has_the_headers_of_get_and_no_body(self, site):
        head = site.ask("/", "HEAD")
        get = site.ask("/")

        assert head.body == b""
        assert (get.found, get.body != b"") == ("hit", True)
        names = ("etag", "content-length", "content-type", "vary")
        assert [head.headers[name] for name in names] == [
            get.headers[name] for name in names
        ]

    def test_a_page_says_how_old_it_is_only_when_wanted(self, site, settings):
        settings.PAGE_CACHE_DEBUG = False

        assert "x-page-cache" not in site.ask("/").headers


class TestHowOldItMayBe:
    def test_it_is_made_anew_after_a_few_seconds(self, clock):
        made = []

        def application(environ: Any, start: Any) -> list[bytes]:
            made.append(environ["PATH_INFO"])
            start("200 OK", [("Content-Type", "text/html")])
            return [b"%d" % len(made)]

        site = Site(application=application)
        site.ask("/")
        clock[0] += LEAST_OF_MAX_AGE * MAX_AGE - 0.1
        assert site.ask("/").text == "1"
        clock[0] += (1 - LEAST_OF_MAX_AGE) * MAX_AGE + 0.2

        assert site.ask("/").text == "2"

    def test_what_was_made_together_is_not_made_anew_together(self):
        pages = [Page([], b"", inner={}, numbers=()) for _ in range(20)]

        ages = {page.max_age for page in pages}
        assert len(ages) > 1
        assert all(LEAST_OF_MAX_AGE * MAX_AGE <= age <= MAX_AGE for age in ages)

    def test_one_that_says_what_it_shows_lives_longer(self, site, clock):
        post = make_post(make_board())
        for place in (post.board.get_absolute_url(), post.get_absolute_url()):
            site.ask(place)
        clock[0] += LEAST_OF_MAX_AGE * MAX_AGE_UNCHANGED - 0.1
        for place in (post.board.get_absolute_url(), post.get_absolute_url()):
            assert site.ask(place).found == "hit"
        clock[0] += (1 - LEAST_OF_MAX_AGE) * MAX_AGE_UNCHANGED + 0.2

        for place in (post.board.get_absolute_url(), post.get_absolute_url()):
            assert site.ask(place).found == "miss"

    def test_what_is_written_is_there_for_all_at_once(self, site):
        board, post = make_board(), make_post(make_board(), title="이야기")
        places = [
            board.get_absolute_url(),
            post.get_absolute_url(),
            post.board.get_absolute_url(),
        ]
        for place in places:
            site.ask(place)
        create_comment(post, make_member(), body="갓 쓴 말")
        make_post(board, title="갓 쓴 글")

        assert [site.ask(place).found for place in places] == ["miss"] * 3
        shown = [site.ask(place).text for place in places]
        assert "갓 쓴 글" in shown[0]
        assert "갓 쓴 말" in shown[1]
        assert "badge--comments" in shown[2]

    def test_other_lists_and_posts_stay_ready(self, site):
        others = [make_post(make_board()) for _ in range(2)]
        for post in others:
            site.ask(post.get_absolute_url())
            site.ask(post.board.get_absolute_url())
        create_comment(others[0], make_member(), body="갓 쓴 말")

        assert site.ask(others[1].get_absolute_url()).found == "hit"
        assert site.ask(others[1].board.get_absolute_url()).found == "hit"

    def test_what_is_written_while_a_page_is_made_is_not_missed(self, site):
        post = make_post(make_board())
        django = site.application

        def slow(environ: Any, start: Any) -> Any:
            body = list(django(environ, start))
            create_comment(post, make_member(), body="갓 쓴 말")
            return body

        site.application = slow
        site.ask(post.get_absolute_url())
        site.application = django

        assert "갓 쓴 말" in site.ask(post.get_absolute_url()).text

    def test_what_is_taken_away_is_gone_at_once(self, site):
        board = make_board()
        post = make_post(board, title="잘못 올린 글")
        places = [board.get_absolute_url(), post.get_absolute_url(), "/", "/new/"]
        for place in places:
            assert "잘못 올린 글" in site.ask(place).text
        delete_post(post, by=None)

        for place in places:
            assert "잘못 올린 글" not in site.ask(place).text

    def test_a_board_that_is_closed_is_closed_at_once(self, site):
        board = make_board()
        post = make_post(board)
        for place in (board.get_absolute_url(), post.get_absolute_url()):
            assert site.ask(place).status == 200
        board.list_level = board.read_level = 2
        save_board(board)

        for place in (board.get_absolute_url(), post.get_absolute_url()):
            assert site.ask(place).status == 403

    def test_while_one_renews_a_page_the_others_get_the_old_one(self, site, clock):
        site.ask("/")
        clock[0] += MAX_AGE + 1
        page = next(iter(site.store._pages.values()))[0]
        assert page.claim()  # as another thread does

        assert site.ask("/").found == "hit"
        page.give_back()
        assert site.ask("/").found == "miss"

    def test_an_old_one_is_given_to_nobody_however_long_another_takes(
        self, site, clock
    ):
        site.ask("/")
        page = next(iter(site.store._pages.values()))[0]
        assert page.claim()
        clock[0] += MAX_AGE + page_cache._GRACE + 1

        assert site.ask("/").found == "miss"

    def test_a_renewal_that_failed_is_tried_again(self, site, clock):
        site.ask("/")
        clock[0] += MAX_AGE + 1
        django, site.application = site.application, lambda *_: 1 / 0
        with pytest.raises(ZeroDivisionError):
            site.ask("/")
        site.application = django

        assert site.ask("/").found == "miss"

    def test_while_nobody_knows_what_is_old_nothing_is_kept(self, site, monkeypatch):
        monkeypatch.setattr(generations, "numbers", lambda: None)
        for _ in range(2):
            assert site.ask("/").status == 200

        assert (len(site.asked), site.store.bytes) == (2, 0)


class TestWhatIsNoReadyPage:
    """Answers of a view that opts in, but says something to one visitor only."""

    @pytest.mark.parametrize(
        ("status", "headers"),
        [
            ("200 OK", [("Set-Cookie", "a=b")]),
            ("200 OK", [("Cache-Control", "private, no-store")]),
            ("404 Not Found", []),
            ("403 Forbidden", []),
            ("500 Internal Server Error", []),
            ("302 Found", [("Location", "/new/")]),
            ("200 OK", [("Content-Type", "application/json")]),
        ],
    )
    def test_it_is_handed_on_as_it_is(self, status, headers):
        given = [("Content-Type", "text/html; charset=utf-8"), *headers]

        def application(environ: Any, start: Any) -> list[bytes]:
            start(status, list(dict(given).items()))
            return [b"whole"]

        site = Site(application=application)
        for _ in range(2):
            answer = site.ask("/")
            assert (answer.status, answer.body) == (int(status[:3]), b"whole")
            assert answer.found == ""
        assert (len(site.asked), site.store.bytes) == (2, 0)

    def test_one_that_was_and_is_no_more_is_forgotten(self, site, clock):
        site.ask("/")
        clock[0] += MAX_AGE + 1
        site.application = lambda environ, start: (
            start("404 Not Found", [("Content-Type", "text/html")]) or [b"gone"]
        )

        assert site.ask("/").status == 404
        assert site.store.bytes == 0


class TestOwnWriting:
    def test_a_guest_sees_his_own_post_at_once_wherever_it_is_shown(self, site):
        board = make_board(write_level=1)
        site.ask("/")
        create_post(
            board,
            None,
            title="방금 쓴 글",
            body="글",
            author_name="손님",
            guest_password="1234",
        )
        sent = Client().post("/preferences/", {"theme": "dark"})  # anything sent

        assert sent.cookies[FRESH_COOKIE]["max-age"] >= MAX_AGE_UNCHANGED
        own = site.ask("/", HTTP_COOKIE=f"{FRESH_COOKIE}=1")
        assert "방금 쓴 글" in own.text
        assert "방금 쓴 글" not in site.ask("/").text  # in some seconds

    def test_reading_sets_no_cookie(self, client):
        assert not client.get("/").cookies

    def test_a_member_sees_his_own_post_at_once(self, site):
        board, member = make_board(), make_member()
        cookie = session_of(member)
        site.ask(board.get_absolute_url(), HTTP_COOKIE=cookie)
        create_post(board, member, title="내 새 글", body="글")

        page = site.ask(board.get_absolute_url(), HTTP_COOKIE=cookie)
        assert "내 새 글" in page.text


def test_a_new_page_is_made_once_however_many_want_it():
    started, go_on = threading.Event(), threading.Event()

    def slow(environ: Any, start: Any) -> list[bytes]:
        started.set()
        assert go_on.wait(10)
        start("200 OK", [("Content-Type", "text/html")])
        return [b"whole"]

    assert ban_of("192.0.2.1") is None  # read here: the threads have no database
    site = Site(PageStore(MEGABYTE), application=slow)
    bodies: list[bytes] = []
    # HEAD: nobody is to be counted from these threads.
    threads = [
        threading.Thread(target=lambda: bodies.append(site.ask("/", "HEAD").body))
        for _ in range(4)
    ]
    threads[0].start()
    assert started.wait(10)
    for thread in threads[1:]:
        thread.start()
    go_on.set()
    for thread in threads:
        thread.join(10)

    assert bodies == [b""] * 4
    assert site.asked == ["/"]
