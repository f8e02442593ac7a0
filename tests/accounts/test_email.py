"""A member's one e-mail address: given, verified, changed, removed."""

import re
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress

from tests.accounts.joining import PASSWORD, page, sign_up
from tests.factories import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def saebom(db, client):
    member = make_member(username="saebom", nickname="새봄", password=PASSWORD)
    client.force_login(member)
    return member


def confirm_password(client):
    """allauth asks for the password again before an address is changed."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def open_link_of(client, letter):
    link = urlsplit(re.search(r"http\S+", letter.body)[0]).path
    asked = client.get(link)
    client.post(link)
    return asked


def test_a_new_member_verifies_his_address_by_letter(client, mailoutbox, with_mail):
    sign_up(client, email="bom@example.com")

    asked = open_link_of(client, mailoutbox[0])

    address = EmailAddress.objects.get(email="bom@example.com")
    assert mailoutbox[0].subject == ("[마당] 가입을 환영합니다. 이메일을 확인해 주세요")
    assert "bom@example.com 주소를 새봄님의 이메일로 확인합니다" in page(asked)
    assert address.verified
    assert address.primary


def test_without_a_mail_server_joining_sends_no_letter(client, mailoutbox):
    sign_up(client, email="bom@example.com")

    assert mailoutbox == []


def test_the_password_is_asked_again_before_an_address_changes(client, saebom):
    data = {"email": "bom@example.com", "action_add": "1"}
    response = client.post("/accounts/email/", data)

    assert response.headers["Location"].startswith("/accounts/reauthenticate/")
    assert not EmailAddress.objects.exists()


def test_what_was_asked_goes_on_after_the_password(client, saebom):
    data = {"email": "bom@example.com", "action_add": "1"}
    response = client.post("/accounts/email/", data)
    client.post(
        response.headers["Location"], {"password": PASSWORD, "next": "/accounts/email/"}
    )

    assert EmailAddress.objects.get().email == "bom@example.com"


def test_a_new_address_counts_once_it_is_verified(
    client, saebom, mailoutbox, with_mail
):
    EmailAddress.objects.create(
        user=saebom, email="old@example.com", verified=True, primary=True
    )
    saebom.email = "old@example.com"
    saebom.save()
    confirm_password(client)
    data = {"email": "new@example.com", "action_add": "1"}
    client.post("/accounts/email/", data)
    saebom.refresh_from_db()
    before = saebom.email

    open_link_of(client, mailoutbox[0])

    saebom.refresh_from_db()
    assert (before, saebom.email) == ("old@example.com", "new@example.com")
    assert EmailAddress.objects.get().email == "new@example.com"
    assert mailoutbox[1].to == ["old@example.com"]


def test_an_address_that_another_verified_first_stays_unverified(
    client, saebom, mailoutbox, with_mail
):
    confirm_password(client)
    client.post("/accounts/email/", {"email": "bom@example.com", "action_add": "1"})
    EmailAddress.objects.create(
        user=make_member(), email="bom@example.com", verified=True, primary=True
    )

    asked = open_link_of(client, mailoutbox[0])

    assert "다른 회원이 이미 확인해 쓰고 있습니다" in page(asked)
    assert not EmailAddress.objects.get(user=saebom).verified


def test_an_address_can_be_removed(client, saebom):
    saebom.email = "bom@example.com"
    saebom.save()
    confirm_password(client)

    data = {"email": "bom@example.com", "action_remove": "1"}
    client.post("/accounts/email/", data)

    saebom.refresh_from_db()
    assert saebom.email == ""
    assert not EmailAddress.objects.exists()


def test_the_letter_can_be_asked_for_again(client, saebom, mailoutbox, with_mail):
    saebom.email = "bom@example.com"
    saebom.save()

    client.post("/accounts/email/", {"email": "bom@example.com", "action_send": "1"})

    assert mailoutbox[0].subject == "[마당] 이메일을 확인해 주세요"


def test_a_junk_link_is_told_to_be_so(client):
    response = client.get("/accounts/confirm-email/abc/")

    assert "이미 썼거나 기한이 지난 링크입니다" in page(response)


def test_without_a_mail_server_the_page_says_whom_to_ask(client, saebom):
    assert "관리자에게 문의해 주세요" in page(client.get("/accounts/email/"))
