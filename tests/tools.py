"""Programs outside Python that tests use: a test is skipped where one is missing, and names it.

With CI=true, as `.ci/run` sets it, a missing program is a failure instead.
"""

import os
import shutil
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent

# program: the names it goes by, and what to install
PROGRAMS = {
    "chromium": (("chromium", "chromium-browser", "google-chrome"), "chromium"),
    "git": (("git",), "git"),
    "java": (("java",), "a Java runtime"),
    "newsboat": (("newsboat",), "newsboat"),
    "node": (("node",), "nodejs"),
    "npm": (("npm",), "npm"),
    "openssl": (("openssl",), "openssl"),
    "rsync": (("rsync",), "rsync"),
}
MACOS_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def need(tool: str) -> Path:
    """Give the path of a program, or skip the test that asks."""
    names, package = PROGRAMS[tool]
    found = next(filter(None, map(shutil.which, names)), None)
    if not found and tool == "chromium":
        found = other_chromium()
    return Path(found) if found else missing(tool, package)


def need_npm(file: str) -> Path:
    """Give a file of an npm package (`axe-core/axe.min.js`), or skip the test that asks."""
    path = ROOT / "node_modules" / file
    if path.is_file():
        return path
    return missing(file.partition("/")[0], "npm, then run python3 tasks.py test")


def missing(tool: str, package: str) -> NoReturn:
    reason = f"no {tool}: install {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@cache
def other_chromium() -> str | None:
    """Find Chrome on macOS, or the Chromium that playwright downloads."""
    if MACOS_CHROME.is_file():
        return str(MACOS_CHROME)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  most machines never come here

    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return str(own) if own.is_file() else None
