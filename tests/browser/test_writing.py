"""Members write: with picture and file, edited, answered, deleted."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import expect_body, expect_post, log_in, send, write
from tests.browser.files import picture_bytes
from tests.browser.furnishing import PASSWORD
from tests.browser.people import with_and_without_scripts

pytestmark = pytest.mark.browser

LETTER = {"name": "편지.txt", "mimeType": "text/plain", "buffer": "안녕하세요".encode()}


@pytest.mark.parametrize(("kind", "scripts"), [("PNG", True), ("JPEG", False)])
def test_member_writes_with_a_picture_and_a_file(member: Page, kind: str):
    name = f"숲.{kind.lower()}"
    picture = {
        "name": name,
        "mimeType": f"image/{kind.lower()}",
        "buffer": picture_bytes(kind),
    }
    member.goto("/boards/qa/")
    member.get_by_role("link", name="글쓰기").first.click()
    write(member, f"{kind} 사진과 파일", files=[picture, LETTER])
    send(member, "작성완료")

    expect_post(member, f"{kind} 사진과 파일")
    shown = member.get_by_role("img", name=name)
    expect(shown).to_be_visible()
    assert (
        shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 320
    )
    with member.expect_download() as download:
        member.get_by_role("link", name="편지.txt").click()
    assert download.value.suggested_filename == "편지.txt"
    assert Path(download.value.path()).read_text(encoding="utf-8") == "안녕하세요"


@with_and_without_scripts
def test_member_edits_a_post_and_deletes_it(member: Page):
    member.goto("/boards/qa/write/")
    write(member, "처음 제목", "처음 본문", files=[LETTER])
    send(member, "작성완료")

    member.get_by_role("main").get_by_role("link", name="수정").click()
    write(member, "고친 제목", "고친 본문")
    member.get_by_label("편지.txt").check()
    send(member, "작성완료")

    expect_post(member, "고친 제목")
    expect(member.get_by_text("고친 본문")).to_be_visible()
    expect(member.get_by_role("link", name="편지.txt")).to_have_count(0)
    member.get_by_role("main").get_by_role("link", name="삭제").click()
    send(member, "삭제")
    expect(member.get_by_role("status")).to_contain_text("글을 지웠습니다.")
    expect(member.get_by_role("link", name="고친 제목")).to_have_count(0)


@with_and_without_scripts
def test_reply_post_stands_below_what_it_answers(member: Page, scripts: bool):
    question, answer = f"원래 질문 {scripts}", f"질문의 답글 {scripts}"
    member.goto("/boards/qa/write/")
    write(member, question)
    send(member, "작성완료")

    member.get_by_role("main").get_by_role("link", name="답변", exact=True).click()
    write(member, answer)
    send(member, "작성완료")

    expect_post(member, answer)
    member.get_by_role("main").get_by_role("link", name="목록").click()
    row = member.get_by_role("row").filter(has_text=question)
    expect(row.locator("xpath=following-sibling::tr[1]")).to_contain_text(answer)


@with_and_without_scripts
def test_a_picture_that_is_none_costs_nothing_that_was_typed(member: Page):
    fake = {"name": "가짜.png", "mimeType": "image/png", "buffer": b"no picture"}
    member.goto("/boards/qa/write/")
    write(member, "남아 있는 제목", "남아 있는\n본문", files=[fake])
    send(member, "작성완료")

    form = member.get_by_role("main")
    expect(form.get_by_role("alert").first).to_contain_text("가짜.png")
    expect(form.get_by_label("제목")).to_have_value("남아 있는 제목")
    expect_body(member, "남아 있는\n본문")
    send(member, "작성완료")
    expect_post(member, "남아 있는 제목")


@with_and_without_scripts
def test_a_log_in_that_ran_out_costs_nothing_that_was_typed(member: Page):
    member.goto("/boards/qa/write/")
    write(member, "오래 쓴 글", "오래 쓴 본문")
    member.context.clear_cookies()
    send(member, "작성완료")

    expect(member.get_by_text("로그인이 풀렸습니다")).to_be_visible()
    with member.context.expect_page() as opened:
        member.get_by_role("main").get_by_role("link", name="로그인").click()
    log_in(opened.value, "sori5", PASSWORD)
    expect(opened.value.get_by_text("소리5님")).to_be_visible()
    send(member, "다시 보내기")

    expect_post(member, "오래 쓴 글")
    expect(member.get_by_text("오래 쓴 본문")).to_be_visible()


@with_and_without_scripts
def test_a_double_click_writes_one_post(member: Page, scripts: bool):
    title = f"두 번 누른 글 {scripts}"
    member.goto("/boards/qa/write/")
    write(member, title)
    member.get_by_role("button", name="작성완료").dblclick()

    expect_post(member, title)
    member.goto("/boards/qa/")
    expect(member.get_by_role("link", name=title)).to_have_count(1)


def test_scripts_give_each_text_its_own_key(member: Page):
    keys = set()
    for _ in range(2):
        member.goto("/boards/qa/write/")
        key = member.locator("input[name=submission_id]")
        expect(key).not_to_have_value("")
        keys.add(key.input_value())

    assert len(keys) == 2
