"""Fixtures that several folders of tests share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.builders import Digest
from tests.tools import need


@pytest.fixture
def digest(tmp_path):
    """Give a valid site in a folder of its own, to write articles into."""
    return Digest(tmp_path)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the browser once for all tests of a worker: two of them cannot run in one process."""
    path = need("chromium")
    with sync_playwright() as playwright:
        # the sandbox needs rights that a container does not give; only pages of ours are shown
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
