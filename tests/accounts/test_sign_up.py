"""Joining: who may, under which names, and what a wrong entry is told."""

import threading

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from accounts import services
from accounts.models import Member
from tests.accounts.joining import PASSWORD, page, sign_up
from tests.factories import make_member

pytestmark = pytest.mark.django_db


def test_a_guest_joins_and_is_logged_in_at_level_2(client):
    response = sign_up(client, username="saebom", nickname="새봄")

    member = Member.objects.get(username="saebom")
    assert response.status_code == 302
    assert (member.nickname, member.level) == ("새봄", 2)
    assert client.session["_auth_user_id"] == str(member.pk)


def test_joining_leads_back_to_where_one_was(client):
    response = sign_up(client, next="/boards/free/?page=2")

    assert response.headers["Location"] == "/boards/free/?page=2"


def test_the_session_of_somebody_who_joined_ends_with_the_browser(client):
    response = sign_up(client)

    assert response.cookies["sessionid"]["max-age"] == ""


def test_a_form_without_proof_of_a_person_is_asked_a_question_first(client):
    data = {"username": "robot", "nickname": "로봇", "password1": PASSWORD}
    client.post("/accounts/signup/", {**data, "password2": PASSWORD})

    assert not Member.objects.exists()


def test_a_name_in_capitals_is_kept_in_lower_case(client):
    sign_up(client, username="SaeBom")

    assert Member.objects.get().username == "saebom"


@pytest.mark.parametrize("username", ["ab", "left-5", "새봄이", "a" * 21, "a b c", ""])
def test_a_name_of_other_characters_or_lengths_is_refused(client, username):
    response = sign_up(client, username=username)

    assert response.status_code == 200
    assert not Member.objects.exists()


@pytest.mark.parametrize("username", ["admin", "root1", "webmaster"])
def test_a_name_of_the_staff_is_refused(client, username):
    response = sign_up(client, username=username)

    assert "운영진으로 보이는 아이디" in page(response)


@pytest.mark.parametrize("nickname", ["", "봄" * 21, "\u3164", "관리자", "Аdmin"])
def test_a_nickname_that_nobody_may_have_is_refused(client, nickname):
    response = sign_up(client, nickname=nickname)

    assert response.status_code == 200
    assert not Member.objects.exists()


def test_names_of_another_member_are_refused_with_words(client):
    make_member(username="saebom", nickname="새봄")

    text = page(sign_up(client, username="saebom", nickname="새 봄"))

    assert "이미 쓰고 있는 아이디입니다. 다른 아이디를 정해 주세요." in text
    assert "이미 쓰고 있는 닉네임입니다. 다른 닉네임을 정해 주세요." in text
    assert 'aria-invalid="true"' in text


def test_what_was_typed_is_still_there_after_an_error(client):
    text = page(sign_up(client, username="saebom", password2="다른 것 12"))

    assert 'value="saebom"' in text
    assert PASSWORD not in text


@pytest.mark.parametrize(
    "password", ["12345678", "password", "saebom12", "봄날의고양이12"]
)
def test_a_weak_password_is_refused(client, password):
    fields = {"nickname": "봄날의고양이", "password1": password, "password2": password}
    sign_up(client, **fields)

    assert not Member.objects.exists()


def test_two_members_may_give_the_same_address_until_one_verifies_it(client):
    make_member(email="bom@example.com")

    sign_up(client, email="Bom@example.com")

    assert Member.objects.filter(email="bom@example.com").count() == 2


def test_a_member_who_is_logged_in_is_led_on(client, member):
    client.force_login(member)

    assert client.get("/accounts/signup/").status_code == 302


def test_too_many_sign_ups_from_one_address_are_refused(client):
    for number in range(10):
        sign_up(client, username=f"member_{number}", nickname=f"회원{number}")
        client.logout()

    response = sign_up(client, username="eleventh", nickname="열한번째")

    assert response.status_code == 429
    assert "다시 시도해 주세요" in page(response)


def test_a_field_with_a_nul_byte_is_an_error_in_the_form(client):
    assert sign_up(client, username="sae\0bom").status_code == 200
    assert sign_up(client, nickname="새\0봄").status_code == 200


def test_the_database_decides_who_has_a_name_first(client, monkeypatch):
    """As when another request saves the name between the form's look and ours."""
    make_member(username="saebom2", nickname="새봄")
    monkeypatch.setattr("accounts.name_forms.check_nickname", lambda *a, **k: None)

    response = sign_up(client, nickname="새봄")

    assert response.status_code == 200
    assert "이미 쓰고 있는 닉네임입니다" in page(response)


def test_so_it_does_for_the_other_name(client, monkeypatch):
    make_member(username="saebom")
    blind = "accounts.adapter.AccountAdapter.clean_username"
    monkeypatch.setattr(blind, lambda self, username: username)

    response = sign_up(client, username="saebom")

    assert response.status_code == 200
    assert "이미 쓰고 있는 아이디입니다" in page(response)


def test_another_refusal_of_the_database_is_no_question_of_names():
    with pytest.raises(IntegrityError):
        services.create_member("saebom", "새봄", PASSWORD, level=11)


def test_a_service_says_which_name_is_taken():
    make_member(username="saebom", nickname="새봄")

    with pytest.raises(services.NameTaken) as taken:
        services.create_member("saebom", "가을", PASSWORD)

    assert taken.value.field == "username"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_nickname_at_once_one_gets_it():
    results = []
    start = threading.Barrier(2)

    def join(number: int) -> None:
        start.wait()
        try:
            services.create_member(f"member_{number}", "새봄", None)
            results.append("joined")
        except services.NameTaken as taken:
            results.append(taken.field)
        finally:
            connection.close()

    threads = [threading.Thread(target=join, args=[number]) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["joined", "nickname"]


def test_a_closed_site_says_so_in_words(client, monkeypatch):
    closed = "accounts.adapter.AccountAdapter.is_open_for_signup"
    monkeypatch.setattr(closed, lambda *args: False)

    assert "새 회원을 받지 않습니다" in page(Client().get("/accounts/signup/"))
