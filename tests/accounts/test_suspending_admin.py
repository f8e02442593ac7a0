"""A manager suspends members, is told what he got wrong, and frees them again."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts import services
from accounts.models import Suspension
from accounts.suspending import suspend
from tests.accounts.joining import page
from tests.factories import make_manager, make_member

pytestmark = pytest.mark.django_db

MEMBERS, RECORD = "/admin/accounts/member/", "/admin/accounts/suspension/"


@pytest.fixture
def boss(client):
    manager = make_manager(username="boss", nickname="대장")
    client.force_login(manager)
    return manager


@pytest.fixture
def saebom(db):
    return make_member(username="saebom", nickname="새봄")


def add(client, member, /, **fields):
    data = {"member": member.pk, "length": "7", "last_day": "", "reason": "광고"}
    return client.post(f"{RECORD}add/", {**data, **fields}, follow=True)


def act(client, action, members, address=MEMBERS, **fields):
    chosen = {"action": action, "_selected_action": [row.pk for row in members]}
    return client.post(address, {**chosen, **fields}, follow=True)


def test_the_members_page_leads_to_the_form_and_says_how_he_stands(
    client, boss, saebom
):
    before = page(client.get(f"{MEMBERS}{saebom.pk}/change/"))
    form = page(client.get(f"{RECORD}add/?member={saebom.pk}"))
    add(client, saebom, length="forever", reason="광고를 <b>또</b> 올림")
    after = page(client.get(f"{MEMBERS}{saebom.pk}/change/"))

    assert f"{RECORD}add/?member={saebom.pk}" in before
    assert "새봄" in form
    assert "끝나는 날 없음 · 광고를 &lt;b&gt;또&lt;/b&gt; 올림" in after


@pytest.mark.parametrize(
    ("length", "last_day", "until"),
    [
        ("3", "", datetime(2026, 3, 5, 9, 0)),
        ("date", "2026-03-02", datetime(2026, 3, 3, 0, 0)),
        ("forever", "", None),
    ],
)
def test_the_length_becomes_a_time(client, boss, saebom, length, last_day, until):
    with time_machine.travel("2026-03-02 09:00+09:00", tick=False):
        add(client, saebom, length=length, last_day=last_day)

    suspension = Suspension.objects.get()
    assert suspension.until == (timezone.make_aware(until) if until else None)
    assert (suspension.member, suspension.made_by) == (saebom, boss)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": ""}, "필수 항목입니다"),
        ({"reason": "  \n "}, "필수 항목입니다"),
        ({"reason": "가" * 501}, "500"),
        ({"length": "date"}, "정지가 끝나는 날을 적어 주세요"),
        ({"length": "date", "last_day": "2020-01-01"}, "지난 날입니다"),
        ({"length": "date", "last_day": "9999-12-31"}, "너무 먼 날입니다"),
        ({"length": "date", "last_day": "내일"}, "올바른 날짜"),
        ({"length": "-5"}, "고를 수 없는 값입니다"),
        ({"member": "999999"}, "고를 수 없는 값입니다"),
        ({"member": ""}, "필수 항목입니다"),
    ],
)
def test_a_wrong_entry_is_told_and_stops_nobody(client, boss, saebom, fields, words):
    response = add(client, saebom, **fields)

    assert words in page(response)
    assert not Suspension.objects.exists()


def test_he_cannot_suspend_himself(client, boss):
    make_manager()

    assert "자기 자신은 정지할 수 없습니다" in page(add(client, boss))
    assert not Suspension.objects.exists()


def test_several_are_suspended_at_once_and_freed_again(client, boss, saebom):
    chosen = [saebom, make_member()]
    term = {"apply": "yes", "length": "1", "reason": "싸움"}

    asked = act(client, "suspend_chosen", chosen)
    wrong = act(client, "suspend_chosen", chosen, **{**term, "reason": ""})
    done = act(client, "suspend_chosen", chosen, **term)
    held = Suspension.objects.current().count()
    freed = act(client, "lift_chosen", chosen)
    again = act(client, "lift_chosen", chosen)

    assert "새봄" in page(asked)
    assert "필수 항목입니다" in page(wrong)
    assert "회원 2명의 이용을 정지했습니다" in page(done)
    assert held == 2
    assert "회원 2명의 이용 정지를 풀었습니다" in page(freed)
    assert "정지된 사람이 없습니다" in page(again)
    assert not Suspension.objects.current().exists()


def test_with_himself_among_them_nobody_is_suspended(client, boss, saebom):
    term = {"apply": "yes", "length": "1", "reason": "싸움"}

    response = act(client, "suspend_chosen", [saebom, boss], **term)

    assert "아무도 정지하지 않았습니다" in page(response)
    assert not Suspension.objects.exists()


def test_the_record_frees_too_and_keeps_what_was(client, boss, saebom):
    suspend(saebom, until=None, reason="광고", by=boss)
    row = Suspension.objects.get()

    before = page(client.get(RECORD, {"holds": "yes"}))
    act(client, "lift_chosen", [row], RECORD)
    after = page(client.get(RECORD, {"holds": "no"}))
    looked = page(client.get(f"{RECORD}{row.pk}/change/"))

    assert "정지 중" in before
    assert "에 풂" in after
    assert "새봄" in client.get(RECORD, {"q": "새봄"}).text
    assert "광고" in looked
    assert 'name="reason"' not in looked


def test_one_that_is_over_says_so(client, boss, saebom):
    then = timezone.now() - timedelta(days=9)
    until = timezone.now() - timedelta(days=2)
    Suspension.objects.create(member=saebom, at=then, until=until, reason="광고")

    text = page(client.get(RECORD, {"holds": "no"}))

    assert "끝남</td>" in text
    assert "끝남</td>" not in page(client.get(RECORD, {"holds": "yes"}))


def test_the_list_tells_suspended_members_apart(client, boss, saebom):
    suspend(saebom, until=None, reason="광고", by=boss)
    make_member(username="gaeul")

    yes = page(client.get(MEMBERS, {"suspended": "yes"}))
    no = page(client.get(MEMBERS, {"suspended": "no"}))

    assert ">saebom<" in yes
    assert ">gaeul<" not in yes
    assert ">saebom<" not in no
    assert ">gaeul<" in no


def test_who_has_left_cannot_be_suspended(client, boss, saebom):
    services.erase_member(saebom)

    assert "이미 탈퇴한 회원이라" in page(add(client, saebom))


@pytest.mark.parametrize("address", [RECORD, f"{RECORD}add/"])
def test_a_board_manager_does_not_see_it(client, address):
    client.force_login(make_member(is_staff=True))

    assert client.get(address).status_code == 403
