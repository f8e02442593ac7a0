"""The cache in a table keeps to Django's contract, with one statement a write."""

import pytest
from django.core.management import call_command
from django.db import connections

from web import database_cache
from web.database_cache import UpsertingCache

pytestmark = pytest.mark.django_db(databases=["cache"])


@pytest.fixture
def kept() -> UpsertingCache:
    call_command("createcachetable", "entries_here", database="cache")
    return UpsertingCache("entries_here", {"OPTIONS": {"MAX_ENTRIES": 6}})


def rows() -> int:
    with connections["cache"].cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM entries_here")
        return int(cursor.fetchone()[0])


def test_what_is_set_is_found_and_set_anew(kept):
    kept.set("하나", {"a": [1]})
    kept.set("둘", "old")
    kept.set("둘", "new")
    kept.set("영원히", None, timeout=None)

    assert kept.get_many(["하나", "둘", "영원히", "셋"]) == {
        "하나": {"a": [1]},
        "둘": "new",
        "영원히": None,
    }
    assert rows() == 3


def test_only_the_first_may_add(kept):
    assert kept.add("key", "first")

    assert not kept.add("key", "second")
    assert kept.get("key") == "first"


def test_what_has_expired_may_be_added_again(kept, time_machine):
    time_machine.move_to("2026-01-01T00:00:00Z", tick=False)
    kept.add("key", "first", timeout=60)
    time_machine.shift(59)
    assert not kept.add("key", "second", timeout=60)

    time_machine.shift(2)

    assert kept.add("key", "third", timeout=60)
    assert kept.get("key") == "third"


def test_what_is_touched_lives_on(kept, time_machine):
    time_machine.move_to("2026-01-01T00:00:00Z", tick=False)
    kept.set("key", 1, timeout=60)

    assert kept.touch("key", timeout=120)
    assert not kept.touch("other", timeout=120)

    time_machine.shift(90)
    assert kept.get("key") == 1


@pytest.mark.parametrize("write", ["set", "add"])
def test_a_write_is_one_statement(kept, write, django_assert_num_queries):
    with django_assert_num_queries(1, connection=connections["cache"]):
        getattr(kept, write)("key", 1)


def test_now_and_then_what_has_expired_goes(kept, time_machine, monkeypatch):
    time_machine.move_to("2026-01-01T00:00:00Z", tick=False)
    for number in range(5):
        kept.set(f"old-{number}", 1, timeout=60)
    kept.set("alive", 1, timeout=300)
    time_machine.shift(61)
    assert rows() == 6

    monkeypatch.setattr(database_cache, "_WRITES_BETWEEN_CULLS", 1)
    kept.set("new", 1)

    assert rows() == 2
    assert kept.get("alive") == kept.get("new") == 1


def test_too_many_are_made_fewer(kept, monkeypatch):
    for number in range(9):
        kept.set(f"key-{number}", 1)

    monkeypatch.setattr(database_cache, "_WRITES_BETWEEN_CULLS", 1)
    kept.set("key-9", 1)

    assert rows() == 7
