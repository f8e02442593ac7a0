"""Suspensions: who is stopped, by every road, what he is told, and when it is over."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings as site_settings
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts import services
from accounts.models import Suspension
from accounts.suspending import CannotSuspend, lift, suspend, suspension_of
from boards.models import Post
from tests.accounts.joining import PASSWORD, page
from tests.factories import make_board, make_manager, make_member

pytestmark = pytest.mark.django_db
TOLD = "이용이 정지되었습니다"


@pytest.fixture
def saebom(db):
    return make_member(username="saebom", nickname="새봄", password=PASSWORD)


@pytest.fixture
def boss(db):
    return make_manager(username="boss", nickname="대장", password=PASSWORD)


def stop(member, *, days=7, reason="광고를 되풀이해 올림", by=None):
    until = timezone.now() + timedelta(days=days) if days else None
    return suspend(member, until=until, reason=reason, by=by)


def test_he_is_told_until_when_why_and_what_he_can_do(client, saebom):
    client.force_login(saebom)
    with time_machine.travel("2026-03-02 09:00+09:00", tick=False):
        stop(saebom)
        response = client.get("/")

    text = page(response)
    assert response.status_code == 403
    assert response.headers["Cache-Control"] == "no-store"
    assert TOLD in text
    assert "2026년 3월 9일 09:00" in text
    assert "광고를 되풀이해 올림" in text
    assert "다시 이용할 수 있습니다" in text
    assert "관리자에게 문의해 주세요" in text


def test_without_end_no_date_is_promised(client, saebom):
    client.force_login(saebom)
    stop(saebom, days=None)

    text = page(client.get("/"))

    assert "끝나는 날은 정해지지 않았습니다" in text
    assert "그때가 지나면" not in text


@pytest.mark.parametrize("extra", [{}, {"remember": "on"}])
def test_who_logs_in_with_the_right_password_meets_the_reason(client, saebom, extra):
    stop(saebom)

    response = client.post(
        "/accounts/login/",
        {"login": "saebom", "password": PASSWORD, **extra},
        follow=True,
    )

    assert response.status_code == 403
    assert "광고를 되풀이해 올림" in page(response)
    assert "로그인했습니다" not in page(response)


def test_a_stranger_with_a_wrong_password_learns_nothing(client, saebom):
    stop(saebom)

    response = client.post("/accounts/login/", {"login": "saebom", "password": "아님"})

    assert "정지" not in page(response)


def test_allauths_own_way_of_logging_in_ends_at_the_same_door(client, saebom, rf):
    """Codes, second factors and other sites' log-ins all end in this flow."""
    from allauth.account.internal.flows.login import Login, perform_login
    from allauth.core.context import request_context
    from django.contrib.messages.storage.fallback import FallbackStorage

    stop(saebom)
    request = rf.post("/")
    request.session, request.user = client.session, None
    request._messages = FallbackStorage(request)
    with request_context(request):
        perform_login(request, Login(user=saebom))
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key

    assert client.session["_auth_user_id"] == str(saebom.pk)
    assert TOLD in page(client.get("/accounts/"))


@pytest.mark.parametrize(
    "address", ["/", "/boards/", "/accounts/", "/accounts/password/change/", "/search/"]
)
def test_nothing_opens_for_him(client, saebom, address):
    client.force_login(saebom)
    stop(saebom)

    assert client.get(address).status_code == 403


def test_he_cannot_write_but_keeps_what_he_typed(client, saebom):
    board = make_board()
    client.force_login(saebom)
    stop(saebom)

    response = client.post(
        f"/boards/{board.slug}/write/", {"title": "글", "body": "오래 적은 이야기"}
    )

    assert response.status_code == 403
    assert "오래 적은 이야기" in page(response)
    assert not Post.objects.exists()


def test_a_suspended_manager_is_kept_from_the_admin(client, saebom, boss):
    other = make_manager()
    client.force_login(boss)
    stop(boss, by=other)

    assert client.get("/admin/").status_code == 403


def test_he_can_log_out_and_read_as_a_guest(client, saebom):
    client.force_login(saebom)
    stop(saebom)

    client.post("/accounts/logout/")

    assert client.get("/").status_code == 200


def test_he_can_leave_for_good(client, saebom):
    client.force_login(saebom)
    stop(saebom)

    asked = client.get("/accounts/leave/")
    client.post("/accounts/leave/", {"password": PASSWORD})

    saebom.refresh_from_db()
    assert asked.status_code == 200
    assert saebom.left_at
    assert not Suspension.objects.exists()


def test_others_and_guests_notice_nothing(client, saebom):
    stop(saebom)
    other = Client()
    other.force_login(make_member())

    assert client.get("/").status_code == 200
    assert other.get("/accounts/").status_code == 200


def test_it_ends_by_itself(client, saebom):
    stop(saebom, days=3)
    client.force_login(saebom)

    with time_machine.travel(timezone.now() + timedelta(days=3, seconds=1)):
        assert client.get("/").status_code == 200
        assert suspension_of(saebom) is None


def test_lifting_opens_the_door_at_once(client, saebom):
    client.force_login(saebom)
    stop(saebom)

    first, second = lift(saebom), lift(saebom)

    assert (first, second) == (True, False)
    assert client.get("/").status_code == 200


def test_a_new_suspension_takes_the_place_of_the_old(saebom):
    stop(saebom, days=None)
    stop(saebom, days=1, reason="다시 정함")

    assert suspension_of(saebom).reason == "다시 정함"
    assert saebom.suspensions.current().count() == 1


def test_html_in_a_reason_is_only_text(client, saebom):
    client.force_login(saebom)
    stop(saebom, reason="<script>alert(1)</script>")

    text = page(client.get("/"))

    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_nobody_suspends_himself(boss):
    make_manager()

    with pytest.raises(CannotSuspend, match="자기 자신은"):
        stop(boss, by=boss)


def test_the_last_manager_is_not_suspended(boss):
    with pytest.raises(CannotSuspend, match="하나뿐인 최고관리자"):
        stop(boss)


def test_a_suspended_manager_does_not_count_as_one_who_stays(boss):
    other = make_manager()
    stop(other, by=boss)

    with pytest.raises(services.LastManager):
        services.erase_member(boss)


def test_who_left_is_not_suspended(saebom):
    services.erase_member(saebom)

    with pytest.raises(CannotSuspend, match="이미 탈퇴한"):
        stop(saebom)


@pytest.mark.parametrize("broken", [{"until": "before"}, {"reason": ""}])
def test_the_database_refuses_what_makes_no_sense(saebom, broken):
    if "until" in broken:
        broken = {"until": timezone.now() - timedelta(days=1)}

    with pytest.raises(IntegrityError), transaction.atomic():
        Suspension.objects.create(member=saebom, **{"reason": "이유", **broken})


class TestLetters:
    def verified(self, member, *, is_verified=True):
        EmailAddress.objects.create(
            user=member, email="bom@example.com", verified=is_verified, primary=True
        )

    def test_he_gets_a_letter_and_one_when_it_is_lifted(self, saebom, settings):
        settings.HAS_MAIL = True
        self.verified(saebom)

        stop(saebom, reason="<b>광고</b>")
        lift(saebom)

        first, second = mail.outbox
        assert first.to == ["bom@example.com"]
        assert "이용 정지" in first.subject
        assert "이유: <b>광고</b>" in first.body
        assert "이용 정지가 풀렸습니다" in second.body

    def test_an_unverified_address_gets_none(self, saebom, settings):
        settings.HAS_MAIL = True
        self.verified(saebom, is_verified=False)

        stop(saebom)

        assert mail.outbox == []

    def test_without_mail_there_is_no_letter(self, saebom):
        self.verified(saebom)

        stop(saebom, days=None)

        assert mail.outbox == []


def test_it_costs_no_query_to_know(saebom, django_assert_num_queries):
    stop(saebom)
    suspension_of(saebom)

    with django_assert_num_queries(0):
        assert suspension_of(saebom)


_PROGRAM = """
import sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from accounts.models import Member
from accounts.suspending import suspend
suspend(Member.objects.get(username="saebom"), until=None, reason="옆에서", by=None)
"""


@pytest.mark.django_db(transaction=True)
def test_it_holds_in_every_process_at_once(client, saebom):
    client.force_login(saebom)
    assert client.get("/accounts/").status_code == 200

    environment = {
        **os.environ,
        "DATA_DIR": str(site_settings.DATA_DIR),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    name = str(connection.settings_dict["NAME"])
    subprocess.run([sys.executable, "-c", _PROGRAM, name], env=environment, check=True)

    assert client.get("/accounts/").status_code == 403
