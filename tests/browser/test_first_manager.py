"""The link on the console, which makes the one who runs the site."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.running_site import RunningSite

pytestmark = pytest.mark.browser


def test_first_managers_link_dies_once_used(
    site: RunningSite, manager: Page, guest: Page
):
    manager.goto("/")
    answer = guest.goto(site.first_manager_link)

    expect(manager.get_by_text("마당지기님")).to_be_visible()
    assert answer is not None
    assert answer.status == 404


def test_first_manager_finds_the_way_to_the_admin(manager: Page):
    manager.goto("/")

    manager.get_by_role("link", name="관리", exact=True).click()

    expect(manager).to_have_url("/admin/")
    expect(manager.get_by_role("link", name="회원", exact=True).last).to_be_visible()
