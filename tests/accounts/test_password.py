"""A new password: of one's own will, or by letter when it is forgotten."""

import re
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress

from accounts.models import Member
from tests.accounts.joining import PASSWORD, page
from tests.factories import make_member

pytestmark = pytest.mark.django_db

NEW = "가을에 뜬 달 8개"


@pytest.fixture
def saebom(db):
    return make_member(
        username="saebom", nickname="새봄", email="bom@example.com", password=PASSWORD
    )


def change(client, **fields):
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW, **fields}
    return client.post("/accounts/password/change/", data)


def ask_for_letter(client, email, mailoutbox):
    client.post("/accounts/password/reset/", {"email": email})
    return mailoutbox[-1]


def link_in(letter):
    return re.search(r"http\S+", letter.body)[0]


def open_link(client, link):
    return client.get(urlsplit(link).path, follow=True)


def test_a_member_changes_his_password_and_stays_logged_in(client, saebom):
    client.force_login(saebom)

    response = change(client)

    saebom.refresh_from_db()
    assert response.headers["Location"] == "/accounts/"
    assert saebom.check_password(NEW)
    assert client.get("/accounts/").status_code == 200


def test_a_wrong_old_password_changes_nothing(client, saebom):
    client.force_login(saebom)

    text = page(change(client, oldpassword="아니다"))

    saebom.refresh_from_db()
    assert "지금 비밀번호가 맞지 않습니다" in text
    assert saebom.check_password(PASSWORD)


@pytest.mark.parametrize("password", ["saebom123", "bom@example.com", "새봄새봄새봄"])
def test_a_password_like_the_members_names_is_refused(client, saebom, password):
    saebom.nickname = "새봄새봄"
    saebom.save()
    client.force_login(saebom)

    text = page(change(client, password1=password, password2=password))

    assert "아이디, 닉네임이나 이메일과 비슷합니다" in text


def test_a_forgotten_password_is_set_anew_by_letter(client, saebom, mailoutbox):
    letter = ask_for_letter(client, "Bom@example.com", mailoutbox)
    form = open_link(client, link_in(letter))
    answer = {"password1": NEW, "password2": NEW}
    response = client.post(form.request["PATH_INFO"], answer, follow=True)

    saebom.refresh_from_db()
    assert saebom.check_password(NEW)
    assert "새 비밀번호로 로그인해 주세요" in page(response)


def test_the_letter_is_korean_and_plain_and_names_the_member(
    client, saebom, mailoutbox
):
    letter = ask_for_letter(client, "bom@example.com", mailoutbox)

    assert letter.subject == "[마당] 비밀번호 새로 정하기"
    assert "회원님의 아이디: saebom" in letter.body
    assert letter.to == ["bom@example.com"]
    assert letter.content_subtype == "plain"


def test_links_in_letters_begin_with_the_sites_own_address(
    client, saebom, mailoutbox, settings
):
    settings.SITE_URL = "https://yard.example"
    settings.ALLOWED_HOSTS = ["*"]

    client.post(
        "/accounts/password/reset/",
        {"email": "bom@example.com"},
        headers={"Host": "evil.example"},
    )

    assert link_in(mailoutbox[-1]).startswith("https://yard.example/accounts/")
    assert "evil.example" not in mailoutbox[-1].body


def test_a_link_works_once(client, saebom, mailoutbox):
    link = link_in(ask_for_letter(client, "bom@example.com", mailoutbox))
    form = open_link(client, link)
    client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

    assert "이미 썼거나 기한이 지난 링크입니다" in page(open_link(client, link))


def test_a_junk_link_is_told_to_be_so(client):
    response = client.get("/accounts/password/reset/key/zz-abc-def/")

    assert "이미 썼거나 기한이 지난 링크입니다" in page(response)


def test_the_page_does_not_say_whether_an_address_is_known(client, saebom, mailoutbox):
    known = client.post("/accounts/password/reset/", {"email": "bom@example.com"})
    unknown = client.post("/accounts/password/reset/", {"email": "no@example.com"})

    assert known.headers["Location"] == unknown.headers["Location"]
    assert [letter.to for letter in mailoutbox] == [
        ["bom@example.com"],
        ["no@example.com"],
    ]
    assert "가입한 아이디가 없습니다" in mailoutbox[1].subject


def test_a_verified_address_belongs_to_one_member_only(client, saebom, mailoutbox):
    make_member(username="other", email="bom@example.com")
    EmailAddress.objects.create(
        user=saebom, email="bom@example.com", verified=True, primary=True
    )

    client.post("/accounts/password/reset/", {"email": "bom@example.com"})

    assert len(mailoutbox) == 1
    assert "saebom" in mailoutbox[0].body


def test_a_stopped_member_gets_no_link(client, saebom, mailoutbox):
    Member.objects.update(is_active=False)

    client.post("/accounts/password/reset/", {"email": "bom@example.com"})

    assert "reset/key" not in mailoutbox[0].body


def test_a_member_without_a_password_is_led_to_setting_one(client):
    member = make_member()
    client.force_login(member)

    response = client.get("/accounts/password/change/")
    client.post("/accounts/password/set/", {"password1": NEW, "password2": NEW})

    member.refresh_from_db()
    assert response.headers["Location"] == "/accounts/password/set/"
    assert member.check_password(NEW)


def test_a_changed_password_is_told_by_letter(client, saebom, mailoutbox, with_mail):
    client.force_login(saebom)

    change(client)

    assert mailoutbox[0].subject == "[마당] 비밀번호를 바꿨습니다"
    assert "본인이 한 일이 아니라면" in mailoutbox[0].body


def test_without_a_mail_server_the_page_says_whom_to_ask(client):
    text = page(client.get("/accounts/password/reset/"))

    assert "아직 메일을 보낼 수 없어" in text
    assert "관리자에게 문의해 주세요" in text


def test_with_a_mail_server_the_page_says_nothing_of_it(client, with_mail):
    text = page(client.get("/accounts/password/reset/"))

    assert "아직 메일을 보낼 수 없어" not in text


def test_the_admin_warns_who_runs_the_site_that_no_letter_leaves(client, manager):
    client.force_login(manager)

    assert "EMAIL_URL" in client.get("/admin/").text


def test_the_admin_does_not_warn_once_letters_leave(client, manager, with_mail):
    client.force_login(manager)

    assert "EMAIL_URL" not in client.get("/admin/").text
