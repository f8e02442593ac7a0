"""Hits are marked where they stand in the text as it was written."""

import html
import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.marking import EXCERPT_LENGTH, PLAIN, _traced, excerpt, marked
from search.query import parse
from search.runs import folded
from tests.search.plain_matcher import has_term
from tests.search.random_texts import (
    LETTERS,
    OTHERS,
    SIGNS,
    SYLLABLES,
    random_text,
    random_words,
)
from tests.search.test_runs import characters_of

DECOMPOSED = unicodedata.normalize("NFD", "한국")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("메타가 한국에", "한국", "메타가 <mark>한국</mark>에"),
        ("OpenAI AI동맹", "ai", "OpenAI <mark>AI</mark>동맹"),
        ("AI-동맹을", "ai동맹", "<mark>AI-동맹</mark>을"),
        ("한국… 기업", '"한국 기업"', "<mark>한국… 기업</mark>"),
        ("한국… 기업", "기업 한국", "<mark>한국</mark>… <mark>기업</mark>"),
        ("한국 일본", "일본 | 한국 -중국", "<mark>한국</mark> <mark>일본</mark>"),
        ("가나다", "가나 나다", "<mark>가나다</mark>"),
        ("㎏과 ﬁne", "kg", "<mark>㎏</mark>과 ﬁne"),
        ("㎏과 ﬁne", "k f", "<mark>㎏</mark>과 <mark>ﬁ</mark>ne"),
        ("ＡＩ 10", "ai", "<mark>ＡＩ</mark> 10"),
        (
            f"대{DECOMPOSED}인",
            "국",
            f"대{DECOMPOSED[:3]}<mark>{DECOMPOSED[3:]}</mark>인",
        ),
        ("cafe\u0301s", "café", "<mark>cafe\u0301</mark>s"),
        ("İstanbul", "i\u0307s", "<mark>İs</mark>tanbul"),
        ("ㅋㅋㅠㅠ", "ㅠ", "ㅋㅋ<mark>ㅠㅠ</mark>"),
        (
            "<b>한국</b> & '",
            "한국",
            "&lt;b&gt;<mark>한국</mark>&lt;/b&gt; &amp; &#x27;",
        ),
        ("한국", "일본", "한국"),
        ("<script>", "!!", "&lt;script&gt;"),
        ("", "한국", ""),
    ],
)
def test_hits_are_marked(text, words, expected):
    assert marked(text, parse(words)) == expected


def test_each_plain_character_folds_to_one():
    for char in characters_of(PLAIN):
        assert len(folded(char)) == 1, hex(ord(char))


ODD = st.text(
    st.sampled_from(
        [*SYLLABLES, *LETTERS, *OTHERS, *SIGNS, *DECOMPOSED, "ￂ", "ﾞ", "\u0323"]
    )
    | st.characters(),
    max_size=60,
)


@given(ODD)
def test_every_folded_character_is_traced_to_its_origin(text):
    traced = _traced(text)

    assert traced.text == folded(text)
    origins = [traced.origin_of(place) for place in range(len(traced.text))]
    assert origins == sorted(origins)
    for start, stop in origins:
        assert 0 <= start < stop <= len(text)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_found_is_marked_and_nothing_else(seed):
    chance = random.Random(seed)
    texts = [random_text(chance, 25) for _ in range(40)]

    for _ in range(300):
        text, query = chance.choice(texts), parse(random_words(chance, texts))
        result = marked(text, query)
        terms = [term.runs for group in query.terms for term in group]
        has_hit = any(has_term(text, term) for term in terms)
        assert ("<mark>" in result) == has_hit, (text, query)
        assert html.unescape(re.sub("</?mark>", "", result)) == text


def test_endless_texts_are_marked_in_one_pass():
    word = "가" * 5_000

    assert marked(word, parse("가")) == f"<mark>{word}</mark>"
    assert marked("가나 " * 200_000, parse("나")).count("<mark>") == 200_000
    assert "<mark>" in marked("a" + "\u0301\u0323" * 100_000, parse("ạ"))


def test_an_excerpt_shows_the_first_hit_with_words_around_it():
    text = "앞말 " * 200 + "한국 기업 일본 한국 " + "뒷말 " * 200

    result = excerpt(text, parse("한국 기업"))

    assert result.startswith("…앞말 앞말 ")
    assert (
        "앞말 <mark>한국</mark> <mark>기업</mark> 일본 <mark>한국</mark> 뒷말" in result
    )
    assert result.endswith(" 뒷말…")
    plain = re.sub("</?mark>", "", result)
    assert EXCERPT_LENGTH - 30 < len(plain) <= EXCERPT_LENGTH + 2


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("짧은 한국", "한국", "짧은 <mark>한국</mark>"),
        ("제목에만 있는 글 하나", "한국", "제목에만…"),
        ("가나다라마바사아", "바", "…라마<mark>바</mark>사아"),
        ("가나다라마바사아", "가나다라마바사", "<mark>가나다라마</mark>…"),
        ("&&&&&&&", "한국", "&amp;&amp;&amp;&amp;&amp;…"),
        (f"{DECOMPOSED}", "국", f"…<mark>{DECOMPOSED[3:]}</mark>"),
        (f"{DECOMPOSED}", "한", f"<mark>{DECOMPOSED[:3]}</mark>…"),
        ("", "한국", ""),
    ],
)
def test_an_excerpt_is_cut_at_words_and_never_inside_a_letter(text, words, expected):
    assert excerpt(text, parse(words), length=5) == expected


@pytest.mark.parametrize("before", [0, 3_990, 4_000, 9_000])
def test_an_excerpt_finds_a_hit_however_late(before):
    text = "x " * (before // 2) + "한국 기업 일본"

    result = excerpt(text, parse('"한국 기업" 일본'))

    assert "<mark>한국 기업</mark> <mark>일본</mark>" in result
