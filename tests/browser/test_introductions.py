"""What a page says to programs, as a browser takes it under the site's policy."""

import json
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import expect_post, send, write

pytestmark = pytest.mark.browser

NASTY = "</script><script>document.body.textContent='갔다'</script>"


def test_what_people_write_stays_inside_the_data_of_a_page(member: Page):
    member.goto("/boards/free/write/")
    write(member, NASTY, NASTY)
    send(member, "작성완료")
    expect_post(member, NASTY)

    scripts = member.locator('script[type="application/ld+json"]')

    # The browser's console stays clean too: see conftest.come.
    expect(scripts).to_have_count(1)
    posting, _way = json.loads(scripts.text_content() or "")["@graph"]
    assert posting["headline"] == posting["text"] == NASTY
    assert member.title().startswith(NASTY)
    assert (
        member.locator("script:not([src]):not([type='application/ld+json'])").count()
        == 0
    )


def test_the_browser_understands_the_manifest_and_finds_its_icons(guest: Page):
    guest.goto("/")

    answer = guest.context.new_cdp_session(guest).send("Page.getAppManifest")

    assert answer["errors"] == []
    assert answer["url"].endswith("/manifest.webmanifest")
    manifest = json.loads(answer["data"])
    links = guest.locator("link[rel=icon], link[rel=apple-touch-icon]")
    addresses = [icon["src"] for icon in manifest["icons"]]
    addresses += [link.get_attribute("href") for link in links.all()]
    addresses.append("/favicon.ico")
    for address in addresses:
        response = guest.request.get(address)
        assert response.ok, address
        assert response.headers["content-type"].startswith("image/"), address
    assert len(addresses) == 7


def test_reader_takes_the_feed_from_the_tools_of_a_list(guest: Page):
    guest.goto("/boards/archive/")
    tool = guest.get_by_role("main").get_by_role("link", name="RSS")

    expect(tool).to_be_visible()
    feed = guest.request.get(tool.get_attribute("href") or "")

    root = ET.fromstring(feed.body())  # noqa: S314  our own
    titles = [item.findtext("title") for item in root.iter("item")]
    assert titles[:2] == ["자료 12번", "자료 11번"]
    page = guest.goto(root.findtext("channel/item/link") or "")
    assert page is not None
    assert page.ok
