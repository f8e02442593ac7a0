"""Pictures of a text: twenty at once, watched, stopped, tried again, put in order."""

import base64
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.acts import body_field, expect_post, send, write
from tests.browser.files import picture_bytes
from tests.browser.people import Person, show_session
from tests.browser.running_site import RunningSite
from tests.uploads.test_pictures import HEIC

pytestmark = pytest.mark.browser

ROLL = [f"IMG_{number:02}.jpg" for number in range(1, 21)]
SEND = re.compile(r"/pictures/$")


def photo(name: str, size: tuple[int, int] = (600, 400)) -> dict[str, object]:
    return {
        "name": name,
        "mimeType": "image/jpeg",
        "buffer": picture_bytes("JPEG", size),
    }


def pick(page: Page, files: list[dict[str, object]]) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="그림 올리기").click()
    chooser.value.set_files(files)  # type: ignore[arg-type]


def tray(page: Page) -> Locator:
    return page.locator("picture-tray")


def row(page: Page, name: str) -> Locator:
    return tray(page).get_by_role("listitem").filter(has_text=name)


def lines(page: Page) -> list[str]:
    text = page.locator("textarea[name=body]").input_value()
    return re.findall(r'src="(/media/[^"]+)"', text)


def open_form(page: Page) -> None:
    page.goto("/boards/qa/write/")
    expect(page.get_by_role("button", name="그림 올리기")).to_be_visible()


def test_a_roll_of_photos_is_sent_at_once_in_its_order(member: Page):
    open_form(member)
    write(member, "스무 장")
    sizes: list[int] = []
    member.on(
        "request",
        lambda request: (
            sizes.append(int(request.headers.get("content-length", 0)))
            if SEND.search(request.url)
            else None
        ),
    )
    # The first are the largest, so that they arrive last.
    pick(member, [photo(name, (3000, 2000)) for name in ROLL])

    expect(tray(member).get_by_role("status")).to_contain_text(
        "20장 가운데 20장 올림", timeout=90_000
    )
    assert len(sizes) == 20
    names = tray(member).locator(".picture-row__name").all_inner_texts()
    assert names == ROLL
    urls = (
        tray(member).get_by_role("radio").evaluate_all("all => all.map(r => r.value)")
    )
    assert lines(member) == urls
    send(member, "작성완료")
    expect_post(member, "스무 장")
    images = member.locator(".prose img")
    expect(images).to_have_count(20)
    assert images.first.get_attribute("width") == "2048"


def test_one_is_cancelled_one_fails_and_is_tried_again(member: Page):
    open_form(member)
    write(member, "끊긴 연결")
    held: dict[str, Route] = {}

    def hold(route: Route) -> None:
        sent = (route.request.post_data_buffer or b"").decode("utf-8", "replace")
        held[sent.partition('; filename="')[2].partition('"')[0]] = route

    member.route(SEND, hold)
    pick(member, [photo(name) for name in ["가.jpg", "나.jpg", "다.jpg", "라.jpg"]])
    expect(row(member, "라.jpg")).to_have_attribute("data-state", "waiting")
    while len(held) < 3:
        member.wait_for_timeout(20)
    expect(row(member, "가.jpg").get_by_role("progressbar")).to_be_visible()

    row(member, "나.jpg").get_by_role("button", name="취소").click()
    held["가.jpg"].abort("aborted")
    held["다.jpg"].continue_()
    while "라.jpg" not in held:
        member.wait_for_timeout(20)
    held["라.jpg"].continue_()

    expect(row(member, "나.jpg")).to_have_count(0)
    expect(row(member, "가.jpg")).to_contain_text("연결이 끊겼습니다.")
    expect(tray(member).get_by_role("status")).to_have_text(
        "3장 가운데 2장 올림. 1장은 올리지 못했습니다."
    )
    send(member, "작성완료")
    expect(tray(member).get_by_role("status")).to_contain_text(
        "아직 저장하지 않았습니다"
    )
    expect(
        row(member, "가.jpg").get_by_role("button", name="다시 시도")
    ).to_be_focused()

    member.unroute(SEND)
    member.keyboard.press("Enter")
    expect(tray(member).get_by_role("status")).to_have_text("3장 가운데 3장 올림.")
    assert len(lines(member)) == 3
    send(member, "작성완료")
    expect_post(member, "끊긴 연결")


def test_sending_the_form_waits_for_the_pictures(member: Page):
    open_form(member)
    write(member, "기다린 글")
    held: list[Route] = []
    member.route(SEND, lambda route: held.append(route))
    pick(member, [photo("늦은.jpg")])
    expect(row(member, "늦은.jpg").get_by_role("progressbar")).to_be_visible()

    send(member, "작성완료")
    expect(tray(member).get_by_role("status")).to_contain_text(
        "마저 올린 뒤 저장합니다"
    )
    while not held:
        member.wait_for_timeout(20)
    held[0].continue_()

    expect_post(member, "기다린 글")
    expect(member.locator(".prose img")).to_have_count(1)


def test_order_and_the_chosen_one_by_keyboard(member: Page):
    member.goto("/boards/qa/write/")
    write(member, "차례와 대표")
    pick(member, [photo("하나.jpg"), photo("둘.jpg"), photo("셋.jpg", (500, 500))])
    expect(tray(member).get_by_role("status")).to_have_text("3장 가운데 3장 올림.")
    first, second, third = lines(member)

    earlier = row(member, "셋.jpg").get_by_role("button", name="앞으로")
    earlier.focus()
    member.keyboard.press("Enter")
    expect(earlier).to_be_focused()
    assert lines(member) == [first, third, second]
    row(member, "하나.jpg").get_by_role("radio").focus()
    member.keyboard.press("ArrowDown")
    expect(row(member, "셋.jpg").get_by_role("radio")).to_be_checked()
    row(member, "둘.jpg").get_by_role("button", name="삭제").click()
    assert lines(member) == [first, third]
    send(member, "작성완료")

    expect_post(member, "차례와 대표")
    sources = member.locator(".prose img").evaluate_all(
        "all => all.map(image => image.getAttribute('src'))"
    )
    assert sources == [first, third]
    member.get_by_role("main").get_by_role("link", name="수정").click()
    expect(tray(member).get_by_role("listitem")).to_have_count(2)
    expect(tray(member).get_by_role("radio").nth(1)).to_be_checked()
    expect(member.locator("[name=main_picture]")).to_have_value(third)


def test_pictures_are_pasted_and_dropped(member: Page):
    open_form(member)
    data = base64.b64encode(picture_bytes("PNG")).decode()
    for kind, name in [("paste", "붙인.png"), ("drop", "끌어온.png")]:
        body_field(member).evaluate(
            """(field, [kind, name, data]) => {
                const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
                const held = new DataTransfer();
                held.items.add(new File([bytes], name, { type: "image/png" }));
                const box = field.getBoundingClientRect();
                const options = { bubbles: true, cancelable: true, clientX: box.x + 9, clientY: box.y + 9 };
                field.dispatchEvent(kind === "paste"
                    ? new ClipboardEvent("paste", { ...options, clipboardData: held })
                    : new DragEvent("drop", { ...options, dataTransfer: held }));
            }""",
            [kind, name, data],
        )
        expect(row(member, name)).to_have_attribute("data-state", "ready")

    assert len(lines(member)) == 2


def test_a_photo_the_browser_cannot_open_goes_as_it_is(member: Page):
    open_form(member)

    pick(member, [{"name": "IMG_1.HEIC", "mimeType": "", "buffer": HEIC}])

    expect(row(member, "IMG_1.HEIC")).to_have_attribute("data-state", "ready")
    assert (
        row(member, "IMG_1.HEIC")
        .locator("img")
        .evaluate("image => image.decode().then(() => image.naturalWidth)")
    )


def test_a_refusal_of_the_server_stands_in_its_row(
    site: RunningSite, come: Callable[[], Person], sessions: Iterator[dict[str, str]]
):
    person = come()
    show_session(person, site.url, next(sessions)["session"])
    open_form(person.page)

    pick(person.page, [{**photo("글.jpg"), "buffer": b"no picture"}])

    expect(row(person.page, "글.jpg")).to_contain_text("그림으로 열리지 않습니다")
    assert person.troubles.pop().startswith("400: ")


def test_a_videos_still_becomes_its_player(member: Page):
    member.route("https://www.youtube-nocookie.com/**", lambda r: r.fulfill(body="ok"))
    member.goto("/boards/qa/write/")
    write(member, "동영상", "보세요\nhttps://youtu.be/abcdefghijk")
    send(member, "작성완료")
    still = member.get_by_role("link", name="동영상 재생: YouTube 동영상")
    expect(still).to_be_visible()
    box = still.bounding_box()
    assert box
    assert abs(box["width"] / box["height"] - 16 / 9) < 0.02
    expect(member.locator("iframe")).to_have_count(0)

    still.focus()
    member.keyboard.press("Enter")

    player = member.locator("iframe.video__player")
    expect(player).to_be_focused()
    expect(player).to_have_attribute("src", re.compile("youtube-nocookie.com/embed"))
    after = player.bounding_box()
    assert after
    assert (after["width"], after["height"]) == (box["width"], box["height"])
