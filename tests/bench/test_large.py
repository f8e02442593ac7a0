"""The pages of large sites are measured, whatever the numbers."""

import subprocess
import sys
from os import environ
from pathlib import Path

import pytest
from django.conf import settings

from bench import large
from bench.large import PAGES, READS, Site, table
from bench.search_lines import SEARCHES


@pytest.mark.sqlite  # it fills data folders of its own, whatever the suite uses
def test_every_page_and_every_search_is_measured(tmp_path: Path):
    command = [sys.executable, "-m", "bench.large", "--print", "--folder", tmp_path]
    command += ["--posts", "60", "--rows", "40", "--rounds", "1"]

    done = subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=environ,
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    for name in [*PAGES.values(), *READS.values(), *SEARCHES.values()]:
        assert f"| {name} | " in done.stdout
    assert "| all of these together | " in done.stdout


def test_a_folder_is_filled_and_indexed_once(tmp_path: Path):
    said: list[str] = []
    (tmp_path / "facts.json").write_text('{"fill": {"wall": 8}, "search": {}}')

    site = large._fill(tmp_path, "large_site", said.append, posts=60, seed=1)
    large._index(site, said.append)

    assert site.facts["fill"] == {"wall": 8}
    assert said == []


def site_of(size: int, *rounds: float) -> Site:
    site = Site(size, Path(), {})
    for each in rounds:
        site.add({"list": [each]})
    return site


def test_no_site_may_take_much_longer_than_the_smallest():
    small, large_one = site_of(1_000, 1, 2, 3), site_of(100_000, 2.4, 2.4, 9)
    slow = site_of(1_000_000, 2.5)

    held = table([small, large_one], {"list": "list"}, "posts").splitlines()
    broken = table([small, large_one, slow], {"list": "list"}, "posts").splitlines()

    assert held[2] == "| list | 2 ms (1–3) | 2.40 ms (2.40–9) | 1.20 | yes |"
    assert broken[0].startswith("| ms of processor time | 1,000 posts | 100,000 posts")
    assert broken[2].endswith("| 2.50 ms | 1.25 | **no** |")


def test_the_results_show_every_page():
    results = large.RESULTS.read_text("utf-8")

    for name in [*PAGES.values(), *READS.values()]:
        assert f"| {name} | " in results
