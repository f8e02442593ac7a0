"""Pictures in a shown body: their sizes are known before they come, and they fit."""

import io
import re

import pytest
from django.urls import reverse
from PIL import Image

from boards import services
from boards.dressing import dress
from tests.boards.forms_sent import picture as upload
from tests.factories import make_post
from uploads.services import PreparedFile, keep_picture, prepare_picture
from uploads.sizing import size_waiting_pictures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def kept(width=1500, height=1000):
    content = io.BytesIO()
    Image.new("RGB", (width, height)).save(content, "WEBP")
    prepared = PreparedFile("a.webp", content.getvalue(), 1, True, width, height)
    return f"/media/{keep_picture(prepared, owner=None)}"


def kept_moving(width=400):
    frames = [Image.new("RGB", (width, 30), colour) for colour in ("red", "blue")]
    content = io.BytesIO()
    frames[0].save(content, "GIF", save_all=True, append_images=frames[1:])
    file = upload("moving.gif")
    file.file = content
    content.seek(0)
    return f"/media/{keep_picture(prepare_picture(file), owner=None)}"


def sized(url, width):
    return url.replace(".webp", f"-{width}.webp")


def frames_at(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    image = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
    return getattr(image, "n_frames", 1)


def test_a_picture_has_its_size_and_the_choice_of_smaller_files():
    url = kept()

    assert dress(f'<p><img alt="꽃" src="{url}"></p>') == (
        f'<p><img alt="꽃" src="{url}" srcset="{sized(url, 320)} 320w,'
        f' {sized(url, 640)} 640w, {sized(url, 1280)} 1280w, {url} 1500w"'
        ' sizes="(max-width: 928px) 100vw, 928px" width="1500" height="1000"'
        ' decoding="async"></p>'
    )


def test_only_the_first_picture_is_fetched_at_once():
    first, second = kept(100, 50), kept(100, 50)

    shown = dress(f'<img src="{first}"><img src="{second}">')

    assert shown == (
        f'<img src="{first}" width="100" height="50" decoding="async">'
        f'<img src="{second}" width="100" height="50" loading="lazy" decoding="async">'
    )


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ('width="300"', 'width="300" height="200"'),
        ('width="300" height="9"', 'width="300" height="200"'),
        ('width="9999"', 'width="1500" height="1000"'),
        ('width="0"', 'width="1500" height="1000"'),
        ('height="100"', 'width="1500" height="1000"'),
    ],
)
def test_a_picture_keeps_its_proportions_and_its_writers_width(typed, box):
    shown = dress(f'<img src="{kept()}" {typed}>')

    assert f" {box} " in shown
    assert shown.count("width=") == 1 + shown.count("max-width=")


def test_what_is_typed_about_a_picture_stays_escaped():
    url = kept(100, 50)
    body = f'<img src="{url}" alt="&quot;&gt;&lt;script&gt; > x">'

    post = make_post(body=body, body_format="html")

    assert "<script" not in post.body_html
    assert post.body_html.count("<img") == 1


def test_an_unknown_picture_of_ours_is_left_alone():
    url = "/media/pictures/ab/cd/gone.webp"

    assert dress(f'<img src="{url}">') == f'<img src="{url}" decoding="async">'


def test_a_picture_of_another_site_is_never_shown():
    post = make_post(
        body='<p><img alt="x" src="https://far.kr/a.png?b=1&amp;c=2"></p>',
        body_format="html",
    )

    assert post.body_html == (
        '<p><a href="https://far.kr/a.png?b=1&amp;c=2" rel="nofollow ugc noopener">'
        "https://far.kr/a.png?b=1&amp;c=2</a></p>"
    )


def test_a_body_with_many_pictures_costs_one_query(django_assert_num_queries):
    urls = [kept(40, 40) for _ in range(5)]

    with django_assert_num_queries(1):
        dress("".join(f'<img src="{url}">' for url in urls))
    with django_assert_num_queries(0):
        dress("<p>글</p>")


def test_a_line_of_plain_text_that_is_our_pictures_address_shows_it():
    url = kept(100, 50)
    image = f'<img src="{url}" alt="" width="100" height="50" decoding="async">'

    post = make_post(body=f"앞\n{url}\n뒤 {url}")

    assert post.body_html == f"<p>앞<br>{image}<br>뒤 {url}</p>"
    assert post.thumbnail == url.removeprefix("/media/")
    assert post.excerpt == f"앞 뒤 {url}"


@pytest.mark.parametrize(
    "line", ["/media/../pictures/a.webp", "/accounts/logout/", "/media/pictures/a.svg"]
)
def test_no_other_line_becomes_a_picture(line):
    assert "<img" not in make_post(body=line).body_html


@pytest.mark.parametrize("width", [100, 400])
def test_a_moving_picture_moves_in_the_post_and_stands_still_in_lists(
    client, board, member, width
):
    url = kept_moving(width)
    size_waiting_pictures()

    post = make_post(board, member, body=f'<img src="{url}">', body_format="html")

    page = client.get(post.get_absolute_url()).content.decode()
    shown = re.search(r'<img src="(\S+)" width', page)[1]
    still = re.search(r'reduce\)" srcset="(\S+) \d+w', page)[1]
    assert (frames_at(client, shown), frames_at(client, still)) == (2, 1)
    board.skin = "gallery"
    services.save_board(board)
    rows = client.get(board.get_absolute_url()).content.decode()
    listed = re.search(r'<img src="(/media/\S+)"', rows)[1]
    assert frames_at(client, listed) == 1


def test_a_moving_picture_can_be_started_by_who_wants_no_motion():
    url = kept_moving()

    alone, linked = (
        dress(html)
        for html in (
            f'<img src="{url}">',
            f'<a href="https://a.kr/"><img src="{url}"></a>',
        )
    )

    assert f'<a class="moving__play" href="{url}"' in alone
    assert linked.count("<a ") == 1


def test_a_size_that_is_not_made_yet_is_the_picture_itself(client, monkeypatch):
    monkeypatch.setattr("uploads.services.size_pictures", lambda: None)
    url = kept()
    early = client.get(sized(url, 640))
    assert early["Cache-Control"] == "no-cache"
    assert b"".join(early.streaming_content)

    size_waiting_pictures()

    assert "immutable" in client.get(sized(url, 640))["Cache-Control"]
    assert client.get("/media/pictures/ab/cd/none-640.webp").status_code == 404


def test_pictures_of_edits_keep_their_typed_source(client, board, member):
    url = kept()
    post = make_post(board, member, body=f'<img src="{url}">', body_format="html")
    client.force_login(member)

    page = client.get(reverse("boards:post_edit", args=[board.slug, post.pk]))

    assert page.context["form"]["body"].value() == f'<img src="{url}">'
