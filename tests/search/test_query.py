"""What is made of what somebody typed into a search box."""

import pytest

from search.query import CHARACTERS_MAX, TERMS_MAX, Problem, Query, Term, parse


def written(query: Query) -> str:
    """Return a query in a form that is short to compare: `a|b c -d`."""
    groups = ["|".join("+".join(term.runs) for term in group) for group in query.terms]
    excluded = ["-" + "+".join(term.runs) for term in query.excluded]
    return " ".join(groups + excluded)


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("한국 기업", "한국 기업"),
        ("ＡＩ동맹  E-mail", "ai+동맹 e+mail"),
        ('"한국 기업" 동맹', "한국+기업 동맹"),
        ("“한국 기업” ＂AI＂", "한국+기업 ai"),
        ("한국 OR 일본 | 중국 기업", "한국|일본|중국 기업"),
        ("한국|일본", "한국|일본"),
        ('기업 -일본 -"한국 기업" －중국', "기업 -일본 -한국+기업 -중국"),
        ("한국 한국 기업|기업", "한국 기업"),
        ('"OR" or "a | b"', "or a+b"),
        # What makes no sense is passed over.
        ('한국 "기업', "한국 기업"),
        ('" 한국 "" "', "한국"),
        ("| 한국 | | OR 일본 |", "한국|일본"),
        ("한국 OR", "한국"),
        ("한국 | !!! 기업", "한국 기업"),
        ("한국 OR -일본 기업", "한국 기업 -일본"),
        ("한국 - 기업 -- -!", "한국 기업"),
        ("--한국 기업", "기업 -한국"),
        ("AI* NEAR(한국 기업, 3) title:x", "ai near+한국 기업 3 title+x"),
        ("한국:* & !기업 \\ ' % _", "한국 기업"),
        ("한\0국", "한+국"),
        ("ㄱ", "ㄱ"),
        ("한국 🙂", "한국"),
    ],
)
def test_words_are_understood(text: str, understood: str) -> None:
    query = parse(text)

    assert written(query) == understood
    assert query.problem is None


@pytest.mark.parametrize(
    "text", ["", " ", '"', "-", "|", "OR", "?!…", "🙂❤️", "-한국", "*:&"]
)
def test_what_holds_no_word_says_so(text: str) -> None:
    assert parse(text) == Query(problem=Problem.NOTHING_TO_FIND)


@pytest.mark.parametrize(
    "text",
    [
        *("가" * 5_000, "가 " * 200, "가" * (CHARACTERS_MAX + 1), "\u0301" * 1_000_000),
        " ".join(f"낱말{number}" for number in range(TERMS_MAX + 1)),
    ],
)
def test_what_is_too_long_is_not_cut_in_silence(text: str) -> None:
    assert parse(text) == Query(problem=Problem.TOO_LONG)


def test_as_much_as_is_allowed_is_understood():
    words = " ".join(f"낱말{number} -다른{number}" for number in range(TERMS_MAX // 2))

    assert len(parse(words).excluded) == TERMS_MAX // 2
    assert parse("가" * CHARACTERS_MAX).problem is None


@pytest.mark.parametrize(
    ("term", "needle"),
    [
        (["동맹"], "동맹"),
        (["ai"], " ai"),
        (["ai", "동맹"], " ai 동맹"),
        (["한국", "기업"], "한국 기업"),
    ],
)
def test_a_word_of_letters_is_looked_for_where_one_begins(term, needle):
    assert Term(tuple(term)).needle == needle
