"""Keys of other sites in the admin: who sets them, and what is never shown again."""

import pytest
from allauth.socialaccount.models import SocialApp
from django.contrib.admin.models import LogEntry

from accounts import social
from accounts.social_keys import HELP
from tests.accounts.coming_in import ALL, make_key
from tests.accounts.joining import page
from tests.accounts.stub_provider import CLIENT_ID, SECRET, TEAM_ID, StubProvider
from tests.factories import make_manager, make_member

pytestmark = pytest.mark.django_db

LIST = "/admin/socialaccount/socialapp/"


@pytest.fixture
def boss(client):
    client.force_login(make_manager())


@pytest.fixture
def pem():
    with StubProvider() as server:
        return server.our_apple_pem


def add(client, provider, **fields):
    data = {"provider": provider, "client_id": CLIENT_ID, "new_secret": SECRET}
    return client.post(f"{LIST}add/", {**data, **fields}, follow=True)


def change(client, app, **fields):
    data = {"client_id": app.client_id, **fields}
    return client.post(f"{LIST}{app.pk}/change/", data, follow=True)


@pytest.mark.parametrize("provider", [p for p in ALL if p != "apple"])
def test_a_key_is_set_and_the_provider_opens(client, boss, provider):
    add(client, provider)

    app = SocialApp.objects.get()
    assert (app.provider, app.client_id, app.secret) == (provider, CLIENT_ID, SECRET)
    assert app.name == social.name_of(provider)
    assert [found.id for found in social.open_providers()] == [provider]


def test_apple_has_three_parts_of_a_key(client, boss, pem):
    add(client, "apple", team_id=TEAM_ID, key_id="ABC", private_key=pem)

    app = SocialApp.objects.get()
    assert (app.key, app.secret) == (TEAM_ID, "ABC")
    assert app.settings["certificate_key"] == pem.strip()


@pytest.mark.parametrize("missing", ["team_id", "key_id", "private_key"])
def test_apple_needs_all_of_them(client, boss, pem, missing):
    parts = {"team_id": TEAM_ID, "key_id": "ABC", "private_key": pem, missing: ""}

    text = page(add(client, "apple", **parts))

    assert "이 사이트에는 꼭 필요합니다" in text
    assert not SocialApp.objects.exists()


@pytest.mark.parametrize("private_key", ["글", "-----BEGIN PRIVATE KEY-----\nAAAA"])
def test_what_is_no_private_key_is_refused(client, boss, private_key):
    fields = {"team_id": TEAM_ID, "key_id": "ABC", "private_key": private_key}

    assert "개인 키를 읽을 수 없습니다" in page(add(client, "apple", **fields))


def test_the_others_need_a_secret(client, boss):
    text = page(add(client, "kakao", new_secret=""))

    assert "이 사이트에는 꼭 필요합니다" in text
    assert not SocialApp.objects.exists()


@pytest.mark.parametrize("provider", ALL)
def test_secrets_are_never_shown_again(client, boss, pem, provider):
    app = make_key(provider)
    if provider == "apple":
        app.settings = {"certificate_key": pem}
        social.save_key(app)

    shown = page(client.get(f"{LIST}{app.pk}/change/")) + page(client.get(LIST))
    after_error = page(change(client, app, client_id="", new_secret="typed-secret"))

    assert SECRET not in shown + after_error
    assert "PRIVATE KEY" not in shown
    assert "typed-secret" not in after_error


def test_an_empty_secret_keeps_the_old_one(client, boss):
    change(client, make_key("kakao"), client_id="another-id", new_secret="")

    app = SocialApp.objects.get()
    assert (app.client_id, app.secret) == ("another-id", SECRET)


def test_a_new_secret_takes_the_place_of_the_old_one(client, boss):
    change(client, make_key("kakao"), new_secret="newer")

    assert SocialApp.objects.get().secret == "newer"
    assert "newer" not in LogEntry.objects.get().change_message


def test_an_empty_private_key_keeps_the_old_one(client, boss):
    app = make_key("apple")

    change(client, app, team_id="T2", key_id="K2", private_key="")

    app.refresh_from_db()
    assert (app.key, app.secret) == ("T2", "K2")
    assert app.settings == {"certificate_key": "no key"}


@pytest.mark.parametrize("provider", ALL)
def test_the_page_says_what_to_register_where(client, boss, provider):
    text = page(client.get(f"{LIST}{make_key(provider).pk}/change/"))

    assert f"http://127.0.0.1:8000/accounts/{provider}/login/callback/" in text
    assert str(HELP[provider]) in text


def test_each_provider_has_one_key(client, boss):
    make_key("kakao")

    offered = page(client.get(f"{LIST}add/"))
    add(client, "kakao")

    assert '<option value="naver">' in offered
    assert '<option value="kakao">' not in offered
    assert SocialApp.objects.count() == 1


def test_when_all_have_one_no_more_are_offered(client, boss):
    for provider in ALL:
        make_key(provider)

    assert client.get(f"{LIST}add/").status_code == 403


@pytest.mark.parametrize("way", ["page", "list"])
def test_a_deleted_key_closes_the_provider(client, boss, way):
    app = make_key("kakao")
    if way == "page":
        client.post(f"{LIST}{app.pk}/delete/", {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": [app.pk]}
        client.post(LIST, {**chosen, "post": "yes"})

    assert social.open_providers() == []


def test_only_site_managers_see_keys(client):
    client.force_login(make_member(is_staff=True))
    app = make_key("kakao")

    for where in ("", "add/", f"{app.pk}/change/", f"{app.pk}/delete/"):
        assert client.get(LIST + where).status_code == 403
    assert "socialapp" not in page(client.get("/admin/"))


def test_of_two_keys_made_at_once_the_older_counts(client):
    make_key("kakao")
    SocialApp.objects.create(provider="kakao", client_id="later", secret="x")

    response = client.post("/accounts/kakao/login/")

    assert f"client_id={CLIENT_ID}&" in response.headers["Location"]
