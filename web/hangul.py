"""Hangul while it is typed: initials (초성), and what a half-typed syllable may become.

A name is compared with what stands in a box character by character: ㅎ may become any
syllable that begins with it, 호 any that only lacks its final consonant. The last
syllable's final may also go over to the next one: 자유 is 장 on its way.
"""

import re
import unicodedata
from typing import NamedTuple

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
# The finals by their number in a syllable, none first, as the letters they are of.
_FINALS = (
    *("", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ"),
    *("ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ"),
    *("ㅋ", "ㅌ", "ㅍ", "ㅎ"),
)
# Finals that may become those after them, up to here: ㄹ becomes ㄺ when one types on.
_GROWS_TO = {1: 3, 4: 6, 8: 15, 17: 18}
_FIRST = ord("가")
_PER_INITIAL, _PER_VOWEL = 21 * 28, 28
# Letters that an input method puts together when one types ㄱㅅ; NFKC has its own.
_PAIRS = dict(
    zip(
        "ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ",
        [pair for pair in _FINALS if len(pair) > 1],
        strict=True,
    )
)
_APART = str.maketrans(
    _PAIRS | {unicodedata.normalize("NFKC", one): two for one, two in _PAIRS.items()}
)
# NFKC makes of ㄱ the letter that joins what follows; it is shown as it is typed.
_LONE = str.maketrans({unicodedata.normalize("NFKC", one): one for one in _INITIALS})
_BETWEEN_WORDS = re.compile(r"[\W_]+")


class Range(NamedTuple):
    """Characters from `low` to `high`, both included."""

    low: str
    high: str


# What may stand at one place of a name.
Choice = tuple[Range, ...]


def folded(text: str) -> str:
    """Return the text as it is compared: NFKC, lower case, ㄳ taken apart."""
    apart = unicodedata.normalize("NFC", text).translate(_APART)
    lower = unicodedata.normalize("NFKC", apart).casefold()
    return unicodedata.normalize("NFKC", lower)


def initials_of(text: str) -> str:
    """Return the text with the initial consonant of each syllable in its place."""
    return "".join(map(_initial_of, folded(text))).translate(_LONE)


def readings(query: str) -> list[list[Choice]]:
    """Return what a name may begin with when this was typed, place by place.

    The second reading, if any, has the final of the last syllable go over to the next.
    """
    text = folded(query)
    if not text:
        return []
    *before, last = [_choice_of(character) for character in text]
    number = _final_of(text[-1])
    if not number:
        return [[*before, last]]
    bare, final = ord(text[-1]) - number, _FINALS[number]
    grown = Range(text[-1], chr(bare + _GROWS_TO.get(number, number)))
    left = chr(bare + _FINALS.index(final[:-1]))
    gone = _choice_of(unicodedata.normalize("NFKC", final[-1]))
    return [[*before, (grown,)], [*before, (Range(left, left),), gone]]


def matches_beginning(query: str, name: str) -> bool:
    """Say whether a name may begin with what was typed; nothing begins with nothing."""
    text = folded(name)
    return any(
        len(choices) <= len(text)
        and all(
            any(low <= character <= high for low, high in choice)
            for character, choice in zip(text, choices, strict=False)
        )
        for choices in readings(query)
    )


def matches_word(query: str, name: str) -> bool:
    """Say whether a name, or a word in it, begins so; spaces and signs are passed over."""
    typed = _BETWEEN_WORDS.sub("", folded(query))
    words = _BETWEEN_WORDS.split(folded(name))
    return any(
        matches_beginning(typed, "".join(words[place:])) for place in range(len(words))
    )


def _is_syllable(character: str) -> bool:
    return "가" <= character <= "힣"


def _final_of(character: str) -> int:
    """Return the final consonant by its number; 0 for none, and for no syllable."""
    return (ord(character) - _FIRST) % _PER_VOWEL if _is_syllable(character) else 0


def _initial_of(character: str) -> str:
    if not _is_syllable(character):
        return character
    return _INITIALS[(ord(character) - _FIRST) // _PER_INITIAL]


def _choice_of(character: str) -> Choice:
    """Return what a character may become: itself, or what it is the beginning of."""
    same = Range(character, character)
    if _is_syllable(character):
        if _final_of(character):
            return (same,)
        return (Range(character, chr(ord(character) + _PER_VOWEL - 1)),)
    place = _INITIALS.find(character.translate(_LONE))
    if place < 0:
        return (same,)
    first = _FIRST + place * _PER_INITIAL
    return (Range(chr(first), chr(first + _PER_INITIAL - 1)), same)
