"""Pages made once for many members: each is given his own, to the byte."""

import copy
import time
from itertools import permutations
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import Member
from boards import contents
from boards.models import Board, Post
from boards.services import (
    delete_comment,
    delete_post,
    edit_comment,
    save_board,
    set_managers,
)
from siteconfig import alike
from tests.factories import (
    make_board,
    make_category,
    make_comment,
    make_manager,
    make_member,
    make_post,
)
from web.pages import FRESH_COOKIE, MAX_AGE_UNCHANGED

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    alike.forget()


@pytest.fixture
def board() -> Board:
    board = make_board(posts_per_page=5, write_level=3)
    make_category(board, name="알림")
    for number in range(8):
        make_post(board, title=f"글 {number}")
    return board


@pytest.fixture
def post(board: Board) -> Post:
    """A post with comments, one of them below another one."""
    post = make_post(board, title="이야기")
    make_comment(post, parent=make_comment(post, body="어떤가요"), body="좋습니다")
    make_comment(post, author_name="나그네", guest_password="1234", body="저도요")
    return post


def logged_in(member: Member, **cookies: str) -> Client:
    client = Client()
    client.force_login(member)
    for name, value in cookies.items():
        client.cookies[name] = value
    return client


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def made_for_him(client: Client, address: str) -> str:
    """Return the page as it is made for whoever has just sent something."""
    client.cookies[FRESH_COOKIE] = "1"
    text = text_of(client, address)
    del client.cookies[FRESH_COOKIE]
    return text


def readers(post: Post) -> list[Client]:
    """Return members of every kind, two of the most common one."""
    manager = make_member(nickname="방장")
    set_managers(post.board, [manager])
    make_comment(post, commenter := make_member())
    assert post.author is not None
    return [
        logged_in(make_member(nickname="첫째")),
        logged_in(make_member(nickname="둘째"), theme="dark", text_size="3"),
        logged_in(make_member(nickname="셋째", level=3)),
        logged_in(make_member(nickname="넷째"), language="en"),
        logged_in(post.author),
        logged_in(commenter),
        logged_in(manager),
        logged_in(make_manager(nickname="운영자")),
    ]


class TestEveryReader:
    @pytest.mark.parametrize("secret", [False, True])
    def test_is_given_what_would_be_made_for_him(self, board, post, secret):
        if secret:
            make_comment(post, body="우리만 아는 말", is_secret=True)
        category = board.categories.get()
        addresses = [
            board.get_absolute_url(),
            f"{board.get_absolute_url()}?page=2",
            f"{board.get_absolute_url()}?category={category.pk}",
            f"{board.get_absolute_url()}?sort=-views",
            post.get_absolute_url(),
            "/",
            reverse("portal:group", args=[board.group.slug]),
        ]
        make_post(make_board(group=board.group, list_level=2, read_level=3))
        make_post(make_board(group=board.group, list_level=3, read_level=3))
        clients = readers(post)
        for address in addresses:
            own = [made_for_him(client, address) for client in clients]
            for first, second in permutations(range(len(clients)), 2):
                alike.forget()
                assert text_of(clients[first], address) == own[first]
                assert text_of(clients[second], address) == own[second]

    def test_is_told_what_the_site_says_to_him_alone(self, board):
        one, other = logged_in(make_member()), logged_in(make_member())
        place = board.get_absolute_url()
        assert 'role="status"' not in text_of(other, place)
        post = make_post(board, Member.objects.get(pk=one.session["_auth_user_id"]))
        one.post(f"{post.get_absolute_url()}delete/")
        del one.cookies[FRESH_COOKIE]

        assert 'role="status"' in text_of(one, place)
        assert 'role="status"' not in text_of(other, place)
        assert 'role="status"' not in text_of(one, place)

    @pytest.mark.parametrize("who", ["author", "asker", "poster", "manager"])
    def test_a_secret_comment_is_shown_to_whom_it_is_for_only(self, board, who):
        post, asker = make_post(board), make_member()
        question = make_comment(post, asker, body="물음")
        answer = make_comment(post, parent=question, body="귓속말", is_secret=True)
        people: dict[str, Any] = {
            "author": answer.author,
            "asker": asker,
            "poster": post.author,
            "manager": make_manager(),
        }
        knows = logged_in(people[who])
        others = [logged_in(make_member()) for _ in range(2)]
        for client in (others[0], knows, others[1], knows):
            shown = "귓속말" in text_of(client, post.get_absolute_url())
            assert shown is (client is knows)

    def test_a_guests_secret_comment_opens_for_whoever_knows_its_password(self, board):
        post = make_post(board)
        comment = make_comment(
            post,
            author_name="나그네",
            guest_password="비밀12",
            body="귓속말",
            is_secret=True,
        )
        knows, other = logged_in(make_member()), logged_in(make_member())
        place = post.get_absolute_url()
        knows.post(
            reverse("boards:comment_unlock", args=[board.slug, post.pk, comment.pk]),
            {"guest_password": "비밀12"},
        )
        del knows.cookies[FRESH_COOKIE]
        for client in (other, knows, other, knows):
            assert ("귓속말" in text_of(client, place)) is (client is knows)


class TestWork:
    def test_the_second_reader_asks_for_no_rows(
        self, board, post, django_assert_max_num_queries
    ):
        one, other = logged_in(make_member()), logged_in(make_member())
        text_of(other, "/boards/")  # so that his session is known
        for address, most in (
            (board.get_absolute_url(), 2),
            (post.get_absolute_url(), 3),
        ):
            text_of(one, address)
            with django_assert_max_num_queries(most):
                text_of(other, address)

    def test_what_is_kept_is_bounded(self, board, monkeypatch):
        monkeypatch.setattr(alike._pages, "limit", 2)
        client = logged_in(make_member())
        for page in range(1, 4):
            text_of(client, f"{board.get_absolute_url()}?page={page}&sort=-up")
            text_of(client, f"{board.get_absolute_url()}?page={page}")

        assert len(alike._pages) == 2


class TestHowOldItMayBe:
    def test_what_is_written_changed_or_gone_is_so_at_once(self, board, post):
        client, place = logged_in(make_member()), post.get_absolute_url()
        text_of(client, place)
        comment = make_comment(post, body="새 댓글")
        assert "새 댓글" in text_of(client, place)
        edit_comment(comment, body="고친 댓글")
        assert "고친 댓글" in text_of(client, place)
        text_of(client, board.get_absolute_url())
        other = make_post(board, title="갓 쓴 글")
        assert "갓 쓴 글" in text_of(client, board.get_absolute_url())
        delete_post(other, by=None)
        assert "갓 쓴 글" not in text_of(client, board.get_absolute_url())
        board.name = "새 이름"
        save_board(board)
        assert "새 이름" in text_of(client, place)

    def test_counts_move_after_a_while(self, board, post, monkeypatch):
        now = [1000.0]
        monkeypatch.setattr("siteconfig.alike.time.monotonic", lambda: now[0])
        client = logged_in(make_member())
        text_of(client, post.get_absolute_url())
        Post.objects.filter(pk=post.pk).update(view_count=7777)
        assert "7,777" not in text_of(client, post.get_absolute_url())
        now[0] += MAX_AGE_UNCHANGED + 0.1

        assert "7,777" in text_of(client, post.get_absolute_url())

    def test_while_one_renews_it_others_get_the_old_one(self, post, monkeypatch):
        client, place = logged_in(make_member()), post.get_absolute_url()
        text_of(client, place)
        (page,) = alike._pages._values.values()
        make_comment(post, body="새 댓글")
        assert not alike._will_do(page, contents.of_post(post.pk))  # one begins
        assert "새 댓글" not in text_of(client, place)

        page.renewal_began -= alike._PATIENCE  # and has failed
        assert "새 댓글" in text_of(client, place)

    def test_what_was_taken_back_is_given_to_nobody_meanwhile(self, post):
        client, place = logged_in(make_member()), post.get_absolute_url()
        comment = make_comment(post, body="곧 지울 댓글")
        assert "곧 지울 댓글" in text_of(client, place)
        (page,) = alike._pages._values.values()
        page.renewal_began = time.monotonic()
        delete_comment(comment, by=None)

        assert "곧 지울 댓글" not in text_of(client, place)


class TestThemes:
    """A theme's page may ask for its reader anywhere; then nothing is kept of it."""

    @pytest.fixture
    def with_page(self, tmp_path: Any):
        def use(page: str) -> Any:
            place = tmp_path / "boards" / "post_list.html"
            place.parent.mkdir(exist_ok=True)
            place.write_text("{% load ready %}" + page)
            templates: Any = copy.deepcopy(site_settings.TEMPLATES)
            templates[0]["DIRS"].insert(0, tmp_path)
            return override_settings(TEMPLATES=templates)

        return use

    @pytest.mark.parametrize(
        "page",
        [
            "{{ member.nickname }}",
            "{% if member.nickname == '첫째' %}첫째{% else %}둘째{% endif %}",
            "{% with one=request.user %}{{ one.nickname }}{% endwith %}",
            "{% ready name=member.nickname %}{{ name }}{% endready %}",
            "{% block a %}{{ user.nickname }}{% endblock %}",
            "{% fresh %}{{ member.nickname }}{% endfresh %}",
            "{% ready %}{% fresh %}{{ member.nickname }}{% endfresh %}{% endready %}",
        ],
    )
    def test_its_reader_is_shown_his_own(self, board, with_page, page):
        clients = {
            name: logged_in(make_member(nickname=name)) for name in ("첫째", "둘째")
        }
        with with_page(page):
            for name in ("첫째", "둘째", "첫째"):
                assert text_of(clients[name], board.get_absolute_url()) == name

    def test_a_gap_sees_the_names_around_it(self, board, with_page):
        page = (
            "{% for letter in 'ab'|make_list %}{% with twice=letter|add:letter %}"
            "{% fresh %}{{ twice }}{{ member.nickname }} {% endfresh %}"
            "{% endwith %}{% endfor %}"
        )
        with with_page(page):
            for name in ("첫째", "둘째"):
                client = logged_in(make_member(nickname=name))
                text = text_of(client, board.get_absolute_url())
                assert text == f"aa{name} bb{name} "
