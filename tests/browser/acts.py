"""What people do on several pages: fill in a form, show that they are people."""

import re

from playwright.sync_api import FilePayload, Locator, Page, expect

_NUMBERS = "영일이삼사오육칠팔구"


def write(
    page: Page,
    title: str,
    body: str = "마당에 남기는 글입니다.",
    *,
    files: list[FilePayload] | None = None,
) -> None:
    """Fill in the form of a post."""
    form = page.get_by_role("main")
    form.get_by_label("제목").fill(title)
    write_body(page, body)
    if files:
        form.get_by_label("파일", exact=True).set_input_files(files)


def body_field(page: Page) -> Locator:
    """The field of a post's body: the editor's box, or the textarea without scripts."""
    page.wait_for_load_state()  # by then scripts have made the editor
    fields = page.get_by_role("main").get_by_label("내용")
    return fields.filter(visible=True)


def has_editor(page: Page) -> bool:
    page.wait_for_load_state()
    return page.locator(".editor__text").count() > 0


def write_body(page: Page, body: str) -> None:
    """Type the body of a post in place of what is there."""
    field = body_field(page)
    if not has_editor(page):
        field.fill(body)
        return
    field.click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    for number, line in enumerate(body.split("\n")):
        if number:
            page.keyboard.press("Shift+Enter")
        page.keyboard.insert_text(line)


def expect_body(page: Page, body: str) -> None:
    """The field of the body holds these words."""
    if has_editor(page):
        expect(body_field(page)).to_have_text(body, use_inner_text=True)
    else:
        expect(body_field(page)).to_have_value(body)


def sign(page: Page, name: str, password: str) -> None:
    """Fill in who writes, as guests do."""
    form = page.get_by_role("main")
    form.get_by_label("이름").fill(name)
    form.get_by_label("비밀번호").fill(password)


def send(page: Page, button: str) -> None:
    page.get_by_role("main").get_by_role("button", name=button).click()


def send_as_guest(
    page: Page, button: str, *, scripts: bool, password: str = ""
) -> None:
    """Send a form; without scripts a question comes, with passwords to type again."""
    if scripts:
        # Whoever is quicker than the scripts is asked the question, too.
        started = page.get_by_role("main").locator("altcha-widget:not([hidden])")
        started.first.wait_for(state="attached")
    send(page, button)
    if not scripts:
        answer_question(page, password=password)


def answer_question(page: Page, *, password: str, mistake: int = 0) -> None:
    """Answer the question that people are asked, wrong by `mistake`."""
    main = page.get_by_role("main")
    question = main.get_by_label("답을 숫자로 적어 주세요")
    text = main.get_by_text("답을 숫자로 적어 주세요").inner_text()
    found = re.search(rf"([{_NUMBERS}]) (더하기|빼기) ([{_NUMBERS}])", text)
    assert found, text
    first, second = _NUMBERS.index(found[1]), _NUMBERS.index(found[3])
    answer = first + second if found[2] == "더하기" else first - second
    question.fill(str(answer + mistake))
    for field in main.get_by_label("비밀번호").all():
        field.fill(password)
    main.get_by_role("button", name="답하고 보내기").click()


def log_in(page: Page, login: str, password: str) -> None:
    """Fill in the log-in page and send it."""
    form = page.get_by_role("main")
    form.get_by_label("아이디 또는 이메일").fill(login)
    form.get_by_label("비밀번호").fill(password)
    form.get_by_role("button", name="로그인", exact=True).click()


def open_password(page: Page, password: str) -> None:
    """Type the password of a guest's post or comment."""
    main = page.get_by_role("main")
    main.get_by_label("비밀번호").fill(password)
    main.get_by_role("button", name="확인").click()


def expect_post(page: Page, title: str) -> None:
    """The page of a post of this title is open."""
    expect(page.get_by_role("heading", name=title, level=2)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/boards/[a-z-]+/\d+/$"))
