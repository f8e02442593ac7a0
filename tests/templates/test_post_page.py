"""A post's page, read as plain text: the lines its readers know, in their order."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from boards.models import Board, Post
from portal.starter import ensure_starter_site
from tests.factories import make_comment, make_member, make_post
from tests.templates.reading import lines_of

pytestmark = pytest.mark.django_db

TITLE = "[단독] 동네 도서관에 로봇 사서…“책장 정리 두 시간 줄었다”"
LINES = f"""
{TITLE} > IT/과학기사 | it/science
본문 바로가기
사이트 내 전체검색
IT/과학기사 | it/science
{TITLE}
페이지 정보
profile_image
작성자 수집기
댓글 0건 조회 109회 작성일 23-07-23 18:06
본문
뉴스 기사
“사람 일을 뺏지 않고 덜어 준다”
한 구립 도서관이 책을 제자리에 꽂는 로봇을 들였다.
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
어제
최대
전체
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


def make_news() -> Post:
    ensure_starter_site()
    post = make_post(
        Board.objects.get(slug="it-science"),
        make_member(nickname="수집기"),
        title=TITLE,
        body="뉴스 기사\n“사람 일을 뺏지 않고 덜어 준다”\n\n"
        "한 구립 도서관이 책을 제자리에 꽂는 로봇을 들였다.",
    )
    written = datetime(2023, 7, 23, 18, 6, tzinfo=ZoneInfo("Asia/Seoul"))
    Post.objects.filter(pk=post.pk).update(view_count=109, created_at=written)
    return post


def page_of(client, post: Post) -> str:
    return client.get(post.get_absolute_url()).content.decode()


def test_the_lines_stand_in_their_order(client):
    read = iter(lines_of(page_of(client, make_news())))

    missing = [line for line in LINES if line not in read]

    assert missing == []


def test_the_tab_names_post_and_board(client):
    title = re.search("<title>(.*?)</title>", page_of(client, make_news()))

    assert title is not None
    assert title[1] == f"{TITLE} &gt; IT/과학기사 | it/science"


def test_what_gnuboard_calls_headings_are_headings(client):
    html = page_of(client, make_news())

    headings = re.findall(r"<h[23][^>]*>(.*?)</h[23]>", html, re.DOTALL)

    words = [re.sub("<.*?>", "", heading).strip() for heading in headings]
    assert [word for word in words if word in HEADINGS] == HEADINGS


def test_a_comment_is_counted_and_shown_with_its_reply(client):
    post = make_news()
    comment = make_comment(post, make_member(nickname="홍길동"), body="잘 읽었습니다.")
    make_comment(post, make_member(nickname="최고수"), parent=comment, body="저도요.")

    lines = lines_of(page_of(client, post))

    assert "댓글 2건 조회 109회 작성일 23-07-23 18:06" in lines
    place = [
        lines.index(line)
        for line in ("잘 읽었습니다.", "최고수님의 댓글의 댓글", "저도요.")
    ]
    assert place == sorted(place)
    assert "등록된 댓글이 없습니다." not in lines


def test_two_guests_read_the_same_bytes(client):
    post = make_news()

    first = page_of(client, post)
    second = client.get(post.get_absolute_url(), REMOTE_ADDR="192.0.2.7")

    assert second.content.decode() == first
    assert "csrfmiddlewaretoken" not in first
