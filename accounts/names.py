"""When two nicknames are the same to a reader's eye."""

import re
import unicodedata

USERNAME_PATTERN = r"^[a-z0-9_]{3,20}$"
NICKNAME_MAX = 20

# Letters of other scripts that look like Latin ones (Unicode TR39, the common part).
_LOOK_ALIKES = str.maketrans(
    "абвеёкмнорстухіјѕԁԛԝαβεικνορτυχ",
    "a6beekmhopctyxijsdqwabeikvoptux",
)
# Jamo that stand alone are told apart from syllables by NFKC; nothing to do here.
_INVISIBLE = re.compile(r"[\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f"
                        r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
                        r"\ufeff\uffa0\U000e0000-\U000e0fff]+")


def nickname_key(nickname: str) -> str:
    """Return what must be unique of a nickname: its look, not its bytes.

    NFKC, case folded, without spaces and invisible characters, look-alike letters
    of other scripts turned into Latin ones.
    """
    folded = unicodedata.normalize("NFKC", nickname).casefold()
    return _INVISIBLE.sub("", folded).translate(_LOOK_ALIKES)
