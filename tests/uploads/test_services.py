"""Uploads are checked first, then stored under names that nobody can guess."""

import io
import re

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from uploads.services import UploadRefused, clean_name, discard, prepare_upload, store


def picture_bytes(picture_format="JPEG"):
    file = io.BytesIO()
    Image.new("RGB", (12, 8), "red").save(file, picture_format)
    return file.getvalue()


def upload(name="사진.jpg", content=None, content_type="image/jpeg"):
    content = picture_bytes() if content is None else content
    return SimpleUploadedFile(name, content, content_type)


def test_a_picture_is_prepared_as_webp_and_keeps_its_name():
    prepared = prepare_upload(upload())

    assert prepared.name == "사진.jpg"
    assert prepared.is_picture
    assert (prepared.width, prepared.height) == (12, 8)
    assert prepared.content[8:12] == b"WEBP"
    assert prepared.size == len(prepared.content)


def test_any_other_file_is_kept_as_it_is():
    prepared = prepare_upload(upload("글.hwp", b"HWP Document", "application/x-hwp"))

    assert prepared.content == b"HWP Document"
    assert (prepared.is_picture, prepared.size, prepared.width) == (False, 12, 0)


@pytest.mark.parametrize(
    ("name", "content_type"),
    [("가짜.jpg", "text/plain"), ("가짜", "image/png"), ("그림.svg", "text/plain")],
)
def test_what_calls_itself_a_picture_must_be_one(name, content_type):
    with pytest.raises(UploadRefused, match=f"‘{name}’.*그림으로 열리지 않습니다"):
        prepare_upload(upload(name, b"<svg/>", content_type))


def test_an_empty_file_is_refused():
    with pytest.raises(UploadRefused, match="비어 있습니다"):
        prepare_upload(upload("글.txt", b"", "text/plain"))


def test_a_picture_lies_under_an_unguessable_name(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    prepared = prepare_upload(upload())

    path, other = store(prepared), store(prepared)

    assert re.fullmatch(r"pictures/(..)/(..)/\1\2[0-9a-f]{28}\.webp", path)
    assert path != other
    assert (tmp_path / path).read_bytes() == prepared.content


def test_another_file_lies_without_name_and_extension(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    path = store(prepare_upload(upload("x.html", b"<script>", "text/html")))

    assert re.fullmatch(r"files/(..)/\1[0-9a-f]{30}", path)
    with default_storage.open(path) as file:
        assert file.read() == b"<script>"


def test_discarding_twice_is_fine(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    path = store(prepare_upload(upload()))

    discard(path)
    discard(path)

    assert not default_storage.exists(path)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("보고서.hwp", "보고서.hwp"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\글.txt", "글.txt"),
        ("gpj\u202egnp.exe", "gpjgnp.exe"),
        ("a\x00b\r\nc.txt", "abc.txt"),
        ('a"<b>.txt', "a__b_.txt"),
        ("  .. ", "이름 없는 파일"),
        ("", "이름 없는 파일"),
        ("\u1112\u1161\u11ab.txt", "한.txt"),
        ("가" * 300 + ".txt", "가" * 96 + ".txt"),
        ("a." + "b" * 300, "a." + "b" * 98),
        ("b" * 300, "b" * 100),
    ],
)
def test_names_are_fit_to_be_shown(given, shown):
    assert clean_name(given) == shown
