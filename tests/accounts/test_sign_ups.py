"""Who joined on which day."""

import datetime

import pytest

from accounts.models import Member
from accounts.services import erase_member
from accounts.sign_ups import sign_ups_by_day
from tests.factories import make_member
from web.periods import Period

pytestmark = pytest.mark.django_db

MARCH = Period(datetime.date(2026, 3, 1), datetime.date(2026, 3, 31))


def join(moment: str) -> Member:
    return make_member(date_joined=datetime.datetime.fromisoformat(moment))


def test_a_day_begins_at_midnight_in_seoul() -> None:
    for moment in (
        *("2026-02-28T23:59:59+09:00", "2026-03-01T00:00+09:00"),
        *("2026-03-01T23:59+09:00", "2026-03-31T23:59+09:00"),
        "2026-04-01T00:00+09:00",
    ):
        join(moment)

    assert sign_ups_by_day(MARCH) == {MARCH.start: 2, MARCH.end: 1}


def test_who_left_has_joined_all_the_same() -> None:
    erase_member(join("2026-03-02T12:00+09:00"))

    assert sign_ups_by_day(MARCH) == {datetime.date(2026, 3, 2): 1}
