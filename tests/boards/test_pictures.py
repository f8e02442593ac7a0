"""Pictures of a body that is being written, and the one that stands for the post."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from boards import services
from boards.models import Post
from tests.factories import make_board, make_post
from uploads.models import StoredPicture
from uploads.services import PreparedFile, keep_picture, prepare_upload
from uploads.sizing import size_waiting_pictures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photo(name="IMG_1.jpg", size=(900, 600)):
    content = io.BytesIO()
    Image.new("RGB", size, "green").save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def send(client, board, **data):
    return client.post(reverse("boards:picture_upload", args=[board.slug]), data)


def kept():
    """Keep a picture and return its address."""
    content = io.BytesIO()
    Image.new("RGB", (700, 700)).save(content, "WEBP")
    prepared = PreparedFile("a.webp", content.getvalue(), 1, True, 700, 700)
    return f"/media/{keep_picture(prepared, owner=None)}"


def body(*urls):
    return "<p>글</p>" + "".join(f'<p><img alt="꽃" src="{url}"></p>' for url in urls)


def shown(post):
    thumbnail, widths = Post.objects.values_list("thumbnail", "thumbnail_widths").get(
        pk=post.pk
    )
    return f"/media/{thumbnail}" if thumbnail else "", widths


def test_a_member_sends_a_picture_and_gets_its_address(client, board, member):
    client.force_login(member)

    response = send(client, board, file=photo())

    answer = response.json()
    assert response.status_code == 201
    assert re.fullmatch(r"/media/pictures/../../[0-9a-f]{32}\.webp", answer["url"])
    assert (answer["width"], answer["height"]) == (900, 600)
    assert answer["name"] == "IMG_1.jpg"
    assert client.get(answer["url"])["Content-Type"] == "image/webp"
    assert client.get(answer["thumbnail"]).status_code == 200
    assert StoredPicture.objects.get().owner_id == member.pk


def test_what_is_no_picture_is_refused_in_words(client, board, member):
    client.force_login(member)

    response = send(client, board, file=SimpleUploadedFile("a.jpg", b"text"))

    assert response.status_code == 400
    assert "그림으로 열리지 않습니다" in response.json()["error"]
    assert not StoredPicture.objects.exists()


def test_a_guest_without_the_level_is_told_to_log_in(client, board):
    response = send(client, board, file=photo())

    assert response.status_code == 403
    assert "로그인" in response.json()["error"]


def test_a_guest_of_an_open_board_sends_pictures(client):
    board = make_board(write_level=1, upload_level=1)

    assert send(client, board, file=photo()).status_code == 201
    assert StoredPicture.objects.get().owner_id is None


def test_whoever_only_reads_sends_no_pictures(client, member):
    board = make_board(write_level=9, reply_level=9, comment_level=9, upload_level=1)
    client.force_login(member)

    assert send(client, board, file=photo()).status_code == 403


def test_a_roll_of_photos_passes_and_a_flood_does_not(client, board, member):
    client.force_login(member)
    small = {"size": (2, 2)}

    sent = [send(client, board, file=photo(**small)).status_code for _ in range(61)]

    assert sent == [201] * 60 + [429]


def test_the_first_picture_of_the_body_stands_for_the_post(board, member):
    first, second = kept(), kept()
    size_waiting_pictures()

    post = make_post(board, member, body=body(first, second), body_format="html")

    assert shown(post) == (first, "320,640,700")


def test_a_picture_elsewhere_never_stands_for_a_post(board, member):
    far = "https://example.com/media/pictures/ab/cd/a.webp"

    post = make_post(board, member, body=body(far), body_format="html")

    assert shown(post) == ("", "")


def test_the_body_comes_before_what_is_attached(board, member):
    url, attached = kept(), prepare_upload(photo())

    post = make_post(
        board, member, body=body(url), body_format="html", uploads=[attached]
    )
    assert shown(post)[0] == url

    services.edit_post(post, title="글", body="글")
    assert shown(post)[0] == post.attachments.get().picture_url


def test_a_chosen_picture_stays_while_it_stands_in_the_post(board, member):
    first, second = kept(), kept()
    post = make_post(
        board,
        member,
        body=body(first, second),
        body_format="html",
        main_picture=second,
    )
    assert shown(post)[0] == second

    services.edit_post(post, title="글", body=body(second, first))
    assert shown(post)[0] == second

    services.edit_post(post, title="글", body=body(first))
    assert shown(post)[0] == first

    services.edit_post(post, title="글", body="<p>글</p>")
    assert shown(post) == ("", "")


def test_somebody_elses_address_cannot_be_chosen(board, member):
    first, other = kept(), kept()

    post = make_post(
        board, member, body=body(first), body_format="html", main_picture=other
    )

    assert shown(post)[0] == first


def test_a_post_learns_when_the_sizes_of_its_picture_are_made(
    board, member, monkeypatch
):
    monkeypatch.setattr("uploads.services.size_pictures", lambda: None)
    post = make_post(board, member, uploads=[prepare_upload(photo())])
    assert shown(post)[1] == ""

    size_waiting_pictures()

    assert shown(post)[1] == "320,640,900"


def test_the_form_of_an_edit_keeps_the_chosen_picture(client, board, member):
    first, second = kept(), kept()
    post = make_post(
        board,
        member,
        body=body(first, second),
        body_format="html",
        main_picture=second,
    )
    client.force_login(member)
    address = reverse("boards:post_edit", args=[board.slug, post.pk])
    form = client.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    del typed["uploads"]

    assert client.post(address, typed).status_code == 302

    assert shown(post)[0] == second
