"""Pictures of other sites come into our own storage, or the writer is told."""

import io
import threading
import time

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from boards import foreign
from boards.foreign import bring_home
from boards.forms import PostForm
from tests.boards.forms_sent import post_fields
from tests.factories import make_post
from uploads.fetching import Fetched, FetchRefused
from uploads.models import StoredPicture

pytestmark = pytest.mark.django_db

released = threading.Event()  # until then the slow server says nothing
HERE = "https://far.kr/here.png"
GONE = "https://far.kr/gone.png"


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def asked(monkeypatch):
    """The network's edge: one picture is there, others are not."""
    asked = []

    def fetch(url, **_options):
        asked.append(url)
        if "slow" in url:
            released.wait(20)
        if "here" not in url:
            raise FetchRefused("그 주소의 서버가 내주지 않습니다(404).")
        content = io.BytesIO()
        Image.new("RGB", (60, 40), "red").save(content, "PNG")
        return Fetched(content.getvalue(), "image/png")

    monkeypatch.setattr(foreign, "fetch", fetch)
    return asked


def ask(client, board, **data):
    return client.post(reverse("boards:picture_fetch", args=[board.slug]), data)


def test_a_picture_at_an_address_is_kept(client, board, member):
    client.force_login(member)

    response = ask(client, board, url=HERE)

    answer = response.json()
    assert response.status_code == 201
    assert (answer["width"], answer["height"], answer["name"]) == (60, 40, "here.png")
    assert client.get(answer["url"])["Content-Type"] == "image/webp"
    assert StoredPicture.objects.get().owner_id == member.pk


@pytest.mark.parametrize(("url", "said"), [(GONE, "404"), ("", "주소를 적어")])
def test_what_cannot_be_fetched_is_said(client, board, member, url, said):
    client.force_login(member)

    response = ask(client, board, url=url)

    assert response.status_code == 400
    assert said in response.json()["error"]


def test_our_own_network_is_not_fetched_from(client, board, member, monkeypatch):
    monkeypatch.undo()
    client.force_login(member)

    response = ask(client, board, url="http://127.0.0.1:80/a.png")

    assert response.status_code == 400
    assert "가져올 수 있는 주소가 아닙니다" in response.json()["error"]


def test_whoever_may_not_send_pictures_has_none_fetched(client, board, asked):
    assert ask(client, board, url=HERE).status_code == 403
    assert asked == []


def test_fetching_and_sending_have_one_limit(client, board, member, settings):
    client.force_login(member)

    sent = [ask(client, board, url=GONE).status_code for _ in range(61)]

    assert sent == [400] * 60 + [429]


def test_foreign_pictures_get_our_own_addresses(member):
    body = f'<p>글</p><img alt="꽃" src="{HERE}"><img src="{HERE}?a=1&amp;b=2">'

    brought = bring_home(body, owner=member)

    paths = list(StoredPicture.objects.order_by("pk").values_list("path", flat=True))
    assert brought.failed == {}
    assert brought.body == (
        f'<p>글</p><img alt="꽃" src="/media/{paths[0]}"><img src="/media/{paths[1]}">'
    )
    assert default_storage.exists(paths[1])


def test_a_picture_used_twice_is_fetched_once(asked):
    bring_home(f'<img src="{HERE}"><p><img src="{HERE}"></p>', owner=None)

    assert asked == [HERE]


@pytest.mark.parametrize(
    "body", ["<p>글 1 < 2", '<p onclick="x"><img src="/media/pictures/a.webp">']
)
def test_a_body_without_foreign_pictures_stays_as_typed(body, asked):
    assert bring_home(body, owner=None).body == body
    assert asked == []


def test_an_address_of_this_site_is_not_fetched(asked, settings):
    own = "/media/pictures/ab/cd/x.webp"

    brought = bring_home(f'<img src="{settings.SITE_URL}{own}">', owner=None)

    assert brought.body == f'<img src="{own}">'
    assert asked == []


def test_a_body_full_of_foreign_pictures_is_bounded(asked):
    body = "".join(f'<img src="{GONE}?{number}">' for number in range(30))

    brought = bring_home(body, owner=None)

    assert len(asked) == foreign.MOST
    assert len(brought.failed) == 30


def test_slow_servers_do_not_hold_a_save_for_ever(monkeypatch):
    monkeypatch.setattr(foreign, "TOTAL_SECONDS", 1)
    body = f'<img src="{HERE}"><img src="https://far.kr/slow-here.png">'
    started_at = time.monotonic()

    brought = bring_home(body, owner=None)

    assert time.monotonic() - started_at < 10
    released.set()
    assert list(brought.failed) == ["https://far.kr/slow-here.png"]


def test_hostile_text_is_looked_through_in_time():
    started_at = time.process_time()

    for piece in ("<img ", '<img "', "<img src='", '<img src="http://a.kr/">'):
        bring_home(piece * (200_000 // len(piece)), owner=None)

    assert time.process_time() - started_at < 20


@pytest.fixture
def edit(client, board, member):
    """Call it with a body to send it as an edit of an HTML post."""
    post = make_post(board, member, body="<p>글</p>", body_format="html")
    client.force_login(member)
    address = reverse("boards:post_edit", args=[board.slug, post.pk])

    def edit(body, **fields):
        sent = post_fields(body=body, version=post.version, **fields)
        response = client.post(address, sent)
        post.refresh_from_db()
        return response, post

    return edit


def test_saving_brings_foreign_pictures_home(edit):
    response, post = edit(f'<p>글</p><img src="{HERE}">')

    assert response.status_code == 302
    path = StoredPicture.objects.get().path
    assert post.body == f'<p>글</p><img src="/media/{path}">'
    assert f'src="/media/{path}"' in post.body_html
    assert post.thumbnail == path


def test_what_could_not_be_fetched_is_shown_before_saving(edit, asked):
    response, post = edit(f'<p>고친 글</p><img src="{HERE}"><img src="{GONE}">')

    form = response.context["form"]
    page = response.content.decode()
    assert (response.status_code, post.body) == (200, "<p>글</p>")
    assert "다른 사이트의 그림 1개를 가져오지 못했습니다" in page
    assert f"{GONE} (그 주소의 서버가 내주지 않습니다(404).)" in page
    assert "가져오지 못한 그림 1개를 빼고 저장합니다" in page
    body = form["body"].value()
    assert body.startswith('<p>고친 글</p><img src="/media/pictures/')
    assert f'<img src="{GONE}">' in body

    asked.clear()
    response, post = edit(body, leave_out_pictures="on")

    assert response.status_code == 302
    assert asked == [GONE]  # what came the first time is not fetched again
    assert "/media/pictures/" in post.body
    assert f'<a href="{GONE}" rel="nofollow ugc noopener">{GONE}</a>' in post.body
    assert GONE not in post.body.replace(f">{GONE}<", "").replace(f'"{GONE}"', "")
    assert "far.kr" not in "".join(
        part for part in post.body_html.split("<") if part.startswith("img")
    )


def test_a_long_address_is_cut_and_escaped(edit):
    response, _post = edit(f'<img src="https://far.kr/&lt;b&gt;{"x" * 200}">')

    page = response.content.decode()
    assert "https://far.kr/&lt;b&gt;" in page
    assert "x" * 60 + "…" not in page
    assert "…" in page


def test_plain_text_with_such_words_is_saved_as_it_is(client, board, member, asked):
    client.force_login(member)
    body = f'<img src="{GONE}">'

    response = client.post(
        reverse("boards:post_write", args=[board.slug]), post_fields(body=body)
    )

    assert response.status_code == 302
    assert asked == []


def test_the_box_is_only_shown_when_something_is_missing(board, member):
    form = PostForm(board=board, member=member)

    assert form.foreign_pictures == {}
