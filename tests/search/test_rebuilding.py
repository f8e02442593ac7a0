"""An index is built anew while others write, and after it was interrupted or lost."""

import os
import random
import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.db import OperationalError, connection, transaction

from search import fts5, services, states, writing
from search.backend import current_backend, new_table_of, old_table_of, table_of
from search.documents import Document
from search.errors import IndexBroken, IndexMissing
from search.indexes import Field, Index
from search.models import IndexState
from search.query import parse
from search.rebuilding import rebuild
from search.services import find
from search.tokens import TOKENISER_VERSION

pytestmark = pytest.mark.django_db

POSTS = Index.POSTS
WORDS = ["한국", "기업", "동맹", "메타", "ai"]

_SEGMENTS = "SELECT count(DISTINCT segid) FROM {table}_idx"
_SETTINGS = "SELECT k, v FROM {table}_config WHERE k <> 'version'"


class Source:
    """The documents there should be, in place of an app's tables."""

    def __init__(self, count: int = 0) -> None:
        self.documents: dict[int, Document] = {}
        self.read_count = 0
        for number in range(1, count + 1):
            self.documents[number] = made(number, WORDS[number % 5])

    def read(self, after: int) -> list[Document]:
        numbers = sorted(number for number in self.documents if number > after)[:10]
        self.read_count += len(numbers)
        return [self.documents[number] for number in numbers]

    def put(self, number: int, text: str | None) -> None:
        """Write, change or (None) remove a document, in the index too."""
        old = [self.documents.pop(number)] if number in self.documents else []
        new = [made(number, text)] if text else []
        services.replace(POSTS, old, new)
        self.documents.update({each.id: each for each in new})

    def put_any(self, chance: random.Random) -> None:
        for _ in range(chance.randint(0, 4)):
            text = chance.choice([None, *WORDS])
            self.put(chance.randint(1, 120), text)


def made(number: int, text: str) -> Document:
    return Document(number, body=text)


def found(word: str) -> list[int]:
    return find(POSTS, parse(word), fields=[Field.BODY], limit=1_000)


def assert_finds(source: Source) -> None:
    for word in WORDS:
        numbers = [n for n, each in source.documents.items() if each.body == word]
        assert found(word) == sorted(numbers, reverse=True)


def filled(count: int) -> Source:
    """Return documents that the index has, too."""
    source = Source(count)
    services.clear(POSTS)
    services.add(POSTS, list(source.documents.values()))
    return source


def state() -> IndexState:
    return IndexState.objects.get(name=POSTS)


def test_a_new_site_has_whole_indexes():
    assert all(services.is_current(index) for index in Index)
    assert found("한국") == []


def test_what_is_there_is_read_in_batches():
    source, seen = Source(35), []
    services.mark_stale(POSTS)

    rebuild(POSTS, source.read, on_batch=seen.append)

    assert_finds(source)
    assert list(dict.fromkeys(seen)) == [10, 20, 30, 35]
    assert seen == sorted(seen)
    assert services.is_current(POSTS)
    assert state().finished_at >= state().started_at


def test_rebuilding_leaves_no_other_tables():
    rebuild(POSTS, Source(5).read)
    rebuild(POSTS, Source(7).read)

    has = current_backend().has
    tables = (table_of(POSTS), new_table_of(POSTS), old_table_of(POSTS))
    assert [has(table) for table in tables] == [True, False, False]


@pytest.mark.parametrize("seed", range(8))
def test_others_write_meanwhile_and_the_old_table_answers(seed):
    chance = random.Random(seed)
    source = filled(100)

    def write(last_id: int) -> None:
        source.put_any(chance)
        assert_finds(source)

    rebuild(POSTS, source.read, on_batch=write)

    assert_finds(source)
    source.put_any(chance)
    assert_finds(source)


@pytest.mark.parametrize("seed", range(4))
def test_an_index_that_is_not_whole_is_whole_in_the_end(seed):
    chance = random.Random(seed)
    source = Source(100)
    services.mark_stale(POSTS)

    def write(last_id: int) -> None:
        source.put_any(chance)
        with pytest.raises(IndexMissing):
            found("한국")

    rebuild(POSTS, source.read, on_batch=write)

    assert_finds(source)


class Interrupted(Exception):
    pass


def interrupt(last_id: int) -> None:
    if last_id >= 20:
        raise Interrupted


def test_an_interrupted_rebuild_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # or a helper would read, too
    source = filled(50)

    with pytest.raises(Interrupted):
        rebuild(POSTS, source.read, on_batch=interrupt)
    source.put(5, "동맹")
    source.put(6, None)
    source.put(45, "메타")
    source.put(60, "기업")
    assert_finds(source)
    assert (state().last_id, state().finished_at) == (20, None)
    source.read_count = 0
    rebuild(POSTS, source.read)

    assert_finds(source)
    assert source.read_count == 31


def test_a_rebuild_of_an_older_tokeniser_is_begun_anew(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # or a helper would read, too
    source = filled(50)
    with pytest.raises(Interrupted):
        rebuild(POSTS, source.read, on_batch=interrupt)
    states.note_state(POSTS, building_version=TOKENISER_VERSION + 1)
    source.put(5, "동맹")

    source.read_count = 0
    rebuild(POSTS, source.read)

    assert_finds(source)
    assert source.read_count == 50


@pytest.mark.sqlite
def test_the_helper_reads_what_nobody_changes(monkeypatch, caplog):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    source = filled(60)

    rebuild(POSTS, source.read)

    assert_finds(source)
    assert source.read_count == 10  # here: before it was asked, and not in the end
    assert caplog.text == ""


@pytest.mark.parametrize("cores", [1, 2])
def test_what_was_read_ahead_counts_only_while_it_is_true(monkeypatch, cores):
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    source = filled(60)

    def write(last_id: int) -> None:
        source.put(min(last_id + 1, 60), "ai")
        source.put(last_id + 25, None)

    rebuild(POSTS, source.read, on_batch=write)

    assert_finds(source)


def segments_of(table: str) -> int:
    """Return how many parts FTS5 keeps the index in."""
    with connection.cursor() as cursor:
        cursor.execute(_SEGMENTS.format(table=table))
        return cursor.fetchone()[0]


def settings_of(table: str) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(_SETTINGS.format(table=table))
        return dict(cursor.fetchall())


@pytest.mark.sqlite
def test_a_new_index_lies_in_one_part_and_is_then_an_index_like_any_other():
    source, parts = Source(60), []

    def look(last_id: int) -> None:
        parts.append(segments_of(new_table_of(POSTS)))
        assert settings_of(new_table_of(POSTS))["automerge"] == 64

    rebuild(POSTS, source.read, on_batch=look)

    assert max(parts) == 6  # one of each batch
    assert segments_of(table_of(POSTS)) == 1
    assert settings_of(table_of(POSTS)) == {
        "hashsize": 1024 * 1024,
        "automerge": 4,
        "crisismerge": 16,
    }
    assert_finds(source)


@pytest.mark.sqlite
def test_a_large_index_is_merged_bit_by_bit(monkeypatch):
    monkeypatch.setattr(fts5, "_MERGED_AT_ONCE", 1)
    source, parts = Source(), []
    for number in range(1, 61):  # some blocks, as no two words are alike
        text = " ".join(f"{number}n{count}" for count in range(50))
        source.documents[number] = made(number, text)

    rebuild(
        POSTS,
        source.read,
        on_batch=lambda last_id: parts.append(segments_of(new_table_of(POSTS))),
        on_merge=parts.clear,
    )

    assert parts[0] > 1  # after the first step
    assert segments_of(table_of(POSTS)) == 1
    assert found("7n49") == [7]


@pytest.mark.sqlite
def test_others_write_and_a_rebuild_stops_while_an_index_is_merged(monkeypatch):
    monkeypatch.setattr(fts5, "_MERGED_AT_ONCE", 1)
    source = Source(60)
    services.mark_stale(POSTS)

    def write(last_id: int) -> None:
        if last_id < 60:
            return
        if segments_of(new_table_of(POSTS)) < 6:
            raise Interrupted
        source.put(3, "동맹")
        source.put(61, "메타")
        source.put(62, None)

    for _ in range(2):
        with pytest.raises(Interrupted):
            rebuild(POSTS, source.read, on_batch=write)
    rebuild(POSTS, source.read)

    assert_finds(source)
    assert services.is_current(POSTS)


@pytest.mark.sqlite
def test_a_new_table_that_is_lost_while_it_is_merged_is_begun_anew(caplog):
    source, told = filled(30), []

    def lose(last_id: int) -> None:
        told.append(last_id)
        if last_id == 30:  # the last of it was put in
            current_backend().drop(new_table_of(POSTS))

    with pytest.raises(IndexBroken):
        rebuild(POSTS, source.read, on_batch=lose)
    assert told == [10, 20, 30]  # and no step of a merging
    assert state().building_version == 0
    assert "built anew" in caplog.text
    assert_finds(source)

    rebuild(POSTS, source.read)
    assert_finds(source)


def test_two_rebuilds_at_once_share_the_work(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # or they would read ahead, too
    source, is_second = filled(60), []

    def begin_second(last_id: int) -> None:
        if not is_second:
            is_second.append(True)
            source.put(70, "한국")
            rebuild(POSTS, source.read)
            source.put(1, None)

    rebuild(POSTS, source.read, on_batch=begin_second)

    assert_finds(source)
    assert source.read_count == 61


@pytest.mark.parametrize("numbers", [[2, 1], [1, 1], [1, 1, 2]])
def test_a_batch_that_does_not_ascend_is_refused(numbers):
    with pytest.raises(ValueError, match="ascends"):
        rebuild(POSTS, lambda after: [made(number, "한국") for number in numbers])


def test_an_index_of_another_tokeniser_is_missing_and_takes_nothing():
    source = filled(10)
    states.note_state(POSTS, version=TOKENISER_VERSION + 1)

    source.put(3, "한국")

    assert not services.is_current(POSTS)
    with pytest.raises(IndexMissing):
        found("한국")
    rebuild(POSTS, source.read)
    assert_finds(source)


def test_an_index_that_nobody_noted_is_missing():
    IndexState.objects.all().delete()

    with pytest.raises(IndexMissing):
        found("한국")
    rebuild(POSTS, filled(3).read)
    assert services.is_current(POSTS)


def test_a_lost_table_is_missed_but_keeps_nobody_from_writing(caplog):
    source = filled(10)
    current_backend().drop(table_of(POSTS))

    with pytest.raises(IndexMissing), transaction.atomic():
        found("한국")
    source.put(11, "한국")
    source.put(12, "한국")

    assert not services.is_current(POSTS)
    assert len(caplog.records) == 1
    rebuild(POSTS, source.read)
    assert_finds(source)


def test_a_new_table_that_is_lost_is_begun_anew():
    source = filled(50)

    def lose(last_id: int) -> None:
        current_backend().drop(new_table_of(POSTS))

    with pytest.raises(IndexBroken):
        rebuild(POSTS, source.read, on_batch=lose)
    assert_finds(source)
    with pytest.raises(Interrupted):
        rebuild(POSTS, source.read, on_batch=interrupt)
    current_backend().drop(new_table_of(POSTS))
    source.put(1, "메타")  # is how it is noticed
    assert state().building_version == 0

    rebuild(POSTS, source.read)
    assert_finds(source)


def test_a_new_table_that_a_writer_finds_lost_ends_the_rebuild():
    source = filled(50)

    def lose(last_id: int) -> None:
        current_backend().drop(new_table_of(POSTS))
        source.put(1, "메타")

    with pytest.raises(IndexBroken):
        rebuild(POSTS, source.read, on_batch=lose)

    assert_finds(source)


@pytest.mark.sqlite
def test_what_is_no_fault_of_the_index_is_not_blamed_on_it():
    source = filled(10)
    connection.connection.set_progress_handler(lambda: 1, 1)  # interrupts everything

    try:
        with pytest.raises(OperationalError, match="interrupted"):
            found("한국")
        with pytest.raises(OperationalError, match="interrupted"):
            writing.has_replaced(table_of(POSTS), [], [made(11, "한국" * 9_999)])
    finally:
        connection.connection.set_progress_handler(None, 0)

    assert_finds(source)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM search_posts_data",
        "UPDATE search_posts_data SET block = x'00112233' WHERE id > 10",
        "DROP TABLE search_posts_data",
        "DROP TABLE search_posts_idx",
    ],
)
def test_a_broken_table_says_so_and_can_be_built_anew(sql):
    source = filled(10)
    with connection.cursor() as cursor:
        cursor.execute(sql)

    with pytest.raises(IndexBroken):
        found("한국")
    source.put(11, "한국")
    rebuild(POSTS, source.read)

    assert_finds(source)


@pytest.mark.sqlite
def test_a_block_in_the_way_keeps_nobody_from_writing():
    source = filled(10)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE search_posts_data SET block = x'00' WHERE id = 10")

    source.put(11, "한국")

    assert not services.is_current(POSTS)


@pytest.mark.sqlite
def test_a_large_table_is_swept_away_bit_by_bit(monkeypatch):
    monkeypatch.setattr("search.fts5._BLOCKS_AT_ONCE", 2)
    source = filled(40)

    with pytest.raises(Interrupted):
        rebuild(POSTS, source.read, on_batch=interrupt)
    states.note_state(POSTS, building_version=0)
    rebuild(POSTS, source.read)

    assert_finds(source)
    assert not current_backend().has(old_table_of(POSTS))


@pytest.mark.postgresql
def test_a_column_that_is_gone_is_a_broken_index():
    filled(3)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_posts DROP COLUMN body")

    with pytest.raises(IndexBroken), transaction.atomic():
        found("한국")


# What the documents are made of, in the database; and locked by who changes it.
MAKE = "CREATE TABLE search_texts (id integer PRIMARY KEY, body text, times integer)"
READ = "SELECT id, body FROM search_texts WHERE id > %s ORDER BY id LIMIT 7"
LOCK = "UPDATE search_texts SET times = times + 1 WHERE id = %s RETURNING body"
CHANGE = "UPDATE search_texts SET body = %s WHERE id = %s"
ADD = "INSERT INTO search_texts (body, id, times) VALUES (%s, %s, 0)"
REMOVE = "DELETE FROM search_texts WHERE id = %s"


def run(sql: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def read_texts(after: int) -> list[Document]:
    return [made(number, text) for number, text in run(READ, after)]


def change_text(number: int, text: str) -> None:
    with transaction.atomic():
        old = [made(number, body) for (body,) in run(LOCK, number)]
        if old and not text:
            run(REMOVE, number)
        elif text:
            run(CHANGE if old else ADD, text, number)
        services.replace(POSTS, old, [made(number, text)] if text else [])


@pytest.fixture
def texts(transactional_db):
    run(MAKE)
    yield
    run("DROP TABLE search_texts")


@pytest.mark.sqlite
@pytest.mark.usefixtures("texts")
def test_what_another_connection_commits_is_a_change_and_ones_own_is_none():
    def write(number: int) -> None:
        run(ADD, "한국", number)
        connection.close()

    changes = current_backend().changes()
    run(ADD, "기업", 1)
    assert current_backend().changes() == changes

    other = threading.Thread(target=write, args=[2])
    other.start()
    other.join()
    assert current_backend().changes() != changes


@pytest.mark.usefixtures("texts")
def test_nothing_is_lost_between_writers_and_a_rebuild_that_run_at_once():
    for number in range(1, 301):
        change_text(number, WORDS[number % 5])
    change_text(1_000, "그대로")
    is_over = threading.Event()
    errors: list[BaseException] = []

    def repeat(act: Callable[[], None]) -> None:
        try:
            while not is_over.is_set():
                act()
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    def write(writer: int, chance: random.Random) -> None:  # each has its own ids
        number = chance.randint(1, 120) * 3 + writer
        change_text(number, chance.choice(["", *WORDS]))

    def read() -> None:
        assert found("그대로") == [1_000]

    acts = [partial(write, writer, random.Random(writer)) for writer in range(3)]
    threads = [threading.Thread(target=repeat, args=[act]) for act in [*acts, read]]
    for thread in threads:
        thread.start()
    for _ in range(2):
        rebuild(POSTS, read_texts)
    is_over.set()
    for thread in threads:
        thread.join()

    source = Source()
    after = 0
    while batch := read_texts(after):
        source.documents.update({each.id: each for each in batch})
        after = batch[-1].id
    assert not errors
    assert services.is_current(POSTS)
    assert_finds(source)
