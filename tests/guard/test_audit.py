"""The record: who did what to what, from where; whose data was looked at; how long."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from accounts import services
from accounts.models import Member
from boards.models import Comment, Post, State
from boards.services import set_managers
from guard.bans import save_ban
from guard.models import AddressBan, AuditEntry
from guard.tasks import forget_what_is_over
from tests.accounts.joining import PASSWORD
from tests.boards.admin_pages import address, comment_form, post_form, run_action
from tests.factories import (
    make_board,
    make_comment,
    make_manager,
    make_member,
    make_post,
)
from tests.siteconfig.forms_sent import settings_form

pytestmark = pytest.mark.django_db

HOME = "203.0.113.7"
MEMBERS = "/admin/accounts/member/"


@pytest.fixture
def boss(db):
    return make_manager(username="boss", nickname="대장")


@pytest.fixture
def client(boss):
    browser = Client(REMOTE_ADDR=HOME)
    browser.force_login(boss)
    return browser


def member_form(member, **fields):
    data = {"username": member.username, "nickname": member.nickname, "is_active": "on"}
    return {**data, "email": member.email, "level": member.level, **fields}


def entries():
    rows = AuditEntry.objects.order_by("pk")
    return [(row.act, row.object_type, row.object_id, row.detail) for row in rows]


class TestActs:
    def test_a_change_says_who_what_from_where_and_which_fields(self, client, boss):
        member = make_member(nickname="새봄")

        client.post(f"{MEMBERS}{member.pk}/change/", member_form(member, level=5))

        row = AuditEntry.objects.get()
        assert (row.actor, row.actor_name, row.address) == (boss, "boss", HOME)
        assert (row.act, row.object_type) == ("change", "accounts.member")
        assert (row.object_id, row.object_repr) == (str(member.pk), "새봄")
        assert "레벨" in row.detail

    def test_adding_and_deleting(self, client):
        passwords = {"password1": PASSWORD, "password2": PASSWORD}
        names = {"username": "saebom", "nickname": "새봄", "email": "", "level": 2}

        client.post(f"{MEMBERS}add/", {**names, **passwords})
        pk = Member.objects.get(username="saebom").pk
        client.post(f"{MEMBERS}{pk}/delete/", {"post": "yes"})

        assert entries() == [
            ("add", "accounts.member", str(pk), ""),
            ("delete", "accounts.member", str(pk), ""),
        ]

    def test_each_of_several_is_recorded_once(self, client):
        members = [make_member(), make_member()]
        chosen = [member.pk for member in members]

        client.post(
            MEMBERS,
            {"action": "delete_selected", "_selected_action": chosen, "post": "yes"},
        )

        assert sorted(entry[2] for entry in entries()) == sorted(map(str, chosen))
        assert {entry[0] for entry in entries()} == {"delete"}

    def test_settings_say_which_fields_changed(self, client):
        client.post(
            "/admin/siteconfig/sitesettings/1/change/",
            settings_form(site_name="새 이름"),
        )

        (row,) = entries()
        assert row[1] == "siteconfig.sitesettings"
        assert "사이트 이름" in row[3]
        assert "새 이름" not in row[3]

    def test_moderating_in_the_admin(self, client):
        post = make_post()

        run_action(client, Post, "hide_chosen", [post])
        acts = [entry for entry in entries() if entry[0] != "view"]

        assert acts == [("change", "boards.post", str(post.pk), "숨김")]

    def test_a_password_never_gets_into_it(self, client):
        member, new = make_member(), "가을에 뜬 달 8개"

        client.post(
            f"{MEMBERS}{member.pk}/change/",
            member_form(member, password1=new, password2=new, email="bom@example.com"),
        )

        row = AuditEntry.objects.values().get()
        assert "비밀번호" in row["detail"]
        assert not [value for value in row.values() if new in str(value)]
        assert not [value for value in row.values() if "bom@" in str(value)]

    def test_what_is_refused_is_not_recorded(self, client, boss):
        client.post(f"{MEMBERS}{boss.pk}/delete/", {"post": "yes"})

        assert entries() == []

    def test_without_the_record_there_is_no_act(self, client, monkeypatch):
        member = make_member(level=2)
        post = make_post()

        def fail(*args, **kwargs):
            raise DatabaseError

        monkeypatch.setattr(AuditEntry.objects, "create", fail)

        for path, data in (
            (f"{MEMBERS}{member.pk}/change/", member_form(member, level=5)),
            (f"{MEMBERS}{member.pk}/delete/", {"post": "yes"}),
            (f"{post.get_absolute_url()}delete/", {}),
        ):
            with pytest.raises(DatabaseError):
                client.post(path, data)

        member.refresh_from_db()
        post.refresh_from_db()
        assert (member.level, member.left_at) == (2, None)
        assert post.state == State.VISIBLE
        assert not LogEntry.objects.exists()


class TestOnTheSite:
    @pytest.fixture
    def world(self):
        """A board's manager at his browser, and what another one wrote there."""
        board, keeper = make_board(), make_member(nickname="지기")
        set_managers(board, [keeper])
        browser = Client(REMOTE_ADDR=HOME)
        browser.force_login(keeper)
        post = make_post(board)
        return browser, keeper, post, make_comment(post)

    def test_a_manager_who_deletes_what_others_wrote(self, world):
        browser, keeper, post, comment = world

        browser.post(f"{post.get_absolute_url()}comments/{comment.pk}/delete/")
        browser.post(f"{post.get_absolute_url()}delete/")

        assert entries() == [
            ("delete", "boards.comment", str(comment.pk), ""),
            ("delete", "boards.post", str(post.pk), ""),
        ]
        assert set(AuditEntry.objects.values_list("actor", flat=True)) == {keeper.pk}

    def test_a_manager_who_edits_what_others_wrote(self, world):
        browser, _keeper, post, comment = world

        browser.post(f"{post.get_absolute_url()}edit/", post_form(post, title="고침"))
        browser.post(
            f"{post.get_absolute_url()}comments/{comment.pk}/edit/",
            comment_form(comment, body="고친 댓글"),
        )

        comment.refresh_from_db()
        assert comment.body == "고친 댓글"
        assert [entry[:3] for entry in entries()] == [
            ("change", "boards.post", str(post.pk)),
            ("change", "boards.comment", str(comment.pk)),
        ]

    def test_what_one_does_to_ones_own_is_nobodys_business(self, world):
        browser, keeper, post, _comment = world
        own = make_post(post.board, keeper)

        browser.post(f"{own.get_absolute_url()}edit/", post_form(own, title="고침"))
        browser.post(f"{own.get_absolute_url()}delete/")

        assert not Post.objects.alive().filter(pk=own.pk).exists()
        assert entries() == []

    def test_a_guest_with_the_password_is_no_manager(self):
        post = make_post(
            make_board(write_level=1), author_name="나그네", guest_password="열려라 9"
        )
        browser = Client()

        browser.post(
            f"{post.get_absolute_url()}delete/", {"guest_password": "열려라 9"}
        )
        browser.post(f"{post.get_absolute_url()}delete/")

        assert entries() == []

    def test_who_may_not_leaves_nothing(self, world):
        _browser, _keeper, post, _comment = world
        other = Client()
        other.force_login(make_member())

        other.post(f"{post.get_absolute_url()}delete/")

        assert entries() == []


class TestLooking:
    def test_a_members_page(self, client):
        member = make_member(nickname="새봄")

        client.get(f"{MEMBERS}{member.pk}/change/")

        row = AuditEntry.objects.get()
        assert (row.act, row.object_id, row.object_repr) == (
            "view",
            str(member.pk),
            "새봄",
        )

    def test_a_search_among_members(self, client):
        client.get(MEMBERS, {"q": "bom@example.com"})

        assert AuditEntry.objects.get().object_repr == "회원 목록"
        assert entries() == [
            ("view", "accounts.member", "", "찾은 말: bom@example.com")
        ]

    @pytest.mark.parametrize(
        "model", [Post, Comment, AddressBan, "/admin/accounts/suspension/"]
    )
    def test_lists_that_show_addresses_or_reasons(self, client, model):
        path = model if isinstance(model, str) else None
        path = path or f"/admin/{model._meta.label_lower.replace('.', '/')}/"

        client.get(path)

        assert [entry[0] for entry in entries()] == ["view"]

    def test_a_post_with_its_address(self, client):
        client.get(address(make_post()))

        assert [entry[:2] for entry in entries()] == [("view", "boards.post")]

    @pytest.mark.parametrize(
        "path",
        ["/admin/", "/admin/boards/board/", "/admin/siteconfig/menuitem/"],
    )
    def test_pages_without_personal_data_leave_nothing(self, client, path):
        client.get(path)

        assert entries() == []

    def test_who_is_refused_has_seen_nothing(self, db):
        browser = Client()
        browser.force_login(make_member(is_staff=True))

        browser.get(MEMBERS)

        assert entries() == []


class TestKeeping:
    def old(self, days, **fields):
        at = timezone.now() - timedelta(days=days)
        fields = {"actor_name": "boss", "object_type": "boards.post", **fields}
        return AuditEntry.objects.create(at=at, act="view", object_repr="글", **fields)

    def test_after_a_year_it_is_gone(self, db):
        self.old(366)
        kept = self.old(364)

        forget_what_is_over.call_local()

        assert list(AuditEntry.objects.all()) == [kept]

    @pytest.mark.parametrize(
        ("days", "kept", "left"),
        [
            (89, HOME, HOME),
            (91, HOME, "203.0.113.0/24"),
            (91, "2001:db8:1:2::3", "2001:db8:1::/48"),
            (91, "", ""),
        ],
    )
    def test_addresses_are_cut_like_those_of_posts(self, db, days, kept, left):
        row = self.old(days, address=kept)

        forget_what_is_over.call_local()
        forget_what_is_over.call_local()

        row.refresh_from_db()
        assert row.address == left

    def test_the_name_of_who_left_is_forgotten(self, client, boss):
        other = make_manager(username="second", nickname="둘째")
        browser = Client()
        browser.force_login(other)
        browser.get(f"{MEMBERS}{boss.pk}/change/")
        client.get(f"{MEMBERS}{other.pk}/change/")

        services.erase_member(other)

        told = str(list(AuditEntry.objects.values()))
        assert "second" not in told
        assert "둘째" not in told
        assert told.count(f"left-{other.pk}") == 2

    def test_nobody_changes_what_is_recorded(self, db):
        row = self.old(1)
        row.detail = "다른 말"

        with pytest.raises(TypeError):
            row.save()

    def test_long_names_are_cut(self, client):
        post = make_post(title="가" * 255)

        client.get(address(post))

        assert AuditEntry.objects.get().object_repr == "가" * 200


class TestReading:
    LIST = "/admin/guard/auditentry/"

    @pytest.fixture
    def rows(self, client):
        save_ban(AddressBan(network="198.51.100.1", reason="도배"))
        client.get("/admin/guard/addressban/")
        client.get(MEMBERS, {"q": "찾는이름"})

    @pytest.mark.parametrize(
        ("asked", "count"),
        [
            ({}, 2),
            ({"q": "찾는이름"}, 1),
            ({"q": "boss"}, 2),
            ({"q": HOME}, 2),
            ({"q": "198.51.100.9"}, 0),
            ({"q": "2020-01-01"}, 0),
            ({"q": "2020-99-99"}, 0),
            ({"act__exact": "view"}, 2),
            ({"act__exact": "delete"}, 0),
            ({"kind": "accounts.member"}, 1),
            ({"actor": "999999"}, 0),
            ({"actor": "x"}, 2),
        ],
    )
    def test_it_is_searched_and_narrowed(self, client, rows, asked, count):
        response = client.get(self.LIST, asked)

        assert response.context["cl"].result_count == count

    def test_a_day_is_found_by_its_date(self, client, rows):
        day = timezone.localdate().isoformat()

        response = client.get(self.LIST, {"q": day})

        assert response.context["cl"].result_count == 2

    def test_its_words_are_korean_and_markup_is_only_text(self, client):
        client.get(MEMBERS, {"q": "<script>alert(1)</script>"})

        text = client.get(self.LIST).text

        assert "열람" in text
        assert "&lt;script&gt;alert(1)" in text
        assert "<script>alert(1)" not in text

    def test_of_a_thing_whose_app_is_gone_the_type_is_shown(self, client):
        AuditEntry.objects.create(
            actor_name="boss", act="add", object_type="gone.thing", object_repr="것"
        )

        assert "gone.thing" in client.get(self.LIST).text

    def test_looking_at_it_is_not_recorded(self, client, rows):
        client.get(self.LIST)

        assert AuditEntry.objects.count() == 2

    def test_nobody_adds_changes_or_deletes_there(self, client, rows):
        row = AuditEntry.objects.first()

        shown = client.get(f"{self.LIST}{row.pk}/change/")
        for path in (f"{row.pk}/change/", f"{row.pk}/delete/", "add/"):
            assert client.post(f"{self.LIST}{path}", {"post": "yes"}).status_code == 403
        client.post(
            self.LIST,
            {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"},
        )

        assert shown.status_code == 200
        assert 'name="_save"' not in shown.text
        assert AuditEntry.objects.count() == 2

    def test_a_board_manager_does_not_see_it(self):
        browser = Client()
        browser.force_login(make_member(is_staff=True))

        assert browser.get(self.LIST).status_code == 403
