"""Files and links of a post."""

import pytest
from django.core.files.storage import default_storage

from boards import services
from boards.errors import EditConflict, NotOfThisBoard, ParentGone
from boards.models import Attachment, Link, Post
from boards.services import files
from boards.services.recount import check_all
from tests.factories import make_board, make_category, make_post
from uploads.services import PreparedFile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    """A folder of its own for each test; returns how many files lie in it."""
    settings.MEDIA_ROOT = tmp_path
    return lambda: sum(path.is_file() for path in tmp_path.rglob("*"))


def text(name: str) -> PreparedFile:
    return PreparedFile(name, b"text", 4, is_picture=False, width=0, height=0)


def picture(name: str) -> PreparedFile:
    return PreparedFile(name, b"webp", 4, is_picture=True, width=30, height=20)


def edit(post: Post, **changes: object) -> Post:
    return services.edit_post(post, title="글", body="글", **changes)


def names(post: Post) -> list[tuple[int, str]]:
    return list(post.attachments.values_list("number", "name"))


def test_files_hang_on_the_post_in_the_order_given(board, member, storage):
    post = make_post(board, member, uploads=[text("가.txt"), picture("나.webp")])

    first, second = post.attachments.all()
    assert (first.number, first.name, first.size) == (1, "가.txt", 4)
    assert (first.is_picture, first.width, first.height) == (False, 0, 0)
    assert (second.number, second.name, second.is_picture) == (2, "나.webp", True)
    assert (second.width, second.height) == (30, 20)
    assert default_storage.open(first.path).read() == b"text"
    assert storage() == 2


def test_the_first_picture_represents_the_post(board, member):
    uploads = [text("가.txt"), picture("나.webp"), picture("다.webp")]

    post = make_post(board, member, uploads=uploads)

    post = Post.objects.get(pk=post.pk)
    assert post.thumbnail == post.attachments.get(number=2).path
    assert post.file_count == 3
    assert check_all() == []


def test_a_post_without_pictures_has_nothing_to_represent_it(board, member):
    assert make_post(board, member, uploads=[text("가.txt")]).thumbnail == ""


def test_new_files_come_behind_those_that_are_there(board, member):
    post = make_post(board, member, uploads=[picture("가.webp"), text("나.txt")])

    edit(post, uploads=[picture("다.webp")])

    post.refresh_from_db()
    assert names(post) == [(1, "가.webp"), (2, "나.txt"), (3, "다.webp")]
    assert post.thumbnail == post.attachments.get(number=1).path
    assert post.file_count == 3


def test_a_file_taken_away_leaves_the_storage_too(board, member, storage):
    post = make_post(board, member, uploads=[picture("가.webp"), text("나.txt")])

    edit(post, remove_files=[1, 9])

    post.refresh_from_db()
    assert names(post) == [(2, "나.txt")]
    assert (post.file_count, post.thumbnail) == (1, "")
    assert storage() == 1


def test_one_file_is_changed_for_another_in_one_edit(board, member, storage):
    post = make_post(board, member, uploads=[text("가.txt"), picture("나.webp")])

    edit(post, remove_files=[2], uploads=[picture("다.webp")])

    post.refresh_from_db()
    assert names(post) == [(1, "가.txt"), (2, "다.webp")]
    assert post.thumbnail == post.attachments.get(number=2).path
    assert storage() == 2


def test_files_of_other_posts_stay(board, member, storage):
    post = make_post(board, member, uploads=[text("가.txt")])
    other = make_post(board, member, uploads=[text("나.txt")])

    edit(post, remove_files=[1])

    assert names(other) == [(1, "나.txt")]
    assert storage() == 1


@pytest.mark.django_db(transaction=True)
def test_files_go_only_once_their_going_is_certain(storage):
    post = make_post(uploads=[text("가.txt")])

    with pytest.raises(NotOfThisBoard):
        edit(post, remove_files=[1], category=make_category(make_board()))
    assert storage() == 1

    edit(post, remove_files=[1])
    assert storage() == 0


def test_files_of_a_post_that_was_refused_do_not_stay(board, member, storage):
    gone = make_post(board, member)
    services.delete_post(gone, by=member)

    with pytest.raises(ParentGone):
        make_post(board, member, parent=gone, uploads=[text("가.txt")])

    assert storage() == 0
    assert not Attachment.objects.exists()


def test_files_of_an_edit_that_was_refused_do_not_stay(board, member, storage):
    post = make_post(board, member)

    with pytest.raises(EditConflict):
        edit(post, version=9, uploads=[text("가.txt"), text("나.txt")])

    assert storage() == 0


def test_files_of_a_form_sent_twice_are_kept_once(board, member, storage):
    for _ in range(2):
        post = make_post(board, member, submission_id="form", uploads=[text("가.txt")])

    assert names(post) == [(1, "가.txt")]
    assert storage() == 1


def test_files_stored_before_one_that_fails_do_not_stay(
    board, member, storage, monkeypatch
):
    def store(prepared: PreparedFile) -> str:
        if prepared.name == "나.txt":
            raise OSError("disk full")
        return original(prepared)

    original = files.store
    monkeypatch.setattr(files, "store", store)

    with pytest.raises(OSError, match="disk full"):
        make_post(board, member, uploads=[text("가.txt"), text("나.txt")])

    assert storage() == 0
    assert not Post.objects.exists()


def test_each_download_is_counted(board, member):
    post = make_post(board, member, uploads=[text("가.txt"), text("나.txt")])

    services.note_download(post.attachments.get(number=1))
    services.note_download(post.attachments.get(number=1))

    counts = post.attachments.values_list("download_count", flat=True)
    assert list(counts) == [2, 0]


def links(post: Post) -> list[tuple[int, str, int]]:
    return list(post.links.values_list("number", "url", "click_count"))


def test_a_post_has_up_to_two_links_each_once(board, member):
    urls = ["https://a.kr/", "", "https://a.kr/", "https://b.kr/", "https://c.kr/"]

    post = make_post(board, member, links=urls)

    assert links(post) == [(1, "https://a.kr/", 0), (2, "https://b.kr/", 0)]
    assert Post.objects.get(pk=post.pk).link_count == 2


def test_a_click_is_counted_and_leads_on(board, member):
    post = make_post(board, member, links=["https://a.kr/", "https://b.kr/"])

    assert services.follow_link(post.links.get(number=2)) == "https://b.kr/"

    assert [count for _number, _url, count in links(post)] == [0, 1]


def test_a_link_that_stays_keeps_its_clicks(board, member):
    post = make_post(board, member, links=["https://a.kr/", "https://b.kr/"])
    services.follow_link(post.links.get(number=2))

    edit(post, links=["https://b.kr/", "https://c.kr/"])

    assert links(post) == [(1, "https://b.kr/", 1), (2, "https://c.kr/", 0)]


def test_links_are_taken_away_again(board, member):
    post = make_post(board, member, links=["https://a.kr/"])
    other = make_post(board, member, links=["https://a.kr/"])

    edit(post, links=["", ""])

    assert links(post) == []
    assert Post.objects.get(pk=post.pk).link_count == 0
    assert len(links(other)) == 1
    assert check_all() == []


def test_links_that_are_the_same_are_not_written_again(board, member):
    post = make_post(board, member, links=["https://a.kr/", "https://b.kr/"])
    before = list(Link.objects.values_list("pk", flat=True))

    edit(post, links=["https://a.kr/", "https://b.kr/"])

    assert list(Link.objects.values_list("pk", flat=True)) == before


def test_links_in_another_order_are_written_again(board, member):
    post = make_post(board, member, links=["https://a.kr/", "https://b.kr/"])

    edit(post, links=["https://b.kr/", "https://a.kr/"])

    assert [url for _number, url, _count in links(post)] == [
        "https://b.kr/",
        "https://a.kr/",
    ]
