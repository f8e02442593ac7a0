"""What stands before a visitor, by its name."""

import pytest

from visitors.agents import agent_of

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 "
GALAXY = "Mozilla/5.0 (Linux; Android 14; SM-S918N) AppleWebKit/537.36 "


@pytest.mark.parametrize(
    ("user_agent", "browser", "system", "device"),
    [
        (
            f"{GALAXY}Chrome/120 Mobile;KAKAOTALK 2410",
            "카카오톡",
            "Android",
            "휴대전화",
        ),
        (f"{IPHONE}Mobile/15E148 KAKAOTALK 10.4.5", "카카오톡", "iOS", "휴대전화"),
        (
            f"{IPHONE}Version/17.0 Mobile/15E148 Safari/604.1 NAVER(inapp; search; 2000)",
            *("네이버 앱", "iOS", "휴대전화"),
        ),
        (f"{GALAXY}Chrome/114 DaumApps/5.3", "다음 앱", "Android", "휴대전화"),
        (f"{IPHONE}Mobile/20A Safari Line/13.0", "라인", "iOS", "휴대전화"),
        (f"{IPHONE}Mobile/20A [FBAN/FBIOS;FBAV/400]", "페이스북", "iOS", "휴대전화"),
        (
            f"{GALAXY}SamsungBrowser/26.0 Chrome/122 Mobile Safari/537.36",
            *("삼성 인터넷", "Android", "휴대전화"),
        ),
        (
            "Mozilla/5.0 (Linux; Android 13; SM-T970) SamsungBrowser/23.0 Chrome/115",
            *("삼성 인터넷", "Android", "태블릿"),
        ),
        (
            "Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15 "
            "Version/16.0 Mobile/15E148 Safari/604.1",
            *("Safari", "iOS", "태블릿"),
        ),
        (
            f"{IPHONE}Version/17.0 Mobile/15E148 Safari/604.1",
            *("Safari", "iOS", "휴대전화"),
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130 Whale/4.29 Safari/537",
            *("네이버 웨일", "Windows", "PC"),
        ),
        (
            "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:133.0) Gecko/20100101 "
            "Firefox/133.0",
            *("Firefox", "Ubuntu", "PC"),
        ),
        ("Mozilla/5.0 (something new)", "알 수 없음", "알 수 없음", "PC"),
    ],
)
def test_people(user_agent: str, browser: str, system: str, device: str) -> None:
    assert agent_of(user_agent) == (browser, system, device)


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (compatible; Yeti/1.1; +http://naver.me/spd)", "네이버 Yeti"),
        ("facebookexternalhit/1.1; kakaotalk-scrap/1.0", "카카오톡 미리보기"),
        (
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://google.com/bot)",
            "Googlebot",
        ),
        ("", "알 수 없음"),
    ],
)
def test_robots_are_called_by_their_name(user_agent: str, name: str) -> None:
    assert agent_of(user_agent) == (name, "", "로봇")


def test_what_a_made_up_agent_calls_itself_stays_short() -> None:
    agent = agent_of("Mozilla/5.0 (compatible; " + "A" * 400 + "bot/1.0)")

    assert all(len(part) <= 60 for part in agent)
