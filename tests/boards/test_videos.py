"""Video links that stand alone are shown as stills, which our own server fetches."""

import io

import pytest
from PIL import Image

from boards.dressing import dress
from boards.videos import videos_in
from guard.sanitise import sanitise_html, text_to_html
from tests.factories import make_comment, make_post
from uploads import stills
from uploads.fetching import Fetched, FetchRefused
from uploads.models import VideoStill
from uploads.stills import MAX_TRIES, fetch_waiting_stills
from uploads.videos import FRAME_HOSTS, video_at

pytestmark = pytest.mark.django_db

YOUTUBE = "https://youtu.be/abcdefghijk"
LINK = f'<a href="{YOUTUBE}">{YOUTUBE}</a>'


@pytest.fixture(autouse=True)
def web(settings, tmp_path, monkeypatch):
    """The network's edge: what lies at an address, empty at first."""
    settings.MEDIA_ROOT = tmp_path
    web = {}

    def fetch(url, **_options):
        if url not in web:
            raise FetchRefused("없음")
        return web[url]

    monkeypatch.setattr(stills, "fetch", fetch)
    return web


def picture():
    content = io.BytesIO()
    Image.new("RGB", (480, 360), "red").save(content, "JPEG")
    return Fetched(content.getvalue(), "image/jpeg")


def shown(html):
    return dress(sanitise_html(html))


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk", "youtube-nocookie.com/embed/abcdefghijk?autoplay=1"),
        ("https://m.youtube.com/watch?app=m&v=abcdefghijk&t=1m30s", "/embed/abcdefghijk?autoplay=1&start=90"),
        ("https://youtu.be/abcdefghijk?si=x&t=5", "/embed/abcdefghijk?autoplay=1&start=5"),
        ("https://www.youtube.com/shorts/abc-e_ghijk", "/embed/abc-e_ghijk?"),
        ("https://youtube.com/live/abcdefghijk?feature=share", "/embed/abcdefghijk?"),
        ("https://vimeo.com/12345", "player.vimeo.com/video/12345?"),
        ("https://player.vimeo.com/video/12345", "player.vimeo.com/video/12345?"),
        ("https://tv.naver.com/v/123456", "tv.naver.com/embed/123456?"),
        ("https://tv.kakao.com/channel/12/cliplink/3456", "play-tv.kakao.com/embed/player/cliplink/3456?"),
        ("https://tv.kakao.com/v/3456", "play-tv.kakao.com/embed/player/cliplink/3456?"),
    ],
)  # fmt: skip
def test_a_known_link_leads_to_a_player(url, player):
    video = video_at(url)

    assert player in video.player_url
    assert any(video.player_url.startswith(f"{host}/") for host in FRAME_HOSTS)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/", "https://www.youtube.com/@channel",
        "https://youtu.be/short", "https://youtu.be/abcdefghijklm",
        "https://www.youtube.com.evil.kr/watch?v=abcdefghijk",
        "https://evil.kr/youtu.be/abcdefghijk", "ftp://youtu.be/abcdefghijk",
        "https://evil.kr/#https://youtu.be/abcdefghijk", "https://vimeo.com/about",
        "https://me@youtu.be/abcdefghijk", "/boards/free/", "mailto:a@b.kr",
    ],
)  # fmt: skip
def test_any_other_link_is_only_a_link(url):
    assert video_at(url) is None


def test_a_link_alone_in_its_paragraph_becomes_a_still():
    html = shown(f"<p>앞</p><p> {LINK}</p>")

    assert html == (
        '<p>앞</p><figure class="video"><a class="video__link" href="'
        f'{YOUTUBE}" rel="nofollow ugc noopener" data-player="'
        'https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1"'
        ' aria-label="동영상 재생: YouTube 동영상"><img class="video__still"'
        ' src="/media/videos/youtube/abcdefghijk/" alt="" width="480" height="270"'
        ' loading="lazy" decoding="async"><span class="video__title">YouTube 동영상'
        "</span></a></figure>"
    )


@pytest.mark.parametrize(
    ("html", "count"),
    [
        (f"<p>가<br>{LINK}<br>나</p>", 1),
        (f"<p>{LINK}<br>{LINK}</p>", 2),
        (f'<p class="align-center">{LINK}</p>', 1),
        (f"<div>{LINK}</div>", 1),
        (LINK, 1),
        (f"<p>가</p>{LINK}<p>나</p>", 1),
        (f"<h2>가</h2>\n{LINK}", 1),
        ('<p><iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe></p>', 1),
        (f"<p>여기 {LINK}</p>", 0),
        (f"<p>{LINK} 보세요</p>", 0),
        (f"<p><b>가<br>{LINK}<br>나</b></p>", 0),
        (f"가 {LINK}", 0),
        (f"<ul><li>{LINK}</li></ul>", 0),
        ('<p><a href="https://a.kr/">글</a></p>', 0),
    ],
)
def test_only_a_link_alone_becomes_a_still(html, count):
    assert shown(html).count("<figure") == count


def test_lines_around_a_still_keep_their_paragraphs():
    html = shown(f'<p class="align-center">가<br>{LINK}<br>나</p>')

    before, after = html.split("\n")[0], html.split("\n")[-1]
    assert before == '<p class="align-center">가</p>'
    assert after == '<p class="align-center">나</p>'


def test_words_of_a_link_are_its_title():
    html = shown(f'<p><a href="{YOUTUBE}">우리 &lt;집&gt; <b>고양이</b></a></p>')

    assert 'aria-label="동영상 재생: 우리 &lt;집&gt; 고양이"' in html
    assert '<span class="video__title">우리 &lt;집&gt; 고양이</span>' in html


def test_nobody_types_a_still():
    typed = (
        '<figure class="video"><a class="video__link" data-player="https://evil.kr/"'
        ' href="https://evil.kr/"><img class="video__still" src="/media/x.webp">'
        "</a></figure>"
    )

    html = shown(typed)

    assert "video" not in html
    assert "data-player" not in html


def test_plain_text_and_comments_show_stills_too(web):
    post, comment = make_post(body=f"보세요\n{YOUTUBE}"), make_comment(body=YOUTUBE)

    assert videos_in(post.body_html) == [("youtube", "abcdefghijk")]
    assert videos_in(comment.body_html) == [("youtube", "abcdefghijk")]
    assert VideoStill.objects.count() == 1
    assert (
        dress(text_to_html("글 https://youtu.be/abcdefghijk 끝")).count("figure") == 0
    )


def test_the_excerpt_has_the_links_words(web):
    assert make_post(body=f"보세요\n{YOUTUBE}").excerpt == "보세요 YouTube 동영상"


def test_until_the_still_is_here_a_drawn_one_is_shown(client, web):
    make_post(body=YOUTUBE)
    address = "/media/videos/youtube/abcdefghijk/"

    drawn = client.get(address)
    assert drawn.status_code == 302
    assert drawn["Location"] == "/static/img/video.svg"
    assert drawn["Cache-Control"] == "public, max-age=60"

    web["https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg"] = picture()
    assert fetch_waiting_stills() == 1

    still = client.get(address, follow=True)
    assert still.redirect_chain[0][0].startswith("/media/pictures/")
    assert still["Content-Type"] == "image/webp"


def test_a_still_is_fetched_once_the_post_is_there(web):
    web["https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg"] = picture()

    make_post(body=YOUTUBE)

    assert VideoStill.objects.get().path


@pytest.mark.parametrize(
    ("link", "place", "answer"),
    [
        (
            "https://vimeo.com/12345",
            "https://vimeo.com/api/oembed.json?url=https%3A//vimeo.com/12345",
            (b'{"thumbnail_url": "https://i.vimeocdn.com/1.jpg"}', "application/json"),
        ),
        (
            "https://tv.naver.com/v/123456",
            "https://tv.naver.com/v/123456",
            (
                b'<meta property="og:image:width" content="5">'
                b'<meta property="og:image" content="https://i.vimeocdn.com/1.jpg">',
                "text/html",
            ),
        ),
    ],
)
def test_other_hosts_name_their_stills(web, link, place, answer):
    web[place] = Fetched(*answer)
    web["https://i.vimeocdn.com/1.jpg"] = picture()

    make_post(body=link)

    assert VideoStill.objects.get().path


@pytest.mark.parametrize("answer", [b"{", b"{}", b"<p>", b'{"thumbnail_url": 5}'])
def test_a_host_that_names_none_is_given_up(web, answer):
    web["https://tv.naver.com/v/123456"] = Fetched(answer, "text/html")
    make_post(body="https://tv.naver.com/v/123456")

    assert [fetch_waiting_stills() for _ in range(5)] == [0] * 5

    assert VideoStill.objects.get().tries == MAX_TRIES


def test_frames_of_exactly_the_players_hosts_are_allowed(client, db):
    policy = client.get("/")["Content-Security-Policy"]

    assert f"frame-src {' '.join(FRAME_HOSTS)};" in f"{policy};"
    assert len(FRAME_HOSTS) == 4


@pytest.mark.parametrize(
    "piece", ["<p>", LINK, "<p>" + LINK, "<a href='x'>", "<br>" + LINK]
)
def test_hostile_text_is_looked_through_in_time(piece):
    import time

    html = sanitise_html(piece * (200_000 // len(piece)))
    started_at = time.process_time()
    dress(html)

    assert time.process_time() - started_at < 3
