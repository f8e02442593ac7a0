"""Searches posts and comments for what one reader may read, newest first.

The index is asked for it (see boards/documents.py); what it names is then read as
this reader may read it, so that not even an index gone wrong shows what is closed.
Nobody reads through more than SEARCH_LIMIT finds, and they are not counted further.
"""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Member
from boards.directory import directory
from boards.documents import FOR_SOME, days_between
from boards.models import Board, Category, Comment
from boards.permissions import can_manage
from search.errors import IndexUnavailable
from search.indexes import Field, Index
from search.query import CHARACTERS_MAX, TERMS_MAX, Problem, Query
from search.services import find, is_current, mark_stale

SEARCH_LIMIT = 1_000
COMMENTS = "comment"
_FIELDS: dict[str, Collection[Field]] = {
    "title_body": (Field.TITLE, Field.BODY),
    "title": (Field.TITLE,),
    "body": (Field.BODY,),
    "author": (Field.AUTHOR,),
    COMMENTS: (Field.BODY,),
}


@dataclass(frozen=True, kw_only=True)
class Search:
    """What is looked for, and where.

    field: one of boards.forms.FIELDS. boards: such as the reader may read.
    since: the first day, where the site is.
    """

    query: Query
    boards: Sequence[Board]
    field: str = "title_body"
    category: Category | None = None
    since: datetime.date | None = None


class Found(NamedTuple):
    """Ids, newest first; `is_cut` when there are more than were looked for."""

    ids: list[int]
    is_cut: bool


def find_posts(search: Search, member: Member | None, most: int | None = None) -> Found:
    """Return the posts found; with field "comment" those under which it was said.

    most: how many are looked for, SEARCH_LIMIT unless told.
    Raises IndexUnavailable when the index cannot tell.
    """
    if search.field == COMMENTS:
        comments, is_cut = find_comments(search, member, most)
        posts = Comment.objects.filter(pk__in=comments).values_list("post", flat=True)
        return Found(sorted({*posts}, reverse=True), is_cut)
    return _find(Index.POSTS, search, member, most)


def find_comments(
    search: Search, member: Member | None, most: int | None = None
) -> Found:
    """Return the comments found, by their text or their author.

    most: how many are looked for, SEARCH_LIMIT unless told.
    Raises IndexUnavailable when the index cannot tell.
    """
    return _find(Index.COMMENTS, search, member, most)


def _find(
    index: Index, search: Search, member: Member | None, most: int | None
) -> Found:
    most = SEARCH_LIMIT if most is None else most
    readable = _readable(search.boards, member)
    where = list(readable.where)
    if search.category is not None:
        where.append([f"c{search.category.pk}"])
    if search.since is not None:
        where.append(days_between(search.since, timezone.localdate()))
    try:
        found = find(
            index,
            search.query,
            fields=_FIELDS[search.field],
            where=where,
            barred=readable.barred,
            keys=readable.keys,
            limit=most + 1,
        )
    except IndexUnavailable:
        if is_current(index):  # it only says so; a job builds it anew
            mark_stale(index)
        raise
    return Found(found[:most], is_cut=len(found) > most)


class _Readable(NamedTuple):
    """What one reader may find, in facets as search.services.find takes them."""

    where: Sequence[Collection[str]]
    barred: Collection[str]
    keys: Collection[str]


def _readable(boards: Sequence[Board], member: Member | None) -> _Readable:
    """Return what this member may find on boards he may read.

    By what he may not, where that is less to name and to look through; a board so new
    that directory() does not know it is then open to the count of finds, to no more.
    """
    keys = [f"m{board.pk}" for board in boards if can_manage(member, board)]
    manages_all = len(keys) == len(boards)
    if member is not None:
        keys += [f"u{member.pk}_{board.pk}" for board in boards]
    asked = {board.pk for board in boards}
    others = [board.pk for board in directory().boards if board.pk not in asked]
    if len(others) >= len(asked):
        return _Readable([[*(f"o{pk}" for pk in asked), *keys]], [], [])
    if manages_all and not others:
        return _Readable([], [], [])
    return _Readable([], [FOR_SOME, *(f"o{pk}" for pk in others)], keys)


def say_problem(problem: Problem | None) -> str:
    """Say why nothing could be looked for; "" without a problem."""
    if problem is Problem.TOO_LONG:
        return _(
            "찾는 말이 너무 깁니다. 낱말은 %(terms)d개, 글자는 %(characters)d자까지 "
            "쓸 수 있습니다."
        ) % {"terms": TERMS_MAX, "characters": CHARACTERS_MAX}
    if problem is Problem.NOTHING_TO_FIND:
        return _(
            "찾을 낱말이 없습니다. 글자나 숫자를 적어 주세요. "
            "빼고 싶은 말(-낱말)만으로는 찾을 수 없습니다."
        )
    return ""


def say_unavailable() -> str:
    """Say that the index cannot tell now; nobody is told that there is nothing."""
    return _(
        "지금은 검색을 준비하고 있어 찾을 수 없습니다. 잠시 뒤에 다시 찾아 주세요. "
        "목록과 글은 그대로 볼 수 있습니다."
    )
