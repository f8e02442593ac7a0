"""The words that a large site is searched for are those that its posts have."""

import pytest

from bench import large_search
from bench.large_search import Looked
from bench.search_words import Words
from tests.factories import make_board, make_post

pytestmark = pytest.mark.django_db


def write(*bodies: str) -> None:
    for number, body in enumerate(bodies):
        make_post(title=f"{1000 + number}", body=body)


def test_common_words_are_those_that_most_posts_have():
    write("사과 https", "사과나무 나무", "사과 나무 나무", "보리 배")

    words = Words(1)

    assert words.common("two") == ["사과", "나무", "보리"]
    assert words.rare("two")[0] == "보리"
    assert words.common("three") == ["사과나"]
    assert words.common("latin") == ["ht", "htt", "http", "https"]
    assert sorted(words.rare("number")) == ["1000", "1001", "1002", "1003"]


def test_the_same_seed_chooses_the_same():
    write(*(f"{first}나 글" for first in "가나다라마바사아자차카타파하"))

    assert Words(1).rare("two") == Words(1).rare("two") != Words(2).rare("two")


def test_pairs_are_told_by_how_often_they_meet():
    write("사과 나무 보리", "사과 나무", "나무 사과")

    words = Words(1)

    assert words.together()[-1] == "나무 사과"
    assert set(words.apart()[:2]) == {"나무 보리", "사과 보리"}
    assert words.in_a_row()[0] == '"사과 나무"'
    assert '"보리 사과"' in words.seldom_in_a_row()


def test_a_missing_word_has_halves_that_are_there():
    write("사과", "과수 보리")

    assert Words(1).missing() == ["사과수"]


def test_words_of_closed_boards_are_those_found_most_elsewhere():
    here, other = make_board(slug="here"), make_board(slug="other")
    make_post(board=here, title="가나", body="가나 다라")
    for _post in range(3):
        make_post(board=other, title="다라", body="다라 마바")

    assert Words(1).closed_but_for(here) == ["다라", "가나"]


def test_a_kind_of_which_the_site_has_no_word_is_left_out(monkeypatch):
    there = Looked(paths=["/search/?q=사과"], only="")
    kinds = {"there": there, "missing": Looked(paths=[], only="")}
    monkeypatch.setattr(large_search, "_searches", lambda words: kinds)
    monkeypatch.setattr(large_search, "call_command", lambda *name, **options: None)
    write("사과")

    assert large_search.searched(seed=1)["search"] == {"there": there}
