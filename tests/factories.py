"""The least valid data, made through the services a visitor's click would use."""

from itertools import count
from typing import Any

from accounts.consents import documents
from accounts.models import Member
from boards import services
from boards.models import Board, BoardGroup, Category, Comment, Post

_numbers = count(1)


def make_member(*, password: str = "", **fields: Any) -> Member:
    """Make a member of level 2; a `password` is only set when given."""
    number = next(_numbers)
    fields = {"username": f"member{number}", "nickname": f"회원{number}", **fields}
    member = Member(**{**agreed_versions(), **fields})
    if password:
        member.set_password(password)
    else:
        member.set_unusable_password()
    member.save()
    return member


def agreed_versions() -> dict[str, int]:
    """Return the columns of a member who has agreed to the site's terms, if any."""
    return {f"{page.slug}_version": page.number for page in documents()}


def make_manager(**fields: Any) -> Member:
    """Make a site manager."""
    return make_member(is_superuser=True, is_staff=True, level=10, **fields)


def make_group(**fields: Any) -> BoardGroup:
    number = next(_numbers)
    fields = {"slug": f"group{number}", "name": f"그룹{number}", **fields}
    return services.save_group(BoardGroup(**fields))


def make_board(**fields: Any) -> Board:
    """Make a board with the usual levels: guests read, members write."""
    number = next(_numbers)
    fields = {"slug": f"board{number}", "name": f"게시판{number}", **fields}
    if "group" not in fields:
        fields["group"] = make_group()
    return services.save_board(Board(**fields))


def make_category(board: Board, **fields: Any) -> Category:
    fields = {"name": f"분류{next(_numbers)}", **fields}
    return services.save_category(Category(board=board, **fields))


def make_post(
    board: Board | None = None, author: Member | None = None, **fields: Any
) -> Post:
    """Write a post; a guest writes it when only `author_name` is given."""
    if author is None and "author_name" not in fields:
        author = make_member()
    fields = {"title": f"제목{next(_numbers)}", "body": "본문입니다.", **fields}
    return services.create_post(board or make_board(), author, **fields)


def make_comment(
    post: Post | None = None, author: Member | None = None, **fields: Any
) -> Comment:
    """Write a comment; a guest writes it when only `author_name` is given."""
    if author is None and "author_name" not in fields:
        author = make_member()
    fields = {"body": f"댓글{next(_numbers)}", **fields}
    return services.create_comment(post or make_post(), author, **fields)
