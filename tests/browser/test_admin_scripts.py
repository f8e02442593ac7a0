"""Django's own scripts in the admin, under our policy and on a phone.

Whatever the policy refuses stands in the console, and fails the test.
"""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PAGES = [
    "/admin/",
    "/admin/boards/post/",
    "/admin/boards/post/add/",
    "/admin/boards/board/1/change/",
    "/admin/boards/comment/",
    "/admin/accounts/member/",
    "/admin/siteconfig/menuitem/",
]


def test_no_page_of_the_admin_is_wider_than_a_phone(manager: Page):
    manager.set_viewport_size({"width": 360, "height": 740})

    for path in PAGES:
        manager.goto(path)
        width = manager.evaluate("document.documentElement.scrollWidth")
        assert (path, width) == (path, 360)


def test_the_calendar_fills_in_a_date(manager: Page):
    manager.goto("/admin/boards/post/add/")

    manager.get_by_role("link", name="날짜 고르기").click()
    manager.locator("#calendarbox0 td a", has_text="15").click()

    assert manager.locator("#id_created_at_0").input_value().endswith("-15")


def test_a_boards_manager_is_found_by_typing_his_name(manager: Page):
    manager.goto("/admin/boards/board/1/change/")

    manager.locator(".select2-selection").click()
    manager.keyboard.type("마당지기")
    manager.locator(".select2-results__option", has_text="마당지기").click()

    expect(manager.locator(".select2-selection__choice")).to_contain_text("마당지기")


def test_one_more_category_is_added_to_the_form(manager: Page):
    manager.goto("/admin/boards/board/1/change/")
    rows = manager.locator("#categories-group tr.dynamic-categories")
    before = rows.count()

    manager.get_by_text("분류 더 추가하기").click()

    expect(rows).to_have_count(before + 1)
