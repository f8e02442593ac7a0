"""현재접속자: who is here, and what each looks at, as far as the reader may know it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import Member
from boards.directory import directory
from boards.models import Board, Post
from boards.permissions import can_list
from visitors.models import Presence
from visitors.presence import everybody_here

MOST_SHOWN = 300

# Pages that are told by their name; what is not here is only "the site".
_PAGES = {
    "portal:front": gettext_noop("첫 화면"),
    "portal:new_posts": gettext_noop("새글"),
    "portal:search": gettext_noop("전체검색"),
    "portal:board_list": gettext_noop("게시판 목록"),
    "portal:online": gettext_noop("현재접속자"),
    "account_login": gettext_noop("로그인"),
    "account_signup": gettext_noop("회원가입"),
}


@dataclass(frozen=True)
class Seen:
    """One line of the page; `url` is empty where the reader could not follow."""

    name: str
    is_robot: bool
    is_member: bool
    place: str
    url: str
    at: datetime


def seen_by(reader: Member | None) -> list[Seen]:
    """Return who is here now, the latest first; two queries for any number."""
    present = everybody_here(limit=MOST_SHOWN)
    matches = {row.path: _match(row.path) for row in present}
    titles = _titles({_post_id(match) for match in matches.values()} - {0}, reader)
    return [_seen(row, matches[row.path], titles, reader) for row in present]


def _match(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None


def _post_id(match: ResolverMatch | None) -> int:
    is_post = match is not None and match.view_name == "boards:post_detail"
    return int(match.kwargs["post_id"]) if match and is_post else 0


def _titles(ids: set[int], reader: Member | None) -> dict[int, str]:
    """Return the titles of those posts that the reader may read himself."""
    posts = Post.objects.readable_by(reader).filter(pk__in=ids)
    return dict(posts.values_list("pk", "title")) if ids else {}


def _seen(
    row: Presence,
    match: ResolverMatch | None,
    titles: dict[int, str],
    reader: Member | None,
) -> Seen:
    place, is_open = _place(match, titles, reader)
    member = row.member
    name = member.display_name if member else row.robot or row.address
    return Seen(
        name=_(name) if row.robot else name,
        is_robot=bool(row.robot),
        is_member=member is not None,
        place=place,
        url=row.path if is_open else "",
        at=row.at,
    )


def _place(
    match: ResolverMatch | None, titles: dict[int, str], reader: Member | None
) -> tuple[str, bool]:
    """Return what the page is called, and whether the reader may follow."""
    somewhere = (_("사이트를 둘러보고 있습니다"), False)
    if match is None:
        return somewhere
    if match.view_name in _PAGES:
        return _(_PAGES[match.view_name]), True
    if match.app_name != "boards":
        return somewhere
    board: Board | None = directory().by_slug.get(match.kwargs["slug"])
    if board is None or not can_list(reader, board):
        return somewhere
    if match.view_name == "boards:post_list":
        return board.name, True
    title = titles.get(_post_id(match))
    if title is not None:
        return f"{board.name} › {title}", True
    if match.url_name in ("post_write", "post_reply"):
        return _("%(board)s › 글쓰기") % {"board": board.name}, False
    return board.name, False
