"""Log-outs that are true at once in both processes of a served site."""

import http.client
import re
import subprocess
import sys
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from tests.browser import running_site
from tests.browser.running_site import ROOT, RunningSite

pytestmark = [
    pytest.mark.xdist_group("serve"),
    pytest.mark.sqlite,  # it serves a data folder of its own, whatever the suite uses
]

PASSWORD = "나무와바람37"
ASKED = 12  # new connections, which the kernel hands to both processes by turns


class Browser:
    """Cookies, and one new connection for each request."""

    def __init__(self, site: RunningSite) -> None:
        self.host = urlsplit(site.url).netloc
        self.origin = site.url
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, data: dict[str, str] | None = None) -> tuple[int, str]:
        """Return the status and the page; follows no redirect."""
        web = http.client.HTTPConnection(self.host, timeout=30)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Origin": self.origin, "Accept": "text/html"}
        if data is None:
            web.request("GET", path, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            web.request("POST", path, urlencode(data), headers)
        answer = web.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        text = answer.read().decode()
        web.close()
        return answer.status, text

    def log_in(self, password: str = PASSWORD) -> None:
        form = {"login": "saebom", "password": password}
        status, text = self.ask("/accounts/login/", form)
        assert status == 302, text

    def is_in(self) -> set[bool]:
        """Say whether one is logged in, as each process of the site sees it."""
        return {self.ask("/accounts/")[0] == 200 for _ in range(ASKED)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[RunningSite]:
    site = running_site.start(folder)
    beside(
        site,
        "from accounts.services import create_member;"
        f"create_member('saebom', '새봄', '{PASSWORD}')",
    )
    yield site
    if site.process.poll() is None:
        site.stop()


def beside(site: RunningSite, code: str) -> None:
    """Run Python on the site's data, in a process of its own."""
    subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {code}"],
        cwd=ROOT,
        env=site.environment,
        check=True,
    )


def test_two_processes_answer(site: RunningSite) -> None:
    pid = site.process.pid
    tree = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    workers = [
        Path(f"/proc/{child}/task/{child}/children").read_text().split()
        for child in tree
    ]

    assert max(len(children) for children in workers) >= 2


def test_logging_another_browser_out_is_true_at_once(site: RunningSite) -> None:
    here, there = Browser(site), Browser(site)
    here.log_in()
    there.log_in()
    both_in = here.is_in(), there.is_in()
    _status, text = here.ask("/accounts/devices/")
    (row,) = re.findall(r"/accounts/devices/\d+/log-out/", text)

    here.ask(row, {})

    assert both_in == ({True}, {True})
    assert there.is_in() == {False}
    assert here.is_in() == {True}


def test_logging_all_others_out_is_true_at_once(site: RunningSite) -> None:
    here, *others = [Browser(site) for _ in range(3)]
    for one in (here, *others):
        one.log_in()

    here.ask("/accounts/devices/others/log-out/", {})

    assert [one.is_in() for one in others] == [{False}, {False}]
    assert here.is_in() == {True}


def test_a_plain_log_out_is_true_at_once(site: RunningSite) -> None:
    here = Browser(site)
    here.log_in()
    kept = dict(here.cookies)

    here.ask("/accounts/logout/", {})
    here.cookies = kept

    assert here.is_in() == {False}


def test_a_stopped_member_is_out_at_once(site: RunningSite) -> None:
    here = Browser(site)
    here.log_in()
    change = (
        "from accounts.models import Member;"
        "Member.objects.filter(username='saebom').update(is_active={})"
    )

    beside(site, change.format(False))
    after = here.is_in()
    beside(site, change.format(True))

    assert after == {False}


def test_a_new_password_logs_the_other_browsers_out_at_once(site: RunningSite) -> None:
    here, there = Browser(site), Browser(site)
    here.log_in()
    there.log_in()
    form = {"oldpassword": PASSWORD}
    form |= dict.fromkeys(["password1", "password2"], "강가의 돌멩이 39")

    status, text = here.ask("/accounts/password/change/", form)
    after = there.is_in(), here.is_in()
    beside(
        site,
        "from accounts.models import Member;"
        "one = Member.objects.get(username='saebom');"
        f"one.set_password('{PASSWORD}'); one.save()",
    )

    assert status == 302, text
    assert after == ({False}, {True})


def test_a_new_secret_key_ends_every_log_in(site: RunningSite) -> None:
    here = Browser(site)
    here.log_in()
    assert site.stop() == 0
    (site.folder / "data" / "secret_key").unlink()

    again = running_site.start(site.folder)
    here.host = urlsplit(again.url).netloc
    here.origin = again.url
    try:
        assert here.is_in() == {False}
        here.log_in()
        assert here.is_in() == {True}
    finally:
        again.stop()
