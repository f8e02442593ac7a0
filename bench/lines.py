"""The lines of the table: what is measured, in which unit, and what it should be.

gnuboard5 5.6.34 (PHP 8.2 with opcache, MariaDB) was measured on the same kind of
machine, 2 cores, wrk with one thread on loopback, 100,000 posts: a list 240 to 405
requests a second (7 ms of processor time each), a post with 20 comments 205 to 330
(8.5 ms), the front page 320 to 490 (5.8 ms). We compare with its fastest runs.
"""

from bench.line import Line

GNUBOARD_LIST = 405  # requests a second
GNUBOARD_POST = 330

LINES = [
    Line(
        "guest_front",
        "guest, warm: front page",
        "손님이 여는 첫 화면(준비된 뒤)",
        "L",
        2,
    ),
    Line("guest_list", "guest, warm: lists", "손님이 여는 목록(준비된 뒤)", "L", 2),
    Line("guest_post", "guest, warm: posts", "손님이 여는 글(준비된 뒤)", "L", 2),
    Line(
        "guest_mix",
        "guest, warm: 1,000 pages by Zipf",
        "손님이 여는 화면 1,000개(준비된 뒤, 인기는 Zipf 분포)",
        "L",
        2,
    ),
    Line(
        "counting",
        "the same, visits and views counted against not",
        "위와 같은 화면: 접속과 조회를 셀 때 ÷ 세지 않을 때",
        "",
        0.95,
    ),
    Line(
        "crawl_cpu",
        "archive crawl, each post once: processor time of a page",
        "옛글을 한 번씩 열기: 한 화면의 CPU 시간",
        "ms",
        most=1.2,
    ),
    Line(
        "crawl",
        "archive crawl against gnuboard5's post",
        "옛글을 한 번씩 열기: 그누보드5 글의 몇 배",
        "×",
        3,
    ),
    Line(
        "member_list_cpu",
        "member's list: processor time",
        "회원의 목록: 한 화면의 CPU 시간",
        "ms",
        most=1.5,
    ),
    Line(
        "member_list",
        "member's list against gnuboard5's",
        "회원의 목록: 그누보드5의 몇 배",
        "×",
        3,
    ),
    Line(
        "member_post_cpu",
        "member's post with 20 comments: processor time",
        "회원이 여는 글(댓글 20개): 한 화면의 CPU 시간",
        "ms",
        most=1.5,
    ),
    Line(
        "member_post",
        "member's post against gnuboard5's",
        "회원이 여는 글(댓글 20개): 그누보드5의 몇 배",
        "×",
        3,
    ),
    Line(
        "evening_p99",
        "evening, 200 requests a second: p99",
        "저녁(1초에 요청 200개): p99 응답 시간",
        "ms",
        most=50,
    ),
    Line("evening_errors", "evening: errors", "저녁: 오류", "", most=0),
    Line(
        "evening_lost",
        "evening: acknowledged writes that are lost",
        "저녁: 저장했다고 답했지만 사라진 글과 댓글",
        "",
        most=0,
    ),
    Line(
        "comments_rate",
        "comments alone, 8 writers, SQLite",
        "댓글만 쓰기(8명이 한꺼번에, SQLite)",
        "/s",
        300,
    ),
    Line(
        "comments_p99",
        "comments alone: p99",
        "댓글만 쓰기: p99 응답 시간",
        "ms",
        most=60,
    ),
    Line(
        "comments_locked",
        "comments alone: “database is locked”",
        "댓글만 쓰기: “database is locked”",
        "",
        most=0,
    ),
    Line("comments_refused", "comments alone: errors", "댓글만 쓰기: 오류", "", most=0),
    Line(
        "comments_lost", "comments alone: lost", "댓글만 쓰기: 사라진 댓글", "", most=0
    ),
    Line(
        "memory_once",
        "a web worker after 10,000 pages (PSS)",
        "화면 10,000개를 보낸 웹 프로세스의 메모리(PSS)",
        "MB",
        most=120,
    ),
    Line(
        "memory_twice",
        "a web worker after 20,000 pages",
        "화면 20,000개를 보낸 웹 프로세스의 메모리",
        "MB",
        most=120,
    ),
    Line(
        "memory_growth",
        "its growth in between",
        "그 사이에 늘어난 메모리",
        "MB",
        most=1,
    ),
    Line(
        "memory_site",
        "whole site: web server and job worker",
        "사이트 전체: 웹 서버와 작업 처리기",
        "MB",
        most=350,
    ),
    Line(
        "slow",
        "others' median beside 12 slow clients, to that without them",
        "다른 사람의 응답 시간: 느린 접속 12개가 있을 때 ÷ 없을 때",
        "",
        most=1.05,
    ),
    Line(
        "weight",
        "first list page and all it loads, brotli",
        "목록을 처음 열 때 받는 모든 것(brotli)",
        "kB",
        most=60,
    ),
    Line(
        "blocking",
        "its scripts that hold up the page",
        "그 가운데 화면 표시를 막는 스크립트",
        "",
        most=0,
    ),
]
# Numbers behind those, without goals.
BEHIND = [
    *(
        Line(f"guest_{kind}_{what}", f"guest, {name}: {words}", "", unit)
        for kind, name in (
            ("front", "front page"),
            ("list", "lists"),
            ("post", "posts"),
            ("mix", "mixed"),
        )
        for what, words, unit in (
            ("rate", "requests", "/s"),
            ("limit", "L", "/s"),
            ("cpu", "processor time of the workers, a page", "ms"),
        )
    ),
    Line("counting_on", "guest, mixed, counted: requests", "", "/s"),
    Line("counting_off", "guest, mixed, not counted: requests", "", "/s"),
    *(
        Line(f"{key}_{what}", f"{name}: {words}", "", unit)
        for key, name in (
            ("crawl", "archive crawl"),
            ("member_list", "member's list"),
            ("member_post", "member's post"),
        )
        for what, words, unit in (
            ("rate", "requests", "/s"),
            ("server_cpu", "processor time of the workers, a page", "ms"),
        )
    ),
    *(
        Line(
            f"member_{kind}_alone",
            f"member's {kind}, made for him alone: processor time",
            "",
            "ms",
        )
        for kind in ("list", "post")
    ),
    Line("slow_with", "others' median beside 12 slow clients", "", "ms"),
    Line("slow_without", "others' median without them", "", "ms"),
    Line("comments_p50", "comments alone: median", "", "ms"),
    Line("comments_written", "comments alone: written", "", ""),
    Line("evening_p50", "evening: median", "", "ms"),
    Line("evening_p999", "evening: p99.9", "", "ms"),
    Line("evening_requests", "evening: requests", "", ""),
    Line("evening_written", "evening: posts and comments written", "", ""),
    Line("evening_locked", "evening: “database is locked”", "", ""),
    Line("evening_cores", "evening: cores that the web workers kept busy", "", ""),
    Line("memory_last", "a web worker after 60,000 pages", "", "MB"),
    Line("memory_last_growth", "its growth in the last 10,000 of them", "", "MB"),
    Line("memory_at_first", "a web worker before its first page", "", "MB"),
    Line("memory_serve", "`manage.py serve` itself", "", "MB"),
    Line("weight_html", "first list page: the HTML alone", "", "kB"),
    Line("weight_files", "first list page: files", "", ""),
]
