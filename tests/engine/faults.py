"""Faults that an engine could have, to see that the tests notice them.

They stand around the engine and change what it finds or did, as a fault inside would have; so they
fit any engine. They are given to one build by name and hold for the process that makes it.
"""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from broadsheet.errors import BroadsheetError

Build = Callable[[Path, dict[str, Any]], Any]
Folder = dict[Path, bytes]


def keeps_stale_pages(build: Build) -> Build:
    """Leave pages that nothing owns any more."""
    return _afterwards(build, lambda path, _, new: new is None and path.suffix == ".html")


def trusts_sizes(build: Build) -> Build:
    """Leave a file as it is when the new one is as long."""
    return _afterwards(build, lambda _, old, new: new is not None and len(new) == len(old))


def forgets_feeds(build: Build) -> Build:
    """Never write a feed again."""
    return _afterwards(build, lambda path, _, new: new is not None and "feeds" in path.parts)


def forgets_lists(build: Build) -> Build:
    """Never write the page of a topic again: as if it hung on its own texts alone."""
    return _afterwards(build, lambda path, _, new: new is not None and path.parts[0] == "topics")


def stops_the_clock(build: Build) -> Build:
    """Let all builds have the time of the first."""

    def faulty(settings: Path, values: dict[str, Any]) -> Any:
        clock = settings.with_name("clock.json")
        if not clock.exists():
            clock.write_text(json.dumps(values["BROADSHEET_NOW"]))
        return build(settings, {**values, "BROADSHEET_NOW": json.loads(clock.read_text())})

    return faulty


def writes_again(build: Build) -> Build:
    """Write what has not changed."""

    def faulty(settings: Path, values: dict[str, Any]) -> Any:
        built = build(settings, values)
        page = _output(settings, values) / "index.html"
        page.write_bytes(page.read_bytes())
        return built

    return faulty


def removes_foreign_files(build: Build) -> Build:
    """Remove what was never ours."""

    def faulty(settings: Path, values: dict[str, Any]) -> Any:
        return build(settings, {**values, "DELETE_OUTPUT_DIRECTORY": True})

    return faulty


def writes_before_it_knows(build: Build) -> Build:
    """Write although the content turns out to be wrong."""

    def faulty(settings: Path, values: dict[str, Any]) -> Any:
        try:
            return build(settings, values)
        except BroadsheetError:
            (_output(settings, values) / "404.html").write_bytes(b"Half a site.")
            raise

    return faulty


def trusts_times(build: Build) -> Build:
    """Take a file of the content for the old one while its size and time are the old ones."""

    def faulty(settings: Path, values: dict[str, Any]) -> Any:
        content, memory = settings.with_name("content"), settings.parent.with_name("memory")
        now = _read(content)
        for path in now:
            old = memory / path.relative_to(content)
            if old.exists() and _looks(old) == _looks(path):
                _put(path, old.read_bytes())
            else:
                old.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, old)
        try:
            return build(settings, values)
        finally:
            for path, data in now.items():
                _put(path, data)

    return faulty


def _looks(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def _put(path: Path, data: bytes) -> None:
    """Change what a file says, and not its time."""
    stat = path.stat()
    if path.read_bytes() != data:
        path.write_bytes(data)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _afterwards(build: Build, faulty: Callable[[Path, bytes, bytes | None], bool]) -> Build:
    """Put files back as they were before a build, where a faulty engine would have left them.

    `faulty` gets a path below the output, the bytes before, and those after, None when it is gone.
    """

    def build_and_spoil(settings: Path, values: dict[str, Any]) -> Any:
        output = _output(settings, values)
        before = _read(output)
        built = build(settings, values)
        after = _read(output)
        for path, data in before.items():
            new = after.get(path)
            if new != data and faulty(path.relative_to(output), data, new):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        return built

    return build_and_spoil


def _read(folder: Path) -> Folder:
    return {
        Path(place) / name: (Path(place) / name).read_bytes()
        for place, _, names in os.walk(folder)
        for name in names
    }


def _output(settings: Path, values: dict[str, Any]) -> Path:
    return Path(values.get("OUTPUT_PATH", settings.with_name("output")))
