"""Initials, and names that begin with what is being typed."""

import unicodedata

import pytest

from web.hangul import initials_of, matches_beginning, matches_word


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("자유게시판", "ㅈㅇㄱㅅㅍ"),
        ("홍길동", "ㅎㄱㄷ"),
        ("까치", "ㄲㅊ"),
        ("IT 소식", "it ㅅㅅ"),
        ("ㅋㅋ", "ㅋㅋ"),
        ("ㄳ", "ㄱㅅ"),
        ("ｂｏｍ", "bom"),
        (unicodedata.normalize("NFD", "값"), "ㄱ"),
        ("東洋", "東洋"),
        ("", ""),
    ],
)
def test_initials(text, initials):
    assert initials_of(text) == initials
    assert initials_of(initials) == initials


# What stands in a box while one types a name with two sets of keys.
@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("홍길동", "ㅎ 호 홍 홍ㄱ 홍기 홍길 홍길ㄷ 홍길도 홍길동"),
        ("자유게시판", "ㅈ 자 장 자유 자육 자유게 자유겟 자유게시 자유게싶 자유게시판"),
        ("각시", "ㄱ 가 각 갃 각시"),
        ("가까이", "ㄱ 가 갂 가까 가깡 가까이"),
        ("닭갈비", "ㄷ 다 달 닭 닭ㄱ 닭가 닭갈 닭갋 닭갈비"),
        ("홍길동", "ㅎㄱㄷ ㅎㄱ 홍ㄱㄷ ㅎ길 호ㄱㄷ 호기도"),
        ("가수", "ㄳ ㄱㅅ"),
        ("Émile봄", "é ÉM émile émileㅂ"),
        ("ㅋㅋㅋ", "ㅋ ㅋㅋㅋ"),
    ],
)
def test_each_step_of_typing_a_name_finds_it(name, steps):
    for step in steps.split(" "):
        assert matches_beginning(step, name), step
        assert matches_beginning(unicodedata.normalize("NFD", step), name), step


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "홍길동"),
        ("길", "홍길동"),
        ("ㄱ", "홍길동"),
        ("ㅎㄱㄷㅎ", "홍길동"),
        ("홀", "홍길동"),
        ("혹", "홍길동"),
        ("ㄱ", "까치"),
        ("호긷", "홍길동"),
        ("x", "홍길동"),
        ("ㅏ", "아이"),
        ("a", "ba"),
    ],
)
def test_what_a_name_does_not_begin_with(query, name):
    assert not matches_beginning(query, name)


@pytest.mark.parametrize(
    "query", ["자유게", "자유 게", "ㅈㅇㄱ", "게시", "ㄱㅅ", "ㄱㅅㅍ", "자유-게시판"]
)
def test_a_word_in_the_middle_is_a_beginning_too(query):
    assert matches_word(query, "자유 게시판")


@pytest.mark.parametrize("query", ["", "!?", "시판", "유", "게시판 자유", "%", "_"])
def test_no_word_begins_so(query):
    assert not matches_word(query, "자유 게시판")
