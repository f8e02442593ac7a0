"""Members who are suggested while one types the beginning of their name."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from accounts.models import Member
from accounts.services import erase_member
from accounts.suggesting import members_beginning
from accounts.suspending import lift, suspend
from tests.factories import make_manager, make_member
from tests.watching import watching

pytestmark = pytest.mark.django_db


def names(query: str, limit: int = 5) -> list[str]:
    return [member.nickname for member in members_beginning(query, limit)]


@pytest.mark.parametrize(
    "query",
    [
        *("ㅎ", "호", "홍", "홍ㄱ", "홍기", "홍길", "홍길ㄷ", "홍길도", "홍길동"),
        *("ㅎㄱ", "ㅎㄱㄷ", "ㅎ길", "호ㄱㄷ", "호기도", "홍 길동", "홍ㄱㄷ", "ㅎㄱ동"),
    ],
)
def test_a_name_is_found_by_each_of_its_beginnings(query):
    for nickname in ("홍길동", "흥부", "고길동", "hong", "ㅋㅋㅋ", "호랑"):
        make_member(nickname=nickname)

    assert "홍길동" in names(query)
    assert "고길동" not in names(query)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bO", ["Bom", "bo봄"]),
        ("ㅋ", ["ㅋㅋㅋ", "카드"]),
        ("ㅋㅋ", ["ㅋㅋㅋ"]),
        ("봄ㄱ", ["봄ㄱㄱ", "봄가을"]),
        ("장", ["장터", "자유"]),
        ("%", ["%할인"]),
        ("_", ["_밑줄"]),
        ("밑", []),
        ("", []),
        (" ", []),
        ("ㅏ", []),
        ("봄" * 300, []),
        ("\u200b", []),
    ],
)
def test_what_is_found(query, found):
    for nickname in (
        *("Bom", "bo봄", "카드", "ㅋㅋㅋ", "봄가을", "봄ㄱㄱ", "장터", "자유"),
        *("%할인", "_밑줄"),
    ):
        make_member(nickname=nickname)

    assert sorted(names(query)) == sorted(found)


def test_what_begins_just_as_it_is_typed_comes_first():
    for nickname in ("강나국", "가나다", "각나가", "ㄱㄴ"):
        make_member(nickname=nickname)

    assert names("가나")[0] == "가나다"
    assert names("ㄱㄴ")[0] == "ㄱㄴ"


def test_nobody_who_is_not_here_is_suggested():
    manager = make_manager(nickname="지기")
    gone, shut, kept_out, back = (
        make_member(nickname=f"봄날{number}") for number in range(4)
    )
    erase_member(gone)
    Member.objects.filter(pk=shut.pk).update(is_active=False)
    tomorrow = timezone.now() + timedelta(days=1)
    for member in (kept_out, back):
        suspend(member, until=tomorrow, reason="광고", by=manager)
    lift(back)

    assert names("봄") == ["봄날3"]


def test_suspended_ones_take_nobodys_place():
    manager = make_manager(nickname="지기")
    members = [make_member(nickname=f"봄날{number}") for number in range(9)]
    for member in members[:6]:
        suspend(member, until=None, reason="광고", by=manager)

    assert names("ㅂㄴ") == ["봄날6", "봄날7", "봄날8"]
    assert names("봄", limit=2) == ["봄날6", "봄날7"]


def test_initials_follow_the_nickname():
    member = make_member(nickname="봄 날")
    assert member.initials == "ㅂㄴ"

    member.nickname = "여름"
    member.save(update_fields=["nickname"])
    member.refresh_from_db()
    assert member.initials == "ㅇㄹ"

    erase_member(member)
    member.refresh_from_db()
    assert member.initials == ""


def test_members_of_long_ago_get_their_initials():
    migration = import_module("accounts.migrations.0008_member_initials")
    member, gone = make_member(nickname="홍길동"), make_member()
    erase_member(gone)
    Member.objects.update(initials="")

    migration.fill(apps, None)

    member.refresh_from_db()
    gone.refresh_from_db()
    assert (member.initials, gone.initials) == ("ㅎㄱㄷ", "")


@pytest.mark.parametrize(
    "query", ["ㅎㄱㄷ", "홍", "홍ㄱ", "호", "달", "ㅎ길", "봄날에만나요우리"]
)
def test_few_queries_by_an_index(query):
    with watching() as queries:
        members_beginning(query, 5)

    assert 1 <= len(queries) <= 4
    if connection.vendor == "sqlite":
        for each in queries:
            assert "USING INDEX member_suggested_by" in each.plan[0]
            assert len(each.plan) == 1  # nothing is sorted
