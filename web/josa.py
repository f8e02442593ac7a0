"""Korean particles that fit the word before them: 마당은, 글은 but 회원이, 자료가."""

import re

# With a final consonant, without. 으로 also loses its 으 after ㄹ: 서울로.
_PAIRS = {
    "은": ("은", "는"),
    "이": ("이", "가"),
    "을": ("을", "를"),
    "과": ("과", "와"),
    "으로": ("으로", "로"),
    "이에요": ("이에요", "예요"),
    "이라": ("이라", "라"),
}
_RIEUL = 8  # its place among the final consonants of a Hangul syllable
_FINALS_OF_DIGITS = dict(
    zip("0123456789", (21, 8, 0, 16, 0, 0, 1, 8, 8, 0), strict=True)
)
# What zeros at the end are read as: 십, 백, 천, 만, 억; 조 has no final consonant.
_FINALS_OF_ZEROS = [(12, 0), (8, 1), (4, 4), (3, 4), (2, 1), (1, 17)]
_LETTERS_OF_LATIN = {"L": _RIEUL, "M": 16, "N": 4, "R": _RIEUL}
_SOUNDS_OF_LATIN = (("ng", 21), ("l", _RIEUL), ("m", 16), ("n", 4))


def josa(word: str, particle: str) -> str:
    """Return the particle in the form that the word before it asks for.

    particle: its form after a consonant: 은, 이, 을, 과, 으로, 이에요, 이라 (KeyError
    for another). Digits count as they are read (10은, 2는); Latin capitals letter by
    letter (URL은), other Latin words by their last sound, as well as spelling tells.
    Signs at the end, such as quotes, are passed over; a word of signs alone counts as
    ending in a vowel.
    """
    closed, open_ = _PAIRS[particle]
    final = _final_of(word)
    if not final or (final == _RIEUL and particle == "으로"):
        return open_
    return closed


def _final_of(word: str) -> int:
    """Return the last sound's final consonant by its number in Unicode, 0 for none."""
    found = re.search(
        r"([가-힣])[\W_]*$|([0-9,.]*[0-9])[\W_]*$|([A-Za-z]+)[\W_]*$", word
    )
    if found is None:
        return 0
    syllable, number, latin = found.groups()
    if syllable:
        return (ord(syllable) - ord("가")) % 28
    return _final_of_number(number) if number else _final_of_latin(latin)


def _final_of_number(number: str) -> int:
    if "." not in number:
        digits = number.replace(",", "")
        zeros = len(digits) - len(digits.rstrip("0"))
        if zeros < len(digits):
            for least, final in _FINALS_OF_ZEROS:
                if zeros >= least:
                    return final
    return _FINALS_OF_DIGITS[number[-1]]


def _final_of_latin(word: str) -> int:
    if word.isupper():
        return _LETTERS_OF_LATIN.get(word[-1], 0)
    sound = re.sub(r"(?<=[lmn])e$", "", word.lower())
    return next((n for end, n in _SOUNDS_OF_LATIN if sound.endswith(end)), 0)
