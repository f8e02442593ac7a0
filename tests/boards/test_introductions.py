"""How lists and posts introduce themselves, and which of them stay silent."""

import re

import pytest
from django.conf import settings
from django.utils import timezone

from boards import services
from boards.introductions import MOST_COMMENTS
from boards.models import Post
from tests.boards.forms_sent import picture
from tests.factories import (
    make_board,
    make_category,
    make_comment,
    make_manager,
    make_member,
    make_post,
)
from tests.heads import head_of
from uploads.services import prepare_upload

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL
NASTY = '</script><script>alert("1")</script> & <b>글</b>'


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def make_open_board(**fields):
    return make_board(write_level=1, comment_level=1, reply_level=1, **fields)


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("?page=1", ""),
        ("?utm_source=kakao&page=2&fbclid=x", "?page=2"),
        ("?page=9999", "?page=3"),
        ("?page=oops", ""),
        ("?category={category}", "?category={category}"),
        ("?page=2&category={category}", "?category={category}&page=2"),
        ("?category=999999", ""),
    ],
)
def test_a_list_names_the_one_address_of_what_it_shows(client, query, canonical):
    board = make_board(posts_per_page=2)
    category = make_category(board)
    for _ in range(5):
        make_post(board, category=category)
    place = board.get_absolute_url()

    head = head_of(client, place + query.format(category=category.pk))

    assert head.may_be_found
    assert head.canonical == SITE + place + canonical.format(category=category.pk)
    assert head.metas["og:url"] == head.canonical
    assert head.metas["og:title"].startswith(
        f"{category.name} > {board.name}" if "category" in canonical else board.name
    )


@pytest.mark.parametrize(
    "query",
    ["?q=글", "?sort=-views", "?field=author&q=손님&page=2", "?sort=date&page=2"],
)
def test_a_searched_or_sorted_list_asks_not_to_be_found(client, query):
    head = head_of(client, make_post().board.get_absolute_url() + query)

    assert head.metas["robots"] == "noindex, follow"
    assert head.canonical is None
    assert not any(name.startswith("og:") for name in head.metas)


def test_a_post_introduces_itself(client, member):
    post = make_post(author=member, title=NASTY, body="마당에서 <만나요>.")

    head = head_of(client, f"{post.get_absolute_url()}?comment=1&page=3&utm=x")

    assert head.may_be_found
    assert head.canonical == SITE + post.get_absolute_url()
    assert head.metas["description"] == "마당에서 <만나요>."
    assert head.metas["og:title"] == NASTY
    assert head.metas["og:type"] == "article"
    assert head.metas["og:description"] == "마당에서 <만나요>."
    assert head.metas["og:image"] == f"{SITE}/static/img/preview.png"
    assert head.metas["og:locale"] == "ko_KR"
    assert head.metas["twitter:card"] == "summary_large_image"
    assert "article:modified_time" not in head.metas
    posted = f"{timezone.localtime(post.created_at):%Y-%m-%dT%H:%M:%S%z}"
    assert head.metas["article:published_time"] == posted


def test_a_post_tells_schema_org_what_it_is(client, member):
    post = make_post(author=member, title=NASTY, body=NASTY)
    make_comment(post, member, body=NASTY)
    Post.objects.filter(pk=post.pk).update(up_count=3, edited_at=timezone.now())

    html = client.get(post.get_absolute_url()).text
    head = head_of(client, post.get_absolute_url())

    posting = head.thing("DiscussionForumPosting")
    assert posting["headline"] == NASTY
    assert posting["text"] == " ".join(NASTY.split())
    assert posting["url"] == SITE + post.get_absolute_url()
    assert posting["author"] == {"@type": "Person", "name": member.nickname}
    assert posting["datePublished"].endswith("+09:00")
    assert posting["dateModified"] >= posting["datePublished"]
    counts = {
        each["interactionType"].rsplit("/")[-1]: each["userInteractionCount"]
        for each in posting["interactionStatistic"]
    }
    assert counts == {"CommentAction": 1, "LikeAction": 3, "ViewAction": 0}
    (comment,) = posting["comment"]
    assert comment["text"] == NASTY
    assert comment["author"]["name"] == member.nickname
    assert re.fullmatch(
        rf"{re.escape(posting['url'])}\?comment=\d+#c_\d+", comment["url"]
    )
    way = head.thing("BreadcrumbList")["itemListElement"]
    assert [step["position"] for step in way] == [1, 2, 3]
    assert [step["name"] for step in way][1:] == [post.board.name, NASTY]
    assert way[1]["item"] == SITE + post.board.get_absolute_url()
    assert "article:modified_time" in head.metas
    assert "<script>alert" not in html


def test_only_the_first_comments_are_told_and_no_secret_one(client, member):
    post = make_post(author=member)
    make_comment(post, member, body="둘만의 이야기", is_secret=True)
    gone = make_comment(post, member, body="지운 이야기")
    for number in range(MOST_COMMENTS + 2):
        make_comment(post, member, body=f"{number}번 " + "가" * 300, parent=gone)
    services.delete_comment(gone, by=member)

    client.force_login(make_manager())  # who reads the secret one on the page
    response = client.get(post.get_absolute_url())
    comments = head_of(client, post.get_absolute_url()).thing("DiscussionForumPosting")[
        "comment"
    ]

    assert "둘만의 이야기" in response.text
    assert [each["text"].split()[0] for each in comments] == [
        f"{number}번" for number in range(MOST_COMMENTS)
    ]
    assert max(len(each["text"]) for each in comments) == 200


def test_the_picture_of_a_post_stands_for_it_in_its_largest_size(client, member):
    post = make_post(author=member, uploads=[prepare_upload(picture(size=(1600, 800)))])
    post.refresh_from_db()

    head = head_of(client, post.get_absolute_url())

    stem = post.thumbnail.removesuffix(".webp")
    assert head.metas["og:image"] == f"{SITE}/media/{stem}-1280.webp"
    assert head.metas["og:image:width"] == "1280"
    assert head.metas["og:image:height"] == "640"
    assert head.thing("DiscussionForumPosting")["image"] == head.metas["og:image"]


def test_a_picture_without_sizes_yet_stands_for_its_post_itself(client, member):
    post = make_post(author=member, uploads=[prepare_upload(picture(size=(1600, 800)))])
    Post.objects.filter(pk=post.pk).update(thumbnail_widths="")
    post.refresh_from_db()

    head = head_of(client, post.get_absolute_url())

    assert head.metas["og:image"] == f"{SITE}/media/{post.thumbnail}"
    assert head.metas["og:image:width"] == "1600"


def test_a_picture_of_the_body_has_no_height_to_tell(client, member):
    post = make_post(author=member)
    path = f"pictures/ab/cd/abcd{'0' * 28}.webp"
    Post.objects.filter(pk=post.pk).update(thumbnail=path, thumbnail_widths="320,640")

    head = head_of(client, post.get_absolute_url())

    assert head.metas["og:image"] == f"{SITE}/media/{path[:-5]}-640.webp"
    assert "og:image:width" not in head.metas


def silent(head):
    told = {name for name in head.metas if name.startswith(("og:", "article:"))}
    return not head.may_be_found and not told and not head.data and not head.links


@pytest.mark.parametrize("who", ["guest", "author", "manager"])
def test_a_secret_post_says_nothing_even_to_those_who_read_it(client, who):
    author = make_member()
    post = make_post(author=author, body="둘만의 이야기", is_secret=True)
    if who != "guest":
        client.force_login(author if who == "author" else make_manager())

    head = head_of(client, post.get_absolute_url(), 403 if who == "guest" else 200)

    assert silent(head)
    assert "description" not in head.metas


def test_what_guests_may_not_list_or_read_says_nothing(client):
    closed, titles_only = make_board(list_level=2), make_board(read_level=2)
    posts = [make_post(closed), make_post(titles_only)]

    guest = [head_of(client, post.get_absolute_url(), 403) for post in posts]
    client.force_login(make_member())
    heads = [head_of(client, post.get_absolute_url()) for post in posts]
    heads.append(head_of(client, closed.get_absolute_url()))

    assert all(silent(head) for head in guest + heads)
    assert head_of(client, titles_only.get_absolute_url()).may_be_found


@pytest.mark.parametrize(
    "page", ["write/", "{post}/edit/", "{post}/reply/", "{post}/delete/"]
)
def test_a_form_asks_not_to_be_found(client, member, page):
    post = make_post(author=member)
    client.force_login(member)

    head = head_of(client, post.board.get_absolute_url() + page.format(post=post.pk))

    assert silent(head)


def test_the_page_is_the_same_for_all_guests(client):
    post = make_post(make_open_board(), author_name="손님", guest_password="1234")
    make_comment(post, author_name="이웃", guest_password="1234")
    address = post.get_absolute_url()

    pages = {client.get(address).content for _ in range(2)}
    pages.add(client.get(address, HTTP_USER_AGENT="x", REMOTE_ADDR="10.1.1.1").content)

    assert len(pages) == 1
