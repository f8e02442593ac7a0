"""The editor of posts as people use it: open a form, press a tool, see the result."""

import json
import re
import time

from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.browser.acts import body_field, send
from tests.browser.people import TIMEOUT_MS

WRITE = "/boards/qa/write/"


def open_form(page: Page, path: str = WRITE, title: str = "꾸민 글") -> Locator:
    """Open a form for writing, with the cursor in the body; return the body's box."""
    page.goto(path)
    page.get_by_role("main").get_by_label("제목").fill(title)
    box = body_field(page)
    expect(box).to_have_attribute("contenteditable", "true")
    box.click()
    return box


def press_tool(page: Page, name: str) -> None:
    tools = page.get_by_role("toolbar", name="글 꾸미기")
    tools.get_by_role("button", name=name, exact=True).click()
    let_focus_come(page)


def let_focus_come(page: Page) -> None:
    """Wait for the frames in which the editor takes the focus: no hand is faster."""
    page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    page.wait_for_timeout(100)


def choose(page: Page, dialog: str, name: str) -> None:
    """Press a tool that opens a dialog, and a button in there."""
    press_tool(page, dialog)
    opened = page.get_by_role("dialog", name=dialog)
    opened.get_by_role("button", name=name, exact=True).click()
    expect(opened).to_be_hidden()
    let_focus_come(page)


def value(page: Page) -> str:
    """Return what the form would send as the body."""
    return page.locator("textarea[name=body]").input_value()


def wait_for_caret(page: Page, child: str) -> None:
    """Wait until the caret stands in the "first" or the "last" block of the text."""
    wait_until(
        page,
        """(child) => {
          const box = document.querySelector(".editor__text");
          const block = box[`${child}ElementChild`];
          return document.activeElement === box && block.contains(getSelection().anchorNode);
        }""",
        child,
    )


def wait_until(page: Page, script: str, argument: object = None) -> None:
    """Wait until a script in the page says yes.

    Page.wait_for_function asks a second time by eval(), which the site's policy forbids.
    """
    end = time.monotonic() + TIMEOUT_MS / 1000
    while not page.evaluate(script, argument):
        assert time.monotonic() < end, script
        page.wait_for_timeout(20)


def set_html(page: Page, html: str) -> None:
    """Put HTML into the editor by its HTML view."""
    press_tool(page, "HTML로 보기")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(html)
    press_tool(page, "HTML로 보기")


def paste(page: Page, kinds: dict[str, str], *, pictures: int = 0) -> None:
    """Paste into the body; kinds: text by type, such as {"text/html": "<p>글</p>"}."""
    page.locator(".editor__text").evaluate(
        """(box, [kinds, pictures]) => {
          const data = new DataTransfer();
          for (const [kind, text] of Object.entries(kinds)) data.setData(kind, text);
          for (let number = 1; number <= pictures; number += 1)
            data.items.add(new File(["x"], `${number}.png`, {type: "image/png"}));
          box.dispatchEvent(new ClipboardEvent("paste",
            {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        [kinds, pictures],
    )


def sent_html(page: Page) -> str:
    """Send the form, and return the HTML of the body that readers get."""
    send(page, "작성완료")
    expect(page).to_have_url(re.compile(r"/\d+/$"))
    page.wait_for_load_state()  # a long text comes in pieces
    return str(page.locator(".prose").first.inner_html()).strip()


def compose(method: CDPSession, *steps: str) -> None:
    """Show the steps of a syllable as an input method does, without ending it."""
    for step in steps:
        method.send(
            "Input.imeSetComposition",
            {"text": step, "selectionStart": len(step), "selectionEnd": len(step)},
        )


def finish(method: CDPSession, syllable: str) -> None:
    method.send("Input.insertText", {"text": syllable})


def hush_tray(page: Page) -> None:
    """Keep the form's tray of pictures asleep, so that a test can play its part."""
    page.route(
        "**/js/picture-tray*.js",
        lambda route: route.fulfill(content_type="text/javascript", body=""),
    )


def wake_tray(page: Page) -> None:
    page.evaluate(
        """() => {
          const tray = document.querySelector("picture-tray");
          window.asked = [];
          tray.pick = () => asked.push("pick");
          tray.take = (files) => asked.push(["take", files.map((file) => file.name)]);
          tray.fetchForeign = (urls) => asked.push(["fetch", urls]);
          window.told = [];
          document.addEventListener("pictures-changed",
            (event) => told.push(event.detail.urls));
        }"""
    )


def tray_says(page: Page, event: str, **detail: object) -> None:
    page.evaluate(
        """([name, detail]) => document.querySelector("picture-tray").dispatchEvent(
          new CustomEvent(name, {bubbles: true, detail}))""",
        [event, detail],
    )


def asked(page: Page, name: str = "asked") -> list[object]:
    found: list[object] = json.loads(page.evaluate(f"JSON.stringify({name})"))
    return found
