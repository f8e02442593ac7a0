"""A mark that a manager uploads: on every page, in every size, and gone again."""

import io
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from siteconfig.icons import FAVICON, ICONS, draw_icons
from siteconfig.models import SiteSettings
from siteconfig.services import save_settings, site
from tests.heads import head_of
from tests.siteconfig.forms_sent import settings_form

pytestmark = pytest.mark.django_db

SETTINGS = "/admin/siteconfig/sitesettings/1/change/"
GREEN = (20, 120, 60)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def admin_client(manager) -> Client:
    client = Client()
    client.force_login(manager)
    return client


def picture(
    size: tuple[int, int] = (600, 600), kind: str = "PNG"
) -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", size, GREEN).save(content, kind)
    return SimpleUploadedFile(f"표시.{kind.lower()}", content.getvalue(), "image/png")


def send(client: Client, **fields):
    return client.post(SETTINGS, settings_form(**fields))


def stored(folder) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_an_uploaded_mark_is_on_every_page_at_once(admin_client, client, kind):
    client.get("/")

    assert send(admin_client, new_mark=picture(kind=kind)).status_code == 302

    html = client.get("/").text
    place = f"/media/icons/{site().mark}/"
    icons = re.findall(r'<link rel="[\w-]*icon" href="([^"]+)"', html)
    assert icons == [
        f"{place}favicon.ico",
        f"{place}icon-192.png",
        f"{place}touch-icon.png",
    ]
    assert f'<img src="{place}icon-192.png" alt=""' in html
    assert "mark.svg" not in html
    preview = head_of(client, "/").metas["og:image"]
    manifest = client.get("/manifest.webmanifest").json()
    shown = icons + [icon["src"] for icon in manifest["icons"]]
    assert client.get("/favicon.ico")["Location"] == f"{place}favicon.ico"
    for address in [*shown, preview[preview.index("/media/") :]]:
        response = client.get(address)
        content = b"".join(response.streaming_content)
        with Image.open(io.BytesIO(content)) as image:
            assert response["Content-Type"] == Image.MIME[image.format]
            middle = image.convert("RGB").getpixel(
                (image.width // 2, image.height // 2)
            )
            assert middle == pytest.approx(GREEN, abs=4)


def test_the_icons_are_made_anew_and_hold_nothing_that_was_hidden_in_the_file(
    admin_client, media
):
    file = picture()
    file = SimpleUploadedFile("a.png", file.read() + b"<script>alert(1)</script>")

    send(admin_client, new_mark=file)

    names = stored(media)
    assert names == sorted([FAVICON, *(icon.name for icon in ICONS)])
    for path in media.rglob("*.*"):
        assert b"<script>" not in path.read_bytes()


def test_a_new_mark_takes_the_place_of_the_old_one(admin_client, media):
    send(admin_client, new_mark=picture())
    first = site().mark

    send(admin_client, new_mark=picture((700, 700)))

    assert site().mark != first
    assert not default_storage.exists(f"icons/{first}/{FAVICON}")
    assert len(stored(media)) == len(ICONS) + 1


def test_other_settings_leave_the_mark_as_it_is(admin_client):
    send(admin_client, new_mark=picture())
    mark = site().mark

    send(admin_client, phone="02-1")

    assert (site().mark, site().phone) == (mark, "02-1")
    assert default_storage.exists(f"icons/{mark}/{FAVICON}")


def test_the_way_back_to_the_themes_mark(admin_client, client, media):
    send(admin_client, new_mark=picture())

    send(admin_client, removes_mark="on")

    assert site().mark == ""
    assert stored(media) == []
    assert "/static/img/mark.svg" in client.get("/").text


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (picture((600, 300)), "600×300픽셀입니다"),
        (picture((100, 100)), "512픽셀 이상인 그림"),
        (SimpleUploadedFile("mark.svg", b"<svg/>"), "그림으로 열리지 않습니다"),
        (SimpleUploadedFile("mark.png", b"GIF89a"), "그림으로 열리지 않습니다"),
    ],
    ids=["oblong", "small", "svg", "broken"],
)
def test_a_picture_that_makes_no_mark_is_refused_and_nothing_typed_is_lost(
    admin_client, media, file, said
):
    response = send(admin_client, new_mark=file, phone="02-1234")

    assert response.status_code == 200
    assert said in response.text
    assert 'value="02-1234"' in response.text
    assert site().mark == ""
    assert stored(media) == []


def test_the_form_shows_the_mark_as_it_is_now(admin_client):
    assert "/static/img/mark.svg" in admin_client.get(SETTINGS).text

    send(admin_client, new_mark=picture())

    html = admin_client.get(SETTINGS).text
    assert f'<img src="/media/icons/{site().mark}/icon-192.png"' in html
    assert 'enctype="multipart/form-data"' in html


def test_settings_that_cannot_be_saved_leave_no_icons_behind(media):
    settings = SiteSettings(site_name="")
    icons = draw_icons(Image.new("RGB", (512, 512), GREEN))

    with pytest.raises(ValidationError):
        save_settings(settings, new_icons=icons)

    assert settings.mark == ""
    assert stored(media) == []


@pytest.mark.parametrize(
    "path",
    [
        f"icons/{'a' * 32}/../../secret.png",
        f"icons/{'a' * 31}/favicon.ico",
        f"icons/{'a' * 32}/favicon.svg",
        f"icons/{'a' * 32}/favicon.ico\n",
        f"icons/{'a' * 32}/favicon.ico",  # not there
    ],
)
def test_only_icons_leave_by_the_address_of_icons(client, path):
    assert client.get(f"/media/{path}").status_code == 404
