"""Particles after words of all kinds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.josa import josa


@pytest.mark.parametrize(
    ("word", "particle", "expected"),
    [
        ("마당", "은", "은"),
        ("자료", "은", "는"),
        ("회원", "이", "이"),
        ("그림 파일", "을", "을"),
        ("메뉴", "을", "를"),
        ("글", "과", "과"),
        ("댓글과 자료", "과", "와"),
        ("자유게시판", "으로", "으로"),
        ("서울", "으로", "로"),
        ("나무", "으로", "로"),
        ("회원", "이에요", "이에요"),
        ("자료", "이에요", "예요"),
        ("‘자유게시판’", "으로", "으로"),
        ("마당(모임)", "은", "은"),
        ("질문!!", "은", "은"),
    ],
)
def test_hangul_by_its_last_syllable(word, particle, expected):
    assert josa(word, particle) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        *(("0", "은"), ("1", "은"), ("2", "는"), ("3", "은"), ("4", "는"), ("5", "는")),
        *(("6", "은"), ("7", "은"), ("8", "은"), ("9", "는")),
        *(("10", "은"), ("1,000", "은"), ("20000", "은"), ("100000000", "은")),
        *(("1000000000000", "는"), ("12", "는"), ("2.5", "는"), ("3.10", "은")),
    ],
)
def test_numbers_as_they_are_read(number, expected):
    assert josa(number, "은") == expected


@pytest.mark.parametrize(
    ("number", "expected"), [("1", "로"), ("7", "로"), ("3", "으로"), ("1000", "으로")]
)
def test_numbers_that_end_in_rieul(number, expected):
    assert josa(number, "으로") == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        *(("URL", "을"), ("PDF", "를"), ("HTML", "을"), ("IT", "를"), ("USB", "를")),
        *(("file", "을"), ("Django", "를"), ("phone", "을"), ("song", "을")),
        *(("Naver", "를"), ("system", "을"), ("e-mail", "을")),
    ],
)
def test_latin_words_by_letter_or_sound(word, expected):
    assert josa(word, "을") == expected


def test_a_word_of_signs_counts_as_ending_in_a_vowel():
    assert josa("^^", "은") == "는"
    assert josa("", "이") == "가"


def test_an_unknown_particle_is_a_mistake():
    with pytest.raises(KeyError):
        josa("마당", "는")


@given(st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣")))
def test_every_syllable_has_one_form_of_each(syllable):
    closed = (ord(syllable) - 0xAC00) % 28 != 0

    assert josa(syllable, "을") == ("을" if closed else "를")
    assert josa(syllable, "이") == ("이" if closed else "가")


@given(st.text())
def test_any_text_has_an_answer(text):
    assert josa(text, "은") in {"은", "는"}
