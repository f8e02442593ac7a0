"""What a manager lays down for joining: names, domains, fields; and the live check."""

import pytest

from accounts.models import Member
from accounts.services import erase_member
from siteconfig.models import Asking, SiteSettings
from siteconfig.services import save_settings
from tests.accounts.joining import page, sign_up
from tests.factories import make_manager, make_member

pytestmark = pytest.mark.django_db


def lay_down(**fields: str) -> None:
    save_settings(SiteSettings(**fields))


@pytest.mark.parametrize(
    "nickname", ["최고의 광고맨", "광\u200b고", "Ｓｐａｍ왕", "sPam"]
)
def test_a_nickname_with_a_word_of_the_list_is_refused(client, nickname):
    lay_down(banned_names="광고\n spam \n\n")

    sign_up(client, nickname=nickname)

    assert not Member.objects.exists()


def test_a_name_with_a_word_of_the_list_is_refused_with_words(client):
    lay_down(banned_names="spam")

    text = page(sign_up(client, username="xspamx"))

    assert "이 사이트에서 쓸 수 없는 아이디입니다. 다른 아이디를 정해 주세요." in text


@pytest.mark.parametrize("email", ["a@mailinator.com", "a@x.MAILINATOR.com"])
def test_an_address_of_a_domain_of_the_list_is_refused(client, email):
    lay_down(banned_email_domains="@mailinator.com\nexample.org")

    text = page(sign_up(client, email=email))

    assert "쓸 수 없는 이메일 도메인입니다. 다른 이메일을 적어 주세요." in text


def test_a_domain_that_only_ends_alike_is_taken(client):
    lay_down(banned_email_domains="mailinator.com")

    sign_up(client, email="a@notmailinator.com")

    assert Member.objects.get().email == "a@notmailinator.com"


@pytest.mark.parametrize("nickname", ["Аlice봄", "bοb", "Вasha"])
def test_scripts_that_look_alike_are_not_mixed(client, nickname):
    text = page(sign_up(client, nickname=nickname))

    assert "모양이 닮은 다른 나라 글자가 섞여 있습니다." in text


@pytest.mark.parametrize("nickname", ["새봄 Spring", "ねこ猫고양이", "Вася"])
def test_other_scripts_may_stand_side_by_side(client, nickname):
    sign_up(client, nickname=nickname)

    assert Member.objects.exists()


@pytest.mark.parametrize(
    ("length", "words"),
    [(400, "올바른 이메일 주소를 입력하세요."), (300, "이메일은 254자까지")],
)
def test_a_long_address_is_refused_with_words(client, length, words):
    text = page(sign_up(client, email=f"{'a' * (length - 12)}@example.com"))

    assert words in text
    assert not Member.objects.exists()


def test_nothing_more_is_asked_at_first(client):
    text = page(client.get("/accounts/signup/"))

    assert "전화번호" not in text


def test_a_required_field_is_asked_for_and_kept(client):
    lay_down(asks_phone=Asking.REQUIRED, asks_homepage=Asking.OPTIONAL)

    sign_up(client)
    assert not Member.objects.exists()
    sign_up(client, phone="010-1234-5678", homepage="madang.example/bom")

    member = Member.objects.get()
    assert member.phone == "010-1234-5678"
    assert member.homepage == "https://madang.example/bom"


@pytest.mark.parametrize(
    ("field", "typed"),
    [("phone", "전화하지 마세요"), ("homepage", "javascript:alert(1)")],
)
def test_a_field_that_makes_no_sense_is_refused(client, field, typed):
    lay_down(asks_phone=Asking.OPTIONAL, asks_homepage=Asking.OPTIONAL)

    response = sign_up(client, **{field: typed})

    assert response.status_code == 200
    assert not Member.objects.exists()


def test_a_member_changes_his_fields_and_they_go_when_he_leaves(client):
    lay_down(asks_introduction=Asking.OPTIONAL)
    client.force_login(member := make_member())
    sent = {"nickname": member.nickname, "introduction": "반갑습니다."}

    client.post("/accounts/", sent)
    member.refresh_from_db()
    assert member.introduction == "반갑습니다."

    erase_member(member)
    assert member.introduction == ""


def test_a_manager_reads_what_a_member_gave(client):
    member = make_member(phone="010-1234-5678", wants_marketing=True)
    client.force_login(make_manager())

    text = page(client.get(f"/admin/accounts/member/{member.pk}/change/"))

    assert "010-1234-5678" in text


def test_a_nickname_that_is_banned_later_may_stay(client):
    client.force_login(member := make_member(nickname="광고쟁이"))
    lay_down(banned_names="광고", asks_introduction=Asking.OPTIONAL)

    sent = {"nickname": "광고쟁이", "introduction": "반갑습니다."}
    client.post("/accounts/", sent)
    client.post("/accounts/", {**sent, "nickname": "새 광고쟁이"})

    member.refresh_from_db()
    assert member.introduction == "반갑습니다."
    assert member.nickname == "광고쟁이"


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"username": "fresh_name"}, ""),
        ({"nickname": "새 이름"}, ""),
        ({"username": "TAKEN"}, "이미 쓰고 있는 아이디"),
        ({"nickname": "찬 이름"}, "이미 쓰고 있는 닉네임"),
        ({"nickname": ""}, "필수"),
        ({"email": "taken@example.com"}, "필수"),
    ],
)
def test_the_live_check_knows_names_and_no_address(client, query, problem):
    make_member(username="taken", nickname="찬이름", email="taken@example.com")

    answer = client.get("/accounts/name-check/", query)

    assert (
        (problem in answer.json()["problem"])
        if problem
        else not answer.json()["problem"]
    )
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_live_check_is_not_for_trying_out_lists(client):
    for _ in range(100):
        client.get("/accounts/name-check/", {"username": "abc"})

    assert client.get("/accounts/name-check/", {"username": "abc"}).status_code == 429
