"""The search index of posts and comments, built anew from the rows."""

import io
import os

import pytest
from django.core.management import CommandError, call_command

from boards import services, tasks
from boards.models import Comment, Post
from boards.services import reindexing
from boards.services.reindexing import reindex, stale_indexes
from search import services as search
from search.backend import current_backend, table_of
from search.indexes import Field, Index
from search.query import parse
from tests.boards.index_truth import differences
from tests.factories import make_board, make_comment, make_manager, make_post
from web.queues import registered_queues

# A batch is a transaction of its own.
pytestmark = pytest.mark.django_db(transaction=True)
WORDS = ["감자", "양파", "마늘"]


@pytest.fixture(autouse=True)
def empty_index(db):
    for index in Index:
        search.clear(index)


@pytest.fixture
def written(monkeypatch):
    """Posts and comments of every kind, more than a batch."""
    monkeypatch.setattr(reindexing, "POSTS_AT_ONCE", 3)
    monkeypatch.setattr(reindexing, "COMMENTS_AT_ONCE", 2)
    board, manager = make_board(), make_manager()
    posts = [make_post(board, body="감자", is_secret=n % 3 == 0) for n in range(8)]
    for post in posts:
        make_comment(post, body="양파")
        make_comment(post, body="마늘", is_secret=True)
    for post in posts[2:5]:
        services.hide_post(post, by=manager)
    for index in Index:
        search.clear(index)
        search.mark_stale(index)


def found(index: Index, word: str) -> list[int]:
    return search.find(index, parse(word), fields=list(Field), limit=100)


@pytest.mark.parametrize("cores", [1, 2])
def test_a_new_index_holds_what_is_written(written, monkeypatch, caplog, cores):
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    told = []
    assert stale_indexes() == list(Index)

    reindex(list(Index), lambda done, total: told.append((done, total)))

    assert stale_indexes() == []
    assert differences(WORDS) == []
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 0
    assert caplog.text == ""  # with two, the helper reads the same database


def test_a_post_weighs_as_eight_comments_and_merging_takes_what_filling_leaves(written):
    told: list[tuple[int, int]] = []
    merged_at: list[int] = []
    posts, comments = 8 * Post.objects.latest("pk").pk, Comment.objects.latest("pk").pk

    reindex(
        list(Index),
        lambda done, total: told.append((done, total)),
        lambda: merged_at.append(told[-1][0]),
    )

    assert {total for _done, total in told} == {posts + comments}
    assert merged_at == [int(0.85 * posts), posts + int(0.85 * comments)]


def test_one_that_was_interrupted_goes_on_where_it_was(written):
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reindex(list(Index), stop)
    make_post(make_board(), body="감자")
    told: list[int] = []
    reindex(list(Index), lambda done, total: told.append(done))

    assert differences(WORDS) == []


def test_an_empty_site_has_nothing_to_do():
    reindex(list(Index), lambda done, total: None)

    assert stale_indexes() == []


class TestCommand:
    def test_it_says_what_it_has_done(self, written):
        out, err = io.StringIO(), io.StringIO()

        call_command("search_reindex", stdout=out, stderr=err)

        assert "검색 색인을 다시 만들었습니다." in out.getvalue()
        assert err.getvalue().count("찾기 쉽게 색인을 정리합니다 …\n") == len(Index)
        assert differences(WORDS) == []

    def test_stopped_by_hand_it_says_how_to_go_on(self, written, monkeypatch):
        def stop(*_args: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("portal.filling.progress.Progress.show", stop)

        with pytest.raises(CommandError, match="하던 곳부터"):
            call_command("search_reindex", stderr=io.StringIO())


def test_the_job_worker_mends_an_index_that_is_not_whole(written):
    tasks.mend_search_indexes.call_local()

    assert stale_indexes() == []
    assert differences(WORDS) == []


def test_a_long_job_lets_others_have_their_turn(written, monkeypatch, settings):
    monkeypatch.setattr(tasks, "INDEX_SECONDS", -1)
    again: list[str] = []
    monkeypatch.setattr(settings.HUEY, "enqueue", lambda task: again.append(task.name))

    tasks.mend_search_indexes.call_local()

    assert stale_indexes()
    assert again == ["mend_search_indexes"]
    monkeypatch.setattr(tasks, "INDEX_SECONDS", 60)
    tasks.mend_search_indexes.call_local()
    assert stale_indexes() == []
    assert differences(WORDS) == []


def test_an_index_that_is_gone_stops_nobody_and_is_made_again(client):
    post = make_post(body="감자")
    current_backend().drop(table_of(Index.POSTS))

    answer = client.get("/search/?q=감자")
    written = make_post(body="감자 둘")
    services.edit_post(post, title="글", body="감자 하나")

    assert answer.status_code == 503
    assert "검색을 준비하고 있어" in answer.text
    tasks.mend_search_indexes.call_local()
    assert client.get("/search/?q=감자").status_code == 200
    assert found(Index.POSTS, "감자") == [written.pk, post.pk]
    assert differences(["감자", "하나", "둘"]) == []


def test_the_job_leaves_a_whole_index_alone(written):
    reindex(list(Index), lambda done, total: None)
    search.clear(Index.POSTS)  # what a second building would undo

    tasks.mend_search_indexes.call_local()

    assert found(Index.POSTS, "감자") == []


def test_managers_see_that_an_index_waits(written):
    (queue,) = (q for q in registered_queues() if q.label == "다시 만들 검색 색인")

    assert queue.count() == 2
    tasks.mend_search_indexes.call_local()
    assert queue.count() == 0
