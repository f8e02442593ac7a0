"""What PostgreSQL is asked for and given; that it answers right is in test_finding."""

import random

import pytest

from search.backend import Wanted
from search.documents import Document
from search.indexes import Field
from search.query import parse
from search.tsvector import (
    _IS_SHORT,
    _LEXEMES_MAX,
    _SHORT,
    _exactly,
    _row,
    _tsquery,
)
from tests.search.readable import readable


def wanted(words: str, *fields: Field, where=(), barred=(), keys=()) -> Wanted:
    return Wanted(parse(words), fields or [Field.BODY], where, barred, keys, 100, 20)


def lexemes_of(**texts) -> set[str]:
    *_texts, lexemes = _row(Document(4_096, **texts))
    return set(lexemes)


ID = {"#12_1", "#15_0", "#18_0", "#21_0"}


def test_each_text_has_lexemes_of_its_kind():
    assert lexemes_of(title="가나") == ID | {"가나", "나", "^가나", "^나"}
    assert lexemes_of(body="가나") == ID | {"가나", "나"}
    assert lexemes_of(author="AI") == ID | {"@ai", "@›a", "@›ai"}
    assert lexemes_of(facets=("p1",)) == ID | {"=p1"}


def test_the_texts_are_kept_as_their_runs():
    *texts, _facets, _lexemes = _row(Document(1, "제목", "AI동맹"))

    assert texts == [1, " 제목 ", " ai 동맹 ", "  "]


def test_more_lexemes_than_a_tsvector_holds_become_one():
    body = "".join(chr(0x20000 + number) for number in range(180_000))

    assert lexemes_of(body=body, facets=("p1",)) == ID | {"!", "=p1"}


@pytest.mark.parametrize(
    ("fields", "lexemes"),
    [
        ([Field.BODY], "('가나':*)"),
        ([Field.TITLE, Field.BODY], "('가나':*)"),
        ([Field.TITLE], "('^가나':*)"),
        ([Field.AUTHOR], "('@가나':*)"),
        ([Field.TITLE, Field.AUTHOR], "('^가나':* | '@가나':*)"),
        ([Field.BODY, Field.AUTHOR], "('가나':* | '@가나':*)"),
    ],
)
def test_the_fields_say_which_lexemes_are_asked_for(fields, lexemes):
    assert _tsquery(wanted("가나", *fields)) == f"(({lexemes}) | '!')"


@pytest.mark.parametrize(
    ("words", "lexemes"),
    [
        ("가", "('가':*)"),
        ("가나다", "('가나다')"),
        ("가나다라", "('가나다' & '나다라')"),
        ("가나 | ai", "('가나':* | '›ai')"),
        ("가나 라", "('가나':*) & ('라':*)"),
        ("가나ai", "('가나'a' & '나'a_' & 'ai':*)"),
        ('"가나 다라"', "('가나'다' & '나'다라')"),
        ('"가나 다"', "('가나'다')"),
        ('"ai 다"', "('ai' & '다':*)"),
        ("가나 -다라", "('가나':*)"),
    ],
)
def test_words_become_lexemes(words, lexemes):
    assert readable(_tsquery(wanted(words))) == f"(({lexemes}) | '!')"


def test_facets_are_asked_for_in_their_groups():
    query = _tsquery(wanted("가나", where=[["p1", "p2"], ["o"]]))

    assert query == "((('가나':*)) | '!') & ('=p1' | '=p2') & ('=o')"


def test_a_long_list_of_facets_is_held_against_candidates_only():
    boards = [f"p{number}" for number in range(9)]
    search = wanted("가나", where=[boards, ["o"]])

    assert _tsquery(search) == "((('가나':*)) | '!') & ('=o')"
    sql, values = _exactly(search)
    assert sql.startswith("facets && %(facets_0)s::text[] AND (strpos")
    assert values["facets_0"] == boards


def test_what_is_barred_may_have_a_key():
    barred = _tsquery(wanted("가나", barred=["s", "o1"]))
    opened = _tsquery(wanted("가나", barred=["s"], keys=["u5", "m1"]))

    assert barred.endswith(" & (!('=s' | '=o1'))")
    assert opened.endswith(" & (!('=s') | ('=u5' | '=m1'))")


def test_many_bars_and_keys_are_held_against_candidates_only():
    search = wanted("가나", barred=["s"], keys=[f"u5_{board}" for board in range(9)])

    assert "=" not in _tsquery(search)
    sql, values = _exactly(search)
    assert sql.startswith("(NOT facets && %(barred)s::text[] OR facets && %(keys)s")
    assert values["barred"] == ["s"]
    assert values["keys"] == search.keys


def test_texts_decide_with_needles_of_their_own():
    sql, needles = _exactly(wanted("가나다라|ai -다", Field.TITLE, Field.BODY))

    assert sql == (
        "(strpos(title, %(needle_0)s) > 0 OR strpos(body, %(needle_0)s) > 0"
        " OR strpos(title, %(needle_1)s) > 0 OR strpos(body, %(needle_1)s) > 0)"
        " AND NOT (strpos(title, %(needle_2)s) > 0 OR strpos(body, %(needle_2)s) > 0)"
    )
    assert list(needles.values()) == ["가나다라", " ai", "다"]


@pytest.mark.parametrize("words", ["가", "가나", "가나다", "ai", '"가 나"', "가|ai"])
def test_what_one_token_tells_is_not_looked_up_in_a_short_text(words):
    sql, _needles = _exactly(wanted(words, Field.TITLE, Field.BODY))
    in_bodies, _needles = _exactly(wanted(words, Field.BODY))

    assert sql.startswith(f"({_IS_SHORT} OR (strpos(title")
    assert in_bodies.startswith("(strpos(body")  # the token may be the title's


@pytest.mark.parametrize(
    "letters", ["abcdefgh", "가나다라마바", "𠀀𠀁𠀂𠀃", "дежзий", "ab가나"]
)
@pytest.mark.parametrize("length", [1, 2, 3, 8, 9, 70])
def test_a_short_text_never_has_more_lexemes_than_a_tsvector_holds(letters, length):
    chance = random.Random(length)
    runs = ("".join(chance.choices(letters, k=length)) for _ in range(1_000))
    # Those of a title are told twice.
    _id, *texts, _facets, lexemes = _row(Document(1, title=" ".join(runs)))

    kept = sum(len(lexeme.encode()) for lexeme in lexemes)
    stored = sum(len(text.encode()) for text in texts)
    assert kept * _SHORT < stored * _LEXEMES_MAX
