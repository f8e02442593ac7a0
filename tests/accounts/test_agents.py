"""The names of devices, from what browsers say of themselves."""

import pytest

from accounts.agents import device_name

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
ANDROID = "Mozilla/5.0 (Linux; Android 15; SM-S931N) "


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (WINDOWS + CHROME, "윈도우의 크롬"),
        (WINDOWS + CHROME + " Edg/138.0.0.0", "윈도우의 엣지"),
        (WINDOWS + CHROME.replace(" Safari", " Whale/4.32 Safari"), "윈도우의 웨일"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "리눅스의 파이어폭스",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/18.5 Safari/605.1.15",
            "맥의 사파리",
        ),
        (IPHONE + "Version/18.5 Mobile/15E148 Safari/604.1", "아이폰의 사파리"),
        (IPHONE + "CriOS/138.0 Mobile/15E148 Safari/604.1", "아이폰의 크롬"),
        (IPHONE + "Mobile/15E148 KAKAOTALK 25.5.0", "아이폰의 카카오톡"),
        (
            ANDROID + "AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 "
            "Chrome/130.0.0.0 Mobile Safari/537.36",
            "안드로이드의 삼성 인터넷",
        ),
        ("Mozilla/5.0 (iPad; CPU OS 18_5)", "아이패드"),
        ("curl/8.14", "알 수 없는 기기"),
        ("", "알 수 없는 기기"),
    ],
)
def test_a_device_is_named_as_its_owner_would(user_agent, name):
    assert device_name(user_agent) == name
