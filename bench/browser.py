"""Requests one by one, over connections that stay open, for loads with a timetable."""

import asyncio
import time
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from bench.wrk import HEADERS, Request

_GOOD_FOR = 5  # seconds that an idle connection is used again
_PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Answer:
    """What the site said; status 0 when the connection broke or nobody answered."""

    status: int
    location: str = ""
    body: bytes = b""


class Browser:
    """Sends requests to one server, each over an idle connection or a new one."""

    def __init__(self, url: str) -> None:
        self.url = url
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or 80
        lines = {"Host": parts.netloc, **HEADERS}
        self._head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self._idle: list[tuple[float, _Connection]] = []

    async def get(self, request: Request) -> Answer:
        """Open a page."""
        return await self._send("GET", request, b"")

    async def post(self, request: Request, fields: dict[str, str]) -> Answer:
        """Send a form, as a page of the site itself does."""
        return await self._send("POST", request, urlencode(fields).encode())

    def message(self, method: str, request: Request, body: bytes) -> bytes:
        """Return the request as it goes over the wire."""
        head = f"{method} {request.path} HTTP/1.1\r\n{self._head}"
        head += f"X-Forwarded-For: {request.address}\r\n"
        if request.cookie:
            head += f"Cookie: {request.cookie}\r\n"
        if method == "POST":
            head += f"Origin: {self.url}\r\nContent-Length: {len(body)}\r\n"
            head += "Content-Type: application/x-www-form-urlencoded\r\n"
        return head.encode() + b"\r\n" + body

    async def _send(self, method: str, request: Request, body: bytes) -> Answer:
        message = self.message(method, request, body)
        try:
            async with asyncio.timeout(_PATIENCE):
                connection = await self._connection()
                answer = await connection.exchange(message)
        except (OSError, EOFError, TimeoutError):
            return Answer(0)
        self._idle.append((time.monotonic(), connection))
        return answer

    async def _connection(self) -> "_Connection":
        while self._idle:
            since, connection = self._idle.pop()
            if time.monotonic() - since < _GOOD_FOR:
                return connection
            connection.close()
        return _Connection(*await asyncio.open_connection(self._host, self._port))

    def close(self) -> None:
        """Close what is idle."""
        for _since, connection in self._idle:
            connection.close()
        self._idle.clear()


class _Connection:
    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.reader, self.writer = reader, writer

    async def exchange(self, message: bytes) -> Answer:
        """Send a request and read its answer; close when that fails.

        Raises OSError, EOFError.
        """
        try:
            return await self._exchange(message)
        except BaseException:
            self.close()
            raise

    async def _exchange(self, message: bytes) -> Answer:
        self.writer.write(message)
        await self.writer.drain()
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.rstrip().split("\r\n")
        headers = {
            name.lower(): value.strip()
            for name, _colon, value in (line.partition(":") for line in lines)
        }
        body = await self._body(headers)
        return Answer(int(first.split()[1]), headers.get("location", ""), body)

    async def _body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding") != "chunked":
            return await self.reader.readexactly(int(headers.get("content-length", 0)))
        parts = []
        while size := int(await self.reader.readline(), 16):
            parts.append(await self.reader.readexactly(size))
            await self.reader.readexactly(2)
        await self.reader.readexactly(2)
        return b"".join(parts)

    def close(self) -> None:
        self.writer.close()
