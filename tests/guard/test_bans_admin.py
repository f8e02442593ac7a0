"""A manager bans addresses, and is kept from shutting out himself or everybody."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localtime

from guard.bans import ban_of
from guard.models import AddressBan
from tests.accounts.joining import page
from tests.factories import make_manager, make_member

pytestmark = pytest.mark.django_db

BANS = "/admin/guard/addressban/"
HOME = "198.51.100.20"


@pytest.fixture
def client(db):
    browser = Client(REMOTE_ADDR=HOME)
    browser.force_login(make_manager())
    return browser


def fields_of(**fields):
    data = {"network": "203.0.113.7", "scope": "write", "reason": "도배", "note": ""}
    until = fields.pop("until", None)
    if until:
        until = localtime(until)
        data |= {"until_0": f"{until:%Y-%m-%d}", "until_1": f"{until:%H:%M:%S}"}
    return {**data, **fields}


def add(client, **fields):
    return client.post(f"{BANS}add/", fields_of(**fields), follow=True)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 203.0.113.7 ", "203.0.113.7"),
        ("203.0.113.9/24", "203.0.113.0/24"),
        ("2001:DB8::/32", "2001:db8::/32"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_a_ban_is_kept_in_one_way_of_writing(client, typed, kept):
    add(client, network=typed)

    row = AddressBan.objects.get()
    assert row.network == kept
    assert row.made_by.is_superuser


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"network": ""}, "필수 항목입니다"),
        ({"network": "1.2.3.4/33"}, "주소가 아닙니다"),
        ({"network": "fe80::1%eth0"}, "주소가 아닙니다"),
        ({"network": "1.2.3.4 /24"}, "주소가 아닙니다"),
        ({"network": "<script>"}, "주소가 아닙니다"),
        ({"network": "1" * 101}, "100"),
        ({"network": "0.0.0.0/0"}, "너무 넓습니다. /8보다"),
        ({"network": "64.0.0.0/7"}, "너무 넓습니다. /8보다"),
        ({"network": "::/0"}, "너무 넓습니다. /16보다"),
        ({"network": "2000::/15"}, "너무 넓습니다. /16보다"),
        ({"network": "127.0.0.1"}, "이 서버 자신의 주소"),
        ({"network": "::1"}, "이 서버 자신의 주소"),
        ({"network": "10.0.0.0/8"}, "프록시의 주소"),
        ({"network": "10.9.9.9"}, "프록시의 주소"),
        ({"network": "198.51.100.0/24"}, f"지금 쓰고 계신 주소({HOME})"),
        ({"network": f"::ffff:{HOME}"}, f"지금 쓰고 계신 주소({HOME})"),
        ({"reason": ""}, "필수 항목입니다"),
        ({"reason": " "}, "필수 항목입니다"),
        ({"scope": "nobody"}, "고를 수 없는 값입니다"),
        ({"until_0": "2020-01-01", "until_1": "00:00:00"}, "지난 때입니다"),
        ({"until_0": "내일", "until_1": ""}, "errorlist"),
    ],
)
def test_a_wrong_entry_is_told_and_bans_nobody(client, settings, fields, words):
    settings.TRUSTED_PROXIES = ["10.1.0.0/16", "10.9.9.9", "2001:db8:9::1"]

    response = add(client, **fields)

    assert words in page(response)
    assert not AddressBan.objects.exists()


def test_the_same_address_is_not_banned_twice(client):
    add(client, network="203.0.113.7")

    response = add(client, network="::ffff:203.0.113.7")

    assert "이미 차단한 주소입니다" in page(response)
    assert AddressBan.objects.count() == 1


def test_a_ban_that_is_over_can_still_be_corrected(client):
    past = timezone.now().replace(microsecond=0) - timedelta(days=1)
    row = AddressBan.objects.create(network="203.0.113.7", reason="도배", until=past)

    given = client.post(
        f"{BANS}{row.pk}/change/", fields_of(until=past, note="끝난 일"), follow=True
    )

    row.refresh_from_db()
    assert given.status_code == 200
    assert row.note == "끝난 일"


def test_a_change_holds_at_once(client):
    add(client)
    row = AddressBan.objects.get()

    client.post(f"{BANS}{row.pk}/change/", fields_of(scope="all"))

    assert ban_of("203.0.113.7").covers_reading


def test_the_list_parts_what_holds_from_what_is_over(client):
    add(client, network="203.0.113.7")
    past = timezone.now() - timedelta(days=1)
    AddressBan.objects.create(network="203.0.113.8", reason="도배", until=past)

    holding, over = (
        client.get(BANS, {"holds": "yes"}),
        client.get(BANS, {"holds": "no"}),
    )

    assert ">203.0.113.7<" in page(holding)
    assert ">203.0.113.8<" not in page(holding)
    assert ">203.0.113.7<" not in page(over)
    assert "풀 때까지" in page(holding)


def test_several_are_lifted_at_once(client):
    add(client, network="203.0.113.7")
    add(client, network="203.0.113.8")
    chosen = list(AddressBan.objects.values_list("pk", flat=True))

    client.post(
        BANS,
        {"action": "delete_selected", "_selected_action": chosen, "post": "yes"},
    )

    assert ban_of("203.0.113.7") is None
    assert ban_of("203.0.113.8") is None


@pytest.mark.parametrize("address", [BANS, f"{BANS}add/"])
def test_a_board_manager_does_not_see_it(address):
    browser = Client()
    browser.force_login(make_member(is_staff=True))

    assert browser.get(address).status_code == 403
