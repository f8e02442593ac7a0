"""Tables as files that a spreadsheet opens."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_answer(
    name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """Return a CSV file to keep; words in it stay words, whoever wrote them."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    response.write("\ufeff")  # so that Excel reads it as UTF-8
    table = csv.writer(response)
    table.writerow(head)
    table.writerows([_plain(cell) for cell in row] for row in rows)
    return response


def _plain(cell: Any) -> Any:
    is_formula = isinstance(cell, str) and cell.startswith(_FORMULA)
    return f"'{cell}" if is_formula else cell
