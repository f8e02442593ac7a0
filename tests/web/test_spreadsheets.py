"""Files that a spreadsheet takes for what they are."""

import pytest

from web.spreadsheets import csv_answer


@pytest.mark.parametrize("word", ["=1+1", "+1", "-1", "@a", "\ta", "\ra"])
def test_words_never_become_formulas(word: str) -> None:
    text = csv_answer("a.csv", ["이름"], [[word, -5]]).content.decode("utf-8-sig")

    assert text.splitlines()[1].lstrip('"').startswith("'")
    assert text.rstrip().endswith(",-5")


def test_a_file_is_kept_by_name_and_by_nobody_between() -> None:
    answer = csv_answer("a.csv", ["이름"], [["광장"]])

    assert answer["Content-Disposition"] == 'attachment; filename="a.csv"'
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.decode("utf-8") == "\ufeff이름\r\n광장\r\n"
