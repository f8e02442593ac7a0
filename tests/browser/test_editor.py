"""The editor of posts: every tool, keys alone, HTML, drafts, no scripts, the admin."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from guard.sanitise import sanitise_html
from tests.browser.acts import body_field, expect_post, send, sign, write_body
from tests.browser.editing import (
    choose,
    let_focus_come,
    open_form,
    paste,
    press_tool,
    sent_html,
    set_html,
    value,
    wait_for_caret,
)
from tests.browser.people import Person, show_session

pytestmark = pytest.mark.browser

TOOLS = {
    "굵게": "<p><strong>글</strong></p>",
    "기울임": "<p><em>글</em></p>",
    "밑줄": "<p><u>글</u></p>",
    "취소선": "<p><s>글</s></p>",
    "코드": "<p><code>글</code></p>",
    "글머리 목록": "<ul><li>글</li></ul>",
    "번호 목록": "<ol><li>글</li></ol>",
    "인용": "<blockquote><p>글</p></blockquote>",
}
CHOICES = {
    ("문단 모양", "큰 제목"): "<h2>글</h2>",
    ("문단 모양", "중간 제목"): "<h3>글</h3>",
    ("문단 모양", "작은 제목"): "<h4>글</h4>",
    ("문단 모양", "코드 상자"): "<pre><code>글</code></pre>",
    ("정렬", "왼쪽"): '<p class="align-left">글</p>',
    ("정렬", "가운데"): '<p class="align-center">글</p>',
    ("정렬", "오른쪽"): '<p class="align-right">글</p>',
    ("글자색", "빨강"): '<p><span class="text-red">글</span></p>',
    ("글자색", "회색"): '<p><span class="text-gray">글</span></p>',
}


def write_marked(page: Page, words: str = "글") -> None:
    """Type words into an empty body, and mark them."""
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(words)
    page.keyboard.press("Shift+Home")


def test_every_tool_does_what_it_says(member: Page):
    open_form(member)

    for name, html in TOOLS.items():
        write_marked(member)
        press_tool(member, name)
        assert (name, value(member)) == (name, html)
        tool = member.get_by_role("button", name=name, exact=True)
        expect(tool).to_have_attribute("aria-pressed", "true")
        press_tool(member, name)
        assert (name, value(member)) == (name, "<p>글</p>")

    for (dialog, name), html in CHOICES.items():
        member.keyboard.press("Control+A")
        choose(member, "문단 모양", "본문")
        write_marked(member)
        choose(member, "글자색", "기본색")
        choose(member, "정렬", "기본")
        choose(member, dialog, name)
        assert (name, value(member)) == (name, html)


def test_a_decorated_post_is_shown_as_it_was_written(member: Page):
    open_form(member)
    member.keyboard.insert_text("큰 소식")
    choose(member, "문단 모양", "큰 제목")
    member.keyboard.press("Enter")
    member.keyboard.insert_text("모두 ")
    press_tool(member, "굵게")
    member.keyboard.insert_text("모이세요")
    press_tool(member, "굵게")
    choose(member, "정렬", "가운데")
    press_tool(member, "가로줄")
    choose(member, "정렬", "기본")
    member.keyboard.insert_text("끝  https://example.com/a?b=1&c=2.")

    assert sent_html(member).split("\n") == [
        "<h2>큰 소식</h2>",
        '<p class="align-center">모두 <strong>모이세요</strong></p>',
        "<hr>",
        '<p>끝&nbsp; <a href="https://example.com/a?b=1&amp;c=2" '
        'rel="nofollow ugc noopener">https://example.com/a?b=1&amp;c=2</a>.</p>',
    ]
    middle = member.locator(".prose p").first
    assert middle.evaluate("line => getComputedStyle(line).textAlign") == "center"


def test_undo_and_redo(member: Page):
    open_form(member)
    write_marked(member)
    press_tool(member, "굵게")

    press_tool(member, "되돌리기")
    assert value(member) == "<p>글</p>"
    press_tool(member, "다시 하기")
    assert value(member) == "<p><strong>글</strong></p>"


def test_a_table_is_made_and_changed(member: Page):
    open_form(member)
    press_tool(member, "표")
    dialog = member.get_by_role("dialog", name="표")
    dialog.get_by_label("행 (가로줄) 수").fill("2")
    dialog.get_by_label("열 (세로줄) 수").fill("2")
    dialog.get_by_role("button", name="넣기", exact=True).click()
    for words in ["이름", "값", "가", "나"]:
        member.keyboard.insert_text(words)
        member.keyboard.press("Tab")
    rows = member.locator(".editor__text tr")
    expect(rows).to_have_count(3)  # Tab at the end makes one more

    choose(member, "표", "행 지우기")
    expect(rows).to_have_count(2)
    member.locator(".editor__text td").first.click()
    choose(member, "표", "아래에 행 넣기")
    choose(member, "표", "위에 행 넣기")
    expect(rows).to_have_count(4)
    choose(member, "표", "오른쪽에 열 넣기")
    choose(member, "표", "왼쪽에 열 넣기")
    expect(rows.first.locator("th")).to_have_count(4)
    choose(member, "표", "열 지우기")
    expect(rows.first.locator("th")).to_have_count(3)

    html = sent_html(member)
    assert html.startswith("<table><thead><tr><th></th><th></th><th>값</th></tr>")
    assert html.endswith(
        "<td></td><td></td><td>나</td></tr><tr><td></td><td></td>"
        "<td></td></tr></tbody></table>"
    )


def test_the_header_row_goes_and_comes_and_the_table_goes(member: Page):
    open_form(member)
    member.keyboard.insert_text("앞")
    member.keyboard.press("Enter")
    choose(member, "표", "넣기")
    choose(member, "표", "머리글 행 켜고 끄기")
    assert "<th" not in value(member)
    choose(member, "표", "머리글 행 켜고 끄기")
    assert "<thead>" in value(member)

    choose(member, "표", "표 지우기")

    assert value(member) == "<p>앞</p>"


def test_a_link_is_made_changed_and_taken_away(member: Page):
    open_form(member)
    write_marked(member, "마당")
    member.keyboard.press("Control+k")
    dialog = member.get_by_role("dialog", name="링크")
    for wrong in ["javascript:alert(1)", "", "data:text/html,x", "주소 아님"]:
        dialog.get_by_label("주소", exact=True).fill(wrong)
        dialog.get_by_role("button", name="링크 걸기").click()
        expect(dialog.get_by_role("alert")).to_contain_text("주소를 적어 주세요.")
    dialog.get_by_label("주소", exact=True).fill("example.com/길")
    member.keyboard.press("Enter")
    assert value(member) == '<p><a href="https://example.com/길">마당</a></p>'

    press_tool(member, "링크")
    expect(dialog.get_by_label("주소", exact=True)).to_have_value(
        "https://example.com/길"
    )
    dialog.get_by_label("주소", exact=True).fill("me@example.com")
    dialog.get_by_role("button", name="링크 걸기").click()
    assert value(member) == '<p><a href="mailto:me@example.com">마당</a></p>'
    choose(member, "링크", "링크 풀기")

    assert value(member) == "<p>마당</p>"


def test_a_link_with_its_own_words_and_one_to_a_video(member: Page):
    open_form(member)
    press_tool(member, "링크")
    dialog = member.get_by_role("dialog", name="링크")
    dialog.get_by_label("주소", exact=True).fill("https://example.com/")
    dialog.get_by_label("보일 글").fill("여기")
    dialog.get_by_role("button", name="링크 걸기").click()
    let_focus_come(member)
    member.keyboard.insert_text(" 보세요")
    press_tool(member, "동영상")
    dialog = member.get_by_role("dialog", name="동영상")
    dialog.get_by_label("주소").fill("https://www.youtube.com/watch?v=abc")
    member.keyboard.press("Enter")
    let_focus_come(member)
    member.keyboard.insert_text("다음")

    url = "https://www.youtube.com/watch?v=abc"
    assert value(member).split("\n") == [
        '<p><a href="https://example.com/">여기</a> 보세요</p>',
        f'<p><a href="{url}">{url}</a></p>',
        "<p>다음</p>",
    ]


def test_keys_alone_are_enough(member: Page):
    member.goto("/boards/qa/write/")
    member.get_by_role("main").get_by_label("제목").fill("자판으로 쓴 글")
    member.keyboard.press("Tab")
    undo = member.get_by_role("button", name="되돌리기")
    expect(undo).to_be_focused()
    member.keyboard.press("ArrowLeft")
    expect(member.get_by_role("button", name="HTML로 보기")).to_be_focused()
    member.keyboard.press("Home")
    expect(undo).to_be_focused()
    member.keyboard.press("Tab")
    box = body_field(member)
    expect(box).to_be_focused()

    member.keyboard.insert_text("보통 ")
    member.keyboard.press("Alt+F10")
    expect(undo).to_be_focused()
    for _ in range(3):
        member.keyboard.press("ArrowRight")
    member.keyboard.press("Enter")
    expect(box).to_be_focused()
    member.keyboard.insert_text("굵게")
    member.keyboard.press("Alt+F10")
    member.keyboard.press("ArrowLeft")
    member.keyboard.press("Escape")
    expect(box).to_be_focused()
    member.keyboard.press("Enter")
    member.keyboard.press("Control+Shift+8")
    member.keyboard.press("Escape")
    member.keyboard.press("Tab")
    expect(box).not_to_be_focused()

    assert value(member).startswith("<p>보통 <strong>굵게</strong></p>")


BODIES = [
    "<p>글</p>\n<p><br></p>\n<p>한 줄<br>두 줄</p>",
    "<h2>가</h2>\n<h3>나</h3>\n<h4 class=\"align-right\">다</h4>",
    '<p class="align-center text-red">글 <span class="text-blue">파랑</span></p>',
    "<p><strong>가<em>나</em></strong><u>다</u><s>라</s><code>마</code></p>",
    "<ul><li>가<ol start=\"3\"><li>나</li><li>다</li></ol></li><li>라</li></ul>",
    "<ul><li><p>두</p><p>문단</p></li></ul>",
    "<table><thead><tr><th>가</th><th>나</th></tr></thead>"
    "<tbody><tr><td colspan=\"2\">다</td></tr></tbody></table>",
    '<table class="align-center"><tbody><tr><td rowspan="2">가</td><td>나</td></tr>'
    '<tr><td class="align-right">다</td></tr></tbody></table>',
    "<div>옛 글</div>\n<div class=\"align-center\">가운데</div>\n<div><div>속</div></div>",
    '<figure><img src="/media/a.webp" alt="산" width="640" height="480">'
    "<figcaption>산 사진</figcaption></figure>",
    '<p>글 <img src="/media/a.webp" alt="" width="64" height="48"> 글</p>',
    "<pre><code>if (a  &lt; b)\n    c();</code></pre>\n<hr>\n<p>끝</p>",
    "<blockquote><p>말</p><blockquote><p>속말</p></blockquote></blockquote>",
    '<p>빈칸&nbsp; 둘 <a href="https://example.com/">링크 <strong>굵게</strong></a></p>',
]  # fmt: skip
OLDER = [  # the same in other words
    ("<b>굵게</b> <i>기울임</i>", "<p><strong>굵게</strong> <em>기울임</em></p>"),
    ("<div>가<br></div>", "<div>가</div>"),
    ("<p></p><p>글</p> \n<p></p>", "<p>글</p>"),
    ("<pre>줄</pre>", "<pre><code>줄</code></pre>"),
    ('<a class="text-red" href="/new/">가</a>',
     '<p><a href="/new/"><span class="text-red">가</span></a></p>'),
    ("<table><tr><td>가</td></tr></table>",
     "<table><tbody><tr><td>가</td></tr></tbody></table>"),
    ("<div>앞<p>뒤</p></div>", "<div><p>앞</p><p>뒤</p></div>"),
    ("<figure><table><tbody><tr><td>가</td></tr></tbody></table></figure>",
     "<figure><table><tbody><tr><td>가</td></tr></tbody></table></figure>"),
]  # fmt: skip


def test_what_the_sanitiser_keeps_the_editor_keeps(member: Page):
    member.route("**/media/a*.webp", lambda route: route.fulfill(status=204))
    open_form(member)

    for body, expected in [*((body, body) for body in BODIES), *OLDER]:
        set_html(member, sanitise_html(body))
        expect(member.get_by_role("dialog")).to_have_count(0)
        assert sanitise_html(value(member)) == sanitise_html(expected)


def test_html_that_the_editor_cannot_hold_stays_html_until_one_agrees(member: Page):
    open_form(member)
    set_html(member, '<p>글</p><video src="x"></video><pre>한 <b>줄</b></pre>')
    dialog = member.get_by_role("dialog")
    expect(dialog).to_contain_text("video")
    dialog.get_by_role("button", name="HTML에 머물기").click()
    assert "<video" in value(member)
    html = sent_html(member)
    assert html == "<p>글</p><pre>한 <b>줄</b></pre>"

    member.get_by_role("main").get_by_role("link", name="수정").click()
    expect(member.get_by_text("HTML로 열었습니다")).to_be_visible()
    expect(body_field(member)).to_have_value(html)
    press_tool(member, "HTML로 보기")
    member.get_by_role("button", name="빼고 바꾸기").click()
    expect(body_field(member)).to_have_text("글한 줄")

    assert value(member) == "<p>글</p>\n<pre><code>한 줄</code></pre>"


def test_a_text_stays_a_text_until_it_is_changed(
    come: Callable[[], Person], site, furniture
):
    person = come()
    show_session(person, site.url, furniture["places"]["session"])
    page = person.page
    page.goto(f"{furniture['places']['own_post']}edit/")
    expect(body_field(page)).to_contain_text("둘째 줄 https://example.com/")
    sent_format = page.locator("input[name=body_format]")
    video = "https://youtu.be/abcdefghijk"
    assert value(page) == f"첫 줄\n\n둘째 줄 https://example.com/\n\n{video}"
    expect(sent_format).to_have_value("text")

    body_field(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(" 덧붙임")

    url = "https://example.com/"
    assert value(page) == (
        f'<p>첫 줄</p>\n<p>둘째 줄 <a href="{url}">{url}</a></p>\n'
        f'<p><a href="{video}">{video}</a> 덧붙임</p>'
    )
    expect(sent_format).to_have_value("html")


def test_words_of_a_word_processor_come_without_their_looks(member: Page):
    open_form(member)
    paste(
        member,
        {
            "text/html": """<html><head><style>p {color: red}</style></head><body>
            <!--StartFragment--><h1 style="font-family:바탕">제목</h1>
            <p class="MsoNormal" style="text-align:center"><span
              style="font-size:20pt;color:#f00">가운데 <b>굵게</b><o:p></o:p></span></p>
            <div><div style="margin:1cm">상자</div></div>
            <table style="border:1px" width="300"><tr><td style="width:9cm"
              bgcolor="red">칸</td></tr></table><ul><li>하나</li></ul>
            <a href="javascript:alert(1)" onclick="alert(1)">나쁜 링크</a>
            <img src="data:image/png;base64,AAAA"><!--EndFragment--></body></html>"""
        },
        pictures=1,
    )

    assert value(member).split("\n") == [
        "<h2>제목</h2>",
        '<p class="align-center">가운데 <strong>굵게</strong></p>',
        "<p>상자</p>",
        "<table><tbody><tr><td>칸</td></tr></tbody></table>",
        "<ul><li>하나</li></ul>",
        "<p>나쁜 링크</p>",
    ]


def test_styles_that_say_something_are_kept_as_what_they_say(member: Page):
    open_form(member)
    paste(
        member,
        {
            "text/html": """<b style="font-weight:normal" id="docs"><p>
            <span style="font-weight:700">굵은</span><span style="color:red"> 보통
            </span><span style="font-style:italic">기운</span></p></b>"""
        },
    )

    assert value(member) == ("<p><strong>굵은</strong> 보통 <em>기운</em></p>")


def test_a_long_text_is_whole_when_it_is_sent(member: Page):
    open_form(member)
    set_html(member, f"<p>{'긴 글의 ' * 80}한 문단</p>" * 100)
    wait_for_caret(member, "last")
    member.keyboard.insert_text(" 끝")
    expect(member.locator(".editor__text p").last).to_contain_text("한 문단 끝")
    member.wait_for_timeout(1500)  # so long a text is slow, nobody is as fast as this
    member.keyboard.press("Control+Home")
    wait_for_caret(member, "first")
    member.keyboard.insert_text("처음 ")

    html = sent_html(member)

    assert html.startswith("<p>처음 긴 글")
    assert html.endswith("한 문단 끝</p>")


def test_pasted_text_keeps_its_lines(member: Page):
    open_form(member)
    paste(member, {"text/plain": "첫 줄\n둘째 줄\n\n셋째 <b>"})

    body = member.locator(".editor__text")
    expect(body).to_have_text("첫 줄둘째 줄셋째 <b>")
    assert value(member).count("<p>") >= 3


def test_an_empty_body_is_refused_where_it_stands(member: Page):
    box = open_form(member)
    member.keyboard.insert_text("글")
    member.keyboard.press("Backspace")
    assert value(member) == ""
    member.get_by_role("main").get_by_label("제목").focus()
    send(member, "작성완료")

    error = member.locator(".editor .errorlist")
    expect(error).to_have_text("내용을 적어 주세요.")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-invalid", "true")
    member.keyboard.insert_text("이제 씁니다")
    expect(error).to_have_text("")
    assert sent_html(member) == "<p>이제 씁니다</p>"


def test_an_error_of_the_server_leads_to_the_box(member: Page):
    open_form(member)
    set_html(member, "<ul><li></li></ul>")
    send(member, "작성완료")

    member.get_by_role("main").get_by_role("link", name="내용을 적어 주세요.").click()

    expect(body_field(member)).to_be_focused()


def test_decorated_words_survive_a_closed_page(member: Page):
    open_form(member, title="꾸미다 만 글")
    press_tool(member, "굵게")
    member.keyboard.insert_text("굵은 글")
    member.wait_for_timeout(1500)
    context = member.context
    member.close()
    page = context.new_page()

    page.goto("/boards/qa/write/")
    page.get_by_role("button", name="이어쓰기").click()
    expect(body_field(page)).to_be_focused()
    expect(page.locator(".editor__text strong")).to_have_text("굵은 글")

    assert sent_html(page) == "<p><strong>굵은 글</strong></p>"


def test_an_opened_form_is_no_text_to_be_kept(member: Page):
    member.clock.install()
    kept = []
    member.on("request", lambda r: kept.append(r.url) if r.method == "POST" else None)
    member.goto("/boards/qa/write/")
    body_field(member).click()
    member.clock.run_for(60_000)

    assert kept == []


def test_a_guest_writes_with_the_editor_too(guest: Page):
    open_form(guest, "/boards/square/write/", "손님의 꾸민 글")
    press_tool(guest, "기울임")
    guest.keyboard.insert_text("기울인 글")
    sign(guest, "나그네", "비밀12")

    assert sent_html(guest) == "<p><em>기울인 글</em></p>"


@pytest.mark.parametrize("scripts", [False])
def test_without_scripts_a_textarea_does(member: Page):
    member.goto("/boards/qa/write/")
    member.get_by_role("main").get_by_label("제목").fill("자바스크립트 없이")
    write_body(member, "한 줄\n<b>두 줄</b>")
    expect(member.get_by_role("toolbar")).to_have_count(0)

    assert sent_html(member) == "<p>한 줄<br>&lt;b&gt;두 줄&lt;/b&gt;</p>"


def test_tools_can_be_hit_on_the_smallest_phone(member: Page):
    member.set_viewport_size({"width": 320, "height": 640})
    box = open_form(member)
    for tool in member.get_by_role("toolbar").get_by_role("button").all():
        place = tool.bounding_box()
        assert place is not None
        assert min(place["width"], place["height"]) >= 40
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= 320
    assert box.evaluate("box => getComputedStyle(box).fontSize") == "16px"

    for _ in range(40):
        member.keyboard.press("Enter")
    expect(member.get_by_role("toolbar")).to_be_in_viewport()
    expect(member.get_by_role("toolbar")).to_have_css("top", "0px")


def test_a_manager_edits_in_the_admin(manager: Page):
    open_form(manager, title="관리 화면의 편집기")
    manager.keyboard.insert_text("처음")
    sent_html(manager)
    post_id = manager.url.rstrip("/").rsplit("/", 1)[1]

    manager.goto(f"/admin/boards/post/{post_id}/change/")
    expect(manager.locator("#id_body_format")).to_be_hidden()
    body = manager.get_by_role("textbox", name="본문")
    body.click()
    manager.keyboard.press("Control+A")
    choose(manager, "글자색", "초록")
    manager.get_by_role("button", name="저장", exact=True).click()
    expect(manager.locator(".messagelist .success")).to_be_visible()

    manager.goto(f"/boards/qa/{post_id}/")
    expect_post(manager, "관리 화면의 편집기")
    expect(manager.locator(".prose .text-green")).to_have_text("처음")
