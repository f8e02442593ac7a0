"""Hangul typed with an input method: syllables being composed while keys and tools work."""

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.editing import (
    compose,
    finish,
    open_form,
    press_tool,
    sent_html,
    value,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def method(member: Page) -> CDPSession:
    """The input method of a member who has a form for writing open."""
    open_form(member)
    return member.context.new_cdp_session(member)


def test_syllables_and_lines_come_out_as_typed(member: Page, method: CDPSession):
    compose(method, "ㅎ", "하", "한")
    finish(method, "한")
    compose(method, "ㄱ", "그", "글")
    finish(method, "글")
    member.keyboard.press("Enter")
    compose(method, "ㄷ", "두", "둘")
    finish(method, "둘")
    member.keyboard.press("Shift+Enter")
    compose(method, "ㅅ", "세", "셋")
    finish(method, "셋")

    assert sent_html(member) == "<p>한글</p>\n<p>둘<br>셋</p>"


def test_enter_in_the_middle_of_a_word(member: Page, method: CDPSession):
    for syllable in "앞뒤":
        compose(method, syllable)
        finish(method, syllable)
    member.keyboard.press("ArrowLeft")
    compose(method, "ㄱ", "가", "간")
    finish(method, "간")
    member.keyboard.press("Enter")
    compose(method, "ㄴ", "나")
    finish(method, "나")

    assert sent_html(member) == "<p>앞간</p>\n<p>나뒤</p>"


@pytest.mark.parametrize("tool", ["굵게", "글머리 목록", "인용"])
def test_a_tool_pressed_while_composing(member: Page, method: CDPSession, tool: str):
    compose(method, "ㅎ", "하", "한")
    press_tool(member, tool)
    pressed = member.get_by_role("button", name=tool, exact=True)
    expect(pressed).to_have_attribute("aria-pressed", "true")
    compose(method, "ㄱ", "그", "글")
    finish(method, "글")

    assert (
        value(member)
        == {
            "굵게": "<p>한<strong>글</strong></p>",
            "글머리 목록": "<ul><li>한글</li></ul>",
            "인용": "<blockquote><p>한글</p></blockquote>",
        }[tool]
    )


def test_composing_inside_decorated_words(member: Page, method: CDPSession):
    press_tool(member, "굵게")
    compose(method, "ㄱ", "가")
    finish(method, "가")
    press_tool(member, "굵게")
    compose(method, "ㄴ", "나")
    finish(method, "나")

    assert value(member) == "<p><strong>가</strong>나</p>"


def test_a_syllable_that_is_sent_unfinished_is_sent(member: Page, method: CDPSession):
    compose(method, "ㄱ", "그", "글")

    assert sent_html(member) == "<p>글</p>"
