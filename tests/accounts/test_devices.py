"""Browsers a member is known by, and word of a new one."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import devices, services
from accounts.models import KnownDevice
from tests.accounts.joining import PASSWORD, page, sign_up
from tests.accounts.test_agents import CHROME, WINDOWS
from tests.factories import make_member

pytestmark = pytest.mark.django_db

NOTICE = "전에 쓰지 않던 기기에서 로그인한 일이 있습니다"


@pytest.fixture
def saebom(db):
    member = make_member(username="saebom", nickname="새봄", password=PASSWORD)
    EmailAddress.objects.create(
        user=member, email="bom@example.com", verified=True, primary=True
    )
    return member


def log_in(browser, **headers):
    data = {"login": "saebom", "password": PASSWORD}
    return browser.post("/accounts/login/", data, headers=headers, follow=True)


def test_a_browser_gets_a_cookie_that_no_script_reads(client, saebom):
    client.post("/accounts/login/", {"login": "saebom", "password": PASSWORD})

    cookie = client.cookies["device"]
    assert cookie["max-age"] == 400 * 24 * 60 * 60
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie.value not in str(KnownDevice.objects.values())


def test_reading_a_page_gives_no_such_cookie(client, saebom):
    client.force_login(saebom)

    assert "device" not in client.get("/").cookies


def test_the_first_browser_is_no_news(client, saebom, with_mail):
    log_in(client)

    assert KnownDevice.objects.get().is_told
    assert mail.outbox == []


def test_the_browser_one_joined_with_is_known(client, with_mail):
    sign_up(client, username="saebom")
    client.post("/accounts/logout/")

    response = log_in(client)

    assert KnownDevice.objects.count() == 1
    assert NOTICE not in page(response)


def test_the_same_browser_again_is_no_news(client, saebom, with_mail):
    for _ in range(2):
        log_in(client)
        client.post("/accounts/logout/")

    assert KnownDevice.objects.count() == 1
    assert mail.outbox == []


def test_a_new_browser_is_told_by_letter(client, saebom, with_mail):
    log_in(client)
    log_in(Client(REMOTE_ADDR="203.0.113.77"), user_agent=WINDOWS + CHROME)

    letter = mail.outbox[0]
    assert letter.to == ["bom@example.com"]
    assert "새 기기에서 로그인했습니다" in letter.subject
    assert "기기: 윈도우의 크롬" in letter.body
    assert "주소: 203.0.113.*" in letter.body
    assert "http://127.0.0.1:8000/accounts/devices/" in letter.body
    assert NOTICE not in page(log_in(Client()))


@pytest.mark.parametrize("has_mail", [True, False])
def test_without_a_letter_the_next_log_in_tells(client, saebom, settings, has_mail):
    settings.HAS_MAIL = has_mail
    if has_mail:
        EmailAddress.objects.update(verified=False)
    log_in(client)
    stranger = page(log_in(Client(), user_agent=WINDOWS + CHROME))
    client.post("/accounts/logout/")

    told = page(log_in(client))

    assert mail.outbox == []
    assert NOTICE not in stranger
    assert NOTICE in told
    assert '<a href="/accounts/devices/">내 기기</a>' in told


def test_the_page_of_devices_names_it_until_it_is_confirmed(client, saebom):
    log_in(client)
    log_in(Client(), user_agent=WINDOWS + CHROME)

    before = page(client.get("/accounts/devices/"))
    after = page(client.post("/accounts/devices/confirm/", follow=True))

    assert "확인하지 않은 새 기기" in before
    assert "확인하지 않은 새 기기" not in after
    assert "새 기기를 확인했습니다" in after


def test_confirming_is_for_ones_own_devices_only(client, saebom):
    other = KnownDevice.objects.create(
        member=make_member(), key_hash="x", is_told=False
    )
    client.force_login(saebom)

    client.post("/accounts/devices/confirm/")

    other.refresh_from_db()
    assert not other.is_told


def test_two_members_at_one_browser_are_known_each(client, saebom):
    make_member(username="gaeul", password=PASSWORD)
    log_in(client)
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": "gaeul", "password": PASSWORD})

    assert KnownDevice.objects.count() == 2
    assert KnownDevice.objects.values("key_hash").distinct().count() == 1


@pytest.mark.parametrize("junk", ["", "x", "!" * 32, "a" * 4000, "a" * 31 + "\n"])
def test_a_cookie_that_we_never_gave_is_replaced(client, saebom, junk):
    client.cookies["device"] = junk

    log_in(client)

    assert client.cookies["device"].value != junk
    assert len(client.cookies["device"].value) == 32


@pytest.mark.parametrize(
    ("address", "place"), [("203.0.113.77", "203.0.113.*"), ("nowhere", "")]
)
def test_the_first_manager_is_known_by_the_browser_that_made_him(address, place):
    client = Client(REMOTE_ADDR=address)
    link = services.invite_first_manager()
    data = {"username": "boss", "nickname": "대장", "email": ""}
    data |= {"password1": PASSWORD, "password2": PASSWORD}

    client.post(link.removeprefix("http://127.0.0.1:8000"), data)

    device = KnownDevice.objects.get()
    assert device.member.username == "boss"
    assert devices.place_of(device) == place
    assert "device" in client.cookies


def test_the_devices_of_a_member_who_left_are_forgotten(client, saebom):
    log_in(client)

    services.erase_member(saebom)

    assert not KnownDevice.objects.exists()


def test_a_browser_long_not_used_is_forgotten_but_not_the_last_one(saebom):
    old = timezone.now() - timedelta(days=401)
    for number in range(3):
        KnownDevice.objects.create(
            member=saebom,
            key_hash=str(number),
            last_used_at=old - timedelta(days=number),
        )
    fresh = KnownDevice.objects.create(member=make_member(), key_hash="0")

    devices.drop_old_devices()

    assert {one.key_hash for one in saebom.known_devices.all()} == {"0"}
    assert KnownDevice.objects.filter(pk=fresh.pk).exists()
