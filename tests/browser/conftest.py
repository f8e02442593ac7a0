"""One running site and one Chromium for all browser tests, and who uses them."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import running_site
from tests.browser.furnishing import MEMBERS_NAMED
from tests.browser.people import (
    TIMEOUT_MS,
    Person,
    arrive,
    make_first_manager,
    show_session,
)
from tests.browser.running_site import RunningSite

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

expect.set_options(timeout=TIMEOUT_MS)


@pytest.fixture(autouse=True)
def fresh_memory() -> None:
    """Nothing to forget: the site runs in processes of its own."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The served site; it must stop cleanly, and no error may stand in its log."""
    site = running_site.start(tmp_path_factory.mktemp("site"))
    try:
        yield site
    finally:
        exit_code = site.stop()
    assert "Traceback" not in site.log, site.log
    assert exit_code == 0, site.log


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("The browser tests need Chromium: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=CHROMIUM_OPTIONS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def first_manager(site: RunningSite, browser: Browser) -> dict[str, Any]:
    """Use the link of the console; return the cookies of the manager it makes."""
    person = arrive(browser, site.url)
    cookies = make_first_manager(person, site.first_manager_link)
    person.context.close()
    assert person.troubles == []
    return cookies


@pytest.fixture(scope="session")
def furniture(site: RunningSite, first_manager: dict[str, Any]) -> dict[str, Any]:
    """Members and posts, made beside the site once its first manager is there."""
    found: dict[str, Any] = site.ask("furnish")
    return found


@pytest.fixture(scope="session")
def sessions(furniture: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Members by turns, so that no limit of one counts for another test.

    None of those that tests name: whoever sets up a second factor keeps it.
    """
    return iter(furniture["members"][MEMBERS_NAMED:])


@pytest.fixture
def scripts() -> bool:
    """Whether the browsers of a test run JavaScript; see with_and_without_scripts."""
    return True


@pytest.fixture
def come(
    site: RunningSite, browser: Browser, furniture: dict[str, Any], scripts: bool
) -> Iterator[Callable[[], Person]]:
    """Call it for one more person; at the end nobody may have had any trouble."""
    people: list[Person] = []

    def come() -> Person:
        people.append(arrive(browser, site.url, scripts=scripts))
        return people[-1]

    yield come
    for person in people:
        person.context.close()
    assert [person.troubles for person in people] == [[] for _ in people]


@pytest.fixture
def guest(come: Callable[[], Person]) -> Page:
    return come().page


@pytest.fixture
def member(
    site: RunningSite, come: Callable[[], Person], sessions: Iterator[dict[str, str]]
) -> Page:
    """The page of a member who is logged in; each test meets another one."""
    person = come()
    show_session(person, site.url, next(sessions)["session"])
    return person.page


@pytest.fixture
def manager(
    site: RunningSite, come: Callable[[], Person], first_manager: dict[str, str]
) -> Page:
    """The page of the site's manager, logged in."""
    person = come()
    show_session(person, site.url, first_manager["sessionid"])
    return person.page
