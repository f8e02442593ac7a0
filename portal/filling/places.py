"""Where posts are written: boards beside those of the site, and who may write there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count

from accounts.models import Member
from boards.directory import categories_of, directory
from boards.errors import SlugTaken
from boards.models import Board, BoardGroup, Category, Post, State
from boards.permissions import can_comment, can_reply, can_write
from boards.services import save_board, save_category, save_group
from portal.filling.chances import zipf_table

NOTICES = 3  # of a board; all of them stand above its first page
_GUESTS = 0.15  # of the posts where guests may write

# By group: slug, name, categories. The first boards of the site have the most posts.
_BOARDS = {
    ("town", "동네 이야기"): [
        ("town-talk", "동네 수다", "소식 질문 칭찬 하소연"),
        ("shops", "가게와 맛집", "밥집 찻집 빵집 가게"),
        ("give-take", "나눔장터", "나눔 팝니다 삽니다 구합니다"),
        ("lost-found", "찾습니다", "찾습니다 주웠습니다"),
        ("jobs", "일자리", "구인 구직"),
    ],
    ("hobby", "취미"): [
        ("garden", "텃밭과 화분", "텃밭 화분 씨앗"),
        ("kitchen", "부엌", "밥 반찬 국 간식"),
        ("books", "책 읽는 방", "소설 시 역사 과학 아이책"),
        ("sports", "운동", "걷기 달리기 산 공놀이 물"),
        ("pets", "동물 친구", "개 고양이 작은동물"),
        ("travel", "나들이", "당일 하룻밤 먼곳"),
    ],
    ("tips", "살림과 배움"): [
        ("computer", "컴퓨터와 휴대폰", "컴퓨터 휴대폰 인터넷 프로그램"),
        ("house", "집 고치기", ""),
        ("money", "살림살이", "가계부 절약 세금"),
    ],
}


class Author(NamedTuple):
    """Who writes; without an id it is a guest."""

    id: int | None
    name: str


@dataclass(frozen=True)
class Place:
    """A board to write on, with tables to pick from (see `zipf_table`)."""

    board: Board
    categories: list[int | None]
    writers: list[Author]
    repliers: list[Author]
    commenters: list[Author]
    room_for_notices: int


def make_boards() -> int:
    """Make the boards that are not there yet; return how many those were."""
    made = 0
    for order, ((slug, name), boards) in enumerate(_BOARDS.items(), 10):
        group = BoardGroup.objects.filter(slug=slug).first()
        group = group or save_group(BoardGroup(slug=slug, name=name, order=order))
        for place, (board_slug, board_name, categories) in enumerate(boards):
            board = Board(slug=board_slug, name=board_name, group=group, order=place)
            try:
                save_board(board)
            except SlugTaken:  # it is there, or a manager has deleted it
                continue
            for number, category in enumerate(categories.split()):
                save_category(Category(board=board, name=category, order=number))
            made += 1
    return made


def places(members: Sequence[Member], guest_names: Sequence[str]) -> list[Place]:
    """Return the boards on which somebody may write, the busiest first.

    members: who wrote most first. Boards of pictures are left out: there are none.
    """
    pinned = Post.objects.filter(state=State.VISIBLE, is_notice=True).order_by()
    notices = dict(pinned.values_list("board").annotate(n=Count("pk")))
    boards = [board for board in directory().boards if board.skin != "gallery"]
    found = [
        _place(board, members, guest_names, max(0, NOTICES - notices.get(board.pk, 0)))
        for board in boards
    ]
    return [place for place in found if place.writers]


def _place(
    board: Board, members: Sequence[Member], guest_names: Sequence[str], room: int
) -> Place:
    post = Post(board=board)  # stands for any open post of it
    categories: list[int | None] = [category.pk for category in categories_of(board)]

    def those_who(may: Callable[[Member | None], bool]) -> list[Author]:
        return _table([m for m in members if may(m)], guest_names if may(None) else [])

    return Place(
        board,
        categories=zipf_table([None, *categories], 0.7),
        writers=those_who(lambda who: can_write(who, board)),
        repliers=those_who(lambda who: can_reply(who, post)),
        commenters=those_who(lambda who: can_comment(who, post)),
        room_for_notices=room,
    )


def _table(members: Sequence[Member], guest_names: Sequence[str]) -> list[Author]:
    authors = zipf_table([Author(member.pk, member.nickname) for member in members])
    if not guest_names:
        return authors
    guests = [Author(None, name) for name in guest_names]
    wanted = max(1, round(len(authors) * _GUESTS / (1 - _GUESTS) / len(guests)))
    return authors + guests * wanted
