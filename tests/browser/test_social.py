"""Coming in from another site, in a browser that follows the page's own rules."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accounts.stub_provider import CLIENT_ID, SECRET, StubProvider
from tests.browser import running_site
from tests.browser.acts import send
from tests.browser.people import (
    Person,
    arrive,
    make_first_manager,
    show_session,
    with_and_without_scripts,
)
from tests.browser.running_site import RunningSite
from tests.browser.test_audits import check_html, tools, violations_of
from tests.browser.test_widths import too_wide

pytestmark = pytest.mark.browser

__all__ = ["tools"]  # a fixture
_people = count(1)  # a new one at the provider for each test
PASSWORD = "나무와바람37"  # of tests.browser.furnishing


@pytest.fixture(scope="module")
def stub() -> Iterator[StubProvider]:
    with StubProvider() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def site(
    stub: StubProvider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningSite]:
    """A site of its own, which takes the stub for Google."""
    site = running_site.start(
        tmp_path_factory.mktemp("social"),
        DJANGO_SETTINGS_MODULE="tests.browser.social_settings",
        STUB_URL=stub.url,
    )
    try:
        yield site
    finally:
        exit_code = site.stop()
    assert "Traceback" not in site.log, site.log
    assert exit_code == 0, site.log


@pytest.fixture(scope="module")
def post(site: RunningSite, browser: Browser) -> str:
    """Set the key in the admin, as a manager does; a post to comment on."""
    person = arrive(browser, site.url)
    make_first_manager(person, site.first_manager_link)
    page = person.page
    page.goto("/admin/socialaccount/socialapp/add/")
    page.get_by_label("사이트:", exact=True).select_option("google")
    page.get_by_label("클라이언트 아이디").fill(CLIENT_ID)
    page.get_by_label("비밀 키").fill(SECRET)
    expect(
        page.get_by_text(f"{site.url}/accounts/google/login/callback/")
    ).to_be_visible()
    page.get_by_role("button", name="저장", exact=True).click()
    expect(
        page.locator("#result_list").get_by_role("link", name="구글")
    ).to_be_visible()
    person.context.close()
    assert person.troubles == []
    found: str = site.ask("post_for_members")
    return found


@pytest.fixture
def come(
    site: RunningSite, stub: StubProvider, post: str, browser: Browser, scripts: bool
) -> Iterator[Callable[[], Person]]:
    """Call it for one more person; at the end nobody may have had any trouble."""
    stub.begin()
    number = next(_people)
    stub.script.person |= {"uid": str(number), "email": f"bom{number}@example.com"}
    people: list[Person] = []

    def come() -> Person:
        people.append(arrive(browser, site.url, scripts=scripts))
        return people[-1]

    yield come
    for person in people:
        person.context.close()
    assert [person.troubles for person in people] == [[] for _ in people]


def agree(page: Page) -> None:
    form = page.get_by_role("main")
    for label in ("만 14세 이상", "이용약관에 동의", "개인정보처리방침에 동의"):
        form.get_by_label(label).check()


@with_and_without_scripts
def test_guest_joins_from_a_comment_box_and_comes_in_by_the_side_box(
    come: Callable[[], Person], post: str, scripts: bool
):
    guest = come().page
    guest.goto(post)
    guest.locator("#comments").get_by_role("link", name="로그인").click()
    send(guest, "구글로 로그인")
    form = guest.get_by_role("main")
    expect(form.get_by_label("닉네임")).to_have_value("새봄")
    form.get_by_label("아이디").fill(f"saebom_{scripts}".lower())
    form.get_by_label("닉네임").fill(f"새봄{scripts}")
    agree(guest)
    send(guest, "가입하기")
    expect(guest).to_have_url(f"{post}#comment_write")
    expect(guest.get_by_role("button", name="댓글등록")).to_be_visible()

    again = come().page
    again.goto("/boards/free/?page=1")
    again.get_by_role("complementary").get_by_role(
        "button", name="구글로 로그인"
    ).click()

    expect(again.get_by_text(f"새봄{scripts}님")).to_be_visible()
    expect(again).to_have_url("/boards/free/?page=1")


def test_whoever_refuses_is_led_back(
    come: Callable[[], Person], stub: StubProvider, post: str
):
    stub.script.refuses = True
    guest = come().page
    guest.goto("/accounts/login/?next=/boards/free/")
    send(guest, "구글로 로그인")
    expect(guest.get_by_role("heading", name="취소했습니다").last).to_be_visible()

    stub.script.refuses = False
    guest.get_by_role("main").get_by_role("link", name="로그인").click()
    send(guest, "구글로 로그인")

    expect(guest.get_by_role("heading", name="회원가입").last).to_be_visible()


def test_member_connects_and_takes_it_back(
    come: Callable[[], Person], site: RunningSite
):
    person = come()
    show_session(person, site.url, site.ask("member_with_session"))
    member = person.page
    member.goto("/accounts/")
    member.get_by_role("link", name="소셜 로그인 연결").click()
    send(member, "구글 연결하기")
    type_password(member)
    expect(member.get_by_text("구글 계정을 연결했습니다.")).to_be_visible()

    member.get_by_role("button", name="구글 연결 끊기").click()

    expect(member.get_by_text("구글 연결을 끊었습니다.")).to_be_visible()
    expect(member.get_by_text("아직 연결한 계정이 없습니다.")).to_be_visible()


def type_password(page: Page) -> None:
    page.get_by_role("main").get_by_label("비밀번호").fill(PASSWORD)
    send(page, "확인")


PAGES = [
    "/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/google/login/",
    "/accounts/social/cancelled/",
    "/accounts/google/login/callback/?state=forged",
    "SIGN-UP",
    "CONNECTIONS",
]


def test_pages_with_all_buttons_keep_the_rules_of_every_page(
    come: Callable[[], Person],
    site: RunningSite,
    tools: Path,
    tmp_path: Path,
):
    """Last of all, because it opens every provider."""
    site.ask("open_all_providers")
    found: dict[str, Any] = {}
    for number, path in enumerate(PAGES):
        person = come()
        page = person.page
        if path == "CONNECTIONS":
            show_session(person, site.url, site.ask("member_with_session"))
            page.goto("/accounts/social/")
        elif path == "SIGN-UP":
            page.goto("/accounts/login/")
            send(page, "구글로 로그인")
            page.get_by_label("닉네임").wait_for()
        else:
            page.goto(path)
        as_sent = page.request.get(page.url).text()  # before scripts change it
        (tmp_path / f"{number}.html").write_text(as_sent, encoding="utf-8")
        found[path] = violations_of(page, tools) + too_wide(page)

    assert {path: troubles for path, troubles in found.items() if troubles} == {}
    assert check_html(tools, tmp_path) == []
