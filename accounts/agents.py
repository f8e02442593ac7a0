"""The name of a device, as its owner would say it, from the browser's user agent."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# The first that is found counts: newer browsers name the older ones too.
_BROWSERS = (
    ("KAKAOTALK", gettext_lazy("카카오톡")),
    ("NAVER(", gettext_lazy("네이버 앱")),
    ("SamsungBrowser", gettext_lazy("삼성 인터넷")),
    ("Whale", gettext_lazy("웨일")),
    ("Edg", gettext_lazy("엣지")),
    ("OPR/", gettext_lazy("오페라")),
    ("Firefox", gettext_lazy("파이어폭스")),
    ("FxiOS", gettext_lazy("파이어폭스")),
    ("Chrome", gettext_lazy("크롬")),
    ("CriOS", gettext_lazy("크롬")),
    ("Safari", gettext_lazy("사파리")),
)
_SYSTEMS = (
    ("iPhone", gettext_lazy("아이폰")),
    ("iPad", gettext_lazy("아이패드")),
    ("Android", gettext_lazy("안드로이드")),
    ("Windows", gettext_lazy("윈도우")),
    ("CrOS", gettext_lazy("크롬북")),
    ("Macintosh", gettext_lazy("맥")),
    ("Linux", gettext_lazy("리눅스")),
)


def device_name(user_agent: str) -> str:
    """Return such as `윈도우의 크롬`; what is not recognised is left out."""
    system = _first(_SYSTEMS, user_agent)
    browser = _first(_BROWSERS, user_agent)
    if system and browser:
        return _("%(system)s의 %(browser)s") % {"system": system, "browser": browser}
    return system or browser or _("알 수 없는 기기")


def _first(known: tuple[tuple[str, object], ...], user_agent: str) -> str:
    return next((str(name) for mark, name in known if mark in user_agent), "")
