"""Managers who keep people out, and what those people meet."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Person, show_session, with_and_without_scripts
from tests.browser.running_site import RunningSite

pytestmark = pytest.mark.browser

REASON = "같은 광고를 여러 게시판에 올렸습니다."


@with_and_without_scripts
def test_a_suspended_member_meets_the_reason_at_his_next_click(
    site: RunningSite,
    come: Callable[[], Person],
    sessions: Iterator[dict[str, str]],
    manager: Page,
):
    account, person = next(sessions), come()
    show_session(person, site.url, account["session"])
    page = person.page
    page.goto("/")

    manager.goto(f"/admin/accounts/member/?q={account['username']}")
    name = manager.get_by_role("link", name=account["username"], exact=True)
    name.click()
    manager.get_by_role("link", name="이용 정지하기").click()
    manager.get_by_label("기간").select_option("3일")
    manager.get_by_label("이유").fill(REASON)
    manager.get_by_role("button", name="저장", exact=True).click()
    expect(manager.locator(".messagelist .success")).to_be_visible()

    page.get_by_role("link", name="정보수정").first.click()
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", name="이용이 정지되었습니다")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text(REASON)
    main.get_by_role("button", name="로그아웃").click()
    expect(page.get_by_role("heading", name="회원로그인")).to_be_visible()

    manager.goto(f"/admin/accounts/member/?q={account['username']}")
    row = manager.locator("#result_list tbody tr").filter(has=name)
    row.locator("input.action-select").check()
    manager.get_by_label("할 일").select_option("이용 정지 풀기")
    manager.get_by_role("button", name="실행").click()
    expect(manager.locator(".messagelist .success")).to_be_visible()


@with_and_without_scripts
def test_a_banned_address_meets_the_reason_until_the_ban_is_lifted(
    come: Callable[[], Person], manager: Page, scripts: bool
):
    address = f"203.0.113.{80 + scripts}"
    page = come().page
    page.set_extra_http_headers({"X-Forwarded-For": address})
    page.goto("/")
    expect(page.get_by_role("heading", name="회원로그인")).to_be_visible()

    manager.goto("/admin/guard/addressban/add/")
    manager.get_by_label("주소", exact=False).first.fill(address)
    manager.get_by_label("범위").select_option("읽기까지 모두 막기")
    manager.get_by_label("이유").fill(REASON)
    manager.get_by_role("button", name="저장", exact=True).click()
    expect(manager.locator(".messagelist .success")).to_be_visible()

    page.reload()
    expect(page.get_by_role("heading", name="차단된 주소입니다")).to_be_visible()
    expect(page.get_by_text(REASON)).to_be_visible()

    manager.get_by_role("link", name=address, exact=True).last.click()
    manager.get_by_role("link", name="삭제", exact=True).click()
    manager.locator("#content form [type=submit]").click()
    expect(manager.locator(".messagelist .success")).to_be_visible()

    page.reload()
    expect(page.get_by_role("heading", name="회원로그인")).to_be_visible()


@with_and_without_scripts
def test_a_ban_on_writing_lets_people_read_but_not_log_in(
    come: Callable[[], Person],
):
    page = come().page
    page.set_extra_http_headers({"X-Forwarded-For": "203.0.113.66"})
    page.goto("/boards/square/")
    expect(page.get_by_role("main")).to_be_visible()
    page.goto("/accounts/login/")

    main = page.get_by_role("main")
    expect(main.get_by_role("heading", name="차단된 주소입니다")).to_be_visible()
