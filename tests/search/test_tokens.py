"""What an index holds of a text, and what a search asks it for."""

import pytest
from django.db import connection

from search.query import parse
from search.runs import RUN, runs_of
from search.tokens import phrase_of, starts_of, tokens_of
from tests.search.readable import readable


def asked(words: str) -> tuple[list[str], bool]:
    ((term,),) = parse(words).terms
    tokens, is_open = phrase_of(term)
    return [*map(readable, tokens)], is_open


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("동맹을 꾀한 AI", ["동맹을", "맹을'꾀", "을'꾀한", "꾀한'a", "한'a_", "ai"]),
        ("할 수 있는 말", ["할'수'있", "수'있는", "있는'말", "는'말", "말"]),
        ("3월 말", ["3", "월'말", "말"]),
        ("", []),
    ],
)
def test_each_syllable_is_a_token_with_the_two_that_follow(text, tokens):
    assert [*map(readable, tokens_of(runs_of(text)))] == tokens


def test_what_a_run_of_letters_begins_with_is_a_token_of_its_own():
    assert starts_of(["py", "말"]) == {"›p", "›py"}


@pytest.mark.parametrize(
    ("words", "tokens"),
    [
        ("동맹을", ["동맹을"]),
        ("동맹국들", ["동맹국", "맹국들"]),
        ('"한국 기업"', ["한국'기", "국'기업"]),
        ('"할 수 있"', ["할'수'있"]),
        ('"수 있다 api"', ["수'있다", "있다'a", "다'a_", "api"]),
        ("api", ["›api"]),
    ],
)
def test_three_syllables_are_asked_for_as_whole_tokens(words, tokens):
    assert asked(words) == (tokens, tokens[-1] == "api")


def test_a_marked_character_is_none_that_a_text_may_have():
    last = max(letter for letter in map(chr, range(0x110000)) if RUN.match(letter))
    (marked, *_rest) = sorted(tokens_of(["말", last])[0], reverse=True)

    assert last < chr(0x40000)  # which is what is added
    assert ord(marked) == ord(last) + 0x40000


@pytest.mark.sqlite
@pytest.mark.django_db
def test_the_index_keeps_lists_of_what_begins_with_one_and_with_two_characters():
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'search_posts'")
        (sql,) = cursor.fetchone()

    assert "prefix='1 2'" in sql


@pytest.mark.parametrize("words", ["동", "동맹", '"수 있"', '"3월"', '"3월 말"'])
def test_fewer_are_how_a_token_begins_with_one_or_two_characters(words):
    tokens, is_open = asked(words)

    assert is_open
    assert len(tokens[-1].replace("'", "")) in (1, 2)
