"""Writes what was measured: RESULTS.md, and its table in both READMEs."""

import os
import platform
import re
import sqlite3
import subprocess
import sys
from datetime import date
from importlib.metadata import version

from bench.figures import Figure
from bench.lines import BEHIND, LINES
from bench.scale import Scale
from tests.browser.running_site import ROOT

RESULTS = ROOT / "bench" / "RESULTS.md"
READMES = {"README.md": False, "README.ko.md": True}
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
_HEADS = {
    False: ("what", "measured", "goal", "met"),
    True: ("무엇을", "잰 값", "목표", "이룸"),
}
_MET = {
    False: {True: "yes", False: "**no**"},
    True: {True: "예", False: "**아니요**"},
}


def table(found: dict[str, Figure], *, is_korean: bool = False) -> str:
    """Return the Markdown table of the lines that have goals."""
    rows = [_HEADS[is_korean], ("---",) * 4]
    for line in LINES:
        if line.key in found:
            figure = found[line.key]
            name = line.korean if is_korean else line.name
            met = _MET[is_korean][line.is_met(figure)]
            rows.append((name, line.measured(figure), line.goal(), met))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def write(found: dict[str, Figure], scale: Scale, about: str) -> None:
    """Write RESULTS.md and put its table into both READMEs.

    about: from `machine`, asked before the run.
    """
    text = f"{_head(scale, about)}\n{table(found)}\n\n{_behind(found)}"
    RESULTS.write_text(text, encoding="utf-8")
    for name, is_korean in READMES.items():
        path = ROOT / name
        put = put_in(path.read_text("utf-8"), table(found, is_korean=is_korean))
        path.write_text(put, encoding="utf-8")


def put_in(readme: str, rows: str) -> str:
    """Return the README with these rows between its two marks."""
    marked = re.compile(f"(?<={BEGIN}\n).*?(?={END})", re.DOTALL)
    return marked.sub(lambda _found: rows + "\n", readme)


def table_in(text: str) -> list[list[str]]:
    """Return the cells of the first table with four columns in a document."""
    lines = re.findall(r"(?:^\|(?:[^|\n]+\|){4}\n)+", text, re.MULTILINE)
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines[0].splitlines()
    ]


def machine() -> str:
    """Return what it is measured with and on, and how busy the machine is already."""
    wrk = subprocess.run(["wrk", "-v"], capture_output=True, text=True, check=False)
    parts = [
        _python(),
        f"Django {version('django')}",
        f"granian {version('granian')}",
        f"SQLite {sqlite3.sqlite_version}",
        f"wrk {wrk.stdout.split()[1].removeprefix('debian/')}",
    ]
    cores = len(os.sched_getaffinity(0))
    return (
        f"{', '.join(parts)}; {cores} cores ({_processor()}), load"
        f" {os.getloadavg()[0]:.1f} before it began; commit {_commit()}"
    )


def _python() -> str:
    """Return its version and whether it is the system's own: they are not as fast."""
    name = f"Python {platform.python_version()}"
    is_of_system = sys.base_prefix == "/usr"
    return f"{name} of {_system()}" if is_of_system else f"{name}, not the system's"


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()


def _head(scale: Scale, about: str) -> str:
    command = "bench" if scale.name == "full" else f"bench-{scale.name}"
    words = (
        "# Results\n\n"
        f"Measured on {date.today():%Y-%m-%d} by `make {command}`"
        f" with {scale.posts:,} posts and {scale.comments:,} comments.\n"
        f"{about}.\n"
        "The median of the rounds, and in brackets between what they lay."
        " L: a bare Django view with a constant page of\nthe same size, served alike,"
        " measured by turns with ours. [README.md](README.md) says more.\n"
    )
    if scale.name == "full":
        return words
    return f"{words}A short run, with fewer pages than the names say: read it for orders of magnitude.\n"


def _behind(found: dict[str, Figure]) -> str:
    rows = [f"| {_HEADS[False][0]} | {_HEADS[False][1]} |", "|---|---|"]
    rows += [
        f"| {line.name} | {line.measured(found[line.key])} |"
        for line in BEHIND
        if line.key in found
    ]
    return "## Behind it\n\n" + "\n".join(rows) + "\n"


def _processor() -> str:
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        named = re.search(r"model name\s*:\s*(.+)", file.read())
    return named[1].strip() if named else platform.machine()


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"
