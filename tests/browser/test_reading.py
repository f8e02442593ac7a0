"""Finding and reading: lists, tabs, pages, search, the way back from nowhere."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.people import with_and_without_scripts

pytestmark = pytest.mark.browser


def titles(page: Page) -> Locator:
    return page.locator("a.post-row__title")


@with_and_without_scripts
def test_reader_goes_from_the_front_page_through_the_pages_of_a_list(guest: Page):
    guest.goto("/")
    guest.get_by_role("main").get_by_role("link", name="자료실", exact=True).click()
    expect(guest.get_by_text("전체 12건 1 페이지")).to_be_visible()
    assert titles(guest).all_inner_texts() == [f"자료 {n}번" for n in range(12, 7, -1)]

    guest.get_by_role("link", name=re.compile(r"^3\s*페이지$")).click()

    expect(guest.get_by_text("전체 12건 3 페이지")).to_be_visible()
    assert titles(guest).all_inner_texts() == ["자료 2번", "자료 1번"]
    guest.get_by_role("link", name="자료 2번").click()
    expect(guest.get_by_text("2번째 자료의 설명")).to_be_visible()
    guest.get_by_role("link", name="이전글").click()
    expect(guest.get_by_text("3번째 자료의 설명")).to_be_visible()


@with_and_without_scripts
def test_category_tab_shows_its_posts_alone(guest: Page):
    guest.goto("/boards/archive/")

    guest.get_by_role("link", name="지도", exact=True).click()

    expect(guest.get_by_text("전체 2건 1 페이지")).to_be_visible()
    assert titles(guest).all_inner_texts() == ["자료 7번", "자료 3번"]


@with_and_without_scripts
def test_board_search_finds_by_the_chosen_field(guest: Page):
    guest.goto("/boards/archive/")
    search = guest.get_by_role("search").filter(has=guest.get_by_label("검색 대상"))

    search.get_by_label("검색 대상").select_option("내용")
    search.get_by_label("검색어").fill("11번째")
    search.get_by_role("button", name="검색").click()

    expect(titles(guest)).to_have_text(["자료 11번"])
    expect(search.get_by_label("검색어")).to_have_value("11번째")


@with_and_without_scripts
def test_list_sorts_by_views_down_and_up(guest: Page):
    guest.goto("/boards/archive/")

    guest.get_by_role("link", name="조회").click()
    expect(titles(guest).first).to_have_text("자료 4번")
    guest.get_by_role("link", name="조회").click()

    expect(titles(guest).first).not_to_have_text("자료 4번")


@with_and_without_scripts
def test_site_search_finds_posts_of_every_board(guest: Page):
    guest.goto("/")
    search = guest.get_by_role("banner").get_by_role("search")

    search.get_by_label("검색어").fill("로봇 사서")
    search.get_by_role("button", name="검색").click()
    guest.get_by_role("main").get_by_role("link", name="로봇 사서").click()

    expect(guest.get_by_text("한 구립 도서관이")).to_be_visible()


@with_and_without_scripts
def test_menu_leads_to_boards_and_the_footer_to_pages(guest: Page):
    guest.goto("/")

    guest.get_by_role("navigation").get_by_role("link", name="뉴스").first.click()
    expect(guest).to_have_title("뉴스")
    guest.get_by_role("main").get_by_role(
        "link", name="IT/과학기사 | it/science", exact=True
    ).click()
    expect(guest).to_have_title("IT/과학기사 | it/science")
    guest.get_by_role("contentinfo").get_by_role("link", name="이용약관").click()

    expect(guest.get_by_role("heading", name="이용약관").first).to_be_visible()


@with_and_without_scripts
def test_nowhere_is_said_in_korean_with_ways_back(guest: Page):
    answer = guest.goto("/boards/no-such-board/")

    assert answer is not None
    assert answer.status == 404
    expect(guest.get_by_role("heading", name="찾을 수 없습니다").last).to_be_visible()
    guest.get_by_role("main").get_by_role("link", name="첫 화면으로").click()
    expect(guest).to_have_url("/")


@pytest.mark.parametrize("path", ["/", "/boards/archive/", "/boards/square/write/"])
def test_a_phone_shows_the_page_without_sideways_scrolling(guest: Page, path: str):
    guest.set_viewport_size({"width": 360, "height": 740})

    guest.goto(path)

    assert guest.evaluate("document.documentElement.scrollWidth") <= 360
