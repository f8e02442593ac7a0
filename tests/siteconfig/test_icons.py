"""The site's mark where browsers, phones and previews look for it."""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command
from PIL import Image

from siteconfig.icons import FAVICON, ICONS, MASKABLE, PREVIEW, TOUCH, draw_icons
from siteconfig.models import SiteSettings
from siteconfig.services import save_settings

IMG = Path(site_settings.BASE_DIR, "static", "img")
RED, CLEAR = (200, 30, 30, 255), (0, 0, 0, 0)


def mark(side: int = 600, colour: tuple[int, ...] = RED) -> Image.Image:
    return Image.new("RGBA", (side, side), colour)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon.name)
def test_the_shipped_icon_has_the_size_it_is_said_to_have(icon):
    with Image.open(IMG / icon.name) as image:
        assert image.format == "PNG"
        assert image.size == icon.size
        assert len(image.convert("RGB").getcolors(1 << 20)) > 100  # more than a ground


def test_the_shipped_favicon_has_the_sizes_of_tabs():
    with Image.open(IMG / FAVICON) as image:
        assert image.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_icons_are_drawn_of_a_mark():
    files = draw_icons(mark())

    assert set(files) == {FAVICON, *(icon.name for icon in ICONS)}
    assert {icon.name: opened(files[icon.name]).size for icon in ICONS} == {
        icon.name: icon.size for icon in ICONS
    }
    preview = opened(files[PREVIEW.name])
    assert preview.getpixel((600, 315)) == RED[:3]
    assert preview.getpixel((5, 5)) == (0xF1, 0xF3, 0xF5)


def test_a_phone_may_cut_the_maskable_icon_to_a_circle():
    icon = opened(draw_icons(mark())[MASKABLE.name])

    # The mark's corner lies inside a circle of four fifths of the width.
    inside = [
        (x, y)
        for x in range(0, 512, 4)
        for y in range(0, 512, 4)
        if icon.getpixel((x, y)) == RED[:3]
    ]
    assert max((x - 256) ** 2 + (y - 256) ** 2 for x, y in inside) <= (0.4 * 512) ** 2


def test_a_see_through_mark_gets_a_ground_where_a_phone_would_make_it_black():
    files = draw_icons(mark(colour=CLEAR))

    assert opened(files[TOUCH.name]).getpixel((90, 90)) == (255, 255, 255)
    assert opened(files["icon-192.png"]).getpixel((90, 90))[3] == 0


def test_the_command_makes_the_icons_of_a_theme(tmp_path, settings, capsys):
    mark().save(tmp_path / "표시.png")
    settings.STATICFILES_DIRS = [tmp_path / "static", *site_settings.STATICFILES_DIRS]

    call_command(
        "make_icons",
        str(tmp_path / "표시.png"),
        folder=tmp_path / "static" / "img",
    )

    assert "그림 6개를 만들었습니다" in capsys.readouterr().out
    finders.get_finder.cache_clear()
    for name in (FAVICON, *(icon.name for icon in ICONS)):
        assert finders.find(f"img/{name}") == str(tmp_path / "static" / "img" / name)
    finders.get_finder.cache_clear()


@pytest.mark.parametrize(
    ("size", "said"),
    [((600, 400), "600×400픽셀입니다"), ((200, 200), "512픽셀 이상인 그림")],
)
def test_the_command_says_what_picture_it_needs(tmp_path, size, said):
    Image.new("RGB", size).save(tmp_path / "mark.png")

    with pytest.raises(CommandError, match=re.escape(said)):
        call_command("make_icons", str(tmp_path / "mark.png"), folder=tmp_path / "img")

    assert not (tmp_path / "img").exists()


@pytest.mark.parametrize("content", [b"", b"<svg/>"])
def test_the_command_says_that_a_file_is_no_picture(tmp_path, content):
    (tmp_path / "mark.svg").write_bytes(content)

    with pytest.raises(CommandError, match="PNG 그림을 알려 주세요"):
        call_command("make_icons", str(tmp_path / "mark.svg"), folder=tmp_path)


@pytest.mark.django_db
def test_every_page_names_icons_that_are_there(client):
    html = client.get("/").text

    links = dict(re.findall(r'<link rel="([\w-]+)" href="([^"]+)"', html))
    assert links["apple-touch-icon"] == "/static/img/touch-icon.png"
    assert links["manifest"] == "/manifest.webmanifest"
    icons = re.findall(r'<link rel="icon" href="/static/([^"]+)"', html)
    assert icons == ["img/favicon.ico", "img/mark.svg"]
    assert all(finders.find(icon) for icon in icons)


@pytest.mark.django_db
def test_who_asks_for_the_icon_by_its_old_name_is_led_to_it(client):
    response = client.get("/favicon.ico")

    assert response.status_code == 302
    assert response["Location"] == "/static/img/favicon.ico"
    assert "max-age=3600" in response["Cache-Control"]


@pytest.mark.django_db
def test_the_manifest_names_the_site_and_icons_that_are_there(client):
    save_settings(SiteSettings(site_name='은행나무골 "쉼터"'))

    response = client.get("/manifest.webmanifest")

    assert response["Content-Type"] == "application/manifest+json"
    manifest = response.json()
    assert manifest["name"] == '은행나무골 "쉼터"'
    assert (manifest["lang"], manifest["start_url"]) == ("ko", "/")
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        found = finders.find(icon["src"].removeprefix("/static/"))
        with Image.open(found) as image:
            assert icon["sizes"] == f"{image.width}x{image.height}"
