"""Who is a person."""

import pytest

from visitors import robots
from visitors.robots import is_robot

PEOPLE = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Whale/4.29.282.14 Safari/537.36",
    "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
    "Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-S918N) AppleWebKit/537.36 (KHTML, like "
    "Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36",
    # inside KakaoTalk, NAVER, Daum, LINE, Facebook
    "Mozilla/5.0 (Linux; Android 14; SM-S918N; wv) AppleWebKit/537.36 (KHTML, like "
    "Gecko) Version/4.0 Chrome/120.0 Mobile Safari/537.36;KAKAOTALK 2410470",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Mobile/15E148 KAKAOTALK 10.4.5",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 Version"
    "/17.0 Mobile/15E148 Safari/604.1 NAVER(inapp; search; 2000; 12.4.4; 15PRO)",
    "Mozilla/5.0 (Linux; Android 13; SM-G998N) AppleWebKit/537.36 Chrome/114.0 Mobile "
    "Safari/537.36 DaumApps/5.3 DaumDevice/mobile",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Mobile/20A Safari Line/13.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0) Mobile/20A [FBAN/FBIOS;FBAV/400]",
    # a telephone whose maker is called Cubot
    "Mozilla/5.0 (Linux; Android 11; CUBOT NOTE 20) Chrome/90.0 Mobile Safari/537.36",
    # names that robots have too: Amazon's browser, an app of Yahoo
    "Mozilla/5.0 (Linux; Android 9; KFTRWI) AppleWebKit/537.36 Silk/108.4 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) Mobile/15E148 YahooMobile/1",
]
ROBOTS = [
    "",
    "   ",
    "curl/8.5.0",
    "Wget/1.21",
    "python-requests/2.31.0",
    "Python-urllib/3.11",
    "python-httpx/0.27",
    "Go-http-client/2.0",
    "okhttp/4.12.0",
    "Java/17.0.1",
    "PHP/8.2",
    "Mozilla/5.0 (compatible; Yeti/1.1; +http://naver.me/spd)",
    "Mozilla/5.0 (compatible; Daumoa/4.0)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) AppleWebKit/537.36 Chrome/120.0 Mobile "
    "Safari/537.36 (compatible; Googlebot/2.1)",
    "Mozilla/5.0 AppleWebKit/537.36 (compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "Mozilla/5.0 (compatible; bingbot/2.0)",
    "facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/t/33984",
    "kakaotalk-scrap/1.0",
    "facebookexternalhit/1.1",
    "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh) Chrome-Lighthouse",
    "Feedly/1.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 8_3 like Mac OS X) Mobile/12F70 bot/2",
    "Mozilla/5.0 (compatible; Yahoo! Slurp)",
    "Pingdom.com_status_1.4",
    "Mozilla/5.0 (compatible; SomethingNew/1.0; +https://example.com/about)",
]


@pytest.mark.parametrize("user_agent", PEOPLE)
def test_a_browser_is_a_person(user_agent: str) -> None:
    assert not is_robot(user_agent)


@pytest.mark.parametrize("user_agent", ROBOTS)
def test_a_machine_is_a_robot(user_agent: str) -> None:
    assert is_robot(user_agent)


def test_a_string_is_judged_once() -> None:
    robots._is_robot.cache_clear()

    for _ in range(3):
        is_robot("Mozilla/5.0 (one browser)")

    assert robots._is_robot.cache_info().misses == 1
    assert robots._is_robot.cache_info().hits == 2


def test_long_strings_do_not_fill_the_memory() -> None:
    robots._is_robot.cache_clear()

    for number in range(3):
        is_robot("Mozilla/5.0 " + "x" * 10_000 + str(number))

    info = robots._is_robot.cache_info()
    assert info.currsize == 1
    assert info.maxsize == robots.REMEMBERED_AGENTS
