"""The web server: loopback alone, every answer fresh, a thread per request, joined at the end."""

from __future__ import annotations

import errno
import socket
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from broadsheet.errors import BroadsheetError
from broadsheet.serve import reload
from broadsheet.serve.answer import Found, Ground, Moved, answer
from broadsheet.serve.bulletin import Board
from broadsheet.serve.media import media_type

LOOPBACK: Final = "127.0.0.1"
HOSTS: Final = frozenset({"localhost", LOOPBACK, "[::1]"})
ATTEMPTS: Final = 100
"""How many ports are tried, the wanted one first."""
HEARTBEAT: Final = 15.0
"""Seconds after which a silent stream says something, so that one nobody reads is noticed."""


class Server(ThreadingHTTPServer):
    """Serves a folder and the bulletins of a board."""

    daemon_threads = False  # they are joined: nothing may still be writing when the process ends
    request_queue_size = 128

    def __init__(self, port: int, ground: Ground, board: Board) -> None:
        """Take a port; nothing is answered before `start`."""
        super().__init__((LOOPBACK, port), Handler)
        self.ground, self.board = ground, board
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.1,), name="server")

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def start(self) -> None:
        """Answer requests from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Close every connection and wait until all threads have ended."""
        if self._thread.is_alive():
            self.shutdown()
            self._thread.join()
        self.board.close()
        with self._guard:  # a browser keeps spare connections open on which it says nothing
            for connection in self._open:
                _hang_up(connection)
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Note the connection and answer in a thread of its own."""
        with self._guard:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget a connection that is done."""
        with self._guard:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away in the middle of an answer."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    server_version = "Broadsheet"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer with a page, a file, the script or the stream of bulletins."""
        if not self._is_for_us():
            self.send_error(HTTPStatus.FORBIDDEN, "This server answers to localhost alone")
        elif self.path == reload.SCRIPT:
            self._send(HTTPStatus.OK, media_type(reload.SCRIPT), reload.script())
        elif self.path == reload.EVENTS:
            self._tell()
        else:
            self._answer()

    def do_HEAD(self) -> None:
        """Answer as to GET, without the body."""
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  as it is inherited
        """Keep the terminal for the builds."""

    def _is_for_us(self) -> bool:
        """Refuse names that are not this machine's: anybody can make a name of theirs lead here."""
        host = self.headers.get("Host", "").strip().lower()
        name, colon, port = host.rpartition(":")
        return host in HOSTS or (bool(colon) and name in HOSTS and port.isdecimal())

    def _answer(self) -> None:
        # The version is taken before the file is read: a page that is replaced in between then
        # counts as older than it is and loads once more, never the reverse.
        version, ground = self.server.board.current.version, self.server.ground
        found = answer(self.path, ground)
        if isinstance(found, Moved):
            self._send(HTTPStatus.FOUND, "text/plain", b"", location=found.location)
        elif not isinstance(found, Found) or not self._send_file(
            HTTPStatus.OK, found.file, version
        ):
            self._send_missing(ground, version)

    def _send_file(self, status: HTTPStatus, file: Path, version: str) -> bool:
        try:
            content = file.read_bytes()
        except OSError:  # a build has just removed it
            return False
        kind = media_type(file.as_posix())
        if kind.startswith("text/html"):
            content = reload.with_script(content, version)
        self._send(status, kind, content)
        return True

    def _send_missing(self, ground: Ground, version: str) -> None:
        html = media_type("x.html")
        if not (ground.folder / "index.html").is_file():
            page = reload.with_script(reload.WAITING, version)
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, html, page)
        elif not self._send_file(HTTPStatus.NOT_FOUND, ground.folder / "404.html", version):
            page = reload.with_script(b"<!doctype html><title>Not found</title>Not found", version)
            self._send(HTTPStatus.NOT_FOUND, html, page)

    def _send(
        self, status: HTTPStatus, kind: str, content: bytes, location: str | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self._send_common()
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_common(self) -> None:
        self.send_header("Cache-Control", "no-cache")  # and nothing to compare by: always sent anew
        self.send_header("X-Content-Type-Options", "nosniff")

    def _tell(self) -> None:
        """Send bulletins until the browser goes or the server ends."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self._send_common()
        self.end_headers()
        if self.command == "HEAD":
            return
        board, seen = self.server.board, None
        while not board.closed:
            bulletin = board.wait(seen, HEARTBEAT)
            line = f"data: {bulletin.as_json()}" if bulletin else ":"
            self.wfile.write(f"{line}\n\n".encode())
            self.wfile.flush()
            seen = bulletin or seen


def open_server(wanted: int, ground: Ground, board: Board) -> Server:
    """Take the wanted port, or the next one that is free; 0 takes any.

    Raises:
        BroadsheetError: none is free.
    """
    last = min(wanted + ATTEMPTS, 65536)
    for port in range(wanted, last):
        if port and _answers(port):
            continue
        try:
            return Server(port, ground, board)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise BroadsheetError(f"port {port} cannot be used: {error.strerror}") from error
    raise BroadsheetError(f"no port from {wanted} to {last - 1} is free: choose one with --port")


def _answers(port: int) -> bool:
    """Tell whether `localhost` leads to somebody else on a port, by either protocol."""
    for host in (LOOPBACK, "::1"):
        try:
            with socket.create_connection((host, port), timeout=0.5):
                return True
        except OSError:
            continue
    return False


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # the browser was quicker
        return
