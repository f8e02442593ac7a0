"""A Redis that stops answering makes the site slower, never wrong, never an error."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches

from boards.services import delete_post
from siteconfig.models import SiteSettings
from siteconfig.services import save_settings
from siteconfig.services import site as site_settings
from tests.config.asking import Site
from tests.factories import make_board, make_post
from tests.web.redis_server import RedisServer
from web import generations, redis_cache, redis_numbers
from web.generation_numbers import PLACE, PLACES
from web.redis_numbers import NumbersInRedis


@pytest.fixture
def server() -> Iterator[RedisServer]:
    server = RedisServer()
    yield server
    server.close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits a second here."""
    for module in (redis_cache, redis_numbers):
        monkeypatch.setattr(module, "TIMEOUT", 0.05)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that the test moves, for the pauses between two questions."""
    now = [1000.0]
    for module in (redis_cache, redis_numbers):
        monkeypatch.setattr(f"{module.__name__}.time.monotonic", lambda: now[0])
    return now


@pytest.fixture
def cache(server: RedisServer, settings: Any) -> Any:
    settings.CACHES = {
        **settings.CACHES,
        "default": {
            "BACKEND": "web.redis_cache.PatientRedisCache",
            "LOCATION": server.url,
        },
    }
    return caches["default"]


@pytest.fixture
def shared(
    server: RedisServer, cache: Any, monkeypatch: pytest.MonkeyPatch
) -> NumbersInRedis:
    """Generation numbers in this Redis, for the whole process."""
    numbers = generations._open_numbers()
    assert isinstance(numbers, NumbersInRedis)
    monkeypatch.setattr(numbers._flusher, "keep_running", lambda: None)
    monkeypatch.setattr(generations, "_numbers", numbers)
    return numbers


class TestCache:
    def test_it_is_djangos_cache(self, cache):
        cache.set("a", [1, "가"])
        cache.set("b", 2)

        assert cache.get("a") == [1, "가"]
        assert cache.get_many(["a", "b", "c"]) == {"a": [1, "가"], "b": 2}
        assert [cache.add("a", 5), cache.add("new", 5)] == [False, True]
        assert cache.incr("b") == 3
        assert cache.delete("a")
        assert not cache.has_key("a")

    def test_without_answers_it_is_empty_and_takes_everything(
        self, server, cache, caplog
    ):
        cache.set("a", 1)
        server.answers.clear()
        with caplog.at_level(logging.ERROR):
            assert cache.get("a", "default") == "default"
        asked = server.asked

        assert cache.add("a", 2)
        assert cache.get_many(["a"]) == {}
        assert not cache.delete("a")
        cache.set("a", 3)
        with pytest.raises(ValueError, match="not found"):
            cache.incr("a")
        assert server.asked == asked  # it is left alone for a while
        assert "Redis does not answer" in caplog.text

    def test_it_is_asked_again_after_a_while(self, server, cache, clock):
        cache.set("a", 1)
        server.answers.clear()
        assert cache.get("a") is None
        server.answers.set()
        assert cache.get("a") is None
        clock[0] += redis_cache.PAUSE + 0.1

        assert cache.get("a") == 1


class TestNumbers:
    def test_all_machines_see_the_same_ones(self, server, clock):
        one, other = (NumbersInRedis(server.url, ["A", "B"]) for _ in range(2))
        before = one.read()
        assert other.read() == before
        one.raise_(1)
        clock[0] += 1

        after = one.read()
        assert before is not None
        assert after is not None
        assert (after[0], after[1] != before[1]) == (before[0], True)
        assert other.read() == after

    def test_all_machines_see_which_single_content_has_changed(self, server, clock):
        one, other = (NumbersInRedis(server.url, ["A"]) for _ in range(2))
        before = other.read_places()
        assert before == bytes(PLACES * PLACE.size)
        one.raise_place(7)
        clock[0] += 1

        assert other.read_place(7) not in {0, None}
        assert [other.read_place(6), other.read_place(8)] == [0, 0]
        assert other.read() == one.read()
        server.answers.clear()
        clock[0] += 1
        assert [other.read_place(7), other.read_places()] == [None, None]

    def test_an_emptied_redis_makes_everything_old(self, server, clock):
        numbers = NumbersInRedis(server.url, ["A", "B"])
        before = numbers.read()
        server.values.clear()
        clock[0] += 1
        after = numbers.read()

        assert before is not None
        assert after is not None
        assert not set(before) & set(after)

    def test_while_it_does_not_answer_nobody_knows_them(self, server, clock):
        numbers = NumbersInRedis(server.url, ["A"])
        assert numbers.read() is not None
        server.answers.clear()
        clock[0] += 1
        assert numbers.read() is None
        asked = server.asked
        assert numbers.read() is None
        assert server.asked == asked
        server.answers.set()
        clock[0] += redis_cache.PAUSE + 0.1

        assert numbers.read() is not None

    def test_what_was_raised_meanwhile_is_raised_when_it_answers(self, server, clock):
        one, other = (NumbersInRedis(server.url, ["A"]) for _ in range(2))
        before = other.read()
        server.answers.clear()
        one.raise_(0)
        server.answers.set()
        assert other.read() == before  # nothing can have told it yet
        clock[0] += redis_cache.PAUSE + 0.1
        one._pay()

        assert other.read() != before


@pytest.mark.django_db
class TestSite:
    def test_pages_are_right_while_redis_is_away(self, server, shared, clock):
        site, board = Site(), make_board()
        post = make_post(board, title="곧 지울 글")
        place = board.get_absolute_url()
        assert "곧 지울 글" in site.ask(place).text
        server.answers.clear()
        clock[0] += 1
        delete_post(post, by=None)

        for _ in range(2):
            answer = site.ask(place)
            assert answer.status == 200
            assert "곧 지울 글" not in answer.text
        server.answers.set()
        clock[0] += redis_cache.PAUSE + 0.1
        assert "곧 지울 글" not in site.ask(place).text

    def test_settings_are_right_while_redis_is_away(self, server, shared, clock):
        save_settings(SiteSettings(site_name="우리집"))
        clock[0] += 1
        assert site_settings().site_name == "우리집"
        server.answers.clear()
        clock[0] += 1
        row = SiteSettings.objects.get()
        row.site_name = "옆집"
        save_settings(row)

        assert site_settings().site_name == "옆집"
        server.answers.set()
        clock[0] += redis_cache.PAUSE + 0.1
        assert site_settings().site_name == "옆집"

    def test_writing_and_searching_go_on_without_it(self, server, cache, shared, clock):
        server.answers.clear()
        site = Site()

        assert site.ask("/search/?q=골목").status == 200
        assert site.ask("/").status == 200
