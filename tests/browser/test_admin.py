"""The manager at work: in the admin, with the effect seen on the site."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import expect_post, send, write

pytestmark = pytest.mark.browser


def find_in_admin(page: Page, title: str) -> None:
    """Search for a post in the admin's list."""
    page.goto("/admin/boards/post/")
    page.locator("#searchbar").fill(title)
    page.locator("#searchbar").press("Enter")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)


def act_on_found(page: Page, action: str) -> None:
    """Choose the one row of the list, and do something to it."""
    page.locator("input.action-select").check()
    page.get_by_label("할 일").select_option(action)
    page.get_by_role("button", name="실행").click()
    expect(page.locator(".messagelist")).to_be_visible()


def test_edited_body_is_cleaned_and_shown(manager: Page, guest: Page):
    manager.goto("/boards/qa/write/")
    write(manager, "관리 화면에서 고칠 글", "처음 본문")
    send(manager, "작성완료")
    expect_post(manager, "관리 화면에서 고칠 글")
    address = manager.url

    find_in_admin(manager, "관리 화면에서 고칠 글")
    manager.get_by_role("link", name="관리 화면에서 고칠 글").click()
    manager.get_by_role("button", name="HTML로 보기").click()
    manager.keyboard.press("Control+A")
    manager.keyboard.insert_text("<h2>고친 본문</h2><script>alert(1)</script>")
    manager.get_by_role("button", name="저장", exact=True).click()
    expect(manager.locator(".messagelist .success")).to_be_visible()

    guest.goto(address)
    expect(guest.locator(".prose")).to_have_text("고친 본문")
    expect(guest.locator(".prose h2")).to_be_visible()


def test_hidden_post_is_gone_until_it_is_restored(manager: Page, guest: Page):
    manager.goto("/boards/qa/write/")
    write(manager, "숨었다 나타날 글")
    send(manager, "작성완료")
    expect_post(manager, "숨었다 나타날 글")
    address = manager.url

    find_in_admin(manager, "숨었다 나타날 글")
    act_on_found(manager, "숨기기")
    hidden = guest.goto(address)
    assert hidden is not None
    assert hidden.status == 404

    find_in_admin(manager, "숨었다 나타날 글")
    act_on_found(manager, "되살리기")
    guest.goto(address)
    expect_post(guest, "숨었다 나타날 글")


def test_board_settings_show_on_its_page(
    manager: Page, guest: Page, furniture: dict[str, Any]
):
    manager.goto("/admin/boards/board/")
    manager.get_by_role("link", name="갤러리", exact=True).click()
    manager.locator("#id_name").fill("사진첩")
    manager.locator("#id_write_level").select_option("1")
    manager.get_by_role("button", name="저장", exact=True).click()
    expect(manager.locator(".messagelist .success")).to_be_visible()

    guest.goto("/boards/gallery/")

    expect(guest).to_have_title("사진첩")
    expect(guest.get_by_role("link", name="글쓰기").first).to_be_visible()
