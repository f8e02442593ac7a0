"""Leaving: what goes, what stays, and who may not."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.db import IntegrityError
from django.test import Client

from accounts import services
from accounts.models import Member
from tests.accounts.joining import PASSWORD, page, sign_up
from tests.factories import make_manager, make_member, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def saebom(db):
    return make_member(
        username="saebom",
        nickname="새봄",
        email="bom@example.com",
        level=5,
        is_staff=True,
        password=PASSWORD,
    )


def test_a_member_leaves_with_his_password_and_is_logged_out(client, saebom):
    client.force_login(saebom)

    response = client.post("/accounts/leave/", {"password": PASSWORD})

    saebom.refresh_from_db()
    assert response.headers["Location"] == "/"
    assert saebom.username == f"left-{saebom.pk}"
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_does_not_leave(client, saebom):
    client.force_login(saebom)

    text = page(client.post("/accounts/leave/", {"password": "아니다"}))

    saebom.refresh_from_db()
    assert "비밀번호가 맞지 않습니다" in text
    assert saebom.left_at is None


def test_the_page_says_what_stays(client, saebom):
    client.force_login(saebom)

    assert "‘탈퇴한 회원’이라는 이름으로 남습니다" in page(
        client.get("/accounts/leave/")
    )


def test_nothing_personal_is_left_in_the_row(saebom):
    EmailAddress.objects.create(user=saebom, email="bom@example.com")
    saebom.groups.add(Group.objects.create(name="g"))
    saebom.user_permissions.add(Permission.objects.first())

    services.erase_member(saebom)

    row = Member.objects.get(pk=saebom.pk)
    assert (row.nickname, row.email, row.nickname_key) == ("", "", None)
    assert [row.is_active, row.is_staff, row.is_superuser] == [False] * 3
    assert row.level == 2
    assert not row.has_usable_password()
    assert row.left_at is not None
    assert not EmailAddress.objects.exists()
    assert not row.groups.exists()
    assert not row.user_permissions.exists()


def test_a_member_who_left_is_shown_as_such(saebom):
    services.erase_member(saebom)

    assert saebom.display_name == "탈퇴한 회원"
    assert str(saebom) == saebom.get_full_name() == saebom.get_short_name()


def test_leaving_twice_changes_nothing_more(saebom):
    services.erase_member(saebom)
    first = Member.objects.values().get(pk=saebom.pk)

    services.erase_member(saebom)

    assert Member.objects.values().get(pk=saebom.pk) == first


def test_his_names_are_free_again(client, saebom):
    services.erase_member(saebom)

    sign_up(client, username="saebom", nickname="새봄")

    assert Member.objects.get(username="saebom").pk != saebom.pk


def test_two_may_leave(saebom):
    other = make_member()

    services.erase_member(saebom)
    services.erase_member(other)

    assert Member.objects.filter(nickname_key=None).count() == 2


def test_his_sessions_are_gone_and_those_of_others_stay(saebom, member):
    Client().force_login(saebom)
    Client().force_login(saebom)
    Client().force_login(member)

    services.erase_member(saebom)

    assert Session.objects.count() == 1


def test_his_posts_stay_without_his_name(saebom):
    post = make_post(author=saebom)

    services.erase_member(saebom)

    post.refresh_from_db()
    assert post.author == saebom
    assert post.author_name == ""


def test_the_last_manager_cannot_leave(client):
    manager = make_manager(password=PASSWORD)
    make_manager(is_active=False)
    client.force_login(manager)

    text = page(client.post("/accounts/leave/", {"password": PASSWORD}))

    manager.refresh_from_db()
    assert "하나뿐인 최고관리자입니다" in text
    assert manager.left_at is None


def test_a_manager_with_a_colleague_can_leave():
    manager = make_manager()
    make_manager()

    services.erase_member(manager)

    assert manager.left_at is not None


def test_the_database_keeps_who_left_empty(saebom):
    services.erase_member(saebom)

    with pytest.raises(IntegrityError):
        Member.objects.filter(pk=saebom.pk).update(nickname="새봄")


@pytest.mark.parametrize("level", [1, 11])
def test_the_database_keeps_levels_between_2_and_10(level):
    with pytest.raises(IntegrityError):
        make_member(level=level)
