"""What a user agent says its bearer sits at: browser, system, kind of device."""

import re
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext_noop

from visitors.robots import JUDGED_LENGTH, REMEMBERED_AGENTS, is_robot
from visitors.user_agents import names_in

# Kept as they are shown: these are Korean names, or names of makers.
UNKNOWN = gettext_noop("알 수 없음")
PC, PHONE, TABLET = (
    gettext_noop("PC"),
    gettext_noop("휴대전화"),
    gettext_noop("태블릿"),
)
ROBOT = gettext_noop("로봇")
NAME_LENGTH = 60

# Browsers inside other apps, which ua-parser takes for the phone's own.
_APPS = (
    (re.compile(r"kakaotalk", re.I), gettext_noop("카카오톡")),
    (re.compile(r"naver\(inapp", re.I), gettext_noop("네이버 앱")),
    (re.compile(r"daumapps", re.I), gettext_noop("다음 앱")),
    (re.compile(r"\bline/", re.I), gettext_noop("라인")),
    (re.compile(r"instagram", re.I), gettext_noop("인스타그램")),
    (re.compile(r"fban|fbav|fb_iab", re.I), gettext_noop("페이스북")),
    (re.compile(r"everytimeapp", re.I), gettext_noop("에브리타임")),
    (re.compile(r"\bwhale/", re.I), gettext_noop("네이버 웨일")),
    (re.compile(r"samsungbrowser", re.I), gettext_noop("삼성 인터넷")),
)
# Robots whose name ua-parser does not know.
_ROBOTS = (
    (re.compile(r"kakaotalk-scrap", re.I), gettext_noop("카카오톡 미리보기")),
    (re.compile(r"facebookexternalhit|facebot", re.I), "Facebook"),
    (re.compile(r"yeti/", re.I), gettext_noop("네이버 Yeti")),
    (re.compile(r"daumoa", re.I), gettext_noop("다음 Daumoa")),
)
_TABLET = re.compile(r"ipad|tablet|\bsm-[tx]\d|kindle|silk/", re.I)
_PHONE = re.compile(r"mobi|iphone|ipod|android", re.I)


class Agent(NamedTuple):
    """Names as the statistics show them; a robot's browser is the robot's name."""

    browser: str
    system: str
    device: str


def agent_of(user_agent: str) -> Agent:
    """Return what stands before the visitor; parts nobody knows are UNKNOWN."""
    return _agent_of(user_agent.strip()[:JUDGED_LENGTH])


@lru_cache(maxsize=REMEMBERED_AGENTS)
def _agent_of(user_agent: str) -> Agent:
    if is_robot(user_agent):
        return Agent(_named(_ROBOTS, user_agent) or _family(user_agent), "", ROBOT)
    browser = _named(_APPS, user_agent) or _family(user_agent)
    found = names_in(user_agent).os
    system = found.family if found else UNKNOWN
    return Agent(browser, system[:NAME_LENGTH], _device(user_agent))


def _named(names: tuple[tuple[re.Pattern[str], str], ...], user_agent: str) -> str:
    return next((name for pattern, name in names if pattern.search(user_agent)), "")


def _family(user_agent: str) -> str:
    found = names_in(user_agent).user_agent
    family = found.family if found else UNKNOWN
    # The same browser on a phone, or inside an app, is the same browser.
    family = family.removesuffix(" UI/WKWebView").removesuffix(" WebView")
    family = family.removeprefix("Mobile ").removesuffix(" Mobile").removesuffix(" iOS")
    return family[:NAME_LENGTH]


def _device(user_agent: str) -> str:
    if _TABLET.search(user_agent):
        return TABLET
    return PHONE if _PHONE.search(user_agent) else PC
