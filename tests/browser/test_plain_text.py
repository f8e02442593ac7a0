"""A post's page read as plain text: what it says, in which order."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import send, write
from tests.browser.people import Person, with_and_without_scripts
from web.pages import MAX_AGE

pytestmark = pytest.mark.browser

TITLE = "[단독] 동네 도서관에 로봇 사서…“책장 정리 두 시간 줄었다”"
# Numbers of views and visitors are those of the day: `#` stands for them.
EXPECTED = f"""
{TITLE} > IT/과학기사 | it/science
본문 바로가기
사이트 내 전체검색
IT/과학기사 | it/science
{TITLE}
페이지 정보
profile_image
작성자 수집기
댓글 0건 조회 #회 작성일 23-07-23 18:06
본문
뉴스 기사
“사람 일을 뺏지 않고 덜어 준다”
도서관장 인터뷰
한 구립 도서관이 책을 제자리에 꽂는 로봇을 들였다. 밤사이 책장을 돌며 잘못 꽂힌 책을 찾아낸다.
robot-librarian.jpg
도서관은 아침마다 두 시간씩 걸리던 정리가 이십 분으로 줄었다고 밝혔다.
댓글목록
등록된 댓글이 없습니다.
회원로그인
회원가입
사이트 정보
회사명 : 원미디어 / 대표 : 대표자명
주소 : OO도 OO시 OO구 OO동 123-45
사업자 등록번호 : 123-45-67890
전화 : 02-123-4567 팩스 : 02-123-4568
통신판매업신고번호 : 제 OO구 - 123호
개인정보관리책임자 : 정보책임자명
접속자집계
오늘
#
어제
#
최대
#
전체
#
Copyright © 소유하신 도메인. All rights reserved.
""".strip().splitlines()
HEADINGS = [
    "페이지 정보",
    "본문",
    "댓글목록",
    "회원로그인",
    "사이트 정보",
    "접속자집계",
]


class PlainText(HTMLParser):
    """The lines of a page: its texts and its pictures' words, in document order."""

    # fmt: off
    INLINE = {
        "a", "b", "button", "em", "i", "label", "small", "span", "strong", "svg",
        "time", "use",
    }
    # fmt: on
    SILENT = {"script", "style"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.silent = 0
        self.feed(html)
        lines = (" ".join(line.split()) for line in self.text.split("\v"))
        self.lines = [line for line in lines if line]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in self.SILENT
        if tag == "img":
            self.text += dict(attrs).get("alt") or ""
        elif tag not in self.INLINE:
            self.text += "\v"

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in self.SILENT
        if tag not in self.INLINE:
            self.text += "\v"

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.text += data


def without_counts(line: str) -> str:
    """Put `#` for a number that stands alone, and for the count of views."""
    return re.sub(r"^[\d,]+$|(?<=조회 )[\d,]+", "#", line)


def today_count(page: Page) -> int:
    shown = page.locator("dt", has_text="오늘").locator(
        "xpath=following-sibling::dd[1]"
    )
    return int(shown.inner_text().replace(",", ""))


@with_and_without_scripts
def test_post_page_reads_as_it_should(guest: Page, furniture: dict[str, Any]):
    guest.goto(furniture["robot_librarian"])

    lines = iter([without_counts(line) for line in PlainText(guest.content()).lines])

    missing = [line for line in EXPECTED if line not in lines]  # `in` takes in order
    assert missing[:1] == []


def test_headings_and_title_are_real(guest: Page, furniture: dict[str, Any]):
    guest.goto(furniture["robot_librarian"])

    expect(guest).to_have_title(f"{TITLE} > IT/과학기사 | it/science")
    for name in HEADINGS:
        expect(guest.get_by_role("heading", name=name, exact=True)).to_have_count(1)


def test_one_comment_and_one_address_move_the_counts(
    guest: Page, member: Page, come: Callable[[], Person], furniture: dict[str, Any]
):
    member.goto("/boards/it-science/")
    member.get_by_role("link", name="글쓰기").first.click()
    write(member, "셈을 지켜보는 기사", "본문")
    send(member, "작성완료")
    expect(member.get_by_text("등록된 댓글이 없습니다.")).to_be_visible()
    guest.goto(member.url)
    # Its own visit was counted after the page had been made, which is kept for a while.
    guest.wait_for_timeout((MAX_AGE + 1) * 1000)
    guest.goto("/")
    before = today_count(guest)

    member.get_by_label("댓글 내용").fill("잘 읽었습니다.")
    send(member, "댓글등록")
    expect(member.locator("article.comment")).to_have_count(1)
    come().page.goto("/")

    guest.goto(member.url)
    assert "댓글 1건" in " ".join(PlainText(guest.content()).lines)
    guest.goto("/")

    def sees_him() -> bool:
        guest.reload()
        return today_count(guest) == before + 1

    end = guest.evaluate("Date.now()") + 30_000
    while not sees_him():
        assert guest.evaluate("Date.now()") < end
