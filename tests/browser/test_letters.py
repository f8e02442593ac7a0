"""What takes a letter: an address verified, a forgotten name, a new password."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import running_site
from tests.browser.acts import log_in, send, send_as_guest
from tests.browser.letters import code_in, link_in, wait_for_letter
from tests.browser.people import Person, arrive, with_and_without_scripts
from tests.browser.running_site import RunningSite

pytestmark = pytest.mark.browser

OLD, NEW = "하늘과 바다 21", "구름과 파도 34"


@pytest.fixture(scope="module")
def post_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A site whose letters leave, into the folder `mail`."""
    folder = tmp_path_factory.mktemp("post-office")
    site = running_site.start(folder, EMAIL_URL=f"filemail:///{folder / 'mail'}")
    try:
        yield site
    finally:
        site.stop()
    assert "Traceback" not in site.log, site.log


@pytest.fixture
def mail(post_office: RunningSite) -> Path:
    return post_office.folder / "mail"


@pytest.fixture
def visit(
    post_office: RunningSite, browser: Browser, scripts: bool
) -> Iterator[Callable[[], Page]]:
    """Call it for one more browser at the site."""
    people: list[Person] = []

    def visit() -> Page:
        people.append(arrive(browser, post_office.url, scripts=scripts))
        return people[-1].page

    yield visit
    for person in people:
        person.context.close()
    assert [person.troubles for person in people] == [[] for _ in people]


def confirm(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="확인", exact=True).click()


def join(page: Page, name: str, *, scripts: bool) -> str:
    """Join with an e-mail address, which is returned."""
    address = f"{name}@madang.example"
    page.goto("/accounts/signup/?next=/boards/free/")
    form = page.get_by_role("main")
    form.get_by_label("아이디").fill(name)
    form.get_by_label("닉네임").fill(f"{name}님이")
    form.get_by_label("이메일").first.fill(address)
    form.get_by_label("비밀번호").first.fill(OLD)
    form.get_by_label("비밀번호 확인").fill(OLD)
    for label in ("만 14세 이상", "이용약관에 동의", "개인정보처리방침에 동의"):
        form.get_by_label(label).check()
    # With scripts the form leaves once the proof of work is done.
    send_as_guest(page, "가입하기", scripts=scripts, password=OLD)
    expect(page.get_by_role("heading", name="이메일 확인", level=2)).to_be_visible()
    return address


@with_and_without_scripts
def test_an_address_is_verified_by_the_code_of_the_letter(
    visit: Callable[[], Page], mail: Path, scripts: bool
):
    page = visit()
    address = join(page, f"code_{scripts}".lower(), scripts=scripts)
    page.get_by_label("확인 코드").fill("000 00")
    confirm(page)
    expect(page.get_by_text("코드가 맞지 않거나 기한이 지났습니다")).to_be_visible()
    code = code_in(wait_for_letter(mail, address, "이메일"))
    page.get_by_label("확인 코드").fill(f"{code[:3]} {code[3:]}")
    confirm(page)

    expect(page).to_have_url("/boards/free/")
    page.goto("/accounts/email/")
    expect(page.get_by_text(f"확인한 이메일: {address}")).to_be_visible()


def test_an_address_is_verified_by_the_link_on_another_device(
    visit: Callable[[], Page], mail: Path, scripts: bool
):
    address = join(visit(), "link", scripts=scripts)
    elsewhere = visit()

    link = link_in(wait_for_letter(mail, address, "이메일"))
    elsewhere.goto(link)
    confirm(elsewhere)
    expect(elsewhere.get_by_text(f"{address} 주소를 확인했습니다")).to_be_visible()

    elsewhere.goto(link)
    expect(elsewhere.get_by_text("이미 썼거나 기한이 지난 링크")).to_be_visible()


@with_and_without_scripts
def test_a_forgotten_name_and_password_come_back_by_letter(
    visit: Callable[[], Page], mail: Path, scripts: bool
):
    name = f"lost_{scripts}".lower()
    address = join(visit(), name, scripts=scripts)
    page = visit()

    page.goto("/accounts/login/")
    page.get_by_role("main").get_by_role("link", name="아이디 찾기").click()
    page.get_by_role("main").get_by_label("이메일").fill(address)
    send_as_guest(page, "메일 받기", scripts=scripts)
    expect(page.get_by_text("메일을 보냈습니다")).to_be_visible()
    assert name in wait_for_letter(mail, address, "아이디")

    page.get_by_role("link", name="로그인").first.click()
    page.goto("/accounts/password/reset/")
    page.get_by_role("main").get_by_label("이메일").fill(address)
    page.get_by_role("main").get_by_role("button").click()
    link = link_in(wait_for_letter(mail, address, "비밀번호 새로 정하기"))
    page.goto(link)
    form = page.get_by_role("main")
    for field in form.locator("[type=password]").all():
        field.fill(NEW)
    send(page, "비밀번호 정하기")
    expect(page.get_by_text("새 비밀번호로 로그인해 주세요").first).to_be_visible()

    page.goto(link)
    expect(page.get_by_text("이미 썼거나 기한이 지난 링크")).to_be_visible()
    page.goto("/accounts/login/")
    log_in(page, name, OLD)
    expect(page.get_by_role("alert")).to_contain_text("맞지 않습니다")
    log_in(page, name, NEW)
    expect(page.get_by_text(f"{name}님이님")).to_be_visible()


def test_new_terms_are_agreed_to_before_one_reads_on(
    visit: Callable[[], Page], post_office: RunningSite, scripts: bool
):
    page = visit()
    join(page, "agrees", scripts=scripts)
    page.goto("/boards/free/")
    post_office.ask("publish_new_terms")

    page.goto("/new/")
    expect(page.get_by_role("heading", name="약관과 동의", level=2)).to_be_visible()
    send(page, "동의하고 계속하기")
    assert page.get_by_role("heading", name="약관과 동의", level=2).is_visible()
    page.get_by_label("이용약관에 동의").check()
    send(page, "동의하고 계속하기")

    expect(page).to_have_url("/new/")
