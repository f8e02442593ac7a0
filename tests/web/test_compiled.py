"""Querysets that are compiled once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.db.models import Q, QuerySet, Subquery, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boards.models import Attachment, Link, Post
from tests.factories import make_board, make_member, make_post
from uploads.services import PreparedFile
from web.compiled import compiled

pytestmark = pytest.mark.django_db

FIELDS = ("id", "title", "author_name", "is_secret", "created_at", "edited_at", "extra")


def listed(board: int, below: int, skip: int, size: int) -> QuerySet:
    posts = Post.objects.filter(board=board, state=0, thread__lt=below)
    posts = posts.order_by("-thread", "reply_path")
    return posts.values_list(*FIELDS)[skip : skip + size]


compiled_list = compiled(listed)


@pytest.fixture
def posts(board):
    made = [make_post(board, title=f"100 % {number}") for number in range(6)]
    for post in made[::2]:
        post.extra, post.is_secret = {"a": [1]}, True
        post.edited_at = timezone.now() + timedelta(microseconds=5)
        post.save()
    make_post(make_board())
    return made


@pytest.mark.parametrize(("skip", "size"), [(0, 15), (0, 2), (1, 3), (4, 9), (90, 2)])
def test_it_gives_what_the_queryset_gives(board, posts, skip, size):
    values = {"board": board.pk, "below": posts[5].pk, "skip": skip, "size": size}

    rows = compiled_list(**values)

    assert rows == list(listed(**values))
    assert [list(map(type, row)) for row in rows] == [
        list(map(type, row)) for row in listed(**values)
    ]


def test_many_at_once_are_one_query(board, posts):
    other = make_board()
    many = [
        {"board": each.pk, "below": 10**9, "skip": 1, "size": 3}
        for each in (board, other, board)
    ]

    with CaptureQueriesContext(connection) as queries:
        rows = compiled_list.of_each(many)

    assert rows == [row for values in many for row in listed(**values)]
    assert len(rows) == 6
    assert len(queries) == 1
    assert compiled_list.of_each([]) == []
    with pytest.raises(TypeError, match="takes by name: board, below, skip, size"):
        compiled_list.of_each([{"board": board.pk}])


def test_the_queryset_is_built_once_and_every_run_is_one_query(board, posts):
    built = []

    @compiled
    def titles(board: int, most: int) -> QuerySet:
        built.append(board)
        return (
            Post.objects.filter(board=board).order_by("id").values_list("title")[:most]
        )

    with CaptureQueriesContext(connection) as queries:
        first = titles(board=board.pk, most=2)
        assert titles(board=board.pk + 1, most=2) != first
        assert (
            titles(board=board.pk, most=2)
            == first
            == [
                ("100 % 0",),
                ("100 % 1",),
            ]
        )

    assert len(built) == 1
    assert len(queries) == 3
    assert "LIMIT 2" in queries[0]["sql"]


@pytest.mark.sqlite  # PostgreSQL is sent them with their types
def test_numbers_that_never_change_stand_in_the_sql(board, posts):
    sql = compiled_list._statement().sql

    assert '"state" = 0' in sql
    assert sql.count("%s") == 4


def test_a_value_may_stand_in_several_places_and_be_text(board, posts):
    def around(pk: int, name: str, word: str) -> QuerySet:
        author = Post.objects.filter(pk=pk).values("author_name")[:1]
        posts = Post.objects.filter(Q(pk=pk) | Q(author_name=name) | Q(title=word))
        return (
            posts.annotate(who=Subquery(author)).order_by("id").values_list("pk", "who")
        )

    values = {"pk": posts[1].pk, "name": posts[4].author_name, "word": "100 % 3"}

    assert compiled(around)(**values) == list(around(**values))
    assert len(around(**values)) == 3


def test_parts_may_be_united(board, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = PreparedFile("가.txt", b"12345", 5, is_picture=False, width=0, height=0)
    post = make_post(board, uploads=[file], links=["https://a.kr/"])

    def hung(post: int) -> QuerySet:
        nothing = Value(None, output_field=Attachment._meta.get_field("created_at"))
        files = Attachment.objects.filter(post=post).order_by()
        links = Link.objects.filter(post=post).order_by().annotate(none=nothing)
        return files.values_list("name", "created_at").union(
            links.values_list("url", "none"), all=True
        )

    rows = compiled(hung)(post=post.pk)

    assert rows == list(hung(post.pk))
    assert {row[0] for row in rows} == {"가.txt", "https://a.kr/"}


def of_some(ids: list[int], shown: str, board: int) -> QuerySet:
    posts = Post.objects.filter(board=board, pk__in=ids).exclude(thread__in=[])
    return posts.annotate(shown=Value(shown)).order_by("id").values_list("id", "shown")


def test_a_value_may_be_a_list_of_any_length(board, posts):
    read = compiled(of_some)
    for ids in ([posts[4].pk, 1, posts[1].pk], [posts[1].pk], [], [posts[0].pk] * 2):
        values = {"board": board.pk, "shown": "100 %(ids)s", "ids": ids}

        assert read(**values) == list(of_some(**values))

    other = {"board": make_board().pk, "shown": "%s", "ids": [posts[0].pk]}
    assert read.of_each([values, other, values]) == [
        (posts[0].pk, "100 %(ids)s"),
        (posts[0].pk, "100 %(ids)s"),
    ]


def test_a_list_of_what_is_left_out_may_be_empty(board, posts):
    def but(board: int, ids: list[int]) -> QuerySet:
        return Post.objects.filter(board=board).exclude(pk__in=ids).values_list("id")

    read = compiled(but)

    assert len(read(board=board.pk, ids=[])) == 6
    assert len(read(board=board.pk, ids=[post.pk for post in posts[:2]])) == 4


def test_columns_that_only_sort_are_left_out(posts):
    def by_date(below: int) -> QuerySet:
        newest = Post.objects.filter(id__lt=below)
        return newest.order_by("author__nickname").distinct().values_list("title")

    rows = compiled(by_date)(below=posts[3].pk)

    assert sorted(rows) == sorted(by_date(posts[3].pk))


def test_a_value_that_is_lost_on_the_way_is_an_error(board):
    @compiled
    def doubled(board: int, most: int) -> QuerySet:
        return Post.objects.filter(board=2 * board).values_list("pk")[:most]

    with pytest.raises(ValueError, match=r"doubled: .* as it is: board"):
        doubled(board=board.pk, most=1)


def test_values_are_named_and_whole(board):
    with pytest.raises(TypeError, match="by name: board, below, skip, size"):
        compiled_list(board=board.pk, below=3, skip=0)
    with pytest.raises(TypeError, match="by name"):
        compiled_list(1, 2, 3, 4)


def test_only_numbers_and_words_can_be_values():
    def one(moment: float) -> QuerySet:
        return Post.objects.filter(created_at=moment).values_list("pk")

    with pytest.raises(TypeError, match="moment must be an int, a str or a list"):
        compiled(one)


def test_a_queryset_of_instances_cannot_be_compiled():
    @compiled
    def whole(pk: int) -> QuerySet:
        return Post.objects.filter(pk=pk)

    with pytest.raises(TypeError, match=r"values_list\(\)"):
        whole(pk=1)


@pytest.mark.django_db(transaction=True)
def test_threads_use_their_own_connections(board, posts):
    values = {"board": board.pk, "below": 10**9, "skip": 0, "size": 9}
    expected = list(listed(**values))

    def read(_number: int) -> list:
        try:
            return [compiled_list(**values), compiled_list(**values)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(read, range(8)))

    assert found == [[expected] * 2] * 8


@pytest.mark.django_db(transaction=True)
def test_it_runs_on_a_connection_that_was_closed_meanwhile(board, posts):
    values = {"board": board.pk, "below": 10**9, "skip": 0, "size": 9}
    before = compiled_list(**values)

    connection.close()

    assert compiled_list(**values) == before
    assert make_member().pk
