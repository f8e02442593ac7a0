"""정보수정: a member's own page."""

import pytest

from tests.accounts.joining import PASSWORD, page
from tests.factories import make_manager, make_member

pytestmark = pytest.mark.django_db


def test_a_guest_is_led_to_log_in_and_back(client):
    response = client.get("/accounts/")

    assert response.headers["Location"] == "/accounts/login/?next=/accounts/"


def test_a_member_takes_another_nickname(client, member):
    client.force_login(member)

    response = client.post("/accounts/", {"nickname": " 가을  달 "}, follow=True)

    member.refresh_from_db()
    assert member.nickname == "가을 달"
    assert "정보를 바꿨습니다." in page(response)


def test_a_member_may_write_his_own_nickname_another_way(client):
    member = make_member(nickname="Bom")
    client.force_login(member)

    client.post("/accounts/", {"nickname": "BOM"})

    member.refresh_from_db()
    assert member.nickname == "BOM"


def test_the_nickname_of_another_is_refused_with_words(client, member):
    make_member(nickname="가을")
    client.force_login(member)

    text = page(client.post("/accounts/", {"nickname": "가 을"}))

    assert "이미 쓰고 있는 닉네임입니다" in text


def test_a_nickname_taken_a_moment_ago_is_refused_likewise(client, member, monkeypatch):
    make_member(nickname="가을")
    monkeypatch.setattr("accounts.forms.check_nickname", lambda *a, **k: None)
    client.force_login(member)

    text = page(client.post("/accounts/", {"nickname": "가을"}))

    assert "이미 쓰고 있는 닉네임입니다" in text


def test_only_a_manager_may_call_himself_so(client, member):
    manager = make_manager()
    client.force_login(member)
    refused = page(client.post("/accounts/", {"nickname": "관리자"}))
    client.force_login(manager)
    client.post("/accounts/", {"nickname": "관리자"})

    manager.refresh_from_db()
    assert "운영진으로 보이는 닉네임" in refused
    assert manager.nickname == "관리자"


def test_the_page_leads_to_what_else_can_be_changed(client):
    client.force_login(make_member(password=PASSWORD))

    text = page(client.get("/accounts/"))

    for address in ("/accounts/email/", "/accounts/password/change/"):
        assert f'href="{address}"' in text
    assert 'href="/accounts/leave/"' in text
