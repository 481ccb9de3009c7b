"""The case of a server that is running while somebody writes: from save to a site that shows it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final

from bench.cases import Lane, UnseenChangeError
from bench.contestant import Server
from bench.edits import Change, pages_of, subject
from bench.processes import Cost, FailedRunError, last_lines

PATIENCE: Final = 600.0
"""Seconds until a change that does not show is an error: a first build may stand before it."""
_LOOK: Final = 0.005
"""Seconds between two looks: short beside what is measured, long enough to leave a core alone."""
_REST: Final = 0.5
"""Seconds of quiet after each save, for what a server does behind its back."""
_GRACE: Final = 10.0
_FRONT_PAGE: Final = "index.html"


def free_ports(number: int) -> list[int]:
    """Find ports of the loopback that nobody listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [opened.getsockname()[1] for opened in sockets]
    for opened in sockets:
        opened.close()
    return ports


@contextmanager
def running(lane: Lane, server: Server) -> Iterator[Watch]:
    """Start a server, wait until it has shown a first change, and stop it in the end."""
    log = lane.logs / f"{server.name.replace(' ', '-').replace(',', '')}.log"
    if server.output:
        shutil.rmtree(server.output, ignore_errors=True)
    with log.open("wb") as out:
        process = subprocess.Popen(
            server.order.line,
            cwd=server.order.folder,
            env=server.order.environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    watch = Watch(lane, server, process, log)
    try:
        watch.wait_until_up()
        watch.save("title")
        yield watch
    finally:
        _stop(process)


class Watch:
    """Saves an article and waits until the site shows it."""

    def __init__(
        self, lane: Lane, server: Server, process: subprocess.Popen[bytes], log: Path
    ) -> None:
        """Watch the site of a running server."""
        self._lane, self._server, self._process, self._log = lane, server, process, log

    def wait_until_up(self) -> None:
        """Wait until the server answers, and its first build stands on disk."""
        story = subject(self._lane.digest)
        page = self._server.output and self._server.output / "articles" / story.slug / "index.html"

        def up() -> bool:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self._server.port), 1):
                return page is None or page.exists()
            return False

        self._await([up], "the first build")

    def save(self, change: Change) -> Cost:
        """Change the article, and time until every page that must show it does."""
        lane = self._lane
        if lane.desk is None:
            raise UnseenChangeError("there is no article to change")
        feed = lane.contestant.feed or ""
        paths = pages_of(subject(lane.digest), change, feed)
        look = self._on_disk if self._server.output else self._asked
        if not self._server.output:  # what was visited: the article, and where its title stands
            paths = paths if change == "text" else (*paths[:2], _FRONT_PAGE)
        mark = lane.desk.edit(change)
        start = time.perf_counter()
        self._await([look(path, mark.encode()) for path in paths], mark)
        wall = time.perf_counter() - start
        time.sleep(_REST)
        return Cost(wall=wall)

    def _on_disk(self, path: str, mark: bytes) -> Callable[[], bool]:
        file = (self._server.output or Path()) / path

        def shows() -> bool:
            with suppress(OSError):  # between removal and replacement
                return mark in file.read_bytes()
            return False

        return shows

    def _asked(self, path: str, mark: bytes) -> Callable[[], bool]:
        address = "/" + path.removesuffix("index.html")

        def shows() -> bool:
            with suppress(OSError, HTTPException):
                connection = HTTPConnection("127.0.0.1", self._server.port, timeout=PATIENCE)
                connection.request("GET", address)
                found = mark in connection.getresponse().read()
                connection.close()
                return found
            return False

        return shows

    def _await(self, conditions: Sequence[Callable[[], bool]], what: str) -> None:
        """Wait until all conditions were met once.

        Raises:
            FailedRunError: the server has ended.
            UnseenChangeError: they are not met in time.
        """
        left = list(conditions)
        end = time.monotonic() + PATIENCE
        while True:
            while left and left[0]():
                left.pop(0)
            if not left:
                return
            if self._process.poll() is not None:
                raise FailedRunError(f"{self._server.name} ended:\n{last_lines(self._log)}")
            if time.monotonic() > end:
                raise UnseenChangeError(f"{self._server.name} did not show {what}")
            time.sleep(_LOOK)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.kill(process.pid, signal.SIGINT)  # as Ctrl-C would
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
