"""What `manage.py fill` does to a site, again and again, and when it is stopped."""

import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from django.db import transaction
from django.utils import timezone

from accounts.models import Member
from boards.models import Board, Comment, Post
from boards.services import create_post, delete_board
from portal.counting import check_counts
from portal.filling import filling
from portal.filling.batches import Batch, Order, Planner
from portal.filling.filling import fill_site
from portal.filling.progress import Progress, duration
from portal.starter import ensure_starter_site
from tests.factories import make_board, make_member, make_post
from web.generations import Generation, current

pytestmark = pytest.mark.django_db


def fill(posts: int, comments: int = 0, **options) -> filling.Filled:
    options = {"seed": "시험", "force": False, **options}
    return fill_site(
        posts, comments, progress=Progress(OutputWrapper(StringIO())), **options
    )


def texts() -> list[tuple[str, str]]:
    return list(Post.objects.order_by("id").values_list("title", "body"))


def said_with(seed: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Return what a run says, and take it back."""
    with transaction.atomic():
        fill(30, 60, seed=seed)
        said = texts(), sorted(Comment.objects.values_list("body", flat=True))
        transaction.set_rollback(True)
    return said


def test_the_same_seed_says_the_same_and_another_says_other_things():
    first, again, other = said_with("하나"), said_with("하나"), said_with("둘")

    assert len(first[0]) == 30
    assert again == first
    assert not set(other[0]) & set(first[0])


def die(planner: Planner, order: Order) -> Batch:
    os._exit(1)


@pytest.fixture
def planned_here(monkeypatch) -> list[int]:
    """Have small batches; return how many posts came before each one planned here."""
    firsts: list[int] = []
    plan = Planner.plan

    def count(planner: Planner, order: Order) -> Batch:
        firsts.append(order.first)
        return plan(planner, order)

    monkeypatch.setattr(Planner, "plan", count)
    monkeypatch.setattr(filling, "BATCH", 10)
    return firsts


def test_the_same_is_said_where_there_is_one_core_or_two(monkeypatch, planned_here):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    alone = said_with("하나")
    assert planned_here == [0, 10, 20]
    planned_here.clear()
    monkeypatch.setattr(os, "cpu_count", lambda: 2)

    assert said_with("하나") == alone
    assert planned_here == [0]


def test_the_same_is_said_when_the_helper_dies(monkeypatch, planned_here, caplog):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    before = said_with("하나")
    monkeypatch.setattr(filling, "_plan_at_full_speed", die)
    planned_here.clear()

    assert said_with("하나") == before
    assert planned_here == [0, 10, 20]
    assert "has died" in caplog.text


def test_nobody_may_comment_anywhere(monkeypatch):
    ensure_starter_site()
    monkeypatch.setattr("portal.filling.places.can_comment", lambda who, post: False)

    filled = fill(10, 20)

    assert (filled.posts, filled.comments) == (10, 0)
    assert Comment.objects.count() == 0


def test_a_second_run_adds_more_and_says_other_things():
    fill(40, 80)
    first = set(texts())

    filled = fill(40, 80)

    assert (filled.boards, filled.members, filled.posts) == (0, 0, 40)
    assert Post.objects.count() == 80
    assert Comment.objects.count() == 160
    assert len(set(texts()) - first) == 40
    assert check_counts() == []


def test_more_posts_have_more_members(monkeypatch):
    monkeypatch.setattr("portal.filling.members._POSTS_EACH", 1)
    fill(32)

    filled = fill(50)

    assert filled.members == 18
    assert Member.objects.count() == 50


def test_names_that_are_taken_are_left_to_those_who_have_them():
    fill(5)
    first = Member.objects.get(username="fill_0001")
    first.nickname, taken = "다른이름", first.nickname
    first.save()
    make_member(nickname=taken, username="fill_0031", password="some-password")
    Member.objects.filter(username="fill_0030").delete()

    filled = fill(5)

    assert filled.members == 1
    assert Member.objects.get(username="fill_0030").nickname != taken


def test_a_site_with_posts_of_its_own_is_left_alone():
    ensure_starter_site()
    make_post(Board.objects.get(slug="free"))

    with pytest.raises(CommandError, match="--force"):
        call_command("fill", posts=10, stdout=StringIO(), stderr=StringIO())
    assert Post.objects.count() == 1

    call_command("fill", "--force", posts=10, stdout=StringIO(), stderr=StringIO())
    assert Post.objects.count() == 11
    assert check_counts() == []


def test_posts_of_the_demo_are_not_the_site_s_own():
    make_post(source_board="demo", source_id=1)

    assert fill(5).posts == 5


def test_boards_that_a_manager_has_deleted_do_not_come_back():
    fill(0)
    delete_board(Board.objects.get(slug="money"))

    assert fill(5).boards == 0
    assert not Board.objects.filter(slug="money").exists()


def test_nothing_is_written_where_nobody_may_and_all_is_secret_where_it_must_be():
    ensure_starter_site()
    board = make_board(secrecy=Board.Secrecy.ALWAYS)
    Board.objects.filter(slug="qa").update(comment_level=10)
    Board.objects.filter(slug="free").update(secrecy=Board.Secrecy.NEVER)

    fill(300, 300)

    assert not Post.objects.filter(board=board, is_secret=False).exists()
    assert not Post.objects.filter(board__slug="free", is_secret=True).exists()
    assert not Post.objects.filter(board__slug="gallery").exists()
    loud = Comment.objects.filter(post__board__slug="qa").exclude(author__level=10)
    assert not loud.exists()


def test_a_run_that_is_stopped_leaves_a_site_that_is_right(monkeypatch):
    monkeypatch.setattr(filling, "BATCH", 20)
    stops = iter([None, KeyboardInterrupt])

    def stop(progress: Progress, done: int, total: int) -> None:
        if next(stops):
            raise KeyboardInterrupt

    monkeypatch.setattr(Progress, "show", stop)
    out, before = StringIO(), current(Generation.POSTS)

    call_command("fill", posts=100, comments=200, stdout=out, stderr=StringIO())

    assert Post.objects.count() == 40
    assert Comment.objects.count() == 80
    assert check_counts() == []
    assert current(Generation.POSTS) > before
    assert out.getvalue().startswith("멈췄습니다.")
    assert "글 40개, 댓글 80개" in out.getvalue()


def test_the_next_run_goes_on_where_one_was_stopped(monkeypatch):
    def stop(progress: Progress, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(filling, "BATCH", 20)
        patch.setattr(Progress, "show", stop)
        fill(40)

    fill(20)

    moments = list(Post.objects.order_by("id").values_list("created_at", flat=True))
    assert len(moments) == 40
    assert moments == sorted(moments)
    assert (timezone.now() - moments[-1]).days < 365


def test_the_command_says_what_it_did_and_how_far_it_is():
    out, err = StringIO(), StringIO()

    call_command("fill", posts=10, stdout=out, stderr=err)

    assert "회원 30명, 글 10개, 댓글 50개를 채웠습니다." in out.getvalue()
    assert "로그인할 수 없습니다" in out.getvalue()
    assert "100% (60/60), 남은 시간 0초\n" in err.getvalue()


@pytest.mark.parametrize("number", ["-1", "many", "1.5"])
def test_a_number_that_is_none_is_told(number: str):
    with pytest.raises(CommandError, match="0 이상의 수를 적어 주세요"):
        call_command("fill", "--posts", number)


def test_numbers_may_be_written_with_commas():
    call_command(
        "fill", "--posts=1,0", comments=0, stdout=StringIO(), stderr=StringIO()
    )

    assert Post.objects.count() == 10


def test_a_site_is_filled_with_nothing():
    create_post(make_board(), None, author_name="손님", title="제목", body="본문")

    assert fill(0, force=True).posts == 0


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that a test sets."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_terminal_has_a_bar_that_is_drawn_anew():
    terminal, clock = Terminal(), Clock()
    progress = Progress(OutputWrapper(terminal), clock)
    for clock.seconds, done in ((0.1, 5), (10, 25), (10.1, 26), (40, 100)):
        progress.show(done, 100)

    assert terminal.getvalue() == (
        f"\r{'█' * 6}{'░' * 18} 25% (25/100), 남은 시간 30초\x1b[K"
        f"\r{'█' * 24} 100% (100/100), 남은 시간 0초\x1b[K\n"
    )


def test_a_line_does_not_stand_in_a_bar_that_was_stopped():
    terminal, clock = Terminal(), Clock()
    progress = Progress(OutputWrapper(terminal), clock)
    clock.seconds = 1
    progress.show(50, 100)

    progress.say("끝")
    progress.say("정말 끝")

    assert terminal.getvalue().endswith("\x1b[K\n끝\n정말 끝\n")


def test_elsewhere_a_line_is_written_now_and_then():
    stream, clock = StringIO(), Clock()
    progress = Progress(OutputWrapper(stream), clock)
    for clock.seconds, done in ((9, 90), (10, 1_000), (19, 1_500), (20, 2_000)):
        progress.show(done, 10_000)
    progress.show(10_000, 10_000)

    assert stream.getvalue() == (
        "10% (1,000/10,000), 남은 시간 1분 30초\n"
        "20% (2,000/10,000), 남은 시간 1분 20초\n"
        "100% (10,000/10,000), 남은 시간 0초\n"
    )


def test_numbers_that_say_nothing_are_not_shown():
    stream, clock = StringIO(), Clock()
    progress = Progress(OutputWrapper(stream), clock, counts=False)
    clock.seconds = 10

    progress.show(1_000, 4_000)

    assert stream.getvalue() == "25%, 남은 시간 30초\n"


def test_the_time_counts_from_the_start_of_the_work():
    stream, clock = StringIO(), Clock()
    progress = Progress(OutputWrapper(stream), clock)
    clock.seconds = 100
    progress.start()
    clock.seconds = 110

    progress.show(1, 2)

    assert stream.getvalue() == "50% (1/2), 남은 시간 10초\n"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.4, "0초"),
        (59, "59초"),
        (59.6, "1분 0초"),
        (200, "3분 20초"),
        (3900, "1시간 5분"),
    ],
)
def test_times_are_said_in_words(seconds: float, words: str):
    assert duration(seconds) == words
