"""Connecting another site to a member who is there, and taking it back."""

import threading

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.db import connection
from django.test import Client

from accounts import social
from accounts.models import Member
from accounts.social import LastWayIn
from accounts.suspending import suspend
from tests.accounts.coming_in import (
    ALL,
    SIGN_UP,
    come_from,
    join_from,
    make_key,
    send_sign_up,
)
from tests.accounts.joining import PASSWORD, page
from tests.factories import make_member

pytestmark = pytest.mark.django_db

CONNECTIONS = "/accounts/social/"
REAUTHENTICATE = "/accounts/reauthenticate/"


@pytest.fixture
def saebom(client):
    member = make_member(
        username="saebom", nickname="새봄", email="bom@example.com", password=PASSWORD
    )
    client.force_login(member)
    return member


def connect(client, provider, password=PASSWORD):
    """Press the button on the page of connections; the page that comes last."""
    came = come_from(client, provider, process="connect")
    assert came.headers["Location"] == REAUTHENTICATE
    return client.post(REAUTHENTICATE, {"password": password}, follow=True)


def give(member, provider="kakao", uid="12345"):
    return SocialAccount.objects.create(user=member, provider=provider, uid=uid)


def disconnect(client, account):
    return client.post(CONNECTIONS, {"account": account.pk}, follow=True)


@pytest.mark.parametrize("provider", ALL)
def test_a_member_connects_and_comes_in_that_way(client, stub, saebom, provider):
    text = page(connect(client, provider))

    assert f"{social.name_of(provider)} 계정을 연결했습니다." in text
    assert "bom@example.com" in text.split("연결한 계정")[1]
    again = Client()
    come_from(again, provider)
    assert again.session["_auth_user_id"] == str(saebom.pk)


def test_the_page_offers_what_has_a_key_and_lets_the_browser_go_there(client, saebom):
    make_key("kakao")

    response = client.get(CONNECTIONS)

    assert "카카오 연결하기" in page(response)
    assert "네이버 연결하기" not in page(response)
    assert "https://kauth.kakao.com" in response.headers["Content-Security-Policy"]
    assert 'href="/accounts/social/"' in page(client.get("/accounts/"))


def test_a_wrong_password_connects_nothing(client, stub, saebom):
    text = page(connect(client, "kakao", password="아니다"))

    assert "비밀번호가 맞지 않습니다" in text
    assert not SocialAccount.objects.exists()


def test_a_guest_connects_nothing(client, stub):
    response = come_from(client, "kakao", process="connect")

    assert response.headers["Location"] == CONNECTIONS
    assert not SocialAccount.objects.exists()


def test_the_account_of_another_member_is_not_taken(client, stub, saebom):
    other = make_member()
    give(other)

    text = page(connect(client, "kakao"))

    assert "이미 다른 회원에게 연결되어 있습니다" in text
    assert SocialAccount.objects.get().user == other


def test_connecting_twice_changes_nothing(client, stub, saebom):
    connect(client, "kakao")

    came = come_from(client, "kakao", process="connect")
    text = page(client.get(came.headers["Location"]))

    assert "이미 연결된 카카오 계정입니다." in text
    assert SocialAccount.objects.count() == 1


def test_cancelling_leads_back_to_the_connections(client, saebom):
    text = page(client.get("/accounts/social/cancelled/"))

    assert "연결하지 않았습니다" in text
    assert 'href="/accounts/social/"' in text


def test_a_letter_tells_of_a_connection_and_of_its_end(client, stub, saebom, with_mail):
    EmailAddress.objects.create(
        user=saebom, email=saebom.email, verified=True, primary=True
    )

    connect(client, "kakao")
    disconnect(client, SocialAccount.objects.get())

    assert [letter.subject.partition("] ")[2] for letter in mail.outbox] == [
        "소셜 로그인을 연결했습니다",
        "소셜 로그인 연결을 끊었습니다",
    ]
    assert "카카오 계정이 연결되었습니다" in mail.outbox[0].body


def test_taking_back_asks_for_the_password_first(client, saebom):
    account = give(saebom)

    asked = client.post(CONNECTIONS, {"account": account.pk})
    assert asked.headers["Location"].startswith(REAUTHENTICATE)
    assert SocialAccount.objects.exists()
    client.post(asked.headers["Location"], {"password": PASSWORD})

    assert not SocialAccount.objects.exists()


def test_it_can_be_taken_back_when_the_key_is_gone(client, stub, saebom):
    connect(client, "kakao")
    for app in list(social.SocialApp.objects.all()):
        social.delete_key(app)

    shown = page(client.get(CONNECTIONS))
    text = page(disconnect(client, SocialAccount.objects.get()))

    assert "카카오 연결 끊기" in shown
    assert "카카오 연결을 끊었습니다." in text
    assert 'href="/accounts/social/"' not in page(client.get("/accounts/"))


def test_the_last_way_in_is_not_taken_back(client, stub):
    join_from(client, "kakao")

    text = page(disconnect(client, SocialAccount.objects.get()))

    assert "로그인할 길이 없어집니다" in text
    assert SocialAccount.objects.exists()


def test_one_of_two_ways_is_taken_back(client, stub):
    join_from(client, "kakao")
    come_from(client, "naver", process="connect")
    kakao, naver = SocialAccount.objects.order_by("provider")

    disconnect(client, kakao)
    text = page(disconnect(client, naver))

    assert "로그인할 길이 없어집니다" in text
    assert SocialAccount.objects.get() == naver


@pytest.mark.parametrize("account", ["", "x", "999999", "1\0"])
def test_what_is_no_connection_is_told(client, saebom, account):
    response = client.post(CONNECTIONS, {"account": account})

    assert response.status_code == 200
    assert 'role="alert"' in page(response)


def test_the_connection_of_another_member_is_none_of_his(client, saebom):
    account = give(make_member())

    text = page(disconnect(client, account))

    assert "이미 끊은 연결입니다" in text
    assert SocialAccount.objects.exists()


def test_an_address_of_a_member_opens_nothing_but_is_explained(client, stub):
    owner = make_member(email="bom@example.com", password=PASSWORD)

    came = come_from(client, "kakao")
    text = page(client.get(came.headers["Location"]))

    assert came.headers["Location"] == SIGN_UP
    assert "bom@example.com 주소를 적은 회원이 이미 있습니다" in text
    assert 'href="/accounts/login/?next=%2Faccounts%2Fsocial%2F"' in text
    assert owner.username not in text
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("provider", ["kakao", "naver"])
def test_whoever_does_not_own_the_address_learns_nothing(client, stub, provider):
    make_member(email="bom@example.com")
    stub.script.person["is_verified"] = False

    come_from(client, provider)

    assert "이미 있습니다" not in page(client.get(SIGN_UP))


def test_he_may_join_anew_and_the_verified_address_stays_with_its_owner(client, stub):
    owner = make_member(email="bom@example.com")
    EmailAddress.objects.create(
        user=owner, email=owner.email, verified=True, primary=True
    )
    come_from(client, "kakao")

    form = page(client.get(f"{SIGN_UP}?new=1"))
    send_sign_up(client, email="bom@example.com")

    assert 'name="nickname"' in form
    addresses = EmailAddress.objects.order_by("pk")
    assert [(a.user == owner, a.verified) for a in addresses] == [
        (True, True),
        (False, False),
    ]


def test_whoever_logs_in_after_that_can_connect(client, stub):
    member = make_member(email="bom@example.com", password=PASSWORD)
    come_from(client, "kakao")
    client.post("/accounts/login/", {"login": member.username, "password": PASSWORD})

    connect(client, "kakao")

    assert SocialAccount.objects.get().user == member


def test_a_member_without_a_password_sets_one_and_logs_in_with_it(client, stub):
    join_from(client, "kakao")
    assert 'href="/accounts/password/set/"' in page(client.get("/accounts/"))

    fields = {"password1": PASSWORD, "password2": PASSWORD}
    client.post("/accounts/password/set/", fields)
    again = Client()
    again.post("/accounts/login/", {"login": "saebom", "password": PASSWORD})

    assert "_auth_user_id" in again.session
    assert "_auth_user_id" in client.session


def test_a_member_without_a_password_changes_his_address(client, stub):
    join_from(client, "kakao")

    response = client.post(
        "/accounts/email/", {"email": "new@example.com", "action_add": "1"}
    )

    assert response.status_code == 302
    assert EmailAddress.objects.get().email == "new@example.com"


def test_a_member_without_a_password_saves_his_profile(client, stub):
    join_from(client, "kakao")

    client.post("/accounts/", {"nickname": "가을"})

    assert Member.objects.get().nickname == "가을"


def test_a_suspended_member_meets_the_reason_here_too(client, stub):
    join_from(client, "kakao")
    suspend(Member.objects.get(), until=None, reason="도배", by=None)
    again = Client()

    come_from(again, "kakao")
    response = again.get("/")

    assert response.status_code == 403
    assert "도배" in page(response)


@pytest.mark.django_db(transaction=True, databases=["default", "cache"])
def test_of_two_last_ways_taken_back_at_once_one_stays():
    member = make_member()
    accounts = [give(member, "kakao"), give(member, "naver")]
    start, refused = threading.Barrier(2), []

    def take_back(account):
        start.wait()
        try:
            social.disconnect(account)
        except LastWayIn as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=take_back, args=[a]) for a in accounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert SocialAccount.objects.count() == 1
