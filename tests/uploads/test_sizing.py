"""Smaller files of pictures, made by the job from the rows that wait."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from uploads.models import StoredPicture
from uploads.services import PreparedFile, discard, keep_picture
from uploads.sizing import MAX_TRIES, size_waiting_pictures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def _job_waits(request, monkeypatch):
    if "the_job" not in request.node.name:
        monkeypatch.setattr("uploads.services.size_pictures", lambda: None)


def kept(*frames, **options):
    """Keep a picture of these frames and return its name."""
    content = io.BytesIO()
    if frames[1:]:
        options |= {"save_all": True, "append_images": frames[1:]}
    frames[0].save(content, "WEBP", **options)
    size = frames[0].size
    prepared = PreparedFile("a.webp", content.getvalue(), 1, True, *size)
    return keep_picture(prepared, owner=None)


def plain(width, height, colour="red"):
    return Image.new("RGB", (width, height), colour)


def opened(path, width):
    return Image.open(default_storage.open(path.replace(".webp", f"-{width}.webp")))


def names(folder):
    return sorted(file.name[32:] for file in folder.rglob("*.webp"))


def test_a_picture_gets_the_sizes_below_its_own(folder):
    path = kept(plain(1000, 500))

    assert size_waiting_pictures() == 1

    row = StoredPicture.objects.get()
    assert (row.path, row.widths) == (path, "320,640,1000")
    assert row.sized_at is not None
    assert opened(path, 320).size == (320, 160)
    assert opened(path, 640).size == (640, 320)
    assert names(folder) == ["-320.webp", "-640.webp", ".webp"]


def test_doing_it_twice_does_nothing_twice(folder):
    kept(plain(400, 400))
    size_waiting_pictures()
    before = [file.stat().st_mtime_ns for file in sorted(folder.rglob("*.webp"))]

    assert size_waiting_pictures() == 0
    StoredPicture.objects.update(sized_at=None)
    assert size_waiting_pictures() == 1

    after = [file.stat().st_mtime_ns for file in sorted(folder.rglob("*.webp"))]
    assert after == before


def test_a_small_moving_picture_has_a_still_of_its_first_frame():
    path = kept(plain(60, 40, "red"), plain(60, 40, "blue"), duration=100)

    size_waiting_pictures()

    still = opened(path, 320)
    assert StoredPicture.objects.get().widths == "320"
    assert (still.size, getattr(still, "n_frames", 1)) == ((60, 40), 1)
    assert still.convert("RGB").getpixel((5, 5))[0] > 200


def test_a_broken_picture_is_given_up_and_holds_up_no_other():
    broken = PreparedFile("a.webp", b"webp", 4, True, 900, 900)
    path = keep_picture(broken, owner=None)
    kept(plain(400, 400))

    assert [size_waiting_pictures() for _ in range(MAX_TRIES + 2)][:2] == [1, 0]

    row = StoredPicture.objects.get(path=path)
    assert (row.tries, row.sized_at, row.widths) == (MAX_TRIES, None, "")


def test_a_picture_taken_away_leaves_nothing(folder):
    path = kept(plain(1000, 500))
    size_waiting_pictures()

    discard(path)

    assert names(folder) == []
    assert not StoredPicture.objects.exists()


def test_a_picture_taken_away_while_its_sizes_are_made_leaves_nothing(
    folder, monkeypatch
):
    path = kept(plain(1000, 500))
    make_sizes = size_waiting_pictures.__globals__["make_sizes"]

    def make_and_lose(path):
        widths = make_sizes(path)
        discard(path)
        default_storage.save(path.replace(".webp", "-320.webp"), io.BytesIO(b"late"))
        return widths

    monkeypatch.setattr("uploads.sizing.make_sizes", make_and_lose)

    assert size_waiting_pictures() == 0
    assert names(folder) == []
    assert not default_storage.exists(path)


@pytest.mark.django_db(transaction=True)
def test_keeping_a_picture_sends_the_job():
    kept(plain(400, 400))

    assert StoredPicture.objects.get().widths == "320,400"
