"""Pictures nobody uses go after a while; all others stay."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from boards import services
from boards.models import PostPicture
from boards.services.drafts import save_draft
from siteconfig.models import Page
from siteconfig.services import publish_page
from tests.boards.forms_sent import picture as upload
from tests.factories import make_post
from uploads import unused
from uploads.models import StoredPicture
from uploads.services import PreparedFile, keep_picture, prepare_upload
from uploads.sizing import size_waiting_pictures
from uploads.unused import DAYS, drop_unused_pictures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def kept():
    content = io.BytesIO()
    Image.new("RGB", (400, 400)).save(content, "WEBP")
    prepared = PreparedFile("a.webp", content.getvalue(), 1, True, 400, 400)
    return keep_picture(prepared, owner=None)


def image(path):
    return f'<p>글</p><img src="/media/{path}">'


def let_days_pass(days=DAYS + 1):
    then = timezone.now() - timedelta(days=days)
    StoredPicture.objects.update(created_at=then)


def test_an_abandoned_picture_goes_with_its_sizes(folder):
    kept()
    size_waiting_pictures()
    let_days_pass()

    assert drop_unused_pictures() == 1

    assert not StoredPicture.objects.exists()
    assert list(folder.rglob("*.webp")) == []


def test_a_young_picture_stays():
    kept()
    let_days_pass(DAYS - 1)

    assert drop_unused_pictures() == 0


@pytest.mark.parametrize("where", ["body", "text", "attached", "draft", "page"])
def test_a_picture_in_use_stays(board, member, where):
    path = kept() if where != "attached" else ""
    if where == "body":
        make_post(board, member, body=image(path), body_format="html")
    elif where == "text":
        make_post(board, member, body=f"글\n/media/{path}")
    elif where == "attached":
        make_post(board, member, uploads=[prepare_upload(upload())])
    elif where == "draft":
        save_draft(member, "", board, body=image(path))
    else:
        publish_page(Page(slug="about"), title="소개", body=image(path), author=None)
    let_days_pass()

    assert drop_unused_pictures() == 0

    assert default_storage.exists(StoredPicture.objects.get().path)


def test_a_picture_edited_out_of_its_post_goes(board, member):
    stays, goes = kept(), kept()
    body = image(stays) + image(goes)
    post = make_post(board, member, body=body, body_format="html")
    let_days_pass()
    assert drop_unused_pictures() == 0

    services.edit_post(post, title="글", body=image(stays))

    assert drop_unused_pictures() == 1
    assert StoredPicture.objects.get().path == stays
    assert not default_storage.exists(goes)


def test_a_deleted_post_keeps_its_pictures_until_its_row_goes(board, member):
    post = make_post(board, member, body=image(kept()), body_format="html")
    let_days_pass()
    services.delete_post(post, by=member)
    assert drop_unused_pictures() == 0

    post.delete()

    assert drop_unused_pictures() == 1


def test_one_picture_of_two_posts_stays_until_both_are_gone(board, member):
    path = kept()
    first = make_post(board, member, body=image(path), body_format="html")
    second = make_post(board, member, body=image(path), body_format="html")
    let_days_pass()

    services.edit_post(first, title="글", body="글")
    assert drop_unused_pictures() == 0
    services.edit_post(second, title="글", body="글")
    assert drop_unused_pictures() == 1


def test_a_picture_that_is_posted_meanwhile_stays(board, member, monkeypatch):
    path = kept()
    let_days_pass()
    asked = []

    def keeper(paths):
        asked.append(paths)
        return set(paths) if asked[1:] else set()

    monkeypatch.setattr(unused, "_keepers", [keeper])

    assert drop_unused_pictures() == 0
    assert default_storage.exists(path)


def test_going_through_many_pictures_takes_them_by_the_batch(
    board, member, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(unused, "_BATCH", 10)
    monkeypatch.setattr("uploads.services.size_pictures", lambda: None)
    paths = [kept() for _ in range(25)]
    body = "".join(map(image, paths))
    make_post(board, member, body=body, body_format="html")
    let_days_pass()

    with django_assert_num_queries(7):  # four look-ups of pictures, three of links
        assert drop_unused_pictures() == 0
    assert PostPicture.objects.count() == 25
