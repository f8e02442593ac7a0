"""RSS and Atom of a board."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boards import services
from boards.feeds import MOST_POSTS
from boards.models import Board, Post, State
from tests.boards.forms_sent import picture
from tests.factories import (
    make_board,
    make_category,
    make_manager,
    make_member,
    make_post,
)
from tests.feeds_read import ATOM, read_feed
from tests.heads import head_of
from uploads.services import prepare_upload

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL
both_kinds = pytest.mark.parametrize("kind", ["", "atom/"], ids=["rss", "atom"])
NASTY = "<b>굵게</b> & ]]> </item>"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def feed_path(board: Board, kind: str = "") -> str:
    return f"{board.get_absolute_url()}feed/{kind}"


@both_kinds
def test_a_feed_tells_all_of_a_post_that_readers_show(client, kind):
    board = make_board(name="마을 이야기")
    author = make_member(nickname="글지기")
    post = make_post(
        board,
        author,
        title=NASTY,
        body=NASTY,
        category=make_category(board, name="소식"),
        uploads=[prepare_upload(picture(size=(700, 500)))],
    )
    post.refresh_from_db()

    feed = read_feed(client, feed_path(board, kind))

    assert feed.title == "마을 이야기"
    assert feed.link == SITE + board.get_absolute_url()
    assert feed.self_link == SITE + feed_path(board, kind)
    (item,) = feed.items
    assert item.title == NASTY
    assert item.text == "&lt;b&gt;굵게&lt;/b&gt; &amp; ]]&gt; &lt;/item&gt;"
    assert item.link == SITE + post.get_absolute_url()
    assert item.author == "글지기"
    assert item.categories == ["마을 이야기", "소식"]
    largest = f"{SITE}/media/{post.thumbnail}"
    assert item.enclosure == largest
    assert item.published


@both_kinds
def test_a_post_keeps_its_id_when_it_moves_to_another_board(client, kind):
    board, other = make_board(), make_board()
    post = make_post(board)
    before = read_feed(client, feed_path(board, kind)).items[0]

    services.move_posts([post], other)

    after = read_feed(client, feed_path(other, kind)).items[0]
    assert after.guid == before.guid
    assert after.link != before.link
    assert read_feed(client, feed_path(board, kind)).items == []


@both_kinds
def test_the_newest_posts_come_first_and_only_so_many(client, kind):
    board = make_board()
    posts = [make_post(board) for _ in range(MOST_POSTS + 2)]

    items = read_feed(client, feed_path(board, kind)).items

    assert [item.title for item in items] == [
        post.title for post in reversed(posts[2:])
    ]


@both_kinds
@pytest.mark.parametrize("who", ["guest", "author", "manager"])
def test_nobody_gets_what_a_guest_may_not_read(client, kind, who):
    board, author = make_board(), make_member()
    kept = make_post(board, author)
    make_post(board, author, is_secret=True)
    gone, hidden, held = [make_post(board, author) for _ in range(3)]
    services.delete_post(gone, by=author)
    Post.objects.filter(pk=hidden.pk).update(state=State.HIDDEN)
    Post.objects.filter(pk=held.pk).update(state=State.HELD)
    make_post(author=author)  # on another board
    if who != "guest":
        client.force_login(author if who == "author" else make_manager())

    items = read_feed(client, feed_path(board, kind)).items

    assert [item.title for item in items] == [kept.title]


@both_kinds
@pytest.mark.parametrize("levels", [{"list_level": 2}, {"read_level": 2}])
def test_a_board_that_guests_may_not_read_has_no_feed_for_anybody(client, kind, levels):
    board = make_post(make_board(**levels)).board

    refused = client.get(feed_path(board, kind))
    client.force_login(make_manager())
    page = client.get(board.get_absolute_url())

    assert refused.status_code == 403
    assert "손님에게 열려 있지 않은 게시판은 RSS로" in refused.text
    assert client.get(feed_path(board, kind)).status_code == 403
    assert "RSS" not in page.text


def test_a_board_that_is_not_there_has_no_feed(client):
    assert client.get("/boards/nowhere/feed/").status_code == 404


@both_kinds
def test_a_board_without_posts_has_an_empty_feed(client, kind):
    board = make_board()

    assert read_feed(client, feed_path(board, kind)).items == []
    assert "Last-Modified" not in client.get(feed_path(board, kind)).headers


@both_kinds
def test_who_has_the_feed_already_gets_it_only_when_it_changes(client, kind):
    board = make_board()
    post = make_post(board)
    first = client.get(feed_path(board, kind))
    seen = {
        "HTTP_IF_NONE_MATCH": first["ETag"],
        "HTTP_IF_MODIFIED_SINCE": first["Last-Modified"],
    }

    again = client.get(feed_path(board, kind), **seen)
    services.delete_post(post, by=post.author)
    changed = client.get(feed_path(board, kind), **seen)

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert first["Cache-Control"] == "no-cache"


def test_an_edited_post_says_when_it_was_edited(client):
    post = make_post()
    edited = timezone.now() + timedelta(hours=1)
    Post.objects.filter(pk=post.pk).update(edited_at=edited)

    response = client.get(feed_path(post.board, "atom/"))

    root = ET.fromstring(response.content)  # noqa: S314  our own
    (entry,) = root.iterfind(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}updated") == edited.isoformat()


def test_names_that_a_manager_pasted_do_not_break_the_feed(client):
    board = make_board(name="게시판\x0b")
    make_post(board, category=make_category(board, name="소\x01식"))

    (item,) = read_feed(client, feed_path(board)).items

    assert item.categories == ["게시판", "소식"]


@both_kinds
def test_a_feed_costs_one_query_however_many_posts(client, kind):
    board = make_board()
    costs = []
    for number in (1, 30):
        for _ in range(number):
            make_post(board, make_member(), category=make_category(board))
        client.get(feed_path(board, kind))
        with CaptureQueriesContext(connections["default"]) as queries:
            client.get(feed_path(board, kind))
        costs.append(len(queries))

    assert costs == [1, 1]


def test_list_and_post_lead_to_the_feed(client):
    post = make_post()
    board = post.board

    for path in (board.get_absolute_url(), post.get_absolute_url()):
        head = head_of(client, path)
        assert head.feed("rss") == feed_path(board)
        assert head.feed("atom") == feed_path(board, "atom/")
    html = client.get(f"{board.get_absolute_url()}?q=글").text
    assert f'href="{feed_path(board)}"' in html
