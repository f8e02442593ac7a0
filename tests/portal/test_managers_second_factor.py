"""A site that asks its managers for a second factor."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from siteconfig.services import save_settings, site
from tests.accounts.joining import PASSWORD, page
from tests.factories import make_manager, make_member
from tests.siteconfig.forms_sent import settings_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client):
    boss = make_manager(username="boss", password=PASSWORD)
    client.force_login(boss)
    return boss


def ask_for_it(is_asked=True):
    settings = site()
    settings.managers_need_second_factor = is_asked
    save_settings(settings, new_icons=None)


def give(member, kind="totp"):
    return Authenticator.objects.create(user=member, type=kind, data={})


@pytest.mark.parametrize(
    "address",
    ["/admin/", "/admin/boards/post/", "/admin/siteconfig/sitesettings/1/change/"],
)
def test_a_manager_without_it_is_led_to_set_it_up(client, boss, address):
    ask_for_it()

    response = client.get(address, follow=True)

    assert response.redirect_chain == [("/accounts/2fa/", 302)]
    assert "2단계 인증을 쓰는 사람만 볼 수 있습니다" in page(response)


def test_what_he_sends_to_the_admin_does_nothing(client, boss):
    ask_for_it()

    client.post("/admin/siteconfig/sitesettings/1/change/", settings_form())

    assert site().site_name == "마당"


def test_a_board_manager_is_led_there_too(client):
    ask_for_it()
    client.force_login(make_member(is_staff=True))

    assert client.get("/admin/").headers["Location"] == "/accounts/2fa/"


@pytest.mark.parametrize("kind", ["totp", "webauthn"])
def test_a_manager_with_one_comes_in(client, boss, kind):
    ask_for_it()
    give(boss, kind)

    assert client.get("/admin/").status_code == 200


def test_recovery_codes_alone_are_none(client, boss):
    ask_for_it()
    give(boss, "recovery_codes")

    assert client.get("/admin/").status_code == 302


def test_a_manager_may_always_log_out(client, boss):
    ask_for_it()

    client.post("/admin/logout/")

    assert "_auth_user_id" not in client.session


def test_guests_and_members_are_answered_as_ever(client):
    ask_for_it()
    guest = client.get("/admin/")
    client.force_login(make_member())

    assert guest.headers["Location"] == "/admin/login/?next=/admin/"
    assert client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"


def test_a_site_does_not_ask_for_it_at_first(client, boss):
    assert client.get("/admin/").status_code == 200


def test_a_manager_turns_it_on_in_the_settings(client, boss):
    give(boss)
    form = settings_form(managers_need_second_factor="on")

    client.post("/admin/siteconfig/sitesettings/1/change/", form)

    assert site().managers_need_second_factor


def drop(username):
    out = StringIO()
    call_command("drop_second_factor", username, stdout=out)
    return out.getvalue()


def test_the_command_lets_a_locked_out_manager_in(client, boss):
    other = give(make_member())
    for kind in ("totp", "recovery_codes", "webauthn"):
        give(boss, kind)
    client.logout()

    said = drop("Boss")
    data = {"login": "boss", "password": PASSWORD}
    client.post("/accounts/login/", data)

    assert "비밀번호로 로그인할 수 있습니다: boss" in said
    assert list(Authenticator.objects.all()) == [other]
    assert client.session["_auth_user_id"] == str(boss.pk)


def test_the_command_says_when_there_is_nothing_to_drop(boss):
    assert "2단계 인증을 쓰지 않는 아이디입니다" in drop("boss")


def test_the_command_knows_no_such_member():
    with pytest.raises(CommandError, match="그런 아이디가 없습니다"):
        drop("nobody")
