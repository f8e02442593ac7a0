"""The one-time link on the console, and the manager it makes."""

import threading
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from accounts import services
from accounts.models import ManagerInvitation, Member
from tests.accounts.joining import PASSWORD, page
from tests.factories import make_manager, make_member

pytestmark = pytest.mark.django_db


def printed(capsys):
    call_command("first_manager_link")
    return capsys.readouterr().out


def path_of(line):
    return urlsplit(line.split()[-1]).path


def become_manager(client, path, **fields):
    data = {
        "username": "admin",
        "nickname": "관리자",
        "email": "",
        "password1": PASSWORD,
        "password2": PASSWORD,
        **fields,
    }
    return client.post(path, data)


def test_the_link_makes_a_manager_who_is_logged_in(client, capsys):
    path = path_of(printed(capsys))

    response = become_manager(client, path)

    manager = Member.objects.get()
    assert response.headers["Location"] == "/"
    assert manager.is_superuser
    assert manager.is_staff
    assert manager.level == 10
    assert response.cookies["sessionid"]["max-age"] == ""
    assert client.session["_auth_user_id"] == str(manager.pk)


def test_the_command_prints_one_line_with_the_sites_address(capsys, settings):
    settings.SITE_URL = "https://yard.example"

    line = printed(capsys)

    assert line.count("\n") == 1
    assert "https://yard.example/accounts/first-manager/" in line


def test_only_the_hash_of_the_link_is_stored(capsys):
    token = path_of(printed(capsys)).split("/")[-2]

    assert token not in ManagerInvitation.objects.get().token_hash


def test_a_newer_link_ends_the_older_one(client, capsys):
    older, newer = path_of(printed(capsys)), path_of(printed(capsys))

    assert client.get(older).status_code == 404
    assert client.get(newer).status_code == 200


def test_nothing_is_printed_when_there_is_a_manager(capsys):
    make_manager()

    assert printed(capsys) == ""


def test_the_link_dies_when_there_is_a_manager(client, capsys):
    path = path_of(printed(capsys))
    make_manager()

    assert client.get(path).status_code == 404
    assert become_manager(client, path).status_code == 404


def test_a_used_link_is_dead(client, capsys):
    path = path_of(printed(capsys))
    become_manager(client, path)

    response = become_manager(Client(), path, username="second", nickname="둘째")

    assert response.status_code == 404
    assert Member.objects.count() == 1


def test_a_wrong_link_is_not_found(client, capsys):
    printed(capsys)

    assert client.get("/accounts/first-manager/abc/").status_code == 404


def test_a_taken_name_leaves_the_link_good(client, capsys):
    make_member(username="saebom", nickname="새봄")
    path = path_of(printed(capsys))

    refused = page(become_manager(client, path, username="saebom"))
    become_manager(client, path)

    assert "이미 쓰고 있는 아이디입니다" in refused
    assert Member.objects.filter(is_superuser=True).count() == 1


def test_a_name_taken_a_moment_ago_leaves_the_link_good(client, capsys, monkeypatch):
    make_member(nickname="관리자")
    path = path_of(printed(capsys))
    monkeypatch.setattr("accounts.name_forms.check_nickname", lambda *a, **k: None)

    refused = page(become_manager(client, path))

    assert "이미 쓰고 있는 닉네임입니다" in refused
    assert client.get(path).status_code == 200


def test_too_many_tries_are_refused(client):
    for _ in range(10):
        client.post("/accounts/first-manager/abc/")

    assert client.post("/accounts/first-manager/abc/").status_code == 429


@pytest.mark.django_db(transaction=True)
def test_two_uses_at_the_same_moment_make_one_manager():
    token = services.invite_first_manager().rstrip("/").split("/")[-1]
    start = threading.Barrier(2)
    results = []

    def use(number: int) -> None:
        start.wait()
        try:
            services.create_first_manager(
                token,
                username=f"boss_{number}",
                nickname=f"관리자{number}",
                password=PASSWORD,
            )
            results.append("made")
        except services.InvitationSpent:
            results.append("spent")
        finally:
            connection.close()

    threads = [threading.Thread(target=use, args=[number]) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["made", "spent"]
    assert Member.objects.filter(is_superuser=True).count() == 1


def test_a_link_used_between_look_and_press_is_not_found(client, capsys, monkeypatch):
    path = path_of(printed(capsys))
    ManagerInvitation.objects.all().delete()
    monkeypatch.setattr("accounts.services.is_invited", lambda token: True)

    assert become_manager(client, path).status_code == 404
