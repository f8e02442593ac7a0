"""What is found, held against a plain matcher; on SQLite and on PostgreSQL alike."""

import random

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import services
from search.documents import Document
from search.indexes import Field, Index
from search.query import CHARACTERS_MAX, parse
from tests.search.plain_matcher import plain_find
from tests.search.random_texts import SYLLABLES, random_documents, random_words

pytestmark = pytest.mark.django_db

EVERYWHERE = list(Field)


def document(number: int = 1, body: str = "", **rest) -> Document:
    return Document(number, body=body, **rest)


def finds(text: str, words: str) -> bool:
    services.clear(Index.POSTS)
    services.add(Index.POSTS, [document(1, text)])
    return services.find(Index.POSTS, parse(words), fields=["body"], limit=9) == [1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("메타가 한국 기업과 AI 동맹을 맺었다", words)
        for words in [
            "타",
            "동맹",
            "기업",
            "맺었다",
            "ai",
            "a",
            "한국 기업",
            '"한국 기업"',
        ]
    ]
    + [
        ("AI동맹", "AI 동맹"),
        ("AI동맹", '"ai 동"'),
        ("AI-동맹", "ai동맹"),
        ("대한국 기업과", '"한국 기업"'),
        ("가 나 다라", '"가 나 다"'),
        ("ㅋㅋㅠㅠ", "ㅠㅠ"),
        ("snake_case", "case"),
        ("x" * 5_000 + "y", "x" * 300),
        ("javascript", "javascri"),
        ("javascript", "javascrip"),
        ("가나" * 2_500, "나가나"),
    ],
)
def test_is_found(text, words):
    assert finds(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("메타가 한국 기업과", words)
        for words in [
            "메가",
            "국기",
            '"타 한국"',
            '"메타가 국"',
            '"한국 업"',
            "-한국 기업",
        ]
    ]
    + [
        ("openai", "ai"),
        ("AIs 동맹", "ai동맹"),
        ("한국 큰 기업", '"한국 기업"'),
        ("큰한국사람 기업", '"한국 기업"'),
        ("가 나라 다", '"가 나 다"'),
        ("ab·cd", "abcd"),
        ("x" * 5_000, "x" * 299 + "y"),
        ("x" * 64, "x" * 65),
        ("javascript", "javascrix"),
        ("javascript", "script"),
        ("java scripts", '"va script"'),
        ("x" * 65 + " y", f'"{"x" * 64} y"'),
        ("x" * 64 + " " + "x" * 2, "x" * 66),
    ],
)
def test_is_not_found(text, words):
    assert not finds(text, words)


def test_what_is_removed_is_no_longer_found():
    first, second = document(1, "한국 ai"), document(2, "한국")
    services.add(Index.POSTS, [first, second])

    services.remove(Index.POSTS, [first])
    services.remove(Index.POSTS, [])

    assert found("한국") == [2]
    assert found("ai") == []


def test_a_term_never_spans_two_fields():
    services.add(Index.POSTS, [Document(1, title="한국", body="기업", author="가")])

    assert found('"한국 기업"') == []
    assert found("한국 기업 가") == [1]


def test_only_the_named_fields_are_looked_into():
    services.add(
        Index.POSTS,
        [
            Document(1, title="한국", body="기업", author="가"),
            Document(2, title="기업", body="가", author="한국"),
        ],
    )

    assert found("한국", fields=["title"]) == [1]
    assert found("한국", fields=["author"]) == [2]
    assert found("한국", fields=["title", "author"]) == [2, 1]
    assert found("한국 -가", fields=["title", "body"]) == [1]


@pytest.mark.parametrize(
    "search",
    [{"fields": []}, {"fields": "title"}, {"fields": ["facets"]}, {"limit": 0}],
)
def test_a_search_that_makes_no_sense_is_refused(search):
    with pytest.raises(ValueError, match=r"field|Field"):
        found("한국", **search)


@pytest.mark.parametrize("number", [0, -1])
def test_ids_are_positive(number):
    with pytest.raises(ValueError, match="id"):
        document(number)


def test_each_group_of_facets_must_be_met():
    services.add(
        Index.POSTS,
        [
            document(1, "한국", facets=("p1", "o")),
            document(2, "한국", facets=("p2", "u5")),
            document(3, "한국", facets=("p12", "o", "under_score")),
        ],
    )

    assert found("한국", where=[["p1", "p2"], ["o", "u5"]]) == [2, 1]
    assert found("한국", where=[["p1", "p2"], ["o"]]) == [1]
    assert found("한국", where=[["under_score"]]) == [3]
    assert found("한국", where=[["under"]]) == []
    assert found("한국", where=[["p1"], []]) == []
    assert found("p1") == []


def test_what_is_barred_is_found_with_a_key():
    services.add(
        Index.POSTS,
        [
            document(1, "한국"),
            document(2, "한국", facets=("s", "u5")),
            document(3, "한국", facets=("s",)),
            document(4, "한국", facets=("p1", "u6")),
            document(5, "한국 기업", facets=("p2",)),
        ],
    )

    assert found("한국", barred=["s"]) == [5, 4, 1]
    assert found("한국", barred=["s"], keys=["u5"]) == [5, 4, 2, 1]
    assert found("한국", barred=["s", "p1"], keys=["u6"]) == [5, 4, 1]
    assert found("한국 | 없음", where=[["p1", "s"]], barred=["p1"]) == [3, 2]
    assert found("한국 -기업", barred=["s", "p1"]) == [1]
    assert found("한국", keys=["u5"]) == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    "facet", ["", "P1", "p 1", 'p"', "p*", "한국", "p-1", "p" * 41]
)
def test_what_is_no_facet_is_refused(facet):
    with pytest.raises(ValueError, match="facet"):
        Document(1, facets=(facet,))
    with pytest.raises(ValueError, match="facet"):
        found("한국", where=[[facet]])
    with pytest.raises(ValueError, match="facet"):
        found("한국", barred=[facet])
    with pytest.raises(ValueError, match="facet"):
        found("한국", barred=["s"], keys=[facet])


def test_the_newest_come_first_page_by_page():
    services.add(Index.POSTS, [document(number, "한국") for number in range(1, 8)])

    assert found("한국", limit=3) == [7, 6, 5]
    assert found("한국", below=5, limit=3) == [4, 3, 2]
    assert found("한국", below=1) == []


def test_each_index_is_its_own():
    services.add(Index.POSTS, [document(1, "한국")])
    services.add(Index.COMMENTS, [document(2, "한국")])

    assert found("한국") == [1]
    assert found("한국", index=Index.COMMENTS) == [2]


@pytest.mark.parametrize("words", ["", "!!", "-한국", "가" * (CHARACTERS_MAX + 1)])
def test_a_query_with_a_problem_finds_nothing(words):
    services.add(Index.POSTS, [document(1, "한국")])

    assert found(words) == []


def found(words, *, index=Index.POSTS, fields=EVERYWHERE, limit=99, **rest):
    return services.find(index, parse(words), fields=fields, limit=limit, **rest)


MANY = [f"x{number}" for number in range(20)]  # that nothing has
WHERES = [
    [],
    [["p1", "u2"]],
    [["p1", "p2"], ["u3", "p3"]],
    [["p1", "u1", *MANY], ["p2", *MANY, "u1"]],
]
BARS = [
    {},
    {"barred": ["p1"]},
    {"barred": ["p1", "u2"], "keys": ["u1", "p3"]},
    {"barred": ["p1", *MANY], "keys": ["u2", *MANY]},
]


@pytest.mark.parametrize("seed", range(10))
def test_the_index_finds_what_a_plain_matcher_finds(seed):
    chance = random.Random(seed)
    documents = list(random_documents(chance, 60))
    services.add(Index.POSTS, documents)
    texts = [text for each in documents for text in (each.title, each.body)]
    hits = 0

    for _ in range(500):
        query = parse(random_words(chance, texts))
        search = {
            "fields": chance.sample(EVERYWHERE, chance.randint(1, 3)),
            "where": chance.choice(WHERES),
            **chance.choice(BARS),
            "below": chance.choice([None, 30]),
            "limit": chance.choice([5, 99]),
        }
        expected = plain_find(documents, query, **search)
        assert services.find(Index.POSTS, query, **search) == expected, query
        hits += len(expected)

    assert hits > 500


TEXTS = st.text(st.sampled_from(SYLLABLES[:4] + "ab -"), max_size=8)
CHANGES = st.lists(st.tuples(st.integers(1, 4), st.none() | TEXTS), max_size=12)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, words=st.lists(TEXTS, min_size=1, max_size=5))
def test_any_order_of_changes_leaves_what_is_there(changes, words):
    services.clear(Index.POSTS)
    there: dict[int, Document] = {}

    for number, text in changes:
        old = [there.pop(number)] if number in there else []
        new = [] if text is None else [document(number, text, title=text[::-1])]
        services.replace(Index.POSTS, old, new)
        there.update({each.id: each for each in new})

    for each in words:
        query = parse(each)
        expected = plain_find(there.values(), query, fields=EVERYWHERE, limit=9)
        assert found(each) == expected


def test_a_text_of_all_different_syllables_is_found_however_long():
    body = "".join(
        chr(0xAC00 + 7 * n % 11_172) + chr(0xAC00 + n % 11_171) for n in range(99_999)
    )
    services.add(Index.POSTS, [document(1, body, title="제목", facets=("p1",))])

    assert found("제목", fields=["title"], where=[["p1"]]) == [1]
    assert found(body[-300:]) == [1]
    assert found(body[-1] + body[0]) == []
    assert found("제목", where=[["p2"]]) == []


def test_ids_far_apart_are_found_in_order():
    numbers = sorted(
        {1, 4_095, 4_096, 8_192, 40_000, 300_000, 2**21, 2**23, 2**40, 2**62}
    )
    services.add(Index.POSTS, [document(number, "한국") for number in numbers])

    assert found("한국") == numbers[::-1]
    for below in [*numbers, 2**63 - 1]:
        lower = [number for number in numbers if number < below][::-1]
        assert found("한국", below=below) == lower
        assert found("한국", below=below, limit=2) == lower[:2]


@pytest.mark.postgresql
def test_values_may_be_bound_by_the_server(monkeypatch):
    services.add(Index.POSTS, [document(1, "한국")])
    monkeypatch.setitem(
        connection.settings_dict["OPTIONS"], "server_side_binding", True
    )

    assert found("한국") == [1]


@pytest.mark.sqlite
def test_statistics_of_a_small_index_do_not_outlive_it():
    services.add(Index.POSTS, [document(1, "한국")])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SELECT tbl FROM sqlite_stat1 WHERE tbl LIKE 'search_posts%'")
        assert cursor.fetchall()

        services.forget_statistics()

        cursor.execute("SELECT tbl FROM sqlite_stat1 WHERE tbl LIKE 'search_posts%'")
        assert not cursor.fetchall()
        cursor.execute(
            "EXPLAIN QUERY PLAN DELETE FROM search_posts_data WHERE id >= 1 AND id <= 2"
        )
        assert "SEARCH" in cursor.fetchone()[3]


@pytest.mark.sqlite
def test_what_is_put_in_together_lies_together():
    """A search looks into each segment, so one for each row would cost it dearly."""
    texts = [document(number, "한국") for number in (2, 1, 3)]
    services.add(Index.POSTS, texts)
    assert segments() == 1

    services.replace(Index.POSTS, texts, texts)
    assert segments() <= 3  # what was, what is taken out, what is put in


def segments() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT segid) FROM search_posts_idx")
        return cursor.fetchone()[0]
