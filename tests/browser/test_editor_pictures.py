"""The editor and the form's tray of pictures: what each asks and tells the other."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing import (
    asked,
    compose,
    finish,
    hush_tray,
    open_form,
    paste,
    press_tool,
    tray_says,
    value,
    wait_until,
    wake_tray,
)

pytestmark = pytest.mark.browser

FAR = "https://elsewhere.example/a.png"


def picture(name: str, size: tuple[int, int] = (64, 48)) -> str:
    return f'<img src="/media/{name}.webp" alt="" width="{size[0]}" height="{size[1]}">'


def ready(page: Page, name: str) -> None:
    url = f"/media/{name}.webp"
    tray_says(page, "picture-ready", url=url, width=64, height=48, name=f"{name}.png")


@pytest.fixture
def writer(member: Page) -> Page:
    """A member with the form open, in which a tray stands."""
    member.route("**/media/*.webp", lambda route: route.fulfill(status=204))
    hush_tray(member)
    open_form(member)
    wake_tray(member)
    return member


def test_the_button_opens_the_tray_and_pictures_stand_at_the_cursor(writer: Page):
    writer.keyboard.insert_text("앞뒤")
    writer.keyboard.press("ArrowLeft")
    wait_until(writer, "getSelection().anchorOffset === 1")
    writer.wait_for_timeout(200)  # nobody is as fast as this
    press_tool(writer, "사진 넣기")
    assert asked(writer) == ["pick"]

    ready(writer, "a")
    ready(writer, "b")
    writer.keyboard.insert_text("중")

    assert value(writer) == f"<p>앞{picture('a')}{picture('b')}중뒤</p>"
    assert asked(writer, "told")[-1] == ["/media/a.webp", "/media/b.webp"]


def test_pasted_pictures_come_where_they_were_pasted(writer: Page):
    writer.keyboard.insert_text("첫 줄")
    writer.keyboard.press("Enter")
    writer.keyboard.insert_text("둘째 줄")
    writer.keyboard.press("ArrowUp")
    writer.keyboard.press("Home")
    paste(writer, {}, pictures=2)
    assert asked(writer) == [["take", ["1.png", "2.png"]]]

    writer.keyboard.press("Control+End")
    writer.keyboard.insert_text(" 이어 씀")
    ready(writer, "a")
    ready(writer, "b")
    writer.keyboard.insert_text(" 끝")

    assert value(writer) == (
        f"<p>{picture('a')}{picture('b')}첫 줄</p>\n<p>둘째 줄 이어 씀 끝</p>"
    )


def test_dropped_pictures_come_where_they_were_dropped(writer: Page):
    writer.keyboard.insert_text("위")
    writer.keyboard.press("Enter")
    writer.keyboard.insert_text("아래")
    writer.locator(".editor__text").evaluate(
        """(box) => {
          const place = box.querySelector("p").getBoundingClientRect();
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(["x"], "놓은 것.png", {type: "image/png"}));
          box.dispatchEvent(new DragEvent("drop", {dataTransfer, bubbles: true,
            cancelable: true, clientX: place.x + 1, clientY: place.y + 5}));
        }"""
    )
    assert asked(writer) == [["take", ["놓은 것.png"]]]

    ready(writer, "a")

    assert value(writer) == f"<p>{picture('a')}위</p>\n<p>아래</p>"


def test_pictures_are_removed_and_put_in_order(writer: Page):
    for name in "abc":
        ready(writer, name)
        writer.keyboard.press("Enter")
    urls = [f"/media/{name}.webp" for name in "cab"]

    tray_says(writer, "picture-order", urls=urls)
    lines = [f"<p>{picture(name)}</p>" for name in "cab"]
    assert value(writer).split("\n") == lines
    tray_says(writer, "picture-removed", url="/media/a.webp")

    assert value(writer).split("\n") == [lines[0], "<p><br></p>", lines[2]]
    assert asked(writer, "told")[-1] == ["/media/c.webp", "/media/b.webp"]


def test_a_picture_that_is_ready_waits_for_the_syllable(writer: Page):
    method = writer.context.new_cdp_session(writer)
    compose(method, "ㅎ", "하")
    ready(writer, "a")
    compose(method, "한")
    finish(method, "한")

    expect(writer.locator(".editor__text img[src]")).to_have_count(1)
    assert value(writer) == f"<p>한{picture('a')}</p>"


def test_a_deleted_picture_is_told(writer: Page):
    ready(writer, "a")
    writer.keyboard.press("Backspace")

    assert asked(writer, "told") == [["/media/a.webp"], []]


def test_pictures_of_other_sites_are_fetched_or_marked(writer: Page):
    other = "https://elsewhere.example/b.png"
    paste(
        writer,
        {
            "text/html": f'<p>글<img src="{FAR}"><img src="{other}">'
            '<img src="data:image/png;base64,AAAA"></p>'
        },
    )
    writer.evaluate("() => new Promise((done) => setTimeout(done, 50))")
    assert asked(writer) == [["fetch", [FAR, other]]]

    size = {"width": 64, "height": 48}
    tray_says(writer, "picture-replaced", **{"from": FAR}, url="/media/a.webp", **size)
    tray_says(writer, "picture-failed", **{"from": other})

    shown = writer.locator(".editor__text img:not(.ProseMirror-separator)")
    expect(shown).to_have_count(2)
    expect(shown.nth(1)).to_have_class("is-foreign is-failed")
    assert value(writer) == f'<p>글{picture("a")}<img src="{other}" alt=""></p>'


def test_a_picture_copied_from_this_site_stays_its_own(writer: Page):
    paste(
        writer,
        {"text/html": f'<img src="{writer.url.split("/boards")[0]}/media/a.webp">'},
    )

    assert value(writer) == '<p><img src="/media/a.webp" alt=""></p>'
    assert asked(writer) == []


def test_a_picture_alone_in_a_line_of_plain_text_is_shown(member: Page):
    member.route("**/media/**/*.webp", lambda route: route.fulfill(status=204))
    open_form(member)
    path = "/media/pictures/ab/cd/abcd.webp"

    member.evaluate(
        """(text) => {
          const { body, body_format: format } = document.querySelector("main form").elements;
          format.value = "text";
          body.value = text;
          body.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        f"앞\n{path}\n뒤 {path}",
    )

    text = member.locator(".editor__text")
    expect(text.locator(f"img[src='{path}']")).to_have_count(1)
    expect(text).to_have_text(f"앞뒤 {path}")


def test_without_a_tray_pictures_are_refused_in_words(member: Page):
    open_form(member, "/boards/words/write/")
    expect(member.get_by_role("button", name="사진 넣기")).to_be_hidden()

    paste(member, {}, pictures=1)
    expect(member.get_by_role("status").first).to_contain_text(
        "사진을 올릴 수 없습니다"
    )
    paste(member, {"text/html": f'글<img src="{FAR}">'})

    assert value(member) == "<p>글</p>"
