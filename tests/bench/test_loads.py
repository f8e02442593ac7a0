"""What the bench sends, reads and looks up is what it says it is."""

import asyncio
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench import proc
from bench.browser import Answer, Browser
from bench.ground import Ground, Pages, kinds_of
from bench.in_process import cpu_ms
from bench.scale import TINY
from bench.weight import Page
from bench.writing import Writing
from bench.written import missing
from bench.wrk import Failed, Request, load_of
from tests.browser.running_site import RunningSite
from tests.factories import make_comment, make_post

PAGES = Pages(
    lists=["/boards/free/", "/boards/qa/"],
    posts=[f"/boards/free/{number}/" for number in range(60, 0, -1)],
    commented=[],
    sessions=["sessionid=a", "sessionid=b"],
)


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    site = RunningSite("http://127.0.0.1:1", tmp_path, {}, None)
    return Ground(tmp_path, TINY, site, PAGES, print, random.Random(1))


async def answer_of(*answers: bytes) -> tuple[list[Answer], list[bytes], int]:
    """Ask a server that gives these answers; also what it read, from how many."""
    read, callers, left = [], [], list(answers)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        callers.append(writer)
        while left:
            read.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(left.pop(0))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    browser = Browser(f"http://127.0.0.1:{port}")
    got = [await browser.get(Request("/new/", "198.18.0.7")) for _ in answers]
    browser.close()
    server.close()
    return got, read, len(callers)


def test_a_browser_reads_answers_over_one_connection():
    got, read, callers = asyncio.run(
        answer_of(
            b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            b"HTTP/1.1 302 Found\r\nLocation: /x/\r\nContent-Length: 0\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n",
        )
    )

    assert got == [Answer(200, "", b"ok"), Answer(302, "/x/"), Answer(200, "", b"abcd")]
    assert callers == 1
    assert b"GET /new/ HTTP/1.1\r\n" in read[0]
    assert b"X-Forwarded-For: 198.18.0.7\r\n" in read[0]


def test_a_connection_that_breaks_is_no_answer():
    got, _read, _callers = asyncio.run(answer_of(b"gone"))

    assert got == [Answer(0)]


def test_popular_pages_are_asked_for_more_often(ground: Ground):
    asked = [request.path for request in ground.by_zipf(PAGES.posts, 2000)]

    first, tenth = asked.count(PAGES.posts[0]), asked.count(PAGES.posts[9])
    assert first > 5 * tenth > 0


def test_the_mixed_pages_are_all_kinds_each_once(ground: Ground):
    kinds = kinds_of(ground)

    assert len(set(kinds["mix"])) == len(kinds["mix"]) == TINY.urls
    assert set(kinds["mix"]) == {"/", *kinds["list"], *kinds["post"]}


def test_members_keep_to_their_addresses(ground: Ground):
    requests = {ground.by_member("/") for _ in range(50)}

    assert len(requests) == len(PAGES.sessions)
    assert len({request.address for request in requests}) == len(PAGES.sessions)


def test_scripts_that_wait_are_told_from_those_that_hold_up_the_page():
    page = Page()
    page.feed(
        '<link rel="stylesheet" href="a.css"><link rel="canonical" href="/">'
        '<script src="b.js"></script><script type="module" src="c.js"></script>'
        '<script defer src="d.js"></script><script type="application/ld+json"></script>'
        '<img src="e.webp"><svg><use href="f.svg#g"></use></svg>'
    )

    assert page.blocking == 1
    assert page.links == ["a.css", "b.js", "c.js", "d.js", "e.webp", "f.svg#g"]


@pytest.mark.parametrize("errors", [{"refused": 1}, {"broken": 1}, {"requests": 0}])
def test_a_load_with_errors_is_no_measurement(errors: dict[str, int]):
    said = {"requests": 10, "seconds": 2, "p50_ms": 1, "p99_ms": 2}
    said |= {"refused": 0, "broken": 0}

    assert load_of(said).per_second == 5
    with pytest.raises(Failed):
        load_of(said | errors)


@pytest.mark.django_db
def test_what_is_not_there_as_it_was_sent_is_missing():
    post, comment = make_post(title="저녁"), make_comment(body="잘 읽었습니다")

    found = missing({post.pk: "저녁", 98: "저녁"}, {comment.pk: "다른 말"})

    assert found == ["post 98", f"comment {comment.pk}"]


def test_only_what_was_acknowledged_counts_as_written(ground: Ground):
    class Site:
        answers = [Answer(302, "/boards/free/7/?comment=9#c_9"), Answer(200), Answer(0)]

        async def post(self, request: Request, fields: dict[str, str]) -> Answer:
            return self.answers.pop(0)

    writing = Writing(ground, Site(), iter([0, 1, 0]))

    taken = [asyncio.run(writing.comment("/boards/free/7/")) for _ in range(3)]

    assert taken == [True, False, False]
    assert list(writing.comments) == ["9"]


def test_only_pages_are_measured_in_process(monkeypatch: pytest.MonkeyPatch):
    asked = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        asked.append((environ["QUERY_STRING"], environ["HTTP_COOKIE"]))
        start_response("200 OK" if environ["PATH_INFO"] == "/" else "404 Not Found", [])
        return [b"page"]

    monkeypatch.setattr("config.wsgi.application", application)

    assert len(cpu_ms([["/?page=2", "198.18.0.1", "sessionid=a"]] * 3, warm_ups=1)) == 1
    assert asked == [("page=2", "sessionid=a")] * 3
    with pytest.raises(ValueError, match="404"):
        cpu_ms([["/boards/nowhere/", "198.18.0.1", "sessionid=a"]])


def test_the_kernel_knows_our_child_and_what_it_uses():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        assert child.pid in proc.family_of(os.getpid())
        assert 0 < proc.pss_mb(child.pid) < 100
        assert proc.cpu_seconds([os.getpid()]) > 0
    finally:
        child.communicate(b"\n")
