"""How text is cut into the runs that a search compares."""

import sys
import unicodedata

import pytest

from search.runs import JOINING, folded, runs_of


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("", []),
        (" …!? ❤️ 🙂", []),
        ("메타가 한국", ["메타가", "한국"]),
        ("AI동맹, 2026년", ["ai", "동맹", "2026", "년"]),
        ("ＡＩ ㎏ ﬁ ①", ["ai", "kg", "fi", "1"]),
        (unicodedata.normalize("NFD", "한국"), ["한국"]),
        ("ㅋㅋㅠㅠ ㄱ", ["ㅋㅋㅠㅠ", "ㄱ"]),
        ("ｶﾞｷﾞ 東京", ["ガギ", "東京"]),
        ("ΟΔΟΣ ΟΔΟΣΑ", ["οδοσ", "οδοσα"]),
        ("x̧y हिन्दी", ["x̧y", "हिन्दी"]),
        ("snake_case e-mail", ["snake", "case", "e", "mail"]),
        ("a\0b\ud800c\u200bd", ["a", "b", "c", "d"]),
        ("가ㅤ나\u115f", ["가", "나"]),  # letters that nobody sees part as spaces do
    ],
)
def test_text_is_cut_into_runs(text: str, runs: list[str]) -> None:
    assert runs_of(text) == runs


def test_folding_twice_changes_nothing():
    text = "".join(map(chr, range(0x3000))) + "ㅋㅋ뷁"

    assert runs_of(folded(text)) == runs_of(text)


def test_every_character_that_melts_with_the_one_before_is_known():
    joining = set(characters_of(JOINING))
    melting = set()
    for code in range(sys.maxunicode + 1):
        first = unicodedata.normalize("NFKD", chr(code))[0]
        parts = unicodedata.decomposition(chr(code)).split()
        if unicodedata.category(first)[0] == "M":
            melting.add(chr(code))
        if len(parts) == 2 and not parts[0].startswith("<"):
            melting.add(chr(int(parts[1], 16)))

    assert melting <= joining


def test_endless_marks_on_one_letter_take_no_longer_than_text():
    text = "a" + "\u0301\u0323" * 100_000  # in n² steps this would take minutes

    (run,) = runs_of(text)

    assert run[0] == "ạ"


def characters_of(pattern: str) -> list[str]:
    """Return the characters of what stands between [ and ] in a pattern."""
    found: list[str] = []
    place = 0
    while place < len(pattern):
        if pattern[place + 1 : place + 2] == "-":
            first, last = ord(pattern[place]), ord(pattern[place + 2])
            found += map(chr, range(first, last + 1))
            place += 3
        else:
            found.append(pattern[place])
            place += 1
    return found
