"""The server's own fetches: against a real server, which is the only allowed one."""

import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from uploads import fetching
from uploads.fetching import FetchRefused, fetch, is_public

PICTURE = b"\x89PNG picture"


class Elsewhere(BaseHTTPRequestHandler):
    """A server of others, with what a fetch may meet."""

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        kind, _, rest = self.path[1:].partition("/")
        getattr(self, f"send_{kind}", self.send_picture)(rest)

    def send_picture(self, _rest: str) -> None:
        self._begin(200, "image/png")
        self.wfile.write(PICTURE)

    def send_page(self, _rest: str) -> None:
        self._begin(200, "text/html")
        self.wfile.write(b"<p>")

    def send_gone(self, _rest: str) -> None:
        self._begin(410, "image/png")

    def send_to(self, rest: str) -> None:
        self.send_response(302)
        self.send_header("Location", rest)
        self.end_headers()

    def send_round(self, rest: str) -> None:
        self.send_to(f"/round/{rest}x")

    def send_declared(self, _rest: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", "5000")
        self.end_headers()

    def send_huge(self, _rest: str) -> None:
        self._begin(200, "image/png")
        for _ in range(100):
            self.wfile.write(b"x" * 1000)

    def send_drip(self, _rest: str) -> None:
        self._begin(200, "image/png")
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.1)

    def send_dripping_head(self, _rest: str) -> None:
        for _ in range(100):
            self.wfile.write(b"H")
            time.sleep(0.1)

    def _begin(self, status: int, content_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_args: object) -> None:
        """The one who asked has hung up, which is what some tests are about."""


@pytest.fixture
def elsewhere(monkeypatch) -> Iterator[Server]:
    """A server at 127.0.0.1 that may be fetched from, as http://elsewhere.kr/."""
    server = Server(("127.0.0.1", 0), Elsewhere)
    server.asked = []
    Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    monkeypatch.setitem(fetching._PORTS, "http", server.server_port)
    monkeypatch.setattr(fetching, "is_public", lambda ip: ip == "127.0.0.1")
    resolve_to(monkeypatch, ["127.0.0.1"])
    yield server
    server.shutdown()
    server.server_close()


def resolve_to(monkeypatch, *answers):
    """Have one look-up after the other answered so, the last one for ever."""
    left = list(answers)
    looked_up = []

    def getaddrinfo(host, port, **_options):
        looked_up.append(host)
        addresses = left.pop(0) if left[1:] else left[0]
        if host.replace(".", "").isdigit():
            addresses = [host]
        return [(socket.AF_INET, 1, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return looked_up


def get(path="/a.png", host="elsewhere.kr", **options):
    options = {"kinds": ("image/",), "max_bytes": 1000, **options}
    return fetch(f"http://{host}{path}", **options)


def test_a_picture_is_fetched_in_our_own_name(elsewhere, settings):
    fetched = get("/사진/a b.png?q=가")

    path, headers = elsewhere.asked[0]
    assert (fetched.content, fetched.content_type) == (PICTURE, "image/png")
    assert path == "/%EC%82%AC%EC%A7%84/a%20b.png?q=%EA%B0%80"
    assert headers["Host"] == "elsewhere.kr"
    assert headers["User-Agent"].startswith("Madang/")
    assert settings.SITE_URL in headers["User-Agent"]


def test_a_proxy_of_the_environment_is_not_asked(elsewhere, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.9:9/")

    assert get().content == PICTURE


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.0.1",
        "169.254.169.254", "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1", "::127.0.0.1",
    ],
)  # fmt: skip
def test_an_address_inside_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "211.1.2.3", "2400:cb00::1"])
def test_an_address_of_the_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://2130706433/",
        "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/", "http://[::1]/",
        "http://[::ffff:127.0.0.1]/", "http://127.0.0.1.:80/",
    ],
)  # fmt: skip
def test_our_own_machine_is_refused_however_it_is_written(url):
    with pytest.raises(FetchRefused, match="가져올 수 있는 주소가 아닙니다"):
        fetch(url, kinds=("image/",), max_bytes=10)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://a.kr/", "gopher://a.kr/", "//a.kr/1.png",
        "http://a.kr:22/", "https://a.kr:80/", "http://a.kr:99999/", "http:///a",
        "http://name:word@a.kr/", "http://" + "a" * 70 + ".kr/", "http://a.kr/" * 300,
        "", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_an_address_that_is_no_plain_web_address_is_refused(url, monkeypatch):
    looked_up = resolve_to(monkeypatch, ["1.1.1.1"])

    with pytest.raises(FetchRefused):
        fetch(url, kinds=("image/",), max_bytes=10)

    assert looked_up == []


def test_a_name_with_one_private_address_is_refused(elsewhere, monkeypatch):
    resolve_to(monkeypatch, ["127.0.0.1", "10.0.0.1"])

    with pytest.raises(FetchRefused):
        get()

    assert elsewhere.asked == []


def test_a_name_that_changes_after_the_check_changes_nothing(elsewhere, monkeypatch):
    looked_up = resolve_to(monkeypatch, ["127.0.0.1"], ["127.0.0.2"])

    assert get().content == PICTURE

    assert looked_up == ["elsewhere.kr"]


def test_a_redirect_is_followed_and_checked_anew(elsewhere, monkeypatch):
    looked_up = resolve_to(monkeypatch, ["127.0.0.1"])

    assert get("/to//picture/1").content == PICTURE

    assert looked_up == ["elsewhere.kr", "elsewhere.kr"]


@pytest.mark.parametrize(
    "place", ["http://10.0.0.1/", "http://127.0.0.2/", "file:///etc/passwd", ""]
)
def test_a_redirect_to_where_we_must_not_go_is_refused(elsewhere, place):
    with pytest.raises(FetchRefused):
        get(f"/to/{place}")


def test_a_redirect_to_a_name_that_now_lies_inside_is_refused(elsewhere, monkeypatch):
    resolve_to(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])

    with pytest.raises(FetchRefused):
        get("/to//picture/1")

    assert len(elsewhere.asked) == 1


def test_going_round_ends(elsewhere):
    with pytest.raises(FetchRefused, match="다른 곳으로"):
        get("/round/")

    assert len(elsewhere.asked) == fetching.MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/page", "다른 종류"),
        ("/gone", "410"),
        ("/declared", "너무 큽니다"),
        ("/huge", "너무 큽니다"),
    ],
)
def test_what_is_none_of_what_we_want_is_refused(elsewhere, path, said):
    with pytest.raises(FetchRefused, match=said):
        get(path)


@pytest.mark.parametrize("path", ["/drip", "/dripping_head"])
def test_a_server_that_drips_is_cut_off_in_time(elsewhere, path):
    started_at = time.monotonic()

    with pytest.raises(FetchRefused, match="제때"):
        get(path, seconds=0.5)

    assert time.monotonic() - started_at < 2


def test_nobody_there_is_said(elsewhere, monkeypatch):
    monkeypatch.setitem(fetching._PORTS, "http", 9)

    with pytest.raises(FetchRefused, match="제때"):
        get()
