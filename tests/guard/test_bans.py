"""Banned addresses: who is refused what, what he reads, and who is never shut out."""

import io
import os
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as site_settings
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test import Client, RequestFactory
from django.utils import timezone

from boards.models import Post
from guard.bans import ban_of, delete_ban, save_ban
from guard.models import AddressBan
from guard.tasks import forget_what_is_over
from tests.accounts.joining import PASSWORD, page
from tests.factories import make_board, make_manager, make_member, make_post
from web.proxy import TrustedProxies

pytestmark = pytest.mark.django_db

BAD = "203.0.113.7"
ALL, WRITE = AddressBan.Scope.ALL, AddressBan.Scope.WRITE


def ban(network=BAD, scope=ALL, **fields):
    row = AddressBan(network=network, scope=scope, **{"reason": "도배", **fields})
    save_ban(row)
    return row


def at(address=BAD, member=None):
    """Return a browser at an address, logged in or not."""
    client = Client(REMOTE_ADDR=address)
    if member:
        client.force_login(member)
    return client


class TestAllIsClosed:
    def test_he_reads_why_and_until_when(self):
        with time_machine.travel("2026-03-02 09:00+09:00", tick=False):
            ban(until=timezone.now() + timedelta(days=1), reason="<b>도배</b>")
            response = at().get("/")

        text = page(response)
        assert response.status_code == 403
        assert response.headers["Cache-Control"] == "no-store"
        assert "이 사이트를 볼 수 없습니다" in text
        assert "&lt;b&gt;도배&lt;/b&gt;" in text
        assert "2026년 3월 3일 09:00" in text
        assert "관리자에게 알려 주세요" in text

    def test_the_page_shows_nothing_of_the_site(self):
        make_post(title="몰래 읽을 글")
        ban()

        assert "몰래 읽을 글" not in page(at().get("/new/"))

    @pytest.mark.parametrize("method", ["get", "post", "head", "options", "put"])
    def test_no_method_gets_through(self, method):
        ban()

        assert getattr(at(), method)("/boards/").status_code == 403

    def test_members_are_stopped_too(self):
        ban()

        assert at(member=make_member()).get("/").status_code == 403

    def test_health_is_answered(self):
        ban()

        assert at().get("/healthz").status_code == 200

    def test_others_notice_nothing(self):
        ban()

        assert at("203.0.113.8").get("/").status_code == 200


class TestOnlyWritingIsClosed:
    @pytest.fixture(autouse=True)
    def banned(self, db):
        ban(scope=WRITE)

    @pytest.mark.parametrize("address", ["/", "/boards/", "/search/", "/new/"])
    def test_reading_stays_open(self, address):
        assert at().get(address).status_code == 200

    def test_a_guest_cannot_write_but_keeps_what_he_typed(self):
        board = make_board(write_level=1)

        response = at().post(
            f"/boards/{board.slug}/write/", {"title": "글", "body": "오래 적은 이야기"}
        )

        assert response.status_code == 403
        assert "읽는 것은 그대로" in page(response)
        assert "오래 적은 이야기" in page(response)
        assert not Post.objects.exists()

    @pytest.mark.parametrize(
        "address",
        ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"],
    )
    def test_a_guest_cannot_come_in(self, address):
        make_member(username="saebom", password=PASSWORD)

        seen = at().get(address)
        sent = at().post(address, {"login": "saebom", "password": PASSWORD})

        assert seen.status_code == sent.status_code == 403
        assert "sessionid" not in sent.cookies

    def test_a_member_cannot_write_but_can_look_and_go(self):
        member = make_member(password="pw")
        client = at(member=member)
        board = make_board()

        sent = client.post(f"/boards/{board.slug}/write/", {"title": "글"})
        looked = client.get("/accounts/")
        gone = client.post("/accounts/logout/")

        assert sent.status_code == 403
        assert looked.status_code == 200
        assert gone.status_code == 302
        assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("scope", [ALL, WRITE])
def test_a_site_manager_who_is_logged_in_is_never_shut_out(scope):
    ban(scope=scope)
    client = at(member=make_manager())
    row = AddressBan.objects.get()

    lifted = client.post(f"/admin/guard/addressban/{row.pk}/delete/", {"post": "yes"})

    assert lifted.status_code == 302
    assert ban_of(BAD) is None


def test_it_ends_by_itself_and_at_once_when_lifted():
    row = ban(until=timezone.now() + timedelta(hours=1))

    assert at().get("/").status_code == 403
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1)):
        assert at().get("/").status_code == 200
    assert ban_of(BAD)
    delete_ban(row)
    assert ban_of(BAD) is None


def test_the_strictest_of_several_holds():
    ban("203.0.113.0/24", WRITE, reason="묶음")
    ban(BAD, ALL, reason="하나")
    ban("203.0.0.0/16", ALL, reason="넓음", until=timezone.now() + timedelta(days=1))

    assert ban_of(BAD).reason == "하나"
    assert ban_of("203.0.113.8").reason == "넓음"


@pytest.mark.parametrize(
    ("network", "address", "is_banned"),
    [
        ("203.0.113.0/24", "203.0.113.255", True),
        ("203.0.113.0/24", "203.0.114.0", False),
        ("2001:db8::/32", "2001:db8:ffff::1", True),
        ("2001:db8::/32", "2001:db9::1", False),
        ("203.0.113.7", "::ffff:203.0.113.7", True),
        ("203.0.113.7", "", False),
        ("203.0.113.7", "unknown", False),
    ],
)
def test_networks_of_both_kinds(network, address, is_banned):
    ban(network)

    assert bool(ban_of(address)) is is_banned


def test_ten_thousand_bans_cost_no_query_and_find_the_right_one(
    django_assert_num_queries,
):
    AddressBan.objects.bulk_create(
        AddressBan(network=f"198.{n // 250}.{n % 250}.0/24", reason=f"{n}")
        for n in range(10_000)
    )
    ban_of(BAD)

    with django_assert_num_queries(0):
        assert ban_of("198.39.249.77").reason == "9999"
        assert ban_of("198.40.0.1") is None


def test_without_bans_a_guest_costs_no_look_at_them(django_assert_num_queries):
    ban_of(BAD)

    with django_assert_num_queries(0):
        assert ban_of(BAD) is None


def through_proxy(proxies: tuple[str, ...], **environ: str) -> str:
    """Return the status of the front page, asked through web.proxy and Django."""
    from django.core.handlers.wsgi import WSGIHandler

    told: list[str] = []

    def start(status: str, headers: Any, exc_info: Any = None) -> None:
        told.append(status)

    request = RequestFactory().get("/", HTTP_HOST="127.0.0.1")
    site = TrustedProxies(WSGIHandler(), proxies, host="127.0.0.1")
    response = site({**request.environ, **environ}, start)
    response.close()  # type: ignore[attr-defined]
    return told[0][:3]


@pytest.mark.parametrize(
    ("peer", "forwarded", "status"),
    [
        # A stranger's header neither frees him nor bans him.
        (BAD, "198.51.100.1", "403"),
        ("198.51.100.1", BAD, "200"),
        # The proxy is believed, what the visitor wrote before it is not.
        ("10.0.0.1", BAD, "403"),
        ("10.0.0.1", f"198.51.100.1, {BAD}", "403"),
        ("10.0.0.1", f"{BAD}, 198.51.100.1", "200"),
        ("10.0.0.1", f"::ffff:{BAD}", "403"),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_a_forged_header_neither_evades_nor_causes_a_ban(peer, forwarded, status):
    ban()

    given = through_proxy(
        ("10.0.0.0/8",), REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded
    )

    assert given == status


def test_the_database_wants_a_reason_and_each_network_once():
    ban()

    for fields in ({"network": "198.51.100.1", "reason": ""}, {"network": BAD}):
        with pytest.raises(IntegrityError):
            ban(**fields)
        connection.needs_rollback = False


_PROGRAM = """
import sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from guard.bans import save_ban
from guard.models import AddressBan
save_ban(AddressBan(network="203.0.113.7", scope="all", reason="옆에서"))
"""


@pytest.mark.django_db(transaction=True)
def test_it_holds_in_every_process_at_once():
    assert ban_of(BAD) is None

    environment = {
        **os.environ,
        "DATA_DIR": str(site_settings.DATA_DIR),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    name = str(connection.settings_dict["NAME"])
    subprocess.run([sys.executable, "-c", _PROGRAM, name], env=environment, check=True)

    assert ban_of(BAD)


def test_at_night_bans_are_forgotten_that_ended_a_year_ago():
    for days in (364, 366):
        ban(f"203.0.113.{days % 256}", until=timezone.now() - timedelta(days=days))
    ban("198.51.100.1")

    forget_what_is_over.call_local()

    kept = AddressBan.objects.values_list("network", flat=True)
    assert set(kept) == {"203.0.113.108", "198.51.100.1"}


class TestConsole:
    def lift(self, address: str) -> str:
        out = io.StringIO()
        call_command("lift_ban", address, stdout=out)
        return out.getvalue()

    def test_it_lets_an_address_in_again(self):
        ban("203.0.113.0/24")
        ban("198.51.100.1")

        said = self.lift(BAD)

        assert "203.0.113.0/24" in said
        assert ban_of(BAD) is None
        assert ban_of("198.51.100.1")
        assert "차단이 없습니다" in self.lift(BAD)

    def test_what_is_no_address_is_told(self):
        with pytest.raises(SystemExit, match="주소가 아닙니다"):
            self.lift("여기")
