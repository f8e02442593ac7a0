"""Names: which may be chosen, and when two are the same to a reader's eye."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from web.hangul import initials_of

USERNAME_PATTERN = r"^[a-z0-9_]{3,20}\Z"
NICKNAME_MAX = 20
NICKNAME_KEY_MAX = 80

# Letters of other scripts that look like Latin ones (Unicode TR39, the common part).
_LOOK_ALIKES = str.maketrans(
    "авеёкмнорстухіјѕԁԛԝһӏαβεικνορτυχıɑɡ",
    "abeekmhopctyxijsdqwhlabeikvoptuxiag",
)
_LOOK_ALIKE_SCRIPTS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})
_INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
# Control, format (zero width, direction), surrogate, private, line separators.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NOT_A_LETTER = re.compile(r"[\W_]+")

# Who runs the site, or who is nobody: readers would take such a name at its word.
_STAFF_WORDS = ("관리자", "운영자", "운영진", "운영팀", "탈퇴한회원")
_RESERVED = frozenset(
    {"admin", "administrator", "root", "system", "webmaster", "moderator", "manager"}
    | {"staff", "guest", "anonymous", "시스템", "손님", "비회원", "게스트", "익명"}
)


def nickname_key(nickname: str) -> str:
    """Return what must be unique of a nickname: its look, not its bytes.

    NFKC, case folded, without spaces and invisible characters, look-alike letters
    of other scripts turned into Latin ones; empty when there is nothing to see.
    """
    folded = unicodedata.normalize("NFKC", nickname).casefold()
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFKC", folded))
    return seen.translate(_LOOK_ALIKES)[:NICKNAME_KEY_MAX]


def initials_of_key(key: str | None) -> str:
    """Return the initials by which a member of this key is suggested."""
    return initials_of(key or "")[:NICKNAME_KEY_MAX]


def tidy_nickname(nickname: str) -> str:
    """Return the nickname composed (NFC), its runs of spaces made one."""
    return " ".join(unicodedata.normalize("NFC", nickname).split())


def validate_nickname(nickname: str) -> None:
    """Raise ValidationError unless people can see and tell apart this name."""
    if not nickname_key(nickname):
        raise ValidationError(
            _("눈에 보이는 글자를 한 글자 이상 넣어 주세요."), code="invisible"
        )
    if any(unicodedata.category(character) in _UNSEEN for character in nickname):
        raise ValidationError(
            _(
                "닉네임에 보이지 않는 문자나 제어 문자가 있습니다. "
                "지우고 다시 적어 주세요."
            ),
            code="control",
        )
    if len(_look_alike_scripts(nickname)) > 1:
        raise ValidationError(
            _(
                "모양이 닮은 다른 나라 글자가 섞여 있습니다. "
                "한 나라의 글자로 다시 적어 주세요."
            ),
            code="mixed",
        )


def _look_alike_scripts(name: str) -> set[str]:
    """Return those scripts of the name whose letters are taken for one another."""
    titles = (unicodedata.name(character, "") for character in name)
    return {title.partition(" ")[0] for title in titles} & _LOOK_ALIKE_SCRIPTS


def is_reserved(name: str) -> bool:
    """Say whether readers would take a member of this name for the site's staff."""
    bare = _NOT_A_LETTER.sub("", nickname_key(name))
    letters = bare.rstrip("0123456789")
    return letters in _RESERVED or any(word in bare for word in _STAFF_WORDS)
