"""Pictures are for everybody; other files leave as inert downloads, also in parts."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404
from django.test import RequestFactory

from uploads.views import media, send_file

CODE = "abcd" + "0" * 28
PICTURE = f"pictures/ab/cd/{CODE}.webp"
FILE = f"files/ab/{CODE}"


@pytest.fixture(autouse=True)
def stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    default_storage.save(PICTURE, ContentFile(b"RIFFxxxxWEBP"))
    default_storage.save(FILE, ContentFile(b"0123456789"))
    (tmp_path / "secret.txt").write_text("secret")


def ask(method="get", name="보고서.hwp", path=FILE, **headers):
    request = getattr(RequestFactory(), method)("/x", headers=headers)
    return send_file(request, path, name, 10)


def body(response):
    return b"".join(response.streaming_content)


def test_a_picture_is_sent_for_ever():
    response = media(RequestFactory().get("/media/"), PICTURE)

    assert body(response) == b"RIFFxxxxWEBP"
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "secret.txt",
        FILE,
        "pictures/",
        "pictures/../secret.txt",
        f"pictures/ab/cd/../../../{FILE}",
        "pictures/ab/cd/..%2fsecret.txt",
        PICTURE + "/",
        PICTURE + "\n",
        PICTURE.replace("ab/", "aa/"),
        PICTURE.replace("0.webp", "1.webp"),
        PICTURE.replace(".webp", ".html"),
        "/etc/passwd",
    ],
)
def test_nothing_but_a_stored_picture_is_public(path):
    with pytest.raises(Http404):
        media(RequestFactory().get("/media/"), path)


def test_the_sandbox_reaches_the_browser(db, client):
    response = client.get(f"/media/{PICTURE}")

    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_pictures_cannot_be_posted_to():
    assert media(RequestFactory().post("/media/"), PICTURE).status_code == 405


def test_a_file_is_an_inert_download():
    response = ask()

    assert response.status_code == 200
    assert body(response) == b"0123456789"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%EB%B3%B4%EA%B3%A0%EC%84%9C.hwp"
    )
    assert response["Content-Length"] == "10"
    assert response["Accept-Ranges"] == "bytes"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_quotes_in_a_name_do_not_break_the_header():
    disposition = ask(name='a"; filename="b.exe')["Content-Disposition"]

    assert disposition == 'attachment; filename="a\\"; filename=\\"b.exe"'


@pytest.mark.parametrize(
    ("wanted", "content", "part"),
    [
        ("bytes=0-3", b"0123", "bytes 0-3/10"),
        ("bytes=4-", b"456789", "bytes 4-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=-30", b"0123456789", "bytes 0-9/10"),
        ("bytes=8-99", b"89", "bytes 8-9/10"),
        ("bytes=9-9", b"9", "bytes 9-9/10"),
    ],
)
def test_one_part_of_a_file(wanted, content, part):
    response = ask(range=wanted)

    assert response.status_code == 206
    assert response["Content-Range"] == part
    assert response["Content-Length"] == str(len(content))
    assert body(response) == content


@pytest.mark.parametrize("wanted", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_a_part_behind_the_end_is_refused(wanted):
    response = ask(range=wanted)

    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */10"


@pytest.mark.parametrize(
    "wanted", ["bytes=0-1,4-5", "bytes=-", "bytes=5-2", "lines=1-2", "bytes=a-b", ""]
)
def test_what_is_no_single_part_means_the_whole_file(wanted):
    response = ask(range=wanted)

    assert response.status_code == 200
    assert "Content-Range" not in response
    assert body(response) == b"0123456789"


def test_a_part_only_of_the_same_file():
    etag = ask()["ETag"]

    same = ask(range="bytes=0-1", if_range=etag)
    other = ask(range="bytes=0-1", if_range='"other"')

    assert (same.status_code, body(same)) == (206, b"01")
    assert (other.status_code, body(other)) == (200, b"0123456789")


def test_an_enormous_number_is_no_harm():
    response = ask(range="bytes=0-" + "9" * 5000)

    assert response.status_code == 200


def test_head_names_the_length():
    response = ask("head")

    assert (response.status_code, response["Content-Length"]) == (200, "10")


def test_a_picture_is_downloaded_as_what_it_is_now():
    response = ask(path=PICTURE, name="robot.jpg")

    assert response["Content-Disposition"] == 'attachment; filename="robot.webp"'


def test_a_missing_file_is_not_found():
    with pytest.raises(Http404):
        ask(path="files/ab/nothing")


@pytest.mark.django_db
def test_the_file_is_closed_after_sending():
    response = ask()
    slice_ = response.file_to_stream

    response.close()

    assert slice_.file.closed
