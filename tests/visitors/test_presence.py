"""Who is here: one row per visitor, written every ten seconds, gone after ten minutes."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_member
from visitors import presence
from visitors.models import DailyVisits, Presence
from visitors.presence import Sighting, everybody_here, flush, note_pages, people_here
from visitors.recording import record_visit

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) Mobile/15E148"
ROBOT = "Mozilla/5.0 (compatible; Yeti/1.1; +http://naver.me/spd)"
NOON = "2026-03-02T12:00+09:00"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_flusher(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What waits is written when the test says so."""
    monkeypatch.setattr(presence._flusher, "keep_running", lambda: None)
    yield
    presence.forget()


def open_page(
    address: str = "192.0.2.1", path: str = "/", agent: str = PHONE, **fields: object
) -> None:
    visitor = record_visit(address, agent)
    assert visitor is not None
    note_pages(Sighting(visitor, address, agent, path, **fields))


def test_the_last_page_of_each_is_shown() -> None:
    open_page(path="/one/")
    open_page(path="/two/")
    open_page("192.0.2.2", path="/three/")
    flush()

    assert [row.path for row in everybody_here(limit=10)] == ["/three/", "/two/"]
    assert people_here() == 2


def test_nothing_is_written_before_the_flush_and_one_transaction_then() -> None:
    open_page()
    with CaptureQueriesContext(connection) as queries:
        open_page(path="/two/")
        open_page(path="/three/")
    assert len(queries) == 0

    with CaptureQueriesContext(connection) as queries:
        flush()
    assert len(queries) <= 6
    with CaptureQueriesContext(connection) as queries:
        flush()
    assert len(queries) == 0


def test_after_ten_minutes_nobody_is_here_though_nobody_comes() -> None:
    with time_machine.travel(NOON, tick=False) as traveller:
        open_page()
        flush()
        traveller.shift(599)
        assert people_here() == 1
        traveller.shift(2)
        assert people_here() == 0
        assert everybody_here(limit=10) == []

        open_page("192.0.2.2")
        flush()
        assert Presence.objects.count() == 1


def test_only_the_beginning_of_an_address_is_kept() -> None:
    open_page("192.0.2.77")
    open_page("2001:db8:aa:bb::77")
    open_page("::ffff:198.51.100.7")
    flush()

    addresses = set(Presence.objects.values_list("address", flat=True))
    assert addresses == {"192.0.*.*", "2001:db8:*", "198.51.*.*"}


def test_robots_are_here_by_their_name_and_are_no_people() -> None:
    open_page("192.0.2.1", agent=ROBOT)
    open_page("192.0.2.2")
    flush()

    assert people_here() == 1
    assert {row.robot for row in everybody_here(limit=10)} == {"네이버 Yeti", ""}


def test_a_member_is_a_person_whatever_his_browser_is_called() -> None:
    open_page(agent=ROBOT, member_id=make_member().pk)
    flush()

    assert people_here() == 1
    assert everybody_here(limit=1)[0].robot == ""


def test_a_guest_who_logs_in_is_one_person() -> None:
    member = make_member()
    open_page(path="/accounts/login/")
    flush()
    open_page(path="/boards/free/", member_id=member.pk)
    flush()

    here = everybody_here(limit=10)
    assert [(row.member, row.path) for row in here] == [(member, "/boards/free/")]


def test_a_member_at_two_devices_is_one_person() -> None:
    member = make_member()
    open_page("192.0.2.1", member_id=member.pk)
    open_page("192.0.2.2", member_id=member.pk)
    flush()

    assert people_here() == 1


def test_who_hides_is_not_here_but_his_pages_count() -> None:
    open_page(member_id=make_member().pk, is_hidden=True)
    flush()

    assert everybody_here(limit=10) == []
    assert DailyVisits.objects.get().views == 1


def test_who_begins_to_hide_is_gone_with_his_next_page() -> None:
    member = make_member()
    open_page(member_id=member.pk)
    flush()
    open_page(member_id=member.pk)
    open_page(member_id=member.pk, is_hidden=True)
    flush()
    assert everybody_here(limit=10) == []

    open_page(member_id=member.pk)
    flush()
    assert people_here() == 1


def test_pages_of_people_and_of_robots_are_counted_apart() -> None:
    for _ in range(3):
        open_page()
    open_page("192.0.2.2", agent=ROBOT)
    flush()
    open_page()
    flush()

    day = DailyVisits.objects.get()
    assert (day.views, day.robot_views) == (4, 1)


def test_pages_of_two_days_go_to_their_days() -> None:
    with time_machine.travel("2026-03-02T23:59:59+09:00"):
        open_page()
    with time_machine.travel("2026-03-03T00:00:01+09:00"):
        open_page()
        flush()

    days = DailyVisits.objects.order_by("date").values_list("views", flat=True)
    assert list(days) == [1, 1]


def test_a_database_that_fails_gets_everything_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_page()

    def fail(*args: object) -> None:
        raise OperationalError

    with monkeypatch.context() as patched:
        patched.setattr(presence, "_write", fail)
        with pytest.raises(OperationalError):
            flush()
    flush()

    assert people_here() == 1
    assert DailyVisits.objects.get().views == 1


def test_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "MOST_WAITING", 3)

    for number in range(5):
        open_page(f"192.0.2.{number}")
    flush()

    assert people_here() == 3
    assert DailyVisits.objects.get().views == 5


def test_who_is_here_is_asked_once_between_two_writes() -> None:
    open_page()
    flush()
    people_here()

    with CaptureQueriesContext(connection) as queries:
        people_here()
    assert len(queries) == 0
