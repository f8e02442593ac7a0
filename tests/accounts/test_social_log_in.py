"""Coming in from other sites: buttons, the way there and back, joining."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.sessions.models import Session
from django.test import Client

from accounts import social
from accounts.models import Member
from accounts.second_factor import SecondFactorAdapter
from tests.accounts.coming_in import (
    ALL,
    SIGN_UP,
    come_from,
    join_from,
    make_key,
    send_sign_up,
)
from tests.accounts.joining import page
from tests.accounts.stub_provider import TOKEN
from tests.factories import make_board, make_member, make_post
from web import inner_headers

pytestmark = pytest.mark.django_db

PAGES_WITH_BUTTONS = ["/", "/accounts/login/", "/accounts/signup/", "/boards/"]


def form_action(response):
    policy = response.headers["Content-Security-Policy"]
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    return directives["form-action"].split()


@pytest.mark.parametrize("address", PAGES_WITH_BUTTONS)
def test_without_a_key_there_is_no_button(client, address):
    response = client.get(address)

    assert 'class="social' not in page(response)
    assert form_action(response) == ["'self'"]


@pytest.mark.parametrize("address", PAGES_WITH_BUTTONS)
def test_with_a_key_there_is_a_button_and_the_browser_may_follow_it(client, address):
    make_key("kakao")

    response = client.get(address)

    assert 'action="/accounts/kakao/login/"' in page(response)
    assert "/accounts/naver/login/" not in page(response)
    assert form_action(response) == [
        "'self'",
        "https://kauth.kakao.com",
        "https://accounts.kakao.com",
    ]


def test_every_kept_page_has_its_own_button_and_lets_the_browser_follow_it(client):
    make_key("kakao")

    for address in ("/", "/boards/", "/new/"):
        response = client.get(address, **{inner_headers.ASKED: True})

        form = page(response).split('action="/accounts/kakao/login/"')[1]
        assert f'name="next" value="{address}"' in form.split("<button")[0]
        assert "https://kauth.kakao.com" in form_action(response)


def test_members_see_no_button_and_their_pages_stay_closed(client, member):
    make_key("kakao")
    client.force_login(member)

    response = client.get("/")

    assert "/accounts/kakao/login/" not in page(response)
    assert form_action(response) == ["'self'"]


def test_a_key_that_is_deleted_takes_the_button_along(client):
    social.delete_key(make_key("kakao"))

    assert 'class="social' not in page(client.get("/"))


def test_the_button_says_what_it_does_on_each_page(client):
    make_key("kakao")

    assert "카카오로 로그인" in page(client.get("/accounts/login/"))
    assert "카카오로 가입" in page(client.get("/accounts/signup/"))
    assert "카카오로 로그인" in page(client.get("/"))


@pytest.mark.parametrize("provider", ALL)
def test_a_log_in_opened_by_address_asks_before_it_leads_away(client, provider, stub):
    response = client.get(f"/accounts/{provider}/login/?next=/boards/&scope=repo")

    assert response.status_code == 200
    assert "계속하기" in page(response)
    assert 'name="next" value="/boards/"' in page(response)
    assert "repo" not in page(response).split("<main")[1].split("</main")[0]
    assert stub.script.asked == []


@pytest.mark.parametrize("provider", ALL)
def test_somebody_new_joins_and_comes_back_the_next_day(client, provider, stub):
    response = join_from(client, provider, next="/boards/")

    member = Member.objects.get(username="saebom")
    assert response.headers["Location"] == "/boards/"
    assert client.session["_auth_user_id"] == str(member.pk)
    assert (member.nickname, member.level) == ("새봄", 2)
    assert not member.has_usable_password()
    assert SocialAccount.objects.get().provider == provider

    again = Client()
    response = come_from(again, provider, next="/boards/")

    assert response.headers["Location"] == "/boards/"
    assert again.session["_auth_user_id"] == str(member.pk)
    assert Member.objects.count() == 1


@pytest.mark.parametrize("provider", ALL)
def test_no_token_and_no_profile_is_kept(client, provider, stub):
    stub.script.person["email"] = "bom@example.com"
    come_from(client, provider)
    waiting = [session.get_decoded() for session in Session.objects.all()]
    send_sign_up(client)

    account = SocialAccount.objects.get()
    assert account.extra_data == {"name": "bom@example.com"}
    assert TOKEN not in str(waiting)
    assert not SocialToken.objects.exists()


def test_the_way_back_to_a_comment_box_survives(client, stub):
    post = make_post(make_board(comment_level=2))
    text = page(client.get(post.get_absolute_url()))
    link = text.split('id="comments"')[1].split("?next=")[1].split('"')[0]
    came = client.get(f"/accounts/login/?next={link}")
    back = f"{post.get_absolute_url()}#comment_write"

    assert f'name="next" value="{back}"' in page(came)
    assert 'id="comment_write"' in text
    assert join_from(client, "kakao", next=back).headers["Location"] == back


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example/"])
def test_the_way_back_never_leads_to_another_site(client, stub, elsewhere):
    response = join_from(client, "kakao", next=elsewhere)

    assert response.headers["Location"] == "/"


def test_the_session_ends_with_the_browser(client, stub):
    response = join_from(client, "kakao")
    assert response.cookies["sessionid"]["max-age"] == ""

    response = come_from(Client(), "kakao")
    assert response.cookies["sessionid"]["max-age"] == ""


def test_the_form_proposes_names_that_are_free(client, stub):
    make_member(username="saebom", nickname="새봄")

    come_from(client, "github")
    text = page(client.get(SIGN_UP))

    assert 'value="saebom2"' in text
    assert 'value="bom@example.com"' in text


def test_what_everybody_agrees_to_is_asked_here_too(client, stub):
    response = join_from(client, "kakao", is_fourteen="")

    assert "만 14세 이상만 가입할 수 있습니다" in page(response)
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"username": "admin"},
        {"username": "a"},
        {"nickname": "관리자"},
        {"nickname": "봄" * 21},
        {"nickname": "새\u200b봄"},
        {"email": "not an address"},
    ],
)
def test_names_are_judged_as_for_everybody(client, stub, fields):
    response = join_from(client, "kakao", **fields)

    assert response.status_code == 200
    assert 'aria-invalid="true"' in page(response)
    assert not Member.objects.exists()


def test_after_an_error_the_same_form_can_be_sent_again(client, stub):
    join_from(client, "kakao", nickname="관리자")

    response = send_sign_up(client)

    assert response.status_code == 302
    assert Member.objects.get().nickname == "새봄"


def test_an_address_the_provider_vouches_for_is_verified(client, stub):
    join_from(client, "kakao", email="bom@example.com")

    address = EmailAddress.objects.get()
    assert (address.email, address.verified, address.primary) == (
        "bom@example.com",
        True,
        True,
    )
    assert Member.objects.get().email == "bom@example.com"


@pytest.mark.parametrize("provider", ALL)
def test_an_address_nobody_vouches_for_is_not(client, stub, provider):
    stub.script.person["is_verified"] = False

    join_from(client, provider, email="bom@example.com")

    assert [a.verified for a in EmailAddress.objects.all()] == [False]


def test_naver_vouches_for_no_address(client, stub):
    join_from(client, "naver", email="bom@example.com")

    assert [a.verified for a in EmailAddress.objects.all()] == [False]


def test_another_address_than_the_providers_is_not_verified(client, stub):
    join_from(client, "kakao", email="other@example.com")

    assert [(a.email, a.verified) for a in EmailAddress.objects.all()] == [
        ("other@example.com", False)
    ]


def test_an_emptied_address_stays_empty(client, stub):
    join_from(client, "kakao", email="")

    assert Member.objects.get().email == ""
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize("provider", ALL)
def test_whoever_gives_no_address_joins_too(client, stub, provider):
    stub.script.person["email"] = None

    response = join_from(client, provider)

    assert response.status_code == 302
    assert Member.objects.get().email == ""


def test_the_database_decides_who_has_a_nickname_first(client, stub, monkeypatch):
    make_member(nickname="새봄")
    monkeypatch.setattr("accounts.name_forms.check_nickname", lambda *a, **k: None)

    response = join_from(client, "kakao")

    assert "이미 쓰고 있는 닉네임입니다" in page(response)
    assert not SocialAccount.objects.exists()
    assert send_sign_up(client, nickname="가을").status_code == 302


def test_a_form_sent_from_two_windows_makes_one_member(client, stub):
    come_from(client, "kakao")
    other = Client()
    come_from(other, "kakao")
    send_sign_up(client)

    same = send_sign_up(other)

    assert same.headers["Location"] == "/accounts/login/"
    assert "이미 가입했습니다" in page(other.get("/accounts/login/"))
    assert Member.objects.count() == 1


def test_two_forms_sent_at_the_same_moment_make_one_member(client, stub, monkeypatch):
    """As when the other form is saved between our look and our own saving."""
    monkeypatch.setattr("accounts.social_views._is_connected", lambda account: False)
    other = Client()
    come_from(client, "kakao")
    come_from(other, "kakao")
    send_sign_up(client)

    same = send_sign_up(other, username="gaeul", nickname="가을")

    assert same.headers["Location"] == "/accounts/login/"
    assert "이미 가입했습니다" in page(other.get("/accounts/login/"))
    assert Member.objects.count() == 1


def test_the_sign_up_page_of_nobody_leads_to_the_log_in(client):
    assert client.get(SIGN_UP).headers["Location"] == "/accounts/login/"


def test_with_mail_a_new_address_is_asked_for_its_code(client, stub, with_mail):
    response = join_from(client, "kakao", email="other@example.com", next="/boards/")

    assert response.headers["Location"] == "/accounts/email/code/?next=%2Fboards%2F"


def test_a_stopped_member_is_told_so(client, stub):
    join_from(client, "kakao")
    Member.objects.update(is_active=False)
    again = Client()

    response = come_from(again, "kakao")

    assert response.headers["Location"] == "/accounts/inactive/"
    assert "_auth_user_id" not in again.session


def test_leaving_forgets_the_connection(client, stub):
    join_from(client, "kakao")

    text = page(client.post("/accounts/leave/", {"username": "gaeul"}))
    assert "아이디가 다릅니다" in text
    response = client.post("/accounts/leave/", {"username": "saebom"})

    assert response.headers["Location"] == "/"
    assert not SocialAccount.objects.exists()
    assert come_from(Client(), "kakao").headers["Location"] == SIGN_UP


def test_a_second_factor_is_asked_for_here_too(client, stub):
    join_from(client, "kakao")
    Authenticator.objects.create(
        user=Member.objects.get(),
        type=Authenticator.Type.TOTP,
        data={"secret": SecondFactorAdapter().encrypt("JBSWY3DPEHPK3PXP")},
    )
    again = Client()

    response = come_from(again, "kakao", next="/boards/")

    assert response.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert "_auth_user_id" not in again.session
