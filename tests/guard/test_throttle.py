"""Limits hold for everybody, and for all processes together."""

import os
import subprocess
import sys

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from guard.throttle import (
    SCOPES,
    Throttled,
    ThrottledMiddleware,
    network_of,
    throttle,
    throttle_request,
)


def refused(scope="post", member_id=None, address="10.0.0.1", ident=""):
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    try:
        throttle_request(request, scope, member_id, ident)
    except Throttled:
        return True
    return False


def passed(count, **asked):
    return [refused(**asked) for _ in range(count)].count(False)


def test_uses_up_to_the_limit_pass():
    for _ in range(3):
        throttle("글", "나", limit=3, seconds=60)

    with pytest.raises(Throttled) as refusal:
        throttle("글", "나", limit=3, seconds=60)

    assert 58 <= refusal.value.retry_after <= 60
    assert f"{refusal.value.retry_after}초 뒤에 다시" in str(refusal.value)


def test_others_and_other_things_are_not_limited():
    throttle("글", "나", limit=1, seconds=60)

    throttle("글", "너", limit=1, seconds=60)
    throttle("댓글", "나", limit=1, seconds=60)


def test_the_oldest_use_is_free_first(time_machine):
    time_machine.move_to("2026-01-01T00:00:00Z", tick=False)
    throttle("글", "나", limit=2, seconds=60)
    time_machine.shift(40)
    throttle("글", "나", limit=2, seconds=60)

    with pytest.raises(Throttled) as refusal:
        throttle("글", "나", limit=2, seconds=60)
    assert refusal.value.retry_after == 20

    time_machine.shift(21)
    throttle("글", "나", limit=2, seconds=60)
    with pytest.raises(Throttled):
        throttle("글", "나", limit=2, seconds=60)


@pytest.mark.parametrize("scope", SCOPES)
def test_a_guest_is_known_by_his_address(scope):
    limit, _seconds = SCOPES[scope]

    assert passed(limit + 2, scope=scope) == limit
    assert not refused(scope, address="10.0.0.2")


def test_a_member_takes_his_limit_to_every_address():
    assert passed(10, member_id=1) == 10

    assert refused(member_id=1, address="10.0.0.2")
    assert not refused(member_id=2)


def test_many_members_may_sit_behind_one_address_but_not_without_end():
    written = sum(passed(10, member_id=number) for number in range(8))

    assert written == 50
    assert not refused()  # guests there have a limit of their own


def test_a_scope_can_be_counted_for_each_thing_apart():
    assert passed(9, scope="guest_password", ident="post-1") == 5
    assert not refused("guest_password", ident="post-2")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "unknown"),
        ("nonsense", "unknown"),
    ],
)
def test_an_address_stands_for_one_household(address, network):
    assert network_of(address) == network


@pytest.mark.django_db
def test_a_view_that_lets_it_through_answers_429():
    request = RequestFactory().get("/")
    middleware = ThrottledMiddleware(lambda request: HttpResponse("ok"))

    response = middleware.process_exception(request, Throttled(7))

    assert middleware(request).content == b"ok"
    assert response.status_code == 429
    assert response["Retry-After"] == "7"
    assert "7초 뒤에 다시" in response.content.decode()
    assert middleware.process_exception(request, ValueError()) is None


@pytest.fixture
def table_cache(settings, tmp_path):
    """The cache of a real site: a table in a database file of its own."""
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    command = [sys.executable, "manage.py", "createcachetable", "--database", "cache"]
    subprocess.run(command, env=environment, check=True, cwd=settings.BASE_DIR)
    return environment


HAMMER = """
import threading, django
django.setup()
from guard.throttle import Throttled, throttle
passed = []
def hammer():
    for _ in range(8):
        try:
            throttle("post", "same", limit=10, seconds=600)
            passed.append(1)
        except Throttled:
            pass
threads = [threading.Thread(target=hammer) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(passed))
"""


def test_processes_at_once_share_one_limit_exactly(settings, table_cache):
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", HAMMER],
            env=table_cache,
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]

    passed_each = [int(process.communicate()[0]) for process in processes]

    assert sum(passed_each) == 10
