"""What the bench does inside Django, in a process of its own: `bench.site.ask`.

    python -m bench.inside NAME <question.json

prints one line of JSON. So neither the site nor the load shares anything with it.
"""

import json
import sys
from collections.abc import Callable
from typing import Any


def main() -> None:
    """Answer one question."""
    import django

    django.setup()
    print(json.dumps(_answer(sys.argv[1], json.load(sys.stdin))))


def _answer(name: str, question: dict[str, Any]) -> Any:
    # They import models, which only a loaded Django has.
    from bench import filling, in_process, large_pages, large_search, written

    questions: dict[str, Callable[..., Any]] = {
        "fill": filling.fill,
        "cpu_ms": in_process.cpu_ms,
        "missing": written.missing,
        "large_site": large_pages.large_site,
        "uncached_ms": large_pages.uncached_ms,
        "fill_rows": large_pages.fill_rows,
        "rows_ms": large_pages.rows_ms,
        "fill_site": large_pages.fill_site,
        "searched": large_search.searched,
        "search_ms": large_search.search_ms,
        "cold_search_ms": large_search.cold_search_ms,
    }
    return questions[name](**question)


if __name__ == "__main__":
    main()
