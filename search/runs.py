"""Text as runs: what a search compares.

A text is folded (NFKC, lower case) and cut into runs. A run is a stretch of
*syllables* (Hangul, Han, kana and the letters Hangul is made of) or of *letters*
(every other letter, and digits), marks included; all else separates, and so does a
change from one kind to the other: "AI동맹, 2026년" is ai, 동맹, 2026, 년.

Three things differ from plain NFKC, all where it would not do what people see:
letters that stand alone (ㅋㅋㅠㅠ) stay as typed, for NFKC makes ㅋ큐ㅠ of them; the
Greek ς is a σ everywhere, for else lower case hangs on what follows; and after thirty
marks on one letter the text goes on as if anew, for putting n marks in order takes
n² steps (Unicode's Stream-Safe Text Format, UAX #15, draws the line there too).
"""

import re
import unicodedata

# Han may grow into what is not assigned yet: it is Han even so.
_SYLLABLES = (
    "\u1100-\u115e\u1161-\u11ff"  # the letters of Hangul, joining
    "\u3131-\u3163\u3165-\u318e"  # the same standing alone
    "\ua960-\ua97c\ud7b0-\ud7c6\ud7cb-\ud7fb"  # old ones
    "\uac00-\ud7a3"  # Hangul
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # kana
    "\U0001aff0-\U0001afff\U0001b000-\U0001b16f"
    "\u3005\u3007\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Han
    "\U00020000-\U0003ffff"
)
_FILLERS = "\u115f\u1160\u3164\uffa0"  # letters to Unicode, blank to the eye


def _all_marks() -> str:
    # The last mark but for the variation selectors of Han is below; the scan takes
    # 8 ms, once per process. A test looks through all of Unicode.
    codes = [*range(0x300, 0x1E960), *range(0xE0100, 0xE01F0)]
    return "".join(
        chr(code) for code in codes if unicodedata.category(chr(code))[0] == "M"
    )


_MARKS = _all_marks()
# What may melt with the character before it: marks, the later letters of a Hangul
# syllable (half-width ones too) and what begins with a mark once it is folded.
JOINING = (
    f"{_MARKS}\u1160-\u11ff\ud7b0-\ud7fb\uffa0-\uffdc\u0e33\u0eb3\uff9e\uff9f"
    "\U00016d63-\U00016d6a"
)
_LETTER = rf"[^\W_{_SYLLABLES}{_FILLERS}]"

# The look aheads only spare the long list of marks where plainly none follows.
RUN = re.compile(
    rf"[{_SYLLABLES}]+(?:(?![\0-\u02ff])[{_MARKS}]+[{_SYLLABLES}]*)*"
    rf"|{_LETTER}+(?:(?![\0-\u02ff\uac00-\ud7a3])[{_MARKS}]+{_LETTER}*)*"
)
_SYLLABLE = re.compile(rf"[{_SYLLABLES}]")
_ALL_BUT_LONE_LETTERS = re.compile("[^\u3131-\u318e]+")
# Between two marks, the one before them being the thirtieth of a row.
BREAK = rf"(?<=[{_MARKS}]{{30}})(?=[{_MARKS}])"
_BREAK = re.compile(BREAK)
_MAY_BREAK = re.compile(r"[^\w\s\0-\u02ff]{31}")  # found much faster


def folded(text: str) -> str:
    """Return the text as it is compared; takes time in proportion to its length."""
    if unicodedata.is_normalized("NFKC", text):  # and all its parts, then
        return _lowered(text)
    if _MAY_BREAK.search(text):
        return "".join(map(_folded, _BREAK.split(text)))
    return _folded(text)


def _folded(text: str) -> str:
    return _lowered(_ALL_BUT_LONE_LETTERS.sub(_composed, text))


def _lowered(text: str) -> str:
    return text.lower().replace("ς", "σ")


def _composed(piece: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", piece[0])


def runs_of(text: str) -> list[str]:
    """Return the runs of a text, folded, in order."""
    return RUN.findall(folded(text))


def is_of_syllables(run: str) -> bool:
    """Tell of which kind a run is."""
    # Most begin with a syllable of Hangul, and every word of an index is asked about.
    return "가" <= run < "\ud7a4" or _SYLLABLE.match(run) is not None


def joined(runs: list[str]) -> str:
    """Return runs as the one string that needles are looked for in."""
    return f" {' '.join(runs)} "
