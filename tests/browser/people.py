"""The people who use the site: each a browser of his own at an address of his own."""

from dataclasses import dataclass, field
from itertools import count

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
)

# The browser's own name says that nobody sits before it, and robots are not counted.
USER_AGENT = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/138.0.0.0 Safari/537.36"
)
TIMEOUT_MS = 30_000

with_and_without_scripts = pytest.mark.parametrize(
    "scripts", [True, False], ids=["scripts", "no-scripts"]
)

_addresses = count(1)


@dataclass
class Person:
    """Somebody at a browser; `troubles` is what went wrong behind his pages."""

    context: BrowserContext
    page: Page
    troubles: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Write down what a developer's console would show in red."""
        self.context.on("console", self._note_console)
        self.context.on("weberror", lambda error: self._note(str(error.error)))
        self.context.on("requestfailed", self._note_failure)
        self.context.on("response", self._note_response)

    def _note(self, trouble: str) -> None:
        self.troubles.append(trouble)

    def _note_console(self, message: ConsoleMessage) -> None:
        # What failed to load is noted below; a page itself may well be a 404.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self._note(f"{message.text} ({message.location['url']})")

    def _note_failure(self, request: Request) -> None:
        # Aborted is what the visitor left behind by going on, or took as a download.
        if request.failure != "net::ERR_ABORTED":
            self._note(f"{request.failure}: {request.method} {request.url}")

    def _note_response(self, response: Response) -> None:
        is_page = response.request.resource_type == "document"
        if response.status >= (500 if is_page else 400):
            self._note(f"{response.status}: {response.url}")


def arrive(browser: Browser, url: str, *, scripts: bool = True) -> Person:
    """Open a browser window for somebody new, with JavaScript or without."""
    number = next(_addresses)
    context = browser.new_context(
        base_url=url,
        java_script_enabled=scripts,
        user_agent=USER_AGENT,
        locale="ko-KR",
        timezone_id="Asia/Seoul",
        viewport={"width": 1366, "height": 900},
        extra_http_headers={
            "X-Forwarded-For": f"198.18.{number // 250}.{number % 250 + 1}"
        },
    )
    context.set_default_timeout(TIMEOUT_MS)
    person = Person(context, context.new_page())
    person.watch()
    return person


def show_session(person: Person, url: str, session: str) -> None:
    """Give the browser the cookie of an open log-in."""
    person.context.add_cookies([{"name": "sessionid", "value": session, "url": url}])


def make_first_manager(person: Person, link: str) -> dict[str, str]:
    """Follow the link that the console shows; return the cookies of who is made."""
    page = person.page
    page.goto(link)
    page.get_by_label("아이디").fill("manager")
    page.get_by_label("닉네임").fill("마당지기")
    page.get_by_label("비밀번호", exact=False).first.fill("저녁노을과 강가 7")
    page.get_by_label("비밀번호 확인").fill("저녁노을과 강가 7")
    page.get_by_role("button", name="관리자 만들기").click()
    expect(page.get_by_text("관리자로 로그인했습니다")).to_be_visible()
    return {cookie["name"]: cookie["value"] for cookie in person.context.cookies()}
