"""The template files themselves: what a strict CSP and a reader of them ask for."""

import re
from xml.parsers import expat

import pytest
from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
SPRITE = settings.BASE_DIR / "static" / "img" / "icons.svg"


def name_of(page):
    return str(page.relative_to(TEMPLATES))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_nothing_inline_that_the_policy_forbids(page):
    text = page.read_text(encoding="utf-8")

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text)
    # What is no program, such as JSON, the browser does not run.
    assert not re.search(
        r"<script(?![^>]*\s(src=|type=\"application/ld\+json\"))", text
    )


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_fits_on_a_screen_or_two(page):
    lines = page.read_text(encoding="utf-8").splitlines()

    assert len(lines) < 120
    if page.name.startswith("_"):
        assert lines[0].startswith("{# ")


def test_every_icon_is_in_the_sprite_and_none_is_spare():
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    used = set(re.findall(r'{% icon "([\w-]+)" %}', text))
    used |= set(re.findall(r'\sicon="([\w-]+)"', text))

    symbols = set()
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, given: (
        symbols.add(given["id"]) if tag == "symbol" else None
    )
    parser.Parse(SPRITE.read_text(encoding="utf-8"), True)

    assert used == symbols
    assert "ISC License" in SPRITE.read_text(encoding="utf-8")
