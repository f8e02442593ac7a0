"""A small Redis of the tests' own, over a real connection, that can stop answering."""

import socketserver
import threading
from typing import Any, BinaryIO


class RedisServer(socketserver.ThreadingTCPServer):
    """Knows what the site asks of a Redis, and no more."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.values: dict[bytes, bytes] = {}
        self.answers = threading.Event()
        self.answers.set()
        self.asked = 0
        threading.Thread(target=self.serve_forever, args=[0.02], daemon=True).start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.server_address[1]}/0"

    def close(self) -> None:
        """Go, and let nobody hang who waits for an answer."""
        self.answers.set()
        self.shutdown()
        self.server_close()

    def run(self, command: str, *args: bytes) -> bytes:
        values = self.values
        match command:
            case "HELLO":  # the third form of the protocol
                return b"%1\r\n+proto\r\n:3\r\n"
            case "CLIENT":
                return b"+OK\r\n"
            case "SET":
                if b"NX" in args and args[0] in values:
                    return b"_\r\n"
                values[args[0]] = args[1]
                return b"+OK\r\n"
            case "GET":
                return _bulk(values.get(args[0]))
            case "SETRANGE":
                key, offset, part = args[0], int(args[1]), args[2]
                old = values.get(key, b"").ljust(offset, b"\0")
                values[key] = old[:offset] + part + old[offset + len(part) :]
                return b":%d\r\n" % len(values[key])
            case "MGET":
                found = [_bulk(values.get(key)) for key in args]
                return b"*%d\r\n" % len(found) + b"".join(found)
            case "DEL":
                gone = [values.pop(key, None) for key in args]
                return b":%d\r\n" % len([each for each in gone if each is not None])
            case "EXISTS":
                return b":%d\r\n" % (args[0] in values)
            case "INCRBY":
                number = int(values[args[0]]) + int(args[1])
                values[args[0]] = b"%d" % number
                return b":%d\r\n" % number
        return b"-ERR unknown command\r\n"


class _Talk(socketserver.StreamRequestHandler):
    server: RedisServer

    def handle(self) -> None:
        while words := _read(self.rfile):
            self.server.asked += 1
            self.server.answers.wait(60)
            command, *args = words
            try:
                self.wfile.write(self.server.run(command.decode().upper(), *args))
            except OSError:  # whoever asked has gone meanwhile
                return


def _read(file: Any | BinaryIO) -> list[bytes]:
    line = file.readline()
    if not line:
        return []
    words = []
    for _ in range(int(line[1:])):
        length = int(file.readline()[1:])
        words.append(file.read(length + 2)[:-2])
    return words


def _bulk(value: bytes | None) -> bytes:
    return b"_\r\n" if value is None else b"$%d\r\n%s\r\n" % (len(value), value)
