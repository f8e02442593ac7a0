"""Members in the admin: who sees them, what a manager may do."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.test import Client

from accounts import services
from accounts.models import Member
from tests.accounts.joining import PASSWORD, page
from tests.factories import make_manager, make_member, make_post

pytestmark = pytest.mark.django_db

LIST = "/admin/accounts/member/"


@pytest.fixture
def boss(client):
    manager = make_manager(username="boss", nickname="대장", password=PASSWORD)
    client.force_login(manager)
    return manager


def form_of(member, **fields):
    """Return what the change form sends for the member as he is."""
    data = {
        "username": member.username,
        "nickname": member.nickname,
        "email": member.email,
        "level": member.level,
        **{
            box: "on"
            for box in ("is_active", "is_staff", "is_superuser")
            if getattr(member, box)
        },
        **fields,
    }
    return {name: value for name, value in data.items() if value is not None}


def change(client, member, **fields):
    address = f"{LIST}{member.pk}/change/"
    return client.post(address, form_of(member, **fields), follow=True)


def test_the_list_shows_and_finds_members(client, boss):
    make_member(username="saebom", nickname="새봄", email="bom@example.com")
    make_member(username="gaeul", nickname="가을")

    everybody, found = client.get(LIST), client.get(LIST, {"q": "새봄"})

    assert "gaeul" in page(everybody)
    assert "bom@example.com" in page(found)
    assert "gaeul" not in page(found)
    for word in ("아이디", "닉네임", "이메일", "레벨", "관리", "가입일", "최근 로그인"):
        assert word in page(everybody)


def test_members_who_left_can_be_set_apart(client, boss):
    gone = make_member()
    services.erase_member(gone)

    left, here = client.get(LIST, {"left": "yes"}), client.get(LIST, {"left": "no"})

    assert f"left-{gone.pk}" in page(left)
    assert f"left-{gone.pk}" not in page(here)


def test_a_manager_adds_a_member_who_can_log_in(client, boss):
    data = {"username": "saebom", "nickname": "새봄", "email": "", "level": 3}
    passwords = {"password1": PASSWORD, "password2": PASSWORD}

    client.post(f"{LIST}add/", {**data, **passwords})

    member = Member.objects.get(username="saebom")
    assert member.level == 3
    assert member.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"username": "left-3"}, "아이디는 영문 소문자"),
        ({"username": "boss"}, "이미 쓰고 있는 아이디입니다"),
        ({"nickname": "대 장"}, "이미 쓰고 있는 닉네임입니다"),
        ({"level": "1"}, "2"),
        ({"password2": "다르다 1234"}, "두 비밀번호가 다릅니다"),
        ({"password1": "12345678", "password2": "12345678"}, "비밀번호"),
    ],
)
def test_a_wrong_entry_is_told_and_makes_nobody(client, boss, fields, words):
    data = {"username": "saebom", "nickname": "새봄", "email": "", "level": 2}
    passwords = {"password1": PASSWORD, "password2": PASSWORD}

    response = client.post(f"{LIST}add/", {**data, **passwords, **fields})

    assert words in page(response)
    assert Member.objects.count() == 1


def test_a_manager_changes_level_and_nickname_and_keeps_the_password(client, boss):
    member = make_member(password=PASSWORD)

    change(client, member, level=7, nickname="관리자")

    member.refresh_from_db()
    assert (member.level, member.nickname) == (7, "관리자")
    assert member.check_password(PASSWORD)


def test_a_new_site_manager_gets_into_the_admin(client, boss):
    member, his = make_member(), Client()
    his.force_login(member)

    change(client, member, is_superuser="on")

    assert his.get(LIST).status_code == 200


def test_a_manager_sets_a_new_password(client, boss):
    member = make_member(password=PASSWORD)
    new = "가을에 뜬 달 8개"

    change(client, member, password1=new, password2=new)

    member.refresh_from_db()
    assert member.check_password(new)


def test_a_managers_own_new_password_keeps_him_logged_in(client, boss):
    new = "가을에 뜬 달 8개"

    change(client, boss, password1=new, password2=new)

    assert client.get(LIST).status_code == 200


def test_stopping_a_member_logs_him_out_at_once(client, boss):
    member, his = make_member(), Client()
    his.force_login(member)

    change(client, member, is_active=None)

    assert his.get("/accounts/").status_code == 302


def test_an_address_set_by_a_manager_replaces_the_old_one(client, boss):
    member = make_member(email="old@example.com")
    EmailAddress.objects.create(user=member, email="old@example.com", verified=True)

    change(client, member, email="New@example.com")

    member.refresh_from_db()
    assert member.email == "new@example.com"
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize("box", ["is_active", "is_superuser"])
def test_the_last_manager_cannot_lock_himself_out(client, boss, box):
    response = change(client, boss, **{box: None})

    boss.refresh_from_db()
    assert "하나뿐인 최고관리자입니다" in page(response)
    assert getattr(boss, box)


def test_a_name_taken_a_moment_ago_is_told(client, boss, monkeypatch):
    member = make_member()
    monkeypatch.setattr("accounts.admin_forms.check_nickname", lambda *a, **k: None)

    response = change(client, member, nickname="대장")

    assert "이미 쓰고 있는 닉네임입니다" in page(response)


def test_deleting_a_member_empties_his_row_and_keeps_his_posts(client, boss):
    member = make_member(nickname="새봄")
    post = make_post(author=member)
    address = f"{LIST}{member.pk}/delete/"

    asked = client.get(address)
    done = client.post(address, {"post": "yes"}, follow=True)

    post.refresh_from_db()
    member.refresh_from_db()
    assert "‘탈퇴한 회원’이라는 이름으로 남깁니다" in page(asked)
    assert "회원 1명을 탈퇴시켰습니다" in page(done)
    assert member.username == f"left-{member.pk}"
    assert post.author == member


def test_deleting_several_members_empties_their_rows(client, boss):
    members = [make_member(), make_member()]
    for member in members:
        make_post(author=member)
    chosen = {
        "action": "delete_selected",
        "_selected_action": [member.pk for member in members],
    }

    asked = client.post(LIST, chosen)
    done = client.post(LIST, {**chosen, "post": "yes"}, follow=True)

    assert members[0].nickname in page(asked)
    assert "회원 2명을 탈퇴시켰습니다" in page(done)
    assert Member.objects.exclude(left_at=None).count() == 2


def test_the_last_manager_cannot_be_deleted(client, boss):
    response = client.post(f"{LIST}{boss.pk}/delete/", {"post": "yes"}, follow=True)

    assert "하나뿐인 최고관리자입니다" in page(response)
    assert Member.objects.get().left_at is None


def test_with_the_last_manager_among_them_nobody_is_deleted(client, boss):
    member = make_member()
    chosen = {"action": "delete_selected", "_selected_action": [member.pk, boss.pk]}

    response = client.post(LIST, {**chosen, "post": "yes"}, follow=True)

    assert "하나뿐인 최고관리자입니다" in page(response)
    assert not Member.objects.exclude(left_at=None).exists()
    assert not LogEntry.objects.exists()


def test_the_admins_log_forgets_the_name_too(client, boss):
    member = make_member(nickname="새봄")
    change(client, member, level=4)

    client.post(f"{LIST}{member.pk}/delete/", {"post": "yes"})

    names = LogEntry.objects.values_list("object_repr", flat=True)
    assert set(names) == {f"left-{member.pk}"}


def test_a_member_who_left_can_only_be_looked_at(client, boss):
    member = make_member()
    services.erase_member(member)

    looked = client.get(f"{LIST}{member.pk}/change/")
    deleted = client.post(f"{LIST}{member.pk}/delete/", {"post": "yes"})

    assert looked.status_code == 200
    assert "password1" not in page(looked)
    assert deleted.status_code == 403


@pytest.mark.parametrize("address", ["", "add/", "{pk}/change/", "{pk}/delete/"])
def test_a_board_manager_does_not_see_the_members(client, address):
    staff = make_member(is_staff=True)
    client.force_login(staff)

    response = client.get(LIST + address.format(pk=staff.pk))

    assert response.status_code == 403
    assert LIST not in page(client.get("/admin/"))


def test_a_board_manager_cannot_raise_himself(client):
    staff = make_member(is_staff=True)
    client.force_login(staff)

    change(client, staff, is_superuser="on", level=10)

    staff.refresh_from_db()
    assert not staff.is_superuser
    assert staff.level == 2


def test_a_member_is_refused_at_the_admin(client, member):
    client.force_login(member)

    assert client.get("/admin/login/").status_code == 403


def test_djangos_groups_and_allauths_addresses_are_not_in_the_admin(client, boss):
    for address in ("/admin/auth/group/", "/admin/account/emailaddress/"):
        assert client.get(address).status_code == 404
