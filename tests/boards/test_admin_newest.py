"""Lists of the admin look at the newest rows of what was chosen, and say so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from boards.admin import newest
from boards.models import State
from tests.boards.admin_pages import logged_in, manager_of
from tests.factories import make_board, make_comment, make_manager, make_post

pytestmark = pytest.mark.django_db
POSTS, COMMENTS = "/admin/boards/post/", "/admin/boards/comment/"
WORDS = "가장 나중에 쓴 3개에서 찾습니다."


@pytest.fixture(autouse=True)
def few_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newest, "LOOKED_AT", 3)


def write(board, *titles: str, days: int = 0, **fields) -> None:
    """Write posts, the last named the latest, so many days ago."""
    for minute, title in enumerate(titles):
        at = timezone.now() - timedelta(days=days, minutes=len(titles) - minute)
        make_post(board, title=title, created_at=at, **fields)


def shown(client, place: str = POSTS, **asked) -> tuple[list[str], bool]:
    """Return the titles, or bodies, of a list and whether it says that it is cut."""
    response = client.get(place, asked)
    rows = [str(row) for row in response.context["cl"].result_list]
    return rows, WORDS in response.text


def test_the_newest_are_looked_at_in_the_order_of_writing(board):
    client = logged_in(make_manager())
    write(board, "넷째", "다섯째")
    write(board, "첫째", "둘째", days=2)

    assert shown(client) == (["다섯째", "넷째", "둘째"], True)
    assert shown(client, o="3")[0] == ["다섯째", "넷째", "둘째"]


def test_what_is_not_cut_says_nothing(board):
    write(board, "가", "나", "다")

    assert shown(logged_in(make_manager())) == (["다", "나", "가"], False)


def test_filters_and_words_look_among_the_newest(board):
    client = logged_in(make_manager())
    write(board, "비밀 1", "비밀 2", is_secret=True)
    write(board, "글 1", "글 2")

    assert shown(client, is_secret__exact=1) == (["비밀 2"], True)
    assert shown(client, q="비밀") == (["비밀 2"], True)
    assert shown(client, state__exact=State.DELETED) == ([], True)


def test_a_board_or_days_lead_to_older_ones(board):
    client = logged_in(make_manager())
    quiet, long_ago = make_board(), timezone.localdate() - timedelta(days=400)
    write(quiet, "조용한 글", days=1)
    write(board, "옛 글 1", "옛 글 2", "옛 글 3", "옛 글 4", days=400)
    write(board, "가", "나", "다")

    assert shown(client, board__id__exact=quiet.pk) == (["조용한 글"], False)
    assert shown(client, written=f"{long_ago:%Y-%m}") == (
        ["옛 글 4", "옛 글 3", "옛 글 2"],
        True,
    )
    assert shown(client, written=f"{long_ago:%Y}", board__id__exact=quiet.pk) == (
        [],
        False,
    )


def test_who_manages_two_boards_sees_the_newest_of_both():
    one, other = make_board(), make_board()
    client = logged_in(manager_of(one, other))
    write(one, "가", "나", "다", "라", days=9)
    write(other, "하나", days=1)
    write(make_board(), "남의 글 1", "남의 글 2", "남의 글 3", "남의 글 4")

    assert shown(client) == (["하나", "라", "다", "나"], True)


def test_comments_are_looked_at_in_the_order_of_writing():
    board = make_board()
    post = make_post(board)
    for number in range(4):
        make_comment(make_post(), body=f"남의 댓글 {number}")
        make_comment(post, body=f"댓글 {number}")

    by_site = shown(logged_in(make_manager()), COMMENTS)
    by_board = shown(logged_in(manager_of(board)), COMMENTS)
    chosen = shown(logged_in(make_manager()), COMMENTS, post__board__id__exact=board.pk)

    assert by_site == (["댓글 3", "남의 댓글 3", "댓글 2"], True)
    assert by_board == chosen == (["댓글 3", "댓글 2"], True)
