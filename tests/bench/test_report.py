"""The table of a run: what it says of a number, and where it stands."""

import platform
import re
import sys
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings

from bench import report
from bench.figures import Figure, by_turns, figure, ratio
from bench.line import Line
from bench.lines import BEHIND, LINES

ROOT = Path(settings.BASE_DIR)
RATE = Line("rate", "comments", "댓글", "/s", least=300)
LOST = Line("lost", "lost", "잃은 댓글", "", most=0)


def test_the_readme_shows_the_table_of_the_results():
    results = report.table_in(report.RESULTS.read_text("utf-8"))

    assert len(results) > 2
    assert report.table_in((ROOT / "README.md").read_text("utf-8")) == results


def test_the_korean_readme_shows_the_same_numbers():
    results = report.table_in(report.RESULTS.read_text("utf-8"))
    korean = report.table_in((ROOT / "README.ko.md").read_text("utf-8"))
    names = {line.name: line.korean for line in LINES}
    met = {"yes": "예", "**no**": "**아니요**"}

    assert korean[2:] == [
        [names[row[0]], row[1], row[2], met[row[3]]] for row in results[2:]
    ]


def test_every_line_of_the_table_has_been_measured():
    results = report.table_in(report.RESULTS.read_text("utf-8"))

    assert [row[0] for row in results[2:]] == [line.name for line in LINES]


@pytest.mark.parametrize(
    ("line", "value", "row"),
    [
        (RATE, 312.4, "| comments | 312/s | ≥ 300/s | yes |"),
        (RATE, 299.6, "| comments | 300/s | ≥ 300/s | **no** |"),
        (LOST, 0, "| lost | 0 | 0 | yes |"),
        (LOST, 1, "| lost | 1 | 0 | **no** |"),
    ],
)
def test_a_goal_is_met_or_not(line: Line, value: float, row: str, monkeypatch):
    monkeypatch.setattr(report, "LINES", [line])

    table = report.table({line.key: figure([value])})

    assert table.splitlines()[2] == row


def test_the_rounds_stand_in_brackets():
    assert RATE.measured(Figure(312.4, 290, 1330)) == "312/s (290–1,330)"
    assert LOST.measured(figure([0, 0])) == "0"


def test_the_table_goes_between_the_marks_of_a_readme():
    readme = f"# 마당\n\n{report.BEGIN}\n| old |\n{report.END}\n\n## 라이선스\n"

    put = report.put_in(readme, "| new \\1 |")

    assert put == readme.replace("| old |", "| new \\1 |")


def test_pairs_are_measured_by_turns_and_compared_one_by_one():
    order: list[str] = []

    first, second = by_turns(
        3, lambda: order.append("a") or 4.0, lambda: order.append("b") or 2.0
    )

    assert "".join(order) == "ababab"
    assert ratio(first, second) == Figure(2, 2, 2)
    assert ratio([1, 9, 4], [1, 1, 1]) == Figure(4, 1, 9)


def test_no_two_lines_share_a_key_or_a_name():
    for field in ("key", "name"):
        names = [getattr(line, field) for line in [*LINES, *BEHIND]]
        assert len(names) == len(set(names))
    assert all(re.search("[가-힣]", line.korean) for line in LINES)


@pytest.mark.parametrize(
    ("prefix", "words"), [("/usr", " of "), ("/opt/python", ", not the system's")]
)
def test_it_says_whose_python_it_was(prefix, words, monkeypatch):
    monkeypatch.setattr(sys, "base_prefix", prefix)

    assert report._python().startswith(f"Python {platform.python_version()}{words}")


def test_a_system_that_does_not_say_its_name_is_named_by_its_kind(monkeypatch):
    monkeypatch.setattr(
        platform, "freedesktop_os_release", mock.Mock(side_effect=OSError)
    )

    assert report._system() == platform.system()
