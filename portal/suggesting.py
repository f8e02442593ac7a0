"""What is suggested under the site's search box while one types."""

import re
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Member
from accounts.suggesting import members_beginning
from boards.directory import directory
from boards.permissions import can_list
from guard.sanitise import clean_text
from search.runs import runs_of
from visitors.popular import popular_words
from web.hangul import matches_beginning, matches_word

QUERY_MAX = 100  # characters; names are shorter
PER_KIND = 5
_QUOTES = re.compile('["“”„＂]')  # each of them would end the phrase


class Suggestion(NamedTuple):
    """Words, and where they lead."""

    text: str
    url: str


class Kind(NamedTuple):
    """Suggestions of one kind; `name` stands above them."""

    name: str
    suggestions: list[Suggestion]


def suggest(typed: str, member: Member | None) -> list[Kind]:
    """Return what this reader may mean; a kind with nothing to suggest is left out.

    A guest is not told who the members are.
    """
    query = clean_text(typed).strip()
    if not query or len(query) > QUERY_MAX:
        return []
    kinds = [
        Kind(_("게시판"), _boards(query, member)),
        Kind(_("회원"), _members(query) if member else []),
        Kind(_("인기검색어"), _popular(query)),
    ]
    return [kind for kind in kinds if kind.suggestions]


def _boards(query: str, member: Member | None) -> list[Suggestion]:
    return _best(
        query,
        [
            Suggestion(board.name, board.get_absolute_url())
            for board in directory().boards
            if can_list(member, board)
        ],
    )


def _members(query: str) -> list[Suggestion]:
    names = [member.nickname for member in members_beginning(query, PER_KIND)]
    return [
        Suggestion(name, _search_url(field="author", q=_quoted(name)))
        for name in names
        if runs_of(name)  # what has no letter cannot be looked for
    ]


def _popular(query: str) -> list[Suggestion]:
    words = popular_words()
    return _best(query, [Suggestion(word, _search_url(q=word)) for word in words])


def _best(query: str, all_of_them: list[Suggestion]) -> list[Suggestion]:
    """Return those that match, such as begin so before others."""
    found = [each for each in all_of_them if matches_word(query, each.text)]
    found.sort(key=lambda each: not matches_beginning(query, each.text))
    return found[:PER_KIND]


def _search_url(**asked: str) -> str:
    return f"{reverse('portal:search')}?{urlencode(asked)}"


def _quoted(name: str) -> str:
    """Return a name as a search takes it for one thing, in quotes if need be."""
    if len(runs_of(name)) == 1 and name.isalnum() and name != "OR":
        return name
    return f'"{_QUOTES.sub(" ", name)}"'
