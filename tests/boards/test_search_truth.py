"""Searches of a large site against a slow truth: plain matching, plain permissions."""

import datetime
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence

import pytest
from django.utils import timezone

from accounts.models import Member
from boards import services
from boards.directory import directory
from boards.documents import posts_and_places
from boards.models import Post, State
from boards.permissions import can_read_board
from boards.querysets import PostQuerySet
from boards.searching import SEARCH_LIMIT, Search, find_posts
from boards.services.bulk import PostRow, add_posts, reserve_ids
from search import services as search
from search.indexes import Index
from search.query import Query, Term, parse
from tests.factories import make_board, make_category, make_manager, make_member
from tests.search.plain_matcher import has_sequence, plain_runs
from tests.search.random_texts import random_text, random_words

pytestmark = pytest.mark.django_db

POSTS, QUERIES = 20_000, 2_000
FIELDS = {
    "title_body": ("title", "body"),
    "title": ("title",),
    "body": ("body",),
    "author": ("author_name",),
}
_Place = tuple[int, str]  # a post and one of its texts


class Truth:
    """Finds by looking at every run there is; which posts have it is remembered."""

    def __init__(self, texts: dict[_Place, str]) -> None:
        self.runs = {place: plain_runs(text) for place, text in texts.items()}
        self.known: dict[tuple[str, ...], set[_Place]] = {}
        self.near: dict[str, set[_Place]] = {}
        self.places: dict[tuple[str, str], set[_Place]] = defaultdict(set)
        for place, runs in self.runs.items():
            for run in runs:
                self.places[run].add(place)

    def find(self, query: Query, fields: Iterable[str]) -> set[int]:
        groups = [
            set().union(*(self._having(term, fields) for term in group))
            for group in query.terms
        ]
        found = set.intersection(*groups)
        return found.difference(
            *(self._having(each, fields) for each in query.excluded)
        )

    def _having(self, term: Term, fields: Iterable[str]) -> set[int]:
        return {post for post, field in self._places(term.runs) if field in fields}

    def _places(self, runs: tuple[str, ...]) -> set[_Place]:
        if runs not in self.known:
            self.known[runs] = {
                place
                for place in self._near(runs[0])
                if has_sequence(self.runs[place], runs)
            }
        return self.known[runs]

    def _near(self, first: str) -> set[_Place]:
        """Return where a run has `first` in it: more than can be."""
        if first not in self.near:
            having = (places for run, places in self.places.items() if first in run[1])
            self.near[first] = set().union(*having)
        return self.near[first]


@pytest.fixture
def chance() -> random.Random:
    return random.Random(20)


@pytest.fixture
def people() -> list[Member | None]:
    """A guest, members of two levels, managers of a board and of the site."""
    return [
        None,
        *(make_member() for _ in range(4)),
        make_member(level=6),
        make_manager(),
    ]


@pytest.fixture
def posts(chance: random.Random, people: list[Member | None]) -> list[Post]:
    """Boards of every kind, full of posts."""
    boards = [
        make_board(),
        make_board(read_level=5),
        make_board(list_level=5),
        make_board(),
    ]
    services.set_managers(boards[0], [people[1]])
    categories = {
        board.pk: [make_category(board), make_category(board)] for board in boards
    }
    now = timezone.now()
    members = [person for person in people if person]
    rows = []
    for pk in reserve_ids(Post, POSTS):
        board, author = chance.choice(boards), chance.choice([*members, None])
        category = chance.choice([None, *categories[board.pk]])
        root = chance.choice(rows) if rows and chance.random() < 0.1 else None
        is_below = root is not None and root.board_id == board.pk and not root.parent_id
        text = f"<p>{random_text(chance, 14).replace('<', '')}</p>"
        rows.append(
            PostRow(
                id=pk,
                board_id=board.pk,
                category_id=category and category.pk,
                author_id=author and author.pk,
                author_name=random_text(chance, 6)[:20],
                guest_password="",
                title=random_text(chance, 8),
                body=text,
                body_format="html",
                body_html=text,
                excerpt="",
                thread=root.id if is_below else pk,
                parent_id=root.id if is_below else None,
                reply_path="",
                depth=int(is_below),
                is_notice=False,
                is_secret=chance.random() < 0.2,
                view_count=0,
                comment_count=0,
                ip=None,
                ip_network="",
                source_board="",
                source_id=None,
                created_at=now - datetime.timedelta(days=chance.random() * 800),
            )
        )
    paths: dict[int, int] = defaultdict(int)
    for place, row in enumerate(rows):
        if row.parent_id:
            rows[place] = row._replace(reply_path=f"{paths[row.thread]:04d}")
            paths[row.thread] += 1
    for start in range(0, POSTS, 5_000):
        add_posts(rows[start : start + 5_000], [])
    hidden = chance.sample([row.id for row in rows], POSTS // 20)
    Post.objects.filter(pk__in=hidden).update(state=State.HIDDEN)
    search.clear(Index.POSTS)
    documents = [
        doc for _pk, _place, doc in posts_and_places(Post.objects.all()) if doc
    ]
    search.add(Index.POSTS, documents)
    return list(Post.objects.all())


def readable(member: Member | None) -> PostQuerySet:
    return Post.objects.readable_by(member)


def test_a_search_finds_what_a_reader_may_read_and_nothing_else(
    chance: random.Random, people: list[Member | None], posts: Sequence[Post]
) -> None:
    texts = {}
    for post in posts:
        texts[post.pk, "title"] = post.title
        texts[post.pk, "body"] = post.body[3:-4]
        texts[post.pk, "author_name"] = post.author_name
    truth = Truth(texts)
    days = {post.pk: timezone.localdate(post.created_at) for post in posts}
    of_board, of_category = defaultdict(set), defaultdict(set)
    for post in posts:
        of_board[post.board_id].add(post.pk)
        of_category[post.category_id].add(post.pk)
    may_read = {
        person: set(readable(person).values_list("pk", flat=True)) for person in people
    }
    all_texts = list(texts.values())
    asked = hits = 0
    while asked < QUERIES:
        query = parse(random_words(chance, all_texts))
        if query.problem:
            continue
        asked += 1
        member, field = chance.choice(people), chance.choice(list(FIELDS))
        boards = [b for b in directory().boards if can_read_board(member, b)]
        if chance.random() < 0.4:
            boards = chance.sample(boards, chance.randint(1, len(boards)))
        category = None
        if chance.random() < 0.2:
            category = chance.choice(directory().categories[chance.choice(boards).pk])
        since = None
        if chance.random() < 0.3:
            since = timezone.localdate() - datetime.timedelta(
                days=chance.randint(0, 900)
            )
        wanted = Search(
            query=query, field=field, boards=boards, category=category, since=since
        )

        found = find_posts(wanted, member)

        true = truth.find(query, FIELDS[field]) & may_read[member]
        true &= set().union(*(of_board[board.pk] for board in boards))
        if category:
            true &= of_category[category.pk]
        if since:
            true = {pk for pk in true if days[pk] >= since}
        assert found.ids == sorted(true, reverse=True)[:SEARCH_LIMIT], wanted
        assert found.is_cut == (len(true) > SEARCH_LIMIT)
        hits += bool(true)
    assert hits > QUERIES / 2
