"""What is kept of where somebody came from."""

import pytest

from visitors.referrers import domain_of, tidy_referrer


@pytest.mark.parametrize(
    ("referrer", "kept"),
    [
        (
            "https://search.naver.com/search.naver?query=x#y",
            "search.naver.com/search.naver",
        ),
        ("HTTP://Example.COM:8080/A", "example.com/A"),
        ("https://user:password@example.com/", "example.com/"),
        ("https://[2001:db8::1]/x", "2001:db8::1/x"),
        ("https://xn--989a5b.kr/", "xn--989a5b.kr/"),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("https://<script>alert(1)</script>/", ""),
        ("android-app://com.kakao.talk/", ""),
        ("https://[junk", ""),
        ("https:///path", ""),
        ("http://127.0.0.1:8000/boards/", ""),  # this site itself
        ("https://example.com/" + "가" * 900, "example.com/" + "가" * 288),
    ],
)
def test_host_and_path_of_other_sites(referrer: str, kept: str) -> None:
    assert tidy_referrer(referrer) == kept


@pytest.mark.parametrize(
    ("kept", "domain"),
    [
        ("m.search.naver.com/x", "naver.com"),
        ("www.google.co.kr/", "google.co.kr"),
        ("search.daum.net/search", "daum.net"),
        ("m.kr/", "m.kr"),
        ("mobile.example.com", "example.com"),
        ("", ""),
    ],
)
def test_doors_of_one_house_are_one_domain(kept: str, domain: str) -> None:
    assert domain_of(kept) == domain
