"""Asks a server for builds, and reads what stands in a folder."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from tests.tools import ROOT

Answer = dict[str, Any]
Tree = dict[str, bytes]


class Builder:
    """A server of builds; the answer to a request may be fetched later than it is asked."""

    def __init__(self, *, stay: bool = False) -> None:
        self.stay = stay
        self._log: IO[bytes] | None = None
        self._server: subprocess.Popen[str] | None = None

    def ask(self, settings: Path, overrides: dict[str, Any], fault: str | None = None) -> None:
        """Begin a build."""
        if self._server is None:
            self._server = self._start()
        request = {"settings": str(settings), "overrides": overrides, "fault": fault}
        self._server.stdin.write(json.dumps(request) + "\n")
        self._server.stdin.flush()

    def fetch(self) -> Answer:
        """Wait for the build to end."""
        line = self._server.stdout.readline()
        assert line, f"the server of builds fell over:\n{self.said()}"
        return json.loads(line)

    def build(self, settings: Path, overrides: dict[str, Any], fault: str | None = None) -> Answer:
        self.ask(settings, overrides, fault)
        return self.fetch()

    def said(self) -> str:
        """Give the end of what the builds printed."""
        if self._log is None:
            return ""
        size = self._log.seek(0, os.SEEK_END)
        self._log.seek(max(0, size - 4000))
        return self._log.read().decode(errors="replace")

    def close(self) -> None:
        """End the server; the next request starts a new one."""
        if self._server is not None:
            self._server.stdin.close()
            self._server.wait(30)
            self._server.stdout.close()
            self._log.close()
            self._server = self._log = None

    def _start(self) -> subprocess.Popen[str]:
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  open for as long as the server
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        environment = {**kept, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.Popen(
            [sys.executable, "-m", "tests.engine.server", *(["--stay"] if self.stay else [])],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            encoding="utf-8",
        )


def tree(folder: Path) -> Tree:
    """Read a folder: bytes by path. A link is given as one, and so is an empty folder."""
    found: Tree = {}
    for path, folders, names in os.walk(folder):
        place = Path(path)
        for name in (*names, *(name for name in folders if (place / name).is_symlink())):
            file = place / name
            below = file.relative_to(folder).as_posix()
            link = file.is_symlink()
            found[below] = b"link to " + os.fsencode(file.readlink()) if link else file.read_bytes()
        if not folders and not names and place != folder:
            found[f"{place.relative_to(folder).as_posix()}/"] = b"an empty folder"
    return found


def below(folder: Path) -> Iterator[Path]:
    """Give all that is in a folder; what goes while a build is running is passed over."""
    for place, folders, names in os.walk(folder):
        yield from (Path(place) / name for name in (*folders, *names))


def stamps(folder: Path) -> dict[str, tuple[int, ...]]:
    """Note by what a file shows that it was written again."""
    found = {}
    for path in below(folder):
        with contextlib.suppress(FileNotFoundError):
            stat = path.lstat()
            if path.is_file():
                found[path.relative_to(folder).as_posix()] = (
                    stat.st_ino,
                    stat.st_mtime_ns,
                    stat.st_ctime_ns,
                    stat.st_size,
                )
    return found
