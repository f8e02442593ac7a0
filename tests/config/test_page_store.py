"""The store keeps what is asked for, and never more than it may."""

import gzip

import brotli
import pytest

from config.page_store import Page, PageStore

CONTENT = b"<p>" + b"page " * 400 + b"</p>"


def make_page(content: bytes = CONTENT) -> Page:
    page = Page([("Content-Type", "text/html")], content, inner={}, numbers=(1,))
    page.body("")
    return page


def test_one_page_is_kept_by_its_key():
    store, page = PageStore(100_000), make_page()
    store.put("a", page)

    assert store.get("a") is page
    assert store.get("b") is None


def test_the_bound_is_kept_and_what_is_asked_for_stays():
    store = PageStore(10 * make_page().size)
    store.put("hot", make_page())
    for number in range(1000):
        store.put(number, make_page())
        assert store.get("hot") is not None
        assert store.bytes <= store.max_bytes

    assert store.get(0) is None
    assert store.get(999) is not None


def test_a_page_in_the_place_of_another_is_counted_once():
    store = PageStore(100_000)
    for _ in range(3):
        store.put("a", make_page())
    assert store.bytes == make_page().size
    store.forget("a")
    store.forget("a")

    assert (store.bytes, store.get("a")) == (0, None)


def test_a_page_larger_than_the_bound_is_not_kept():
    store = PageStore(1000)
    store.put("a", make_page())

    assert (store.bytes, store.get("a")) == (0, None)


@pytest.mark.parametrize("first", ["", "gzip", "br"])
def test_every_encoding_is_made_of_whichever_is_there(first):
    page = Page([], CONTENT, inner={}, numbers=(1,))
    page.body(first)

    assert page.body("").content == CONTENT
    assert gzip.decompress(page.body("gzip").content) == CONTENT
    assert brotli.decompress(page.body("br").content) == CONTENT
    assert page.body("br") is page.body("br")


def test_the_same_bytes_have_the_same_mark_and_others_another():
    assert make_page().body("").etag == make_page().body("").etag
    assert make_page(b"other").body("").etag != make_page().body("").etag
