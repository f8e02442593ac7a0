"""The site that stands there when the doors open for the first time."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.urls import reverse

from boards.models import Board, BoardGroup, Category
from boards.services import save_board, save_category, save_group
from siteconfig.models import MenuItem, Page, SiteSettings
from siteconfig.placeholders import SAMPLE_VALUES
from siteconfig.services import publish_page, save_menu_item, save_settings

# What the manager sees and changes afterwards is content, not the interface:
# these words stay Korean in every language.


@dataclass(frozen=True)
class _Board:
    slug: str
    name: str
    categories: tuple[str, ...] = ()
    fields: dict[str, Any] = field(default_factory=dict)


_GROUPS = {
    ("community", "커뮤니티"): [
        _Board(
            "free",
            "자유게시판",
            ("일상", "정보", "유머"),
            {"write_level": 1, "comment_level": 1},
        ),
        _Board("qa", "질문답변", ("이용 문의", "컴퓨터", "생활")),
        _Board("notice", "공지사항", fields={"write_level": 10, "reply_level": 10}),
        _Board("gallery", "갤러리", fields={"skin": "gallery"}),
    ],
    ("news", "뉴스"): [_Board("it-science", "IT/과학기사 | it/science")],
}
_PAGE_FOLDER = Path(__file__).parent / "starter_pages"
_PAGES = [
    ("company", "회사소개"),
    ("privacy", "개인정보처리방침"),
    ("terms", "이용약관"),
]
_DESCRIPTION = "누구나 들러 이야기를 나누는 커뮤니티"


def ensure_starter_site() -> bool:
    """Furnish an empty database with boards, menu, pages and site information.

    Returns whether it did: a site that has a group, or settings, is left alone, so
    that boards a manager has deleted do not come back.
    """
    with transaction.atomic():
        if BoardGroup.objects.exists() or SiteSettings.objects.exists():
            return False
        save_settings(SiteSettings(description=_DESCRIPTION, **SAMPLE_VALUES))
        for order, ((slug, name), boards) in enumerate(_GROUPS.items()):
            group = save_group(BoardGroup(slug=slug, name=name, order=order))
            _make_menu(group, [_make_board(group, board) for board in boards])
        for order, (slug, title) in enumerate(_PAGES):
            body = (_PAGE_FOLDER / f"{slug}.html").read_text(encoding="utf-8")
            page = Page(slug=slug, order=order)
            publish_page(page, title=title, body=body, author=None)
    return True


def _make_board(group: BoardGroup, starter: _Board) -> Board:
    order = group.boards.count()
    board = save_board(
        Board(
            slug=starter.slug,
            name=starter.name,
            group=group,
            order=order,
            **starter.fields,
        )
    )
    for place, name in enumerate(starter.categories):
        save_category(Category(board=board, name=name, order=place))
    return board


def _make_menu(group: BoardGroup, boards: list[Board]) -> None:
    """A group leads to its own page, and opens to all of its boards."""
    parent = MenuItem(
        label=group.name,
        url=reverse("portal:group", args=[group.slug]),
        order=group.order,
    )
    save_menu_item(parent)
    for board in boards:
        save_menu_item(
            MenuItem(
                label=board.name,
                url=board.get_absolute_url(),
                parent=parent,
                order=board.order,
            )
        )
