"""Servers on loopback that answer byte by byte what a test says, and remember who asked."""

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from broadsheet.clip.fetch.fetcher import Fetcher
from broadsheet.clip.fetch.guard import Guard
from broadsheet.clip.fetch.limits import Limits

PAGE = b"<!doctype html><title>The Harbour</title><p>The bridge has been opened."
QUICK = Limits(
    seconds=30, silence=10, wire=200_000, decoded=300_000, redirects=5, pause=0, longest_pause=0.2
)

Answer = bytes | Callable[[socket.socket, bytes], None]


def answer(body: bytes = PAGE, status: str = "200 OK", **headers: str) -> bytes:
    """Write an answer; an underscore in a header's name is a hyphen, `""` leaves one out."""
    named = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
    named |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}Connection: close\r\n\r\n".encode("latin-1") + body


def redirect(place: str, status: str = "302 Found") -> bytes:
    return answer(b"", status, location=place)


@dataclass
class Server:
    """A server; `asked` holds the heads of the requests that came, `met` counts connections."""

    routes: dict[str, Answer]
    host: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None
    asked: list[str] = field(default_factory=list)
    met: int = 0

    def __post_init__(self):
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        self._socket = socket.socket(family)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((self.host, 0))
        self._socket.listen()
        self.port = self._socket.getsockname()[1]
        self.over = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        paths = [head.split(" ")[1] for head in self.asked]
        return [path for path in paths if path != "/robots.txt"]

    def url(self, path: str = "/", host: str | None = None, scheme: str = "http") -> str:
        return f"{scheme}://{host or self.host}:{self.port}{path}"

    def close(self):
        self.over.set()
        self._socket.close()

    def _accept(self):
        with suppress(OSError):
            while not self.over.is_set():
                connection, _ = self._socket.accept()
                self.met += 1
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket):
        with suppress(OSError, IndexError):
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            with connection:
                head = b""
                while b"\r\n\r\n" not in head:
                    piece = connection.recv(4096)
                    if not piece:
                        return
                    head += piece
                    if head.startswith(b"\x16"):  # somebody speaks TLS
                        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                        return
                self.asked.append(head.decode("latin-1"))
                self._answer(connection, head)

    def _answer(self, connection: socket.socket, head: bytes):
        path = head.split(b" ")[1].decode("latin-1").partition("?")[0]
        given = self.routes.get(path, answer(b"no", "404 Not Found"))
        if callable(given):
            given(connection, head)
        else:
            connection.sendall(given)
        with suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(0.2)
            connection.recv(1)


class Names:
    """A DNS in which a test says what each question is answered, the last answer for ever."""

    def __init__(self, **answers: list[list[str]]):
        self.answers = {name.replace("_", "."): list(given) for name, given in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, port: int, seconds: float) -> list[str]:
        self.asked.append(host)
        given = self.answers.get(host)
        if given is None:
            raise OSError("no such name")
        return given.pop(0) if len(given) > 1 else given[0]


def fetcher(*admitted: Server, limits: Limits = QUICK, **given) -> Fetcher:
    """Make a fetcher whose guard is the real one but for these servers."""
    guard = Guard()
    for server in admitted:
        guard = guard.letting_in(server.host, server.port)
    return Fetcher(guard=guard, limits=limits, **given)
