"""Coming in and going out, from the page and from the side box."""

import pytest
from django.test import Client

from tests.accounts.joining import PASSWORD, page
from tests.factories import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def saebom(db):
    return make_member(
        username="saebom", nickname="새봄", email="bom@example.com", password=PASSWORD
    )


def log_in(client: Client, **fields: str):
    return client.post(
        "/accounts/login/", {"login": "saebom", "password": PASSWORD, **fields}
    )


@pytest.mark.parametrize("login", ["saebom", "SaeBom", "bom@example.com", " saebom "])
def test_a_member_comes_in_by_name_or_address(client, saebom, login):
    response = log_in(client, login=login)

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(saebom.pk)


def test_a_wrong_password_is_told_without_saying_which_part_is_wrong(client, saebom):
    known = page(log_in(client, password="아니다"))
    unknown = page(log_in(client, login="nobody", password="아니다"))

    assert "아이디나 비밀번호가 맞지 않습니다" in known
    assert "아이디나 비밀번호가 맞지 않습니다" in unknown
    assert 'value="saebom"' in known
    assert "_auth_user_id" not in client.session


def test_without_the_tick_the_session_ends_with_the_browser(client, saebom):
    response = log_in(client)

    assert response.cookies["sessionid"]["max-age"] == ""


def test_with_the_tick_the_session_lasts_thirty_days(client, saebom):
    response = log_in(client, remember="on")

    assert response.cookies["sessionid"]["max-age"] == 30 * 24 * 60 * 60


def test_logging_in_leads_back_to_where_one_was(client, saebom):
    response = log_in(client, next="/boards/free/?page=2")

    assert response.headers["Location"] == "/boards/free/?page=2"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "https://evil.example/",
        r"/\evil.example",
        "javascript:alert(1)",
        "///evil.example",
        "http:///evil.example",
        "\thttps://evil.example",
    ],
)
def test_logging_in_never_leads_to_another_site(client, saebom, elsewhere):
    response = log_in(client, next=elsewhere)

    assert response.headers["Location"] == "/"


def test_the_way_back_survives_a_mistake(client, saebom):
    text = page(log_in(client, password="아니다", next="/boards/free/"))

    assert '<input type="hidden" name="next" value="/boards/free/">' in text


def test_the_session_key_changes_at_log_in(client, saebom):
    session = client.session
    session["planted"] = "by a stranger"
    session.save()
    before = session.session_key

    log_in(client)

    assert client.session.session_key != before


def test_a_stopped_member_is_told_so(client, saebom):
    saebom.is_active = False
    saebom.save()

    response = log_in(client)

    assert response.headers["Location"] == "/accounts/inactive/"
    assert "이용을 멈췄습니다" in page(client.get("/accounts/inactive/"))
    assert "_auth_user_id" not in client.session


def test_stopping_a_member_logs_him_out_at_once(client, saebom):
    client.force_login(saebom)
    saebom.is_active = False
    saebom.save()

    assert client.get("/accounts/").status_code == 302


def test_a_new_password_ends_the_sessions_of_other_machines(client, saebom):
    client.force_login(saebom)
    saebom.set_password("아주 다른 비밀번호 3")
    saebom.save()

    assert client.get("/accounts/").status_code == 302


def test_the_sixth_wrong_password_for_a_name_has_to_wait(client, saebom):
    for _ in range(5):
        log_in(client, password="아니다")

    text = page(log_in(client))

    assert "로그인에 여러 번 실패했습니다" in text
    assert "_auth_user_id" not in client.session


def test_thirty_log_ins_a_minute_from_one_address_are_answered_in_korean(client):
    for number in range(30):
        log_in(client, login=f"name{number}")

    response = log_in(client)

    assert response.status_code == 429
    assert "잠시 뒤에 다시 시도해 주세요" in page(response)


def test_a_member_who_is_logged_in_is_led_on(client, saebom):
    client.force_login(saebom)

    assert client.get("/accounts/login/").status_code == 302


def test_passwords_are_hashed_with_argon2_on_the_site():
    from config import settings

    assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_log_out_asks_first_and_a_button_does_it(client, saebom):
    client.force_login(saebom)

    asked = client.get("/accounts/logout/")
    still_in = "_auth_user_id" in client.session
    done = client.post("/accounts/logout/")

    assert "로그아웃할까요?" in page(asked)
    assert still_in
    assert done.headers["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_log_out_never_leads_to_another_site(client, saebom):
    client.force_login(saebom)

    response = client.post("/accounts/logout/", {"next": "//evil.example"})

    assert response.headers["Location"] == "/"


def test_the_admin_sends_guests_to_the_one_log_in_page(client):
    response = client.get("/admin/login/?next=/admin/")

    assert response.headers["Location"] == "/accounts/login/?next=%2Fadmin%2F"
